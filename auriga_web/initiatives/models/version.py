"""The texts of an initiative, one after the other, and the frozen ones that nobody can change."""

from collections.abc import Callable
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import DDL, CheckConstraint, ForeignKey, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base


class InitiativeVersion(Base):
    """One text of an initiative. Once frozen it is what people vote on.

    `frozen_text` is the exact text that was hashed (see `rules.frozen_text` for what it covers), so
    that anybody can download it and compute `frozen_sha256` again.
    """

    __tablename__ = "initiative_version"
    __table_args__ = (
        CheckConstraint("number >= 1", name="counted_from_one"),
        CheckConstraint(
            "(frozen_sha256 IS NULL) = (frozen_text IS NULL) "
            "AND (frozen_sha256 IS NULL) = (frozen_at IS NULL)",
            name="frozen_whole",
        ),
        CheckConstraint(
            "frozen_sha256 IS NULL OR length(frozen_sha256) = 64", name="hash_is_whole"
        ),
    )

    initiative_id: Mapped[int] = mapped_column(
        ForeignKey("initiative.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String(160))
    summary: Mapped[str] = mapped_column(String(600))
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    # What changed and why, in the words of who wrote it.
    note: Mapped[str] = mapped_column(String(300), default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    author_place: Mapped[str] = mapped_column(String(120), default="")
    body_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    at: Mapped[datetime]
    frozen_at: Mapped[datetime | None]
    frozen_text: Mapped[str | None] = mapped_column(Text)
    frozen_sha256: Mapped[str | None] = mapped_column(String(64))
    # What is asked for, less what partners bring, when the text was frozen.
    frozen_cost_cents: Mapped[int | None]

    @property
    def is_frozen(self) -> bool:
        return self.frozen_sha256 is not None

    @property
    def body_rendered(self) -> Markup:
        """The text, sanitised when it was written."""
        return Markup(self.body_html)  # noqa: S704


# A text that people vote on must not change, whoever asks: the database itself refuses.
SQLITE_TRIGGERS = tuple(
    f"CREATE TRIGGER IF NOT EXISTS initiative_version_frozen_{act.lower()} BEFORE {act} "
    "ON initiative_version WHEN OLD.frozen_sha256 IS NOT NULL "
    "BEGIN SELECT RAISE(ABORT, 'a frozen text does not change'); END"
    for act in ("UPDATE", "DELETE")
)
POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION initiative_version_stays() RETURNS trigger AS $$ BEGIN "
    "RAISE EXCEPTION 'a frozen text does not change' USING ERRCODE = 'check_violation'; "
    "END $$ LANGUAGE plpgsql"
)
POSTGRESQL_TRIGGER = (
    "CREATE OR REPLACE TRIGGER initiative_version_frozen BEFORE UPDATE OR DELETE "
    "ON initiative_version FOR EACH ROW WHEN (OLD.frozen_sha256 IS NOT NULL) "
    "EXECUTE FUNCTION initiative_version_stays()"
)

_ddl: Callable[[str], DDL] = DDL
for _dialect, _statements in (
    ("postgresql", (POSTGRESQL_FUNCTION, POSTGRESQL_TRIGGER)),
    ("sqlite", SQLITE_TRIGGERS),
):
    for _statement in _statements:
        event.listen(
            InitiativeVersion.__table__,
            "after_create",
            _ddl(_statement.replace("%", "%%")).execute_if(dialect=_dialect),
        )
