import pytest

from auriga_web.core.access import VISITOR, Actor, Role
from auriga_web.services import policies, queries
from tests.factories import ServiceFactory

READERS = {
    "visitor": VISITOR,
    "member": Actor(person_id=2),
    "moderator": Actor(person_id=3, roles=frozenset({Role.MODERATOR})),
    "facilitator": Actor(person_id=1, roles=frozenset({Role.FACILITATOR})),
    "administrator": Actor(person_id=4, roles=frozenset({Role.ADMINISTRATOR})),
}


class TestEditing:
    @pytest.mark.parametrize(
        ("reader", "verdict"),
        [
            ("visitor", False),
            ("member", False),
            ("moderator", False),
            ("facilitator", True),
            ("administrator", True),
        ],
    )
    def test_is_for_facilitators(self, reader, verdict):
        assert policies.may_edit(READERS[reader]) is verdict


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("is_listed", [True, False])
def test_one_and_many_agree_on_who_may_read(reader, is_listed):
    service = ServiceFactory(is_listed=is_listed)

    listed = [row.id for row in queries.list_services(reader=READERS[reader]).rows]

    assert (service.id in listed) == policies.may_read(READERS[reader], service)
