"""The command line: plain help, one sentence for each trouble, exit codes that scripts read."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit_helpers import cli
from toolkit_helpers.authoring.build import Built
from toolkit_helpers.authoring.checks import Checked
from toolkit_helpers.authoring.findings import Finding
from toolkit_helpers.errors import ToolkitError

Capture = pytest.CaptureFixture[str]


def test_help_names_each_command_in_plain_words(capsys: Capture) -> None:
    """Whoever asks for help reads what each command is for."""
    assert cli.main(["--help"]) == 0
    out = capsys.readouterr().out
    for name in ("open", "plan", "handouts", "build", "check"):
        assert name in cli.workbook.commands
        assert f"  {name} " in out
    assert "..." not in out.partition("Commands:")[2]


@pytest.mark.parametrize("command", sorted(cli.workbook.commands))
def test_each_command_explains_itself(command: str, capsys: Capture) -> None:
    """Every option of every command has its own words."""
    assert cli.main([command, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"Usage: workbook {command}")
    assert all(
        getattr(option, "help", "")
        for option in cli.workbook.commands[command].params
        if option.opts[0][0] == "-"
    )


def test_the_version_is_told(capsys: Capture) -> None:
    """One line with the version, for reports of faults."""
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.count(".") == 2


def test_help_loads_none_of_the_large_libraries() -> None:
    """Help answers at once: what a command needs is loaded when it runs."""
    code = (
        "import sys; from toolkit_helpers.cli import main; main(['--help']);"
        "print([name for name in ('pydantic', 'numpy', 'nbformat', 'ruamel', 'jupyterlab', 'matplotlib')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_python_m_is_the_same_command() -> None:
    """Where the script is not on the path, the module is."""
    done = subprocess.run(
        [sys.executable, "-m", "toolkit_helpers", "opn"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Did you mean 'open'?" in done.stderr


def stop_with(error: BaseException) -> Callable[..., None]:
    """Return a function that raises."""

    def stop(*_given: object, **_named: object) -> None:
        raise error

    return stop


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (
            ToolkitError("the chapter is missing", where="01", remedy="Write it."),
            2,
            "01: the chapter is missing. Write it.\n",
        ),
        (OSError(errno.ENOSPC, "No space left", "/x"), 2, "/x: the disk is full. Make room and try again.\n"),
        (
            PermissionError(errno.EACCES, "Permission denied", "/x"),
            2,
            "/x: this place may not be used. Choose another folder",
        ),
        (OSError(errno.EROFS, "Read-only", "/x"), 2, "/x: this place may not be used."),
        (FileNotFoundError(errno.ENOENT, "No such file", "/x"), 2, "/x: there is no such file or folder."),
        (
            OSError(errno.EIO, "Input/output error", "/x"),
            2,
            "/x: the computer says: Input/output error. Try again.\n",
        ),
        (KeyboardInterrupt(), 130, "\n"),
    ],
    ids=["toolkit", "disk full", "permission", "read only", "missing", "other", "ctrl-c"],
)
def test_trouble_is_one_sentence(
    error: BaseException, code: int, told: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """What a person can put right goes to the error stream as one sentence, never as a traceback."""
    monkeypatch.setattr("toolkit_helpers.lab.opening.open_chapter", stop_with(error))
    assert cli.main(["open"]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(told)
    assert captured.err.count("\n") == 1


def test_open_hands_over_what_was_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Chapter, folder, port and browser reach the one who opens; '03' is chapter 3."""
    seen: dict[str, object] = {}
    monkeypatch.setattr(
        "toolkit_helpers.lab.opening.open_chapter",
        lambda chapter, **named: seen.update(chapter=chapter, **named),
    )
    arguments = [
        "open",
        "03",
        "--folder",
        str(tmp_path),
        "--no-browser",
        "--port",
        "8899",
        "--transport",
        "tcp",
    ]
    assert cli.main(arguments) == 0
    seen.pop("say")
    assert seen == {"chapter": 3, "folder": tmp_path, "browser": False, "port": 8899, "transport": "tcp"}


