"""The pages of initiatives: what each kind of person sees, sends, and is refused."""

import hashlib
from datetime import timedelta
from html import unescape
from re import search

import pytest

from auriga_web.core.job_queue import Job
from auriga_web.initiatives import queries
from auriga_web.initiatives.models import Initiative, InitiativeState
from tests.factories import (
    NOON,
    ComuneFactory,
    CostLineFactory,
    InitiativeFactory,
    InitiativeVersionFactory,
    MilestoneFactory,
    NeedFactory,
    OrganisationFactory,
    PartnerFactory,
    PersonFactory,
    ProvinceFactory,
    ServiceAreaFactory,
)

BODY = "Tre volontari e un'auto, il martedì e il giovedì, con prenotazione al telefono."


@pytest.fixture
def as_facilitator(sign_in):
    return sign_in(PersonFactory(facilitator=True))


class TestList:
    def test_shows_what_moved_last_first(self, client):
        InitiativeFactory(title="Prima")
        InitiativeFactory(title="Seconda", moved_at=NOON + timedelta(days=1))

        page = client.get("/iniziative").text

        assert page.index("Seconda") < page.index("Prima")

    def test_filters_by_area_place_state_and_words(self, client, facilitator):
        area = ServiceAreaFactory(slug="trasporto")
        comune = ComuneFactory(slug="foligno")
        InitiativeFactory(
            title="Quella cercata", area_id=area.id, territory_id=comune.id, co_design=True
        )
        InitiativeFactory(title="Tutta un'altra")

        for query in ("area=trasporto", "territorio=foligno", "stato=co_design"):
            page = client.get(f"/iniziative?{query}").text
            assert "Quella cercata" in page
            assert "altra" not in page

    def test_says_what_to_do_when_nothing_is_found(self, client):
        assert client.get("/iniziative?q=inesistente").status_code == 200

    def test_does_not_stumble_over_nonsense(self, client):
        answer = client.get("/iniziative?area=x&territorio=y&stato=z&dopo=%7B&q=%27%22%3B")

        assert answer.status_code == 200

    def test_takes_few_statements_however_long(self, client, count_queries):
        for _ in range(3):
            InitiativeFactory()
        with count_queries() as few:
            client.get("/iniziative")
        for _ in range(15):
            InitiativeFactory()

        with count_queries() as many:
            client.get("/iniziative")

        assert len(many) == len(few) <= 3, many

    def test_pages_by_key(self, client):
        for number in range(25):
            InitiativeFactory(title=f"Numero {number:02d}")
        first = client.get("/iniziative").text
        assert "Numero 24" in first
        assert "Numero 04" not in first

        following = unescape(search(r'rel="next" href="([^"]+)"', first).group(1))

        assert "Numero 04" in client.get(following).text


