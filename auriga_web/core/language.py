"""The language of a request, its texts, and dates and numbers as people write them.

Italian is the default and English lives under `/en`; nothing depends on `Accept-Language`.
Catalogues are read once per process, one file per feature: a text costs one look-up.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache, lru_cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import dates, numbers
from babel.messages import mofile, pofile
from babel.support import LazyProxy, Translations
from flask import Flask, request

from auriga_web import paths
from auriga_web.core.clock import ROME

LANGUAGES = ("it", "en")
DEFAULT = "it"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT)


def current_language() -> str:
    """Return the language of what is being written: `it` or `en`."""
    return _language.get()


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Write in this language for a while; a mail is written in its reader's."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)


def gettext(message: str, **values: object) -> str:
    """Return the text in the present language, with its values put in."""
    text = _catalogue(_language.get()).gettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Return the text that fits `num` things; `%(num)s` in it is that number."""
    text = _catalogue(_language.get()).ngettext(one, many, num)
    return text % {"num": number(num), **values}


def pgettext(context: str, message: str, **values: object) -> str:
    """Return the text for a message that means different things in different places."""
    text = _catalogue(_language.get()).pgettext(context, message)
    return text % values if values else text


def lazy_gettext(message: str, **values: object) -> LazyProxy:
    """Return a text that is looked up when shown; for what is made at import."""
    return LazyProxy(gettext, message, enable_cache=False, **values)


def N_(message: str) -> str:  # noqa: N802
    """Mark a text that is stored as it is and looked up when it is shown (a stop, a message)."""
    return message


def day(at: datetime | date) -> str:
    """Write a date out: *12 marzo 2027*."""
    return _day(_local_date(at), _language.get())


def moment(at: datetime) -> str:
    """Write a moment out: *giovedì 18 marzo 2027 alle 20:00*, in Italian time."""
    return _moment(at.replace(second=0, microsecond=0), _language.get())


def clock_time(at: datetime) -> str:
    """Write the hour: *20:00*, in Italian time."""
    return at.astimezone(ROME).strftime("%H:%M")


def ago(at: datetime, now: datetime) -> str:
    """Say how long ago something was, or how far ahead it is: *3 giorni fa*, *tra 2 ore*."""
    return dates.format_timedelta(at - now, add_direction=True, locale=_language.get())


def number(value: float) -> str:
    """Write a number with its thousands apart: *1.204*."""
    return _number(value, _language.get())


def euro(cents: int) -> str:
    """Write an amount given in cents; without decimals when it is whole: *28.000 €*."""
    return _euro(cents, _language.get())


def percent(part: int, whole: int) -> str:
    """Write a share without decimals; *0%* of nothing."""
    share = part / whole if whole else 0
    return numbers.format_percent(share, locale=_language.get())


def parts_of(language: str) -> Iterable[Path]:
    """Return the catalogue files of a language, one per feature."""
    return sorted((paths.TRANSLATIONS / language).glob("*.po"))


def other_language_url() -> str:
    """Return the address of this very page in the other language."""
    path = request.full_path.rstrip("?")
    return path if request.script_root.endswith("/en") else f"/en{path}"


def init_app(app: Flask) -> None:
    """Give templates their texts, dates and numbers, and requests under `/en` their language."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: _catalogue(_language.get()).gettext(message),
        lambda one, many, num: _catalogue(_language.get()).ngettext(one, many, num),
        newstyle=True,
        pgettext=lambda context, message: _catalogue(_language.get()).pgettext(context, message),
    )
    app.jinja_env.filters.update(
        day=day, moment=moment, clock_time=clock_time, number=number, euro=euro, ago=ago
    )
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]
    app.teardown_request(lambda _problem: _language.set(DEFAULT) and None)
    app.context_processor(lambda: {"language": current_language()})
    app.extensions["auriga_catalogues"] = {name: _catalogue(name) for name in LANGUAGES}


class LanguagePrefix:
    """WSGI: moves `/en` from the path to the script name, so that every link stays in English."""

    def __init__(self, app: Callable[..., Any]) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        path: str = environ.get("PATH_INFO", "")
        if path == "/en" or path.startswith("/en/"):
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + "/en"
            environ["PATH_INFO"] = path[3:] or "/"
            _language.set("en")
        else:
            _language.set(DEFAULT)
        return self.app(environ, start_response)


@cache
def _catalogue(language: str) -> NullTranslations:
    whole: Translations | None = None
    for part in parts_of(language):
        with part.open("rb") as file:
            messages = pofile.read_po(file, locale=language)
        compiled = BytesIO()
        mofile.write_mo(compiled, messages)
        compiled.seek(0)
        translations = Translations(compiled)
        whole = translations if whole is None else whole.merge(translations)
    return whole if whole is not None else NullTranslations()


def _local_date(at: datetime | date) -> date:
    return at.astimezone(ROME).date() if isinstance(at, datetime) else at


@lru_cache(maxsize=4096)
def _day(on: date, language: str) -> str:
    return dates.format_date(on, "d MMMM y", locale=language)


@lru_cache(maxsize=4096)
def _moment(at: datetime, language: str) -> str:
    words: Mapping[str, str] = {
        "it": "EEEE d MMMM y 'alle' HH:mm",
        "en": "EEEE d MMMM y 'at' HH:mm",
    }
    return dates.format_datetime(at, words[language], tzinfo=ROME, locale=language)


@lru_cache(maxsize=4096)
def _number(value: float, language: str) -> str:
    return numbers.format_decimal(value, locale=language)


@lru_cache(maxsize=4096)
def _euro(cents: int, language: str) -> str:
    whole = cents % 100 == 0
    return numbers.format_currency(
        cents / 100, "EUR", "#,##0 ¤" if whole else None, locale=language, currency_digits=not whole
    )
