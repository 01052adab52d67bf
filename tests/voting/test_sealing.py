"""Codes and seals: what a voter takes home, and what lies in the box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auriga_web.voting.rules import codes, sealing


class TestCode:
    def test_is_26_letters_of_crockford(self):
        code = codes.code_for(codes.new_receipt(), poll_id=1, question_no=1)

        assert len(code) == 26
        assert set(code) <= set(codes.ALPHABET)

    def test_differs_for_each_question_and_each_vote(self):
        receipt = codes.new_receipt()

        made = {
            codes.code_for(receipt, poll_id=poll_id, question_no=no)
            for poll_id in (1, 2)
            for no in (1, 2)
        }

        assert len(made) == 4

    @given(st.integers(0, 2**130 - 1))
    def test_is_found_again_however_it_was_typed(self, number):
        code = codes._base32(number)

        typed = codes.grouped(code).lower().replace("0", "o").replace("1", "l")

        assert codes.normalised(typed) == code


class TestSeal:
    @pytest.fixture
    def seal(self):
        return sealing.Seal(b"k" * 32, poll_id=7, size=512)

    @given(st.dictionaries(st.integers(1, 9), st.sampled_from(["1+3", "-", "12"]), min_size=1))
    def test_opens_to_what_was_put_in(self, answers):
        seal = sealing.Seal(b"k" * 32, poll_id=7, size=512)
        ballot = sealing.Ballot(answers=answers, receipt=codes.new_receipt())

        sealed = seal.close(ballot, tag=seal.tag(3))

        assert seal.open(sealed, tag=seal.tag(3)) == ballot

    def test_has_one_length_whatever_is_inside(self, seal):
        tag = seal.tag(3)
        ballots = [sealing.Ballot(answers={1: c}, receipt="R" * 26) for c in ("-", "1+2+3+4+5")]

        assert len({len(seal.close(ballot, tag=tag)) for ballot in ballots}) == 1

    def test_never_repeats_itself(self, seal):
        ballot = sealing.Ballot(answers={1: "1"}, receipt="R" * 26)

        assert seal.close(ballot, tag=seal.tag(3)) != seal.close(ballot, tag=seal.tag(3))

    def test_does_not_open_under_the_tag_of_another_voter(self, seal):
        sealed = seal.close(sealing.Ballot(answers={1: "1"}, receipt="R"), tag=seal.tag(3))

        with pytest.raises(sealing.CannotOpenSeal):
            seal.open(sealed, tag=seal.tag(4))

    def test_does_not_open_in_another_vote_or_with_another_key(self, seal):
        sealed = seal.close(sealing.Ballot(answers={1: "1"}, receipt="R"), tag=seal.tag(3))

        for other in (
            sealing.Seal(b"k" * 32, poll_id=8, size=512),
            sealing.Seal(b"j" * 32, poll_id=7, size=512),
        ):
            with pytest.raises(sealing.CannotOpenSeal):
                other.open(sealed, tag=seal.tag(3))

    @given(st.integers(0, 539))
    def test_notices_one_changed_byte(self, place):
        seal = sealing.Seal(b"k" * 32, poll_id=7, size=512)
        sealed = bytearray(seal.close(sealing.Ballot(answers={1: "1"}, receipt="R"), tag=b"t"))

        sealed[place] ^= 1

        with pytest.raises(sealing.CannotOpenSeal):
            seal.open(bytes(sealed), tag=b"t")

    def test_refuses_a_ballot_longer_than_the_vote_allows(self, seal):
        with pytest.raises(sealing.CannotOpenSeal):
            seal.close(sealing.Ballot(answers={1: "9" * 600}, receipt="R"), tag=b"t")

    def test_gives_halves_that_are_the_key_only_together(self):
        key = sealing.new_key()

        first, second = (bytes.fromhex(share) for share in sealing.key_shares(key))

        assert bytes(a ^ b for a, b in zip(first, second, strict=True)) == key
        assert key not in (first, second)

    @given(st.dictionaries(st.integers(1, 20), st.integers(1, 400), min_size=1))
    def test_size_is_enough_for_the_longest_ballot(self, longest):
        seal = sealing.Seal(b"k" * 32, poll_id=7, size=sealing.padded_size(longest))
        fullest = {no: "9" * length for no, length in longest.items()}

        seal.close(sealing.Ballot(answers=fullest, receipt=codes.new_receipt()), tag=b"t")
