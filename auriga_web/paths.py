"""Where templates, static files, translations and migrations live on disk."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent

# A wheel carries these folders inside the package; a checkout keeps them beside it.
_ROOT = _PACKAGE if (_PACKAGE / "templates").is_dir() else _CHECKOUT

TEMPLATES = _ROOT / "templates"
STATIC = _ROOT / "static"
MIGRATIONS = _ROOT / "migrations"
TRANSLATIONS = _ROOT / "translations"
