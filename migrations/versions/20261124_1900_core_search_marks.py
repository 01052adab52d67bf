"""core: search entries with marks and a kept vector, and a vocabulary, so that search is quick, narrowed alike and forgives."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1900"
down_revision = "20261124_1848"

_TRIGGERS = ("search_entry_inserted", "search_entry_deleted", "search_entry_updated")
_OLD_VECTOR = (
    "setweight(to_tsvector('simple', title_stems), 'A') || "
    "setweight(to_tsvector('simple', body_stems), 'B')"
)
_VECTOR = (
    "setweight(to_tsvector('simple'::regconfig, title_stems), 'A') || "
    "setweight(to_tsvector('simple'::regconfig, body_stems), 'B') || "
    "array_to_tsvector(string_to_array(marks, ' '))"
)
# The kinds that say of which area they are and where: table, column of the area, of the place.
_MARKED = (
    ("need", "need", "service_area_id", "comune_id"),
    ("initiative", "initiative", "area_id", "territory_id"),
    ("service", "service", "area_id", None),
    ("organisation", "organisation", None, "comune_id"),
)


def upgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    _drop_index(is_postgresql)
    op.add_column("search_entry", sa.Column("marks", sa.Text(), server_default="", nullable=False))
    _fill_marks(is_postgresql)
    if is_postgresql:
        op.execute(
            f"ALTER TABLE search_entry ADD COLUMN vector tsvector GENERATED ALWAYS AS ({_VECTOR}) STORED"
        )
        op.execute(
            "CREATE INDEX ix_search_entry_vector ON search_entry USING gin (vector) WITH (fastupdate = off)"
        )
    else:
        _make_sqlite_index(
            "title_stems, body_stems, marks", ", tokenize=\"unicode61 tokenchars ':'\""
        )
    op.create_table(
        "search_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("as_written", sa.String(length=40), nullable=False),
        sa.Column("stem", sa.String(length=40), nullable=False),
        sa.Column("entry_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_word")),
        sa.UniqueConstraint("word", name=op.f("uq_search_word_word")),
    )
    op.create_index(op.f("ix_search_word_stem"), "search_word", ["stem"], unique=False)
    op.create_table(
        "search_trigram",
        sa.Column("trigram", sa.String(length=3), nullable=False),
        sa.Column("word_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["word_id"],
            ["search_word.id"],
            name=op.f("fk_search_trigram_word_id_search_word"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("trigram", "word_id", name=op.f("pk_search_trigram")),
    )
    op.create_index(op.f("ix_search_trigram_word_id"), "search_trigram", ["word_id"], unique=False)


def downgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    op.drop_table("search_trigram")
    op.drop_table("search_word")
    _drop_index(is_postgresql)
    if is_postgresql:
        op.drop_column("search_entry", "vector")
    op.drop_column("search_entry", "marks")
    if is_postgresql:
        op.execute(
            f"CREATE INDEX ix_search_entry_vector ON search_entry USING gin (({_OLD_VECTOR}))"
        )
    else:
        _make_sqlite_index("title_stems, body_stems", "")


def _drop_index(is_postgresql: bool) -> None:
    if is_postgresql:
        op.execute("DROP INDEX ix_search_entry_vector")
        return
    for trigger in _TRIGGERS:
        op.execute(f"DROP TRIGGER {trigger}")
    op.execute("DROP TABLE search_index")


def _make_sqlite_index(columns: str, tokenizer: str) -> None:
    op.execute(
        f"CREATE VIRTUAL TABLE search_index USING fts5({columns}, content='search_entry', content_rowid='id'{tokenizer})"
    )
    op.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
    old, new = (
        ", ".join(f"{row}.{column}" for column in columns.split(", ")) for row in ("old", "new")
    )
    forget = f"INSERT INTO search_index (search_index, rowid, {columns}) VALUES ('delete', old.id, {old});"
    add = f"INSERT INTO search_index (rowid, {columns}) VALUES (new.id, {new});"
    op.execute(f"CREATE TRIGGER search_entry_inserted AFTER INSERT ON search_entry BEGIN {add} END")
    op.execute(
        f"CREATE TRIGGER search_entry_deleted AFTER DELETE ON search_entry BEGIN {forget} END"
    )
    op.execute(
        f"CREATE TRIGGER search_entry_updated AFTER UPDATE ON search_entry BEGIN {forget} {add} END"
    )


def _fill_marks(is_postgresql: bool) -> None:
    gather = "string_agg('place:' || territory_id, ' ')"
    if not is_postgresql:
        gather = "group_concat('place:' || territory_id, ' ')"
    op.execute("UPDATE search_entry SET marks = 'kind:' || kind")
    for kind, table, area, place in _MARKED:
        found = f"FROM {table} WHERE {table}.id = CAST(search_entry.subject_id AS integer)"
        for name, column in (("area", area), ("place", place)):
            if column is not None:
                op.execute(
                    f"UPDATE search_entry SET marks = marks || coalesce((SELECT ' {name}:' || {table}.{column} {found}), '') WHERE kind = '{kind}'"
                )
    op.execute(
        f"UPDATE search_entry SET marks = marks || coalesce((SELECT ' ' || {gather} FROM service_territory WHERE service_territory.service_id = CAST(search_entry.subject_id AS integer)), '') WHERE kind = 'service'"
    )