class TestPage:
    def test_takes_few_statements(self, client, count_queries):
        partner_of = InitiativeFactory(
            in_progress=True,
            needs=[NeedFactory(published=True) for _ in range(3)],
            runner_id=OrganisationFactory(cooperative_a=True).id,
        )
        for _ in range(3):
            partner = PartnerFactory(initiative_id=partner_of.id)
            CostLineFactory(initiative_id=partner_of.id, brought_cents=1, partner_id=partner.id)
            MilestoneFactory(initiative_id=partner_of.id)

        with count_queries() as statements:
            answer = client.get(f"/iniziative/{partner_of.id}")

        assert answer.status_code == 200
        assert len(statements) <= 8, statements

    @pytest.mark.parametrize("state", InitiativeState)
    def test_stands_in_every_state(self, client, as_facilitator, state):
        traits = {} if state is InitiativeState.IDEA else {state.value: True}
        initiative = InitiativeFactory(needs=[NeedFactory(published=True)], **traits)
        CostLineFactory(initiative_id=initiative.id)
        MilestoneFactory(initiative_id=initiative.id)

        page = client.get(f"/iniziative/{initiative.id}")

        assert page.status_code == 200
        assert initiative.title in page.text

    def test_adds_the_costs_up(self, client):
        initiative = InitiativeFactory()
        partner = PartnerFactory(initiative_id=initiative.id)
        CostLineFactory(
            initiative_id=initiative.id,
            asked_cents=1_200_000,
            brought_cents=300_000,
            partner_id=partner.id,
        )

        page = client.get(f"/iniziative/{initiative.id}").text

        for amount in ("12.000", "3.000", "9.000"):
            assert amount in page

    def test_of_what_is_hidden_is_not_found(self, client):
        initiative = InitiativeFactory(hidden=True)

        for path in ("", "/versioni", "/versioni/1", "/confronto", "/storia"):
            assert client.get(f"/iniziative/{initiative.id}{path}").status_code == 404

    def test_names_who_proposed_it_only_by_choice(self, client):
        shy = PersonFactory(verified=True, name="Nome Nascosto")
        bold = PersonFactory(verified=True, name="Nome Mostrato", is_name_public=True)
        first = InitiativeFactory(author_id=shy.id)
        second = InitiativeFactory(author_id=bold.id)

        assert "Nome Nascosto" not in client.get(f"/iniziative/{first.id}").text
        assert "Nome Mostrato" in client.get(f"/iniziative/{second.id}").text

    def test_names_nobody_where_it_can_harm(self, client):
        bold = PersonFactory(verified=True, name="Nome Mostrato", is_name_public=True)
        area = ServiceAreaFactory(sensitive=True)
        initiative = InitiativeFactory(author_id=bold.id, area_id=area.id)

        page = client.get(f"/iniziative/{initiative.id}").text

        assert "Nome Mostrato" not in page
        assert "noindex" in page

    def test_does_not_link_needs_that_nobody_can_read(self, client):
        hidden = NeedFactory(published=True, hidden=True, title="Titolo nascosto")
        initiative = InitiativeFactory(needs=[hidden])

        assert "Titolo nascosto" not in client.get(f"/iniziative/{initiative.id}").text


class TestPropose:
    def _fields(self, need, **changes):
        return {
            "title": "Un passaggio",
            "summary": "Volontari accompagnano chi non guida.",
            "body": BODY,
            "need_ids": [need.id],
            "area": ServiceAreaFactory().slug,
            "place": ComuneFactory().slug,
        } | changes

    def test_makes_a_public_page(self, client, sign_in, db):
        sign_in(PersonFactory(verified=True))
        need = NeedFactory(published=True)

        answer = client.post("/iniziative", data=self._fields(need))

        assert answer.status_code == 302
        initiative = db.session.query(Initiative).one()
        assert answer.location == f"/iniziative/{initiative.id}"
        assert "Un passaggio" in client.get(answer.location).text

    def test_may_be_for_the_whole_province(self, client, sign_in, db):
        sign_in(PersonFactory(verified=True))
        province = ProvinceFactory()
        ComuneFactory(province=province)

        client.post("/iniziative", data=self._fields(NeedFactory(published=True), place=""))

        assert db.session.query(Initiative).one().territory_id == province.id

    def test_starts_from_the_need_one_comes_from(self, client, sign_in):
        sign_in(PersonFactory(verified=True))
        need = NeedFactory(published=True, title="Il mio bisogno")

        page = client.get(f"/iniziative/nuova?bisogno={need.id}").text

        assert "Il mio bisogno" in page
        assert "checked" in page

    def test_looks_for_needs_and_keeps_what_was_typed(self, client, sign_in, db):
        sign_in(PersonFactory(verified=True))
        need = NeedFactory(published=True)

        answer = client.post(
            "/iniziative", data=self._fields(need, words="qualcosa", cerca="1", title="Tenuto")
        )

        assert answer.status_code == 200
        assert "Tenuto" in answer.text
        assert db.session.query(Initiative).count() == 0

    @pytest.mark.parametrize(
        "wrong", [{"title": ""}, {"need_ids": []}, {"area": ""}, {"place": "x"}, {"body": "Poco."}]
    )
    def test_says_what_is_missing_and_keeps_the_rest(self, client, sign_in, db, wrong):
        sign_in(PersonFactory(verified=True))
        need = NeedFactory(published=True)

        answer = client.post("/iniziative", data=self._fields(need, **wrong))

        assert answer.status_code == 422
        assert "Volontari accompagnano" in answer.text
        assert db.session.query(Initiative).count() == 0

    def test_says_to_who_is_only_registered_what_it_needs(self, client, sign_in):
        sign_in(PersonFactory())

        assert client.get("/iniziative/nuova").status_code == 403
        assert client.post("/iniziative", data={}).status_code == 403

    def test_asks_visitors_to_sign_in(self, client):
        assert client.get("/iniziative/nuova").status_code == 302


