"""Tests of settings: what is not fit to serve people is named, reason by reason."""

from dataclasses import replace

import pytest

from auriga_web.core.settings import Settings, from_environment, problems_with

pytestmark = pytest.mark.once


@pytest.fixture
def fit(tmp_path):
    """Settings with nothing wrong in them."""
    return Settings(
        data=tmp_path,
        secret_key="k" * 32,
        database_url=f"sqlite:///{tmp_path}/auriga.db",
        public_base_url="https://auriga.example",
        ballot_key_dir=tmp_path / "ballot_keys",
    )


class TestProblems:
    def test_are_none_when_all_is_well(self, fit):
        assert problems_with(fit) == []

    @pytest.mark.parametrize(
        ("change", "word"),
        [
            ({"secret_key": ""}, "SECRET_KEY"),
            ({"secret_key": "short"}, "SECRET_KEY"),
            ({"debug": True}, "FLASK_DEBUG"),
            ({"public_base_url": "http://auriga.example"}, "https"),
            ({"public_base_url": "ftp://auriga.example"}, "web address"),
            ({"testing": True}, "AURIGA_TESTING"),
            ({"clock_offset_seconds": 60}, "AURIGA_CLOCK_OFFSET"),
        ],
    )
    def test_name_what_is_wrong(self, fit, change, word):
        problems = problems_with(replace(fit, **change))

        assert len(problems) == 1
        assert word in problems[0]

    def test_name_a_key_folder_that_others_may_read(self, fit):
        fit.ballot_key_dir.mkdir(mode=0o755)

        assert "chmod 700" in problems_with(fit)[0]

    def test_name_a_secret_that_others_may_read(self, fit):
        (fit.data / "secret_key").write_text("x")
        (fit.data / "secret_key").chmod(0o644)

        assert "chmod 600" in problems_with(fit)[0]

    def test_are_all_named_at_once(self, fit):
        assert len(problems_with(replace(fit, secret_key="", debug=True))) == 2


class TestFromEnvironment:
    def test_has_the_defaults_of_one_machine(self, tmp_path):
        settings = from_environment({"AURIGA_DATA": str(tmp_path)})

        assert settings.database_url == f"sqlite:///{tmp_path}/auriga.db"
        assert settings.public_base_url == "http://127.0.0.1:8000"
        assert settings.ballot_key_dir == tmp_path / "ballot_keys"
        assert not settings.testing
        assert not settings.debug

    @pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
    def test_takes_any_way_of_naming_postgresql(self, tmp_path, scheme):
        url = f"{scheme}://auriga@db/auriga"

        settings = from_environment({"AURIGA_DATA": str(tmp_path), "DATABASE_URL": url})

        assert settings.database_url == "postgresql+psycopg://auriga@db/auriga"

    def test_reads_a_secret_that_was_kept(self, tmp_path):
        (tmp_path / "secret_key").write_text("s" * 40 + "\n")

        assert from_environment({"AURIGA_DATA": str(tmp_path)}).secret_key == "s" * 40

    def test_serves_where_it_is_told_to(self, tmp_path):
        told = {"AURIGA_DATA": str(tmp_path), "HOST": "127.0.0.1", "PORT": "8123"}

        assert from_environment(told).public_base_url == "http://127.0.0.1:8123"
