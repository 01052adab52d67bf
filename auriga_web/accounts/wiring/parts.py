"""Parts of Flask-Security that we put in place of its own: data, passwords, codes, mail."""

from typing import Any

from flask import current_app, url_for
from flask_security import MailUtil, PasswordUtil, SQLAlchemyUserDatastore
from flask_security.totp import Totp
from passlib.exc import UsedTokenError
from sqlalchemy import select, update
from werkzeug.exceptions import NotFound

from auriga_web.accounts import operations, rules
from auriga_web.accounts.models import Person
from auriga_web.accounts.views import sign_up
from auriga_web.core import clock
from auriga_web.core.database import db, lock_writers


class Datastore(SQLAlchemyUserDatastore):
    """Reads and writes persons for the library; the response decides the transaction."""

    def __init__(self) -> None:
        no_roles: Any = None
        super().__init__(db, Person, no_roles)

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
