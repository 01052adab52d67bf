"""What people and bodies say about a need: supports, positions, answers."""

from datetime import datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.access import Channel
from auriga_web.core.database import Base
from auriga_web.needs.models.need import NeedState


class Support(Base):
    """That somebody needs it too: counted in public, named to nobody."""

    __tablename__ = "need_support"
    __table_args__ = (UniqueConstraint("need_id", "person_id", name="once_a_person"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    channel: Mapped[Channel] = mapped_column(default=Channel.WEB)
    # The need they had joined, when they are here because it was united with this one.
    from_need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"), index=True)
    created_at: Mapped[datetime]


class Position(Base):
    """What an organisation says of a need, in public and in its own name."""

    __tablename__ = "need_position"
    __table_args__ = (UniqueConstraint("need_id", "body_id", name="once_a_body"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"))
    body_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    # Who said it for the body.
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    sentence: Mapped[str] = mapped_column(String(300))
    # Whether they would run the service that is asked for, and in which way.
    has_interest: Mapped[bool] = mapped_column(default=False)
    interest: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class AnswerKind(StrEnum):
    """A first answer says what happens next; a final one closes the matter."""

    FIRST = "first"
    FINAL = "final"


class Answer(Base):
    """What the consortium, or an institution, answers."""

    __tablename__ = "need_answer"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'final' AND verdict IN ('answered', 'not_pursued'))"
            " OR (kind = 'first' AND verdict IS NULL)",
            name="final_has_verdict",
        ),
        Index("ix_need_answer_need", "need_id", "given_at", "id"),
        Index("ix_need_answer_latest", "given_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"))
    kind: Mapped[AnswerKind]
    # Of a final answer: what became of the need.
    verdict: Mapped[NeedState | None]
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    # The institution it speaks for; none: the consortium.
    body_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    given_at: Mapped[datetime]

    @property
    def body_rendered(self) -> Markup:
        """What it says, sanitised when it was written."""
        return Markup(self.body_html)  # noqa: S704
