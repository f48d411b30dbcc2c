"""What an audit measures afterwards, where time is asked for."""

from dataclasses import replace

import pytest

from unseen.cli.audit import platform_or
from unseen.cli.timing import Request, afterwards
from unseen.home import HOME

QUICK = Request(
    (str(HOME / "features" / "notification-absence.feature"),), "stub", "seed", "", 1, rounds=5, budget=0.2
)


@pytest.mark.parametrize("code", [2, 130])
def test_nothing_is_measured_after_an_audit_that_says_nothing(code, capsys):
    """A policy that is wrong, or a run that was stopped, is left at that."""
    assert afterwards(code, QUICK) == code
    assert capsys.readouterr().out == ""


def test_what_time_tells_breaks_an_audit_that_was_green(capsys):
    """A page that takes longer for what somebody saved makes the whole red, though no payload shows it."""
    slow = platform_or("stub", "benchmarks.leaks.wrappers:looks_up_savers")
    leaky = replace(QUICK, target=slow, rounds=10, budget=10.0)

    assert afterwards(0, leaky) == 1
    assert "✗ BROKEN" in capsys.readouterr().out


def test_what_is_read_by_a_program_is_left_alone(capsys):
    """Where standard output holds something else, what was measured is told beside it; red stays red."""
    assert afterwards(1, QUICK, quiet=True) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "What can be told by time" in told.err
