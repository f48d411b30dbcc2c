"""The commands that look beyond the scenarios of a policy: `unseen explore`, `explain` and `matrix`."""

from pathlib import Path

import click

from unseen.cli.options import which_platform


@click.command()
@click.argument("what", nargs=-1, metavar="[PATH|CLAUSE]...")
@which_platform("The platform to search.", "Variant of the policy.")
@click.option("--time", "time", metavar="60s", help="Search so long.  [default: 60s]")
@click.option("--histories", type=click.IntRange(min=1), metavar="N", help="Or until so many were played.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, metavar="N")
@click.option("-n", "workers", default="auto", show_default=True, metavar="N", help="Processes.")
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where scenarios go.  [default: features/found, or found without a policy here]",
)
@click.option("--fresh", is_flag=True, help="Begin anew, even if an earlier search was stopped.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def explore(
    context: click.Context,
    what: tuple[str, ...],
    target: str,
    platform: str | None,
    profile: str,
    fault: str | None,
    time: str | None,
    histories: int | None,
    seed: int,
    workers: str,
    out: Path | None,
    fresh: bool,
    form: str,
) -> None:
    """
    Look for leaks that nobody wrote a scenario for.

    Every promise that somebody must not learn something is searched around: other ties, settings, ages,
    observers, orders and times. What is found is made short and written as a scenario. PATH is a feature
    file or folder, CLAUSE an id such as NOT-2; without any, the whole policy is searched. A search that was
    stopped goes on where it was.

    \b
    Exit codes:
      0    nothing was found
      1    a leak was found
      2    the policy, a schema or an option is wrong
      3    the search could not say: no history could have shown a leak
      130  interrupted; what was found so far is kept
    """
    from unseen.cli.audit import platform_or
    from unseen.cli.explore import Platform, Request, explore, seconds_of
    from unseen.explore import Budget

    seconds = seconds_of(time) if time else 0.0 if histories else 60.0
    which = Platform(platform_or(target, platform), profile, fault or "")
    request = Request(what, which, Budget(seconds, histories or 0), workers, seed, out, fresh, form == "json")
    context.exit(explore(request))


@click.command()
@click.argument("finding")
@click.option(
    "--in",
    "where",
    metavar="FILE|DIR",
    type=click.Path(path_type=Path),
    help="Where findings are kept.  [default: unseen-report/explore]",
)
def explain(finding: str, where: Path | None) -> None:
    """
    Say what a finding of `unseen explore` is: who learns what, where, and what would close it.

    FINDING is its number, its fingerprint or its file.
    """
    from unseen.cli.explain import explain_finding

    click.echo(explain_finding(finding, where), nl=False)


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@which_platform(fault="Plant a leak, and see which cells it changes.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def matrix(
    context: click.Context,
    paths: tuple[str, ...],
    target: str,
    platform: str | None,
    profile: str,
    fault: str | None,
    as_json: bool,
) -> None:
    """
    Find out from behaviour who can tell what, and print it beside what the policy declares.

    The declared matrix is `matrix.toml` in the folder of the policy, or else the packaged one. Every cell is
    examined in twin worlds: one in which somebody else did it, one in which nobody did, one with many people.

    \b
    Exit codes:
      0    every cell is as declared, or its difference is explained
      1    a cell differs, and nobody has explained why
      2    the matrix or an option is wrong, or an explanation explains nothing
      3    inconclusive: the platform failed
    """
    from unseen.cli.audit import Request, platform_or
    from unseen.cli.visibility import matrix

    request = Request(tuple(paths), platform_or(target, platform), profile, fault, Path(), "1", None)
    context.exit(matrix(request, as_json=as_json))
