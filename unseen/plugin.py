"""
The pytest plugin, and the place where the world of a scenario is put together.

With `unseen_features = true` in pytest's configuration, feature files are collected, all checked before
anything runs, run, and reconciled: what was planned and what got a verdict must be the same. Without it,
nothing happens but that the options exist.
"""

import gc
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from unseen.asked import Options
    from unseen.audit import Audit
    from unseen.evidence.writer import Writer
    from unseen.judging import Judge
    from unseen.target import Target
    from unseen.watch import Oracle
    from unseen.world import World

_AUDIT = pytest.StashKey["Audit"]()
_OPTIONS = ("target", "profile", "fault", "record", "seed", "waivers", "strict", "evidence", "replay", "done")
_GARBAGE = 50_000
"""So many objects more than before make it worth looking for garbage: a world is some thousands of them."""
ASGI = "asgi+"
"""How a target begins that is an ASGI application."""
_TARGET = "the platform under test (default: stub)"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of a run."""
    parser.addini("unseen_features", "collect feature files and audit a platform with them", "bool", False)
    parser.addini("unseen_tags", "tags that feature files may carry, besides the known ones", "args", [])
    group = parser.getgroup("unseen", "unseen: what nobody must learn, stays unseen")
    group.addoption("--unseen-target", metavar="NAME|MODULE:FACTORY|URL", help=_TARGET)
    group.addoption("--unseen-profile", metavar="NAME", help="the variant of the policy (default: seed)")
    group.addoption("--unseen-fault", metavar="SLUG", help="plant a leak in the reference platform")
    group.addoption("--unseen-record", metavar="FILE", help="write a record of the run")
    group.addoption("--unseen-waivers", metavar="FILE", help="waivers (default: beside clauses.toml)")
    group.addoption(
        "--unseen-strict",
        action="store_const",
        const=True,
        help="fail for a waiver that has expired or is not needed",
    )
    group.addoption("--unseen-evidence", metavar="DIR", help="keep everything that is seen, redacted")
    group.addoption("--unseen-replay", metavar="DIR", help="judge what was kept, and play nothing")
    group.addoption("--unseen-done", metavar="FILE", help="leave out what has a verdict in this record")
    group.addoption("--unseen-seed", metavar="NUMBER", type=int, help="makes a run repeatable (default: 1)")


def pytest_configure(config: pytest.Config) -> None:
    """Take part only where features are asked for."""
    given = [f"--unseen-{name}" for name in _OPTIONS if config.getoption(f"unseen_{name}") is not None]
    if not config.getini("unseen_features"):
        if given:
            raise pytest.UsageError(
                f"{given[0]}: feature files are not collected; set `unseen_features = true`"
            )
        return
    from unseen.audit import Audit
    from unseen.model import PolicyError

    options = _options(config)
    wrong = []
    chosen = {"--unseen-target", "--unseen-profile", "--unseen-fault", "--unseen-replay"} & set(given)
    if chosen and not hasattr(config, "workerinput"):
        try:
            find_target(options)
        except PolicyError as error:
            wrong.append(error)
    audit = Audit(
        config, options, version("unseen"), time.perf_counter, _now, wrong, partial(find_schemas, options)
    )
    config.stash[_AUDIT] = audit
    config.pluginmanager.register(audit, "unseen-audit")
    config.pluginmanager.register(Worlds(), "unseen-worlds")
    _collect_less_garbage(config)


def _collect_less_garbage(config: pytest.Config) -> None:
    """Until the end of the run; pytest itself looks for garbage once more before ours is undone."""
    before = gc.get_threshold()

    def undo() -> None:
        gc.set_threshold(*before)
        gc.unfreeze()

    gc.set_threshold(_GARBAGE, *before[1:])
    config.add_cleanup(undo)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _options(config: pytest.Config) -> "Options":
    from unseen.asked import Options

    seed = config.getoption("unseen_seed")

    def path(name: str) -> Path | None:
        given = config.getoption(f"unseen_{name}")
        return config.invocation_params.dir / Path(given) if given else None

    return Options(
        target=config.getoption("unseen_target") or "stub",
        profile=config.getoption("unseen_profile") or "seed",
        fault=config.getoption("unseen_fault") or "",
        seed=1 if seed is None else seed,
        record=path("record"),
        tags=tuple(config.getini("unseen_tags")),
        waivers=path("waivers"),
        strict=bool(config.getoption("unseen_strict")),
        evidence=path("evidence"),
        replay=path("replay"),
        done=path("done"),
        root=config.invocation_params.dir,
    )


class Worlds:
    """The fixtures of a scenario, which is written in the vocabulary of the audit."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self) -> None:
        """What was collected lives to the end, so nobody need look through it for garbage."""
        gc.freeze()

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """
        What pytest does last is left undone where there is nothing to do: where there were only scenarios,
        look five times for garbage; where nobody used Hypothesis, import all of it, to say nothing.
        """
        if all(hasattr(item, "planned") for item in session.items):
            gc.freeze()
        plugins = session.config.pluginmanager
        if "hypothesis" not in sys.modules and plugins.hasplugin("hypothesispytest"):
            plugins.unregister(name="hypothesispytest")

    @pytest.fixture(scope="session")
    @staticmethod
    def unseen_target(pytestconfig: pytest.Config) -> "Target":
        """The platform under test; it is chosen by `--unseen-target`, so that the record names it."""
        return find_target(_options(pytestconfig))

    @pytest.fixture(scope="session")
    @staticmethod
    def unseen_judging(
        pytestconfig: pytest.Config, unseen_target: "Target"
    ) -> "Callable[[Path], tuple[Judge, tuple[Oracle, ...]]]":
        """The judge of promises, and the oracles that look at every payload, for a feature file."""
        from unseen.judging import Judge
        from unseen.oracles.canary import contacts
        from unseen.oracles.schema import Schemas
        from unseen.policy import policy_folder
        from unseen.statements import Statements, statements_for

        audit: Audit = pytestconfig.stash[_AUDIT]
        schemas = Schemas.load(unseen_target.schemas)
        judges: dict[Path, Judge] = {}

        def judging(file: Path) -> "tuple[Judge, tuple[Oracle, ...]]":
            page = statements_for(policy_folder(file))
            if page not in judges:
                judges[page] = Judge(schemas, Statements.load(page, audit.vocabulary))
            return judges[page], (schemas.oracle, contacts)

        return judging

    @pytest.fixture(scope="session")
    @staticmethod
    def unseen_evidence(pytestconfig: pytest.Config, unseen_target: "Target") -> "Writer | None":
        """What keeps everything that is seen, if `--unseen-evidence` says where."""
        from unseen.evidence.sources import gather
        from unseen.evidence.writer import Writer

        options = _options(pytestconfig)
        if options.evidence is None:
            return None
        writer = Writer(options.evidence, options.seed, unseen_target.capabilities().salts)
        writer.target(unseen_target)
        root = pytestconfig.invocation_params.dir
        writer.sources(gather(pytestconfig.stash[_AUDIT].policy_files(), unseen_target.schemas, root))
        return writer

    @pytest.fixture
    @staticmethod
    def world(
        request: pytest.FixtureRequest,
        unseen_target: "Target",
        unseen_judging: "Callable[[Path], tuple[Judge, tuple[Oracle, ...]]]",
        unseen_evidence: "Writer | None",
    ) -> "Iterator[World]":
        """The world of one scenario."""
        from unseen.evidence.keeping import Keeping
        from unseen.evidence.markers import Marked
        from unseen.evidence.replay import Replay
        from unseen.oracles.canary import Credentials
        from unseen.world import World

        judge, oracles = unseen_judging(request.path)
        seed = _options(request.config).seed
        make = partial(World, seed=seed, judge=judge, oracles=(*oracles, Credentials()))
        if isinstance(unseen_target, Replay):
            yield make(
                unseen_target.scenario(request.node.planned.id),
                cast=Marked(seed, unseen_target.capabilities().salts),
            )
        elif unseen_evidence is not None:
            with unseen_evidence.scenario(request.node.planned.id) as tape:
                yield make(Keeping(unseen_target, tape))
        else:
            yield make(unseen_target)


