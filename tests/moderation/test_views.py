from datetime import timedelta

import pytest
from sqlalchemy import select

from auriga_web.discussion.models import Comment
from auriga_web.moderation.models import Appeal, Decision, Report
from tests.factories import (
    NOON,
    AppealFactory,
    CommentFactory,
    DecisionFactory,
    InitiativeFactory,
    NeedFactory,
    OrganisationFactory,
    PersonFactory,
    ReportFactory,
    ServiceFactory,
    ThemeFactory,
)

PAYLOAD = "<script>alert(1)</script>"
HIDE = {"verdict": "hide", "ground": "rules", "rule": "Rispetto", "facts": "Insulta."}


@pytest.fixture
def address(comment):
    return f"/segnalazioni/nuova?tipo=comment&id={comment.id}"


def all_of(db, model):
    return db.session.scalars(select(model).order_by(model.id)).all()


class TestReporting:
    def test_needs_no_account_and_gives_a_receipt(self, client, address, db):
        answer = client.post(address, data={"category": "insult", "text": "Insulta."})

        (report,) = all_of(db, Report)
        assert answer.status_code == 303
        assert answer.location == f"/segnalazioni/{report.receipt}"
        assert "Lo leggiamo entro" in client.get(answer.location).text
        assert report.sender_sha256

    def test_says_by_when_it_is_read(self, client, address):
        assert "alle 13:00" in client.get(address).text

    def test_keeps_what_was_typed(self, client, address, db):
        answer = client.post(address, data={"text": f"Ecco {PAYLOAD}"})

        assert answer.status_code == 422
        assert "Scegli che cosa non va." in answer.text
        assert "Ecco &lt;script&gt;" in answer.text

    def test_keeps_nothing_of_a_robot(self, client, address, db):
        answer = client.post(address, data={"category": "spam", "website": "http://x.example"})

        assert answer.status_code == 303
        assert all_of(db, Report) == []

    def test_ends_at_ten_a_day(self, client, address, db):
        for _ in range(10):
            client.post(address, data={"category": "spam"})

        answer = client.post(address, data={"category": "spam", "text": "Ancora."})

        assert answer.status_code == 429
        assert "Ancora." in answer.text

    @pytest.mark.parametrize("kind", ["comment", "need", "initiative"])
    def test_is_possible_for_every_kind(self, client, db, kind):
        thing = {
            "comment": CommentFactory,
            "need": lambda: NeedFactory(published=True),
            "initiative": InitiativeFactory,
        }[kind]()

        answer = client.post(
            f"/segnalazioni/nuova?tipo={kind}&id={thing.id}", data={"category": "false"}
        )

        assert answer.status_code == 303

    @pytest.mark.parametrize(
        "what", ["", "?tipo=comment&id=9", "?tipo=x&id=1", "?tipo=need&id=99999999999999999999"]
    )
    def test_knows_nothing_of_what_is_not_there(self, client, what):
        assert client.get(f"/segnalazioni/nuova{what}").status_code == 404

    def test_of_what_is_hidden_is_not_found(self, client, db):
        comment = CommentFactory(hidden=True)

        assert client.get(f"/segnalazioni/nuova?tipo=comment&id={comment.id}").status_code == 404

    def test_receipt_of_nobody_is_not_found(self, client):
        assert client.get("/segnalazioni/NIENTE").status_code == 404


class TestDeciding:
    def test_hides_and_leads_to_the_reasons(self, sign_in, comment, db):
        browser = sign_in(PersonFactory(moderator=True))

        answer = browser.post(f"/moderazione/comment/{comment.id}", data=HIDE)

        (decision,) = all_of(db, Decision)
        assert answer.location == f"/moderazione/decisioni/{decision.id}"
        assert all_of(db, Comment)[0].hidden_at is not None

    @pytest.mark.parametrize("kind", ["need", "initiative"])
    def test_hides_and_gives_back_needs_and_initiatives(self, sign_in, client, db, kind):
        thing = NeedFactory(published=True) if kind == "need" else InitiativeFactory()
        browser = sign_in(PersonFactory(moderator=True))

        browser.post(f"/moderazione/{kind}/{thing.id}", data=HIDE)
        db.session.refresh(thing)
        assert thing.hidden_at is not None

        (decision,) = all_of(db, Decision)
        browser.post(f"/moderazione/decisioni/{decision.id}/annullamento")
        db.session.refresh(thing)
        assert thing.hidden_at is None

    def test_of_a_need_begins_on_its_page(self, sign_in, client, db):
        need = NeedFactory(published=True)
        sign_in(PersonFactory(moderator=True))

        page = client.get(f"/bisogni/{need.id}").text

        assert f'href="/moderazione/need/{need.id}"' in page
        # Blacking out takes a passage, and hides nothing.
        assert client.post(f"/bisogni/{need.id}/oscuramento").status_code == 422
        assert need.hidden_at is None

    def test_of_a_hidden_initiative_is_open_to_the_guarantor(self, sign_in, client, db):
        initiative = InitiativeFactory(hidden_at=NOON)
        sign_in(PersonFactory(guarantor=True))

        assert client.get(f"/moderazione/initiative/{initiative.id}").status_code == 200

    def test_asks_for_reasons(self, sign_in, comment, db):
        answer = sign_in(PersonFactory(moderator=True)).post(
            f"/moderazione/comment/{comment.id}", data={**HIDE, "facts": ""}
        )

        assert answer.status_code == 422
        assert all_of(db, Decision) == []

    @pytest.mark.parametrize("role", ["verified", "facilitator", "operator"])
    def test_is_refused_to_others(self, sign_in, comment, role):
        browser = sign_in(PersonFactory(**{role: True}))

        assert browser.get(f"/moderazione/comment/{comment.id}").status_code == 403
        assert browser.post(f"/moderazione/comment/{comment.id}", data=HIDE).status_code == 403

    def test_shows_reports_escaped(self, sign_in, comment, db):
        ReportFactory(subject_id=str(comment.id), text=PAYLOAD)

        page = sign_in(PersonFactory(moderator=True)).get(f"/moderazione/comment/{comment.id}").text

        assert "&lt;script&gt;alert" in page
        assert PAYLOAD not in page


