"""Paper ballots as operators read them, and what voters say of a code that is not there."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base


class PaperReading(Base):
    """What one operator read on one sheet, after the close; gone when the board is made.

    A sheet counts when two operators read the same. Nothing ties a sheet to a person.
    """

    __tablename__ = "paper_reading"
    __table_args__ = ({"sqlite_with_rowid": False},)

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    sheet: Mapped[str] = mapped_column(String(12), primary_key=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    answers: Mapped[dict[str, str]]


class PollClaim(Base):
    """That a voter does not find their code, or not as they voted; decided by the guarantor."""

    __tablename__ = "poll_claim"
    __table_args__ = (
        UniqueConstraint("poll_id", "person_id"),
        CheckConstraint(
            "(is_upheld IS NULL) = (decided_at IS NULL)"
            " AND (decided_at IS NULL) = (decided_by_id IS NULL)"
            " AND (decided_at IS NULL) = (reason IS NULL)",
            name="decided_as_a_whole",
        ),
        CheckConstraint("decided_by_id <> person_id", name="decided_by_somebody_else"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    is_upheld: Mapped[bool | None]
    reason: Mapped[str | None] = mapped_column(Text)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    decided_at: Mapped[datetime | None]
