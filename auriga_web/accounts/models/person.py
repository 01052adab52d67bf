"""Persons, what they may do, how they sign in, and how surely we know who they are."""

from datetime import date, datetime
from enum import StrEnum

from flask_security.core import UserMixin, WebAuthnMixin
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from auriga_web.core.access import Channel, Level, Role
from auriga_web.core.database import Base


class SignUpFor(StrEnum):
    """For whom somebody signs up; a body's data are asked at the first sign-in."""

    MYSELF = "myself"
    ASSOCIATION = "association"
    INSTITUTION = "institution"


class AgeBand(StrEnum):
    """How old a person is, as coarsely as anything here needs to know."""

    FROM_14 = "14-17"
    FROM_18 = "18-29"
    FROM_30 = "30-44"
    FROM_45 = "45-64"
    FROM_65 = "65-79"
    FROM_80 = "80+"


class VerificationMeans(StrEnum):
    """How we made sure who somebody is."""

    DESK = "desk"
    BODY = "body"


class ConsentKind(StrEnum):
    """What a person agreed to; the version says to which text."""

    RULES = "rules"


class Person(Base, UserMixin):
    """Somebody who takes part. Without an address and a password they do so at a desk."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("level IN ('registered', 'verified')", name="level_is_known"),
        CheckConstraint("email = lower(email)", name="email_is_lower_case"),
        CheckConstraint(
            "tf_primary_method IS NULL OR tf_totp_secret IS NOT NULL", name="factor_has_secret"
        ),
        Index("ix_person_name", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    # Whether the name is shown beside what they write; else "una persona di Foligno".
    is_name_public: Mapped[bool] = mapped_column(default=False)
    email: Mapped[str | None] = mapped_column(  # type: ignore[assignment]
        String(320), unique=True
    )
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    # Names the person in sessions and tokens; a new one ends them all.
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None]
    level: Mapped[Level] = mapped_column(default=Level.REGISTERED)
    language: Mapped[str] = mapped_column(String(5), default="it")
    created_at: Mapped[datetime]
    # Where the sign-up goes on after the first sign-in; None once it is finished.
    signed_up_for: Mapped[SignUpFor | None]
    # The second factor, as Flask-Security keeps it: `authenticator`, and its sealed secret.
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    # The time step of the last code they used: none is good twice.
    tf_last_counter: Mapped[int | None] = mapped_column(BigInteger)
    # Keyed hashes of the spare codes that are left.
    mf_recovery_codes: Mapped[list[str] | None]
    # What passkeys call the person by: it says nothing of them.
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(  # type: ignore[assignment]
        "passkey_handle", String(64), unique=True
    )

    roles_held: Mapped[list["PersonRole"]] = relationship(
        lazy="raise", back_populates="person", passive_deletes=True
    )

    # Flask-Security asks for it; ours are `roles_held`, and routes ask the actor.
    roles = []

    def calc_username(self) -> str:
        """Return what their device shows beside a passkey."""
        return self.email or self.name

    @property
    def has_code_app(self) -> bool:
        """Whether an app shows them codes for the second step."""
        return self.tf_primary_method is not None

    @property
    def webauthn(self) -> list["Passkey"]:  # type: ignore[override]
        """Their passkeys, read anew: Flask-Security asks for them by this name."""
        here = object_session(self)
        wanted = select(Passkey).where(Passkey.person_id == self.id).order_by(Passkey.id)
        return [] if here is None else list(here.scalars(wanted))


class PersonRole(Base):
    """A role that a person holds for the consortium."""

    __tablename__ = "person_role"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[Role] = mapped_column(primary_key=True, index=True)
    given_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise", back_populates="roles_held")


class Passkey(Base, WebAuthnMixin):
    """A key on a person's device, with which they sign in; what is kept of it is public."""

    __tablename__ = "passkey"
    __table_args__ = (UniqueConstraint("person_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    # How they call it: "telefono".
    name: Mapped[str] = mapped_column(String(64))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    transports: Mapped[list[str] | None]
    backup_state: Mapped[bool]
    device_type: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime]
    lastuse_datetime: Mapped[datetime] = mapped_column("used_at")

    # One key serves every use; the library wants to hear one of its own two words.
    usage = "secondary"
    extensions = None

    def get_user_mapping(self) -> dict[str, int]:
        return {"id": self.person_id}


class Session(Base):
    """That a person is signed in with a browser. The id in their cookie is never kept in clear."""

    __tablename__ = "session"
    __table_args__ = (Index("ix_session_expires_at", "expires_at"),)

    sid_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    # The organisation in whose name they act; no foreign key, organisations live above.
    body_id: Mapped[int | None] = mapped_column(index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    # "Firefox su Linux": what tells one's own browsers apart. No address is kept.
    device: Mapped[str] = mapped_column(String(80))
    data: Mapped[str] = mapped_column(Text)


class ExternalIdentity(Base):
    """That a person also signs in through a provider; its word for them is kept hashed."""

    __tablename__ = "external_identity"
    __table_args__ = (
        UniqueConstraint("issuer", "subject_hmac"),
        UniqueConstraint("person_id", "issuer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    issuer: Mapped[str] = mapped_column(String(300))
    subject_hmac: Mapped[str] = mapped_column(String(64))
    linked_at: Mapped[datetime]


class Verification(Base):
    """That somebody made sure who a person is: how, when, and nothing of the document itself."""

    __tablename__ = "verification"
    __table_args__ = (
        UniqueConstraint("person_id"),
        UniqueConstraint("identity_hmac"),
        CheckConstraint("(means = 'body') = (vouched_by_id IS NOT NULL)", name="a_body_vouches"),
        Index("ix_verification_vouched_by", "vouched_by_id", "verified_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    # A keyed hash of the fiscal code or of the document: recognises, and reveals nothing.
    identity_hmac: Mapped[str] = mapped_column(String(64))
    channel: Mapped[Channel]
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    comune_code: Mapped[str] = mapped_column(String(12))
    age_band: Mapped[AgeBand]
    verified_at: Mapped[datetime]
    means: Mapped[VerificationMeans] = mapped_column(default=VerificationMeans.DESK)
    # The accredited body that vouched; no foreign key, organisations live above.
    vouched_by_id: Mapped[int | None]
    # The first day on which it is good no more.
    expires_on: Mapped[date] = mapped_column(index=True)
    # The trace stays when it is revoked, so that the document opens no second account.
    revoked_at: Mapped[datetime | None]


class Consent(Base):
    """That a person agreed to a version of a text."""

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("person_id", "kind", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[ConsentKind]
    version: Mapped[str] = mapped_column(String(20))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
