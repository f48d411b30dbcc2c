"""The search as a whole, on the reference platform with and without a leak planted in it."""

from dataclasses import replace
from pathlib import Path

import pytest

from unseen.compare import SPELLED
from unseen.explore import Budget, Setup, find_seeds, replay, search
from unseen.explore.draft import Varied
from unseen.explore.leak import Leak, at_the_same, keys_of
from unseen.explore.seeds import Case, Done
from unseen.model import Act, Fact, Finding, Place, PolicyError, Thing, Verdict
from unseen.oracles.canary import whose
from unseen.promises import NeverLearns, Refused, SameAsIf

LEAKS = {
    "badge-count-moves": ("twins", ()),
    "body-extra-field": ("twins", ()),
    "nested-full-user": ("twins", ()),
    "embed-counts-saves": ("twins", ()),
    "search-hidden-field": ("witness", ()),
    "block-told": ("twins", ("CTL-6",)),
    "webhook-tells-saves": ("twins", ("TPT-1",)),
    "block-reveals-saver": ("schema", ("CTL-6",)),
    "contact-import-match": ("witness", ()),
    "sequential-id-gap": ("twins", ()),
    "stream-over-publishes": ("twins", ()),
}
"""Leaks of different families, what finds them, and the clauses that are searched (all, if none)."""


@pytest.fixture(scope="module")
def report_of(planted):
    """What a search finds first on a platform with this leak."""
    known = {}

    def report(fault):
        if fault not in known:
            setup = Setup(planted(fault), only=LEAKS[fault][1])
            known[fault] = search(setup, Budget(seconds=60, histories=600, findings=1))
        return known[fault]

    return report


@pytest.mark.parametrize("fault", LEAKS)
def test_a_planted_leak_is_found_and_is_short(fault, report_of):
    """A leak is found without a hint, by the oracle that sees it, in few acts."""
    report = report_of(fault)
    found = report.found[0]

    assert len(report.found) == 1
    assert found.acts <= 4
    assert found.finding.oracle == LEAKS[fault][0]
    assert report.exposed > 0


@pytest.mark.parametrize("fault", LEAKS)
def test_what_is_found_is_a_scenario(fault, report_of, planted):
    """It survives lint; red for its cause on the platform that leaks, green on the one that does not."""
    found = report_of(fault).found[0]

    assert replay(found, Setup(planted(fault))).shows(found)
    assert replay(found, Setup(planted())).verdict is Verdict.KEPT


def test_a_scenario_with_a_mistake_is_not_played(report_of, planted):
    """What does not survive lint is told, not judged."""
    found = replace(report_of("badge-count-moves").found[0], text="Feature: nothing\n")

    with pytest.raises(PolicyError, match="promises nothing"):
        replay(found, Setup(planted()))


def test_nothing_is_found_where_nothing_leaks(planted):
    """The reference platform as it is raises no alarm, though nearly every history could have shown one."""
    report = search(Setup(planted()), Budget(seconds=0, histories=40))

    assert report.found == ()
    assert report.histories >= 40
    assert report.exposed > report.histories / 2
    assert report.failures == ()


def test_a_search_is_repeatable(planted):
    """The same seed plays the same histories and finds the same."""
    runs = [
        search(Setup(planted("save-unsave-residue"), only=("NOT-8",), seed=5), Budget(0, histories=12))
        for _ in range(2)
    ]

    assert [found.text for found in runs[0].found] == [found.text for found in runs[1].found]
    assert [replace(batch, seconds=0.0) for batch in runs[0].batches] == [
        replace(batch, seconds=0.0) for batch in runs[1].batches
    ]


def test_a_search_goes_on_where_another_stopped(planted):
    """Batches that were finished are not run again, and what was found stays found."""
    setup = Setup(planted("badge-count-moves"), only=("NOT-2",))
    first = search(setup, Budget(seconds=0, histories=4))
    second = search(setup, Budget(seconds=0, histories=12), before=first)
    done = [(batch.seed, batch.number) for batch in second.batches]

    assert second.batches[: len(first.batches)] == first.batches
    assert len(done) == len(set(done))
    assert second.found[: len(first.found)] == first.found


