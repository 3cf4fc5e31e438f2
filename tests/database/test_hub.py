"""A real hub and a real PostgreSQL: two people answer, neither reads the other, the trainer reads both."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from private_postgres import free_port
from school import School

from toolkit_helpers.answers import database_roles, read_text
from toolkit_helpers.answers.database_store import every_file
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.lab.hub import Admission
from toolkit_helpers.resources import notebooks_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DEPLOY = Path(__file__).parents[2] / "deploy"
PATIENCE = 90_000
PASSWORD = "a long password of the tests"  # noqa: S105
SECRET = secrets.token_hex(32)
CHAPTER = next(notebooks_folder().glob("01-*.ipynb")).name

# deploy/jupyterhub_config.py, with a login and a spawner that need no users of the system.
CONFIG = """
import os
from toolkit_helpers.lab.hub import Admission

os.environ["WORKBOOK_LOGIN"] = "tmp"
load_subconfig(os.environ["TEST_HUB_DEPLOY"])

c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ["TEST_HUB_PASSWORD"]
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = os.path.abspath("homes/{username}")
admission = Admission(
    os.environ["WORKBOOK_HUB_DATABASE"], os.environ["WORKBOOK_SECRET"], one_system_user=True
)
c.Spawner.pre_spawn_hook = admission.before_start
c.Spawner.post_stop_hook = admission.after_stop
c.JupyterHub.services = []
c.JupyterHub.load_roles = []
c.JupyterHub.hub_port = int(os.environ["TEST_HUB_PORT"])
c.ConfigurableHTTPProxy.command = [os.environ["TEST_HUB_PROXY"]]
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{os.environ['TEST_HUB_PROXY_PORT']}"
if os.geteuid() == 0:
    c.Spawner.args = [*c.Spawner.args, "--allow-root"]
"""
RUN = """
async ([user, code]) => {
  const base = `/user/${user}/`;
  const xsrf = document.cookie.split("; ").filter(c => c.startsWith("_xsrf=")).map(c => c.slice(6)).pop();
  const start = {method: "POST", headers: {"X-XSRFToken": xsrf}, body: "{}"};
  const made = await fetch(base + "api/kernels", start);
  const kernel = await made.json();
  const socket = new WebSocket(`ws://${location.host}${base}api/kernels/${kernel.id}/channels`);
  return await new Promise((done, failed) => {
    let text = "";
    const id = String(Math.random());
    socket.onerror = () => failed(new Error("no kernel"));
    socket.onopen = () => socket.send(JSON.stringify({
      channel: "shell", parent_header: {}, metadata: {}, buffers: [],
      header: {msg_id: id, msg_type: "execute_request", session: id, username: user, version: "5.3",
               date: new Date().toISOString()},
      content: {code, silent: false, store_history: false, user_expressions: {}, allow_stdin: false},
    }));
    socket.onmessage = event => {
      const message = JSON.parse(event.data);
      if (message.parent_header.msg_id !== id) return;
      if (message.msg_type === "stream") text += message.content.text;
      if (message.msg_type === "error") text += message.content.evalue;
      if (message.msg_type === "status" && message.content.execution_state === "idle") {
        socket.close();
        done(text);
      }
    };
  });
}
"""
ATTACK = """
import os, psycopg
from toolkit_helpers.answers import open_store
print("own:", open_store().load().answers["EX1.2"].parts)
print("environment:", sorted(name for name in os.environ if "WORKBOOK" in name or "CONFIGPROXY" in name))
with psycopg.connect(os.environ["TOOLKIT_ANSWERS"].replace("+psycopg", ""), autocommit=True) as connection:
    print("answers:", connection.execute("SELECT owner, parts FROM workbook.answers").fetchall())
    print("codes:", connection.execute("SELECT owner FROM workbook.participants").fetchall())
    for statement in ("SET ROLE workbook_trainer", "CREATE ROLE mine", "SET ROLE {other}"):
        try:
            connection.execute(statement)
            print("done:", statement)
        except psycopg.Error as error:
            print("refused:", type(error).__name__)
