"""Many records changed alike: tried out one by one first, then done together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from models.acting import Acting
from models.base import Record, RulesBroken, msg, utc_now
from models.refusal import Refusal

MOST = 500  # records changed at once

Change = Callable[[Record], None]


@dataclass
class Trial:
    """What would happen: keys that change, keys that have the value already, and who refuses."""

    good: list[int] = field(default_factory=list)
    same: list[int] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def try_out(
    model: type[Record],
    versions: Mapping[int, int],
    titles: Mapping[int, str],
    change: Change,
    session: Session,
    acting: Acting,
) -> Trial:
    """Change each record for itself, with all rules, and put everything back.

    `versions` are those that were on screen; who saved meanwhile is not overwritten.
    """
    trial = Trial()
    outer = session.begin_nested()
    try:
        seen = set()
        for record in _records(model, list(versions), session, acting):
            seen.add(record.id)
            _try_one(record, versions[record.id], titles.get(record.id, ""), change, session, trial)
    finally:
        outer.rollback()
    gone = msg("It was deleted meanwhile, or you may not see it.")
    trial.refusals += [Refusal(titles.get(key, ""), gone) for key in versions if key not in seen]
    return trial


def _try_one(
    record: Record, version: int, title: str, change: Change, session: Session, trial: Trial
) -> None:
    key = record.id
    try:
        with session.begin_nested():
            with session.no_autoflush:
                change(record)
            if not session.is_modified(record):
                trial.same.append(key)
                return
            if record.version != version:
                raise StaleDataError
            session.flush()
    except RulesBroken as broken:
        trial.refusals += [
            Refusal(title, item.text, item.field, item.values) for item in broken.problems
        ]
    except StaleDataError:
        trial.refusals.append(Refusal(title, msg("Somebody else changed it meanwhile.")))
    except IntegrityError:
        text = msg("There is such an entry already, or it contradicts another one.")
        trial.refusals.append(Refusal(title, text))
    else:
        trial.good.append(key)


def change_all(
    model: type[Record], keys: Sequence[int], change: Change, session: Session, acting: Acting
) -> None:
    """Change all of them in the session's transaction; raises what a single save raises."""
    with session.no_autoflush:
        for record in _records(model, keys, session, acting):
            change(record)
            record.updated_at = utc_now()
    session.flush()


def _records(
    model: type[Record], keys: Sequence[int], session: Session, acting: Acting
) -> Iterator[Record]:
    """As the database has them now, within reach, in one statement."""
    wanted = select(model).where(model.id.in_(keys), model.visible_to(acting)).order_by(model.id)
    fresh = wanted.execution_options(populate_existing=True)
    yield from session.scalars(fresh).unique().all()
