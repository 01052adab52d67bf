"""The chamber of bodies: they vote in the open, each with its name, beside the citizens."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base


class ChamberVote(Base):
    """What a body chose, who said so in its name, and the conflict of interest it declares."""

    __tablename__ = "chamber_vote"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    question_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id"), primary_key=True, index=True
    )
    choice: Mapped[str] = mapped_column(String(2000))
    reason: Mapped[str] = mapped_column(Text, default="")
    conflict: Mapped[str] = mapped_column(Text, default="")
    cast_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    cast_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
