"""`auriga init` and `auriga user`."""

import re
import stat

import pytest
from sqlalchemy import select

from auriga_web.accounts import queries
from auriga_web.accounts.commands import init, user
from auriga_web.accounts.models import Person
from auriga_web.core.access import Role
from auriga_web.core.database import db as database
from auriga_web.territories.models import Territory
from tests.factories import PersonFactory


@pytest.fixture
def run(app, db):
    """Run `auriga user …`."""

    def run(*words):
        return app.test_cli_runner().invoke(user, words)

    return run


class TestUser:
    def test_create_prints_a_link_good_once(self, client, run):
        answer = run("create", "ada@example.com", "--name", "Ada")

        path = re.search(r"http://localhost(\S+)", answer.output)[1]
        new = "quattro gatti sul tetto rosso"
        assert database.session.scalar(select(Person.password)) is None
        assert client.post(path, data={"password": new, "again": new}).status_code == 302
        assert client.post(path, data={"password": new, "again": new}).status_code == 410

    def test_role_is_given_taken_and_listed(self, run):
        PersonFactory(email="ada@example.com", administrator=True)
        person = PersonFactory(email="eva@example.com")

        assert run("role", "give", "eva@example.com", "moderator").exit_code == 0
        assert "eva@example.com: moderator" in run("list").output
        assert run("role", "take", "eva@example.com", "moderator").exit_code == 0
        assert queries.list_roles(person.id) == frozenset()

    def test_keeps_the_last_administrator(self, run):
        person = PersonFactory(email="ada@example.com", administrator=True)

        assert run("role", "take", "ada@example.com", "administrator").exit_code == 1
        assert run("deactivate", "ada@example.com").exit_code == 1
        assert queries.list_roles(person.id) == {Role.ADMINISTRATOR}

    def test_knows_nobody_by_a_wrong_address(self, run):
        assert run("deactivate", "nessuno@example.com").exit_code == 1


class TestInit:
    @pytest.fixture
    def prepare(self, app_on_its_own_database, monkeypatch, tmp_path):
        """Run `auriga init` on a database that has its tables."""
        monkeypatch.setattr("auriga_web.accounts.commands.upgrade_schema", lambda: None)
        monkeypatch.setenv("AURIGA_DATA", str(tmp_path / "var"))
        for name in ("SECRET_KEY", "IDENTITY_SECRET"):
            monkeypatch.delenv(name, raising=False)

        def prepare(*words, **more):
            return app_on_its_own_database.test_cli_runner().invoke(init, words, **more)

        return prepare

    def test_writes_secrets_that_others_cannot_read(self, prepare, tmp_path):
        prepare("--email", "capo@example.com")

        for name in ("secret_key", "identity_secret"):
            path = tmp_path / "var" / name
            assert len(path.read_text()) >= 64
            assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_makes_the_first_administrator_without_a_password(self, prepare):
        answer = prepare("--email", "capo@example.com")

        person = queries.find_person_by_email("capo@example.com")
        assert person.password is None
        assert "/password-dimenticata/" in answer.output
        assert queries.list_roles(person.id) == {Role.ADMINISTRATOR}
        assert len(database.session.scalars(select(Territory.id)).all()) > 60

    def test_takes_a_good_password_alone(self, prepare):
        weak = prepare("--email", "capo@example.com", "--ask-password", input="corta\ncorta\n")
        assert weak.exit_code == 1

        words = "quattro gatti sul tetto rosso\n" * 2
        good = prepare("--email", "capo@example.com", "--ask-password", input=words)

        assert good.exit_code == 0, good.output
        person = queries.find_person_by_email("capo@example.com")
        assert person.password.startswith("$argon2id$")

    def test_again_changes_nothing(self, prepare, tmp_path):
        prepare("--email", "capo@example.com")
        secret = (tmp_path / "var" / "secret_key").read_text()

        answer = prepare("--email", "altro@example.com")

        assert "There is an administrator already" in answer.output
        assert queries.find_person_by_email("altro@example.com") is None
        assert (tmp_path / "var" / "secret_key").read_text() == secret
