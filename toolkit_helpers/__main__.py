"""``python -m toolkit_helpers``: the same as ``workbook``."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
