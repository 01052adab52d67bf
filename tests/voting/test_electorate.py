"""Whom a vote asks: residents, those tied to a place, those on a list; how one person stands."""

from io import BytesIO

import pytest
from sqlalchemy import select

from auriga_web.accounts.models import AgeBand, Verification
from auriga_web.accounts.rules import fiscal_code_text, identity_hmac
from auriga_web.core import clock
from auriga_web.core.access import VISITOR, NotAllowed
from auriga_web.territories.models import Relation
from auriga_web.voting.models import (
    Electorate,
    PollEvent,
    PollListed,
    PollRoll,
    PollState,
    TwoPersonAct,
)
from auriga_web.voting.operations import listing
from auriga_web.voting.operations.drafting import OptionDraft, freeze_poll
from auriga_web.voting.queries.electorate import list_eligible, standing_of
from auriga_web.voting.queries.preparation import configuration_of
from auriga_web.voting.rules.checklist import NotReady
from auriga_web.voting.rules.config import from_json
from auriga_web.voting.rules.electorate import Standing, sentence
from auriga_web.voting.rules.listing import read_list
from tests.factories.accounts import PersonFactory
from tests.factories.base import NOON
from tests.factories.initiatives import InitiativeFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.territories import ComuneFactory
from tests.factories.voting import (
    ResidencyFactory,
    VerificationFactory,
    acting,
    approve,
    draft_poll,
    facilitator,
    frozen_poll,
    open_poll,
    voter,
)

SECRET = "a-secret-for-identities"
CODE = "RSSMRA85T10A562S"


@pytest.fixture
def comune():
    return ComuneFactory(name="Foligno")


def tied(comune, relation, band=AgeBand.FROM_45):
    person = PersonFactory(verified=True)
    ResidencyFactory(person_id=person.id, territory_id=comune.id, relation=relation)
    VerificationFactory(person_id=person.id, age_band=band)
    return person


def asked(poll):
    return {voter.voter_id for voter in list_eligible(poll, configuration_of(poll))}


class TestElectorate:
    @pytest.mark.parametrize(
        ("electorate", "relations"),
        [(Electorate.LIVES, {Relation.LIVES}), (Electorate.TIED, set(Relation))],
    )
    def test_asks_those_with_these_ties_to_the_place(self, comune, electorate, relations):
        people = {relation: tied(comune, relation).id for relation in Relation}
        poll = draft_poll(comune, electorate=electorate)

        assert asked(poll) == {people[relation] for relation in relations}

    @pytest.mark.parametrize("youngest", [None, *AgeBand])
    def test_asks_those_old_enough(self, comune, youngest):
        people = {band: tied(comune, Relation.LIVES, band).id for band in AgeBand}
        poll = draft_poll(comune, youngest=youngest)
        bands = list(AgeBand)

        old_enough = bands[bands.index(youngest) if youngest else 0 :]

        assert asked(poll) == {people[band] for band in old_enough}

    def test_counts_who_lives_here_and_works_there_once(self, comune):
        person = tied(comune, Relation.LIVES)
        ResidencyFactory(
            person_id=person.id, territory_id=ComuneFactory().id, relation=Relation.WORKS
        )
        poll = open_poll(comune, electorate=Electorate.TIED)

        assert poll.roll_size == 1

    def test_of_a_list_asks_those_on_it_wherever_they_live(self, db, comune):
        here, elsewhere, nowhere = voter(comune), voter(ComuneFactory()), PersonFactory(verified=1)
        VerificationFactory(person_id=nowhere.id)
        poll = draft_poll(comune, electorate=Electorate.LISTED)
        unverified = PersonFactory()
        db.session.add_all(
            PollListed(poll_id=poll.id, person_id=person.id)
            for person in (elsewhere, nowhere, unverified)
        )
        db.session.commit()
        freeze_poll(poll.id, actor=facilitator(), now=NOON)
        approve(poll, TwoPersonAct.OPENING)

        on_roll = set(db.session.scalars(select(PollRoll.voter_id)))
        assert on_roll == {elsewhere.id, nowhere.id}
        assert here.id not in on_roll

    def test_of_an_empty_list_is_not_frozen(self, comune):
        voter(comune)
        poll = draft_poll(comune, electorate=Electorate.LISTED)

        with pytest.raises(NotReady):
            freeze_poll(poll.id, actor=facilitator(), now=NOON)

    def test_of_a_vote_frozen_before_is_read_as_it_was(self, comune):
        voter(comune)
        poll = frozen_poll(comune)
        plain = poll.config_json.replace('"electorate":"lives",', "").replace(
            '"takes_paper":false,', ""
        )

        assert '"electorate"' not in plain
        assert from_json(plain.replace(',"youngest":""', "")).electorate == "lives"

    @pytest.mark.parametrize("electorate", list(Electorate))
    @pytest.mark.parametrize("youngest", ["", "18-29", "80+"])
    def test_is_said_in_one_sentence(self, electorate, youngest):
        said = sentence(electorate, youngest=youngest, place="Foligno")

        assert said.count(".") == 1
        assert ("Foligno" in said) == (electorate is not Electorate.LISTED)
        assert (youngest[:2] in said) or not youngest


