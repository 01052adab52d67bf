"""Taking what is to be done, giving it to a colleague or back, and trying a mail again."""

from datetime import datetime

from sqlalchemy import update

from auriga_web.accounts.queries import find_actor
from auriga_web.audit.operations import record
from auriga_web.backoffice import policies
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db
from auriga_web.core.language import gettext as _
from auriga_web.core.mail import MailState, OutboxMail
from auriga_web.duties.models import Duty
from auriga_web.duties.operations import assign_duty


def take(duty: Duty, *, actor: Actor, now: datetime) -> None:
    """Say that one does it oneself.

    :raises NotAllowed: if it waits for somebody with another role.
    """
    authorise(policies.may_do(actor, duty.role))
    assign_duty(duty.id, owner_id=actor.person_id)
    record(actor, "duty.taken", subject_kind="duty", subject_id=duty.id, now=now)


def assign(duty: Duty, *, owner_id: int, actor: Actor, now: datetime) -> None:
    """Give a duty to a colleague who may do it.

    :raises NotAllowed: if the actor, or the colleague, has another role.
    """
    authorise(policies.may_do(actor, duty.role))
    colleague = find_actor(owner_id)
    authorise(
        colleague is not None and policies.may_do(colleague, duty.role),
        _("This person does not do such things: choose another."),
    )
    assign_duty(duty.id, owner_id=owner_id)
    record(
        actor,
        "duty.assigned",
        subject_kind="duty",
        subject_id=duty.id,
        now=now,
        details={"owner": owner_id},
    )


def give_back(duty: Duty, *, actor: Actor, now: datetime) -> None:
    """Let it wait for anybody with the role again.

    :raises NotAllowed: if it waits for somebody with another role.
    """
    authorise(policies.may_do(actor, duty.role))
    assign_duty(duty.id, owner_id=None)
    record(actor, "duty.given_back", subject_kind="duty", subject_id=duty.id, now=now)


def try_mail_again(mail_id: int, *, actor: Actor, now: datetime) -> None:
    """Put a mail that could not be sent back in the queue.

    :raises NotAllowed: if the actor is no administrator.
    """
    authorise(actor.is_administrator)
    db.session.execute(
        update(OutboxMail)
        .where(OutboxMail.id == mail_id, OutboxMail.state == MailState.DEAD)
        .values(state=MailState.QUEUED, attempts=0, next_at=now)
        .execution_options(synchronize_session=False)
    )
    record(actor, "mail.tried_again", subject_kind="mail", subject_id=mail_id, now=now)