class TestVersions:
    def test_conflict_shows_both_texts_escaped(self, client, as_facilitator):
        initiative = InitiativeFactory(co_design=True)
        fields = {"title": "T", "summary": "s" * 30, "version": "1"}
        theirs, mine = (
            "<b>Il loro</b> testo, lungo abbastanza per essere pubblicato qui. ",
            ("<img src=x onerror=alert(1)> Il mio testo, lungo abbastanza per essere pubblicato."),
        )
        assert (
            client.post(
                f"/iniziative/{initiative.id}/versioni", data=fields | {"body": theirs}
            ).status_code
            == 302
        )

        answer = client.post(f"/iniziative/{initiative.id}/versioni", data=fields | {"body": mine})

        assert answer.status_code == 409
        assert "loro" in answer.text
        assert "onerror=alert(1)" in answer.text
        assert "<img" not in answer.text.split("<main")[1]
        assert 'name="version" type="hidden" value="2"' in answer.text

    def test_are_compared_word_by_word_escaped(self, client):
        initiative = InitiativeFactory(version_no=2, body="Ogni martedì <script>uno</script>.")
        InitiativeVersionFactory(
            initiative_id=initiative.id, number=2, body="Ogni giovedì <script>due</script>."
        )

        page = client.get(f"/iniziative/{initiative.id}/confronto?da=1&a=2").text

        assert "<del>martedì</del>" in page
        assert "<ins>giovedì</ins>" in page
        assert "<script>uno" not in page

    def test_that_are_not_there_are_not_found(self, client):
        initiative = InitiativeFactory()

        for path in ("versioni/9", "confronto", "confronto?a=7", "versioni/1/testo.txt"):
            assert client.get(f"/iniziative/{initiative.id}/{path}").status_code == 404

    def test_frozen_can_be_downloaded_and_hashed_again(self, client):
        initiative = InitiativeFactory(frozen=True)

        answer = client.get(f"/iniziative/{initiative.id}/versioni/1/testo.txt")

        digest = hashlib.sha256(answer.data).hexdigest()
        assert digest == queries.get_version(initiative.id, 1).frozen_sha256
        assert digest in client.get(f"/iniziative/{initiative.id}/versioni/1").text

    def test_are_not_written_by_strangers(self, client, sign_in):
        sign_in(PersonFactory(verified=True))
        initiative = InitiativeFactory(co_design=True)

        assert client.get(f"/iniziative/{initiative.id}/testo").status_code == 403


class TestSteps:
    def test_lead_from_the_idea_to_the_outcome(self, client, as_facilitator, db):
        initiative = InitiativeFactory(needs=[NeedFactory(published=True)])
        at = f"/iniziative/{initiative.id}"

        for step in ("approfondimento", "scrittura-comune", "testo-definitivo"):
            assert client.post(f"{at}/{step}").status_code == 302, step
        assert initiative.state is InitiativeState.FROZEN

        initiative.state = InitiativeState.APPROVED
        db.session.commit()
        assert client.post(f"{at}/avvio").status_code == 302
        answer = client.post(f"{at}/conclusione", data={"text": "Duecento viaggi per 41 persone."})
        assert answer.status_code == 302
        assert "Duecento viaggi" in client.get(at).text

    def test_refused_say_why_and_keep_what_was_typed(self, client, as_facilitator):
        initiative = InitiativeFactory()

        answer = client.post(f"/iniziative/{initiative.id}/rinuncia", data={"text": "No."})

        assert answer.status_code == 422
        assert ">No.</textarea>" in answer.text

    def test_are_for_facilitators(self, client, sign_in):
        sign_in(PersonFactory(verified=True))
        initiative = InitiativeFactory()

        for step in ("approfondimento", "testo-definitivo", "rinuncia", "avvio", "conclusione"):
            assert client.post(f"/iniziative/{initiative.id}/{step}").status_code == 403

    def test_never_happen_on_get(self, client, as_facilitator):
        initiative = InitiativeFactory()

        assert client.get(f"/iniziative/{initiative.id}/approfondimento").status_code == 405

    def test_reach_a_milestone(self, client, as_facilitator):
        initiative = InitiativeFactory(in_progress=True)
        milestone = MilestoneFactory(initiative_id=initiative.id)

        answer = client.post(
            f"/iniziative/{initiative.id}/tappe/{milestone.id}/raggiungimento",
            data={"text": "Due passeggeri."},
        )

        assert answer.status_code == 302
        assert "Due passeggeri." in client.get(f"/iniziative/{initiative.id}").text


