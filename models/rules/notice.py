"""When an ordinary termination ends the tenancy (§ 573c (1) BGB, rules EV-08)."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from models.rules.working_days import working_days_after

LONGER_AFTER = (5, 8)  # years of tenancy; three months more after each
LAST_OF_MONTH = 31


def ordinary_end(received_on: date, tenancy_since: date | None) -> date:
    """The last day of the tenancy; the earliest one while its beginning is not known.

    A letter that arrives by the third working day of a month ends the tenancy with the month after
    next. Saturdays are not counted here, on which readings differ: so the end told is the earlier.
    """
    third = working_days_after(received_on.replace(day=1) - timedelta(days=1), 3)
    months = 2 if received_on <= third else 3
    if tenancy_since is not None:
        months += 3 * sum(
            received_on >= tenancy_since + relativedelta(years=years) for years in LONGER_AFTER
        )
    return received_on + relativedelta(months=months, day=LAST_OF_MONTH)
