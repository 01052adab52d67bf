"""Glue: processes answer for themselves to what hangs on them."""

from flask import Flask, url_for

from auriga_web.core import clock
from auriga_web.core.access import Actor, register_gate
from auriga_web.core.strange_input import is_id
from auriga_web.processes import policies, queries, rules
from auriga_web.processes.models import Process


class ProcessGate:
    """Anybody reads an open process; one writes on it while a phase of it runs."""

    def may_read(self, reader: Actor, subject_id: str) -> bool:
        process = _find(subject_id)
        return process is not None and policies.may_read(reader, process)

    def may_write(self, actor: Actor, subject_id: str) -> bool:
        if actor.is_visitor or not is_id(subject_id):
            return False
        return queries.is_open(int(subject_id), rules.Act.COMMENT_PROCESS, now=clock.now())

    def url(self, subject_id: str) -> str:
        return url_for("processes.show", process_id=int(subject_id))

    def title(self, subject_id: str) -> str:
        process = _find(subject_id)
        return "" if process is None else process.title


def _find(subject_id: str) -> Process | None:
    return queries.find_process(int(subject_id)) if is_id(subject_id) else None


def init_app(_app: Flask) -> None:
    """Let discussions, follows and messages ask about processes."""
    register_gate("process", ProcessGate())