def _replay(directory: Path, root: Path) -> "Target":
    from unseen.evidence.replay import Replay
    from unseen.evidence.sources import find
    from unseen.evidence.store import EvidenceError, Store
    from unseen.model import PolicyError

    try:
        store = Store.open(directory)
        return Replay(store, find(store.sources.schemas, root))
    except EvidenceError as error:
        raise PolicyError(str(error), remedy="name the directory `evidence` of a run") from error


def find_schemas(options: "Options", folders: Sequence[Path]) -> Path | None:
    """
    The folder of the schemas: ours for the reference platform; for a platform of one's own `schemas` beside
    the folder of the policy, None when there is no such thing. Only the report uses it.
    """
    from unseen.home import HOME

    if options.target == "stub" or "://" in options.target or options.target.startswith(ASGI):
        return HOME / "schemas"
    return next((path for each in folders if (path := each.parent / "schemas").is_dir()), None)


def find_target(options: "Options") -> "Target":
    """
    The target that was asked for: an entry point of the group `unseen.targets` by its name, a function as
    `MODULE:FACTORY`, the reference platform at an address, or an ASGI application that speaks its interface
    as `asgi+MODULE:NAME`.

    Every factory takes the keyword `profile`; ours take `fault` as well.

    Raises:
        PolicyError: there is none of this name, or it knows no such profile or fault.
    """
    from difflib import get_close_matches
    from importlib.metadata import EntryPoint, entry_points

    from unseen.model import PolicyError

    if options.replay is not None:
        return _replay(options.replay, options.root)
    choice = {"profile": options.profile}
    if options.fault:
        choice["fault"] = options.fault
    if "://" in options.target:
        from unseen.targets.stub import served

        return served(options.target, **choice)
    if options.target.startswith(ASGI):
        from unseen.targets.stub import hosted

        return hosted(options.target.removeprefix(ASGI), **choice)
    if options.fault and options.target != "stub":
        raise PolicyError(
            f"a fault cannot be planted in `{options.target}`", remedy="leave out the target, or the fault"
        )
    known = {entry.name: entry for entry in entry_points(group="unseen.targets")}
    if ":" in options.target:
        entry = EntryPoint(options.target, options.target, "unseen.targets")
    elif options.target in known:
        entry = known[options.target]
    else:
        near = get_close_matches(options.target, known, 1)
        hint = f"did you mean `{near[0]}`?" if near else f"there are: {', '.join(sorted(known))}"
        raise PolicyError(f"there is no target `{options.target}`", remedy=hint)
    try:
        factory = entry.load()
    except (ImportError, AttributeError) as error:
        raise PolicyError(
            f"the target `{options.target}` cannot be imported: {error}",
            remedy="name a module that Python finds, and a function in it: `MODULE:FACTORY`",
        ) from error
    made: Target = factory(**choice)
    return made
