"""Showing in a text the words that were looked for."""

from markupsafe import Markup, escape

from auriga_web.core.search.words import Word, stems, words_of

_MARK = Markup("<mark>{}</mark>")
_CUT = "…"


def highlight(text: str, query: str, *, longest: int | None = None) -> Markup:
    """Return a text with the words of the query marked, cut around the first of them.

    What was looked for is found as search finds it: by stem, the last word also as a beginning.
    """
    wanted = stems(query)
    found = [word for word in words_of(text) if _is_wanted(word, wanted)] if wanted else []
    start, end = _window(text, found, longest)
    parts = [escape(_CUT if start else "")]
    for word in found:
        if start <= word.start and word.end <= end:
            parts += [escape(text[start : word.start]), _MARK.format(text[word.start : word.end])]
            start = word.end
    parts += [escape(text[start:end]), escape(_CUT if end < len(text) else "")]
    return Markup("").join(parts)


def _is_wanted(word: Word, wanted: list[str]) -> bool:
    return word.stem in wanted or word.stem.startswith(wanted[-1])


def _window(text: str, found: list[Word], longest: int | None) -> tuple[int, int]:
    if longest is None or len(text) <= longest:
        return 0, len(text)
    first = found[0].start if found else 0
    start = 0 if first < longest * 2 // 3 else text.rfind(" ", 0, first - longest // 3) + 1
    end = len(text) if start + longest >= len(text) else text.rfind(" ", start, start + longest)
    return start, max(end, start + 1)
