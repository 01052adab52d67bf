"""The token of the link at the end of a mail: whose mail to stop, good for nothing else."""

from itsdangerous import BadSignature, URLSafeSerializer

_PURPOSE = "notifications.unsubscription"


class WrongToken(Exception):
    """This link does not stop anybody's mail."""


def unsubscription_token(person_id: int, *, secret: str) -> str:
    """Return the token that stops this person's mail.

    It never expires: mail is kept for years, and stopping it must always work.
    """
    return str(URLSafeSerializer(secret, salt=_PURPOSE).dumps(person_id))


def read_unsubscription(token: str, *, secret: str) -> int:
    """Return whose mail a token stops.

    :raises WrongToken: if it is not one of ours.
    """
    try:
        person_id = URLSafeSerializer(secret, salt=_PURPOSE).loads(token)
    except BadSignature:
        raise WrongToken from None
    if not isinstance(person_id, int):
        raise WrongToken
    return person_id
