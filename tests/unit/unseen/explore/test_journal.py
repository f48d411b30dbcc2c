"""What a search leaves on disk, and how another goes on from it."""

from dataclasses import replace

import pytest

from unseen.explore.examples import Examples
from unseen.explore.findings import Batch, Found
from unseen.explore.journal import EXAMPLES, FINDINGS, JOURNAL, Journal, read_findings
from unseen.model import Finding

ABOUT = {"what": [], "target": "stub", "seed": 1}
BATCH = Batch(
    "a promise",
    0,
    histories=4,
    exposed=3,
    readers=("Cho",),
    audiences=("creator",),
    failures=("it was down",),
    seconds=0.5,
)


def read_again(directory, about, *, fresh=False):
    """What another search of this description goes on from."""
    journal = Journal(directory)
    before = journal.begin(about, fresh=fresh)
    journal.close()
    return before


@pytest.fixture
def found():
    """A finding."""
    return Found(
        number="70845344",
        fingerprint="drop · in-app notifications · /unread",
        finding=Finding(
            "twins",
            "in-app notifications",
            "/unread",
            "Cho",
            'Cho can tell that Ana saved the "recipe" video: in-app notifications differs at /unread',
            remedy="count only notices that the reader is shown",
            relation="drop",
            here="1",
            there="0",
            also=("/items",),
        ),
        clause="NOT-2",
        promise='Cho never learns that Ana saved the "recipe" video',
        fact='that Ana saved the "recipe" video',
        steps=(("Given", 'Cho has posted the "recipe" video'), ("When", 'Ana saves the "recipe" video')),
        text="Feature: Found\n",
        acts=2,
        seed=1,
        start="a promise",
        histories=1,
        tried=16,
        keys=frozenset({("field", "unread")}),
    )


def test_a_search_that_was_killed_goes_on(tmp_path, found):
    """Batches and findings are read back as they were; a line that was cut off is left out."""
    moments = iter([10.0, 12.5])
    journal = Journal(tmp_path, lambda: next(moments))
    journal.begin(ABOUT)
    journal.batch(BATCH, (found,))
    journal.close()
    with (tmp_path / JOURNAL).open("ab") as file:
        file.write(b'{"type":"batch","seed":"half')

    before = read_again(tmp_path, ABOUT)

    assert before.batches == (BATCH,)
    assert before.found == (found,)
    assert before.seconds == 2.5
    assert b"half" not in (tmp_path / JOURNAL).read_bytes()


def test_a_search_that_ended_is_not_gone_on_with(tmp_path, found):
    """After an end, for another platform, or when asked to, a search begins anew."""
    for about, end, fresh in (
        (ABOUT, True, False),
        ({**ABOUT, "seed": 2}, False, False),
        (ABOUT, False, True),
    ):
        journal = Journal(tmp_path)
        journal.begin(ABOUT, fresh=True)
        journal.batch(BATCH, (found,))
        if end:
            journal.end()
        journal.close()

        assert read_again(tmp_path, about, fresh=fresh).batches == ()
        assert read_findings(tmp_path) == []


def test_findings_stand_in_a_file_of_their_own(tmp_path, found):
    """One finding a line; what is no finding is left out."""
    journal = Journal(tmp_path)
    journal.begin(ABOUT)
    journal.batch(BATCH, (found, replace(found, number="1")))
    journal.close()
    with (tmp_path / FINDINGS).open("ab") as file:
        file.write(b'[]\n{"number": "2"}\nnothing\n')

    assert [each.number for each in read_findings(tmp_path)] == ["70845344", "1"]
    assert read_findings(tmp_path / FINDINGS) == read_findings(tmp_path)
    assert read_findings(tmp_path / "elsewhere") == []


def test_tapes_are_kept_by_promise(tmp_path):
    """A tape that showed a leak is tried first next time, for its own promise alone."""
    one, other = (Examples(str(tmp_path / EXAMPLES), name) for name in ("one", "other"))
    one.keep(b"\1\2\0")
    one.keep(b"\3\0\0")

    assert one.tapes() == [b"\3\0\0", b"\1\2\0"]
    assert other.tapes() == []
    Examples("", "one").keep(b"\1")
    assert Examples("", "one").tapes() == []


def test_a_finding_is_told_in_sentences(found):
    """Who learns what, where, how the worlds differ, which rule it breaks, what would close it."""
    from unseen.explore.explain import explain, line_of

    told = explain(found, {"NOT-2": "A creator cannot verify it."}, ["unseen audit found.feature"])

    assert 'Who learns what: Cho learns that Ana saved the "recipe" video.' in told
    assert "Where: On in-app notifications, at /unread, and also at /items." in told
    assert "Cho receives 1 in the one world and 0 in the other." in told
    assert 'In one, Ana saved the "recipe" video; in the other, that never happened.' in told
    assert "which NOT-2 demands: A creator" in told
    assert "What would close it: Count only notices that the reader is shown." in told
    assert '  When Ana saves the "recipe" video' in told
    assert told.endswith("  unseen audit found.feature\n")
    assert line_of(found).startswith("NOT-2: Cho can tell")


def test_a_finding_without_a_twin_is_told_too(found):
    """What a schema does not allow is told by what stands there."""
    from unseen.explore.explain import explain, line_of

    also = tuple(f"/items/{number}" for number in range(5))
    seen = replace(found.finding, oracle="schema", relation="", pointer="", here="", also=also, remedy="")
    strange = replace(found, finding=seen, fact="", clause="")
    told = " ".join(explain(strange, {}).split())

    assert "at the whole payload, and also at /items/0, /items/1, /items/2 and 2 other places." in told
    assert "there stands nothing" in told
    assert "How it was recognised: The closed schema" in told
    assert "What would close it" not in told
    assert line_of(strange).startswith("Cho can tell")


def test_a_journal_is_never_half_replaced(tmp_path, found, monkeypatch):
    """Whoever is killed while a search begins again finds what there was before."""
    journal = Journal(tmp_path)
    journal.begin(ABOUT)
    journal.batch(BATCH, [found])
    journal.close()

    def killed(self, content):
        self.write_text("")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.write_bytes", killed)
        with pytest.raises(KeyboardInterrupt):
            Journal(tmp_path).begin(ABOUT)

    assert read_again(tmp_path, ABOUT).found == (found,)
    assert read_findings(tmp_path) == [found]
