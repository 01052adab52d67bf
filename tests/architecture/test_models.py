"""What every table keeps to."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import configure_mappers

from auriga_web.core.database import Base

pytestmark = pytest.mark.once

# Their whole point is to be asked for when needed, one statement each.
LAZY_BY_NAME = {"raise", "raise_on_sql", "write_only", "viewonly"}


@pytest.fixture(scope="module")
def tables(_application):
    configure_mappers()
    return list(Base.metadata.tables.values())


def test_a_forgotten_load_raises(tables):
    lazy = [
        f"{mapper.class_.__name__}.{relation.key}"
        for mapper in Base.registry.mappers
        for relation in mapper.relationships
        if relation.lazy not in LAZY_BY_NAME
    ]

    assert not lazy, f'write lazy="raise": a forgotten load must fail, not slow a page: {lazy}'


def test_every_foreign_key_is_indexed(tables):
    bare = []
    for table in tables:
        leading = {tuple(index.columns.keys())[:1] for index in table.indexes}
        leading |= {
            tuple(constraint.columns.keys())[:1]
            for constraint in table.constraints
            if isinstance(constraint, sa.UniqueConstraint | sa.PrimaryKeyConstraint)
        }
        bare += [
            f"{table.name}.{column.name}"
            for column in table.columns
            if column.foreign_keys and (column.name,) not in leading
        ]

    assert not bare, f"an index lets the other side be removed, and be asked from: {bare}"


def test_every_constraint_has_a_name(tables):
    nameless = [
        f"{table.name}: {constraint}"
        for table in tables
        for constraint in table.constraints
        if constraint.name is None and not isinstance(constraint, sa.PrimaryKeyConstraint)
    ]

    assert not nameless


def test_tables_are_singular(tables):
    plural = [
        table.name
        for table in tables
        if table.name.endswith("s") and not table.name.endswith(("ss", "status"))
    ]

    assert not plural, f"a table is named after one row: {plural}"


def test_moments_have_a_zone(tables):
    bare = [
        f"{table.name}.{column.name}"
        for table in tables
        for column in table.columns
        if type(column.type) is sa.DateTime and not column.type.timezone
    ]

    assert not bare
