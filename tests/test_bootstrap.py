"""Before the program starts: what is installed, and one clear line where nothing can start."""

import importlib.util
import os
import socket
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from seed import bootstrap
from seed.preflight import HOST, Bar, Stop, alone, check_folder, check_port

NOBODY = 65534


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with requirements and a .venv that looks installed."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "bench").mkdir()
    (tmp_path / "requirements.txt").write_text("Flask==3.1.3\n")
    (tmp_path / "tests" / "requirements.txt").write_text("pytest==9.2.0\n")
    (tmp_path / "bench" / "requirements.txt").write_text("Django==5.2.19\n")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    bootstrap.venv_python(tmp_path).symlink_to(sys.executable)
    for stage in bootstrap.REQUIREMENTS:
        bootstrap.stamp(tmp_path, stage).write_text(bootstrap.fingerprint(tmp_path, stage))
    return tmp_path


@pytest.fixture
def foreign_folder() -> Iterator[Path]:
    """A folder in which this process may not write, also where the tests run as root."""
    is_root = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, stat.S_IRUSR | stat.S_IXUSR)
        if is_root:
            os.seteuid(NOBODY)
        try:
            yield Path(name)
        finally:
            if is_root:
                os.seteuid(0)
            os.chmod(name, stat.S_IRWXU)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server((HOST, 0)) as server:
        yield server.getsockname()[1]


def bootstrap_run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "seed.bootstrap", *arguments],
        cwd=bootstrap.ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_an_installed_folder_needs_no_pip(root: Path) -> None:
    bootstrap.prepare(root, "run")
    bootstrap.prepare(root, "test")
    assert not (root / ".venv" / "pip.log").exists()


@pytest.mark.parametrize(
    ("changed", "run", "test", "bench"),
    [
        ("requirements.txt", False, False, False),  # the others run the program too
        ("tests/requirements.txt", True, False, False),
        ("bench/requirements.txt", True, True, False),
    ],
)
def test_changed_requirements_are_installed_again(
    root: Path, changed: str, run: bool, test: bool, bench: bool
) -> None:
    with (root / changed).open("a") as file:
        file.write("rich==15.0.0\n")
    assert bootstrap.is_installed(root, "run") is run
    assert bootstrap.is_installed(root, "test") is test
    assert bootstrap.is_installed(root, "bench") is bench


def test_a_venv_without_its_python_is_made_again(root: Path) -> None:
    bootstrap.venv_python(root).unlink()
    assert not bootstrap.is_installed(root, "run")


def test_a_port_in_use_gives_one_line_that_names_another(taken_port: int) -> None:
    done = bootstrap_run("run", str(taken_port))
    assert done.returncode == 1
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.startswith(f"Port {taken_port} is already in use.")


@pytest.mark.parametrize("text", ["", "abc", "0", "-1", "65536", "5000x", "٥٠٠٠", "9" * 5000])
def test_what_is_no_port_is_refused(text: str) -> None:
    with pytest.raises(Stop, match="is not a port"):
        check_port(text)


def test_a_port_that_was_just_left_can_be_used(taken_port: int) -> None:
    with socket.create_server((HOST, 0)) as server:
        port = server.getsockname()[1]
    assert check_port(str(port)) == port


def test_a_read_only_folder_gives_one_line(foreign_folder: Path) -> None:
    for folder in (foreign_folder, foreign_folder / "instance"):
        with pytest.raises(Stop, match=r"^The folder .* cannot be written to: .*\.$"):
            check_folder(folder)


def test_a_missing_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    check_folder(tmp_path / "instance")
    assert stat.S_IMODE((tmp_path / "instance").stat().st_mode) == 0o700
    assert not list((tmp_path / "instance").iterdir())


def test_a_missing_venv_module_names_the_debian_package(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "ensurepip" else find(name)
    )
    bootstrap.stamp(root, "run").unlink()
    with pytest.raises(Stop, match="sudo apt install python3-venv"):
        bootstrap.prepare(root, "run")


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("foo.c:3:10: fatal error: Python.h: No such file or directory", "python3-dev"),
        ("error: command 'gcc' failed: No such file or directory", "build-essential"),
        ("WARNING: Retrying ... NewConnectionError('...')\nERROR: No match", "network"),
        ("ERROR: Could not install: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: No matching distribution found for x==1\nmore", "No matching distribution"),
        ("", "no reason given"),
    ],
)
def test_what_pip_says_becomes_one_line(output: str, words: str) -> None:
    assert words in bootstrap.pip_trouble(output)
    assert "\n" not in bootstrap.pip_trouble(output)


def test_the_bar_counts_what_pip_has_installed(root: Path) -> None:
    packages = root / ".venv" / "lib" / "python3.11" / "site-packages"
    (packages / "pip-26.dist-info").mkdir(parents=True)
    bar = Bar("Installing")
    bootstrap.follow(bar, "Collecting Flask==3.1.3 (from -r requirements.txt)", root)
    assert bar.line(0) == "Installing - Flask==3.1.3"
    bootstrap.follow(bar, "Installing collected packages: click, Flask", root)
    (packages / "click-8.dist-info").mkdir()
    assert bar.line(0) == f"Installing [{'#' * 15}{' ' * 15}] 1/2"


def test_two_starts_prepare_one_after_the_other(tmp_path: Path) -> None:
    order = []

    def second_start() -> None:
        with alone(tmp_path):
            order.append("second")

    second = threading.Thread(target=second_start)
    with alone(tmp_path):
        second.start()
        second.join(0.1)
        order.append("first")
    second.join(10)
    assert order == ["first", "second"]


def test_the_reason_why_there_is_no_browser_names_the_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert bootstrap.install_browser().endswith("sudo apt install chromium")


def test_an_unknown_command_is_explained() -> None:
    done = bootstrap_run("start")
    told = "Use: make run, make test, make check or make bench\n"
    assert (done.returncode, done.stderr) == (2, told)
