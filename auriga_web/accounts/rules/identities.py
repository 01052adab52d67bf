"""How a document is recognised without being kept: checked, then turned into a keyed hash."""

import hmac
import re
from datetime import date, timedelta
from hashlib import sha256

from stdnum.exceptions import ValidationError
from stdnum.it import codicefiscale

from auriga_web.accounts.models import VerificationMeans
from auriga_web.core.language import gettext as _

# A document seen at a desk lasts as long as an identity card nearly; the word of a body a year.
LASTS = {
    VerificationMeans.DESK: timedelta(days=5 * 365),
    VerificationMeans.BODY: timedelta(days=365),
}


class NotAnIdentity(Exception):
    """This is no fiscal code or document number; the message says what to look at."""


def fiscal_code_text(number: str) -> str:
    """Return a person's fiscal code in its one way of being written.

    :raises NotAnIdentity: if its letters and digits do not fit together.
    """
    try:
        code: str = codicefiscale.validate(number)
    except ValidationError:
        code = ""
    # The eleven digits of a body are valid too, but are nobody's.
    if len(code) != 16:
        raise NotAnIdentity(
            _("This fiscal code has a mistake in it: copy it again from the health card.")
        )
    return f"cf:{code}"


def document_text(kind: str, number: str) -> str:
    """Return a document's kind and number in their one way of being written.

    :raises NotAnIdentity: if the number is too short or too long to be one.
    """
    plain = re.sub(r"[^A-Z0-9]", "", number.upper())
    if not 5 <= len(plain) <= 20:
        raise NotAnIdentity(_("This document number is not complete: copy it again."))
    return f"{kind}:{plain}"


def identity_hmac(text: str, *, secret: str) -> str:
    """Return the keyed hash of a fiscal code or document: the same for the same person, for ever.

    Without the installation's secret nobody can go back, nor try all fiscal codes one by one.
    """
    return hmac.new(secret.encode(), text.encode(), sha256).hexdigest()


def expires_on(means: VerificationMeans, today: date) -> date:
    """Return the first day on which a verification of today is good no more."""
    return today + LASTS[means]


def subject_hmac(issuer: str, subject: str, *, secret: str) -> str:
    """Return the keyed hash by which somebody is known again who signs in through a provider."""
    return identity_hmac(f"oidc:{issuer}\n{subject}", secret=secret)
