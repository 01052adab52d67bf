"""How a person answers about themselves to features that hang something on them: to staff alone."""

from flask import url_for
from sqlalchemy.exc import NoResultFound

from auriga_web.accounts import queries
from auriga_web.accounts.models import Person
from auriga_web.core.access import Actor


class PersonGate:
    """Only an administrator is led to a person's page; nobody writes under it."""

    def may_read(self, reader: Actor, subject_id: str) -> bool:
        return reader.is_administrator and self._find(subject_id) is not None

    def may_write(self, actor: Actor, subject_id: str) -> bool:
        return False

    def url(self, subject_id: str) -> str:
        return url_for("accounts.person", person_id=int(subject_id))

    def title(self, subject_id: str) -> str:
        person = self._find(subject_id)
        if person is None:
            raise NoResultFound
        return person.name

    def _find(self, subject_id: str) -> Person | None:
        try:
            return queries.get_person(int(subject_id)) if subject_id.isdecimal() else None
        except NoResultFound:
            return None
