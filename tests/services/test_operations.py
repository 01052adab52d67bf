from dataclasses import replace
from datetime import date, timedelta

import pytest

from auriga_web.accounts.queries import find_actor
from auriga_web.audit import queries as audit
from auriga_web.core.access import Actor, NotAllowed, Role
from auriga_web.core.search import search
from auriga_web.duties import queries as duties
from auriga_web.services import operations, queries, rules
from auriga_web.services.operations import ServiceText
from tests.factories import NOON, ComuneFactory, PersonFactory, ServiceAreaFactory, ZoneFactory


def facilitator():
    return find_actor(PersonFactory(facilitator=True).id)


TEXT = ServiceText(
    title="Trasporto alle visite",
    audience="Chi non guida",
    how_to_get_in="Si **telefona** due giorni prima.",
    run_by="Cooperativa Spigolina",
)


def add(**changes):
    values = {
        "text": TEXT,
        "area_id": ServiceAreaFactory().id,
        "territory_ids": [ComuneFactory(name="Trevi").id],
        "actor": facilitator(),
        "now": NOON,
    }
    return operations.add_service(**values | changes)


class TestLoadServiceAreas:
    def test_brings_the_six_fields_and_what_is_below_them(self):
        operations.load_service_areas(NOON)

        areas = queries.list_areas()

        assert [area.name for area in areas][:2] == ["Socio-assistenziale", "Socio-sanitario"]
        assert len(areas) == 6

    def test_marks_the_sensitive_ones(self):
        operations.load_service_areas(NOON)

        areas = queries.list_areas()

        for slug in ("salute-mentale", "dipendenze", "demenze", "disabilita", "antiviolenza"):
            assert queries.find_area(areas, slug).is_sensitive, slug
        assert not queries.find_area(areas, "nidi").is_sensitive

    def test_can_be_run_again_and_keeps_what_staff_changed(self):
        operations.load_service_areas(NOON)
        area = queries.get_area(queries.find_area(queries.list_areas(), "nidi").id)
        area.name = "Nidi e spazi gioco"

        count = operations.load_service_areas(NOON)

        areas = queries.list_areas()
        assert queries.find_area(areas, "nidi").name == "Nidi e spazi gioco"
        assert sum(1 + len(root.areas) for root in areas) == count


class TestAddService:
    def test_renders_what_was_written_and_says_where(self):
        service = add(territory_ids=[ZoneFactory(name="Valnerina").id])

        assert service.how_to_get_in_html == (
            "<p>Si <strong>telefona</strong> due giorni prima.</p>\n"
        )
        assert service.where_in_words == "zona Valnerina"
        assert service.review_on == date(2028, 3, 12)

    def test_makes_it_findable(self):
        service = add()

        hits = search("trasporto visita", kinds=["service"])

        assert [hit.subject_id for hit in hits] == [str(service.id)]

    def test_is_on_the_trail(self):
        service = add()

        entries = audit.list_entries_about("service", service.id)

        assert [entry.action for entry in entries] == ["service.added"]

    def test_refuses_who_is_not_a_facilitator(self):
        with pytest.raises(NotAllowed):
            add(actor=Actor(person_id=2))

    def test_refuses_a_service_nobody_runs(self):
        with pytest.raises(rules.NobodyRunsIt):
            add(text=replace(TEXT, run_by=""))

    @pytest.mark.parametrize("places", [[], [987654]])
    def test_refuses_a_place_we_do_not_know(self, places):
        with pytest.raises(rules.UnknownPlace):
            add(territory_ids=places)


class TestChangeService:
    def test_counts_as_a_review(self):
        service = add()

        self._change(service, title="Trasporto sociale")

        assert service.title == "Trasporto sociale"
        assert service.version == 2
        assert service.review_on == date(2028, 4, 11)

    def test_tells_the_second_of_two_editors(self):
        service = add()
        self._change(service, title="Primo")

        with pytest.raises(rules.ChangedMeanwhile):
            self._change(service, title="Secondo", known_version=1)

        assert service.title == "Primo"

    def _change(self, service, *, title, known_version=None):
        operations.change_service(
            service,
            text=replace(TEXT, title=title),
            area_id=service.area_id,
            territory_ids=[row[0] for row in queries.list_territories(service.id)],
            known_version=known_version or service.version,
            actor=facilitator(),
            now=NOON + timedelta(days=30),
        )


class TestSetListed:
    def test_takes_it_out_of_list_and_search_and_back(self):
        service = add()

        operations.set_listed(service, is_listed=False, actor=facilitator(), now=NOON)
        assert search("trasporto", kinds=["service"]) == []

        operations.set_listed(service, is_listed=True, actor=facilitator(), now=NOON)
        assert len(search("trasporto", kinds=["service"])) == 1


class TestAskForReviews:
    def test_opens_a_duty_when_the_year_is_over_and_settles_it_with_a_change(self):
        service = add()
        later = NOON + timedelta(days=366)

        assert operations.ask_for_reviews(now=NOON) == 0
        assert operations.ask_for_reviews(now=later) == 1
        assert operations.ask_for_reviews(now=later + timedelta(hours=1)) == 0

        [duty] = duties.list_open_duties(roles=[Role.FACILITATOR])
        assert (duty.kind, duty.subject_id) == ("service.review", str(service.id))
        assert duty.due_at == later + timedelta(days=14)

        operations.change_service(
            service,
            text=TEXT,
            area_id=service.area_id,
            territory_ids=[row[0] for row in queries.list_territories(service.id)],
            known_version=1,
            actor=facilitator(),
            now=later,
        )

        assert duties.list_open_duties(roles=[Role.FACILITATOR]) == []

    def test_leaves_out_what_is_not_listed(self):
        operations.set_listed(add(), is_listed=False, actor=facilitator(), now=NOON)

        assert operations.ask_for_reviews(now=NOON + timedelta(days=366)) == 0
