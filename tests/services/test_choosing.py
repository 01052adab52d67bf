"""Narrowing the catalogue by whom it is for, taking it away as a table, finding what is similar."""

from datetime import date

import pytest

from auriga_web.accounts.queries import find_actor
from auriga_web.core.spreadsheets import cell
from auriga_web.duties.queries import find_duty
from auriga_web.services import operations, queries
from auriga_web.services.models import ForWhom, ServiceForWhom
from auriga_web.services.operations import ServiceText
from tests.factories import (
    NOON,
    ComuneFactory,
    PersonFactory,
    ServiceAreaFactory,
    ServiceFactory,
)


@pytest.fixture
def facilitator():
    return find_actor(PersonFactory(facilitator=True).id)


def added(actor, comune=None, **text):
    words = {"title": "Doposcuola", "audience": "Bambini", "how_to_get_in": "Si telefona."}
    return operations.add_service(
        text=ServiceText(**{**words, "run_by": "Le Vele", **text}),
        area_id=ServiceAreaFactory().id,
        territory_ids=[(comune or ComuneFactory()).id],
        actor=actor,
        now=NOON,
    )


class TestForWhom:
    def test_shows_what_is_theirs_and_what_is_for_everybody(self, db, client):
        theirs, everybodys, others = (ServiceFactory(title=t) for t in ("Uno", "Due", "Tre"))
        for service, group in (
            (theirs, ForWhom.CHILDREN),
            (everybodys, ForWhom.EVERYONE),
            (others, ForWhom.JOBLESS),
        ):
            db.session.add(ServiceForWhom(service_id=service.id, for_whom=group))
        ServiceFactory(title="Quattro")
        db.session.commit()

        page = client.get("/servizi?per=children").text

        for title, is_there in (("Uno", True), ("Due", True), ("Tre", False), ("Quattro", True)):
            assert (f">{title}</a>" in page) is is_there

    def test_an_unknown_group_narrows_nothing(self, client):
        ServiceFactory(title="Uno")

        assert "Uno" in client.get("/servizi?per=%27--").text

    def test_is_written_with_the_service(self, facilitator):
        service = added(facilitator, for_whom=(ForWhom.FAMILIES, ForWhom.CHILDREN))

        assert queries.list_for_whom(service.id) == [ForWhom.CHILDREN, ForWhom.FAMILIES]


class TestCsv:
    def test_holds_what_the_list_shows_and_no_formula(self, client):
        ServiceFactory(title="=1+1", places=8)
        ServiceFactory(title="Fuori catalogo", is_listed=False)

        answer = client.get("/servizi/elenco.csv")

        assert answer.content_type == "text/csv; charset=utf-8"
        assert "'=1+1" in answer.text
        assert "Fuori catalogo" not in answer.text

    def test_never_holds_what_is_archived_not_even_for_staff(self, sign_in):
        ServiceFactory(title="Fuori catalogo", is_listed=False)

        page = sign_in(PersonFactory(facilitator=True)).get("/servizi/elenco.csv")

        assert "Fuori catalogo" not in page.text

    @pytest.mark.parametrize("value", ["=1", "+1", "-1", "@a", "\t=1", "＝1", " =1", "\r=1"])
    def test_disarms_what_a_spreadsheet_would_compute(self, value):
        assert cell(value).startswith("'")

    def test_leaves_numbers_alone(self):
        assert cell(-3) == "-3"


class TestSimilar:
    def test_puts_first_what_is_near(self, facilitator):
        near, far = ComuneFactory(), ComuneFactory()
        added(facilitator, far, title="Doposcuola per bambini e ragazzi")
        added(facilitator, near, title="Doposcuola in parrocchia")

        found = queries.list_similar("doposcuola bambini", territory_ids=[near.id])

        assert [row.title for row in found] == [
            "Doposcuola in parrocchia",
            "Doposcuola per bambini e ragazzi",
        ]

    def test_leaves_out_what_left_the_catalogue(self, facilitator):
        service = added(facilitator)
        operations.set_listed(service, is_listed=False, actor=facilitator, now=NOON)

        assert queries.list_similar("doposcuola") == []

    def test_of_nothing_is_nothing(self):
        assert queries.list_similar("") == []


class TestReview:
    def test_is_asked_of_who_checked_it_last(self, db, facilitator):
        service = added(facilitator)
        service.review_on = date(2027, 3, 1)
        db.session.flush()

        operations.ask_for_reviews(now=NOON)

        assert find_duty("service.review", ("service", service.id)).owner_id == (
            facilitator.person_id
        )

    def test_is_asked_of_the_role_once_they_have_left_it(self, db):
        service = ServiceFactory(review_on=date(2027, 3, 1), owner_id=PersonFactory().id)

        operations.ask_for_reviews(now=NOON)

        assert find_duty("service.review", ("service", service.id)).owner_id is None
