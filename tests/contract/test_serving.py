"""The reference platform as it is served from the command line."""

import re
import signal
import subprocess
import sys
import time

import pytest

from unseen.canary import Cast
from unseen.model import Act, PolicyError, Thing
from unseen.targets.stub import serve, served


def test_it_says_where_it_listens_and_answers_there_until_interrupted(tmp_path):
    """A world can be opened at the printed address at once; Ctrl-C ends it."""
    command = [sys.executable, "-m", "unseen.cli", "platform", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as process:
        try:
            said = process.stdout.readline()
            url = re.search(r"http://[^\s/]+:\d+", said)[0]
            session = served(url).open_world(1)
            session.join(Cast(1).person("Ana"), 0.0)
            seconds = []
            for number in range(10):
                begun = time.perf_counter()
                (seen,) = session.perform(Act("Ana", "post", Thing("video", f"video {number}")), 1.0)
                seconds.append(time.perf_counter() - begun)
                assert seen.status == 201
            assert min(seconds) < 0.03, "replies wait for an acknowledgement, which takes 40 ms"
            session.close()
        finally:
            process.send_signal(signal.SIGINT)
    assert process.returncode in (0, 130, -signal.SIGINT)


def test_a_damaged_database_is_told_before_anything_is_served(tmp_path):
    """What cannot be read is a mistake of the one who named it."""
    (tmp_path / "log.db").write_text("this is no database, but it is long enough to be taken for one" * 20)
    with pytest.raises(PolicyError, match="name another file"):
        serve("127.0.0.1", 0, tmp_path / "log.db", None, print)
