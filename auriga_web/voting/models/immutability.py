"""What the database itself refuses: changing what is frozen, the roll, or what happened."""

from collections.abc import Callable

from sqlalchemy import DDL, event

from auriga_web.voting.models.box import PollRoll
from auriga_web.voting.models.paper import PaperReading
from auriga_web.voting.models.poll import Poll, PollEvent, PollOption, PollQuestion

_STATE = "(SELECT state FROM poll WHERE id = {row}.poll_id)"
_FROZEN_COLUMNS = "title effect territory_id opens_at config_json config_sha256 seal_bytes key_name"
_OPENED_COLUMNS = "roll_size roll_commit"


def _differs(columns: str) -> str:
    return " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in columns.split())


# (table, act, when it is refused, in words)
_REFUSED = [
    *(
        (table, act, f"{_STATE.format(row=row)} <> 'draft'", "a frozen vote does not change")
        for table in ("poll_question", "poll_option")
        for act, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
    ),
    (
        "poll",
        "UPDATE",
        f"OLD.state <> 'draft' AND ({_differs(_FROZEN_COLUMNS)} OR NEW.state = 'draft')",
        "a frozen vote does not change",
    ),
    (
        "poll",
        "UPDATE",
        f"OLD.roll_commit IS NOT NULL AND ({_differs(_OPENED_COLUMNS)})",
        "the roll of an open vote does not change",
    ),
    (
        "poll",
        "UPDATE",
        "OLD.state IN ('closed', 'void') AND "
        f"({_differs('state board_sha256 ballots_count outcome_json closes_at')})",
        "a vote that is over does not change",
    ),
    ("poll", "DELETE", "OLD.state <> 'draft'", "a frozen vote is not removed"),
    ("poll_roll", "INSERT", f"{_STATE.format(row='NEW')} <> 'frozen'", "the roll is drawn once"),
    ("poll_roll", "DELETE", "TRUE", "the roll does not change"),
    (
        "poll_roll",
        "UPDATE",
        f"{_differs('poll_id voter_id territory_id channel')}"
        f" OR ({_STATE.format(row='OLD')} = 'closed' AND NEW.voted IS NOT NULL)",
        "the roll does not change",
    ),
    ("poll_event", "UPDATE", "TRUE", "what happened does not change"),
    ("poll_event", "DELETE", "TRUE", "what happened does not change"),
    (
        "poll_roll",
        "UPDATE",
        f"{_differs('on_paper')} AND (NOT NEW.on_paper OR {_STATE.format(row='OLD')} <> 'open')",
        "who took a paper ballot did so while the vote was open",
    ),
    *(
        (
            "paper_reading",
            act,
            f"{_STATE.format(row='NEW')} <> 'counting'",
            "envelopes are opened after the close",
        )
        for act in ("INSERT", "UPDATE")
    ),
]


_NOT_APPROVED_BY_TWO = (
    "NOT EXISTS (SELECT 1 FROM poll_approval one JOIN poll_approval other"
    " ON other.poll_id = one.poll_id AND other.act = one.act"
    " AND other.terms_sha256 = one.terms_sha256 AND other.person_id <> one.person_id"
    " WHERE one.poll_id = OLD.id AND one.act = '{act}'"
    " AND NOT one.is_done AND NOT other.is_done)"
)
_FORWARD = (
    "'draft>frozen', 'frozen>open', 'frozen>void', 'open>suspended', 'open>counting',"
    " 'open>closed', 'open>void', 'suspended>open', 'suspended>void', 'counting>closed',"
    " 'counting>void'"
)
# The same, of what takes two persons and of the way the states go: (name, when, in words).
_REFUSED_MOVES = [
    (
        "poll_moves_forward",
        f"NEW.state <> OLD.state AND OLD.state || '>' || NEW.state NOT IN ({_FORWARD})",
        "a vote moves only forward",
    ),
    *(
        (
            f"poll_{act}_takes_two",
            f"{when} AND {_NOT_APPROVED_BY_TWO.format(act=act)}",
            "it takes two persons",
        )
        for act, when in (
            ("opening", "OLD.state = 'frozen' AND NEW.state = 'open'"),
            ("resumption", "OLD.state = 'suspended' AND NEW.state = 'open'"),
            ("voiding", "OLD.state <> 'void' AND NEW.state = 'void'"),
            ("extension", "OLD.state <> 'draft' AND NEW.closes_at IS DISTINCT FROM OLD.closes_at"),
        )
    ),
]
_NAMED = [
    *(
        (f"{table}_stays_{number}", table, act, when, words)
        for number, (table, act, when, words) in enumerate(_REFUSED)
    ),
    *((name, "poll", "UPDATE", when, words) for name, when, words in _REFUSED_MOVES),
]


def sqlite_triggers() -> list[tuple[str, str]]:
    """Return, for each table, the statements that make SQLite refuse."""
    return [
        (
            table,
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
            f"WHEN {when.replace('IS DISTINCT FROM', 'IS NOT')} "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END",
        )
        for name, table, act, when, words in _NAMED
    ]


def postgresql_triggers() -> list[tuple[str, str]]:
    """Return, for each table, the statements that make PostgreSQL refuse."""
    made = []
    for name, table, act, when, words in _NAMED:
        kept = "OLD" if act == "DELETE" else "NEW"
        made.append(
            (
                table,
                f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN IF {when} THEN "
                f"RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation'; END IF; "
                f"RETURN {kept}; END $$ LANGUAGE plpgsql",
            )
        )
        made.append(
            (
                table,
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}()",
            )
        )
    return made


_ddl: Callable[[str], DDL] = DDL
_tables = {
    model.__tablename__: model.__table__
    for model in (Poll, PollQuestion, PollOption, PollRoll, PollEvent, PaperReading)
}
for _dialect, _made in (("sqlite", sqlite_triggers()), ("postgresql", postgresql_triggers())):
    for _table, _statement in _made:
        event.listen(
            _tables[_table],
            "after_create",
            _ddl(_statement.replace("%", "%%")).execute_if(dialect=_dialect),
        )
