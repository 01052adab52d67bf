"""What was sent by mail and waits to be used: links, codes, changes of address."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base


class TokenPurpose(StrEnum):
    """What a mailed link is good for."""

    CONFIRMATION = "confirmation"
    NEW_PASSWORD = "new_password"  # noqa: S105
    OLD_ADDRESS = "old_address"
    NEW_ADDRESS = "new_address"


class MailedToken(Base):
    """A link sent by mail: good for one thing, once, until it expires. Its text is not kept.

    Without a person it is a decoy: asking for an unknown address costs exactly the same.
    """

    __tablename__ = "mailed_token"

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[TokenPurpose]
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class SignInCode(Base):
    """A code sent by mail to sign in with, and the link beside it; whichever comes first uses both.

    The code is good only in the browser that asked for it. Without a person it is a decoy.
    """

    __tablename__ = "sign_in_code"

    # What the browser that asked holds.
    request_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    code_sha256: Mapped[str] = mapped_column(String(64))
    link_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class AddressChange(Base):
    """That a person asked to be written to elsewhere; it happens once both addresses say yes."""

    __tablename__ = "address_change"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    new_email: Mapped[str] = mapped_column(String(320))
    expires_at: Mapped[datetime] = mapped_column(index=True)
    old_confirmed_at: Mapped[datetime | None]
    new_confirmed_at: Mapped[datetime | None]