def test_handouts_hand_over_what_was_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Capture
) -> None:
    """Without options the maker's own choice holds; with them, theirs."""
    seen: list[tuple[object, dict[str, object]]] = []

    def make(chapters: object, **named: object) -> list[Path]:
        named.pop("progress")(1, 2, "01.pdf")  # type: ignore[operator]
        seen.append((chapters, named))
        return []

    monkeypatch.setattr("toolkit_helpers.workshop.documents.make", make)
    assert cli.main(["handouts"]) == 0
    out = str(tmp_path)
    arguments = [
        "handouts",
        "01",
        "3",
        "--for",
        "facilitator",
        "--to",
        "pdf",
        "--country",
        "Rwanda",
        "--out",
        out,
    ]
    assert cli.main(arguments) == 0
    both = ("participant", "facilitator")
    plain = {"paper": None, "with_test": False}
    asked = {"audiences": ("facilitator",), "formats": ("pdf",), "country": "Rwanda", "out": tmp_path}
    assert seen == [
        (None, {"audiences": both, "formats": None, "country": None, "out": Path("dist"), **plain}),
        ((1, 3), {**asked, **plain}),
    ]
    assert capsys.readouterr().out.splitlines()[:2] == ["1 of 2: 01.pdf", "The files are in dist."]


@pytest.mark.parametrize(("changed", "code"), [((), 0), ((Path("notebooks/01-x.ipynb"),), 1)])
def test_build_check_tells_scripts_whether_anything_is_stale(
    changed: tuple[Path, ...], code: int, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Exit code 1 means that a build would change something; a build itself ends with 0."""
    monkeypatch.setattr("toolkit_helpers.authoring.build.build", lambda *_given, **_named: Built(changed, 8))
    assert cli.main(["build", "--check"]) == code
    assert ("Would change" in capsys.readouterr().out) == bool(changed)
    assert cli.main(["build"]) == 0


def test_tables_are_accepted_only_when_asked(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """A changed table is never taken for checked by a mere build."""
    calls: list[str] = []
    monkeypatch.setattr("toolkit_helpers.authoring.build.build", lambda *_given, **_named: Built((), 8))
    monkeypatch.setattr(
        "toolkit_helpers.datasets.registry.renew_registry", lambda: calls.append("renew") or ("egdi",)
    )
    assert cli.main(["build"]) == 0
    assert cli.main(["build", "--renew-tables", "--check"]) == 0
    assert calls == []
    assert cli.main(["build", "--renew-tables"]) == 0
    assert calls == ["renew"]
    assert "Accepted the table egdi." in capsys.readouterr().out


def test_check_prints_each_slip_and_fails(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """One line per slip on the output, the count on the error stream, exit code 1."""
    finding = Finding("data/exercises/01.yaml", "EX1.2", "the key 'x' is not known", "Remove it.", 34)
    monkeypatch.setattr("toolkit_helpers.authoring.checks.check", lambda: Checked((finding,), 3, 29, 37))
    assert cli.main(["check"]) == 1
    captured = capsys.readouterr()
    assert captured.out == "data/exercises/01.yaml:34, EX1.2: the key 'x' is not known. Remove it.\n"
    assert captured.err == "To put right: 1.\n"


def test_check_is_short_when_all_is_well(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Without a slip there is one line and exit code 0."""
    monkeypatch.setattr("toolkit_helpers.authoring.checks.check", lambda: Checked((), 3, 29, 37))
    assert cli.main(["check"]) == 0
    assert capsys.readouterr().out == "All is well: 3 notebooks, 29 exercises, 37 rules.\n"


def test_a_command_for_databases_says_which_libraries_it_lacks(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Without the hub's libraries the upgrade ends with the line that installs them."""
    monkeypatch.setitem(sys.modules, "toolkit_helpers.answers.database_upgrade", None)
    monkeypatch.delattr("toolkit_helpers.answers.database_upgrade", raising=False)
    assert cli.main(["database", "upgrade", "postgresql://db/workbook"]) == 2
    assert 'pip install "digital-government-workbook[hub]"' in capsys.readouterr().err
