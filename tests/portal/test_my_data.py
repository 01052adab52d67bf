"""A copy of one's data: everything that is one's own, nothing secret, nobody else's."""

import io
import json
import zipfile

import pytest
import sqlalchemy as sa
from flask_security import hash_password

from auriga_web.core.attachments import Attachment, files
from auriga_web.core.database import Base
from auriga_web.core.database import db as database
from auriga_web.core.spreadsheets import cell
from auriga_web.portal.queries import my_data
from tests.factories import NOON, CommentFactory, NeedFactory, PersonFactory

PASSWORD = "una casa con le finestre verdi"


@pytest.fixture
def ada():
    return PersonFactory(
        email="ada@example.com", password=hash_password(PASSWORD), name="Ada Bianchi"
    )


@pytest.fixture
def signed_in(client, ada):
    client.post("/accedi", data={"email": ada.email, "password": PASSWORD})
    return client


def copy_of(client):
    answer = client.post("/io/dati/copia")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return zipfile.ZipFile(io.BytesIO(answer.data))


def tables_in(archive):
    return json.loads(archive.read("dati.json"))


class TestCopy:
    def test_holds_what_one_wrote_as_json_and_as_sheets(self, signed_in, ada):
        NeedFactory(author=ada, title="Una panchina alla fermata")
        CommentFactory(author=ada, body="Anche da noi.")

        archive = copy_of(signed_in)

        assert tables_in(archive)["need"][0]["title"] == "Una panchina alla fermata"
        assert "Anche da noi." in archive.read("tabelle/comment.csv").decode("utf-8-sig")
        assert "Ada Bianchi" in archive.read("dati.json").decode()
        assert "LEGGIMI.txt" in archive.namelist()

    def test_holds_nothing_of_others(self, signed_in):
        NeedFactory(title="Di un’altra persona")
        CommentFactory(body="Di un’altra persona")

        archive = copy_of(signed_in)

        assert "Di un’altra persona" not in archive.read("dati.json").decode()

    def test_holds_no_secret(self, signed_in, ada):
        whole = copy_of(signed_in).read("dati.json").decode()

        assert ada.password not in whole
        assert ada.fs_uniquifier not in whole
        assert '"sid_sha256"' not in whole

    def test_holds_ones_own_files_alone(self, app, signed_in, ada):
        other = PersonFactory()
        for person, content in ((ada, b"%PDF mine"), (other, b"%PDF theirs")):
            name = files.write(content)
            database.session.add(
                Attachment(
                    kind="document",
                    subject_kind="need",
                    subject_id="1",
                    position=1,
                    description="Un documento",
                    sha256=name,
                    byte_count=len(content),
                    uploaded_by_id=person.id,
                    created_at=NOON,
                )
            )
        database.session.commit()

        archive = copy_of(signed_in)

        held = [archive.read(name) for name in archive.namelist() if name.startswith("file/")]
        assert held == [b"%PDF mine"]

    def test_is_made_twice_a_day(self, signed_in):
        statuses = [signed_in.post("/io/dati/copia").status_code for _time in range(3)]

        assert statuses == [200, 200, 429]

    def test_is_no_link(self, signed_in):
        assert signed_in.get("/io/dati/copia").status_code == 405

    def test_asks_who_came_long_ago_who_they_are(self, sign_in, ada):
        answer = sign_in(ada).post("/io/dati/copia")

        assert answer.headers["Location"] == "/io/conferma-che-sei-tu?next=/io/dati"

    def test_is_not_for_visitors(self, client):
        assert client.post("/io/dati/copia").status_code == 302


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_no_cell_computes_anything(sign):
    assert cell(f"{sign}1") == f"'{sign}1"


@pytest.mark.parametrize("value", ["Foligno", 3, None, -1])
def test_other_cells_stay(value):
    # As the file says it: nothing for what is not known.
    assert cell(value) == ("" if value is None else str(value))


def test_every_table_that_names_persons_is_in_the_copy_or_left_out_for_a_reason():
    def names_persons(table):
        return any(
            key.column.table.name == "person"
            for column in table.columns
            for key in column.foreign_keys
        ) or {"person_id", "uploaded_by_id", "owner_id"} & set(table.columns.keys())

    named = {table.name for table in Base.metadata.tables.values() if names_persons(table)}

    assert named - {"person"} - set(my_data.EXPORTED) - set(my_data.LEFT_OUT) == set()
    assert not set(my_data.EXPORTED) & set(my_data.LEFT_OUT)


def test_my_data_asks_few_statements(signed_in, count_queries):
    with count_queries() as statements:
        assert signed_in.get("/io/dati").status_code == 200

    assert len(statements) <= 12, statements


def test_whose_a_row_is_stands_in_its_table():
    for name, owner in my_data.EXPORTED.items():
        table = Base.metadata.tables[name]
        assert owner in table.columns, name
        assert isinstance(table.c[owner].type, sa.Integer), name
