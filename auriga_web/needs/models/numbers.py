"""Counts of public needs, kept in the transaction of what changes them."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base


class CountKind(StrEnum):
    """What is counted; `key` and `value` say of what, and which of it.

    - `COMUNE`: listed needs; `key` is the comune's id, `value` the state
    - `AREA`: listed needs; `key` is the service area's id, `value` the state
    - `STOP`: listed needs; `key` is 0, `value` the stop of the thread
    - `ANSWER`: needs that got a first answer; `key` is 0, `value` is `in_time` or `late`
    """

    COMUNE = "comune"
    AREA = "area"
    STOP = "stop"
    ANSWER = "answer"


class NeedCount(Base):
    """One number."""

    __tablename__ = "need_count"
    __table_args__ = (CheckConstraint("n >= 0", name="none_below_zero"),)

    kind: Mapped[CountKind] = mapped_column(primary_key=True)
    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[str] = mapped_column(String(40), primary_key=True)
    n: Mapped[int] = mapped_column(default=0)
