"""What the commands `flask db …` ask the application for; loads Alembic."""

from pathlib import Path

from flask_migrate import Migrate
from flask_migrate.cli import db as db_cli

from models import db

__all__ = ["db", "db_cli", "directory", "migrate"]

directory = str(Path(__file__).resolve().parent.parent / "migrations")
migrate = Migrate(db=db, directory=directory)
