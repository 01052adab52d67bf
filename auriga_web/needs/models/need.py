"""A need, its former versions, its co-authors and its counters."""

from datetime import date, datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from auriga_web.chain.models import StopKind
from auriga_web.core.access import Channel
from auriga_web.core.database import Base


class NeedState(StrEnum):
    """Where a need stands. Hidden is not a state: `hidden_at` says it, whatever the state."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    TAKEN_UP = "taken_up"
    ANSWERED = "answered"
    NOT_PURSUED = "not_pursued"
    ARCHIVED = "archived"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


# In lists, on the map and in the counts.
LISTED_STATES = frozenset(
    {NeedState.PUBLISHED, NeedState.TAKEN_UP, NeedState.ANSWERED, NeedState.NOT_PURSUED}
)
# What was once published has a page for ever, if only to say what became of it.
PUBLIC_STATES = LISTED_STATES | {NeedState.ARCHIVED, NeedState.MERGED, NeedState.WITHDRAWN}


class SpeaksFor(StrEnum):
    """In whose interest the author writes."""

    MYSELF = "myself"
    FAMILY = "family"
    SOMEONE_I_LOOK_AFTER = "someone_i_look_after"
    MY_ORGANISATION = "my_organisation"
    OTHERS = "others"


class Competence(StrEnum):
    """Whose task it is to answer."""

    CONSORTIUM = "consortium"
    COMUNE = "comune"
    HEALTH_UNIT = "health_unit"
    REGION = "region"


class TargetGroup(StrEnum):
    """Whom a need concerns; `Need.target_groups` is a list of these values."""

    EVERYONE = "everyone"
    CHILDREN = "children"
    YOUNG_PEOPLE = "young_people"
    FAMILIES = "families"
    OLDER_PEOPLE = "older_people"
    CAREGIVERS = "caregivers"
    DISABILITY = "disability"
    JOBLESS = "jobless"
    MIGRANTS = "migrants"
    HARDSHIP = "hardship"


class Need(Base):
    """Something that is missing, for whom, where. Not a solution."""

    __tablename__ = "need"
    __table_args__ = (
        CheckConstraint(
            "is_listed = (hidden_at IS NULL AND state IN"
            " ('published', 'taken_up', 'answered', 'not_pursued'))",
            name="listed_when_public",
        ),
        CheckConstraint(
            "state IN ('draft', 'submitted', 'returned') OR published_at IS NOT NULL",
            name="published_once_public",
        ),
        CheckConstraint(
            "(state = 'merged') = (merged_into_id IS NOT NULL)", name="merged_into_another"
        ),
        CheckConstraint("merged_into_id <> id", name="not_merged_into_itself"),
        CheckConstraint("NOT (is_signed AND is_sensitive)", name="no_name_where_sensitive"),
        CheckConstraint("version >= 1", name="version_counts_from_one"),
        # Filters first, then the order with its tie-breaker.
        Index("ix_need_newest", "is_listed", "published_at", "id"),
        Index("ix_need_comune_newest", "comune_id", "is_listed", "published_at", "id"),
        Index("ix_need_zona_newest", "zona_id", "is_listed", "published_at", "id"),
        Index("ix_need_area_newest", "service_area_id", "is_listed", "published_at", "id"),
        Index("ix_need_state_newest", "state", "is_listed", "published_at", "id"),
        Index("ix_need_waiting", "is_listed", "first_answered_at", "answer_due_at", "id"),
        Index("ix_need_author", "author_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    # "In parole semplici": optional, for who reads with difficulty.
    plain_summary: Mapped[str] = mapped_column(String(600), default="")
    service_area_id: Mapped[int] = mapped_column(ForeignKey("service_area.id"))
    # Copied from the area when written, so that nothing already published loosens by itself.
    is_sensitive: Mapped[bool] = mapped_column(default=False)
    target_groups: Mapped[list[str]] = mapped_column(default=list)
    comune_id: Mapped[int] = mapped_column(ForeignKey("territory.id"))
    # The zona of that comune when it was written, so that a list filters on one column.
    zona_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"))
    frazione: Mapped[str] = mapped_column(String(80), default="")
    speaks_for: Mapped[SpeaksFor]

    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    author_body_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    channel: Mapped[Channel] = mapped_column(default=Channel.WEB)
    # By choice; otherwise it is signed "una persona di Foligno".
    is_signed: Mapped[bool] = mapped_column(default=False)
    # Where the area is sensitive, when the author agreed that it be published.
    consented_at: Mapped[datetime | None]

    state: Mapped[NeedState] = mapped_column(default=NeedState.DRAFT)
    state_reason: Mapped[str] = mapped_column(Text, default="")
    state_changed_at: Mapped[datetime]
    hidden_at: Mapped[datetime | None]
    # When staff made it private, because it is one person's own case; then it is hidden too.
    personal_at: Mapped[datetime | None]
    # In lists: public and not hidden. A constraint holds it to what it says.
    is_listed: Mapped[bool] = mapped_column(default=False)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"), index=True)
    # Where it stood before that, to go back to.
    state_before_merge: Mapped[NeedState | None]
    # The present stop of the thread, copied from the chain.
    stop: Mapped[StopKind] = mapped_column(default=StopKind.NEED)

    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    # The institution that is asked to answer; none: the consortium.
    addressee_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    # Who is competent, where it is not the consortium; and when staff sent it to them, if they are
    # not here to read it.
    competence: Mapped[Competence] = mapped_column(default=Competence.CONSORTIUM)
    sent_on: Mapped[date | None]
    answer_due_at: Mapped[datetime | None]
    first_answered_at: Mapped[datetime | None]

    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    counters: Mapped["NeedCounter"] = relationship(
        lazy="raise", back_populates="need", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def is_public(self) -> bool:
        """Whether everybody may read its page."""
        return self.state in PUBLIC_STATES and self.hidden_at is None

    @property
    def is_open(self) -> bool:
        """Whether people may still support it, speak about it, answer it."""
        return self.hidden_at is None and self.state in {NeedState.PUBLISHED, NeedState.TAKEN_UP}

    @property
    def body_rendered(self) -> Markup:
        """What it says, sanitised when it was written."""
        return Markup(self.body_html)  # noqa: S704


class NeedCounter(Base):
    """How many stand behind a need. Narrow and apart, because it changes often."""

    __tablename__ = "need_counter"
    __table_args__ = (
        CheckConstraint(
            "support_count >= 0 AND position_count >= 0"
            " AND comment_count >= 0 AND follow_count >= 0",
            name="none_below_zero",
        ),
        Index("ix_need_counter_most_supported", "support_count", "need_id"),
    )

    need_id: Mapped[int] = mapped_column(
        ForeignKey("need.id", ondelete="CASCADE"), primary_key=True
    )
    support_count: Mapped[int] = mapped_column(default=0)
    position_count: Mapped[int] = mapped_column(default=0)
    comment_count: Mapped[int] = mapped_column(default=0)
    follow_count: Mapped[int] = mapped_column(default=0)

    need: Mapped[Need] = relationship(lazy="raise", back_populates="counters")


class NeedVersion(Base):
    """What a need said before an edit. Withdrawing it deletes them all."""

    __tablename__ = "need_version"

    need_id: Mapped[int] = mapped_column(
        ForeignKey("need.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    body: Mapped[str] = mapped_column(Text)
    plain_summary: Mapped[str] = mapped_column(String(600))
    # Who replaced it, and when.
    replaced_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    replaced_at: Mapped[datetime]


class CoAuthor(Base):
    """The author of a need that was merged into this one."""

    __tablename__ = "need_co_author"

    need_id: Mapped[int] = mapped_column(
        ForeignKey("need.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    from_need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), index=True)
