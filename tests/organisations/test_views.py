"""Pages about bodies, as people meet them."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from auriga_web.core import clock
from auriga_web.core.database import db as database
from auriga_web.organisations import queries
from auriga_web.organisations.models import Organisation
from tests.factories import (
    ComuneFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
)

DATA = {
    "kind": "association",
    "name": "Amici del Topino",
    "fiscal_code": "00743110157",
    "runts_section": "odv",
    "comune": "",
    "description": "Puliamo il fiume.",
}


@pytest.fixture
def membership():
    """A verified person's mandate in a verified body."""
    return MembershipFactory(
        person=PersonFactory(verified=True),
        representative=True,
        valid_from=clock.now().date() - timedelta(days=9),
    )


class TestDirectory:
    def test_shows_verified_bodies_of_a_kind_and_a_place(self, client):
        comune = ComuneFactory()
        OrganisationFactory(name="Ruote Amiche", comune_id=comune.id)
        OrganisationFactory(name="Cura", cooperative_a=True)
        OrganisationFactory(name="In attesa", requested=True)

        everything = client.get("/chi-ce").text
        cooperatives = client.get("/chi-ce?tipo=servizi-alla-persona").text
        here = client.get(f"/chi-ce?territorio={comune.slug}").text

        assert "Ruote Amiche" in everything
        assert "In attesa" not in everything
        assert "Cura" in cooperatives
        assert "Ruote Amiche" not in cooperatives
        assert "Ruote Amiche" in here
        assert "Cura" not in here

    def test_goes_on_page_by_page_without_losing_or_repeating(self, client):
        OrganisationFactory.create_batch(65)
        found, address = [], "/chi-ce"

        while address:
            page = client.get(address).text
            found += [line for line in page.splitlines() if "/chi-ce/" in line and "<h2>" in line]
            after = page.split('href="/chi-ce?dopo=')[1:]
            address = f"/chi-ce?dopo={after[0].split(chr(34))[0]}" if after else None

        assert len(found) == len(set(found)) == 65

    @pytest.mark.parametrize("cursor", ["", "x", "bnVsbA", "W10", "a" * 600])
    def test_begins_anew_with_a_cursor_that_is_none(self, client, cursor):
        OrganisationFactory()

        assert client.get(f"/chi-ce?dopo={cursor}").status_code == 200

    def test_takes_few_statements(self, client, count_queries):
        OrganisationFactory.create_batch(5)

        with count_queries() as statements:
            client.get("/chi-ce")

        assert len(statements) <= 3, statements


class TestBodyPage:
    def test_escapes_what_people_wrote(self, client):
        body = OrganisationFactory(name="<script>x</script>", description="<img src=x onerror=y>")

        page = client.get(f"/chi-ce/{body.id}").text

        assert "<script>x" not in page
        assert "<img src=x" not in page

    def test_of_a_body_that_waits_is_not_there_for_others(self, client):
        body = OrganisationFactory(requested=True)

        assert client.get(f"/chi-ce/{body.id}").status_code == 404

    def test_takes_few_statements(self, client, sign_in, membership, count_queries):
        sign_in(membership.person)
        client.get(f"/chi-ce/{membership.organisation_id}")

        with count_queries() as statements:
            client.get(f"/chi-ce/{membership.organisation_id}")

        assert len(statements) <= 8, statements


class TestRequest:
    def test_is_kept_and_shown_to_who_asked(self, client, sign_in):
        person = PersonFactory()

        answer = sign_in(person).post("/chi-ce/nuova", data=DATA)

        assert answer.status_code == 302
        assert "Stiamo controllando i dati" in client.get(answer.headers["Location"]).text

    @pytest.mark.parametrize(
        "changes",
        [
            {"name": ""},
            {"fiscal_code": "12345678901"},
            {"kind": "consortium"},
            {"kind": "x"},
            {"description": ""},
            {"comune": "999999"},
            {"runts_section": "x"},
            {"contact_email": "x"},
        ],
    )
    def test_is_refused_with_what_was_typed(self, client, sign_in, changes):
        answer = sign_in(PersonFactory()).post("/chi-ce/nuova", data=DATA | changes)

        assert answer.status_code == 422
        assert database.session.scalar(sa.select(Organisation.id)) is None

    def test_is_decided_by_an_administrator_on_its_page(self, client, sign_in):
        body = OrganisationFactory(requested=True)
        sign_in(PersonFactory(administrator=True))

        assert body.name in client.get("/personale/organizzazioni").text
        short = client.post(f"/chi-ce/{body.id}/rifiuto", data={"reason": "No."})
        assert short.status_code == 422
        assert client.post(f"/chi-ce/{body.id}/verifica").status_code == 302
        assert client.post(f"/chi-ce/{body.id}/verifica").status_code == 409
        assert body.is_verified


