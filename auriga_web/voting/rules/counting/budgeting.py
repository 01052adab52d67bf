"""The rules that share out money, by name: what `auriga tally` and votes about budgets call."""

from __future__ import annotations

from auriga_web.voting.rules.counting.completion import OnPass, add1, no_completion
from auriga_web.voting.rules.counting.election import Election
from auriga_web.voting.rules.counting.equal_shares import EqualShares
from auriga_web.voting.rules.counting.greedy import greedy

GREEDY = "greedy"
MES = "mes"
MES_ADD1 = "mes-add1"
RULES = (GREEDY, MES, MES_ADD1)


def count(
    election: Election, *, rule: str, utility: str, on_pass: OnPass | None = None
) -> list[int]:
    """Return the projects that a rule buys, in order."""
    if rule == GREEDY:
        return greedy(election, utility)
    shares = EqualShares(election, utility)
    if rule == MES:
        return no_completion(shares).selected
    return add1(shares, on_pass).selected