class TestDecision:
    @pytest.fixture
    def decision(self, comment):
        return DecisionFactory(
            subject_id=str(comment.id), author_id=comment.author_id, facts=f"Ecco {PAYLOAD}"
        )

    def test_is_read_by_its_author(self, sign_in, comment, decision):
        page = sign_in(comment.author).get(f"/moderazione/decisioni/{decision.id}").text

        assert "Ecco &lt;script&gt;" in page
        assert "AGCOM" in page

    def test_is_not_found_by_others(self, client, sign_in, decision):
        assert client.get(f"/moderazione/decisioni/{decision.id}").status_code == 404
        browser = sign_in(PersonFactory(verified=True))
        assert browser.get(f"/moderazione/decisioni/{decision.id}").status_code == 404

    def test_of_a_nameless_report_is_not_open_to_every_visitor(self, client, decision):
        ReportFactory(subject_id=decision.subject_id, decision_id=decision.id)

        assert client.get(f"/moderazione/decisioni/{decision.id}").status_code == 404

    def test_opens_with_a_receipt(self, client, decision):
        report = ReportFactory(subject_id=decision.subject_id, decision_id=decision.id)

        page = client.get(f"/moderazione/decisioni/{decision.id}?ricevuta={report.receipt}")

        assert page.status_code == 200
        assert "Ecco &lt;script&gt;" in page.text

    def test_is_appealed_by_its_author(self, sign_in, comment, decision, db):
        browser = sign_in(comment.author)
        address = f"/moderazione/decisioni/{decision.id}"
        decision.decided_at = NOON - timedelta(days=3)
        db.session.commit()

        assert "Puoi fare ricorso gratis" in browser.get(address).text
        answer = browser.post(f"{address}/ricorso", data={"text": "Non era un insulto."})

        assert answer.status_code == 303
        assert len(all_of(db, Appeal)) == 1
        assert browser.post(f"{address}/ricorso", data={"text": "Ancora."}).status_code == 403


class TestDecidingAnAppeal:
    def test_is_for_another_person(self, sign_in, comment, db):
        decision = DecisionFactory(subject_id=str(comment.id), author_id=comment.author_id)
        appeal = AppealFactory(decision=decision)
        comment.hidden_at = NOON
        db.session.commit()

        answer = sign_in(PersonFactory(guarantor=True)).post(
            f"/moderazione/ricorsi/{appeal.id}",
            data={"outcome": "reversed", "reasons": "È una critica."},
        )

        assert answer.status_code == 303
        db.session.refresh(comment)
        assert comment.hidden_at is None


class TestPublicLog:
    def test_tells_decisions_without_names_or_words(self, client, comment, db):
        DecisionFactory(author_id=comment.author_id, facts="Parole riservate.")

        page = client.get("/moderazione").text

        assert "Rispetto" in page
        assert "Parole riservate." not in page
        assert comment.author.name not in page

    @pytest.mark.parametrize("size", [1, 25])
    def test_takes_the_same_statements_whatever_its_size(self, client, count_queries, db, size):
        DecisionFactory.create_batch(size)

        with count_queries() as statements:
            client.get("/moderazione")

        assert len(statements) <= 5, statements

    @pytest.mark.parametrize(("year", "status"), [(2026, 200), (1990, 404), (3000, 404)])
    def test_has_a_page_for_each_year(self, client, year, status):
        assert client.get(f"/moderazione/{year}").status_code == status


class TestLinks:
    def test_stand_beside_each_comment(self, client, comment):
        page = client.get(f"/discussioni/{comment.thread_id}").text

        assert f"/segnalazioni/nuova?tipo=comment&amp;id={comment.id}" in page

    def test_lead_moderators_to_the_case(self, sign_in, comment):
        page = sign_in(PersonFactory(moderator=True)).get(f"/discussioni/{comment.thread_id}").text

        assert f"/moderazione/comment/{comment.id}" in page

    @pytest.mark.parametrize("kind", ["service", "organisation", "theme"])
    def test_stand_on_the_page_of_each_thing(self, client, kind):
        thing, address = {
            "service": (ServiceFactory, "/servizi/{}"),
            "organisation": (OrganisationFactory, "/chi-ce/{}"),
            "theme": (ThemeFactory, "/temi/{}"),
        }[kind]
        number = thing().id

        page = client.get(address.format(number))

        assert f"/segnalazioni/nuova?tipo={kind}&amp;id={number}" in page.text
        form = client.get(f"/segnalazioni/nuova?tipo={kind}&id={number}")
        assert form.status_code == 200


class TestReportedService:
    def test_leaves_the_catalogue_and_comes_back(self, client, sign_in, db):
        service = ServiceFactory()
        client.post(f"/segnalazioni/nuova?tipo=service&id={service.id}", data={"category": "false"})
        browser = sign_in(PersonFactory(moderator=True))
        browser.post(f"/moderazione/service/{service.id}", data=HIDE)
        db.session.refresh(service)
        assert not service.is_listed

        (decision,) = all_of(db, Decision)
        browser.post(f"/moderazione/decisioni/{decision.id}/annullamento")

        db.session.refresh(service)
        assert service.is_listed
