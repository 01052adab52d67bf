"""What is served as one style sheet is what its sources say, and small."""

import gzip
import re
import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
BUNDLER = runpy.run_path(str(ROOT / "frontend" / "bundle.py"))

# A value that is a colour; `#name` before a brace is an element.
_COLOUR = re.compile(r":[^;{}]*(#[0-9a-f]{3,8}\b|rgba?\(|hsla?\()[^{}]*;", re.IGNORECASE)

MOST_CSS = 80 * 1024
MOST_JAVASCRIPT = 60 * 1024


def _gzipped(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes())) for path in paths)


class TestStyleSheet:
    def test_is_what_its_sources_say(self) -> None:
        served = (STATIC / "css" / "auriga.css").read_text(encoding="utf-8")

        assert served == BUNDLER["bundle"](), "Run `make css` and commit static/css/auriga.css."

    def test_fits_its_budget(self) -> None:
        assert _gzipped(STATIC / "css" / "auriga.css") <= MOST_CSS

    def test_uses_no_colour_outside_the_tokens(self) -> None:
        features = (STATIC / "css" / "features").glob("*.css")

        painted = [path.name for path in features if _COLOUR.search(path.read_text("utf-8"))]

        assert painted == [], "Use the colours of static/css/base/tokens.css."


class TestScripts:
    def test_fit_their_budget(self) -> None:
        scripts = [STATIC / "js" / "auriga.js", STATIC / "vendor" / "htmx" / "htmx.min.js"]

        assert _gzipped(*scripts) <= MOST_JAVASCRIPT
