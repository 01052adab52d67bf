"""Reading processes, where they stand now, and their documents."""

from auriga_web.processes.queries.documents import (
    DocumentRow,
    find_version,
    get_document,
    list_documents,
    list_versions,
    next_number,
)
from auriga_web.processes.queries.listing import ProcessRow, When, list_processes, list_running
from auriga_web.processes.queries.moments import Moment, check_open, find_moment, is_open
from auriga_web.processes.queries.reading import (
    ProcessPage,
    count_running,
    find_process,
    get_process,
    get_process_page,
    list_choices,
    list_owners,
    list_phases,
    owner_of,
)

__all__ = [
    "DocumentRow",
    "Moment",
    "ProcessPage",
    "ProcessRow",
    "When",
    "check_open",
    "count_running",
    "find_moment",
    "find_process",
    "find_version",
    "get_document",
    "get_process",
    "get_process_page",
    "is_open",
    "list_choices",
    "list_documents",
    "list_owners",
    "list_phases",
    "list_processes",
    "list_running",
    "list_versions",
    "next_number",
    "owner_of",
]
