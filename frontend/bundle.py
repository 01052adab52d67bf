"""Write static/css/auriga.css: every style sheet in its stated order, lightly minified.

Run by `make css`; needs Python alone. A test fails when the result is old.
"""

import re
from hashlib import sha256
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"
BUNDLE = STATIC / "css" / "auriga.css"

VENDOR = ("vendor/bootstrap-italia/bootstrap-italia.css", "vendor/fonts/fonts.css")
BASE = ("fonts", "tokens", "dark", "page", "frame")
LAST = "css/base/print.css"

_FORCED = ':root[data-theme="dark"]'
_PREFERRED = ':root:not([data-theme="light"])'


def sources() -> list[Path]:
    """Return the style sheets in order: vendor, base, components, features, print."""
    base = [STATIC / f"css/base/{name}.css" for name in BASE]
    parts = sorted((STATIC / "css/components").glob("*.css"))
    features = sorted((STATIC / "css/features").glob("*.css"))
    return [*(STATIC / name for name in VENDOR), *base, *parts, *features, STATIC / LAST]


def bundle() -> str:
    """Return the whole sheet as it is served."""
    return "".join(_sheet(path) for path in sources())


def _sheet(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if STATIC / "vendor" in path.parents:
        return re.sub(r'url\("\.\./([^"]+)"\)', _addressed, text)
    if path.name == "dark.css":
        preferred = text.replace(_FORCED, _PREFERRED)
        text = (
            f"@media screen{{{text}}}@media screen and (prefers-color-scheme: dark){{{preferred}}}"
        )
    return _minified(text) + "\n"


def _addressed(match: re.Match[str]) -> str:
    # The same address as `asset()` gives, so that a font preloaded by the page is the one used.
    fingerprint = sha256((STATIC / match[1]).read_bytes()).hexdigest()[:10]
    return f'url("../{match[1]}?v={fingerprint}")'


def _minified(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,]) ?", r"\1", text).replace(";}", "}").strip()


if __name__ == "__main__":
    BUNDLE.write_text(bundle(), encoding="utf-8")
    print(f"{BUNDLE.relative_to(STATIC.parent)}: {BUNDLE.stat().st_size:,} bytes")
