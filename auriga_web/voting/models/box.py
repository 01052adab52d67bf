"""Where secrecy lives: the roll, the sealed box, the board and the tally."""

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base

TAG_BYTES = 32
ETAG_BYTES = 16

# SQLite's hidden row number gives the order of insertion away: these tables have none.
_NO_ROW_NUMBER = {"sqlite_with_rowid": False}


class PollRoll(Base):
    """Who may vote: drawn at the opening, never changed. `voted` stays empty until the close."""

    __tablename__ = "poll_roll"
    __table_args__ = (_NO_ROW_NUMBER,)

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    voter_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    # Where and by which channel they were verified, as it was at the opening.
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"), index=True)
    channel: Mapped[str] = mapped_column(String(40))
    on_paper: Mapped[bool] = mapped_column(default=False)
    voted: Mapped[bool | None]


class PollListed(Base):
    """Somebody on the list of a vote that asks those on a list; the roll is drawn from it."""

    __tablename__ = "poll_listed"

    poll_id: Mapped[int] = mapped_column(
        ForeignKey("poll.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class BallotBox(Base):
    """A sealed ballot. Exists only while the vote is open: no time, no address, no person."""

    __tablename__ = "ballot_box"
    __table_args__ = (
        CheckConstraint(f"length(voter_tag) = {TAG_BYTES}", name="tag_is_whole"),
        CheckConstraint(f"length(etag) = {ETAG_BYTES}", name="etag_is_whole"),
        _NO_ROW_NUMBER,
    )

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    voter_tag: Mapped[bytes] = mapped_column(LargeBinary(TAG_BYTES), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    etag: Mapped[bytes] = mapped_column(LargeBinary(ETAG_BYTES))


class BallotBoard(Base):
    """An answer in public, under its code; no choice beside it where the vote was too small."""

    __tablename__ = "ballot_board"
    __table_args__ = (_NO_ROW_NUMBER,)

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    question_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(String(26), primary_key=True)
    choice: Mapped[str | None] = mapped_column(String(2000))


class PollTally(Base):
    """How many chose an option; option 0 is the number of ballots."""

    __tablename__ = "poll_tally"
    __table_args__ = (CheckConstraint("n >= 0", name="not_negative"),)

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    question_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    option_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    n: Mapped[int]


class PollTallyBy(Base):
    """The same by territory or channel, small cells left out; not recountable from the board."""

    __tablename__ = "poll_tally_by"
    __table_args__ = (CheckConstraint("n IS NULL OR n >= 10", name="small_cells_left_out"),)

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    question_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    dimension: Mapped[str] = mapped_column(String(20), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    option_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    n: Mapped[int | None]
