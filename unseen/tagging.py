"""The tags of feature files: clauses, laws, profiles, and what a project registers."""

import difflib
import re
from collections.abc import Iterable, Iterator

from unseen.feature import Document, Tag
from unseen.policy import PROFILE_MARK, Clauses
from unseen.regulation import REGULATIONS

PROFILES = ("seed", "counted")
"""The profiles there are, as far as feature files are concerned."""

TAGS = ("platform-rule", "conditional", *(f"{PROFILE_MARK}{name}" for name in PROFILES))
"""What other tags a scenario may carry, besides clause ids and what a project registers."""

_MARKS = frozenset({"skip", "skipif", "xfail", "usefixtures", "parametrize", "filterwarnings"})
_CLAUSE = re.compile(r"[A-Za-z]{2,}-?\d+")

Problem = tuple[int, str, str]
"""The line of what is wrong, what it is, and how to mend it."""


def allowed_tag(name: str, clauses: Clauses, tags: Iterable[str] = ()) -> bool:
    """Whether a scenario may carry this tag."""
    return name in clauses.by_id or name in TAGS or name in tags or bool(REGULATIONS.fullmatch(name))


def misused(document: Document, clauses: Clauses, tags: Iterable[str] = ()) -> Iterator[Problem]:
    """Every tag of a file that says nothing, or says what cannot be; and scenarios that lack one."""
    if not clauses.by_id:
        return  # what is wrong with the clauses is told already
    yield from _unknown(document, clauses, frozenset(tags))
    yield from _profiles(document, clauses)


def _unknown(document: Document, clauses: Clauses, tags: frozenset[str]) -> Iterator[Problem]:
    """Every tag is a clause that exists, a law, or registered; every scenario belongs to a clause."""
    places = [document.tags]
    for rule in document.rules:
        places.append(rule.tags)
        for scenario in rule.scenarios:
            places += [scenario.tags, *(table.tags for table in scenario.tables)]
            own = {tag.name for tag in (*rule.tags, *scenario.tags)}
            if not own & clauses.by_id.keys():
                yield (
                    scenario.line,
                    f"the scenario `{scenario.name}` belongs to no clause",
                    (
                        "tag it, or its rule, with the id of the clause that it proves, such as "
                        f"`@{next(iter(clauses.by_id), 'NOT-5')}`"
                    ),
                )
    for tag in (each for place in places for each in place):
        if not allowed_tag(tag.name, clauses, tags):
            yield _bad_tag(tag, clauses, tags)


def _profiles(document: Document, clauses: Clauses) -> Iterator[Problem]:
    """
    Nobody holds in two profiles at once, and what a clause of one profile promises is marked with it.

    Unmarked, it would be played, and broken, in a profile in which nobody promises it.
    """
    cases = [
        (rule, scenario, own)
        for rule, scenario in document.scenarios
        for own in ([table.tags for table in scenario.tables] or [()])
    ]
    for rule, scenario, own in cases:
        tags = {tag.name: tag for tag in (*document.tags, *rule.tags, *scenario.tags, *own)}
        marks = [name for name in tags if name.startswith(PROFILE_MARK)]
        if len(marks) > 1:
            yield (
                tags[marks[1]].line,
                f"the scenario `{scenario.name}` is marked for two profiles: "
                + " and ".join(f"`@{mark}`" for mark in marks),
                "keep one mark; without any it holds in every profile",
            )
        claimed = [clauses.by_id[name] for name in tags if name in clauses.by_id]
        only = {clause.profile for clause in claimed}
        if len(only) == 1 and only != {""} and not marks:
            clause = claimed[0]
            yield (
                scenario.line,
                (
                    f"{clause.id} holds in the profile `{clause.profile}` only, and the scenario "
                    f"`{scenario.name}` in every one"
                ),
                f"mark it, or its rule, with `@{PROFILE_MARK}{clause.profile}`",
            )


def _bad_tag(tag: Tag, clauses: Clauses, tags: frozenset[str]) -> Problem:
    if tag.name.partition("(")[0] in _MARKS:
        return (
            tag.line,
            f"`@{tag.name}` would excuse the scenario without saying so",
            "take the tag away; what cannot be kept for now needs a waiver",
        )
    clause = clauses.nearest(tag.name)
    if _CLAUSE.fullmatch(tag.name) or tag.name.casefold() == clause.casefold():
        hint = f"did you mean `@{clause}`?" if clause else f"the clauses are in {clauses.file}"
        return (tag.line, f"`@{tag.name}` names no clause", hint)
    near = difflib.get_close_matches(tag.name, {*TAGS, *tags}, 1)
    near = near or ([clause] if clause else [])
    return (
        tag.line,
        f"the tag `@{tag.name}` is not registered",
        f"did you mean `@{near[0]}`?" if near else "add it to [tags] in clauses.toml with what it means",
    )
