from datetime import date

import pytest

from auriga_web.services import queries
from auriga_web.services.models import Service
from tests.factories import (
    ComuneFactory,
    OrganisationFactory,
    PersonFactory,
    ServiceAreaFactory,
    ServiceFactory,
    ZoneFactory,
)


def written(**changes):
    area = ServiceAreaFactory(parent_id=ServiceAreaFactory().id)
    values = {
        "title": "Emporio di quartiere",
        "area_id": area.id,
        "audience": "Famiglie in difficoltà",
        "how_to_get_in": "Si passa allo sportello.",
        "organisation_id": 0,
        "run_by": "Associazione Le Vele",
        "territory_ids": [ComuneFactory(name="Trevi").id],
    }
    return values | changes


class TestList:
    def test_shows_services_to_anybody(self, client):
        ServiceFactory(title="Trasporto alle visite", territories=[ComuneFactory()])

        page = client.get("/servizi")

        assert page.status_code == 200
        assert "Trasporto alle visite" in page.text

    def test_filters_by_area_and_by_zona(self, client):
        zone = ZoneFactory()
        wanted = ServiceFactory(title="Quello giusto", territories=[ComuneFactory(zone=zone)])
        ServiceFactory(title="Altrove", territories=[ComuneFactory()])
        slug = queries.get_area(wanted.area_id).slug

        page = client.get(f"/servizi?area={slug}&territorio={zone.slug}")

        assert "Quello giusto" in page.text
        assert "Altrove" not in page.text

    def test_says_what_to_do_when_empty(self, client):
        page = client.get("/servizi")

        assert "Scrivi un bisogno" in page.text

    @pytest.mark.parametrize("rows", [2, 30])
    def test_stays_within_five_queries(self, client, sign_in, count_queries, rows):
        zone = ZoneFactory()
        for _number in range(rows):
            ServiceFactory(territories=[zone])
        sign_in(PersonFactory())

        with count_queries() as statements:
            client.get(f"/servizi?territorio={zone.slug}")

        assert len(statements) <= 5, statements


class TestShow:
    def test_says_who_runs_it_and_how_to_get_in(self, client):
        service = ServiceFactory(territories=[ComuneFactory(name="Trevi")])

        page = client.get(f"/servizi/{service.id}")

        assert "Cooperativa Spigolina" in page.text
        assert "<p>Si telefona due giorni prima.</p>" in page.text
        assert "Trevi" in page.text

    def test_says_when_its_check_is_late(self, client):
        service = ServiceFactory(review_on=date(2020, 1, 1))

        assert "conviene telefonare prima" in client.get(f"/servizi/{service.id}").text

    def test_is_not_found_when_not_listed(self, client):
        service = ServiceFactory(is_listed=False)

        assert client.get(f"/servizi/{service.id}").status_code == 404

    def test_stays_within_eight_queries(self, client, sign_in, count_queries):
        service = ServiceFactory(territories=[ComuneFactory(), ComuneFactory()])
        sign_in(PersonFactory())

        with count_queries() as statements:
            client.get(f"/servizi/{service.id}")

        assert len(statements) <= 8, statements


class TestStaff:
    @pytest.mark.parametrize("path", ["/servizi/nuovo", "/servizi/1/modifica"])
    def test_alone_see_the_form(self, client, sign_in, path):
        sign_in(PersonFactory())

        assert client.get(path).status_code == 403

    def test_add_a_service(self, client, sign_in, db):
        sign_in(PersonFactory(facilitator=True))
        data = written()

        answer = client.post("/servizi", data=data)

        service = db.session.query(Service).one()
        assert answer.status_code == 302
        assert service.run_by == "Associazione Le Vele"
        assert service.where_in_words == "Trevi"

    def test_show_the_name_of_the_organisation_that_runs_it(self, client, sign_in, db):
        sign_in(PersonFactory(facilitator=True))
        body = OrganisationFactory(name="Cooperativa Ginestra")

        client.post("/servizi", data=written(organisation_id=body.id, run_by=""))

        assert db.session.query(Service).one().run_by == "Cooperativa Ginestra"

    @pytest.mark.parametrize(
        "wrong", [{"title": ""}, {"run_by": ""}, {"territory_ids": []}, {"places": "molti"}]
    )
    def test_are_told_what_to_put_right_and_keep_what_they_typed(self, client, sign_in, db, wrong):
        sign_in(PersonFactory(facilitator=True))

        answer = client.post("/servizi", data=written(audience="Chi passa di qui", **wrong))

        assert answer.status_code == 422
        assert "Chi passa di qui" in answer.text
        assert db.session.query(Service).count() == 0

    def test_are_told_when_somebody_was_there_first(self, client, sign_in):
        service = ServiceFactory(version=3, territories=[ComuneFactory()])
        sign_in(PersonFactory(facilitator=True))

        answer = client.post(
            f"/servizi/{service.id}", data=written(version="2", audience="Le mie parole")
        )

        assert answer.status_code == 409
        assert "Le mie parole" in answer.text

    def test_change_a_service(self, client, sign_in):
        service = ServiceFactory(territories=[ComuneFactory()])
        sign_in(PersonFactory(facilitator=True))
        form = client.get(f"/servizi/{service.id}/modifica")

        answer = client.post(f"/servizi/{service.id}", data=written(version="1"))

        assert 'name="version" type="hidden" value="1"' in form.text
        assert answer.status_code == 302
        assert service.title == "Emporio di quartiere"

    def test_take_a_service_out_and_put_it_back(self, client, sign_in):
        service = ServiceFactory(territories=[ComuneFactory()])
        sign_in(PersonFactory(facilitator=True))

        client.post(f"/servizi/{service.id}/archiviazione")
        assert not service.is_listed

        client.post(f"/servizi/{service.id}/pubblicazione")
        assert service.is_listed