class TestDesignPage:
    @pytest.fixture
    def initiative(self):
        return InitiativeFactory(co_design=True, needs=[NeedFactory(published=True)])

    def test_adds_and_takes_away(self, client, as_facilitator, initiative):
        body, need = OrganisationFactory(), NeedFactory(published=True)
        at = f"/iniziative/{initiative.id}"

        added = [
            client.post(f"{at}/bisogni", data={"needs-need_id": need.id}),
            client.post(
                f"{at}/partner",
                data={"partners-organisation_id": body.id, "partners-role": "Mette l'auto"},
            ),
            client.post(
                f"{at}/tappe",
                data={"milestones-title": "Via", "milestones-due_on": "2027-05-01"},
            ),
        ]
        (partner,) = queries.load_parts(initiative.id).partners
        added.append(
            client.post(
                f"{at}/costi",
                data={
                    "costs-label": "Carburante",
                    "costs-asked": "1200.50",
                    "costs-brought": "200",
                    "costs-partner_id": partner.id,
                },
            )
        )
        assert [answer.status_code for answer in added] == [302] * 4
        (line,) = queries.load_parts(initiative.id).costs
        assert (line.asked_cents, line.brought_cents) == (120_050, 20_000)
        assert client.get(f"{at}/progetto").status_code == 200

        for path in (f"costi/{line.id}", f"partner/{partner.id}", f"bisogni/{need.id}"):
            assert client.post(f"{at}/{path}/eliminazione").status_code == 302
        assert queries.load_parts(initiative.id).costs == []

    def test_says_what_is_wrong_beside_its_form(self, client, as_facilitator, initiative):
        answer = client.post(
            f"/iniziative/{initiative.id}/costi",
            data={
                "costs-label": "x",
                "costs-asked": "10",
                "costs-brought": "20",
                "costs-partner_id": 0,
            },
        )

        assert answer.status_code == 422

    def test_names_the_cooperative_that_would_run_it(self, client, as_facilitator, initiative):
        runner = OrganisationFactory(cooperative_b=True, name="Cooperativa Esempio")

        answer = client.post(
            f"/iniziative/{initiative.id}/gestore", data={"runner-runner_id": runner.id}
        )

        assert answer.status_code == 302
        assert "Cooperativa Esempio" in client.get(f"/iniziative/{initiative.id}").text

    def test_is_closed_to_strangers(self, client, sign_in, initiative):
        sign_in(PersonFactory(verified=True))

        assert client.get(f"/iniziative/{initiative.id}/progetto").status_code == 403


class TestStory:
    def test_goes_from_need_to_initiative_and_back(self, client, sign_in):
        sign_in(PersonFactory(verified=True))
        need = NeedFactory(published=True, title="Bisogno di partenza")
        fields = TestPropose()._fields(need)
        where = client.post("/iniziative", data=fields).location

        for path in (f"{where}/storia", f"/bisogni/{need.id}/storia"):
            page = client.get(path).text
            assert page.index("Bisogno di partenza") < page.rindex("Un passaggio")

    def test_of_nothing_is_not_found(self, client):
        assert client.get("/bisogni/999/storia").status_code == 404
        assert client.get("/iniziative/999/storia").status_code == 404

    def test_leaves_out_what_is_hidden(self, client, sign_in, db):
        sign_in(PersonFactory(verified=True))
        need = NeedFactory(published=True, title="Bisogno di partenza")
        client.post("/iniziative", data=TestPropose()._fields(need))
        db.session.query(Initiative).one().hidden_at = NOON
        db.session.commit()
        client.post("/esci")

        with_session = client.get(f"/bisogni/{need.id}/storia")

        assert "Bisogno di partenza" in with_session.text


def test_no_job_is_left_behind(db):
    assert db.session.query(Job).count() == 0