def test_an_interruption_keeps_what_was_found(planted):
    """Ctrl-C ends the search, not what it came to so far."""

    def stop(batch, found):
        if found:
            raise KeyboardInterrupt

    report = search(Setup(planted("etag-changes"), only=("NOT-2",)), Budget(seconds=60), on_batch=stop)

    assert report.interrupted
    assert len(report.found) == 1


def test_several_processes_find_one_leak_once(planted, tmp_path):
    """What two processes find at the same time is one finding."""
    setup = Setup(planted("etag-changes"), only=("NOT-2",), examples=str(tmp_path / "examples"))
    report = search(setup, Budget(seconds=0, histories=8), workers=2)

    assert len(report.found) == 1
    assert (tmp_path / "examples").is_dir()


def test_only_the_clauses_named_are_searched(planted):
    """A search can be restricted to clauses and to files."""
    of_clause = find_seeds(Setup(planted(), only=("NOT-8",)))
    of_file = find_seeds(Setup(planted(), paths=(str(Path("features/tips.feature").absolute()),)))

    assert {seed.clauses[0] for seed in of_clause} == {"NOT-8"}
    assert all(seed.scenario.startswith("features/tips.feature") for seed in of_file)


def test_one_root_cause_has_one_key():
    """A header is one cause wherever it shows, a field by its name, a list on its surface."""

    def key(surface, pointer):
        fact = Fact("that", Act("Ana", "unsave", Thing("video", "recipe")))
        return keys_of(Finding("twins", surface, pointer, "Cho", ""), NeverLearns("Cho", fact))

    assert key("video page", "header etag") == key("profile", "header etag")
    assert key("video page", "/metrics/likes") == key("embed", "/likes")
    assert key("push", "/items/0") != key("email", "/items/0")
    assert key("push", "/items/0") == key("push", "/items/3")


def test_readers_look_after_each_step_that_a_later_one_may_hide(lab):
    """A figure that shows for a day is seen before the day has passed, and the history ends there."""
    recipe = Thing("video", "recipe")
    save = Act("Ana", "save", recipe)
    acts = (Act("Cho", "post", recipe), save, Act("Ana", "unsave", recipe), Act("Cho", "like", recipe))
    case = Case((), (), tuple(Done(act) for act in acts))
    varied = Varied(case, Fact("that", save), ("Cho",))
    surfaces = ["video page"]

    assert lab("save-moves-like-count").examine(varied, surfaces).leaks == ()
    outcome = lab("save-moves-like-count").examine(replace(varied, steps=True), surfaces)
    assert [leak.case.acts for leak in outcome.leaks[:1]] == [[*acts[:2]]]
    assert outcome.worlds > lab("").examine(varied, surfaces).worlds
    assert lab("").examine(replace(varied, steps=True), surfaces).leaks == ()


def test_what_is_shown_of_nobody_is_tried_as_a_secret(planted):
    """Whoever signs up with an address learns whether it has an account; a short scenario says so."""
    setup = Setup(planted("sign-up-names-account"), only=("SET-4",), seed=2)
    (found,) = search(setup, Budget(seconds=0, histories=900, findings=1)).found

    assert found.finding.relation == "value"
    assert found.acts <= 3
    assert replay(found, setup).shows(found)
    assert replay(found, Setup(planted())).verdict is Verdict.KEPT


