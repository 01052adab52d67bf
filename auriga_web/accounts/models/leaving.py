"""Who asked to be forgotten, and was."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base


class ErasureMode(StrEnum):
    """What becomes of what a person wrote: it stays without a name, or goes too."""

    ANONYMISE = "anonymise"
    REMOVE = "remove"


class Erasure(Base):
    """That a person wants to be forgotten, and when they were. Says nothing else of them."""

    __tablename__ = "erasure"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    mode: Mapped[ErasureMode]
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    done_at: Mapped[datetime | None]
