"""The top-level folders mirror the features, so that one name leads everywhere."""

import pytest

from tests.architecture.tree import CHECKOUT, TEMPLATES, TESTS, features, kept_files, place

pytestmark = pytest.mark.once

# Flask-Security looks for its pages here; they belong to `accounts`.
LIBRARY_TEMPLATES = {"security"}
TEMPLATE_FOLDERS = {"layouts", "components", "errors"} | LIBRARY_TEMPLATES
TEST_FOLDERS = {"architecture", "journeys", "factories", "core", "vendor"}


def folders_in(root):
    return {
        path.relative_to(root).parts[0]
        for path in kept_files()
        if path.is_relative_to(root) and len(path.relative_to(root).parts) > 1
    }


def test_every_template_folder_is_a_feature():
    assert folders_in(TEMPLATES) - TEMPLATE_FOLDERS <= features()


def test_every_test_folder_is_a_feature():
    assert folders_in(TESTS) - TEST_FOLDERS <= features() | {"demo"}


def test_every_style_sheet_of_a_feature_is_named_after_it():
    sheets = {path.stem for path in (CHECKOUT / "static" / "css" / "features").glob("*.css")}

    assert sheets <= features()


def test_every_catalogue_is_a_feature():
    names = {path.stem for path in (CHECKOUT / "translations").glob("*/*.po")}

    assert names - {"core"} <= features()


def test_a_partial_is_marked_as_one():
    partials = [path for path in kept_files() if path.parent.name == "partials"]
    wrong = [place(path) for path in partials if not path.name.startswith("_")]

    assert not wrong, f"a partial's name begins with an underscore: {wrong}"


def test_a_partial_says_what_it_needs():
    partials = [
        path for path in kept_files() if path.parent.name == "partials" and path.suffix == ".html"
    ]
    silent = [
        place(path) for path in partials if not path.read_text(encoding="utf-8").startswith("{#")
    ]

    assert not silent, f"a partial begins with a comment naming what it needs: {silent}"
