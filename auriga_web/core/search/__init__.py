"""Search in Italian, the same on both engines: words are stemmed here, written and asked."""

from auriga_web.core.search.index import index_entry, remove_entry
from auriga_web.core.search.kinds import SearchedKind, register_searched, searched_kinds
from auriga_web.core.search.marking import highlight
from auriga_web.core.search.models import SearchEntry
from auriga_web.core.search.queries import (
    Hit,
    Matches,
    Narrowing,
    find_similar,
    list_matching_ids,
    load_hits,
    match,
    search,
    suggest,
)

__all__ = [
    "Hit",
    "Matches",
    "Narrowing",
    "SearchEntry",
    "SearchedKind",
    "find_similar",
    "highlight",
    "index_entry",
    "list_matching_ids",
    "load_hits",
    "match",
    "register_searched",
    "remove_entry",
    "search",
    "searched_kinds",
    "suggest",
]
