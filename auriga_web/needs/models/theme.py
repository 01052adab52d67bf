"""Themes: needs that staff read together, the evidence from which a table starts."""

from datetime import datetime

from markupsafe import Markup
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base


class Theme(Base):
    """What several needs have in common, in the words of who read them."""

    __tablename__ = "theme"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    synthesis: Mapped[str] = mapped_column(Text)
    synthesis_html: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def synthesis_rendered(self) -> Markup:
        """What it says, sanitised when it was written."""
        return Markup(self.synthesis_html)  # noqa: S704


class ThemeNeed(Base):
    """That a need is read in a theme."""

    __tablename__ = "theme_need"

    theme_id: Mapped[int] = mapped_column(
        ForeignKey("theme.id", ondelete="CASCADE"), primary_key=True
    )
    need_id: Mapped[int] = mapped_column(
        ForeignKey("need.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    added_at: Mapped[datetime]
