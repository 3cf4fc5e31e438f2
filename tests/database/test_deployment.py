"""What deploy/ ships can be read and does what its README says, as far as that shows without a cluster."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest
from ruamel.yaml import YAML
from traitlets.config import Config

from toolkit_helpers.answers import database_roles
from toolkit_helpers.lab.hub import Admission

DEPLOY = Path(__file__).parents[2] / "deploy"
SECRET = "0123456789abcdef" * 4


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the configuration what a school gives it."""
    monkeypatch.setenv("WORKBOOK_HUB_DATABASE", "postgresql+psycopg://hub:x@localhost/workbook")
    monkeypatch.setenv("WORKBOOK_SECRET", SECRET)


def configured(monkeypatch: pytest.MonkeyPatch, login: str) -> Config:
    """Return what jupyterhub_config.py configures."""
    config = Config()
    monkeypatch.setenv("WORKBOOK_LOGIN", login)
    runpy.run_path(str(DEPLOY / "jupyterhub_config.py"), {"get_config": lambda: config, "c": config})
    return config


def test_servers_of_one_machine_are_apart_and_without_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each user is a system user of their own, and folder and unit are called by the account."""
    config = configured(monkeypatch, "tmp")
    assert config.SystemdSpawner.dynamic_users is True
    spawner = config.JupyterHub.spawner_class
    user = SimpleNamespace(user=SimpleNamespace(name="postgresql", id=7))
    unit = spawner._expand_user_vars(user, config.SystemdSpawner.unit_name_template)
    assert unit == f"workbook-{database_roles.account(SECRET, 'postgresql')}"
    assert config.Spawner.pre_spawn_hook.__self__ == Admission(
        "postgresql+psycopg://hub:x@localhost/workbook", SECRET
    )
    assert config.JupyterHub.allow_named_servers is False


def test_single_sign_on_takes_its_addresses_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No secret stands in the file."""
    wanted = ("CLIENT_ID", "CLIENT_SECRET", "AUTHORIZE_URL", "TOKEN_URL", "USERDATA_URL", "CALLBACK_URL")
    for name in wanted:
        monkeypatch.setenv(f"OAUTH_{name}", name.lower())
    config = configured(monkeypatch, "oauth")
    assert config.GenericOAuthenticator.client_secret == "client_secret"  # noqa: S105
    assert config.JupyterHub.authenticator_class == "generic-oauth"


def test_an_unknown_login_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip in the environment stops the hub with the choices."""
    with pytest.raises(SystemExit, match="native, tmp or oauth"):
        configured(monkeypatch, "open")


def test_the_values_for_kubernetes_admit_users_alike() -> None:
    """The hub's part of the values runs and sets the same hooks; images and commands are those of deploy/."""
    values = YAML(typ="safe").load(DEPLOY / "kubernetes" / "values.yaml")
    config = Config()
    exec(compile(values["hub"]["extraConfig"]["workbook"], "values.yaml", "exec"), {"c": config})  # noqa: S102
    assert config.Spawner.pre_spawn_hook.__self__.secret == SECRET
    assert config.Spawner.post_stop_hook.__self__.one_system_user is False
    assert values["singleuser"]["cmd"] == ["python", "-m", "toolkit_helpers.lab.hub"]
    assert set(values["hub"]["extraEnv"]) == {"WORKBOOK_HUB_DATABASE", "WORKBOOK_SECRET"}
    assert "secret" not in str(values["hub"]["config"]).lower()


def test_the_statements_for_the_administrator_are_those_of_the_tests() -> None:
    """README tells to grant what the accounts in the tests have, no more."""
    told = re.findall(r"^    (GRANT .*);$", (DEPLOY / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert told == [
        "GRANT workbook_participant TO workbook_hub WITH ADMIN OPTION",
        "GRANT pg_signal_backend TO workbook_hub",
        "GRANT workbook_trainer TO workbook_report",
    ]
