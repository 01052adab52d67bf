"""Keeping the search index true to what is in sight."""

from datetime import datetime

from auriga_web.core.search import index_entry, remove_entry
from auriga_web.initiatives.models import Initiative


def make_findable(initiative: Initiative, body: str, *, now: datetime) -> None:
    """Put what an initiative says into the index, or take it out while it is hidden."""
    if not initiative.is_public:
        remove_entry(kind="initiative", subject_id=initiative.id)
        return
    index_entry(
        kind="initiative",
        subject_id=initiative.id,
        title=initiative.title,
        body=f"{initiative.summary} {body}",
        summary=initiative.summary,
        at=now,
        area_id=initiative.area_id,
        place_ids=[initiative.territory_id],
    )
