"""The site itself: JupyterLite's page with our chapters, settings and extension, and a front page."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ...errors import ToolkitError
from ...i18n import gettext as _
from ...resources import notebooks_folder, package_folder
from ..catalogue import catalogue
from ..server import EXTENSION, WIDGETS, install_extension, installed
from .front_page import front_page
from .kernel_wheel import DEPENDS, write_kernel_wheel
from .lock import site_lock
from .pieces import CORE, gather, wheel_name

KERNEL_EXTENSION: Final = "@jupyterlite/pyodide-kernel-extension"
EXTENSIONS: Final = (KERNEL_EXTENSION, *WIDGETS)
"""JupyterLab's extensions that a chapter needs; what else is installed here stays here."""

SHIMS: Final = {"ipykernel": (), "piplite": ("micropip",), "pyodide-kernel": ("comm", "ipython")}
"""Packages that the kernel extension itself carries, and what they import."""

LEADING_AWAY: Final = (
    "@jupyter-notebook/application-extension:logo",
    "@jupyter-notebook/application-extension:pages",
    "@jupyter-notebook/console-extension",
    "@jupyter-notebook/notebook-extension:kernel-logo",
    "@jupyter-notebook/notebook-extension:open-tree-tab",
    "@jupyter-notebook/notebook-extension:tab-icon",
    "@jupyter-notebook/notebook-extension:trusted",
    "@jupyter-notebook/tree-extension",
    "@jupyterlite/notebook-application-extension:logo",
)
"""Parts of the single-notebook page that lead to places that the site lacks, or tell of technique."""

MARK: Final = ".workbook-lite"
"""A file by which the command knows a folder that it made and may make anew."""

Step = Callable[[str], None]


@dataclass(frozen=True)
class Site:
    """A finished site: its folder, how many chapters it holds and how large its files are in bytes."""

    folder: Path
    chapters: int
    size: int


def build_site(out: Path, *, cache: Path | None = None, step: Step = lambda _told: None) -> Site:
    """Make the site in ``out`` and return it; ``step`` receives each step in words.

    Raises ``ToolkitError`` if ``out`` holds something else, if a needed part is not installed or cannot be
    fetched, and if JupyterLite does not build.
    """
    _require_free(out)
    step(_("Gathering Python for the browser"))
    pieces = gather(cache or _default_cache())
    with tempfile.TemporaryDirectory(prefix="workbook-lite-") as scratch:
        project, made = Path(scratch) / "project", Path(scratch) / "site"
        core = project / "static" / "pyodide"
        core.mkdir(parents=True)
        for name in CORE:
            shutil.copyfile(pieces.core / name, core / name)
        own = write_kernel_wheel(core)
        more = [(own, DEPENDS), *_carried(core)]
        for wheel in pieces.wheels:
            shutil.copyfile(wheel, core / wheel.name)
        lock = site_lock(pieces, more)
        (core / "pyodide-lock.json").write_text(json.dumps(lock, sort_keys=True), encoding="utf-8")
        _write_settings(project, list(lock["packages"]))
        step(_("Building the pages"))
        _build(project, made)
        _make_ours(made)
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(made, out)
    return Site(out, len(catalogue()), sum(path.stat().st_size for path in out.rglob("*.*")))


def _require_free(out: Path) -> None:
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MARK).exists())):
        raise ToolkitError(
            _("this place holds something else"),
            where=str(out),
            remedy=_("Choose an empty folder, or one that this command made before."),
        )


def _default_cache() -> Path:
    import platformdirs

    return platformdirs.user_cache_path("digital-government-workbook", appauthor=False) / "lite"


def _carried(core: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Put the kernel extension's own packages among Pyodide's, so that they load with all others at once."""
    for path in sorted((installed(KERNEL_EXTENSION) / "static" / "pypi").glob("*.whl")):
        if wheel_name(path) in SHIMS:
            yield Path(shutil.copyfile(path, core / path.name)), SHIMS[wheel_name(path)]


def _write_settings(project: Path, packages: list[str]) -> None:
    """Write JupyterLite's settings: the calm ones of ``workbook open``, and a kernel that asks nobody."""
    settings = package_folder() / "lab" / "settings"
    calm = json.loads((settings / "page_config.json").read_text(encoding="utf-8"))
    shutil.copyfile(settings / "overrides.json", project / "overrides.json")
    kernel = {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": packages}}
    page: dict[str, Any] = {
        "appName": _("Digital Government Transformation Workbook"),
        "disabledExtensions": [*calm["disabledExtensions"], *LEADING_AWAY],
        "litePluginSettings": {f"{KERNEL_EXTENSION}:kernel": kernel},
    }
    told = {"jupyter-lite-schema-version": 0, "jupyter-config-data": page}
    (project / "jupyter-lite.json").write_text(json.dumps(told, indent=1), encoding="utf-8")


def _build(project: Path, made: Path) -> None:
    """Let JupyterLite build; ``ToolkitError`` with its last line if it does not."""
    install_extension(project)
    extensions = [*map(installed, EXTENSIONS), project / "labextensions" / EXTENSION]
    options = {
        # One chapter a page, which a reload brings back; the larger application would open a desk of tabs.
        "apps": ["notebooks"],
        "cache_dir": str(project.parent / "cache"),
        "contents": [str(notebooks_folder())],
        "federated_extensions": [str(folder) for folder in extensions],
        "ignore_sys_prefix": True,
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "output_dir": str(made),
    }
    config = project / "jupyter_lite_config.json"
    config.write_text(json.dumps({"LiteBuildConfig": options}), encoding="utf-8")
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = (done.stdout + done.stderr).strip().splitlines()
        raise ToolkitError(
            _("JupyterLite could not build the site: {reason}").format(reason=said[-1] if said else "?"),
            remedy=_("Run: uv sync --extra lite"),
        )


def _make_ours(made: Path) -> None:
    """Put our front page in the place of JupyterLite's, which leads to an empty desk, and our name on it."""
    (made / "index.html").write_text(front_page(catalogue()), encoding="utf-8")
    # Browsers ask for an icon at the root before a page has named its own.
    shutil.copyfile(made / "notebooks" / "favicon.ico", made / "favicon.ico")
    manifest = made / "manifest.webmanifest"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    del told["shortcuts"]  # they lead to applications that the site lacks
    name = _("Digital Government Transformation Workbook")
    told |= {"name": name, "short_name": name, "description": name}
    manifest.write_text(json.dumps(told, indent=1), encoding="utf-8")
    for path in made.glob("rspack.config*.js"):  # left over from how JupyterLite itself is built
        path.unlink()
    (made / MARK).write_text("", encoding="utf-8")
