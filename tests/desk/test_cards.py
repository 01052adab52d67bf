"""Accounts made with a document, and cards that claim them: once, by who holds them."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from auriga_web.accounts import operations as accounts
from auriga_web.accounts import queries as persons
from auriga_web.accounts.models import AgeBand, Person, Verification
from auriga_web.core.access import Level, NotAllowed
from auriga_web.core.database import db as database
from auriga_web.core.mail import OutboxMail
from auriga_web.desk import operations, queries, rules
from tests.factories import NOON, ComuneFactory, PersonFactory
from tests.together import together

SIGN_UP = "http://localhost/registrati"


def actor_of(person):
    return persons.find_actor(person.id)


def claim(code, email="rosa@example.com"):
    operations.claim_account(
        code=code,
        email=email,
        link=lambda token: f"http://localhost/{token}",
        sign_up_link=SIGN_UP,
        language="it",
        now=NOON,
    )


@pytest.fixture
def operator():
    return PersonFactory(operator=True)


class TestRegisterPerson:
    def register(self, operator, identity="ci:AB12345"):
        return operations.register_person(
            name="Rosa Bianchi",
            language="it",
            identity=identity,
            secret="s",
            comune_code="054018",
            relation="lives",
            age_band=AgeBand.FROM_80,
            actor=actor_of(operator),
            now=NOON,
        )

    def test_makes_a_verified_account_without_an_address_and_keeps_no_number(self, operator):
        ComuneFactory(istat_code="054018")

        person = self.register(operator)

        kept = database.session.scalars(sa.select(Verification)).one()
        assert person.email is None
        assert person.level is Level.VERIFIED
        assert "AB12345" not in repr(vars(kept))

    def test_knows_who_has_an_account_already(self, operator):
        ComuneFactory(istat_code="054018")
        self.register(operator)
        with pytest.raises(accounts.IdentityTaken):
            self.register(operator)

    def test_is_for_operators(self):
        with pytest.raises(NotAllowed):
            self.register(PersonFactory(moderator=True))


class TestCard:
    def make(self, person, operator):
        return operations.make_card(person, actor=actor_of(operator), now=NOON)

    def test_gives_the_account_an_address_and_a_link_goes_there(self, operator):
        person = PersonFactory(email=None)
        code = self.make(person, operator)

        claim(f" {code.lower().replace('-', ' ')} ", email="Rosa@Example.com")

        database.session.refresh(person)
        assert person.email == "rosa@example.com"
        assert database.session.scalars(sa.select(OutboxMail.recipient)).all() == [person.email]
        assert queries.find_card(person.id).claimed_at == NOON

    def test_is_good_once(self, operator):
        code = self.make(PersonFactory(email=None), operator)
        claim(code)
        with pytest.raises(rules.NotACard):
            claim(code, email="altro@example.com")

    def test_takes_the_place_of_an_earlier_one(self, operator):
        person = PersonFactory(email=None)
        lost = self.make(person, operator)
        found = self.make(person, operator)

        with pytest.raises(rules.NotACard):
            claim(lost)
        claim(found)

    def test_says_nothing_of_an_address_that_is_here_and_stays_good(self, operator):
        known, person = PersonFactory(), PersonFactory(email=None)
        code = self.make(person, operator)

        claim(code, email=known.email)
        claim(code, email="rosa@example.com")

        database.session.refresh(person)
        assert person.email == "rosa@example.com"

    def test_is_not_for_who_has_an_address(self, operator):
        with pytest.raises(rules.CannotAssist):
            self.make(PersonFactory(), operator)

    def test_is_kept_as_a_hash_alone(self, operator):
        person = PersonFactory(email=None)
        code = self.make(person, operator)

        kept = queries.find_card(person.id).code_sha256

        assert code not in kept
        assert kept == rules.code_sha256(code)

    @pytest.mark.parametrize("code", ["", "x", "A" * 19, "A" * 21, "U" * 20, "è" * 20])
    def test_is_told_from_what_is_none(self, code):
        with pytest.raises(rules.NotACard):
            rules.code_sha256(code)

    def test_lets_one_through_of_many_at_once(self, app_on_its_own_database):
        operator = PersonFactory(operator=True)
        code = self.make(PersonFactory(email=None), operator)
        database.session.commit()

        def use(number):
            claim(code, email=f"rosa{number}@example.com")

        together(app_on_its_own_database, 8, use, refused=(rules.NotACard,))

        claimed = database.session.scalars(
            sa.select(Person.email).where(Person.email.like("rosa%"))
        ).all()
        assert len(claimed) == 1


class TestOnThePages:
    DATA = {
        "name": "Rosa Bianchi",
        "document": "passport",
        "number": "YA1234567",
        "comune": "054018",
        "relation": "lives",
        "age_band": "80+",
    }

    def test_makes_an_account_prints_a_card_and_lets_it_be_claimed(self, client, sign_in, operator):
        ComuneFactory(istat_code="054018")
        sign_in(operator)
        assert client.get("/sportello/nuova").status_code == 200
        assert client.post("/sportello/nuova", data=self.DATA | {"name": ""}).status_code == 422
        made = client.post("/sportello/nuova", data=self.DATA)
        assert made.status_code == 302
        again = client.post("/sportello/nuova", data=self.DATA)
        assert again.status_code == 409
        assert "Rosa Bianchi" in again.text

        person = database.session.scalars(
            sa.select(Person).where(Person.name == "Rosa Bianchi")
        ).one()
        card = client.post(f"/sportello/{person.id}/tessera")
        text = PdfReader(BytesIO(card.data)).pages[0].extract_text()
        code = next(word for word in text.split() if word.count("-") == 4)
        wrong = client.post(
            "/tessera", data={"code": "x", "email": "a@example.com", "again": "a@example.com"}
        )
        differ = client.post(
            "/tessera", data={"code": code, "email": "a@example.com", "again": "b@example.com"}
        )
        good = client.post(
            "/tessera",
            data={"code": code, "email": "rosa@example.com", "again": "rosa@example.com"},
        )

        assert card.headers["Cache-Control"] == "no-store"
        assert (wrong.status_code, differ.status_code, good.status_code) == (422, 422, 302)

    def test_prints_no_card_for_who_has_an_address(self, client, sign_in, operator):
        sign_in(operator)

        assert client.post(f"/sportello/{PersonFactory().id}/tessera").status_code == 422
        assert client.post("/sportello/999999/tessera").status_code == 404
