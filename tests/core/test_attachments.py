"""Attachments: only pixels pass, only who sees the thing sees its files, nothing acts as a page."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy.exc import NoResultFound

from auriga_web.core import attachments
from auriga_web.core.access import register_gate
from auriga_web.core.attachments import NotAccepted, files, prepare_document, prepare_picture
from auriga_web.core.attachments.pictures import MOST_PIXELS
from auriga_web.core.database import db
from tests.core.pictures import PDF, bomb, picture
from tests.factories import NOON


class Door:
    """A gate that a test opens and closes."""

    is_open = True

    def may_read(self, reader, subject_id):
        return self.is_open and subject_id == "7"


@pytest.fixture
def door():
    door = Door()
    register_gate("trial", door)
    return door


def hang(content=None, *, description="La fermata senza pensilina", at_most=5, **more):
    prepared = prepare_picture(content or picture())
    return attachments.attach(
        prepared,
        **{
            "subject_kind": "trial",
            "subject_id": 7,
            "description": description,
            "at_most": at_most,
            "uploaded_by_id": None,
            "now": NOON,
            **more,
        },
    )


def zipped():
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("index.html", "ciao")
    return written.getvalue()


class TestPreparePicture:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_draws_it_anew_as_jpeg(self, kind):
        sent = picture(kind)

        prepared = prepare_picture(sent)

        assert prepared.content != sent
        with Image.open(BytesIO(prepared.content)) as kept:
            assert (kept.format, kept.size) == ("JPEG", (60, 40))

    def test_drops_what_the_camera_wrote(self):
        exif = Image.Exif()
        exif[0x010F] = "Fotocamera di Rosa"
        exif.get_ifd(0x8825)[1] = "N"

        prepared = prepare_picture(picture(exif=exif, comment=b"segreto"))

        with Image.open(BytesIO(prepared.content)) as kept:
            assert not dict(kept.getexif())
        assert b"Rosa" not in prepared.content + prepared.thumbnail
        assert b"segreto" not in prepared.content + prepared.thumbnail

    def test_stands_it_upright_first(self):
        exif = Image.Exif()
        exif[0x0112] = 6

        prepared = prepare_picture(picture(size=(60, 40), exif=exif))

        assert (prepared.width, prepared.height) == (40, 60)

    def test_puts_what_is_transparent_on_white(self):
        prepared = prepare_picture(picture("PNG", mode="RGBA", color=(0, 0, 0, 0)))

        with Image.open(BytesIO(prepared.content)) as kept:
            assert kept.getpixel((5, 5)) == (255, 255, 255)

    def test_makes_it_smaller_and_keeps_its_shape(self):
        prepared = prepare_picture(picture(size=(4000, 2000)))

        assert (prepared.width, prepared.height) == (1920, 960)
        assert (prepared.thumbnail_width, prepared.thumbnail_height) == (480, 240)

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"ciao",
            PDF,
            picture("GIF"),
            picture("BMP"),
            picture("TIFF"),
            picture()[:200],
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            picture() + b"\0" * attachments.MOST_BYTES,
            bomb(MOST_PIXELS, 2),
            bomb(5_001, 5_000),
            bomb(1_000_000, 1_000_000),
            picture() + zipped(),
            picture("PNG") + zipped(),
            picture() + b"<HTML><script>alert(1)</script>",
            picture() + PDF,
            picture(comment=b"<?php system('ls'); ?>"),
        ],
        ids=lambda content: f"{content[:6]!r}-{len(content)}",
    )
    def test_refuses_what_is_no_plain_picture(self, content):
        with pytest.raises(NotAccepted) as refused:
            prepare_picture(content)

        assert str(refused.value)

    def test_does_not_decode_what_is_too_large(self, monkeypatch):
        def decoded(*_):
            raise AssertionError("it was decoded")

        monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decoded)

        with pytest.raises(NotAccepted, match="25"):
            prepare_picture(bomb(5_001, 5_000))


class TestPrepareDocument:
    def test_keeps_a_pdf_as_it_is(self):
        assert prepare_document(PDF).content == PDF

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            picture(),
            b"PDF",
            PDF[:-7],
            PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(x)>>"),
            PDF.replace(b"/Catalog", b"/Catalog/A<</S/Launch>>"),
            PDF + zipped() + b"%%EOF",
            PDF.replace(b"%PDF", b"<html>%PDF"),
        ],
    )
    def test_refuses_what_is_none_or_does_something(self, content):
        with pytest.raises(NotAccepted):
            prepare_document(content)


class TestAttach:
    def test_shows_them_in_the_order_they_came(self, door):
        first, second = hang(), hang(picture(color="red"))

        assert list(attachments.list_attachments("trial", 7)) == [first, second]

    def test_stops_at_the_most(self, door):
        hang(at_most=1)

        with pytest.raises(NotAccepted, match="1"):
            hang(at_most=1)

    def test_asks_what_a_picture_shows(self, door):
        with pytest.raises(NotAccepted):
            hang(description=" \n ")

        assert attachments.count_attachments("trial", 7) == 0

    def test_keeps_the_same_bytes_once(self, door):
        first, second = hang(), hang()

        assert first.sha256 == second.sha256
        assert first.id != second.id


class TestOrder:
    def test_moves_one_before_the_one_before_it(self, door):
        first, second, third = hang(), hang(), hang()

        attachments.move_up(third)

        assert list(attachments.list_attachments("trial", 7)) == [first, third, second]

    def test_leaves_the_first_where_it_is(self, door):
        first, second = hang(), hang()

        attachments.move_up(first)

        assert list(attachments.list_attachments("trial", 7)) == [first, second]

    def test_stays_whole_after_one_is_taken_away(self, door):
        first, second, third = hang(), hang(), hang()

        attachments.detach(second)
        fourth = hang()

        assert list(attachments.list_attachments("trial", 7)) == [first, third, fourth]


class TestDescribe:
    def test_says_it_in_other_words(self, door):
        one = hang()

        attachments.describe(one, "  La  fermata\nsotto la pioggia ")

        assert one.description == "La fermata sotto la pioggia"

    def test_leaves_no_picture_without(self, door):
        with pytest.raises(NotAccepted):
            attachments.describe(hang(), "")


class TestGetAttachment:
    def test_does_not_find_what_hangs_elsewhere(self, door):
        one = hang()

        with pytest.raises(NoResultFound):
            attachments.get_attachment(one.id, subject_kind="trial", subject_id=8)


class TestServing:
    def test_gives_the_picture_in_a_sandbox(self, client, door):
        one = hang()
        db.session.commit()

        answer = client.get(f"/allegati/{one.id}")

        assert answer.status_code == 200
        assert answer.mimetype == "image/jpeg"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("inline; filename=")
        assert client.get(f"/allegati/{one.id}/miniatura").status_code == 200

    def test_makes_a_browser_download_a_document(self, client, door):
        one = attachments.attach(
            prepare_document(PDF),
            subject_kind="trial",
            subject_id=7,
            description='Delibera "12"\r\nX: y',
            at_most=1,
            uploaded_by_id=None,
            now=NOON,
        )
        db.session.commit()

        answer = client.get(f"/allegati/{one.id}")

        assert answer.data == PDF
        assert answer.headers["Content-Disposition"] == 'attachment; filename="delibera-12-x-y.pdf"'
        assert client.get(f"/allegati/{one.id}/miniatura").status_code == 404

    def test_asks_the_gate_each_time(self, client, door):
        one = hang()
        db.session.commit()
        etag = client.get(f"/allegati/{one.id}").headers["ETag"]
        assert client.get(f"/allegati/{one.id}", headers={"If-None-Match": etag}).status_code == 304

        door.is_open = False

        for address in (f"/allegati/{one.id}", f"/allegati/{one.id}/miniatura"):
            answer = client.get(address, headers={"If-None-Match": etag})
            assert answer.status_code == 404

    def test_gives_nothing_whose_thing_has_no_gate(self, client):
        one = hang(subject_kind="nobody-answers-for-this")
        db.session.commit()

        assert client.get(f"/allegati/{one.id}").status_code == 404

    def test_gives_nothing_that_was_taken_away(self, client, door):
        one = hang()
        db.session.commit()

        attachments.detach_all("trial", 7)
        db.session.commit()

        assert client.get(f"/allegati/{one.id}").status_code == 404

    def test_says_not_found_when_its_file_is_gone(self, client, door):
        one = hang()
        db.session.commit()
        files.path_of(one.sha256).unlink()

        assert client.get(f"/allegati/{one.id}").status_code == 404


class TestForgetting:
    def test_deletes_what_no_row_names_any_more(self, door):
        gone, stays = hang(), hang(picture(color="red"))
        attachments.detach(gone)

        # Files have the machine's time, not the test's.
        files.forget_what_no_row_names(_an_hour_after(gone.sha256))

        assert files.read(gone.sha256) is None
        assert files.read(gone.thumbnail_sha256) is None
        assert files.read(stays.sha256)
        assert files.read(stays.thumbnail_sha256)

    def test_leaves_what_another_thing_still_shows(self, door):
        gone, stays = hang(), hang()
        attachments.detach(gone)

        files.forget_what_no_row_names(_an_hour_after(gone.sha256))

        assert files.read(stays.sha256)

    def test_waits_for_a_row_that_is_being_written(self, door):
        name = files.write(b"being attached")

        files.forget_what_no_row_names(_written_at(name) + timedelta(minutes=59))

        assert files.read(name) == b"being attached"


def _written_at(name):
    return NOON.fromtimestamp(files.path_of(name).stat().st_mtime, tz=NOON.tzinfo)


def _an_hour_after(name):
    return _written_at(name) + timedelta(hours=1, seconds=5)
