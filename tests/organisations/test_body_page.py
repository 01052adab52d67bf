"""The directory and a body's page: what a body is, runs, said and takes part in."""

import pytest

from auriga_web.organisations.operations import index_organisation
from tests.factories import (
    NOON,
    AnswerFactory,
    InitiativeFactory,
    MembershipFactory,
    NeedFactory,
    OrganisationFactory,
    PartnerFactory,
    PersonFactory,
    PositionFactory,
    ServiceFactory,
)


class TestDirectory:
    def test_shows_the_consortium_and_its_two_kinds_once_on_top(self, client):
        OrganisationFactory(name="Consorzio Stella", consortium=True)
        OrganisationFactory(name="Spigolina", cooperative_a=True, skills=["assistenza a casa"])
        OrganisationFactory(name="Zolla", cooperative_b=True)
        OrganisationFactory(name="Ruote Amiche")

        page = client.get("/chi-ce").text

        for name in ("Consorzio Stella", "Spigolina", "Zolla", "Ruote Amiche"):
            assert page.count(f">{name}</a>") == 1
        assert page.index("Servizi alla persona") < page.index("Spigolina")
        assert page.index("Inserimento lavorativo") < page.index("Zolla")
        assert "assistenza a casa" in page

    def test_finds_by_name_and_by_skill_within_a_kind(self, client):
        able = OrganisationFactory(name="Ruote Amiche", skills=["carrozzine"])
        other = OrganisationFactory(name="Compiti in Piazza")
        waiting = OrganisationFactory(name="Carrozzine Subito", requested=True)
        for body in (able, other):
            index_organisation(body, now=NOON)

        found = client.get("/chi-ce?q=carrozzina").text
        elsewhere = client.get("/chi-ce?q=carrozzina&tipo=istituzioni").text
        nothing = client.get("/chi-ce?q=zzzz").text

        assert "Ruote Amiche" in found
        assert "Compiti" not in found
        assert waiting.name not in found
        assert "Ruote Amiche" not in elsewhere
        assert "un’altra parola" in nothing

    @pytest.mark.parametrize("words", ["%00", "<script>", "a" * 5000, "%27 OR 1=1", "*"])
    def test_takes_any_words(self, client, words):
        page = client.get(f"/chi-ce?q={words}")

        assert page.status_code in {200, 400}
        assert "<script>" not in page.text.replace("<script src", "")

    def test_keeps_the_words_from_page_to_page(self, client):
        for number in range(35):
            index_organisation(OrganisationFactory(name=f"Rete {number:02d}"), now=NOON)

        first = client.get("/chi-ce?q=rete").text
        address = first.split('href="/chi-ce?')[1].split('"')[0].replace("&amp;", "&")
        second = client.get(f"/chi-ce?{address}").text

        assert "Rete 00" in first
        assert "q=rete" in address
        assert "Rete 34" in second
        assert "Rete 00" not in second

    @pytest.mark.parametrize("many", [2, 25])
    def test_takes_four_statements_at_most(self, client, count_queries, many):
        OrganisationFactory.create_batch(many, cooperative_a=True)
        OrganisationFactory.create_batch(many)

        with count_queries() as statements:
            client.get("/chi-ce")

        assert len(statements) <= 4, statements


class TestBodyPage:
    def test_shows_what_it_runs_said_and_takes_part_in(self, client):
        body = OrganisationFactory(cooperative_a=True)
        ServiceFactory(title="Compagnia a casa", organisation_id=body.id)
        ServiceFactory(title="Tolto dal catalogo", organisation_id=body.id, is_listed=False)
        PositionFactory(
            need_id=NeedFactory(title="Manca una corriera", published=True).id,
            body_id=body.id,
            sentence="Aderiamo.",
            has_interest=True,
            interest="Gestiamo già due pulmini.",
        )
        InitiativeFactory(title="Pulmino di quartiere", runner_id=body.id)
        partner = InitiativeFactory(title="Orto di tutti")
        PartnerFactory(initiative_id=partner.id, organisation_id=body.id)

        page = client.get(f"/chi-ce/{body.id}").text

        for words in (
            "Compagnia a casa",
            "Manca una corriera",
            "Gestiamo già due pulmini.",
            "Pulmino di quartiere",
            "ha un interesse proprio",
            "Orto di tutti",
        ):
            assert words in page
        assert "Tolto dal catalogo" not in page

    def test_lists_the_official_answers_of_an_institution(self, client):
        comune = OrganisationFactory(institution=True)
        need = NeedFactory(title="Un marciapiede", published=True)
        AnswerFactory(need_id=need.id, body_id=comune.id, body="Lo facciamo a maggio.")

        page = client.get(f"/chi-ce/{comune.id}").text

        assert "Un marciapiede" in page
        assert "Lo facciamo a maggio." in page

    @pytest.mark.parametrize("state", ["hidden", "sensitive"])
    def test_shows_nothing_of_a_need_that_is_not_listed_away_from_its_page(self, client, state):
        body = OrganisationFactory()
        changes = {"hidden_at": NOON} if state == "hidden" else {"is_sensitive": True}
        need = NeedFactory(title="Da non mostrare", published=True, **changes)
        PositionFactory(need_id=need.id, body_id=body.id)
        InitiativeFactory(title="Nascosta", runner_id=body.id, hidden_at=NOON)

        page = client.get(f"/chi-ce/{body.id}").text

        assert "Da non mostrare" not in page
        assert "Nascosta" not in page

    def test_takes_eight_statements_while_acting_for_it(self, client, sign_in, count_queries):
        membership = MembershipFactory(
            person=PersonFactory(verified=True), valid_from=NOON.date().replace(year=2020)
        )
        body = membership.organisation
        for _ in range(5):
            PositionFactory(need_id=NeedFactory(published=True).id, body_id=body.id)
            ServiceFactory(organisation_id=body.id)
        sign_in(membership.person)
        client.post("/per-conto-di", data={"body": body.id})
        client.get(f"/chi-ce/{body.id}")

        with count_queries() as statements:
            client.get(f"/chi-ce/{body.id}")

        assert len(statements) <= 8, statements
