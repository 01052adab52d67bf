import pytest

from auriga_web.territories.models import Relation, Residency
from tests.factories import NOON, ComuneFactory, PersonFactory


def residency_of(db, person):
    return db.session.query(Residency).filter_by(person_id=person.id).all()


class TestMyPlaces:
    def test_ask_to_sign_in(self, client):
        assert client.get("/io/luoghi").status_code == 302

    def test_are_added(self, client, sign_in, db):
        person, comune = PersonFactory(), ComuneFactory(name="Trevi")
        sign_in(person)

        client.post("/io/luoghi", data={"territory_id": comune.id, "relation": "lives"})

        [residency] = residency_of(db, person)
        assert residency.territory_id == comune.id
        assert "Trevi" in client.get("/io/luoghi").text

    def test_have_one_home(self, client, sign_in, db):
        person, before, after = PersonFactory(), ComuneFactory(), ComuneFactory()
        sign_in(person)

        for comune in (before, after):
            client.post("/io/luoghi", data={"territory_id": comune.id, "relation": "lives"})

        assert [row.territory_id for row in residency_of(db, person)] == [after.id]

    def test_may_be_many_for_work(self, client, sign_in, db):
        person = PersonFactory()
        sign_in(person)

        for comune in (ComuneFactory(), ComuneFactory()):
            client.post("/io/luoghi", data={"territory_id": comune.id, "relation": "works"})

        assert len(residency_of(db, person)) == 2

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"territory_id": 0, "relation": "lives"},
            {"territory_id": 987654, "relation": "lives"},
        ],
    )
    def test_refuse_what_is_not_a_comune(self, client, sign_in, data):
        sign_in(PersonFactory())

        assert client.post("/io/luoghi", data=data).status_code == 422

    def test_are_removed(self, client, sign_in, db):
        person = PersonFactory()
        residency = self._residency(db, person)
        sign_in(person)

        client.post(f"/io/luoghi/{residency.id}/fine")

        assert residency_of(db, person) == []

    def test_of_others_are_not_there(self, client, sign_in, db):
        residency = self._residency(db, PersonFactory())
        sign_in(PersonFactory())

        assert client.post(f"/io/luoghi/{residency.id}/fine").status_code == 404

    def _residency(self, db, person):
        residency = Residency(
            person_id=person.id,
            territory_id=ComuneFactory().id,
            relation=Relation.LIVES,
            declared_at=NOON,
        )
        db.session.add(residency)
        db.session.commit()
        return residency
