"""Write static/vendor/document-fonts: the fonts of the pages as Typst reads them.

Run after frontend/build.mjs has renewed the fonts, which is rare:
`uv run --no-project --with fonttools --with brotli python frontend/document_fonts.py`.
"""

from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
PAGES, DOCUMENTS = VENDOR / "fonts", VENDOR / "document-fonts"
FACES = (
    ("lora", "400-normal"),
    ("lora", "600-normal"),
    ("lora", "400-italic"),
    ("titillium-web", "400-normal"),
    ("titillium-web", "600-normal"),
)


def write_face(name: str, style: str) -> None:
    """Join the two parts of a face, which pages load apart, in one file."""
    with TemporaryDirectory() as folder:
        parts = []
        for part in ("latin", "latin-ext"):
            font = TTFont(PAGES / f"{name}-{part}-{style}.woff2")
            font.flavor = None
            parts.append(str(Path(folder) / f"{part}.ttf"))
            font.save(parts[-1])
        Merger().merge(parts).save(DOCUMENTS / f"{name}-{style}.ttf")


if __name__ == "__main__":
    DOCUMENTS.mkdir(exist_ok=True)
    for face in FACES:
        write_face(*face)
    for name in ("lora", "titillium-web"):
        copyfile(PAGES / f"LICENSE-{name}", DOCUMENTS / f"LICENSE-{name}")
