"""The server behind ``workbook open``: starts on a free port, ends with its kernels, explains a failure."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.lab import ports
from toolkit_helpers.lab.server import Lab


def children_in(folder: Path) -> list[psutil.Process]:
    """Return all processes that work in a folder or were told of it."""
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if any(str(folder) in part for part in process.info["cmdline"] or [])
    ]


@pytest.fixture
def heeding_ctrl_c() -> Iterator[None]:
    """Let children heed Ctrl-C: what a shell runs in the background ignores it, and so do its children."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="Windows has another Ctrl-C")
@pytest.mark.usefixtures("heeding_ctrl_c")
def test_ctrl_c_ends_politely(tmp_path: Path) -> None:
    """One calm line with the address; after Ctrl-C one more, no server left, and exit code 0."""
    folder = tmp_path / "copy"
    command = [sys.executable, "-m", "toolkit_helpers", "open", "1", "--no-browser", "--folder", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        assert line.startswith("The workbook is open at http://127.0.0.1:")
        address = line.split()[5]
        assert "/doc/tree/01-" in address
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own server
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=60)
    assert rest == f"The workbook is closed. Your answers stay in {folder}.\n"
    assert errors == ""
    assert process.returncode == 0
    assert children_in(folder) == []


def test_a_stranger_on_the_same_computer_is_not_let_in(tmp_path: Path) -> None:
    """Without its key the server gives nothing away and runs nothing."""
    with Lab(tmp_path) as lab, pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"http://127.0.0.1:{lab.port}/api/contents", timeout=30)
    assert refused.value.code == 403
    refused.value.close()


def test_kernels_end_with_the_server(tmp_path: Path) -> None:
    """No kernel stays behind when the server is told to end, and no file of its sockets."""
    with Lab(tmp_path) as lab:
        request = urllib.request.Request(
            f"http://127.0.0.1:{lab.port}/api/kernels",
            method="POST",
            data=json.dumps({"name": "python3"}).encode(),
            headers={"Authorization": f"token {lab._token}"},
        )
        urllib.request.urlopen(request, timeout=30).close()  # noqa: S310 - our own server
        runtime = lab._runtime
        kernels = [process for process in children_in(runtime) if "ipykernel_launcher" in process.cmdline()]
        assert len(kernels) == 1
    end = time.monotonic() + 10
    while kernels[0].is_running() and kernels[0].status() != psutil.STATUS_ZOMBIE and time.monotonic() < end:
        time.sleep(0.1)
    assert not kernels[0].is_running() or kernels[0].status() == psutil.STATUS_ZOMBIE
    assert not runtime.exists()


def test_what_a_person_has_set_up_elsewhere_does_not_reach_this_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A personal Jupyter configuration, kernels and variables of other set-ups are left out."""
    monkeypatch.setenv("JUPYTER_TOKEN", "known")
    monkeypatch.setenv("JUPYTERLAB_SETTINGS_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("TOOLKIT_ANSWERS", "kept")
    lab = Lab(tmp_path)
    environment = lab._environment()
    lab.stop()
    assert environment["JUPYTER_TOKEN"] != "known"  # noqa: S105 - the point of the test
    assert str(tmp_path / "elsewhere") not in environment.values()
    assert environment["TOOLKIT_ANSWERS"] == "kept"


def test_a_port_of_somebody_else_is_told(tmp_path: Path) -> None:
    """Whatever answers there already is not taken for the workbook's own server."""
    with socket.create_server((ports.HERE, 0)) as other:
        port = other.getsockname()[1]
        with (
            pytest.raises(ToolkitError, match=f"port {port} is in use already.*--port"),
            Lab(tmp_path, port=port),
        ):
            pass


def test_a_server_that_was_ended_from_outside_is_told(tmp_path: Path) -> None:
    """Whoever waits for it learns that it stopped, and where it says why."""
    with Lab(tmp_path) as lab:
        psutil.Process(lab.pid).kill()
        with pytest.raises(ToolkitError, match=r"The workbook has stopped\. Start it again.*jupyter\.log"):
            lab.wait()


def test_a_server_that_cannot_start_names_its_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure is one sentence with the place of what JupyterLab said."""
    monkeypatch.setattr(Lab, "_command", lambda _self: [sys.executable, "-c", "print('no space'); exit(1)"])
    with (
        pytest.raises(ToolkitError, match=r"JupyterLab did not start\. What it said is in .*jupyter\.log"),
        Lab(tmp_path),
    ):
        pass
    assert (tmp_path / ".workbook" / "jupyter.log").read_text(encoding="utf-8").strip() == "no space"


@pytest.mark.parametrize(
    ("system", "folder", "expected"),
    [("nt", "/tmp/a", "tcp"), ("posix", "/tmp/a", "ipc"), ("posix", "/" + "x" * 60, "tcp")],  # noqa: S108
)
def test_sockets_as_files_only_where_the_system_has_room_for_their_names(
    system: str, folder: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows has none, and elsewhere a long path of the temporary folder rules them out."""
    runtime = Path(folder)
    monkeypatch.setattr(ports.os, "name", system)
    assert ports.transport_for("auto", runtime) == expected
    assert ports.transport_for("tcp", runtime) == "tcp"
