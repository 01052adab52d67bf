"""The pages of processes: what everybody reads, what those who run them write."""

from datetime import date, timedelta

import pytest

from auriga_web.organisations.models import OrganisationKind
from auriga_web.processes import rules
from auriga_web.processes.models import PhaseType, Process, ProcessState
from tests.factories import (
    NOON,
    ComuneFactory,
    OrganisationFactory,
    PersonFactory,
    ProcessDocumentFactory,
    ProcessFactory,
    ProvinceFactory,
    ZoneFactory,
)


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def written(**changes):
    values = {
        "title": "Doposcuola di valle",
        "summary": "Capire che cosa serve ai ragazzi dopo le due.",
        "purpose": "Parlare con chi ne ha bisogno.",
        "owner_id": OrganisationFactory().id,
        "place": ComuneFactory(name="Trevi", province=ProvinceFactory()).slug,
        "first_day": "2027-04-01",
    }
    return values | changes


class TestList:
    def test_says_where_each_stands_and_until_when(self, client):
        ProcessFactory(open=True, title="Sulla strada")

        page = client.get("/percorsi")

        assert "Sulla strada" in page.text
        assert "Lettura condivisa, fino al 30 marzo 2027" in page.text

    def test_hides_drafts_from_all_but_those_who_run_them(self, client, sign_in):
        ProcessFactory(title="Non ancora")

        assert "Non ancora" not in client.get("/percorsi").text
        assert "Non ancora" in sign_in(PersonFactory(facilitator=True)).get("/percorsi").text

    def test_filters_by_time_and_place(self, client):
        zone = ZoneFactory()
        comune = ComuneFactory(zone=zone)
        ProcessFactory(open=True, title="Adesso qui", territory_id=zone.id)
        ProcessFactory(open=True, title="Adesso altrove")
        ProcessFactory(open=True, title="Domani", first=date(2027, 4, 1), territory_id=zone.id)
        ProcessFactory(concluded=True, title="Finito", territory_id=zone.id)

        def shown(query):
            text = client.get(f"/percorsi?territorio={comune.slug}&{query}").text
            titles = ("Adesso qui", "Adesso altrove", "Domani", "Finito")
            return [title for title in titles if title in text]

        assert shown("") == ["Adesso qui", "Domani", "Finito"]
        assert shown("quando=in-corso") == ["Adesso qui"]
        assert shown("quando=in-arrivo") == ["Domani"]
        assert shown("quando=conclusi") == ["Finito"]

    def test_says_what_to_do_when_empty(self, client):
        assert "Scrivi un bisogno" in client.get("/percorsi").text
        assert "Togli un filtro" in client.get("/percorsi?quando=conclusi").text

    def test_goes_on_from_where_it_stopped(self, client):
        for number in range(23):
            ProcessFactory(open=True, title=f"Percorso {number:02d}.")

        first = client.get("/percorsi").text
        cursor = first.split("dopo=")[1].split('"')[0]
        second = client.get(f"/percorsi?dopo={cursor}").text

        titles = [f"Percorso {number:02d}." for number in range(23)]
        assert [(t in first) + (t in second) for t in titles] == [1] * 23

    @pytest.mark.parametrize("rows", [2, 25])
    def test_stays_within_five_queries(self, client, sign_in, count_queries, rows):
        ProcessFactory.create_batch(rows, open=True)
        sign_in(PersonFactory())

        with count_queries() as statements:
            client.get("/percorsi")

        assert len(statements) <= 5, statements


