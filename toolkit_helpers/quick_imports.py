"""Import this before nbformat and it loads two seconds faster.

jsonschema checks international addresses with an optional grammar, ``rfc3987_syntax``, which JupyterLab
installs and no notebook needs.  jsonschema does without it where it is missing, so here it is missing.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
