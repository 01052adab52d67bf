"""What had better not stand in a text that everybody reads, and how to say it instead.

A warning, never a refusal. Every pattern is bounded and every text cut, so that the time it takes
grows with its length and no more.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auriga_web.needs.rules.vocabulary import (
    BEFORE_PERSONS,
    BEFORE_PLACES,
    DELICATE_STEMS,
    FIRST_NAMES,
    NOT_PERSONS,
    RELATIONS,
    TITLES,
    URGENT_STEMS,
)

LONGEST_TEXT = 10_000
# In Italian whatever the reader's language, as the words among which they are put.
TAKEN_OUT, A_PERSON = "[tolto]", "una persona"

# In this order: what one pattern finds is taken out before the next looks.
PATTERNS = {
    "iban": re.compile(r"\bIT\d{2} ?[A-Z](?: ?\d){10}(?: ?[0-9A-Z]){12}\b", re.IGNORECASE),
    "fiscal_code": re.compile(r"\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b", re.IGNORECASE),
    "email": re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}"),
    "telephone": re.compile(
        r"(?<![\d.,])(?:\+39[ .-]?)?(?:3\d{2}|0\d{1,3})[ ./-]?\d{3,4}[ .-]?\d{3,4}(?!\d)"
    ),
}
_SENTENCE = re.compile(r"[^.!?\n]{1,2000}[.!?\n]?")
_WORD = re.compile(r"[^\W\d_]{1,40}")
_SHORTEST_STEM, _LONGEST_STEM = 4, 11


@dataclass(frozen=True, slots=True)
class Found:
    """A kind of personal data, and the words that seem to be it."""

    kind: str
    words: str


def look_over(text: str) -> list[Found]:
    """Return what in a text seems to be somebody's personal data, in order of kind."""
    found: list[Found] = []

    def note(kind: str, words: str) -> None:
        found.append(Found(kind, words))

    _walk(text, note)
    return found


def reword(text: str) -> str:
    """Return the text without what `look_over` finds: a person instead of a name, no numbers."""
    return _walk(text, lambda _kind, _words: None)


def private_words(text: str) -> tuple[str, ...]:
    """Return the kinds of personal data that a text seems to hold, each once."""
    return tuple(dict.fromkeys(found.kind for found in look_over(text)))


def is_urgent(text: str) -> bool:
    """Tell whether a text speaks of violence, abuse or suicide: an operator may help at once."""
    words = _WORD.finditer(text[:LONGEST_TEXT])
    return any(_begins_with(word.group(), URGENT_STEMS) for word in words)


def _walk(text: str, note: Callable[[str, str], None]) -> str:
    head, tail = text[:LONGEST_TEXT], text[LONGEST_TEXT:]
    for kind, pattern in PATTERNS.items():
        for words in pattern.findall(head):
            note(kind, words.strip())
        head = pattern.sub(TAKEN_OUT, head)
    return "".join(_without_names(sentence, note) for sentence in _sentences(head)) + tail


def _sentences(text: str) -> Iterator[str]:
    end = 0
    for match in _SENTENCE.finditer(text):
        yield text[end : match.end()]
        end = match.end()
    yield text[end:]


def _without_names(sentence: str, note: Callable[[str, str], None]) -> str:
    """Take names out of a sentence that speaks of health or of the law."""
    words = list(_WORD.finditer(sentence))
    if not any(_begins_with(word.group(), DELICATE_STEMS) for word in words):
        return sentence
    pieces, end = [], 0
    for name in _names(words):
        note("person", sentence[name.start : name.end])
        pieces += [sentence[end : name.cut_from], name.instead]
        end = name.end
    reworded = "".join([*pieces, sentence[end:]])
    return _capitalised(reworded) if pieces and _begins_high(sentence) else reworded


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    cut_from: int
    instead: str


def _names(words: list["re.Match[str]"]) -> Iterator[_Name]:
    """Return where a sentence names somebody: a known first name, or a name after "signora"."""
    place = 0
    while place < len(words):
        before = words[place - 1].group().lower() if place else ""
        if not _is_name(words[place].group(), before):
            place += 1
            continue
        first = last = place
        while last + 1 < len(words) and _goes_on(words[last], words[last + 1]):
            last += 1
        yield _named(words, first, last)
        place = last + 1


def _named(words: list["re.Match[str]"], first: int, last: int) -> _Name:
    end, start = words[last].end(), words[first].start()
    before = words[first - 1].group().lower() if first else ""
    if before in RELATIONS:
        # "Mio figlio Marco": the son is enough.
        return _Name(start, end, words[first - 1].end(), "")
    begins, instead = first, A_PERSON
    if before in TITLES:
        begins, start = first - 1, words[first - 1].start()
    joined = words[begins - 1].group().lower() if begins else ""
    if begins < first and joined in BEFORE_PERSONS:
        begins, instead = begins - 1, BEFORE_PERSONS[joined] + A_PERSON
    return _Name(start, end, words[begins].start(), instead)


def _is_name(word: str, before: str) -> bool:
    if not _may_be_name(word) or before in BEFORE_PLACES:
        return False
    return word.lower() in FIRST_NAMES or before in TITLES or before in RELATIONS


def _goes_on(word: "re.Match[str]", following: "re.Match[str]") -> bool:
    return _may_be_name(following.group()) and following.start() - word.end() == 1


def _may_be_name(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word.lower() not in NOT_PERSONS


def _begins_with(word: str, stems: frozenset[str]) -> bool:
    lowered = word.lower()
    return any(lowered[:length] in stems for length in range(_SHORTEST_STEM, _LONGEST_STEM + 1))


def _begins_high(sentence: str) -> bool:
    return sentence.lstrip()[:1].isupper()


def _capitalised(sentence: str) -> str:
    begin = len(sentence) - len(sentence.lstrip())
    return sentence[:begin] + sentence[begin : begin + 1].upper() + sentence[begin + 1 :]
