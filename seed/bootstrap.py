"""Prepares this folder, hands over: `python3 -m seed.bootstrap run PORT | test | check | bench`.

Standard library only: nothing else is there yet when it runs.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from seed.preflight import Bar, Stop, alone, check_folder, check_port

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = {
    "run": ("requirements.txt",),
    "test": ("requirements.txt", "tests/requirements.txt"),
    "bench": ("requirements.txt", "tests/requirements.txt", "bench/requirements.txt"),
}
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "--output-format=concise", "."),
    ("mypy", "--strict", "models"),
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APT_SECONDS = 600
PIP_TROUBLE = (
    (r"Python\.h", "Python's headers are missing. On Debian: sudo apt install python3-dev"),
    (
        r"(?:gcc|g\+\+|cc|clang)\W+(?:failed: )?(?:No such file|command not found|not found)",
        "A C compiler is missing. On Debian: sudo apt install build-essential python3-dev",
    ),
    (r"No space left on device", "The disk is full."),
    (
        r"NewConnectionError|NameResolutionError|ConnectTimeoutError|ProxyError|Max retries",
        "The package index cannot be reached; the first start needs a network.",
    ),
)


def check_venv_module() -> None:
    """Debian keeps half of Python's venv module in a package of its own."""
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise Stop("Python's venv module is missing. On Debian: sudo apt install python3-venv")


def fingerprint(root: Path, stage: str) -> str:
    """Changes whenever the requirements of the stage or the Python version change."""
    digest = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for name in REQUIREMENTS[stage]:
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def stamp(root: Path, stage: str) -> Path:
    return root / ".venv" / f"installed-{stage}"


def is_installed(root: Path, stage: str) -> bool:
    """Whether .venv holds exactly what the requirements name; asks no network."""
    try:
        is_same = stamp(root, stage).read_text() == fingerprint(root, stage)
    except OSError:
        return False
    return is_same and os.access(venv_python(root), os.X_OK)


def venv_python(root: Path) -> Path:
    return root / ".venv" / "bin" / "python"


def prepare(root: Path, stage: str) -> None:
    """Bring .venv in line with the requirements of the stage, if it is not."""
    if is_installed(root, stage):
        return
    check_venv_module()
    check_folder(root)
    with alone(root):
        if is_installed(root, stage):
            return
        make_venv(root)
        for name in REQUIREMENTS:
            stamp(root, name).unlink(missing_ok=True)
        install(root, REQUIREMENTS[stage])
        for done, names in REQUIREMENTS.items():
            if set(names) <= set(REQUIREMENTS[stage]):
                stamp(root, done).write_text(fingerprint(root, done))


def make_venv(root: Path) -> None:
    """Make .venv, anew if it belongs to another Python version."""
    script = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    if venv_python(root).exists() and not run_quietly([str(venv_python(root)), "-c", script])[0]:
        return
    with Bar("Making .venv"):
        code, output = run_quietly([sys.executable, "-m", "venv", "--clear", str(root / ".venv")])
    if code:
        raise Stop(f".venv could not be made: {last_line(output)}")


def run_quietly(command: Sequence[str], seconds: float | None = None) -> tuple[int, str]:
    """Exit code and output of a program that asks nothing and prints nothing."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return 1, str(error)
    return done.returncode, done.stdout


def last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"


def install(root: Path, names: Iterable[str]) -> None:
    """Let pip install the named requirement files and show how far it is."""
    options = ("--no-input", "--progress-bar=off", "--disable-pip-version-check")
    files = [option for name in names for option in ("-r", str(root / name))]
    command = [str(venv_python(root)), "-m", "pip", "install", *options, *files]
    with (
        Bar(f"Installing {' and '.join(names)}") as bar,
        (root / ".venv" / "pip.log").open("w+") as log,
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as pip,
    ):
        for line in pip.stdout or ():
            log.write(line)
            follow(bar, line, root)
        log.seek(0)
        output = log.read()
    if pip.returncode:
        raise Stop(f"{pip_trouble(output)} (all of it: .venv/pip.log)")


def follow(bar: Bar, line: str, root: Path) -> None:
    """Read from pip's output what it is doing."""
    if line.startswith("Collecting "):
        bar.note = line.split()[1]
    elif line.startswith("Installing collected packages:"):
        before = installed_packages(root)
        bar.count = lambda: installed_packages(root) - before
        bar.total = line.count(",") + 1


