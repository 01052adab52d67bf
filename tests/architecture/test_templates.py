"""Every template can be read, and every slot it opens is documented."""

import re

import pytest

from auriga_web.core import page_slots
from tests.architecture.tree import PACKAGE, TEMPLATES, kept_files, place

pytestmark = pytest.mark.once

_SLOT = re.compile(r"""\bslot\(\s*["']([\w.]+)["']""")
_LINK = re.compile(r"""\burl_for\(\s*["']([\w.]+)["']""")
_FILLS = re.compile(r"""@fills\(\s*["']([\w.]+)["']""")


def template_files():
    return [path for path in kept_files() if path.is_relative_to(TEMPLATES)]


def test_every_template_parses(app):
    for path in template_files():
        app.jinja_env.get_template(str(path.relative_to(TEMPLATES)))


def test_every_link_leads_somewhere(app):
    nowhere = {
        (name, place(path))
        for path in template_files()
        for name in _LINK.findall(path.read_text(encoding="utf-8"))
        if name not in app.view_functions
    }

    assert not nowhere


def test_every_slot_is_documented():
    undocumented = {name for name in page_slots.SLOTS if f"`{name}`" not in page_slots.__doc__}

    assert not undocumented, f"say in core/page_slots.py what {undocumented} is"


def test_every_slot_is_opened_somewhere():
    opened = {
        name
        for path in template_files()
        for name in _SLOT.findall(path.read_text(encoding="utf-8"))
    }

    assert opened == set(page_slots.SLOTS), "a slot nobody opens shows nothing"


def test_only_known_slots_are_filled():
    filled = {
        (name, place(path))
        for path in PACKAGE.rglob("*.py")
        for name in _FILLS.findall(path.read_text(encoding="utf-8"))
    }

    assert {name for name, _ in filled} <= page_slots.SLOTS, filled


def test_a_mailed_page_has_no_script():
    with_script = [
        place(path)
        for path in template_files()
        if path.parent.name == "mails" and "<script" in path.read_text(encoding="utf-8")
    ]

    assert not with_script
