"""Search in Italian, the same on both engines: words are stemmed here, written and asked."""

from auriga_web.core.search.index import index_entry, remove_entry
from auriga_web.core.search.models import SearchEntry
from auriga_web.core.search.queries import Hit, find_similar, list_matching_ids, search

__all__ = [
    "Hit",
    "SearchEntry",
    "find_similar",
    "index_entry",
    "list_matching_ids",
    "remove_entry",
    "search",
]
