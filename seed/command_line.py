"""What `flask` offers beside its own; the server needs none of it, so it is loaded when called."""

from typing import Any

import click
from flask import Flask

from models.later import later

migrating = later("seed.migrating")
TIDY = "Once a day: empty the old trash, delete old drafts, give back what was handed over."


class LaterCommand(click.Command):
    """A command, or a group of them, that lies in a module of its own."""

    def __init__(self, name: str, module: str, attribute: str, told: str) -> None:
        super().__init__(name, help=told)
        self.module, self.attribute = later(module), attribute

    @property
    def real(self) -> click.Command:
        found: click.Command = getattr(self.module, self.attribute)
        return found

    def make_context(self, *words: Any, **settings: Any) -> click.Context:
        """What Click runs is the command of the context, hence the real one."""
        return self.real.make_context(*words, **settings)


def init_command_line(app: Flask) -> None:
    app.extensions["migrate"] = migrating  # asked by Flask-Migrate alone
    for command in (
        LaterCommand("db", "seed.migrating", "db_cli", "Perform database migrations."),
        LaterCommand("search", "seed.commands", "search_cli", "The index behind the search."),
        LaterCommand("seed", "seed.commands", "seed_cli", "Fill the database."),
        LaterCommand("staff", "seed.commands", "staff_cli", "Accounts of the staff."),
        LaterCommand("tidy", "seed.commands", "tidy_command", TIDY),
    ):
        app.cli.add_command(command)
