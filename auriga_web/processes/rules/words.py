"""Which words may be used: those of art. 55 belong to administrations.

The consortium is itself a body of the third sector. It cannot run the procedures by which a public
administration designs and agrees services with the third sector (art. 55, D.lgs. 117/2017), and its
pages must not sound as if it could.
"""

import re

from auriga_web.core.language import gettext as _
from auriga_web.core.language import pgettext
from auriga_web.processes.models import DocumentKind

_RESERVED = re.compile(
    r"\b(co-?\s?progettazion\w*|co-?\s?programmazion\w*|avvis[oi] pubblic[oi]"
    r"|manifestazion[ei]\s+d(?:[’']|i\s)\s?interesse|convenzion[ei]"
    r"|art(?:icolo|\.)?\s*55)\b",
    re.IGNORECASE,
)


class ReservedWords(Exception):
    """These words belong to a public administration; the message says which to use instead."""


def check_words(*texts: str, is_administration: bool) -> None:
    """Check that a title does not promise a procedure that its owner cannot run.

    :raises ReservedWords: if it does.
    """
    if is_administration:
        return
    for text in texts:
        found = _RESERVED.search(text)
        if found:
            raise ReservedWords(
                _(
                    "“%(words)s” names a procedure of a public administration. Write “invitation”, "
                    "“request to take part”, “agreement” or “shared design”.",
                    words=found.group(0),
                )
            )


def document_label(kind: DocumentKind, *, is_administration: bool) -> str:
    """Return what a document is called, in the words its owner may use."""
    of_administration = {
        DocumentKind.INVITATION: pgettext("administration", "Public notice"),
        DocumentKind.REQUEST: pgettext("administration", "Expression of interest"),
        DocumentKind.AGREEMENT: pgettext("administration", "Convention"),
    }
    if is_administration and kind in of_administration:
        return of_administration[kind]
    return {
        DocumentKind.INVITATION: _("Invitation"),
        DocumentKind.REQUEST: _("Request to take part"),
        DocumentKind.MINUTES: _("Minutes"),
        DocumentKind.SYNTHESIS: _("Synthesis"),
        DocumentKind.REASONED_REPORT: _("Reasoned report"),
        DocumentKind.AGREEMENT: _("Agreement"),
    }[kind]