def test_another_kind_of_secret_in_a_field_of_the_same_name_is_another_leak():
    """What saves and what blocks do to one figure are two mistakes, wherever the figure shows."""
    pointer = "/metrics/views"
    save, block = (
        NeverLearns("Cho", Fact("that", Act("Ana", verb, Thing(kind, name))))
        for verb, kind, name in (("save", "video", "recipe"), ("block", "person", "Dev"))
    )
    closing = SameAsIf(Place("every surface"), "Dev", Act("Cho", "close", Thing("account")), happened=True)

    def keys(surface, promise, relation="drop"):
        return keys_of(Finding("twins", surface, pointer, "Cho", "", relation=relation), promise)

    assert keys("video page", save) == keys("embed", save)
    assert not keys("video page", save) & keys("creator analytics", block)
    assert keys("creator analytics", block) == keys("creator analytics", closing, "close")


def test_the_same_words_are_one_cause_on_every_surface():
    """A notice that names the saver is one mistake in the app, in the digest and in a push."""
    save = NeverLearns("Cho", Fact("that", Act("Ana", "save", Thing("video", "recipe"))))
    told = '{"lines": ["[Ana\'s name] saved your video \\"recipe\\""]}'
    keys = [
        keys_of(Finding("twins", surface, "/items/0", "Cho", "", here=here), save)
        for surface, here in (("digest", told), ("push", told.replace("recipe", "knots")), ("e-mail", ""))
    ]

    assert keys[0] & keys[1] == {("told", "move", "saved your video")}
    assert not keys[0] & keys[2]


def test_a_whole_payload_is_one_cause_only_where_it_is_spelled_otherwise():
    """What one surface says as a whole hides nothing that another one says."""
    save = NeverLearns("Cho", Fact("that", Act("Ana", "save", Thing("video", "recipe"))))

    def keys(surface, here):
        return keys_of(Finding("twins", surface, "", "Cho", "", here=here), save)

    assert keys("push", SPELLED) == keys("digest", SPELLED)
    assert not keys("push", "one") & keys("digest", "another")


def test_oracles_that_meet_at_one_place_met_one_leak():
    """What a witness and a schema see where a twin differs is no second leak; an address there is."""
    fact = Fact("that", Act("Ana", "save", Thing("video", "recipe")))

    def met(oracle, pointer, promise=None, said=""):
        promise = promise or NeverLearns("Dev", fact)
        finding = Finding(oracle, "saved collection", pointer, "Dev", said)
        return Leak(Case(), promise, finding, keys_of(finding, promise))

    twin = met("twins", "/items/0")
    shown = met("witness", "/items/1/title")
    mail = met("canary", "/items/0/text", said="Dev receives the e-mail address of Ana as hex")
    stray = met("schema", "/items/0/text")

    assert at_the_same(twin, shown)
    assert at_the_same(stray, mail)
    assert at_the_same(twin, met("twins", "/items/0/title", Refused()))
    assert not at_the_same(twin, mail)
    assert not at_the_same(twin, met("twins", "/items/1"))
    assert whose(mail.finding) == ("Ana", "e-mail address")
    assert whose(twin.finding) == ("", "")


@pytest.mark.parametrize("fault", ["looser-setting-wins", "notification-names-saver"])
def test_one_mistake_is_found_once(fault, planted):
    """However many surfaces and oracles it shows on."""
    clauses = ("SET-5", "SET-12", "NOT-1", "NOT-9", "AGG-2")
    report = search(Setup(planted(fault), only=clauses), Budget(seconds=0, histories=120))

    assert len(report.found) == 1


@pytest.mark.parametrize(
    ("fault", "clause"), [("looser-setting-wins", "SET-12"), ("notification-names-saver", "AGG-2")]
)
def test_a_promise_about_no_act_is_told_as_one(fault, clause, planted):
    """What is met by a promise as it stands is told of the act that shows, in a short scenario."""
    setup = Setup(planted(fault), only=(clause,))
    [found] = search(setup, Budget(seconds=0, histories=20)).found

    assert found.fact.startswith("that Ana saved")
    assert found.acts <= 4
    assert replay(found, setup).shows(found)
    assert replay(found, Setup(planted())).verdict is Verdict.KEPT
