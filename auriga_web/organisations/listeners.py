"""What organisations do when something happens below."""

from auriga_web.accounts.events import PersonErased
from auriga_web.core.events import listens_to
from auriga_web.organisations import operations


@listens_to(PersonErased)
def forget_member(event: PersonErased) -> None:
    operations.forget_member(event.person_id)