class TestShow:
    def test_says_what_can_be_done_until_when_who_acts_and_the_promise(self, client):
        process = ProcessFactory(open=True, phases=[PhaseType.LISTENING, PhaseType.RETURN])

        text = client.get(f"/percorsi/{process.id}").text

        assert "fino al 30 marzo 2027" in text
        assert "Puoi scrivere che cosa manca" in text
        assert "voce per voce" in text
        assert "Il consiglio, entro il 31 dicembre 2027" in text
        assert "Non è una pubblica amministrazione" in text

    def test_of_an_administration_says_so(self, client):
        owner = OrganisationFactory(kind=OrganisationKind.INSTITUTION)
        process = ProcessFactory(open=True, owner_id=owner.id)
        ProcessDocumentFactory(process_id=process.id, published=True)

        text = client.get(f"/percorsi/{process.id}").text

        assert "È una pubblica amministrazione" in text
        assert "Avviso pubblico" in text

    def test_of_anybody_else_never_uses_the_words_of_an_administration(self, client, sign_in):
        process = ProcessFactory(open=True)
        ProcessDocumentFactory(process_id=process.id, published=True)
        sign_in(PersonFactory(facilitator=True))

        for path in ("", "/documenti/1", "/documenti/nuovo", "/modifica"):
            text = client.get(f"/percorsi/{process.id}{path}").text.lower()
            for word in ("co-progettazione", "avviso pubblico", "manifestazione", "convenzione"):
                assert word not in text

    @pytest.mark.parametrize("offset", [-1, 0])
    def test_changes_with_the_clock_alone(self, client, time_machine, offset):
        process = ProcessFactory(open=True)
        edge = rules.midnight(date(2027, 3, 31))
        time_machine.move_to(edge + timedelta(seconds=offset), tick=False)

        text = client.get(f"/percorsi/{process.id}").text

        assert ("Puoi leggere con noi" in text) == (offset < 0)
        assert ("Puoi scrivere con gli altri il testo" in text) == (offset == 0)

    def test_marks_the_last_seventy_two_hours(self, client, time_machine):
        process = ProcessFactory(open=True)

        assert "when--now" not in client.get(f"/percorsi/{process.id}").text
        time_machine.move_to(rules.midnight(date(2027, 3, 29)), tick=False)
        assert "when--now" in client.get(f"/percorsi/{process.id}").text

    def test_of_a_draft_is_not_found(self, client):
        assert client.get(f"/percorsi/{ProcessFactory().id}").status_code == 404

    def test_stays_within_eight_queries(self, client, sign_in, count_queries):
        process = ProcessFactory(open=True)
        ProcessDocumentFactory(process_id=process.id, published=True)
        sign_in(PersonFactory())

        with count_queries() as statements:
            client.get(f"/percorsi/{process.id}")

        assert len(statements) <= 8, statements


class TestStart:
    def test_is_for_those_who_run_processes(self, client, sign_in):
        sign_in(PersonFactory())

        assert client.get("/percorsi/nuovo").status_code == 403

    def test_begins_with_a_card(self, client, sign_in):
        sign_in(PersonFactory(facilitator=True))

        text = client.get("/percorsi/nuovo").text

        assert "Bilancio partecipativo" in text
        assert client.get("/percorsi/nuovo/ascolto").status_code == 200
        assert client.get("/percorsi/nuovo/altro").status_code == 404

    def test_makes_a_draft_and_shows_its_days(self, client, sign_in, db):
        sign_in(PersonFactory(facilitator=True))

        answer = client.post("/percorsi/nuovo/ascolto", data=written())

        process = db.session.query(Process).one()
        assert answer.location == f"/percorsi/{process.id}/fasi"
        assert 'value="2027-04-01"' in client.get(answer.location).text

    @pytest.mark.parametrize(
        "wrong", [{"title": ""}, {"first_day": ""}, {"title": "Avviso pubblico"}]
    )
    def test_keeps_what_was_typed_when_something_is_wrong(self, client, sign_in, db, wrong):
        sign_in(PersonFactory(facilitator=True))

        answer = client.post("/percorsi/nuovo/ascolto", data=written(**wrong))

        assert answer.status_code == 422
        assert "Parlare con chi ne ha bisogno." in answer.text
        assert db.session.query(Process).count() == 0


def rows(*phases):
    values = {}
    for index, (kind, first, last) in enumerate(phases):
        values |= {
            f"phases-{index}-type": kind,
            f"phases-{index}-title": "",
            f"phases-{index}-first_day": first,
            f"phases-{index}-last_day": last,
        }
    return values


