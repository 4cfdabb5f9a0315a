"""Commands for the person who runs the installation: `flask seed …` and `flask staff …`."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import RulesBroken, Staff, db
from models.acting import acting
from models.draft import tidy_drafts
from models.eviction_renewal import renew_due
from models.handover import end_past_handovers
from models.permissions import Role
from models.search_index import is_quick, renew
from models.stored_file import sweep
from models.trash import purge
from seed.console import demo_password, progress
from seed.demo import seed_demo
from seed.demo_documents import seed_documents
from seed.demo_partner import add_example_partner
from seed.reference import add_reference
from seed.safe_start import SLOW_SEARCH
from seed.staff import add_staff, ensure_demo_staff

seed_cli = AppGroup("seed", help="Fill the database.")
staff_cli = AppGroup("staff", help="Accounts of the staff.")
search_cli = AppGroup("search", help="The index behind the search.")


@seed_cli.command("reference")
def reference() -> None:
    """Add missing lists, partners, sites and office hours; change nothing that is there."""
    added = add_reference()
    for table, count in sorted(added.items()):
        if count:
            click.echo(f"{table}: {count} added")
    click.echo(f"Reference data is complete; {added.total()} records added.")


@seed_cli.command("demo")
@click.option("--persons", type=click.IntRange(min=1), default=300, show_default=True)
@click.option("--sessions", type=click.IntRange(min=0), default=3000, show_default=True)
def demo(persons: int, sessions: int) -> None:
    """Add invented people, their talks and cases; not for an installation with real people."""
    if not current_app.config["DEMO"]:
        raise click.ClickException("Demo accounts would lock a real office: set SIM_DEMO=1 first.")
    accounts = db.session.scalars(select(Staff.is_demo)).all()
    if accounts and not any(accounts):
        raise click.ClickException("This database belongs to a real office.")
    folder = Path(current_app.instance_path)
    folder.mkdir(exist_ok=True)
    password = demo_password(folder)
    add_reference()
    ensure_demo_staff(password)
    with progress() as tell:
        seed_demo(persons, sessions, tell)
        seed_documents(tell)
    add_example_partner(acting().today)
    click.echo(f"Password of all demo accounts: {password}")


@click.command("tidy")
@with_appcontext
def tidy_command() -> None:
    """Once a day: empty the old trash, delete old drafts, give back what was handed over."""
    emptied = purge(db.session.connection(), acting().now)
    drafts = tidy_drafts(db.session.connection(), acting().now)
    cases = renew_due(db.session(), acting().today)
    back = end_past_handovers(db.session(), acting().today)
    db.session.commit()
    swept = sweep(db.session(), acting().now)
    click.echo(
        f"Trash: {emptied} emptied; drafts: {drafts} deleted; "
        f"eviction cases with another next day: {cases}; "
        f"handed over and back again: {back}; "
        f"files that belong to nothing: {swept} removed"
    )


@staff_cli.command("add")
@click.argument("username")
@click.option("--name", required=True, help="Name shown on screen and on printed pages.")
@click.option(
    "--role",
    "roles",
    required=True,
    multiple=True,
    type=click.Choice([role.value for role in Role]),
    help="May be given several times.",
)
@click.password_option()
def add(username: str, name: str, roles: tuple[str, ...], password: str) -> None:
    """Add an account; the password is asked for and not shown."""
    try:
        add_staff(username, name, [Role(role) for role in roles], password)
    except RulesBroken as broken:
        raise click.ClickException(broken.problems[0].text) from None
    except IntegrityError:
        raise click.ClickException(f"There is an account {username} already.") from None
    click.echo(f"{username} can sign in now.")


@search_cli.command("renew")
def renew_search() -> None:
    """Work out all search words anew and make what is missing of the index."""
    with db.engine.begin() as connection:
        with progress() as tell:
            renew(connection, tell)
        is_done = is_quick(connection)
    click.echo("The search has its index." if is_done else SLOW_SEARCH)
