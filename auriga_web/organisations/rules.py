"""What a body must show, and how its members may change. Pure: facts in, verdict out."""

from datetime import date, datetime, timedelta

from stdnum.exceptions import ValidationError
from stdnum.it import codicefiscale, iva

from auriga_web.core.language import gettext as _
from auriga_web.organisations.models import MembershipRole, OrganisationKind, RuntsSection

OF_THE_THIRD_SECTOR = frozenset(
    {
        OrganisationKind.ASSOCIATION,
        OrganisationKind.COOPERATIVE_A,
        OrganisationKind.COOPERATIVE_B,
    }
)
SHORTEST_REASON = 20
INVITATION_RUNS = timedelta(days=30)
MOST_REQUESTS = 5
MOST_SKILLS = 20
LONGEST_SKILL = 60


class NotABody(Exception):
    """What was given does not describe a body; the message says what to look at."""


class CannotDecide(Exception):
    """The request cannot be decided like this; the message says why."""


class CannotChangeMember(Exception):
    """The member cannot be changed like this; the message says why."""


def fiscal_code_of(kind: OrganisationKind, number: str) -> str | None:
    """Return a body's fiscal code in its one way of being written; None for an informal group.

    :raises NotABody: if its figures do not fit together.
    """
    if kind is OrganisationKind.INFORMAL_GROUP:
        return None
    plain = "".join(number.split()).upper().removeprefix("IT")
    for form in (iva, codicefiscale):
        try:
            return str(form.validate(plain))
        except ValidationError:
            continue
    raise NotABody(
        _("This fiscal code or VAT number has a mistake in it: copy its eleven figures again.")
    )


def check_section(kind: OrganisationKind, section: RuntsSection | None) -> None:
    """Check that only bodies of the third sector name a section of its register.

    :raises NotABody: if another kind does.
    """
    if section is not None and kind not in OF_THE_THIRD_SECTOR:
        raise NotABody(
            _("Only associations and cooperatives are in the register of the third sector.")
        )


def check_can_be_decided(*, is_requested: bool) -> None:
    """Check that a request still waits.

    :raises CannotDecide: if it was decided.
    """
    if not is_requested:
        raise CannotDecide(_("Somebody has already decided on this request: look at its page."))


def check_reason(reason: str) -> None:
    """Check that a refusal says why.

    :raises CannotDecide: if it says too little.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise CannotDecide(
            _(
                "Say why, and what to do next, in at least %(count)s characters.",
                count=SHORTEST_REASON,
            )
        )


def check_can_invite(*, is_verified: bool) -> None:
    """Check that a body is known before it writes to anybody.

    :raises CannotChangeMember: if nobody has verified it: its name could be anybody's.
    """
    if not is_verified:
        raise CannotChangeMember(
            _("Invite people once the organisation is verified: we write to you within a week.")
        )


def check_invitation_runs(invited_at: datetime, now: datetime) -> None:
    """Check that an invitation is not too old to be accepted.

    :raises CannotChangeMember: if it is.
    """
    if now >= invited_at + INVITATION_RUNS:
        raise CannotChangeMember(
            _("This invitation has lapsed: ask a representative to invite you again.")
        )


def check_can_ask(*, is_verified: bool, requests: int) -> None:
    """Check that somebody may ask to join one body more.

    :raises CannotChangeMember: if it takes no part yet, or too many requests of theirs wait.
    """
    if not is_verified:
        raise CannotChangeMember(_("This organisation is not verified yet."))
    if requests >= MOST_REQUESTS:
        raise CannotChangeMember(
            _(
                "You are waiting for %(count)s organisations already: wait for an answer, or take "
                "a request back.",
                count=MOST_REQUESTS,
            )
        )


def check_is_request(*, is_request: bool) -> None:
    """Check that there is something to say yes to.

    :raises CannotChangeMember: if the person did not ask, or was answered.
    """
    if not is_request:
        raise CannotChangeMember(_("This person has not asked, or has been answered already."))


def skills_of(lines: str) -> list[str]:
    """Return the skills written one a line: each once, none empty, in their order.

    :raises NotABody: if they are too many, or one is too long.
    """
    skills = list(dict.fromkeys(" ".join(line.split()) for line in lines.splitlines()))
    skills = [skill for skill in skills if skill]
    if len(skills) > MOST_SKILLS or any(len(skill) > LONGEST_SKILL for skill in skills):
        raise NotABody(
            _(
                "Write at most %(count)s lines, of %(length)s characters each.",
                count=MOST_SKILLS,
                length=LONGEST_SKILL,
            )
        )
    return skills


def check_mandate(*, valid_from: date, valid_to: date | None) -> None:
    """Check that a mandate ends after it begins.

    :raises CannotChangeMember: if it does not.
    """
    if valid_to is not None and valid_to <= valid_from:
        raise CannotChangeMember(_("A mandate ends after the day on which it begins."))


def check_role_change(
    *, is_own: bool, was: MembershipRole, becomes: MembershipRole, representatives: int
) -> None:
    """Check that nobody changes their own role, and that a representative is left.

    :raises CannotChangeMember: if somebody does, or none would be.
    """
    if is_own:
        raise CannotChangeMember(_("You cannot change your own role: ask another representative."))
    if was is MembershipRole.REPRESENTATIVE and becomes is not was:
        check_representative_left(representatives)


def check_representative_left(representatives: int) -> None:
    """Check that a body keeps somebody who speaks for it.

    :raises CannotChangeMember: if its only representative would go.
    """
    if representatives <= 1:
        raise CannotChangeMember(
            _("This is the last representative: first make somebody else representative.")
        )
