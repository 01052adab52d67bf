"""Persons: one account each, whatever bodies they act for."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from auriga_web.core.access import Level, Role
from auriga_web.core.database import Base


class Person(Base):
    """Somebody who takes part. Without an address and a password they do so at a desk."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("level IN ('registered', 'verified')", name="level_is_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    # Whether the name is shown beside what they write; else "una persona di Foligno".
    is_name_public: Mapped[bool] = mapped_column(default=False)
    email: Mapped[str | None] = mapped_column(String(320), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None]
    level: Mapped[Level] = mapped_column(default=Level.REGISTERED)
    language: Mapped[str] = mapped_column(String(5), default="it")
    created_at: Mapped[datetime]

    roles_held: Mapped[list["PersonRole"]] = relationship(lazy="raise", back_populates="person")


class PersonRole(Base):
    """A role that a person holds for the consortium."""

    __tablename__ = "person_role"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[Role] = mapped_column(primary_key=True, index=True)
    given_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise", back_populates="roles_held")
