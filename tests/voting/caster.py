"""A process that casts ballots and says so after each commit, until it is killed."""

import sys
from pathlib import Path

from auriga_web.app import create_app
from auriga_web.core.access import Actor, Level
from auriga_web.core.database import db
from auriga_web.voting.operations import casting
from tests.conftest import settings_for
from tests.factories.voting import DURING


def main(url: str, data: str, poll_id: str, first: str, last: str) -> None:
    """Cast for each voter from `first` to `last`; voter n chooses option 1 + n % 3."""
    app = create_app(settings_for(url, Path(data)))
    with app.app_context():
        for voter_id in range(int(first), int(last) + 1):
            casting.cast_ballot(
                int(poll_id),
                actor=Actor(person_id=voter_id, level=Level.VERIFIED),
                chosen={1: [1 + voter_id % 3]},
                seen=None,
                clock=lambda: DURING,
            )
            db.session.commit()
            sys.stdout.write(f"{voter_id}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