class TestRun:
    @pytest.fixture(autouse=True)
    def _as_facilitator(self, sign_in):
        sign_in(PersonFactory(facilitator=True))

    def test_sets_and_leaves_out_phases_of_a_draft(self, client):
        process = ProcessFactory()
        data = rows(
            ("design", "2027-05-01", "2027-05-10"),
            ("", "", ""),
            ("return", "2027-05-11", "2027-05-20"),
        )

        answer = client.post(f"/percorsi/{process.id}/fasi", data=data)

        assert answer.status_code == 302
        assert rules.last_day(process.ends_at) == date(2027, 5, 20)

    @pytest.mark.parametrize(
        "data",
        [
            rows(("design", "2027-05-10", "2027-05-01")),
            rows(("design", "", "2027-05-01")),
            rows(("", "", "")),
            rows(("altro", "2027-05-01", "2027-05-02")),
        ],
    )
    def test_says_what_is_wrong_with_the_days(self, client, data):
        process = ProcessFactory()

        assert client.post(f"/percorsi/{process.id}/fasi", data=data).status_code == 422

    def test_opens_only_with_a_promise(self, client):
        process, whole = ProcessFactory(), ProcessFactory(promised=True)

        refused = client.post(f"/percorsi/{process.id}/apertura")
        opened = client.post(f"/percorsi/{whole.id}/apertura")

        assert refused.status_code == 422
        assert "Scrivi che cosa farete con il risultato" in refused.text
        assert opened.status_code == 302
        assert whole.state is ProcessState.OPEN

    def test_ends_with_words(self, client):
        process = ProcessFactory(open=True)

        refused = client.post(f"/percorsi/{process.id}/conclusione", data={"words": " "})
        client.post(f"/percorsi/{process.id}/conclusione", data={"words": "Il pulmino parte."})

        assert refused.status_code == 422
        assert "Il pulmino parte." in client.get(f"/percorsi/{process.id}").text

    def test_is_interrupted_for_a_reason(self, client):
        process = ProcessFactory(open=True)

        refused = client.post(f"/percorsi/{process.id}/interruzione", data={"words": ""})
        client.post(f"/percorsi/{process.id}/interruzione", data={"words": "Mancano i soldi."})

        assert refused.status_code == 422
        assert "Mancano i soldi." in client.get(f"/percorsi/{process.id}").text

    def test_tells_the_second_of_two_writers_and_loses_nothing(self, client):
        process = ProcessFactory(version=3)

        answer = client.post(
            f"/percorsi/{process.id}/modifica", data=written(version="2", purpose="Le mie parole")
        )

        assert answer.status_code == 409
        assert "Le mie parole" in answer.text

    def test_makes_one_like_it(self, client, db):
        process = ProcessFactory(open=True)

        client.post(
            f"/percorsi/{process.id}/copia", data={"title": "Ancora", "first_day": "2027-09-01"}
        )

        made = db.session.query(Process).filter_by(title="Ancora").one()
        assert made.state is ProcessState.DRAFT
        assert client.get(f"/percorsi/{made.id}").status_code == 200

    def test_writes_and_publishes_a_document(self, client):
        process = ProcessFactory(open=True)
        document = {
            "kind": "invitation",
            "title": "Invito alle associazioni",
            "body": "Scriveteci.",
            "visibility": "everyone",
            "last_day": "2027-04-20",
        }

        made = client.post(f"/percorsi/{process.id}/documenti", data=document)
        published = client.post(f"{made.location}/pubblicazione")
        rewritten = client.post(
            f"{made.location}/modifica", data={"title": "Invito", "body": "Presto.", "version": "1"}
        )
        late = client.post(
            f"{made.location}/modifica", data={"title": "Invito", "body": "Tardi.", "version": "1"}
        )

        text = client.get(made.location).text
        assert (published.status_code, rewritten.status_code, late.status_code) == (302, 302, 409)
        assert "Presto." in text
        assert "Scriveteci." in text
        assert rules.sha256_of(number=1, version=2, title="Invito", body="Presto.") in text

    def test_refuses_a_short_term_and_reserved_words(self, client):
        process = ProcessFactory(open=True)
        document = {"kind": "invitation", "visibility": "everyone", "body": "Testo"}

        made = client.post(
            f"/percorsi/{process.id}/documenti",
            data=document | {"title": "Invito", "last_day": "2027-03-20"},
        )
        short = client.post(f"{made.location}/pubblicazione")
        reserved = client.post(
            f"/percorsi/{process.id}/documenti", data=document | {"title": "Avviso pubblico"}
        )

        assert short.status_code == 422
        assert "almeno 20 giorni" in short.text
        assert reserved.status_code == 422


class TestDocument:
    def test_is_not_found_by_those_it_is_not_for(self, client, sign_in):
        process = ProcessFactory(open=True)
        ProcessDocumentFactory(
            process_id=process.id, number=1, visibility="members", published=True
        )
        ProcessDocumentFactory(process_id=process.id, number=2)

        paths = [f"/percorsi/{process.id}/documenti/{number}" for number in (1, 2)]

        assert [client.get(path).status_code for path in paths] == [404, 404]
        sign_in(PersonFactory())
        assert [client.get(path).status_code for path in paths] == [200, 404]


class TestElsewhere:
    def test_is_open_now_on_home_and_under_what_one_can_take_part_in(self, client):
        ProcessFactory(open=True, title="Sulla strada")
        ProcessFactory(open=True, title="Non ancora", first=date(2027, 6, 1))

        for path in ("/", "/partecipa"):
            text = client.get(path).text
            assert "Sulla strada" in text
            assert "Non ancora" not in text
        assert "/percorsi" in client.get("/partecipa").text
