"""Places on a page that features above may fill.

The slots there are, and what each passes on:

- `page.account`: in the header of every page, for who is signed in (`actor`)
- `page.assisting`: there instead, while an operator takes part for somebody (`actor`)
- `need.actions`, `need.aside`, `need.below`, `need.staff`: on a need's page (`need`, `actor`)
- `initiative.actions`, `initiative.aside`, `initiative.below`, `initiative.staff`: on an
  initiative's page (`initiative`, `actor`)
- `amendment.below`: on the page of a proposed change (`amendment`, `actor`)
- `process.actions`, `process.aside`, `process.body`, `process.below`, `process.staff`: on the page
  of a process (`process`, `actor`)
- `comment.actions`: beside each comment (`comment`, `actor`)
- `organisation.below`: on a body's page (`organisation`, `actor`)
- `me.section`: on my page (`actor`)
- `home.now`: "Aperto adesso" on home (no argument but `actor`)
- `subject.report`: the link that reports something (`subject_kind`, `subject_id`)
"""

from collections import defaultdict
from collections.abc import Callable

from markupsafe import Markup

SLOTS = frozenset(
    {
        "page.account",
        "page.assisting",
        "need.actions",
        "need.aside",
        "need.below",
        "need.staff",
        "initiative.actions",
        "initiative.aside",
        "initiative.below",
        "initiative.staff",
        "amendment.below",
        "process.actions",
        "process.aside",
        "process.body",
        "process.below",
        "process.staff",
        "comment.actions",
        "organisation.below",
        "me.section",
        "home.now",
        "subject.report",
    }
)

_Filler = Callable[..., str]
_fillers: dict[str, list[_Filler]] = defaultdict(list)


def fills(name: str) -> Callable[[_Filler], _Filler]:
    """Show what the decorated function returns (HTML, escaped) wherever the slot `name` stands."""
    if name not in SLOTS:
        raise LookupError(f"No slot is called {name!r}; see core/page_slots.py.")

    def register(filler: _Filler) -> _Filler:
        if filler not in _fillers[name]:
            _fillers[name].append(filler)
        return filler

    return register


def slot(name: str, **context: object) -> Markup:
    """Return what the features above show in this slot, in the order of the floors."""
    if name not in SLOTS:
        raise LookupError(f"No slot is called {name!r}; see core/page_slots.py.")
    # Fillers return rendered templates, which Jinja has already escaped.
    return Markup("").join(Markup(filler(**context)) for filler in _fillers[name])  # noqa: S704
