"""The two files of the public directory: a page that needs nothing else, and data for machines."""

import io
import json
import os
import zipfile
from itertools import groupby
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import select

from admin_views.formats import day
from admin_views.opening_words import week_words
from admin_views.public_json import as_json_ld
from admin_views.words import speaking
from models.acting import Acting, acting, acting_as
from models.audit_entry import AuditAction, record_event
from models.base import db
from models.municipality import Municipality
from models.partner import Partner
from models.reports.public_directory import PublicEntry, public_directory
from models.rules.phones import dial_link

PAGE, DATA = "verzeichnis.html", "verzeichnis.json"
TEMPLATES = Path(__file__).parent.parent / "report_templates"

publish_cli = AppGroup("publish", help="Write what the town shows to everybody.")


def public_files() -> dict[str, bytes]:
    """Name and content of both files, as of today; German, as the town's site is."""
    with speaking("de"):
        entries = public_directory(db.session(), acting().today)
        data = json.dumps(as_json_ld(entries), ensure_ascii=False, indent=1)
        return {PAGE: _page(entries).encode(), DATA: data.encode()}


def _page(entries: list[PublicEntry]) -> str:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    ordered = sorted(entries, key=lambda entry: entry.category)
    groups = [
        (label or "Weitere Angebote", list(found))
        for label, found in groupby(ordered, key=lambda entry: entry.category)
    ]
    return environment.get_template("public_directory.html").render(
        groups=groups,
        count=len(entries),
        town=db.session.scalars(select(Municipality)).one(),
        today=day(acting().today),
        week=week_words,
        dialled=dial_link,
    )


def zipped(files: dict[str, bytes]) -> bytes:
    """Both in one file, for whoever hands them on."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def publish_folder() -> Path:
    """Where the command puts the files: SIM_PUBLISH_FOLDER, or beside the database."""
    named = current_app.config.get("PUBLISH_FOLDER") or os.environ.get("SIM_PUBLISH_FOLDER")
    return Path(named or f"{current_app.instance_path}/public")


def write_files(folder: Path) -> list[Path]:
    """Each file is replaced at once: nobody fetches half of it."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in public_files().items():
        waiting = folder / f".{name}.new"
        waiting.write_bytes(content)
        waiting.chmod(0o644)
        waiting.replace(folder / name)
        written.append(folder / name)
    record_event(
        db.session.connection(), AuditAction.EXPORTED, Partner.__tablename__, detail="public"
    )
    db.session.commit()
    return written


@publish_cli.command("directory")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), default=None)
def publish_directory(folder: Path | None) -> None:
    """Write the public part of the directory as HTML and JSON; for cron."""
    now = current_app.config.get("CLOCK")
    with acting_as(Acting(now=now()) if now else Acting()), force_locale("de"):
        for file in write_files(folder or publish_folder()):
            click.echo(file)
