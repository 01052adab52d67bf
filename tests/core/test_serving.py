"""Tests of `auriga`: it refuses what is not fit to serve, with exit 2 and the reasons."""

import pytest
from click.testing import CliRunner

from auriga_web import cli
from auriga_web.app import create_app as create_real_app
from auriga_web.core.database import close_connections

pytestmark = pytest.mark.commits


@pytest.fixture
def environment(engine_name, databases, tmp_path):
    """What an installation that is in order finds in its environment."""
    url = databases.create_empty()
    yield {
        "AURIGA_DATA": str(tmp_path),
        "DATABASE_URL": url,
        "SECRET_KEY": "k" * 40,
        "AURIGA_TESTING": "1",
        "HOST": "127.0.0.1",
        "PORT": "8000",
    }
    databases.drop(url)


@pytest.fixture
def run(environment, monkeypatch):
    """Run an `auriga` command in that environment."""

    made = []

    def create_app():
        made.append(create_real_app())
        return made[-1]

    def run(*arguments, **changes):
        for name, value in {**environment, **changes}.items():
            monkeypatch.setenv(name, value)
        answer = CliRunner().invoke(cli.auriga, arguments)
        # A command's process ends and takes its connections along; ours goes on.
        while made:
            with made.pop().app_context():
                close_connections()
        return answer

    monkeypatch.setattr(cli, "create_app", create_app)
    return run


class TestDoctor:
    def test_finds_all_well_when_it_is(self, run):
        assert run("db", "upgrade").exit_code == 0

        answer = run("doctor")

        assert answer.exit_code == 0, answer.output
        assert "All is well" in answer.output

    def test_refuses_a_schema_that_is_behind(self, run):
        answer = run("doctor")

        assert answer.exit_code == 2
        assert "auriga db upgrade" in answer.output

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"SECRET_KEY": "short"}, "SECRET_KEY"),
            ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
            ({"PUBLIC_BASE_URL": "http://auriga.example"}, "https"),
            ({"PUBLIC_BASE_URL": "auriga.example"}, "web address"),
            ({"PUBLIC_BASE_URL": "https://auriga.example"}, "AURIGA_TESTING"),
            ({"AURIGA_TESTING": "0", "AURIGA_CLOCK_OFFSET": "5"}, "AURIGA_CLOCK_OFFSET"),
        ],
    )
    def test_refuses_bad_settings(self, run, changes, reason):
        run("db", "upgrade")

        answer = run("doctor", **changes)

        assert answer.exit_code == 2
        assert reason in answer.output

    def test_refuses_a_database_that_is_away(self, run):
        away = "postgresql://auriga@127.0.0.1:1/auriga?connect_timeout=2"

        answer = run("doctor", DATABASE_URL=away)

        assert answer.exit_code == 2
        assert "does not answer" in answer.output


class TestServe:
    def test_refuses_what_the_doctor_refuses(self, run):
        answer = run("serve", FLASK_DEBUG="1")

        assert answer.exit_code == 2
        assert "FLASK_DEBUG" in answer.output
