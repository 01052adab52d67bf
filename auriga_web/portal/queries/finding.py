"""What a search finds everywhere, with how many each choice would leave."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from auriga_web.core import search
from auriga_web.core.search import Hit, Matches, Narrowing

PAGE_SIZE = 20
SUGGESTED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """A page of what was found, and the numbers beside the filters.

    `words` are those looked for: not those typed, if only putting a word right found something.
    Beyond what is ranked nothing is counted, and `counts` is empty.
    """

    words: str
    is_corrected: bool
    hits: Sequence[Hit]
    start: int
    count: int
    is_more: bool
    kinds: Mapping[str, int]
    areas: Mapping[int, int]
    zones: Mapping[int, int]

    @property
    def next_start(self) -> int | None:
        """Where the next page begins, if there is one."""
        after = self.start + len(self.hits)
        return after if self.hits and after < self.count else None


def find_everywhere(
    words: str,
    *,
    known_kinds: Collection[str],
    kind: str | None = None,
    area_ids: Collection[int] = (),
    place_ids: Collection[int] = (),
    areas: Mapping[int, Collection[int]],
    zones: Mapping[int, Collection[int]],
    start: int = 0,
) -> Findings:
    """Return what is found of these kinds; `areas` and `zones` are the filters to count for.

    A mistyped word is put right when nothing holds it as it is.
    """
    everything = Narrowing(kinds=known_kinds)
    whole = search.match(words, everything)
    better = None if whole.found else search.suggest(words)
    if better is not None:
        whole = search.match(better, everything)
    chosen = Narrowing(kinds=[kind] if kind else (), area_ids=area_ids, place_ids=place_ids)
    kept = _narrowed(whole, better or words, chosen, known_kinds)
    counted = Matches([], is_more=True) if whole.is_more else whole
    of_kind = Narrowing(kinds=chosen.kinds, place_ids=place_ids)
    of_place = Narrowing(kinds=chosen.kinds, area_ids=area_ids)
    return Findings(
        words=better or words,
        is_corrected=better is not None,
        hits=search.load_hits(kept, start=start, limit=PAGE_SIZE),
        start=start,
        count=len(kept),
        is_more=kept.is_more,
        kinds=_count_kinds(
            counted.narrowed(Narrowing(area_ids=area_ids, place_ids=place_ids)), known_kinds
        ),
        areas=_count_each(counted.narrowed(of_kind), areas, "area"),
        zones=_count_each(counted.narrowed(of_place), zones, "place"),
    )


def list_suggestions(words: str, *, known_kinds: Collection[str]) -> Sequence[Hit]:
    """Return the few best things for what somebody is typing."""
    return search.search(words, kinds=list(known_kinds), limit=SUGGESTED)


def _narrowed(
    whole: Matches, words: str, chosen: Narrowing, known_kinds: Collection[str]
) -> Matches:
    if not chosen.marks:
        return whole
    if not whole.is_more:
        return whole.narrowed(chosen)
    narrowing = Narrowing(
        kinds=chosen.kinds or known_kinds,
        area_ids=chosen.area_ids,
        place_ids=chosen.place_ids,
    )
    return search.match(words, narrowing)


def _count_kinds(matches: Matches, kinds: Collection[str]) -> Mapping[str, int]:
    counts = matches.count_marks()
    return {kind: counts.get(f"kind:{kind}", 0) for kind in kinds if not matches.is_more}


def _count_each(
    matches: Matches, groups: Mapping[int, Collection[int]], mark: str
) -> Mapping[int, int]:
    if matches.is_more:
        return {}
    held = [frozenset(match.marks.split()) for match in matches.found]
    wanted = {key: {f"{mark}:{one}" for one in ids} for key, ids in groups.items()}
    return {key: sum(not marks.isdisjoint(have) for have in held) for key, marks in wanted.items()}
