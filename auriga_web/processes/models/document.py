"""The documents of a process, each with its versions."""

from datetime import datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base


class DocumentKind(StrEnum):
    """What a document is; which word people read depends on who owns the process."""

    INVITATION = "invitation"
    REQUEST = "request"
    MINUTES = "minutes"
    SYNTHESIS = "synthesis"
    REASONED_REPORT = "reasoned_report"
    AGREEMENT = "agreement"


class Visibility(StrEnum):
    """Who reads a published document."""

    EVERYONE = "everyone"
    MEMBERS = "members"
    STAFF = "staff"


class Document(Base):
    """A numbered act of a process. What is published is one of its versions, by its hash."""

    __tablename__ = "process_document"
    __table_args__ = (
        UniqueConstraint("process_id", "number"),
        CheckConstraint("number >= 1 AND version_no >= 1", name="counts_from_one"),
        CheckConstraint(
            "due_at IS NULL OR published_at IS NULL OR due_at > published_at",
            name="due_after_it_is_published",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id", ondelete="CASCADE"))
    number: Mapped[int]
    kind: Mapped[DocumentKind]
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.EVERYONE)
    version_no: Mapped[int] = mapped_column(default=1)
    # Until when one may answer to it (excluded).
    due_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]


class DocumentVersion(Base):
    """A text of a document as it was at a time; never changed, its hash says so."""

    __tablename__ = "process_document_version"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("process_document.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    # Who acts: the body that signs it, and who wrote it for that body.
    body_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    at: Mapped[datetime]

    @property
    def rendered(self) -> Markup:
        """The text, sanitised when it was written."""
        return Markup(self.body_html)  # noqa: S704
