import pytest

from auriga_web.audit import queries as audit
from auriga_web.core.access import Actor, NotAllowed, Role
from auriga_web.services import operations, queries
from auriga_web.services.models import ServiceArea
from tests.factories import NOON, PersonFactory, ServiceAreaFactory

FACILITATOR = Actor(person_id=1, roles=frozenset({Role.FACILITATOR}))


def add(name="Nidi", parent=None, actor=FACILITATOR):
    parent = parent or ServiceAreaFactory()
    return operations.add_area(
        name=name, parent_id=parent.id, is_sensitive=False, actor=actor, now=NOON
    )


class TestAddArea:
    def test_is_the_last_of_its_field(self):
        field = ServiceAreaFactory()

        first, second = add("Nidi", field), add("Doposcuola", field)

        assert (first.position, second.position) == (0, 1)
        assert [area.name for area in queries.list_areas()[0].areas] == ["Nidi", "Doposcuola"]

    def test_has_an_address_of_its_own(self):
        assert [add("Città amica").slug, add("Citta amica").slug] == [
            "citta-amica",
            "citta-amica-2",
        ]

    def test_is_on_the_trail(self):
        area = add()

        assert [entry.action for entry in audit.list_entries_about("service_area", area.id)] == [
            "service_area.added"
        ]

    def test_refuses_who_is_not_a_facilitator(self):
        with pytest.raises(NotAllowed):
            add(actor=Actor(person_id=2))

    def test_goes_no_deeper_than_two(self):
        with pytest.raises(NotAllowed):
            add(parent=add())


class TestPages:
    @pytest.mark.parametrize("path", ["/servizi/aree", "/servizi/aree/1"])
    def test_are_for_facilitators(self, client, sign_in, path):
        sign_in(PersonFactory(moderator=True))

        assert client.get(path).status_code == 403

    def test_add_an_area(self, client, sign_in, db):
        field = ServiceAreaFactory(name="Educativo")
        sign_in(PersonFactory(facilitator=True))

        answer = client.post("/servizi/aree", data={"name": "Nidi", "parent_id": field.id})

        assert answer.status_code == 302
        assert "Nidi" in client.get("/servizi/aree").text

    def test_change_an_area_and_keep_its_address(self, client, sign_in, db):
        area = ServiceAreaFactory(name="Nidi", slug="nidi")
        sign_in(PersonFactory(facilitator=True))

        client.post(f"/servizi/aree/{area.id}", data={"name": "Nidi e giochi", "is_sensitive": "y"})

        area = db.session.query(ServiceArea).one()
        assert (area.name, area.slug, area.is_sensitive) == ("Nidi e giochi", "nidi", True)

    @pytest.mark.parametrize("data", [{}, {"name": "N"}])
    def test_say_what_to_put_right(self, client, sign_in, data):
        area = ServiceAreaFactory()
        sign_in(PersonFactory(facilitator=True))

        assert client.post("/servizi/aree", data=data).status_code == 422
        assert client.post(f"/servizi/aree/{area.id}", data=data).status_code == 422
