"""What somebody is writing and has not kept yet: it survives a sign-in and a dead battery."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base


class NeedSketch(Base):
    """The form of a new need as it stands: one for a person, one for the browser of a visitor."""

    __tablename__ = "need_sketch"

    # "person:12", or "visitor:" and the hash of what the browser's cookie holds.
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    fields: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime] = mapped_column(index=True)
