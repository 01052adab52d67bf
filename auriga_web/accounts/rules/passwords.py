"""Which passwords are good enough: long, and not what everybody tries first."""

import itertools
import re
import string
import unicodedata
from collections.abc import Collection

from auriga_web.core.language import gettext as _

SHORTEST_PASSWORD = 12
# Argon2 is slow by design: a longer text would only keep the machine busy.
LONGEST_PASSWORD = 200
_MOST_REPEATED = 4

# What is shown on the sign-in page of a demo: it may exist nowhere else.
DEMO_PASSWORD = "auriga-dimostrazione"  # noqa: S105

# Passwords of twelve characters and more that every list of leaks has, and words of this place:
# compared without case, accents, digits at the ends, signs and the usual disguises.
_KNOWN = frozenset(
    """
    password passwordpassword passphrase parolachiave parolasegreta lamiapassword miapassword
    nuovapassword cambiami cambiamisubito changeme changemenow letmein letmeinplease lasciamientrare
    qwertyuiop qwertyuiopasdf qwertyuiopasdfghjkl asdfghjkl asdfghjklzxcvbnm zxcvbnm qazwsxedc
    qazwsxedcrfv qwerty qwertyqwerty azertyuiop abcdefghijkl abcdefghijklmnop abcdefg
    iloveyou iloveyouforever tiamo tiamotanto tiamopersempre amoremio amoremioamoremio
    administrator administrator amministratore amministrazione superuser superadmin
    welcome welcomehome benvenuto benvenuti buongiorno buonasera ciaociao ciaociaociao
    trustno princess sunshine football juventus internazionale forzajuve forzainter forzamilan
    forzaroma napolicampione superman batman pokemon starwars dragonball
    auriga aurigaauriga aurigademo aurigadimostrazione aurigaumbria cooperativa cooperative
    cooperativasociale cooperativesociali consorzio consorziosociale welfare welfarecomunita
    partecipazione piattaforma piattaformapartecipazione bisogni bisogno scriviunbisogno
    perugia perugiaperugia foligno folignofoligno spoleto assisi gubbio todi umbria umbriaumbria
    cittadicastello provinciadiperugia comunediperugia comunedifoligno iniziativa iniziative
    volontariato associazione associazioni istituzione sportello operatore moderatore facilitatore
    demo dimostrazione provaprova test testtest testtesttest
    """.split()
)
_DISGUISES = str.maketrans("0134578@$!€", "oieastbasie")


class WeakPassword(Exception):
    """The password is too short, too long, or one of those tried first; the message says which."""


def check_password(password: str, *, words: Collection[str] = ()) -> None:
    """Check that a password is fit; `words` are the person's own (name, address), also refused.

    :raises WeakPassword: if it is not.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise WeakPassword(
            _(
                "Use at least %(count)s characters: a sentence of four or five words is easy to "
                "remember.",
                count=SHORTEST_PASSWORD,
            )
        )
    if len(password) > LONGEST_PASSWORD:
        raise WeakPassword(_("Use at most %(count)s characters.", count=LONGEST_PASSWORD))
    if len(set(password.lower())) <= _MOST_REPEATED or _is_run(password):
        raise WeakPassword(_("It repeats the same characters: choose a less regular one."))
    own = {_core(word) for word in words if len(_core(word)) >= 4}
    # Signs and figures at the ends disguise nothing: they are added.
    middle = password.strip(string.digits + string.punctuation + " ")
    for core in {_core(password), _core(middle.translate(_DISGUISES))}:
        if not core or core in _KNOWN or core in own or _doubled(core) in own:
            raise WeakPassword(
                _("It is one of those that are tried first: choose words that only you would join.")
            )


def _core(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z]+", "", letters)


def _doubled(core: str) -> str:
    half = len(core) // 2
    return core[:half] if core[:half] == core[half:] else core


def _is_run(password: str) -> bool:
    steps = {ord(b) - ord(a) for a, b in itertools.pairwise(password)}
    return len(steps) == 1
