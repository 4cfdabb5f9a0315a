"""The one table of powers: role x data class x action (access matrix of the office, rules 6.2)."""

from enum import auto

from models.choice import Choice


class Role(Choice):
    SOCIAL_WORKER = auto()
    TEAM_LEAD = auto()
    BENEFITS_CLERK = auto()
    ACCOMMODATION_ADMIN = auto()
    CARETAKER = auto()
    NETWORK_COORDINATOR = auto()
    STATISTICS_READER = auto()
    SYSTEM_ADMIN = auto()
    DATA_PROTECTION_OFFICER = auto()


class Action(Choice):
    READ = auto()
    CREATE = auto()
    UPDATE = auto()
    DELETE = auto()
    EXPORT = auto()
    PRINT = auto()


class Access(Choice):
    NO = auto()
    WITH_REASON = auto()
    YES = auto()


class DataClass(Choice):
    """Every table declares one, single fields may differ; what declares none cannot be shown."""

    IDENTITY = auto()  # name, arrival, household: what is needed to know whom one talks to
    MASTER = auto()  # birth, nationality, languages, file numbers, contact, alerts
    PROTECTED = auto()  # contact and address of persons whose address is protected
    RESIDENCE = auto()  # residence status, benefit law, target group
    HEALTH = auto()  # health, addiction, need for protection
    SESSION = auto()  # that a talk took place: day, worker, kind
    NOTE = auto()  # what was said and agreed; § 203 StGB
    MONTH = auto()  # which months of talks are closed, by whom and why opened again
    TEXT_BLOCK = auto()  # what somebody writes again and again; their own
    SHARED_TEXT_BLOCK = auto()  # whether a block is the team's
    EVICTION = auto()  # parties, arrears, dates of an eviction case
    EVICTION_PLACE = auto()  # whom an eviction concerns, so that places can be prepared
    RESERVATION = auto()  # places kept free for an eviction, and who accompanies it
    ROOM = auto()  # sites, buildings, units
    STAY = auto()  # who lives in which unit
    PLACEMENT = auto()  # legal ground of a placement
    NETWORK = auto()  # partner directory
    REFERRAL_FIGURES = auto()  # how many were referred where, with which result; no person
    VOLUNTEER = auto()  # volunteers: name, phone, languages, times, what they offer
    VOLUNTEER_PAPER = auto()  # their address, papers seen, consent, notes of the coordinator
    ASSIGNMENT = auto()  # who is asked to help when and where; a client by initials only
    VOLUNTEER_FIGURE = auto()  # how many help for how many hours: numbers only
    COOPERATION = auto()  # agreements with partners, meetings, committees
    EVENT = auto()  # what takes place when and where, how many came, what it cost
    EVENT_PLAN = auto()  # who prepares what of an event, and what was learned from it
    UPKEEP = auto()  # keeping the directory: whose turn, imports, what is public
    CORRECTION = auto()  # corrections of the directory that somebody proposed
    COLLEAGUE = auto()  # names of staff in pickers
    VIEW = auto()  # lists as somebody saved them for himself
    SHARED_VIEW = auto()  # those that the whole team sees
    CATALOGUE = auto()  # lists the office may change
    PAPER_WORD = auto()  # words of the papers in the clients' languages, and who has reviewed them
    OWN_FIELD = auto()  # which fields the office added itself; not what is in them
    TOWN = auto()  # letterhead, office hours
    STAFF = auto()  # accounts and roles
    ABSENCE = auto()  # why somebody is away, and what is handed over meanwhile
    SIGN_IN = auto()  # who is signed in where
    RESTRICTION = auto()  # which files are closed, by number, and who is named for them
    AUDIT = auto()  # who did what
    HISTORY = auto()  # former values; read on the page of their record, by the rights to it
    TRASH = auto()  # what was deleted, and bringing it back
    DRAFT = auto()  # what somebody typed and has not saved; their own, whatever their roles


# Of these it is kept that a value changed, never the value (but sealed, to undo a step).
SECRET = frozenset({DataClass.NOTE, DataClass.HEALTH, DataClass.PROTECTED})


_LETTERS = {
    "r": Action.READ,
    "c": Action.CREATE,
    "u": Action.UPDATE,
    "d": Action.DELETE,
    "x": Action.EXPORT,
    "p": Action.PRINT,
}

_WORKER, _LEAD, _CLERK = Role.SOCIAL_WORKER, Role.TEAM_LEAD, Role.BENEFITS_CLERK
_HOUSING, _CARETAKER = Role.ACCOMMODATION_ADMIN, Role.CARETAKER
_COORDINATOR, _STATISTICS = Role.NETWORK_COORDINATOR, Role.STATISTICS_READER
_ADMIN, _OFFICER = Role.SYSTEM_ADMIN, Role.DATA_PROTECTION_OFFICER

