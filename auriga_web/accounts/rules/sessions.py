"""How long one stays signed in, and how one's browsers are told apart."""

from datetime import datetime, timedelta

IDLE = timedelta(hours=2)
IDLE_OF_STAFF = timedelta(minutes=30)
LIFETIME = timedelta(days=30)
LIFETIME_OF_STAFF = timedelta(hours=12)
# How finely presence is written down: a page must not cost a write.
SEEN_EVERY = timedelta(minutes=5)

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def lifetime(*, is_staff: bool) -> timedelta:
    """Return after how long one has to sign in again, whatever one does."""
    return LIFETIME_OF_STAFF if is_staff else LIFETIME


def is_over(
    *,
    is_staff: bool,
    created_at: datetime,
    seen_at: datetime,
    expires_at: datetime,
    now: datetime,
) -> bool:
    """Tell whether a session has ended: too long without a sign, or too long in all."""
    idle = IDLE_OF_STAFF if is_staff else IDLE
    return (
        now >= expires_at or now >= created_at + lifetime(is_staff=is_staff) or now - seen_at > idle
    )


def wants_a_look(seen_at: datetime, now: datetime) -> bool:
    """Tell whether it is time to write down again that somebody is there."""
    return now - seen_at >= SEEN_EVERY


def device_name(user_agent: str) -> str:
    """Return what one would call one's own browser (*Firefox, Android*); "" if unknown."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return ", ".join(part for part in (browser, system) if part)
