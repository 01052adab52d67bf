"""Parts of Flask-Security that we put in place of its own: data, passwords, codes, mail."""

from typing import Any

from flask import current_app, request, url_for
from flask_security import (
    MailUtil,
    MfRecoveryCodesUtil,
    PasswordUtil,
    SQLAlchemyUserDatastore,
    WebauthnUtil,
)
from flask_security.totp import Totp
from passlib.exc import UsedTokenError
from sqlalchemy import select, update
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from werkzeug.exceptions import NotFound

from auriga_web.accounts import operations, rules
from auriga_web.accounts.models import Passkey, Person
from auriga_web.accounts.views import sign_up
from auriga_web.core import clock
from auriga_web.core.database import db, lock_writers

_KEPT_OF_A_PASSKEY = (
    "credential_id",
    "public_key",
    "name",
    "sign_count",
    "device_type",
    "backup_state",
    "transports",
)


class Datastore(SQLAlchemyUserDatastore):
    """Reads and writes persons for the library; the response decides the transaction."""

    def __init__(self) -> None:
        no_roles: Any = None
        super().__init__(db, Person, no_roles, Passkey)

    def commit(self) -> None:
        """Nothing: core.database commits when the answer is good."""

    def find_user(self, case_insensitive: bool = False, **wanted: Any) -> Person | None:
        ((name, value),) = wanted.items()
        if name == "email":
            value = str(value).strip().lower()
        return self.db.session.scalar(select(Person).where(getattr(Person, name) == value))

    def set_uniquifier(self, user: Person, uniquifier: str | None = None) -> None:  # type: ignore[override]
        super().set_uniquifier(user, uniquifier)
        operations.end_sessions_of(user.id)

    def create_webauthn(self, user: Person, **about: Any) -> None:  # type: ignore[override]
        now = clock.now()
        kept = {name: about[name] for name in _KEPT_OF_A_PASSKEY}
        self.put(Passkey(person_id=user.id, created_at=now, lastuse_datetime=now, **kept))

    def tf_reset(self, user: Person) -> None:  # type: ignore[override]
        user.tf_last_counter = None
        super().tf_reset(user)

    def mf_delete_recovery_code(self, user: Person, idx: int) -> bool:  # type: ignore[override]
        # Of two requests with the same code the second finds another list, and is refused.
        lock_writers()
        held = self.db.session.scalar(
            select(Person.mf_recovery_codes).where(Person.id == user.id).with_for_update()
        )
        if held != user.mf_recovery_codes or held is None:
            raise NotFound
        # A new list: a change inside the old one would not be seen.
        user.mf_recovery_codes = held[:idx] + held[idx + 1 :]
        return True


class SpareCodes(MfRecoveryCodesUtil):
    """Keeps spare codes as keyed hashes: they are shown once, when they are made."""

    def create_recovery_codes(self, user: Person) -> list[str]:  # type: ignore[override]
        library: Any = current_app.extensions["security"]
        codes: list[str] = library.totp_factory.generate_recovery_codes(
            current_app.config["SECURITY_MULTI_FACTOR_RECOVERY_CODES_N"]
        )
        user.mf_recovery_codes = [rules.sealed_spare_code(code, self._key) for code in codes]
        return codes

    def get_recovery_codes(self, user: Person) -> list[str]:  # type: ignore[override]
        return []

    def check_recovery_code(self, user: Person, code: str) -> bool:  # type: ignore[override]
        return rules.sealed_spare_code(code, self._key) in (user.mf_recovery_codes or [])

    def delete_recovery_code(self, user: Person, code: str) -> bool:  # type: ignore[override]
        library: Any = current_app.extensions["security"]
        at = (user.mf_recovery_codes or []).index(rules.sealed_spare_code(code, self._key))
        deleted: bool = library.datastore.mf_delete_recovery_code(user, at)
        return deleted

    @property
    def _key(self) -> str:
        key: str = current_app.config["SECRET_KEY"]
        return key


class Keys(WebauthnUtil):
    """What we ask of a passkey: that it finds its owner by itself, and makes sure it is they."""

    def origin(self) -> str:
        # Behind a proxy the request does not know by which address people came.
        if current_app.config["SETTINGS"].is_loopback:
            return request.host_url.rstrip("/")
        address: str = current_app.config["PUBLIC_BASE_URL"]
        return address

    def authenticator_selection(self, user: Any, usage: str) -> AuthenticatorSelectionCriteria:
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        )

    def user_verification(self, user: Any, usage: list[str]) -> UserVerificationRequirement:
        # After the password the key need only be there; alone it has to be both steps.
        is_second_step = usage == ["secondary"]
        needed = UserVerificationRequirement
        return needed.DISCOURAGED if is_second_step else needed.REQUIRED


class Passwords(PasswordUtil):
    """Asks our own rules about a new password."""

    def validate(
        self, password: str, is_register: bool, **about: Any
    ) -> tuple[list[str] | None, str]:
        password = self.normalize(password)
        person = about.get("user")
        words = [person.name, *(person.email or "").split("@")] if person else []
        try:
            rules.check_password(password, words=words)
        except rules.WeakPassword as problem:
            return [str(problem)], password
        return None, password


class OneTimeCodes(Totp):
    """Codes of an app, each good once."""

    def get_last_counter(self, user: Person) -> int | None:  # type: ignore[override]
        # In a demo several visitors share one person, and so its codes.
        return None if current_app.config["DEMO"] else user.tf_last_counter

    def set_last_counter(self, user: Person, tmatch: Any) -> None:  # type: ignore[override]
        if current_app.config["DEMO"]:
            return
        # Of two requests with the same code one alone gets through.
        used = db.session.execute(
            update(Person)
            .where(Person.id == user.id)
            .where(Person.tf_last_counter.is_(None) | (Person.tf_last_counter < tmatch.counter))
            .values(tf_last_counter=tmatch.counter)
            .returning(Person.id)
        ).scalar_one_or_none()
        if used is None:
            raise UsedTokenError


class Mails(MailUtil):
    """Writes the library's mails into our outbox."""

    def send_mail(self, template: str, *_details: Any, **context: Any) -> None:
        """Queue the one mail that the pages we use send: that the password was changed."""
        operations.tell_of_password_change(
            context["user"],
            sign_in_link=sign_up.absolute(url_for("security.login")),
            now=clock.now(),
        )

    def normalize(self, email: str) -> str:
        return email.strip().lower()

    def validate(self, email: str) -> str:
        return self.normalize(email)
