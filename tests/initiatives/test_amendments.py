"""Changes proposed to a text: who may, what becomes of them, and what happens at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from auriga_web.audit import queries as audit
from auriga_web.core.access import VISITOR, Actor, Level, NotAllowed, Role
from auriga_web.core.database import db as database
from auriga_web.core.job_queue import Job
from auriga_web.duties import queries as duties
from auriga_web.initiatives import operations, policies, queries, rules
from auriga_web.initiatives.models import Amendment, AmendmentState, Initiative, InitiativeVersion
from tests.factories import (
    NOON,
    PASSAGE,
    AmendmentFactory,
    InitiativeFactory,
    OrganisationFactory,
    PartnerFactory,
    PersonFactory,
)

NEW = "Ogni martedì, giovedì e sabato mattina."
WHY = "Di sabato c'è il mercato."
_PARAGRAPHS = st.lists(st.text("abc d-*", min_size=1).filter(str.strip), min_size=1, max_size=6)


def propose(initiative, actor, **changes):
    words = {"passage": PASSAGE, "replacement": NEW, "reason": WHY} | changes
    return operations.propose_amendment(initiative, actor=actor, now=NOON, **words)


class TestPassages:
    @given(_PARAGRAPHS, st.data())
    def test_only_the_passage_that_is_named_changes(self, paragraphs, data):
        text = "\r\n\r\n".join(paragraphs)
        parts = rules.passages(text)
        number = data.draw(st.integers(0, len(parts) - 1))
        first = parts.index(parts[number])

        changed = rules.replace_passage(text, passage=parts[number], replacement="Altro.\n\nE poi.")

        assert rules.passages(changed) == [*parts[:first], "Altro.", "E poi.", *parts[first + 1 :]]

    @given(_PARAGRAPHS)
    def test_every_passage_is_found_where_it_first_stands(self, paragraphs):
        parts = rules.passages("\n \n".join(paragraphs))

        for part in parts:
            assert parts[rules.find_passage("\n\n".join(parts), part)] == part

    def test_nothing_in_its_place_takes_it_away(self):
        assert rules.replace_passage("a\n\nb\n\nc", passage="b", replacement=" ") == "a\n\nc"

    def test_what_is_not_there_cannot_change(self):
        with pytest.raises(rules.PassageGone):
            rules.replace_passage("a\n\nb", passage="c", replacement="d")

    @pytest.mark.parametrize(
        ("replacement", "reason"),
        [
            (PASSAGE, WHY),
            (f"\n{PASSAGE}  \n", WHY),
            (NEW, "  "),
            (NEW, "x" * 1001),
            ("x" * 20_001, WHY),
        ],
    )
    def test_a_change_changes_something_and_says_why(self, replacement, reason):
        with pytest.raises(rules.CannotAmend):
            rules.check_amendment(passage=PASSAGE, replacement=replacement, reason=reason)


class TestInline:
    @given(st.text("ab c", max_size=30), st.text("ab c", max_size=30))
    def test_one_flow_holds_both_texts(self, before, after):
        for row in rules.compare(before, after):
            old = "".join(words.text for words in row.inline if words.kind != "new")
            new = "".join(words.text for words in row.inline if words.kind != "gone")

            assert old == "".join(segment.text for segment in row.before)
            assert new == "".join(segment.text for segment in row.after)


class TestPropose:
    def test_waits_and_is_counted_and_somebody_has_to_answer(self, citizen):
        initiative = InitiativeFactory(co_design=True)

        amendment = propose(initiative, citizen)

        assert amendment.is_open
        assert initiative.open_amendment_count == 1
        duty = duties.find_duty("initiative.amendment", ("initiative", initiative.id))
        assert duty is not None
        assert duty.done_at is None
        assert audit.list_entries(limit=1)[0].action == "amendment.proposed"

    def test_the_same_twice_is_one(self, citizen):
        initiative = InitiativeFactory(co_design=True)

        assert propose(initiative, citizen) is propose(initiative, citizen, replacement=f"{NEW}\n")
        assert initiative.open_amendment_count == 1

    def test_needs_a_verified_person_or_a_body(self, speaking_for):
        initiative = InitiativeFactory(co_design=True)
        registered = Actor(person_id=PersonFactory().id, level=Level.REGISTERED)

        for stranger in (VISITOR, registered, speaking_for(OrganisationFactory(), role="member")):
            with pytest.raises(NotAllowed):
                propose(initiative, stranger)
        assert propose(initiative, speaking_for(OrganisationFactory())).body_id is not None

    @pytest.mark.parametrize("state", ["idea", "exploration", "frozen", "in_vote", "concluded"])
    def test_only_while_the_text_is_written_together(self, state, citizen):
        initiative = InitiativeFactory(**({} if state == "idea" else {state: True}))

        with pytest.raises(rules.CannotMove):
            propose(initiative, citizen)

    def test_of_a_passage_that_is_there(self, citizen):
        with pytest.raises(rules.PassageGone):
            propose(InitiativeFactory(co_design=True), citizen, passage="Non c'è.")

    def test_not_without_end(self, citizen):
        initiative = InitiativeFactory(co_design=True)
        for number in range(10):
            propose(initiative, citizen, replacement=f"Altro {number}")

        with pytest.raises(rules.CannotAmend):
            propose(initiative, citizen, replacement="Ancora altro")


class TestDecide:
    def test_an_accepted_change_is_a_new_version_that_names_its_author(self, facilitator):
        initiative = InitiativeFactory(co_design=True)
        amendment = AmendmentFactory(initiative=initiative)

        operations.accept_amendment(amendment, actor=facilitator, now=NOON)

        version = queries.get_version(initiative.id, 2)
        assert rules.passages(version.body)[-1] == NEW
        assert version.author_id == amendment.author_id
        assert amendment.accepted_version_no == initiative.version_no == 2
        assert initiative.open_amendment_count == 0
        duty = duties.find_duty("initiative.amendment", ("initiative", initiative.id))
        assert duty is None or duty.done_at is not None

    def test_a_rival_on_the_same_passage_is_not_lost(self, facilitator):
        initiative = InitiativeFactory(co_design=True)
        first, second = (AmendmentFactory(initiative=initiative) for _ in range(2))
        assert [row[0] for row in queries.list_rivals(first, reader=VISITOR)] == [second.id]

        operations.accept_amendment(first, actor=facilitator, now=NOON)

        with pytest.raises(rules.PassageGone):
            operations.accept_amendment(second, actor=facilitator, now=NOON)
        assert second.is_open
        assert initiative.open_amendment_count == 1

    def test_a_no_says_why_and_its_author_is_told(self, facilitator, db):
        amendment = AmendmentFactory(initiative=InitiativeFactory(co_design=True))

        with pytest.raises(rules.CannotMove):
            operations.refuse_amendment(amendment, reason="no", actor=facilitator, now=NOON)
        operations.refuse_amendment(
            amendment, reason="Di sabato mancano gli autisti.", actor=facilitator, now=NOON
        )

        assert amendment.state is AmendmentState.REFUSED
        told = [
            job.arguments["news"]
            for job in db.session.scalars(select(Job))
            if "news" in job.arguments
        ]
        assert [news["person_ids"] for news in told if news["kind"] == "amendment_refused"] == [
            [amendment.author_id]
        ]

    def test_who_leads_decides_and_nobody_else(self, speaking_for, citizen, moderator):
        promoter = OrganisationFactory()
        initiative = InitiativeFactory(co_design=True, promoter_id=promoter.id)
        partner = OrganisationFactory()
        PartnerFactory(initiative_id=initiative.id, organisation_id=partner.id)
        amendment = AmendmentFactory(initiative=initiative)
        author = Actor(person_id=amendment.author_id, level=Level.VERIFIED)

        for stranger in (VISITOR, citizen, author, moderator, speaking_for(partner)):
            with pytest.raises(NotAllowed):
                operations.accept_amendment(amendment, actor=stranger, now=NOON)
            with pytest.raises(NotAllowed):
                operations.refuse_amendment(amendment, reason=WHY, actor=stranger, now=NOON)
        operations.accept_amendment(amendment, actor=speaking_for(promoter), now=NOON)

        with pytest.raises(rules.CannotAmend):
            operations.refuse_amendment(
                amendment, reason=WHY, actor=speaking_for(promoter), now=NOON
            )

    def test_only_its_author_takes_it_back(self, facilitator):
        amendment = AmendmentFactory(initiative=InitiativeFactory(co_design=True))

        with pytest.raises(NotAllowed):
            operations.withdraw_amendment(amendment, actor=facilitator, now=NOON)
        operations.withdraw_amendment(
            amendment, actor=Actor(person_id=amendment.author_id, level=Level.VERIFIED), now=NOON
        )

        assert amendment.state is AmendmentState.WITHDRAWN

    def test_the_text_is_not_frozen_over_a_change_that_waits(self, facilitator):
        initiative = InitiativeFactory(co_design=True)
        amendment = AmendmentFactory(initiative=initiative)

        with pytest.raises(rules.CannotAmend):
            operations.freeze(initiative, actor=facilitator, now=NOON)
        operations.refuse_amendment(amendment, reason=WHY, actor=facilitator, now=NOON)

        operations.freeze(initiative, actor=facilitator, now=NOON)

    def test_the_database_wants_a_reason_for_a_no(self, db):
        amendment = AmendmentFactory(initiative=InitiativeFactory(co_design=True))

        with pytest.raises(IntegrityError):
            db.session.execute(
                update(Amendment)
                .where(Amendment.id == amendment.id)
                .values(state=AmendmentState.REFUSED, decided_at=NOON)
            )


@pytest.mark.parametrize("reader", ["visitor", "author", "stranger", "moderator"])
@pytest.mark.parametrize("is_hidden", [True, False])
def test_one_and_many_agree_on_who_may_read(reader, is_hidden, citizen, moderator):
    initiative = InitiativeFactory(co_design=True)
    amendment = AmendmentFactory(initiative=initiative, hidden=is_hidden)
    who = {
        "visitor": VISITOR,
        "author": Actor(person_id=amendment.author_id, level=Level.VERIFIED),
        "stranger": citizen,
        "moderator": moderator,
    }[reader]

    listed = [row.id for row in queries.list_amendments(initiative.id, reader=who).rows]

    assert (amendment.id in listed) == policies.may_read_amendment(who, amendment)
    assert policies.may_read_amendment(who, amendment) == (
        not is_hidden or reader in {"author", "moderator"}
    )


@pytest.mark.commits
def test_of_eight_who_accept_rivals_one_is_in_the_text(app_on_its_own_database):
    app = app_on_its_own_database
    person_id = PersonFactory(facilitator=True).id
    initiative = InitiativeFactory(co_design=True)
    initiative_id = initiative.id
    ids = [AmendmentFactory(initiative=initiative).id for _ in range(8)]
    database.session.commit()
    actor = Actor(person_id=person_id, roles=frozenset({Role.FACILITATOR}), level=Level.VERIFIED)

    def accept(amendment_id):
        with app.app_context():
            try:
                found = database.session.get_one(Amendment, amendment_id)
                operations.accept_amendment(found, actor=actor, now=NOON)
                database.session.commit()
                return "done"
            except rules.PassageGone:
                database.session.rollback()
                return "gone"
            finally:
                database.session.remove()

    with ThreadPoolExecutor(8) as pool:
        outcomes = sorted(pool.map(accept, ids))

    assert outcomes == ["done"] + ["gone"] * 7
    assert database.session.query(InitiativeVersion).count() == 2
    database.session.expire_all()
    assert database.session.get_one(Initiative, initiative_id).open_amendment_count == 7


class TestPages:
    @pytest.fixture
    def initiative(self):
        return InitiativeFactory(co_design=True)

    def test_from_a_passage_to_the_text(self, sign_in, initiative, db):
        browser = sign_in(PersonFactory(verified=True))
        assert PASSAGE in browser.get(f"/iniziative/{initiative.id}/modifiche/nuova").text
        form = browser.get(f"/iniziative/{initiative.id}/modifiche/nuova?passaggio=1")
        assert PASSAGE in form.text

        answer = browser.post(
            f"/iniziative/{initiative.id}/modifiche",
            data={"passage": PASSAGE, "replacement": NEW, "reason": WHY},
        )

        assert answer.status_code == 303
        assert "<ins>" in browser.get(answer.location).text
        leader = sign_in(PersonFactory(facilitator=True))
        accepted = leader.post(f"{answer.location}/accoglimento")
        assert accepted.status_code == 303
        assert NEW in leader.get(f"/iniziative/{initiative.id}").text

    def test_wrong_input_keeps_what_was_typed(self, sign_in, initiative):
        browser = sign_in(PersonFactory(verified=True))

        answer = browser.post(
            f"/iniziative/{initiative.id}/modifiche",
            data={"passage": PASSAGE, "replacement": "Parole mie.", "reason": ""},
        )

        assert answer.status_code == 422
        assert "Parole mie." in answer.text

    def test_a_passage_that_changed_meanwhile_is_a_conflict(self, sign_in, initiative):
        answer = sign_in(PersonFactory(verified=True)).post(
            f"/iniziative/{initiative.id}/modifiche",
            data={"passage": "Com'era prima.", "replacement": "Parole mie.", "reason": WHY},
        )

        assert answer.status_code == 409
        assert "Parole mie." in answer.text

    def test_who_is_not_verified_is_told_how_to_be(self, sign_in, initiative):
        answer = sign_in(PersonFactory()).get(f"/iniziative/{initiative.id}/modifiche/nuova")

        assert answer.status_code == 403
        assert "sportello" in answer.text

    def test_what_is_not_there_is_not_found(self, sign_in, initiative):
        browser = sign_in(PersonFactory(verified=True))
        hidden = AmendmentFactory(initiative=initiative, hidden=True)

        for address in (
            "/modifiche/0",
            f"/modifiche/{hidden.id}",
            f"/iniziative/{initiative.id}/modifiche/nuova?passaggio=9",
            "/iniziative/0/modifiche",
        ):
            assert browser.get(address).status_code == 404, address

    def test_a_no_without_a_reason_comes_back(self, sign_in, initiative):
        amendment = AmendmentFactory(initiative=initiative)
        leader = sign_in(PersonFactory(facilitator=True))

        assert (
            leader.post(f"/modifiche/{amendment.id}/rifiuto", data={"text": ""}).status_code == 422
        )
        assert leader.post(f"/modifiche/{amendment.id}/ritiro").status_code == 403

    def test_words_of_people_are_no_markup(self, client, initiative):
        amendment = AmendmentFactory(
            initiative=initiative, replacement="<script>alert(1)</script>", reason="<b>x</b>"
        )

        for address in (f"/modifiche/{amendment.id}", f"/iniziative/{initiative.id}/modifiche"):
            page = client.get(address).text
            assert "<script>alert" not in page
            assert "<b>x</b>" not in page

    @pytest.mark.parametrize("count", [2, 18])
    def test_lists_and_pages_take_few_statements(self, client, initiative, count, count_queries):
        ids = [AmendmentFactory(initiative=initiative).id for _ in range(count)]

        with count_queries() as listing:
            client.get(f"/iniziative/{initiative.id}/modifiche")
        with count_queries() as page:
            client.get(f"/modifiche/{ids[0]}")

        assert len(listing) <= 3, listing
        assert len(page) <= 8, page
