"""voting: the database itself asks for two persons, and lets a vote move only forward."""

from alembic import op

revision = "20261124_1843"
down_revision = "20261124_1840"


def _not_approved_by_two(act: str) -> str:
    return (
        "NOT EXISTS (SELECT 1 FROM poll_approval one JOIN poll_approval other"
        " ON other.poll_id = one.poll_id AND other.act = one.act"
        " AND other.terms_sha256 = one.terms_sha256 AND other.person_id <> one.person_id"
        f" WHERE one.poll_id = OLD.id AND one.act = '{act}'"
        " AND NOT one.is_done AND NOT other.is_done)"
    )


FORWARD = (
    "'draft>frozen', 'frozen>open', 'frozen>void', 'open>suspended', 'open>counting',"
    " 'open>closed', 'open>void', 'suspended>open', 'suspended>void', 'counting>closed',"
    " 'counting>void'"
)
REFUSED = {
    "poll_moves_forward": (
        f"NEW.state <> OLD.state AND OLD.state || '>' || NEW.state NOT IN ({FORWARD})",
        "a vote moves only forward",
    ),
    "poll_opening_takes_two": (
        f"OLD.state = 'frozen' AND NEW.state = 'open' AND {_not_approved_by_two('opening')}",
        "it takes two persons",
    ),
    "poll_resumption_takes_two": (
        f"OLD.state = 'suspended' AND NEW.state = 'open' AND {_not_approved_by_two('resumption')}",
        "it takes two persons",
    ),
    "poll_voiding_takes_two": (
        f"OLD.state <> 'void' AND NEW.state = 'void' AND {_not_approved_by_two('voiding')}",
        "it takes two persons",
    ),
    "poll_extension_takes_two": (
        "OLD.state <> 'draft' AND NEW.closes_at IS DISTINCT FROM OLD.closes_at"
        f" AND {_not_approved_by_two('extension')}",
        "it takes two persons",
    ),
}


def upgrade() -> None:
    for name, (when, words) in REFUSED.items():
        if op.get_bind().dialect.name == "sqlite":
            op.execute(
                f"CREATE TRIGGER {name} BEFORE UPDATE ON poll "
                f"WHEN {when.replace('IS DISTINCT FROM', 'IS NOT')} "
                f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
        else:
            op.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN IF {when} THEN "
                f"RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation'; END IF; "
                "RETURN NEW; END $$ LANGUAGE plpgsql"
            )
            op.execute(
                f"CREATE TRIGGER {name} BEFORE UPDATE ON poll FOR EACH ROW EXECUTE FUNCTION {name}()"
            )


def downgrade() -> None:
    for name in REFUSED:
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER {name}")
        else:
            op.execute(f"DROP TRIGGER {name} ON poll")
            op.execute(f"DROP FUNCTION {name}()")
