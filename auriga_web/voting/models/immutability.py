"""What the database itself refuses: changing what is frozen, the roll, or what happened."""

from collections.abc import Callable

from sqlalchemy import DDL, event

from auriga_web.voting.models.box import PollRoll
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
]


def sqlite_triggers() -> list[tuple[str, str]]:
    """Return, for each table, the statements that make SQLite refuse."""
    return [
        (
            table,
            f"CREATE TRIGGER {table}_stays_{number} BEFORE {act} ON {table} "
            f"WHEN {when.replace('IS DISTINCT FROM', 'IS NOT')} "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END",
        )
        for number, (table, act, when, words) in enumerate(_REFUSED)
    ]


def postgresql_triggers() -> list[tuple[str, str]]:
    """Return, for each table, the statements that make PostgreSQL refuse."""
    made = []
    for number, (table, act, when, words) in enumerate(_REFUSED):
        name = f"{table}_stays_{number}"
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
    for model in (Poll, PollQuestion, PollOption, PollRoll, PollEvent)
}
for _dialect, _made in (("sqlite", sqlite_triggers()), ("postgresql", postgresql_triggers())):
    for _table, _statement in _made:
        event.listen(
            _tables[_table],
            "after_create",
            _ddl(_statement.replace("%", "%%")).execute_if(dialect=_dialect),
        )