class TestStanding:
    def test_is_told_before_and_after_the_roll_is_drawn(self, comune):
        inside, outside, unverified = voter(comune), voter(ComuneFactory()), PersonFactory()
        poll = frozen_poll(comune)

        def standing(actor):
            return standing_of(poll, from_json(poll.config_json), reader=actor)

        assert standing(VISITOR) is Standing.VISITOR
        assert standing(acting(inside)) is Standing.WOULD_BE
        assert standing(acting(outside)) is Standing.NOT_FROM_HERE
        assert standing(acting(unverified)) is Standing.NOT_VERIFIED

        approve(poll, TwoPersonAct.OPENING)

        assert standing(acting(inside)) is Standing.ON_ROLL
        assert standing(acting(outside)) is Standing.OFF_ROLL
        assert standing(acting(unverified)) is Standing.OFF_ROLL

    def test_tells_too_young_from_elsewhere(self, comune):
        young = tied(comune, Relation.LIVES, AgeBand.FROM_14)
        tied(comune, Relation.LIVES)
        poll = frozen_poll(comune, youngest=AgeBand.FROM_18)

        standing = standing_of(poll, from_json(poll.config_json), reader=acting(young))

        assert standing is Standing.TOO_YOUNG

    def test_is_what_will_be_on_the_roll(self, db, comune):
        people = [
            tied(comune, relation, band)
            for relation in Relation
            for band in (AgeBand.FROM_14, AgeBand.FROM_30)
        ]
        poll = frozen_poll(comune, electorate=Electorate.TIED, youngest=AgeBand.FROM_18)
        configuration = from_json(poll.config_json)
        would_be = {
            person.id
            for person in people
            if standing_of(poll, configuration, reader=acting(person)) is Standing.WOULD_BE
        }

        approve(poll, TwoPersonAct.OPENING)

        assert set(db.session.scalars(select(PollRoll.voter_id))) == would_be

    @pytest.mark.parametrize(
        ("who", "says"),
        [
            ("inside", "Sei nell’elenco"),
            ("unverified", "Non sei nell’elenco."),
            ("outside", "Non sei nell’elenco."),
        ],
    )
    def test_is_said_to_everybody_signed_in(self, monkeypatch, sign_in, comune, who, says):
        monkeypatch.setattr(clock, "now", lambda: NOON)
        person = {
            "inside": lambda: voter(comune),
            "unverified": PersonFactory,
            "outside": lambda: voter(ComuneFactory()),
        }[who]()
        voter(comune)
        poll = frozen_poll(comune)

        page = sign_in(person).get(f"/votazioni/{poll.id}").text

        assert says in page
        assert "meno dei 30" in page


class TestReadList:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("ada@example.org", [("ada@example.org", "")]),
            ("Email;Nome\nADA@example.org;Ada", [("ada@example.org", "")]),
            ("Nome,Codice fiscale\nMario Rossi," + CODE.lower(), [("", f"cf:{CODE}")]),
            ("\n\n  \n", []),
            ('"Rossi, Mario";m@example.org', [("m@example.org", "")]),
        ],
    )
    def test_finds_an_address_or_a_fiscal_code_per_line(self, text, found):
        assert [(line.email, line.identity) for line in read_list(text)] == found

    @pytest.mark.parametrize("text", ["Mario Rossi", "RSSMRA85T10A562X", "12345678901"])
    def test_says_what_is_neither(self, text):
        (line,) = read_list(text)

        assert line.problem
        assert not line.email
        assert not line.identity

    def test_names_the_line_that_is_there_twice(self):
        lines = read_list("a@example.org\nb@example.org\nA@example.org\n")

        assert [line.number for line in lines if line.problem] == [3]

    def test_shows_no_fiscal_code_whole(self):
        assert CODE not in str([line.shown for line in read_list(CODE)])


