"""Tests of the compressed copies of static files."""

import os
import threading

from auriga_web.core import statics


class TestCompress:
    def test_makes_one_whole_copy_however_many_ask_at_once(self, tmp_path):
        made: list[object] = []
        threads = [
            threading.Thread(target=lambda: made.append(statics.compress(tmp_path)))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        (ready,) = set(made)
        assert [path.name for path in tmp_path.iterdir()] == [ready.name]
        assert (ready / "css" / "auriga.css.br").is_file()
        assert (ready / "css" / "auriga.css.gz").is_file()

    def test_leaves_an_earlier_version_to_who_still_serves_it(self, tmp_path):
        earlier, forgotten = tmp_path / "earlier", tmp_path / "forgotten"
        for version in (earlier, forgotten):
            version.mkdir()
        os.utime(forgotten, (0, 0))

        statics.compress(tmp_path)

        assert earlier.is_dir()
        assert not forgotten.exists()
