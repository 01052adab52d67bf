from hypothesis import given
from hypothesis import strategies as st

from auriga_web.territories import rules


class TestPublicPlace:
    def test_is_the_comune_where_many_live(self):
        place = rules.public_place(comune="Foligno", population=5_000, zone="Foligno e dintorni")

        assert place == "Foligno"

    def test_is_the_zona_where_few_live(self):
        place = rules.public_place(comune="Poggiodomo", population=4_999, zone="Valnerina")

        assert place == "Valnerina"


class TestTints:
    def test_are_round_numbers(self):
        assert rules.tint_floors([0, 3, 64]) == (1, 5, 20)

    def test_are_fewer_when_there_is_little_to_tell_apart(self):
        assert rules.tint_floors([1, 1, 0]) == (1,)

    def test_of_nothing_is_none(self):
        assert rules.tint(0, rules.tint_floors([])) == 0

    @given(st.lists(st.integers(min_value=0, max_value=10**7)))
    def test_grow_with_the_count(self, counts):
        floors = rules.tint_floors(counts)

        tints = [rules.tint(count, floors) for count in sorted(counts)]

        assert tints == sorted(tints)
        assert list(floors) == sorted(set(floors))
        assert len(floors) <= rules.TINT_STEPS
        assert all(
            (tint == 0) == (count == 0) for tint, count in zip(tints, sorted(counts), strict=True)
        )
