"""Text blocks of the demo office: the team's, and some that one worker keeps."""

from sqlalchemy import select

from models import Staff, TextBlock
from models.base import db
from seed.demo_rows import Rows, table_of
from seed.files import read_rows


def add_text_blocks(rows: Rows) -> None:
    """Those whose name is not there yet; the owner is named by account, none is the team."""
    staff, block = table_of(Staff), table_of(TextBlock)
    with db.engine.connect() as connection:
        accounts = connection.execute(select(staff.c.username, staff.c.id))
        owners = {name: key for name, key in accounts}
        known = set(connection.scalars(select(block.c.name)))
    for row in read_rows("demo/text_blocks.csv"):
        owner, is_shared = owners.get(row["owner"]), not row["owner"]
        if row["name"] not in known and (owner or is_shared):
            words = {name: row[name] for name in ("name", "shortcut", "text")}
            rows.add(TextBlock, owner_id=owner, is_shared=is_shared, **words)
