"""Evidence in the comments of a feature file that was found."""

from unseen.explore.scenario import comment

ANA = ("Ana", "e-mail address")


def test_evidence_stays_in_its_comment():
    """A header beside the one that leaks may say anything: it opens no scenario, and adds no tag."""
    told = "no-cache\n[Ana's e-mail]\r\nScenario: x\n\n@NOT-1\u2028@wip"
    line = comment("video page header\nx-author", told, ANA)

    assert line == "video page header x-author: no-cache [Ana's e-mail] Scenario: x @NOT-1 @wip"


def test_what_was_found_is_whole():
    """A long excerpt is cut around the marker that was found, and never through one."""
    around = "private, max-age=0 " * 4
    told = f"[Cho's e-mail] {around}[Ana's name] [Ana's e-mail] {around}"
    line = comment("video page header x-author", told, ANA)

    assert len(line) <= 100
    assert "[Ana's e-mail]" in line
    assert line.startswith("video page header x-author: …")
    assert line.endswith("…")


def test_no_marker_is_cut_in_two():
    """Where the cut would go through a marker, it goes before it."""
    for length in range(40, 70):
        line = comment("x" * 80, f"{'y' * length}[Ana's telephone]{'z' * 60}")

        assert len(line) <= 100
        assert line.count("[") == line.count("]")


def test_what_fits_stays_as_it_is():
    """A short excerpt is not cut."""
    assert comment("embed /likes", "3") == "embed /likes: 3"
