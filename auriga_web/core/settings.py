"""How this installation is set: read from the environment, checked before anything starts."""

import contextlib
import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
SHORTEST_SECRET = 32


class BadSettings(Exception):
    """The application refuses to start; each argument is a reason in plain words."""


@dataclass(frozen=True, slots=True)
class Site:
    """How people reach the consortium beside the site."""

    name: str = "Auriga"
    phone: str = "075 000 00 00"
    phone_hours: str = "lun–ven 9–13"
    desk: str = "via Romana 12, Foligno"
    mail: str = "ciao@auriga.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that differs between installations."""

    data: Path
    secret_key: str
    database_url: str
    public_base_url: str
    ballot_key_dir: Path
    mail_host: str = ""
    mail_port: int = 25
    mail_user: str = ""
    mail_password: str = ""
    mail_tls: bool = False
    mail_sender: str = "Auriga <noreply@auriga.example>"
    identity_secret: str = ""
    # Another's sign-in, by OpenID Connect: without an issuer nobody is offered it.
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name: str = "SPID o CIE"
    debug: bool = False
    # Only the test harness sets this: it moves the clock and slows nothing down.
    testing: bool = False
    page_cache: bool = True
    clock_offset_seconds: float = 0
    site: Site = field(default_factory=Site)

    @property
    def is_loopback(self) -> bool:
        return urlsplit(self.public_base_url).hostname in _LOOPBACK


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; what is not set has the default of a single machine."""
    data = Path(environ.get("AURIGA_DATA", "var")).resolve()
    host, port = environ.get("HOST", "127.0.0.1"), environ.get("PORT", "8000")
    return Settings(
        data=data,
        secret_key=environ.get("SECRET_KEY") or _kept_secret(data / "secret_key"),
        database_url=_with_driver(environ.get("DATABASE_URL") or f"sqlite:///{data}/auriga.db"),
        public_base_url=environ.get("PUBLIC_BASE_URL", f"http://{host}:{port}").rstrip("/"),
        ballot_key_dir=Path(environ.get("BALLOT_KEY_DIR", str(data / "ballot_keys"))).resolve(),
        mail_host=environ.get("MAIL_HOST", ""),
        mail_port=int(environ.get("MAIL_PORT", "25")),
        mail_user=environ.get("MAIL_USER", ""),
        mail_password=environ.get("MAIL_PASSWORD", ""),
        mail_tls=environ.get("MAIL_TLS", "") == "1",
        mail_sender=environ.get("MAIL_SENDER", "Auriga <noreply@auriga.example>"),
        identity_secret=environ.get("IDENTITY_SECRET") or _kept_secret(data / "identity_secret"),
        oidc_issuer=environ.get("OIDC_ISSUER", "").rstrip("/"),
        oidc_client_id=environ.get("OIDC_CLIENT_ID", ""),
        oidc_client_secret=environ.get("OIDC_CLIENT_SECRET", ""),
        oidc_name=environ.get("OIDC_NAME", "SPID o CIE"),
        debug=environ.get("FLASK_DEBUG", "") == "1",
        testing=environ.get("AURIGA_TESTING", "") == "1",
        page_cache=environ.get("AURIGA_PAGE_CACHE", "1") == "1",
        clock_offset_seconds=float(environ.get("AURIGA_CLOCK_OFFSET", "0")),
    )


def ensure_secrets(data: Path) -> None:
    """Write the secrets that are missing in the data folder, for nobody else to read."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("secret_key", "identity_secret"):
        with contextlib.suppress(FileExistsError):
            descriptor = os.open(data / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(48))


def problems_with(settings: Settings) -> list[str]:
    """Return, in plain words, every reason why these settings are not fit to serve people."""
    problems = []
    if not settings.secret_key:
        problems.append("No secret key: set SECRET_KEY, or run `auriga init`.")
    elif len(settings.secret_key) < SHORTEST_SECRET:
        problems.append(f"SECRET_KEY is shorter than {SHORTEST_SECRET} characters.")
    if settings.debug:
        problems.append("FLASK_DEBUG is on: debug pages show code and secrets to visitors.")
    if urlsplit(settings.public_base_url).scheme not in {"http", "https"}:
        problems.append("PUBLIC_BASE_URL is not a web address.")
    elif settings.public_base_url.startswith("http://") and not settings.is_loopback:
        problems.append("PUBLIC_BASE_URL is http: passwords would travel in clear. Use https.")
    if settings.oidc_issuer and not (settings.oidc_client_id and settings.oidc_client_secret):
        problems.append("OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.")
    issuer = urlsplit(settings.oidc_issuer)
    if settings.oidc_issuer and issuer.scheme != "https" and issuer.hostname not in _LOOPBACK:
        problems.append("OIDC_ISSUER is not https: anybody on the way could say who signs in.")
    if settings.testing and not settings.is_loopback:
        problems.append("AURIGA_TESTING is on at a public address.")
    if settings.clock_offset_seconds and not settings.testing:
        problems.append("AURIGA_CLOCK_OFFSET moves the clock: it works in tests alone.")
    if _others_may_read(settings.ballot_key_dir):
        problems.append(f"{settings.ballot_key_dir} can be read by others: chmod 700.")
    if _others_may_read(settings.data / "secret_key"):
        problems.append(f"{settings.data / 'secret_key'} can be read by others: chmod 600.")
    return problems


def _kept_secret(path: Path) -> str:
    return path.read_text().strip() if path.is_file() else ""


def _others_may_read(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _with_driver(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in {"postgres", "postgresql"} else url
