"""What the demo says on the terminal: progress bars, and one password for all its accounts."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

PASSWORD_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105 - none that look alike

console = Console(highlight=False, markup=False, emoji=False)


def demo_password(folder: Path) -> str:
    """SIM_DEMO_PASSWORD, else the one of the last start, else a new one; kept for the next."""
    file = folder / "demo-password"
    kept = file.read_text().strip() if file.exists() else ""
    password = os.environ.get("SIM_DEMO_PASSWORD") or kept or new_password()
    with open(file, "w", opener=private) as out:
        os.fchmod(out.fileno(), 0o600)
        out.write(password + "\n")
    return password


def private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def new_password() -> str:
    groups = ("".join(secrets.choice(PASSWORD_SIGNS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar per step; the steps tell their name, how far they are, and how far they go."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console) as bars:
        rows = {}

        def tell(step: str, done: int, total: int) -> None:
            if step not in rows:
                rows[step] = bars.add_task(step, total=total)
            bars.update(rows[step], completed=done, total=total)

        yield tell
