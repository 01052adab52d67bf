"""Needs over HTTP: pages, partials, without JavaScript, refusals."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from auriga_web.needs.models import Need, NeedCounter, NeedState, Support, Theme
from auriga_web.territories import operations as territories
from auriga_web.territories.models import Relation
from tests.factories import (
    NOON,
    AnswerFactory,
    ComuneFactory,
    MembershipFactory,
    NeedFactory,
    OrganisationFactory,
    PersonFactory,
    PositionFactory,
    ServiceAreaFactory,
    SupportFactory,
    ThemeFactory,
)
from tests.needs.actors import as_actor

HTMX = {"HX-Request": "true"}


def words(area=None, comune=None, **more):
    return {
        "title": "Manca un doposcuola il pomeriggio",
        "body": "Dalle due alle sei i bambini restano soli in casa.",
        "service_area_id": str((area or ServiceAreaFactory()).id),
        "comune_id": str((comune or ComuneFactory()).id),
        "speaks_for": "family",
        **more,
    }


class TestIndex:
    def test_shows_what_everybody_can_read(self, client):
        NeedFactory(published=True, title="Manca il bus", support_count=37)
        NeedFactory(submitted=True, title="Aspetta ancora")
        NeedFactory(published=True, hidden=True, title="Nascosto")

        page = client.get("/bisogni").text

        assert "Manca il bus" in page
        assert "37 persone" in page
        assert "Aspetta ancora" not in page
        assert "Nascosto" not in page

    def test_says_what_to_do_when_there_is_none(self, client):
        assert "/bisogni/nuovo" in client.get("/bisogni").text

    def test_narrows_by_its_address(self, client):
        comune = ComuneFactory()
        NeedFactory(published=True, title="Manca il bus", comune=comune)
        NeedFactory(published=True, title="Manca il parco")
        page = client.get(f"/bisogni?territorio={comune.slug}&stato=aperti").text

        assert "Manca il bus" in page
        assert "Manca il parco" not in page

    def test_leaves_out_what_it_does_not_know(self, client):
        NeedFactory(published=True, title="Manca il bus")

        answer = client.get("/bisogni?area=x&territorio=y&stato=z&ordina=w&dopo=!!!")

        assert answer.status_code == 200
        assert "Manca il bus" in answer.text

    def test_goes_on_after_the_last_row(self, client):
        NeedFactory.create_batch(21, published=True)
        page = client.get("/bisogni").text

        assert "dopo=" in page

    def test_is_a_table_too_that_runs_nothing(self, client):
        NeedFactory(published=True, title="=1+1 doposcuola")

        answer = client.get("/bisogni/elenco.csv")

        assert answer.mimetype == "text/csv"
        assert "'=1+1 doposcuola" in answer.text

    def test_is_a_feed_too(self, client):
        need = NeedFactory(published=True, title="Manca il bus & il treno")

        answer = client.get("/bisogni/elenco.atom")

        assert answer.mimetype == "application/atom+xml"
        assert "Manca il bus &amp; il treno" in answer.text
        assert f"http://localhost/bisogni/{need.id}" in answer.text

    def test_has_a_map_and_a_list_of_what_is_late(self, client):
        NeedFactory(published=True, title="Aspetta", answer_due_at=NOON - timedelta(days=900))

        assert "<svg" in client.get("/bisogni/mappa", headers=HTMX).text
        assert "Aspetta" in client.get("/bisogni/risposte-in-ritardo").text


class TestShow:
    def test_shows_a_visitor_links_and_no_post_form(self, client):
        need = NeedFactory(published=True, support_count=12, position_count=1)
        AnswerFactory(need=need)
        PositionFactory(need=need, interest="Gestiremmo il servizio.")
        need.first_answered_at = NOON

        page = client.get(f"/bisogni/{need.id}").text

        assert 'method="post"' not in page
        assert f"/bisogni/{need.id}/adesioni" in page
        assert "Ne parliamo al tavolo di aprile." in page
        assert "Gestiremmo il servizio." in page
        assert "<strong>salta</strong>" in page

    @pytest.mark.parametrize("trait", [None, "submitted", "returned"])
    def test_is_not_found_before_it_is_public(self, client, trait):
        need = NeedFactory(**({trait: True} if trait else {}))

        assert client.get(f"/bisogni/{need.id}").status_code == 404

    def test_is_not_found_when_hidden_but_for_author_and_staff(self, client, sign_in):
        author = PersonFactory()
        need = NeedFactory(author=author, published=True, hidden=True)

        assert client.get(f"/bisogni/{need.id}").status_code == 404
        assert sign_in(author).get(f"/bisogni/{need.id}").status_code == 200
        assert sign_in(PersonFactory()).get(f"/bisogni/{need.id}").status_code == 404
        staff = sign_in(PersonFactory(moderator=True)).get(f"/bisogni/{need.id}")
        assert staff.status_code == 200
        assert staff.headers["Cache-Control"] == "no-store"

    def test_leaves_a_dated_note_of_what_was_taken_back(self, client):
        need = NeedFactory(withdrawn=True)

        page = client.get(f"/bisogni/{need.id}")

        assert page.status_code == 200
        assert "noindex" in page.text

    def test_keeps_few_and_names_private_where_it_is_sensitive(self, client):
        need = NeedFactory(published=True, area=ServiceAreaFactory(sensitive=True), support_count=3)

        page = client.get(f"/bisogni/{need.id}").text

        assert "3 person" not in page
        assert "meno di 5 persone" in page
        assert "noindex" in page

    def test_escapes_what_people_wrote(self, client):
        need = NeedFactory(published=True, title="<script>x</script>", frazione="<b>Rio</b>")

        page = client.get(f"/bisogni/{need.id}").text

        assert "<script>x" not in page
        assert "<b>Rio" not in page

    def test_leads_from_a_united_need_to_the_other(self, client):
        kept = NeedFactory(published=True, title="Quello che resta")
        need = NeedFactory(
            published=True, state=NeedState.MERGED, merged_into_id=kept.id, is_listed=False
        )

        assert "Quello che resta" in client.get(f"/bisogni/{need.id}").text

    def test_does_not_name_the_other_once_it_is_hidden(self, client):
        kept = NeedFactory(
            published=True, title="Quello che resta", hidden_at=NOON, is_listed=False
        )
        need = NeedFactory(
            published=True, state=NeedState.MERGED, merged_into_id=kept.id, is_listed=False
        )

        assert "Quello che resta" not in client.get(f"/bisogni/{need.id}").text

    def test_is_not_found_when_there_is_none(self, client):
        assert client.get("/bisogni/999999").status_code == 404

    def test_a_theme_shows_its_needs(self, client):
        theme = ThemeFactory()

        assert theme.title in client.get(f"/temi/{theme.id}").text


class TestWriting:
    def test_has_two_doors(self, client):
        page = client.get("/bisogni/nuovo").text

        assert "/bisogni/nuovo/testo" in page
        assert "1522" in page

    def test_asks_a_visitor_to_sign_in_when_they_send_it(self, db, client):
        assert client.get("/bisogni/nuovo/testo").status_code == 200

        answer = client.post("/bisogni", data=words())

        assert answer.status_code == 303
        assert "next=" in answer.location
        assert db.session.scalars(select(Need)).all() == []

    def test_sends_a_first_need_to_a_moderator(self, db, client, sign_in):
        sign_in(PersonFactory())

        answer = client.post("/bisogni", data=words())

        need = db.session.scalars(select(Need)).one()
        assert answer.status_code == 303
        assert "Lo leggiamo entro" in client.get(answer.location).text
        assert need.state is NeedState.SUBMITTED

    def test_keeps_a_draft(self, db, client, sign_in):
        sign_in(PersonFactory(verified=True))

        client.post("/bisogni", data=words(action="draft"))

        assert db.session.scalars(select(Need.state)).one() is NeedState.DRAFT

    def test_keeps_what_was_typed_when_something_is_missing(self, db, client, sign_in):
        sign_in(PersonFactory())

        answer = client.post("/bisogni", data=words(title="Corto", comune_id=""))

        assert answer.status_code == 422
        assert "Dalle due alle sei" in answer.text
        assert answer.text.count("invalid-feedback") == 2
        assert db.session.scalars(select(Need)).all() == []

    def test_asks_for_consent_in_a_sensitive_area_and_keeps_what_was_typed(
        self, db, client, sign_in
    ):
        sign_in(PersonFactory(verified=True))
        data = words(ServiceAreaFactory(sensitive=True))

        refused = client.post("/bisogni", data=data)
        accepted = client.post("/bisogni", data={**data, "has_consented": "y"})

        assert refused.status_code == 422
        assert "Dalle due alle sei" in refused.text
        assert accepted.status_code == 303
        assert len(db.session.scalars(select(Need)).all()) == 1

    def test_warns_once_about_personal_data(self, db, client, sign_in):
        sign_in(PersonFactory(verified=True))
        data = words(body="Chiamate mio zio al 333 1234567, è solo tutto il giorno.")

        warned = client.post("/bisogni", data=data)
        sent = client.post("/bisogni", data={**data, "warned": "1"})

        assert warned.status_code == 422
        assert 'name="warned"' in warned.text
        assert sent.status_code == 303

    def test_shows_what_is_similar_with_and_without_javascript(self, client, sign_in):
        moderator = PersonFactory(moderator=True)
        need = NeedFactory(submitted=True, title="Manca un doposcuola")
        sign_in(moderator).post(f"/bisogni/{need.id}/pubblicazione")

        partial = client.post(
            "/bisogni/simili", data={"title": "serve un doposcuola"}, headers=HTMX
        )
        whole = client.post("/bisogni", data=words(action="similar"))

        for answer in (partial, whole):
            assert answer.status_code == 200
            assert "Manca un doposcuola" in answer.text
            assert f'formaction="/bisogni/{need.id}/adesioni"' in answer.text
        assert partial.text.lstrip().startswith('<div class="need-similar" id="similar"')

    def test_shows_both_texts_when_two_wrote_at_once(self, client, sign_in):
        author = PersonFactory()
        need = NeedFactory(
            author=author, published=True, version=2, body="<i>Adesso</i> dice così."
        )
        sign_in(author)

        answer = client.post(
            f"/bisogni/{need.id}/modifica",
            data=words(version="1", body="<b>Io</b> avevo scritto un'altra cosa."),
        )

        assert answer.status_code == 409
        assert "&lt;b&gt;Io&lt;/b&gt;" in answer.text
        assert "&lt;i&gt;Adesso&lt;/i&gt;" in answer.text

    def test_changes_what_was_written(self, client, sign_in):
        author = PersonFactory()
        need = NeedFactory(author=author, published=True)
        sign_in(author)

        page = client.get(f"/bisogni/{need.id}/modifica").text
        client.post(f"/bisogni/{need.id}/modifica", data=words(version="1"))

        assert need.title == "Manca un doposcuola il pomeriggio"
        assert 'name="version" type="hidden" value="1"' in page
        assert "Nessuno che accompagni" in client.get(f"/bisogni/{need.id}/versioni").text

    def test_is_not_for_others(self, client, sign_in):
        need = NeedFactory(published=True)
        sign_in(PersonFactory())

        assert client.get(f"/bisogni/{need.id}/modifica").status_code == 403
        assert client.get(f"/bisogni/{need.id}/ritiro").status_code == 403
        refused = client.post(f"/bisogni/{need.id}/ritiro", data={"reason": "solved"})
        assert refused.status_code == 403

    def test_takes_back(self, client, sign_in):
        author = PersonFactory()
        need = NeedFactory(author=author, published=True)
        sign_in(author)

        missing = client.post(f"/bisogni/{need.id}/ritiro", data={})
        client.post(f"/bisogni/{need.id}/ritiro", data={"reason": "solved"})

        assert missing.status_code == 422
        assert need.state is NeedState.WITHDRAWN

    def test_begins_from_where_one_lives(self, db, client, sign_in):
        person, comune = PersonFactory(), ComuneFactory(name="Todi")
        territories.declare_residency(
            territory_id=comune.id, relation=Relation.LIVES, actor=as_actor(person), now=NOON
        )
        db.session.commit()
        sign_in(person)

        page = client.get("/bisogni/nuovo/testo").text

        assert f'<option selected value="{comune.id}">Todi' in page

    def test_sends_a_draft_and_what_came_back(self, client, sign_in):
        author = PersonFactory(verified=True)
        draft, returned = NeedFactory(author=author), NeedFactory(author=author, returned=True)
        sign_in(author)

        client.post(f"/bisogni/{draft.id}/invio")
        kept = client.post(
            f"/bisogni/{returned.id}/modifica", data=words(version="1", action="draft")
        )
        assert returned.state is NeedState.RETURNED
        client.post(f"/bisogni/{returned.id}/modifica", data=words(version="2"))

        assert draft.state is NeedState.PUBLISHED
        assert kept.status_code == 303
        assert returned.state is NeedState.PUBLISHED
        assert client.post(f"/bisogni/{draft.id}/invio").status_code == 403

    def test_keeps_a_draft_that_lacks_consent(self, client, sign_in):
        author, area = PersonFactory(verified=True), ServiceAreaFactory(sensitive=True)
        need = NeedFactory(author=author, area=area)
        sign_in(author)

        sent = client.post(f"/bisogni/{need.id}/invio")
        changed = client.post(f"/bisogni/{need.id}/modifica", data=words(area, version="1"))
        warned = client.post(
            f"/bisogni/{need.id}/modifica", data=words(area, version="1", title="x")
        )

        assert sent.status_code == changed.status_code == warned.status_code == 422
        assert need.state is NeedState.DRAFT

    def test_asks_who_speaks_for_an_organisation_to_act_in_its_name(self, client, sign_in):
        author = PersonFactory()
        need = NeedFactory(author=author, speaks_for="my_organisation")
        sign_in(author)

        answer = client.post(
            f"/bisogni/{need.id}/modifica", data=words(version="1", speaks_for="my_organisation")
        )

        assert answer.status_code == 422

    def test_throws_a_draft_away(self, db, client, sign_in):
        author = PersonFactory()
        need_id = NeedFactory(author=author).id
        sign_in(author)

        answer = client.post(f"/bisogni/{need_id}/eliminazione")

        assert answer.status_code == 303
        assert client.get(f"/bisogni/{need_id}").status_code == 404


class TestSupport:
    def test_counts_once_without_javascript(self, db, client, sign_in):
        need = NeedFactory(published=True)
        sign_in(PersonFactory())

        for _ in range(2):
            answer = client.post(f"/bisogni/{need.id}/adesioni")
            assert answer.status_code == 303

        counted = select(NeedCounter.support_count).where(NeedCounter.need_id == need.id)
        assert db.session.scalar(counted) == 1

    def test_answers_htmx_with_its_own_part(self, client, sign_in):
        need = NeedFactory(published=True)
        sign_in(PersonFactory())

        joined = client.post(f"/bisogni/{need.id}/adesioni", headers=HTMX).text
        left = client.post(f"/bisogni/{need.id}/adesioni/ritiro", headers=HTMX).text

        for part in (joined, left):
            assert part.lstrip().startswith(
                f'<div class="need-support" id="need-{need.id}-support"'
            )
        assert "/adesioni/ritiro" in joined
        assert "/adesioni/ritiro" not in left

    def test_joins_from_beside_the_form(self, db, client, sign_in):
        need = NeedFactory(published=True)
        sign_in(PersonFactory())

        answer = client.post(f"/bisogni/{need.id}/adesioni", data={"dove": "simili"}, headers=HTMX)

        assert "need-joined" in answer.text
        assert len(db.session.scalars(select(Support)).all()) == 1

    def test_asks_who_signed_in_for_it_to_confirm(self, client, sign_in):
        need = NeedFactory(published=True)

        assert client.get(f"/bisogni/{need.id}/adesioni").status_code == 302
        sign_in(PersonFactory())
        assert 'method="post"' in client.get(f"/bisogni/{need.id}/adesioni").text

    def test_asks_for_consent_where_it_is_sensitive(self, db, client, sign_in):
        need = NeedFactory(published=True, area=ServiceAreaFactory(sensitive=True))
        sign_in(PersonFactory())
        asking, joining = f"/bisogni/{need.id}/adesioni", {"consenso": "1"}

        assert f'href="{asking}"' in client.get(f"/bisogni/{need.id}").text
        assert client.post(asking).location.endswith(asking)
        assert client.post(asking, headers=HTMX).headers["HX-Redirect"].endswith(asking)
        assert 'name="consenso"' in client.get(asking).text
        assert db.session.scalars(select(Support)).all() == []
        client.post(asking, data=joining)
        assert len(db.session.scalars(select(Support)).all()) == 1

    def test_refuses_what_is_closed(self, client, sign_in):
        need = NeedFactory(answered=True)
        sign_in(PersonFactory())

        assert client.post(f"/bisogni/{need.id}/adesioni").status_code == 403


class TestPosition:
    @pytest.fixture
    def act_for(self, client, sign_in):
        """Sign somebody in who may speak for a body, and act in its name."""

        def act_for(body, **role):
            membership = MembershipFactory(
                organisation=body,
                person=PersonFactory(verified=True),
                valid_from=date(2020, 1, 1),
                **(role or {"representative": True}),
            )
            sign_in(membership.person)
            with client.session_transaction() as session:
                session["body_id"] = body.id
            return client

        return act_for

    def test_is_said_changed_and_taken_back(self, client, act_for):
        need, body = NeedFactory(published=True), OrganisationFactory(name="Il Calesse")
        act_for(body)
        address = f"/bisogni/{need.id}/posizioni"

        empty = client.post(address, data={"sentence": " "})
        client.post(address, data={"sentence": "Aderiamo.", "interest": "Lo gestiremmo noi."})
        page = client.get(f"/bisogni/{need.id}").text
        client.post(f"{address}/ritiro")

        assert empty.status_code == 422
        assert "Il Calesse" in page
        assert "Lo gestiremmo noi." in page
        assert "Lo gestiremmo noi." not in client.get(f"/bisogni/{need.id}").text

    def test_is_not_for_simple_members(self, client, act_for):
        need = NeedFactory(published=True)
        act_for(OrganisationFactory(), member=True)

        refused = client.post(f"/bisogni/{need.id}/posizioni", data={"sentence": "Aderiamo."})

        assert refused.status_code == 403

    def test_an_institution_that_is_asked_answers_in_its_name(self, client, act_for):
        body = OrganisationFactory(institution=True, name="Comune di Todi")
        need = NeedFactory(published=True, addressee_id=body.id)
        act_for(body)

        client.post(
            f"/bisogni/{need.id}/risposte",
            data={"kind": "first", "body": "Il Comune ne parla in giunta a maggio."},
        )

        page = client.get(f"/bisogni/{need.id}").text
        assert "Il Comune ne parla in giunta a maggio." in page
        assert need.first_answered_at is not None

    def test_a_body_that_writes_is_named_with_who_wrote(self, db, client, act_for):
        act_for(OrganisationFactory(name="Il Calesse"))

        client.post("/bisogni", data=words(speaks_for="my_organisation"))

        need = db.session.scalars(select(Need)).one()
        assert need.author_body_id is not None
        assert "per Il Calesse" in client.get(f"/bisogni/{need.id}").text


class TestStaff:
    def test_publishes_and_sends_back(self, client, sign_in):
        first, second = NeedFactory(submitted=True), NeedFactory(submitted=True)
        sign_in(PersonFactory(moderator=True))

        client.post(f"/bisogni/{first.id}/pubblicazione")
        empty = client.post(f"/bisogni/{second.id}/rinvio", data={"reason": ""})
        client.post(f"/bisogni/{second.id}/rinvio", data={"reason": "Togli il cognome."})

        assert first.state is NeedState.PUBLISHED
        assert empty.status_code == 422
        assert second.state is NeedState.RETURNED

    @pytest.mark.parametrize(
        ("kind", "state"),
        [
            ("first", NeedState.PUBLISHED),
            ("answered", NeedState.ANSWERED),
            ("not_pursued", NeedState.NOT_PURSUED),
        ],
    )
    def test_answers(self, client, sign_in, kind, state):
        need = NeedFactory(published=True)
        sign_in(PersonFactory(facilitator=True))
        body = "Dal primo settembre ci sono due autisti."

        empty = client.post(f"/bisogni/{need.id}/risposte", data={"kind": kind, "body": ""})
        client.post(f"/bisogni/{need.id}/risposte", data={"kind": kind, "body": body})

        assert empty.status_code == 422
        assert need.state is state
        assert body in client.get(f"/bisogni/{need.id}").text

    def test_takes_up_archives_and_says_when_it_is_too_late(self, client, sign_in):
        need = NeedFactory(published=True)
        sign_in(PersonFactory(facilitator=True))

        client.post(f"/bisogni/{need.id}/lavorazione")
        assert need.state is NeedState.TAKEN_UP
        assert client.post(f"/bisogni/{need.id}/archiviazione").status_code == 403

    def test_unites(self, client, sign_in):
        kept, double = NeedFactory(published=True), NeedFactory(published=True)
        SupportFactory(need=double)
        sign_in(PersonFactory(facilitator=True))

        for wrong in ("", "0", str(double.id), "987654"):
            answer = client.post(f"/bisogni/{double.id}/unione", data={"into_id": wrong})
            assert answer.status_code == 422, wrong
        client.post(f"/bisogni/{double.id}/unione", data={"into_id": str(kept.id)})

        assert double.merged_into_id == kept.id

    def test_says_who_looks_after_it(self, client, sign_in):
        need, owner = NeedFactory(published=True), PersonFactory(facilitator=True)
        sign_in(PersonFactory(moderator=True))

        assert owner.name in client.get(f"/bisogni/{need.id}/incarico").text
        client.post(
            f"/bisogni/{need.id}/incarico", data={"owner_id": str(owner.id), "addressee_id": "0"}
        )

        assert need.owner_id == owner.id

    def test_reads_needs_together(self, db, client, sign_in):
        first, second = NeedFactory(published=True), NeedFactory(published=True)
        sign_in(PersonFactory(facilitator=True))
        new = {"theme_id": "0", "title": "Muoversi", "synthesis": "Chi non guida resta a casa."}

        empty = client.post(f"/bisogni/{first.id}/tema", data={"theme_id": "0"})
        client.post(f"/bisogni/{first.id}/tema", data=new)
        theme_id = db.session.scalars(select(Theme.id)).one()
        client.post(f"/bisogni/{second.id}/tema", data={"theme_id": str(theme_id)})
        page = client.get(f"/temi/{theme_id}").text

        assert empty.status_code == 422
        assert first.title in page
        assert second.title in page
        assert "Muoversi" in client.get("/temi").text
        assert f'href="/temi/{theme_id}"' in client.get(f"/bisogni/{first.id}").text
        assert "Muoversi" in client.get(f"/bisogni/{second.id}/tema").text

    @pytest.mark.parametrize(
        "path",
        ["pubblicazione", "rinvio", "lavorazione", "unione", "tema"],
    )
    def test_is_not_for_citizens(self, client, sign_in, path):
        need = NeedFactory(published=True)
        sign_in(PersonFactory())

        assert client.post(f"/bisogni/{need.id}/{path}").status_code == 403
