"""No file is heavy, the locks name no address, and what the package needs is what we lock."""

import tomllib

import pytest

from tests.architecture.tree import CHECKOUT, kept_files, place

pytestmark = pytest.mark.once

KILOBYTE = 1024


def test_no_file_is_heavy():
    heavy = {
        place(path): path.stat().st_size
        for path in kept_files()
        if path.stat().st_size > 400 * KILOBYTE and "vendor" not in path.parts
    }

    assert not heavy


def test_locks_name_no_address():
    for lock in CHECKOUT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")

        assert "://" not in text, f"{lock.name}: made with --no-header --no-emit-index-url"
        assert "--hash=sha256:" in text


def test_every_dependency_of_the_package_is_locked():
    """pyproject says what the package needs, requirements.in what we lock: the same things."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = (CHECKOUT / "requirements.in").read_text(encoding="utf-8").split("\n")

    assert sorted(project["dependencies"]) == sorted(line for line in wanted if line)
