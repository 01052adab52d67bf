"""Starting, opening and ending processes; writing their documents."""

from auriga_web.processes.operations.documents import (
    DocumentText,
    add_document,
    publish_document,
    rewrite_document,
)
from auriga_web.processes.operations.running import conclude, move_phases, open_process, stop
from auriga_web.processes.operations.writing import (
    ProcessText,
    change_process,
    duplicate,
    set_phases,
    start_process,
)

__all__ = [
    "DocumentText",
    "ProcessText",
    "add_document",
    "change_process",
    "conclude",
    "duplicate",
    "move_phases",
    "open_process",
    "publish_document",
    "rewrite_document",
    "set_phases",
    "start_process",
    "stop",
]
