"""Every route says who may come in."""

import pytest

from auriga_web.core.access import OPEN_ENDPOINTS, declared_access

pytestmark = pytest.mark.once

# Routes without a marker of their own, by name: the static files.
KNOWN_OPEN = {"static"}


def test_every_route_declares_its_access(app):
    silent = [
        f"{rule.rule} ({rule.endpoint})"
        for rule in app.url_map.iter_rules()
        if declared_access(app, rule.endpoint) is None
    ]

    assert not silent, f"write @access(Access.…) on the view: {silent}"


def test_what_is_open_without_a_marker_is_known_by_name():
    assert OPEN_ENDPOINTS == KNOWN_OPEN


def test_no_get_has_a_verb_for_an_address(app):
    verbs = ("/apri", "/chiudi", "/elimina", "/cancella", "/pubblica", "/nascondi", "/do_")
    named = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and rule.rule.endswith(verbs)
    ]

    assert not named, f"nothing changes on a GET; a change of state is a resource: {named}"
