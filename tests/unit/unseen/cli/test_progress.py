"""Progress of a run, on a terminal and elsewhere."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

from unseen.cli.audit import Build, Request
from unseen.cli.playing import play
from unseen.cli.progress import Bar, Count, Follower, Lines
from unseen.record import read

Asked = Callable[..., Request]
Plays = Callable[..., Build]
LEAKY = Path(__file__).parents[1] / "reports" / "leaky.ndjson"


class TestProgress:
    def test_follower(self, tmp_path: Path) -> None:
        """What was appended is counted; half a line waits for its other half."""
        path = tmp_path / "run.ndjson"
        follower = Follower(path)
        before = follower.look()
        path.write_bytes(LEAKY.read_bytes()[:60_000])
        half = follower.look()
        path.write_bytes(LEAKY.read_bytes())
        whole = follower.look()

        run = read(LEAKY)
        assert before == Count()
        assert 0 < half.judged < whole.judged == whole.planned == len(run.header.planned)
        assert whole.broken == 6

    def test_bar(self) -> None:
        """The bar is drawn over itself, never wider than the terminal, and leaves nothing behind."""
        stream = StringIO()
        bar = Bar(stream, 40)
        for count in (Count(), Count(0), Count(4), Count(4, 2, 1), Count(4, 2, 1)):
            bar.show(count, 1.0)
        bar.close()
        bar.close()

        drawn = stream.getvalue().split("\r")
        assert max(map(len, drawn)) < 40
        assert len(drawn) == 7
        assert drawn[-2].strip() == ""
        assert "reading the policy" in drawn[1]
        assert "████████████░░░░░░░░░░░░ 2 of 4" in drawn[4]

    def test_lines(self) -> None:
        """A line is written now and then, and always at the end."""
        stream = StringIO()
        lines = Lines(stream, every=2)
        lines.show(Count(), 0)
        for judged in range(101):
            lines.show(Count(100, judged), judged / 10)
        lines.close()

        assert stream.getvalue().splitlines() == [
            f"{judged} of 100 scenarios judged · {judged // 10} s" for judged in (20, 40, 60, 80, 100)
        ]

    def test_play_shows_it(self, asked: Asked, plays: Plays, tmp_path: Path) -> None:
        """Playing shows the last state before it ends."""
        seen: list[Count] = []

        class Seen:
            def show(self, count: Count, seconds: float) -> None:
                seen.append(count)

            def close(self) -> None:
                pass

        record = tmp_path / "run.ndjson"
        played = play(plays("kept broken")(asked(), [], record), record, Seen())

        assert seen[-1] == Count(2, 2, 1)
        assert (played.code, played.interrupted) == (0, False)