def installed_packages(root: Path) -> int:
    return sum(1 for _ in root.glob(".venv/lib/python*/site-packages/*.dist-info"))


def pip_trouble(output: str) -> str:
    """One line that says why pip failed and what helps."""
    for pattern, advice in PIP_TROUBLE:
        if re.search(pattern, output):
            return advice
    errors = [line for line in output.splitlines() if line.startswith("ERROR:")]
    return f"pip could not install what is needed. {last_line(errors[0] if errors else output)}"


def find_browser() -> str | None:
    """The path of Chromium or a sibling; SIM_CHROMIUM names one that is not in the search path."""
    names = (os.environ.get("SIM_CHROMIUM", ""), *BROWSERS)
    return next((path for name in names if (path := shutil.which(name))), None)


def install_browser() -> str:
    """Try Debian's Chromium; the answer is why there is none, or empty."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return "Chromium is not installed. On Debian: sudo apt install chromium"
    apt = ("apt-get", "-y", "-qq")
    with Bar("Installing Debian's chromium for the browser tests"):
        run_quietly([*apt, "update"], APT_SECONDS)
        code, output = run_quietly([*apt, "install", "chromium"], APT_SECONDS)
    return f"Chromium could not be installed: {last_line(output)}" if code else ""


def hand_over(root: Path, arguments: Sequence[str], environment: dict[str, str]) -> None:
    """Become the program itself, so that its end and its exit code are ours."""
    sys.stdout.flush()
    python = str(venv_python(root))
    os.execve(python, [python, "-m", *arguments], environment)


def run(root: Path, arguments: Sequence[str]) -> None:
    port = check_port(arguments[0] if arguments else "5000")
    check_folder(root / "instance")
    prepare(root, "run")
    hand_over(root, ["seed.demo_server", str(port)], dict(os.environ))


def test(root: Path, arguments: Sequence[str]) -> None:
    prepare(root, "test")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SIM_")}
    reason = "" if find_browser() else install_browser()
    environment |= {
        "SIM_CHROMIUM": find_browser() or "",
        "SIM_NO_BROWSER_REASON": reason,
        "XDG_RUNTIME_DIR": str(runtime_folder(root)),
    }
    hand_over(root, ["pytest", "-rR", "-n", "2", "--dist", "loadgroup", *arguments], environment)


def runtime_folder(root: Path) -> Path:
    """For the lock of the tests' PostgreSQL; in /tmp two users would get in each other's way."""
    folder = root / ".venv" / "runtime"
    check_folder(folder)
    check_folder(folder / "python_PostgresServer")
    return folder


def check(root: Path, _: Sequence[str]) -> None:
    prepare(root, "test")
    python = str(venv_python(root))
    codes = [subprocess.call([python, "-m", *command], cwd=root) for command in CHECKS]
    sys.exit(int(any(codes)))


def bench(root: Path, arguments: Sequence[str]) -> None:
    check_folder(root / "instance")
    prepare(root, "bench")
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(runtime_folder(root))}
    hand_over(root, ["bench", *arguments], environment)


def main(arguments: Sequence[str]) -> int:
    """Run the named command; the answer is the exit code."""
    commands = {"run": run, "test": test, "check": check, "bench": bench}
    if not arguments or arguments[0] not in commands:
        print("Use: make run, make test, make check or make bench", file=sys.stderr)
        return 2
    os.chdir(ROOT)
    try:
        commands[arguments[0]](ROOT, arguments[1:])
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