class TestImportList:
    @pytest.fixture
    def poll(self, comune):
        return draft_poll(comune, electorate=Electorate.LISTED)

    def text(self, comune):
        ada = voter(comune)
        ugo = PersonFactory(email="ugo@example.org")
        mario = PersonFactory(verified=True)
        hashed = identity_hmac(fiscal_code_text(CODE), secret=SECRET)
        VerificationFactory(person_id=mario.id, identity_hmac=hashed)
        lines = ["email", ada.email, "ugo@example.org", "nessuno@example.org", CODE, "boh"]
        return "\n".join(lines), [ada.id, ugo.id, mario.id]

    def test_is_looked_at_first_line_by_line(self, db, comune, poll):
        text, people = self.text(comune)

        read = listing.preview_list(poll.id, text, secret=SECRET, actor=facilitator())

        assert list(read.person_ids) == people
        assert [line.number for line in read.unverified] == [3]
        assert [line.number for line in read.wrong] == [4, 6]
        assert db.session.scalars(select(PollListed)).all() == []

    def test_adds_whom_it_names_once(self, db, comune, poll):
        text, people = self.text(comune)
        for _time in range(2):
            listing.import_list(poll.id, text, secret=SECRET, actor=facilitator(), now=NOON)

        assert sorted(db.session.scalars(select(PollListed.person_id))) == sorted(people)

    def test_is_said_in_public_once_the_vote_is_announced_and_fixed_once_open(
        self, db, comune, poll
    ):
        text, _people = self.text(comune)
        actor = facilitator()
        listing.import_list(poll.id, text, secret=SECRET, actor=actor, now=NOON)
        freeze_poll(poll.id, actor=actor, now=NOON)
        listing.import_list(poll.id, text, secret=SECRET, actor=actor, now=NOON)
        kinds = db.session.scalars(select(PollEvent.kind).order_by(PollEvent.seq)).all()
        assert kinds == ["frozen", "list_changed"]

        approve(poll, TwoPersonAct.OPENING)

        assert poll.state is PollState.OPEN
        with pytest.raises(listing.ListIsFixed):
            listing.import_list(poll.id, text, secret=SECRET, actor=actor, now=NOON)
        with pytest.raises(listing.ListIsFixed):
            listing.clear_list(poll.id, actor=actor, now=NOON)

    def test_is_refused_to_who_belongs_to_a_body_that_would_run_it(self, comune):
        body = OrganisationFactory()
        initiative = InitiativeFactory(frozen=True, runner_id=body.id)
        poll = draft_poll(
            comune,
            electorate=Electorate.LISTED,
            options=[OptionDraft(initiative_id=initiative.id), OptionDraft(title="No")],
        )
        person = PersonFactory(facilitator=True)
        MembershipFactory(organisation=body, person=person)
        actor = acting(person, *facilitator().roles)

        with pytest.raises(NotAllowed):
            listing.import_list(poll.id, "a@example.org", secret=SECRET, actor=actor, now=NOON)

    def test_works_from_the_page_with_a_file_then_a_confirmation(self, db, sign_in, comune, poll):
        person = voter(comune)
        browser = sign_in(PersonFactory(facilitator=True))
        at = f"/votazioni/{poll.id}/elenco"
        file = (BytesIO(f"email\n{person.email}\nboh\n".encode()), "elenco.csv")

        assert browser.get(at).status_code == 200
        assert browser.post(at, data={"text": " "}).status_code == 422
        looked = browser.post(at, data={"file": file})
        assert looked.status_code == 200
        assert "Riga 3:" in looked.text
        assert db.session.scalars(select(PollListed)).all() == []
        done = browser.post(f"{at}/conferma", data={"text": f"email\n{person.email}\nboh"})
        assert done.status_code == 303
        assert db.session.scalars(select(PollListed.person_id)).all() == [person.id]
        assert browser.post(f"{at}/vuoto").status_code == 303
        assert db.session.scalars(select(PollListed)).all() == []

    @pytest.mark.parametrize("step", ["", "/conferma", "/vuoto"])
    @pytest.mark.parametrize("trait", ["verified", "operator", "guarantor"])
    def test_is_for_those_who_prepare_votes(self, sign_in, poll, step, trait):
        browser = sign_in(PersonFactory(**{trait: True}))

        assert browser.post(f"/votazioni/{poll.id}/elenco{step}", data={}).status_code == 403

    def test_finds_no_list_of_no_vote(self, sign_in):
        browser = sign_in(PersonFactory(facilitator=True))

        assert browser.get("/votazioni/999/elenco").status_code == 404
        assert browser.post("/votazioni/999/elenco", data={"text": "boh"}).status_code == 404

    def test_takes_few_statements_however_long(self, db, comune, poll, count_queries):
        people = [voter(comune) for _number in range(12)]
        text = "\n".join(person.email for person in people)

        with count_queries() as statements:
            read = listing.preview_list(poll.id, text, secret=SECRET, actor=facilitator())

        assert len(read.person_ids) == 12
        # The facilitator of the test is made within.
        assert sum("SELECT" in statement[:7] for statement in statements) <= 6


def test_a_verification_is_found_by_its_hash_alone(db):
    VerificationFactory(person_id=PersonFactory().id)

    assert CODE not in str(db.session.execute(select(Verification.__table__)).all())
