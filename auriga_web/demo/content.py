"""What invented people and bodies are called, write and say, read from `stories/`."""

import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from typing import Any

from auriga_web.core.markup import render

# Which comments fit a need, by its area; every other area takes those of `tutti`.
_POOLS = {
    "trasporto": ["trasporto-sociale", "logistica"],
    "bambini": ["doposcuola", "nidi", "educativa-territoriale", "affido", "verde"],
    "anziani": ["assistenza-domiciliare", "telesoccorso", "invecchiamento-attivo"]
    + ["portierato-sociale", "ristorazione", "centri-diurni-anziani"],
    "cura": ["caregiver", "residenziali"],
    "casa": ["abitare", "senza-dimora"],
    "giovani": ["centri-di-aggregazione", "dispersione-scolastica"],
    "lavoro": ["tirocini", "agricoltura-sociale", "manutenzione", "pulizie"],
    "spazi": ["spazi", "beni-comuni", "banca-del-tempo", "emporio"],
    "delicato": ["salute-mentale", "demenze", "antiviolenza", "dopo-di-noi", "disabilita"],
}


@dataclass(frozen=True, kw_only=True)
class NeedText:
    """An invented need and where it stands today."""

    key: str
    title: str
    body: str
    area: str
    comune: str
    speaks_for: str
    groups: list[str]
    days: int
    supports: int
    end: str
    frazione: str = ""
    reason: str = ""
    answer: str = ""
    into: str = ""
    author: str = ""


@dataclass(frozen=True)
class Content:
    """Everything in `stories/`."""

    needs: list[NeedText]
    bodies: list[dict[str, Any]]
    initiatives: list[dict[str, Any]]
    services: list[dict[str, Any]]
    comments: dict[str, list[str]]
    _html: dict[str, str] = field(default_factory=dict)

    @property
    def replies(self) -> list[str]:
        return self.comments["replies"]

    def comments_on(self, area: str, comune: str = "da noi") -> list[str]:
        """Return what people might say about a need of this area."""
        said = [*self.comments[self._pool_of.get(area, "tutti")], *self.comments["tutti"]]
        return [text.replace("{comune}", comune) for text in said]

    def everything_said(self) -> set[str]:
        """Return every comment and reply, as said without naming a comune."""
        return {
            text.replace("{comune}", "da noi") for pool in self.comments.values() for text in pool
        }

    def html_of(self, need: NeedText) -> str:
        """Return the rendered text of a need, rendered once."""
        if need.key not in self._html:
            self._html[need.key] = str(render(need.body))
        return self._html[need.key]

    @cached_property
    def _pool_of(self) -> dict[str, str]:
        return {area: pool for pool, areas in _POOLS.items() for area in areas}


def read_content() -> Content:
    """Read the stories that ship with the package."""
    return Content(
        needs=[
            NeedText(
                **{k: v for k, v in row.items() if k not in {"for", "body"}},
                speaks_for=row["for"],
                body=row["body"].strip(),
            )
            for row in _read("needs")["need"]
        ],
        bodies=_read("bodies")["body"],
        initiatives=_read("initiatives")["initiative"],
        services=_read("services")["service"],
        comments=_read("comments"),
    )


def _read(name: str) -> dict[str, Any]:
    path = resources.files("auriga_web.demo").joinpath(f"stories/{name}.toml")
    return tomllib.loads(path.read_text("utf-8"))
