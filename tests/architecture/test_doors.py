"""Every route × every kind of person: who may not come in is refused, and nobody meets a 500."""

from itertools import product

import pytest
from werkzeug.routing import AnyConverter, IntegerConverter

from auriga_web.core.access import Access, Actor, Level, Role, declared_access, may_enter
from tests.factories import PersonFactory

KINDS = {
    "visitor": Actor(),
    "citizen": Actor(person_id=1, level=Level.REGISTERED),
    "verified": Actor(person_id=1, level=Level.VERIFIED),
    **{
        role.value: Actor(person_id=1, level=Level.REGISTERED, roles=frozenset({role}))
        for role in Role
    },
}
# What stands in for an argument of an address: nothing has it.
NO_NUMBER, NO_NAME = 999_999_999, "niente"
# Signing out ends the visit, and a visit has to pass every door.
LAST_OF_ALL = {"security.logout"}


def doors(app):
    """Return every route as method, address and endpoint."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint in LAST_OF_ALL or rule.endpoint == "static":
            continue
        names = list(rule._converters)
        for chosen in product(*(_values_of(rule._converters[name]) for name in names)):
            values = dict(zip(names, chosen, strict=True))
            address = adapter.build(rule.endpoint, values, method=sorted(rule.methods)[0])
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                yield method, address, rule.endpoint


def _values_of(converter):
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)
    return [NO_NUMBER if isinstance(converter, IntegerConverter) else NO_NAME]


@pytest.fixture
def visit(request, client, db):
    """A browser of the kind of person that the test is about."""

    def visit(kind):
        if kind == "visitor":
            return client
        traits = {} if kind == "citizen" else {kind: True}
        return request.getfixturevalue("sign_in")(PersonFactory(**traits))

    return visit


@pytest.mark.once
@pytest.mark.parametrize("kind", KINDS)
def test_who_may_not_come_in_is_refused(kind, app, visit, db):
    browser = visit(kind)
    wrong = []

    for method, address, endpoint in doors(app):
        status = browser.open(address, method=method).status_code
        if may_enter(KINDS[kind], declared_access(app, endpoint) or Access.VISITOR):
            is_right = status < 500 and status not in {401, 405}
        elif kind == "visitor":
            is_right = status in {302, 303, 401}
        else:
            is_right = status == 403
        if not is_right:
            wrong.append(f"{method} {address} ({endpoint}): {status}")

    assert not wrong, "\n".join(wrong)