class TestActingFor:
    def test_is_shown_on_every_page_and_taken_back(self, client, sign_in, membership):
        sign_in(membership.person)
        name = membership.organisation.name

        answer = client.post("/per-conto-di", data={"body": membership.organisation_id})
        assert answer.status_code == 302
        assert f"per conto di {name}" in client.get("/chi-ce").text

        client.post("/per-conto-di", data={"body": ""})
        assert f"per conto di {name}" not in client.get("/chi-ce").text

    def test_ends_with_the_mandate(self, client, sign_in, membership):
        sign_in(membership.person)
        client.post("/per-conto-di", data={"body": membership.organisation_id})

        membership.valid_to = clock.now().date()
        database.session.commit()

        assert "per conto di" not in client.get("/chi-ce").text

    def test_is_refused_for_a_body_of_others(self, client, sign_in, membership):
        other = OrganisationFactory()

        answer = sign_in(membership.person).post("/per-conto-di", data={"body": other.id})

        assert answer.status_code == 403

    def test_takes_two_statements_about_who_is_there(
        self, client, sign_in, membership, count_queries
    ):
        sign_in(membership.person)
        client.post("/per-conto-di", data={"body": membership.organisation_id})

        with count_queries() as statements:
            client.get("/accedi")

        assert len(statements) == 2, statements

    @pytest.mark.parametrize("there", ["//evil.example", "http://evil.example", "/\\evil.example"])
    def test_leads_nobody_away(self, client, sign_in, membership, there):
        answer = sign_in(membership.person).post("/per-conto-di", data={"body": "", "next": there})

        assert answer.headers["Location"] == "/per-conto-di"


class TestMembers:
    def test_are_seen_and_chosen_by_representatives_alone(self, client, sign_in, membership):
        body_id = membership.organisation_id
        representative = membership.person
        editor = MembershipFactory(organisation=membership.organisation)
        name = editor.person.name

        sign_in(editor.person)
        assert client.get(f"/chi-ce/{body_id}/persone").status_code == 403
        address = f"/chi-ce/{body_id}/persone/{editor.id}"
        assert client.post(address, data={"role": "representative"}).status_code == 403

        sign_in(representative)
        assert name in client.get(f"/chi-ce/{body_id}/persone").text
        assert client.post(address, data={"role": "member"}).status_code == 302
        assert editor.role == "member"

    def test_answer_an_invitation(self, client, sign_in, membership):
        person, name = PersonFactory(), membership.organisation.name
        body_id = membership.organisation_id
        sign_in(membership.person)
        sent = client.post(
            f"/chi-ce/{body_id}/persone", data={"email": person.email, "role": "editor"}
        )
        unknown = client.post(
            f"/chi-ce/{body_id}/persone", data={"email": "x@example.com", "role": "editor"}
        )
        assert sent.headers["Location"] == unknown.headers["Location"]

        sign_in(person)
        assert name in client.get("/per-conto-di").text
        assert client.get(f"/chi-ce/{body_id}/invito").status_code == 405
        assert client.post(f"/chi-ce/{body_id}/invito").status_code == 302
        assert client.post(f"/chi-ce/{body_id}/invito/rinuncia").status_code == 302
        assert client.post(f"/chi-ce/{body_id}/invito").status_code == 404

    def test_of_another_body_are_not_here(self, client, sign_in, membership):
        other = MembershipFactory()

        answer = sign_in(membership.person).get(
            f"/chi-ce/{membership.organisation_id}/persone/{other.id}"
        )

        assert answer.status_code == 404


