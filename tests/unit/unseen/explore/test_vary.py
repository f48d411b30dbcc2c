"""Histories that are made of a promise and a tape."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unseen.explore.draft import LENGTH, Tape
from unseen.explore.vary import vary
from unseen.model import PolicyError
from unseen.promises import NeverLearns
from unseen.targets.stub import embedded

CAPABILITIES = embedded().capabilities()


def test_a_tape_is_read_byte_by_byte_and_then_says_nothing():
    """At its end every choice is the first, and no chance comes true."""
    tape = Tape(bytes([5, 7]))

    assert tape.pick(4) == 1
    assert tape.chance(1, 4)
    assert tape.choose("abc") == "a"
    assert not tape.chance(3, 4)


def test_a_tape_of_zeros_is_the_scenario_as_it_stands(promises):
    """The first history of every promise is its own."""
    for promise in promises:
        varied = vary(promise, bytes(LENGTH), CAPABILITIES)

        assert varied is not None
        assert varied.case.acts == promise.case.acts
        if varied.promise is None:
            assert isinstance(promise.promise, NeverLearns)
            assert varied.fact == promise.fact or not promise.fact.act.actor
        else:
            assert varied.promise == promise.promise


@pytest.fixture(scope="module")
def speaks(vocabulary):
    """Whether the vocabulary has a sentence for an act."""
    known = {}

    def says(act):
        if act not in known:
            known[act] = False
            for keyword in ("given", "when"):
                try:
                    known[act] = bool(vocabulary.spell(act, keyword))
                except PolicyError:
                    continue
        return known[act]

    return says


def test_every_act_that_is_drawn_can_be_said(promises, speaks):
    """Whatever the tape, a history can be written down in the sentences of the policy."""

    @settings(max_examples=60, deadline=None, database=None, derandomize=True)
    @given(st.binary(min_size=LENGTH, max_size=LENGTH), st.integers(0, len(promises) - 1))
    def examine(tape, number):
        varied = vary(promises[number], tape, CAPABILITIES)
        if varied is not None:
            assert all(speaks(act) for act in varied.case.acts)

    examine()


def test_a_capability_that_is_missing_is_not_asked_for(promises):
    """A history with an act that the platform does not have is not played."""
    from dataclasses import replace

    poor = replace(CAPABILITIES, verbs=CAPABILITIES.verbs - {"post"})

    assert vary(promises[0], bytes(LENGTH), poor) is None
