"""JupyterHub for a school on one machine: README.md beside this file says how it is set up.

Everything that differs from school to school comes from the environment, so that no secret stands here:

WORKBOOK_HUB_DATABASE  address of the answers' database with the hub's account (required)
WORKBOOK_SECRET        at least 32 characters, made once with: openssl rand -hex 32 (required)
WORKBOOK_LOGIN         native (default), tmp or oauth
WORKBOOK_ADMINS        names of those who may let people in and stop servers, with commas between
WORKBOOK_ADDRESS       where the proxy listens, by default http://127.0.0.1:8000, behind a web server with TLS
"""

import os
import sys
from pathlib import Path

from systemdspawner import SystemdSpawner

from toolkit_helpers.answers.database_roles import account
from toolkit_helpers.lab.hub import Admission

c = get_config()  # noqa: F821 - JupyterHub provides it

# --- Answers: each user's server gets an account of the database that sees its own rows, and no other -------
admission = Admission(os.environ["WORKBOOK_HUB_DATABASE"], os.environ["WORKBOOK_SECRET"])
c.Spawner.pre_spawn_hook = admission.before_start
c.Spawner.post_stop_hook = admission.after_stop
# A second server of the same user would void the password of the first.
c.JupyterHub.allow_named_servers = False
# The hub's secrets are its own: from its environment nothing but this reaches a user's server.
c.Spawner.env_keep = ["PATH", "LANG", "LC_ALL", "TZ"]

# --- Users' servers: a user of the operating system each, made by systemd and gone when the server stops ----
c.Spawner.cmd = [sys.executable, "-m", "toolkit_helpers.lab.hub"]


class UnnamedSpawner(SystemdSpawner):
    """Calls folders and units by the account in the database: no name of a person is on the disk.

    A user who is called like a service, such as postgresql, can so never get that service's folder.
    """

    def _expand_user_vars(self, string):
        return string.format(USERNAME=account(admission.secret, self.user.name), USERID=self.user.id)


c.JupyterHub.spawner_class = UnnamedSpawner
c.SystemdSpawner.dynamic_users = True
c.SystemdSpawner.isolate_tmp = True
c.SystemdSpawner.isolate_devices = True
c.SystemdSpawner.disable_user_sudo = True
c.SystemdSpawner.unit_name_template = "workbook-{USERNAME}"
# Measured, see README.md: a server with one open chapter; each further open chapter adds a kernel.
c.SystemdSpawner.mem_limit = "1G"
c.SystemdSpawner.cpu_limit = 1.0
c.Spawner.start_timeout = 60

# --- Rest: a kernel nobody has used for half an hour ends, a server after an hour; no answer is lost --------
c.Spawner.args = [
    "--MappingKernelManager.cull_idle_timeout=1800",
    "--MappingKernelManager.cull_connected=True",
    "--MappingKernelManager.cull_interval=120",
]
c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    }
]

# --- Who may come in ----------------------------------------------------------------------------------------
match os.environ.get("WORKBOOK_LOGIN", "native"):
    case "native":  # people choose a name and a password; an administrator lets each of them in
        import nativeauthenticator

        c.JupyterHub.authenticator_class = "native"
        c.JupyterHub.template_paths = [str(Path(nativeauthenticator.__file__).parent / "templates")]
        c.NativeAuthenticator.check_common_password = True
        c.NativeAuthenticator.minimum_password_length = 10
        c.Authenticator.allow_all = True
    case "tmp":  # no login at all: a new user each time, so answers leave only by "Save to my computer"
        c.JupyterHub.authenticator_class = "tmp"
        c.Authenticator.allow_all = True
    case "oauth":  # the single sign-on of a ministry or school
        c.JupyterHub.authenticator_class = "generic-oauth"
        c.GenericOAuthenticator.client_id = os.environ["OAUTH_CLIENT_ID"]
        c.GenericOAuthenticator.client_secret = os.environ["OAUTH_CLIENT_SECRET"]
        c.GenericOAuthenticator.authorize_url = os.environ["OAUTH_AUTHORIZE_URL"]
        c.GenericOAuthenticator.token_url = os.environ["OAUTH_TOKEN_URL"]
        c.GenericOAuthenticator.userdata_url = os.environ["OAUTH_USERDATA_URL"]
        c.GenericOAuthenticator.oauth_callback_url = os.environ["OAUTH_CALLBACK_URL"]
        c.GenericOAuthenticator.scope = ["openid"]
        c.GenericOAuthenticator.username_claim = "sub"
        c.Authenticator.allow_all = True
    case other:
        sys.exit(f"WORKBOOK_LOGIN is {other!r}; it can be native, tmp or oauth.")
c.Authenticator.admin_users = set(filter(None, os.environ.get("WORKBOOK_ADMINS", "").split(",")))

# --- The hub itself -----------------------------------------------------------------------------------------
c.JupyterHub.bind_url = os.environ.get("WORKBOOK_ADDRESS", "http://127.0.0.1:8000")
c.JupyterHub.shutdown_on_logout = True