# r read, c create, u update, d delete, x export, p print;
# a leading ? means: only with a stated reason, which is logged.
GRANTS: dict[DataClass, dict[Role, str]] = {
    DataClass.IDENTITY: {
        _WORKER: "rcudxp", _LEAD: "rx", _CLERK: "rcux", _HOUSING: "rx", _CARETAKER: "r",
    },
    DataClass.MASTER: {_WORKER: "rcudxp", _LEAD: "rx", _CLERK: "rcux"},
    DataClass.PROTECTED: {_WORKER: "rcu", _LEAD: "?r", _CLERK: "rcu"},
    DataClass.RESIDENCE: {_WORKER: "rcudxp", _LEAD: "rx", _CLERK: "rcudx"},
    DataClass.HEALTH: {_WORKER: "rcud"},
    DataClass.SESSION: {_WORKER: "rcudxp", _LEAD: "rx"},
    DataClass.NOTE: {_WORKER: "rcudxp", _LEAD: "?rp"},
    DataClass.MONTH: {_WORKER: "r", _LEAD: "rcu"},
    DataClass.TEXT_BLOCK: {_WORKER: "rcud", _LEAD: "rcud"},
    DataClass.SHARED_TEXT_BLOCK: {_WORKER: "r", _LEAD: "rcud"},
    DataClass.EVICTION: {_WORKER: "rcudxp", _LEAD: "rx", _CLERK: "r"},
    DataClass.EVICTION_PLACE: {
        _WORKER: "rcudxp", _LEAD: "rx", _CLERK: "r", _HOUSING: "r", _CARETAKER: "r",
    },
    DataClass.RESERVATION: {
        _WORKER: "r", _LEAD: "r", _CLERK: "r", _HOUSING: "rcu", _CARETAKER: "r",
    },
    DataClass.ROOM: {
        _WORKER: "rx", _LEAD: "rx", _CLERK: "r", _HOUSING: "rcudxp", _CARETAKER: "ru",
        _STATISTICS: "rx",
    },
    DataClass.STAY: {_WORKER: "rx", _LEAD: "rx", _CLERK: "r", _HOUSING: "rcudxp", _CARETAKER: "ru"},
    DataClass.PLACEMENT: {_WORKER: "r", _LEAD: "r", _CLERK: "r", _HOUSING: "rcux"},
    DataClass.NETWORK: {
        _WORKER: "rcuxp", _LEAD: "rcuxp", _CLERK: "r", _HOUSING: "r", _CARETAKER: "r",
        _COORDINATOR: "rcudxp", _STATISTICS: "r", _ADMIN: "r", _OFFICER: "r",
    },
    DataClass.VOLUNTEER: {_WORKER: "r", _LEAD: "r", _COORDINATOR: "rcudxp"},
    DataClass.VOLUNTEER_PAPER: {_COORDINATOR: "rcudxp"},
    DataClass.ASSIGNMENT: {_WORKER: "rcu", _LEAD: "rx", _COORDINATOR: "rcudxp"},
    DataClass.VOLUNTEER_FIGURE: {_LEAD: "r", _COORDINATOR: "r", _STATISTICS: "r"},
    DataClass.COOPERATION: {_WORKER: "rcux", _LEAD: "rcudxp", _COORDINATOR: "rcudxp"},
    DataClass.EVENT: {
        _WORKER: "rcux", _LEAD: "rcux", _COORDINATOR: "rcudxp", _STATISTICS: "rx",
    },
    DataClass.EVENT_PLAN: {_WORKER: "rcux", _LEAD: "rcux", _COORDINATOR: "rcudxp"},
    DataClass.REFERRAL_FIGURES: {
        _WORKER: "rx", _LEAD: "rx", _COORDINATOR: "rx", _STATISTICS: "rx",
    },
    DataClass.UPKEEP: {_COORDINATOR: "rcudx", _LEAD: "rcudx"},
    DataClass.CORRECTION: {**dict.fromkeys(Role, "rc"), _COORDINATOR: "rcu", _LEAD: "rcu"},
    DataClass.COLLEAGUE: dict.fromkeys(Role, "r"),
    DataClass.VIEW: dict.fromkeys(Role, "rcud"),
    DataClass.SHARED_VIEW: {**dict.fromkeys(Role, "r"), _LEAD: "rcud"},
    DataClass.CATALOGUE: {_LEAD: "rcudx", _ADMIN: "r", _OFFICER: "r"},
    DataClass.PAPER_WORD: {_LEAD: "rcud", _WORKER: "r", _ADMIN: "r", _OFFICER: "r"},
    DataClass.OWN_FIELD: {_LEAD: "rcudx", _ADMIN: "r", _OFFICER: "r"},
    DataClass.TOWN: {_LEAD: "rcud", _ADMIN: "rcud", _WORKER: "r", _COORDINATOR: "r", _OFFICER: "r"},
    DataClass.STAFF: {_ADMIN: "rcud", _LEAD: "r", _OFFICER: "r"},
    DataClass.ABSENCE: {_WORKER: "rcud", _LEAD: "rcud"},
    DataClass.SIGN_IN: {_ADMIN: "rd", _OFFICER: "r"},
    DataClass.RESTRICTION: {_LEAD: "ru"},
    DataClass.AUDIT: {_OFFICER: "rx"},
    DataClass.HISTORY: {},
    DataClass.TRASH: {_LEAD: "ru"},
    DataClass.DRAFT: {},
}  # fmt: skip


def access(roles: frozenset[Role], data_class: DataClass, action: Action) -> Access:
    """The best answer any of the roles gets; what the table does not name is refused."""
    answers = {_access_of(role, data_class, action) for role in roles}
    if Access.YES in answers:
        return Access.YES
    return Access.WITH_REASON if Access.WITH_REASON in answers else Access.NO


def readers(data_class: DataClass) -> frozenset[Role]:
    """The roles that read this class, with or without a stated reason."""
    return frozenset(
        role for role in Role if _access_of(role, data_class, Action.READ) is not Access.NO
    )


def _access_of(role: Role, data_class: DataClass, action: Action) -> Access:
    letters = GRANTS[data_class].get(role, "")
    if action not in (_LETTERS.get(letter) for letter in letters):
        return Access.NO
    return Access.WITH_REASON if letters.startswith("?") else Access.YES
