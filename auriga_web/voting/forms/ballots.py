"""What was chosen on a ballot, as browsers send it."""

import re

from werkzeug.datastructures import MultiDict

_MARK = re.compile(r"q(\d{1,9})(?:-(points|place)-(\d{1,9}))?", re.ASCII)
_MOST_POINTS = 1000


def chosen_in(form: MultiDict[str, str]) -> dict[int, list[int]]:
    """Return what was chosen, by question: options marked, ranked, or as often as they have points.

    Options with the same place appear twice: no ballot is made of that, and its voter is told.
    """
    chosen: dict[int, list[int]] = {}
    places: dict[int, list[tuple[int, int]]] = {}
    for name in form:
        mark = _MARK.fullmatch(name)
        if mark is None:
            continue
        question, kind, option = int(mark[1]), mark[2], int(mark[3] or 0)
        values = form.getlist(name, type=int)
        found = chosen.setdefault(question, [])
        if kind is None:
            found += values
        elif kind == "points":
            found += [option] * sum(n for n in values if 0 < n <= _MOST_POINTS)
        else:
            places.setdefault(question, []).extend((place, option) for place in values if place > 0)
    for question, taken in places.items():
        ranking = sorted(taken)
        is_twice = len({place for place, _ in ranking}) < len(ranking)
        chosen[question] = [option for _, option in ranking]
        chosen[question] += chosen[question][:1] if is_twice else []
    return chosen
