"""What the server never or rarely needs is not in its memory until somebody asks for it."""

import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from models.later import later
from seed.command_line import LaterCommand

ROOT = Path(__file__).parent.parent
RARE = (
    "xhtml2pdf", "reportlab", "uharfbuzz", "pypdf", "segno",  # papers
    "xlsxwriter", "icalendar", "rapidfuzz",
    "alembic", "flask_migrate", "rich", "seed.commands", "seed.demo",  # commands
    "holidays",  # a witness in the tests
)  # fmt: skip
PROGRAM = """
import sys
{work}
print(*(name for name in {names} if name in sys.modules))
"""


def loaded_after(work: str) -> list[str]:
    """Which of the rare modules a process of its own has loaded after this work."""
    program = PROGRAM.format(work=work, names=RARE)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_the_application_starts_without_what_only_papers_exports_and_commands_need():
    assert loaded_after("import app") == []


def test_the_libraries_of_the_papers_come_with_the_first_paper():
    drawn = "from admin_views.pdf import html_to_pdf; html_to_pdf('<p>Haan</p>')"
    assert {"xhtml2pdf", "reportlab"} <= set(loaded_after(f"import app; {drawn}"))


def test_a_module_for_later_answers_like_the_module():
    stand_in = later("email.charset")
    assert stand_in.Charset is sys.modules["email.charset"].Charset
    with pytest.raises(AttributeError):
        print(stand_in.nothing)


@pytest.mark.parametrize("name", ["db", "search", "seed", "staff", "tidy"])
def test_a_command_for_later_tells_what_the_real_one_does(shared_app: Flask, name: str):
    command = shared_app.cli.commands[name]
    assert isinstance(command, LaterCommand)
    assert command.help == command.real.help
    answer = shared_app.test_cli_runner().invoke(args=[name, "--help"])
    assert answer.exit_code == 0
    assert " ".join(str(command.help).split()) in " ".join(answer.output.split())
