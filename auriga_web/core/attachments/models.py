"""What is known of each file: on which thing it hangs, what it is, in which order it is shown."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base


class AttachmentKind(StrEnum):
    """A picture is shown on the page; a document is downloaded."""

    PICTURE = "picture"
    DOCUMENT = "document"


class Attachment(Base):
    """One file on one thing. Its gate says who may see it; its bytes are named by their hash."""

    __tablename__ = "attachment"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'picture') = (thumbnail_sha256 IS NOT NULL)", name="picture_has_thumbnail"
        ),
        CheckConstraint("kind <> 'picture' OR description <> ''", name="picture_is_described"),
        CheckConstraint("byte_count > 0", name="holds_something"),
        Index("ix_attachment_subject", "subject_kind", "subject_id", "position", "id"),
        Index("ix_attachment_sha256", "sha256"),
        Index("ix_attachment_thumbnail_sha256", "thumbnail_sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[AttachmentKind]
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(40))
    # Shown in this order; after a removal numbers may be missing, never twice.
    position: Mapped[int]
    # What the picture shows, for who does not see it; of a document, what it is called.
    description: Mapped[str] = mapped_column(String(300))
    sha256: Mapped[str] = mapped_column(String(64))
    byte_count: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    thumbnail_sha256: Mapped[str | None] = mapped_column(String(64))
    thumbnail_width: Mapped[int | None]
    thumbnail_height: Mapped[int | None]
    uploaded_by_id: Mapped[int | None] = mapped_column(index=True)
    created_at: Mapped[datetime]

    @property
    def content_type(self) -> str:
        """What it is served as; everything was checked or made again as just this."""
        return "image/jpeg" if self.kind is AttachmentKind.PICTURE else "application/pdf"