class TestJoining:
    def test_is_asked_on_the_body_page_and_answered_among_its_members(
        self, client, sign_in, membership
    ):
        body_id = membership.organisation_id
        person = PersonFactory(name="Ada Rossi")
        sign_in(person)
        assert f"/chi-ce/{body_id}/richiesta" in client.get(f"/chi-ce/{body_id}").text
        assert client.get(f"/chi-ce/{body_id}/richiesta").status_code == 200
        long = client.post(f"/chi-ce/{body_id}/richiesta", data={"message": "x" * 501})
        assert long.status_code == 422
        assert (
            client.post(f"/chi-ce/{body_id}/richiesta", data={"message": "Ciao"}).status_code == 302
        )
        assert client.post(f"/chi-ce/{body_id}/richiesta", data={}).status_code == 403
        own = queries.find_membership(body_id, person.id)
        address = f"/chi-ce/{body_id}/persone/{own.id}"
        assert client.post(f"{address}/ammissione", data={"role": "editor"}).status_code == 403
        assert client.post(f"/chi-ce/{body_id}/invito").status_code == 403

        sign_in(membership.person)
        assert "chiede di farne parte" in client.get(f"/chi-ce/{body_id}/persone").text
        assert "Ciao" in client.get(address).text
        assert client.post(f"{address}/ammissione", data={"role": "x"}).status_code == 422
        assert client.post(f"{address}/ammissione", data={"role": "editor"}).status_code == 302
        assert client.post(f"{address}/ammissione", data={"role": "editor"}).status_code == 422

    def test_names_on_the_page_only_who_agreed(self, client, sign_in, membership):
        body_id, name = membership.organisation_id, membership.person.name
        assert name not in client.get(f"/chi-ce/{body_id}").text

        sign_in(membership.person)
        assert client.post(f"/chi-ce/{body_id}/mio-nome", data={"shown": "yes"}).status_code == 302
        assert f"<li>{name}" in client.get(f"/chi-ce/{body_id}").text

        sign_in(PersonFactory())
        assert client.post(f"/chi-ce/{body_id}/mio-nome", data={"shown": "no"}).status_code == 404


class TestPresentation:
    DATA = {"description": "Portiamo chi non guida.", "skills": "autisti", "version": "1"}

    def test_is_changed_by_who_speaks_for_it_and_by_nobody_else(self, client, sign_in, membership):
        address = f"/chi-ce/{membership.organisation_id}/presentazione"
        sign_in(PersonFactory())
        assert client.get(address).status_code == 403
        assert client.post(address, data=self.DATA).status_code == 403

        sign_in(membership.person)
        assert client.get(address).status_code == 200
        assert client.post(address, data=self.DATA | {"description": ""}).status_code == 422
        assert client.post(address, data=self.DATA | {"version": "x"}).status_code == 422
        wrong = client.post(address, data=self.DATA | {"website": "javascript:alert(1)"})
        assert wrong.status_code == 422
        assert client.post(address, data=self.DATA).status_code == 302
        assert "autisti" in client.get(f"/chi-ce/{membership.organisation_id}").text

    def test_shows_both_texts_when_another_was_first(self, client, sign_in, membership):
        address = f"/chi-ce/{membership.organisation_id}/presentazione"
        sign_in(membership.person)
        client.post(address, data=self.DATA)

        late = client.post(address, data=self.DATA | {"description": "<b>Il mio testo</b>"})

        assert late.status_code == 409
        assert "&lt;b&gt;Il mio testo" in late.text
        assert "Portiamo chi non guida." in late.text


class TestBackToOneself:
    def test_is_one_button_on_every_page_and_comes_back_to_it(self, client, sign_in, membership):
        sign_in(membership.person)
        assert "Torna a nome tuo" not in client.get("/chi-ce").text
        client.post("/per-conto-di", data={"body": membership.organisation_id})
        page = client.get("/chi-ce?tipo=associazioni").text
        assert "Torna a nome tuo" in page
        assert 'value="/chi-ce?tipo=associazioni"' in page

        answer = client.post(
            "/per-conto-di", data={"body": "", "next": "/chi-ce?tipo=associazioni"}
        )

        assert answer.headers["Location"] == "/chi-ce?tipo=associazioni"
        assert "per conto di" not in client.get("/chi-ce").text

    def test_of_two_bodies_acts_for_one_at_a_time(self, client, sign_in, membership):
        other = MembershipFactory(
            person=membership.person, valid_from=clock.now().date() - timedelta(days=9)
        )
        sign_in(membership.person)

        client.post("/per-conto-di", data={"body": membership.organisation_id})
        client.post("/per-conto-di", data={"body": other.organisation_id})

        page = client.get("/chi-ce").text
        assert f"per conto di {other.organisation.name}" in page
        assert f"per conto di {membership.organisation.name}" not in page
