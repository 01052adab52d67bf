"""What the thread of an initiative says, from the need it comes from on."""

from collections.abc import Sequence
from datetime import datetime

from auriga_web.chain import operations as chain
from auriga_web.chain.models import StopKind
from auriga_web.core.language import N_
from auriga_web.initiatives import rules
from auriga_web.initiatives.models import Initiative
from auriga_web.needs.models import Need


def begin_thread(initiative: Initiative, needs: Sequence[Need], *, now: datetime) -> None:
    """Write the first two stops of an initiative: the need it comes from, and itself."""
    first = needs[0]
    chain.add_stop(
        subject=("initiative", initiative.id),
        stop=StopKind.NEED,
        sentence=N_("Somebody wrote what is missing."),
        now=first.published_at or now,
        cause=("need", first.id),
    )
    go_on(initiative, now=now)


def go_on(
    initiative: Initiative, *, now: datetime, cause: tuple[str, int | str] | None = None
) -> None:
    """Write where an initiative has arrived."""
    chain.add_stop(
        subject=("initiative", initiative.id),
        stop=rules.stop_of(initiative.state),
        sentence=rules.SENTENCES[initiative.state],
        now=now,
        cause=cause,
    )
