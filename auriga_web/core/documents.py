"""Documents on paper: a Typst template and its data become a tagged PDF, in the site's fonts.

All that a document says, words included, is data: nothing is ever put into a template's source, so
whatever people wrote stays what they wrote.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, cast

import typst
from flask import Response, current_app, make_response

from auriga_web import paths
from auriga_web.core.answers import private
from auriga_web.core.language import current_language
from auriga_web.core.settings import Site

_FONTS = paths.STATIC / "vendor" / "document-fonts"


def typeset(template: str, data: Mapping[str, Any], *, title: str, at: datetime) -> bytes:
    """Return the PDF that a template (`voting/ballots.typ`, under `templates/`) makes of its data.

    The template begins with `#import "/layouts/document.typ": *`, finds the data in `data`, and
    shows itself as `document`; the title is the file's, and said by screen readers. `at` is the
    date the file bears.
    """
    site = cast(Site, current_app.jinja_env.globals["site"])
    about = {"title": title, "language": current_language(), "site": site.name, "mail": site.mail}
    made: bytes = typst.compile(
        str(paths.TEMPLATES / template),
        root=str(paths.TEMPLATES),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data), "about": json.dumps(about)},
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )
    return made


def pdf_answer(pdf: bytes, filename: str) -> Response:
    """Answer with a document to keep, out of every cache."""
    response = make_response(pdf)
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return private(response)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)]
    )