"""
CORE_ANSWER = """
from toolkit_helpers.answers import open_store
open_store().save("EX1.1", {"terms": {}})
"""


@dataclass(frozen=True)
class Hub:
    """A running hub: where it is, and the address of its own account in the database."""

    address: str
    database: str
    log: Path


def proxy() -> str:
    """Return the program of JupyterHub's proxy, fetched with npm unless the machine has it."""
    if found := shutil.which("configurable-http-proxy"):
        return found
    folder = Path(tempfile.gettempdir()) / f"workbook-tests-proxy-{os.getuid()}"
    program = folder / "node_modules" / ".bin" / "configurable-http-proxy"
    npm = shutil.which("npm")
    if not program.exists() and npm:
        quiet = ["--silent", "--no-fund", "--no-audit", "--prefix", str(folder)]
        subprocess.run([npm, "install", *quiet, "configurable-http-proxy@^5"], check=False)
    if program.exists():
        return str(program)
    message = "JupyterHub's proxy is missing: install npm (Debian: apt-get install npm) and test again."
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture
def hub(school: School) -> Iterator[Hub]:
    """Run JupyterHub with the shipped configuration, apart from login and system users."""
    database = school.account("hub", "workbook_participant", "CREATEROLE")
    school.run(
        f"GRANT workbook_participant TO hub_{school.name} WITH ADMIN OPTION",
        f"GRANT pg_signal_backend TO hub_{school.name}",
    )
    folder = Path(tempfile.mkdtemp(prefix="workbook-hub-"))
    (folder / "homes").mkdir()
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "TOOLKIT"))},
        "WORKBOOK_HUB_DATABASE": database,
        "WORKBOOK_SECRET": SECRET,
        "WORKBOOK_ADDRESS": f"http://127.0.0.1:{port}",
        "TEST_HUB_DEPLOY": str(DEPLOY / "jupyterhub_config.py"),
        "TEST_HUB_PASSWORD": PASSWORD,
        "TEST_HUB_PORT": str(free_port()),
        "TEST_HUB_PROXY": proxy(),
        "TEST_HUB_PROXY_PORT": str(free_port()),
    }
    config = folder / "jupyterhub_config.py"
    config.write_text(CONFIG)
    log = folder / "log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", config],
            cwd=folder,
            env=environment,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/hub/health", process, log)
        yield Hub(f"http://127.0.0.1:{port}", database, log)
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the hub answers."""
    end = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310
        except (urllib.error.URLError, OSError):
            assert process.poll() is None and time.monotonic() < end, log.read_text()[-3000:]  # noqa: PT018
            time.sleep(0.3)
        else:
            return


def wait_until_void(school: School, account: str) -> None:
    """Wait until the account of a server that was stopped by logging out may not log in any more."""
    end = time.monotonic() + 30
    while dict(school.run("SELECT rolname, rolcanlogin FROM pg_roles"))[account]:  # type: ignore[arg-type]
        assert time.monotonic() < end
        time.sleep(0.3)


def answer(page: Page, hub: Hub, user: str, measure: str) -> None:
    """Log in, open chapter 1 and answer its second exercise."""
    page.set_default_timeout(PATIENCE)
    page.goto(f"{hub.address}/hub/login")
    page.get_by_label("Username").fill(user)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name=re.compile("Sign in")).click()
    page.wait_for_url(re.compile(f"/user/{user}/doc/tree/00-"))
    page.goto(f"{hub.address}/user/{user}/doc/tree/{quote(CHAPTER)}")
    exercise = page.locator("section.dgw").filter(has=page.get_by_text("EX1.2", exact=True))
    exercise.get_by_role("radio", name=re.compile(measure)).check()
    exercise.get_by_role("button", name="Check my answer").click()
    exercise.locator(".dgw-status").get_by_text("Saved", exact=False).wait_for()


@pytest.mark.browser
def test_two_users_of_a_hub_are_apart_and_the_trainer_reads_both(
    chromium: Browser, hub: Hub, school: School
) -> None:
    """From log-in to the report: answers are in the database, under accounts that tell no name."""
    accounts = {user: database_roles.account(SECRET, user) for user in ("ada", "ben")}
    school.accounts += accounts.values()
    given = {"ada": "how a country stands relative", "ben": "how many residents use online services"}
    kept = {}
    for user, measure in given.items():
        context = chromium.new_context()
        page = context.new_page()
        answer(page, hub, user, measure)
        other = accounts["ben" if user == "ada" else "ada"]
        said = page.evaluate(RUN, [user, ATTACK.replace("{other}", other)])
        kept[user] = dict(line.split(": ", 1) for line in said.splitlines() if not line.startswith("refused"))
        assert (
            said.count("refused: InsufficientPrivilege") + said.count("refused: InvalidParameterValue") == 3
        )
        page.evaluate(RUN, [user, CORE_ANSWER])
        page.get_by_role("button", name="Chapters").click()
        listed = page.get_by_role("navigation", name="Chapters").get_by_role("listitem")
        listed.filter(has_text=re.compile(r"Chapter 1: .* – 1 of \d+ core exercises answered")).wait_for()
        page.goto(f"{hub.address}/hub/logout")
        context.close()
        wait_until_void(school, accounts[user])

    files = {name: read_text(data, name) for name, data in every_file(school.trainer())}
    assert len(files) == 2
    choices = sorted(str(file.parts("EX1.2")) for file in files.values())
    assert choices[0] != choices[1]
    for user, account in accounts.items():
        own = kept[user]
        assert own["own"] in choices
        assert own["answers"].count("dgw_") == 1
        assert account in own["answers"]
        assert own["codes"] == str([(account,)])
        assert own["environment"] == "[]"
    assert kept["ada"]["own"] != kept["ben"]["own"]
    everything = str(school.run("SELECT to_jsonb(p) FROM workbook.participants p"))
    everything += str(school.run("SELECT to_jsonb(a) FROM workbook.answers a"))
    assert "ada" not in everything
    assert "ben" not in everything


def test_a_spawner_without_separate_users_is_refused() -> None:
    """The configuration cannot by mistake run everybody as one user of the computer."""
    simple = type("SimpleLocalProcessSpawner", (), {})
    spawner = type("Ours", (simple,), {})()
    hook = Admission("postgresql://hub@localhost/workbook", SECRET).before_start(spawner)
    with pytest.raises(ToolkitError, match="could read each other"):
        hook.send(None)
