"""Where somebody else starts JupyterLab, as Binder and hubs do, the chapters start by themselves, too."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent.parent
TOKEN = "only-for-this-test"  # noqa: S105 - of a server on this computer, for seconds


@pytest.mark.filterwarnings("ignore:pythonjsonlogger:DeprecationWarning")  # in repo2docker itself
def test_binder_understands_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Binder's own builder takes environment.yml and its Python, and no other file for a recipe."""
    from repo2docker.buildpacks import CondaBuildPack

    monkeypatch.chdir(ROOT)
    pack = CondaBuildPack("buildpack-deps:24.04")
    pack.platform = "linux/amd64"
    assert pack.detect()
    assert pack.python_version == "3.13"
    recipe = pack.render({})
    copied = recipe.index("COPY --chown=1000:1000 src/ ${REPO_DIR}/")
    solved = recipe.index('env update -p ${NB_PYTHON_PREFIX} --file "environment.yml"')
    assert copied < solved, "the workbook itself is among the requirements, so its files must be there"
    assert "./postBuild" not in recipe
    assert not (ROOT / ".binder").exists(), "Binder would read that folder instead of environment.yml"
    assert not (ROOT / "Dockerfile").exists(), "Binder would build that instead of environment.yml"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a fresh environment with the workbook's wheel; other libraries are lent by the present one."""
    folder = tmp_path_factory.mktemp("plain")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    environment = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    here = Path(sysconfig.get_path("purelib"))
    site = next(environment.glob("lib/python*/site-packages"))
    (site / "lent.pth").write_text(f"{here}\n", encoding="utf-8")
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    data = next(site.glob("*.data")) / "data"
    shutil.copytree(data, environment, dirs_exist_ok=True)
    lend(Path(sys.prefix) / "share" / "jupyter", environment / "share" / "jupyter")
    return environment


def lend(source: Path, target: Path) -> None:
    """Link what other packages have put among Jupyter's files, without touching what the wheel put there."""
    for found in sorted(source.iterdir()):
        place = target / found.name
        if place.is_dir() and found.is_dir():
            lend(found, place)
        elif not place.exists():
            place.symlink_to(found)


@pytest.fixture(scope="module")
def address(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start JupyterLab as a hub does, beside a copy of the repository's notebooks; return its address."""
    folder = tmp_path_factory.mktemp("home")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "PYTHON"))}
    own = {
        name: str(folder / name.lower())
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    }
    command = [str(installed / "bin" / "python"), "-m", "jupyterlab", "--allow-root", "--no-browser"]
    command += [
        f"--ServerApp.port={port}",
        f"--ServerApp.root_dir={folder}",
        f"--IdentityProvider.token={TOKEN}",
    ]
    log = folder / "server.log"
    with log.open("wb") as stream:
        server = subprocess.Popen(
            command, cwd=folder, env=kept | own, stdout=stream, stderr=subprocess.STDOUT
        )
    try:
        end = time.monotonic() + 60
        while not answers(f"http://127.0.0.1:{port}/api?token={TOKEN}"):
            assert server.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < end, log.read_text(encoding="utf-8")
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def answers(url: str) -> bool:
    """Whether a server answers."""
    try:
        urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 - a server on this computer
    except OSError:
        return False
    return True


@pytest.mark.browser
def test_a_chapter_starts_by_itself_and_jupyterlab_is_calm(page: Page, address: str) -> None:
    """By a Binder link's path the chapter runs, shows no code, and no news is fetched or offered."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_default_timeout(60_000)
    page.goto(f"{address}/doc/tree/notebooks/01-global-and-regional-trends.ipynb?token={TOKEN}")
    page.locator(".tk-panel-place").first.wait_for()
    page.wait_for_function("document.querySelector('.dgw-bar [role=status]')?.textContent === ''")
    assert page.locator(".jp-CodeCell .cm-content:visible").count() == 0
    assert page.locator(".Toastify__toast, .jp-toast-button").count() == 0
    assert page.locator("#jp-main-statusbar:visible").count() == 0
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert not [url for url in asked if "/lab/api/news" in url or "/lab/api/update" in url]
