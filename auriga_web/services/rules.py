"""What must hold of services. Pure: facts in, verdict out."""

import calendar
from datetime import date

from auriga_web.core.language import N_
from auriga_web.core.language import gettext as _
from auriga_web.services.models import ForWhom

# The areas there are from the start, as they are stored, and how a page in English calls them.
_AREAS = {
    "Socio-assistenziale": N_("Care and assistance"),
    "Assistenza domiciliare": N_("Care at home"),
    "Centri diurni per anziani": N_("Day centres for older people"),
    "Telesoccorso": N_("Emergency call from home"),
    "Chi assiste un familiare": N_("Those who care for a relative"),
    "Socio-sanitario": N_("Health and care"),
    "Disabilità": N_("Disability"),
    "Salute mentale": N_("Mental health"),
    "Dipendenze": N_("Addictions"),
    "Demenze": N_("Dementia"),
    "Dopo di noi": N_("After us: life without parents"),
    "Servizi residenziali": N_("Residential care"),
    "Educativo": N_("Education"),
    "Nidi": N_("Nurseries"),
    "Educativa territoriale e scolastica": N_("Educators in town and at school"),
    "Centri di aggregazione": N_("Youth centres"),
    "Doposcuola": N_("After-school"),
    "Dispersione scolastica": N_("Leaving school early"),
    "Affido": N_("Foster care"),
    "Inclusione": N_("Inclusion"),
    "Povertà": N_("Poverty"),
    "Senza dimora": N_("Without a home"),
    "Migranti": N_("Migrants"),
    "Mediazione": N_("Mediation"),
    "Antiviolenza": N_("Against violence"),
    "Abitare": N_("Housing"),
    "Lavoro": N_("Work"),
    "Comunità": N_("Community"),
    "Verde": N_("Gardens and parks"),
    "Pulizie": N_("Cleaning"),
    "Ristorazione": N_("Catering"),
    "Manutenzione": N_("Maintenance"),
    "Logistica": N_("Logistics"),
    "Agricoltura sociale": N_("Social farming"),
    "Tirocini": N_("Work placements"),
    "Portierato sociale": N_("Neighbourhood caretakers"),
    "Trasporto sociale": N_("Social transport"),
    "Emporio": N_("Community store"),
    "Banca del tempo": N_("Time bank"),
    "Spazi": N_("Spaces"),
    "Beni comuni": N_("Common goods"),
    "Invecchiamento attivo": N_("Active ageing"),
}


class UnknownPlace(Exception):
    """A service must work somewhere we know."""


class NobodyRunsIt(Exception):
    """Say who runs the service: an organisation with a page here, or a name."""


class ChangedMeanwhile(Exception):
    """Somebody else changed this service while you were writing."""


def check_runner(*, run_by: str) -> None:
    """Check that a service says who runs it.

    :raises NobodyRunsIt: if it does not.
    """
    if not run_by.strip():
        raise NobodyRunsIt


def check_version(*, known: int, present: int) -> None:
    """Check that the text being changed is the one its editor read.

    :raises ChangedMeanwhile: if somebody changed it since.
    """
    if known != present:
        raise ChangedMeanwhile


def place_name(name: str, *, kind: str) -> str:
    """Return a place as a list of services names it: Foligno is a comune and a zona too.

    In Italian, as all that is written of a service.
    """
    return f"zona {name}" if kind == "zona" else name


def area_label(name: str) -> str:
    """Return the name of an area in the reader's language; one that staff added stays as it is."""
    return _(_AREAS[name]) if name in _AREAS else name


def next_review(today: date) -> date:
    """Return the day a year ahead on which somebody checks a service again."""
    year = today.year + 1
    last = calendar.monthrange(year, today.month)[1]
    return date(year, today.month, min(today.day, last))


def for_whom_label(for_whom: ForWhom) -> str:
    """Return how people call those a service is for."""
    return {
        ForWhom.EVERYONE: _("everybody"),
        ForWhom.CHILDREN: _("children"),
        ForWhom.YOUNG_PEOPLE: _("young people"),
        ForWhom.FAMILIES: _("families"),
        ForWhom.OLDER_PEOPLE: _("older people"),
        ForWhom.CAREGIVERS: _("those who look after someone"),
        ForWhom.DISABILITY: _("people with a disability"),
        ForWhom.JOBLESS: _("those who look for a job"),
        ForWhom.MIGRANTS: _("those who come from other countries"),
        ForWhom.HARDSHIP: _("those who struggle to make ends meet"),
    }[for_whom]
