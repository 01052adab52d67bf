"""What discussions do when something happens below."""

from auriga_web.accounts.events import PersonErased
from auriga_web.core.events import listens_to
from auriga_web.discussion import operations


@listens_to(PersonErased)
def take_comments_back(event: PersonErased) -> None:
    operations.forget_marks(event.person_id)
    if event.removes_content:
        operations.delete_comments_of(event.person_id, now=event.now)
