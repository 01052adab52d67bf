"""From a text to the stems of its words: accents and elisions do not matter, endings neither."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

_stemmer = snowballstemmer.stemmer("italian")
_WORD = re.compile(r"[a-z0-9]+")
# A word as people write it; what an apostrophe cuts off is a word of its own, or none.
_WRITTEN = re.compile(r"[^\W_]+")
_ELISION = re.compile(
    r"\b(?:l|un|d|c|s|m|t|v|n|gl|all|dall|dell|nell|sull|coll|quell|quest|bell|sant|anch|senz|tutt"
    r"|mezz|dov|cos|com)['’](?=\w)"
)
_STOPWORDS = frozenset(
    (
        "a ad ai al alla alle allo agli anche anzi che chi ci col come con cosa da dai dal dalla "
        "dalle dallo dagli degli dei del dell della delle dello di e ed era essere gli ha hanno ho "
        "i il in io la le lei li lo loro lui ma mi mia mio ne negli nei nel nella nelle nello noi "
        "non nostra nostro o per piu poi puo qua quando quel quella quello questa queste questi "
        "questo qui quindi se sei si solo sono sta su sua sue sugli sui sul sulla sulle sullo suo "
        "tra fra tu un una uno vi voi"
    ).split()
)


# Snowball takes the ending of these for a verb's, in one number and not in the other.
_NOT_VERBS = frozenset(
    "anzian artigian cittadin italian lontan mezzan quotidian san uman umbr urban vicin".split()
)


class Word(NamedTuple):
    """A word of a text: where it stands, without accents, and its stem."""

    start: int
    end: int
    plain: str
    stem: str


def stems(text: str) -> list[str]:
    """Return the stems of the words that carry meaning, in their order."""
    plain = _fold(_ELISION.sub("", text.lower()))
    return [_stem(word) for word in _WORD.findall(plain) if word not in _STOPWORDS]


def words_of(text: str) -> list[Word]:
    """Return the words of a text that carry meaning, with their places in it."""
    words = []
    for match in _WRITTEN.finditer(text):
        plain = _fold_word(match[0].lower())
        if plain not in _STOPWORDS and _WORD.fullmatch(plain):
            words.append(Word(match.start(), match.end(), plain, _stem(plain)))
    return words


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


_fold_word = lru_cache(maxsize=50_000)(_fold)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    if word[:-1] in _NOT_VERBS and word[-1] in "aeio":
        return word[:-1]
    stem: str = _stemmer.stemWord(word)
    return stem
