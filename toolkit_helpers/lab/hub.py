"""The workbook in a JupyterHub: what the hub does around a user's server, and how that server starts.

``deploy/jupyterhub_config.py`` uses ``Admission`` on the hub's side and ``python -m toolkit_helpers.lab.hub``
as the command of a user's server.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from ..errors import ToolkitError
from ..i18n import gettext as _

_SHARES_ONE_USER: Final = "SimpleLocalProcessSpawner"


@dataclass(frozen=True)
class Admission:
    """The hooks of a hub: each user's server gets an account of the database for as long as it runs.

    Parameters
    ----------
    database
        Address with the hub's own account.
    secret
        Key of the hash that makes accounts out of user names, at least 32 characters.
    server
        The database's computer as users' servers see it; empty if it is the one in ``database``.
    one_system_user
        Whether all users' servers may run as one user of the operating system.  Then each can read the
        others' memory and with it their accounts: only for tests.
    """

    database: str
    secret: str
    server: str = ""
    one_system_user: bool = False

    async def before_start(self, spawner: Any) -> None:
        """Make the account, or give it a new password, and tell the server its address."""
        from ..answers import database_roles

        kinds = {kind.__name__ for kind in type(spawner).__mro__}
        if _SHARES_ONE_USER in kinds and not self.one_system_user:
            raise ToolkitError(
                _("with this spawner all users would be one user of the computer and could read each other"),
                remedy=_("Use SystemdSpawner, DockerSpawner or KubeSpawner, as deploy/README.md shows."),
            )
        address = await asyncio.to_thread(
            database_roles.admit, self.database, self.secret, spawner.user.name, server=self.server
        )
        spawner.environment = {**spawner.environment, "TOOLKIT_ANSWERS": address}

    async def after_stop(self, spawner: Any) -> None:
        """Make the account useless until the next start."""
        from ..answers import database_roles

        await asyncio.to_thread(database_roles.dismiss, self.database, self.secret, spawner.user.name)


def main() -> None:
    """Bring the user's working copy up to date and become the user's server."""
    from .ports import transport_for
    from .server import install_extension, settings_folder
    from .working_copy import FOLDER_NAME, STATE_FOLDER, refresh

    copy = refresh(Path.home() / FOLDER_NAME)
    state = copy.folder / STATE_FOLDER / "jupyter"
    install_extension(state)
    runtime = Path(tempfile.mkdtemp(prefix="workbook-"))
    first = quote(copy.chapter(0).name)
    environment = {
        **os.environ,
        "JUPYTERHUB_ROOT_DIR": str(copy.folder),
        "JUPYTERHUB_DEFAULT_URL": f"/doc/tree/{first}",
        "JUPYTER_CONFIG_PATH": str(settings_folder()),
        "JUPYTER_PATH": str(state),
        "JUPYTER_RUNTIME_DIR": str(runtime),
        # A file named like one of our modules in the working folder must not be what a chapter runs.
        "PYTHONSAFEPATH": "1",
    }
    command = [
        sys.executable,
        "-m",
        "jupyterhub.singleuser",
        f"--LabApp.app_settings_dir={settings_folder()}",
        f"--KernelManager.transport={transport_for('auto', runtime)}",
        *sys.argv[1:],
    ]
    os.execve(sys.executable, command, environment)  # noqa: S606 - our own interpreter, no shell


if __name__ == "__main__":
    main()
