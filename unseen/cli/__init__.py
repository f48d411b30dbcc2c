"""The `unseen` command: composition root 2. What a command needs is imported when it runs."""

import contextlib
import io
import sys
from pathlib import Path

import click

from unseen.cli.auditors import COMMANDS
from unseen.cli.errors import Wrong
from unseen.cli.grouped import Cli
from unseen.cli.looking import explain, explore, matrix
from unseen.cli.options import which_platform
from unseen.cli.platforms import platform

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_FIRST = """\
unseen plays a privacy policy against a platform and looks for leaks.

First:
  unseen audit                        play the policy against the reference platform, write a report
  unseen faults                       list leaks that can be planted in it
  unseen audit --fault SLUG           plant one, and see the policy broken
  unseen explore                      look for leaks that no scenario is about

Then, for a policy of your own:
  unseen words                        list the sentences a scenario can be written with
  unseen lint features                check your files without running them
  unseen audit features --target URL  play them against a platform

`unseen COMMAND --help` explains each.
"""


@click.group(cls=Cli, invoke_without_command=True, context_settings=_CONTEXT)
@click.version_option(package_name="unseen", message="unseen %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Prove that what a privacy policy says nobody can see stays unseen."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(OSError):
                stream.reconfigure(errors="replace")
    if context.invoked_subcommand is None:
        click.echo(_FIRST, nl=False)


for _command in (explore, explain, matrix):
    main.add_command(_command)


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@which_platform(
    "The platform under test. A platform of your own is named MODULE:FACTORY.",
    "Variant of policy and platform.",
)
@click.option(
    "--out",
    default="unseen-report",
    show_default=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where record and reports go; those of an earlier run there are replaced.",
)
@click.option(
    "-n", "workers", default="1", metavar="N", help="Play on so many processes, or `auto`.  [default: 1]"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "markdown"]),
    default="text",
    show_default=True,
    help="What is printed at the end; `unseen report --formats` tells what each is.",
)
@click.option("--seed", type=click.IntRange(min=0), metavar="N", help="Seed of everything chosen at random.")
@click.option(
    "--waivers",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Exceptions, approved by name and date.  [default: waivers.toml beside clauses.toml]",
)
@click.option("--strict", is_flag=True, help="Fail for a waiver that has expired or is not needed.")
@click.option(
    "--evidence/--no-evidence",
    default=True,
    show_default=True,
    help="Keep everything that was seen, redacted, below DIR/evidence.",
)
@click.option("--matrix", is_flag=True, help="Find out who can tell what as well (see `unseen matrix`).")
@click.option("--resume", is_flag=True, help="Go on with a run in DIR that was stopped or killed.")
@click.option(
    "--timing", metavar="TIME", help="Afterwards measure so long what time tells (see `unseen timing`)."
)
@click.pass_context
def audit(
    context: click.Context,
    paths: tuple[str, ...],
    target: str,
    platform: str | None,
    profile: str,
    fault: str | None,
    out: Path,
    workers: str,
    form: str,
    seed: int | None,
    waivers: Path | None,
    strict: bool,
    evidence: bool,
    matrix: bool,
    resume: bool,
    timing: str | None,
) -> None:
    """
    Play the policy against a platform and write a report.

    PATH is a feature file or a folder of them. Without any, the folder `features` here is played if it has
    feature files, else the packaged policy.

    \b
    Exit codes:
      0    every promise that was tested is kept, or waived
      1    a promise is broken
      2    the policy, a schema or an option is wrong
      3    inconclusive, or something asked for got no verdict
      130  interrupted; what was judged so far is kept
    """
    from unseen.cli.audit import Request, audit, platform_or

    target = platform_or(target, platform)
    request = Request(
        tuple(paths), target, profile, fault, out, workers, seed, waivers, strict, evidence, matrix, resume
    )
    if timing is None:
        context.exit(audit(request, form))
    from unseen.cli.explore import seconds_of
    from unseen.cli.timing import Request as Measuring
    from unseen.cli.timing import afterwards

    measuring = Measuring(tuple(paths), target, profile, fault or "", seed or 1, budget=seconds_of(timing))
    context.exit(afterwards(audit(request, form), measuring, quiet=form != "text"))


@main.command()
@click.argument("word", required=False)
def words(word: str | None) -> None:
    """
    List the sentences a scenario can be written with, or those about WORD.

    WORD is looked for in sentences, words, meanings and examples.
    """
    from unseen.cli.lists import words

    click.echo(words(word or ""), nl=False)


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--steps", multiple=True, metavar="MODULE", help="A module with sentences of your own.")
@click.pass_context
def lint(context: click.Context, paths: tuple[str, ...], steps: tuple[str, ...]) -> None:
    """
    Say what is wrong with feature files, by file and line, without running them.

    PATH as for `unseen audit`. The exit code is 2 when something is wrong.
    """
    from unseen.cli.lists import lint

    text, wrong = lint(paths, steps)
    click.echo(text, nl=False, err=wrong)
    context.exit(2 if wrong else 0)


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@which_platform()
@click.option("--time", "time", default="60s", show_default=True, metavar="TIME", help="Measure so long.")
@click.option(
    "--rounds", default=40, show_default=True, type=click.IntRange(5), help="Measurements of either kind."
)
@click.option(
    "--least",
    default=0.2,
    show_default=True,
    metavar="MS",
    type=click.FloatRange(0),
    help="A smaller difference is no leak, in milliseconds.",
)
@click.option(
    "--seed", default=1, type=click.IntRange(min=0), metavar="N", help="Who is asked first, and so on."
)
@click.pass_context
def timing(
    context: click.Context,
    paths: tuple[str, ...],
    target: str,
    platform: str | None,
    profile: str,
    fault: str | None,
    time: str,
    rounds: int,
    least: float,
    seed: int,
) -> None:
    """
    Measure whether what somebody must never learn can be told by how long answers take.

    No other command measures time. PATH as for `unseen audit`; one scenario of each rule comes first. What
    could have been seen is printed with every pass.

    \b
    Exit codes:
      0    nothing can be told by time, as far as it was measured
      1    a secret can be told by time
      2    the policy, a schema or an option is wrong
      3    nothing was measured
    """
    from unseen.cli.audit import platform_or
    from unseen.cli.explore import seconds_of
    from unseen.cli.timing import Request, timing

    where = platform_or(target, platform)
    context.exit(
        timing(Request(paths, where, profile, fault or "", seed, rounds, least / 1000, seconds_of(time)))
    )


@main.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--check", is_flag=True, help="Play the policy against each, and see that it finds the leaks.")
@click.option("--complete", is_flag=True, help="With --check: every scenario against each fault alone; long.")
@click.option("--markdown", is_flag=True, help="With --check: print the tables of docs/faults.md.")
@click.pass_context
def faults(
    context: click.Context, slugs: tuple[str, ...], check: bool, complete: bool, markdown: bool
) -> None:
    """
    List the leaks that `unseen audit --fault SLUG` can plant in the reference platform, or those named.

    With --check each is planted, on all cores. A leak must break every clause that it names and that is
    tested, a benign change none, and every tested clause must be broken by a leak; else the exit code is 1.
    A leak is played until the clauses that it names broke, benign changes are planted together; with
    --complete nothing is left out but scenarios that a fault cannot affect.
    """
    from unseen.cli.lists import chosen_faults, faults

    rows = chosen_faults(slugs)
    for option, given in (("--markdown", markdown), ("--complete", complete)):
        if given and not check:
            raise Wrong(f"`{option}` is about what `--check` finds", "add `--check`")
    if check:
        from unseen.cli.check import check as play_all

        context.exit(play_all(rows, whole=not slugs, complete=complete, markdown=markdown))
    click.echo(faults(rows), nl=False)


@main.command()
@click.argument("record", type=click.Path(path_type=Path), required=False)
@click.option("--format", "form", metavar="NAME", help="Only this format, or `all`; --formats lists them.")
@click.option(
    "--out",
    metavar="DIR|FILE",
    type=click.Path(path_type=Path),
    help="Where to write.  [default: unseen-report; with --format: standard output]",
)
@click.option("--formats", "list_formats", is_flag=True, help="List the formats.")
@click.pass_context
def report(
    context: click.Context, record: Path | None, form: str | None, out: Path | None, list_formats: bool
) -> None:
    """
    Write the reports of a run again, from its RECORD (run.ndjson), or one of many formats.

    Without --format the exit code is that of the run, with it 0 when the report was written. The formats are
    html, json, junit, github, markdown, sarif, messages, ctrf, trace-csv, trace-json and oscal-….
    """
    from unseen.cli.report import formats, write_format

    if list_formats:
        click.echo(formats(), nl=False)
        return
    if record is None:
        raise Wrong("no record is named", "name the `run.ndjson` of a run, such as unseen-report/run.ndjson")
    if form is not None:
        context.exit(write_format(record, form, out))
    from unseen.cli.audit import report

    context.exit(report(record, out or Path("unseen-report")))


@main.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.argument("words", nargs=-1, metavar="[WORD]...")
@click.option("--strict", is_flag=True, help="Exit code 1 when there is a gap.")
@click.pass_context
def trace(context: click.Context, record: Path, words: tuple[str, ...], strict: bool) -> None:
    """
    Tell what proves what in the run of a RECORD: clause, provision, rule, scenario, schema, verdict.

    WORD is a clause, a regulation tag, a surface, a schema or a category of data; without any, the whole
    policy is told in short, with every gap by name.
    """
    from unseen.cli.trace import trace

    context.exit(trace(record, words, strict))


@main.command()
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The changes as JSON.")
@click.pass_context
def diff(context: click.Context, before: Path, after: Path, as_json: bool) -> None:
    """
    Tell what changed from one run to another: broken, mended, newly visible, no longer tested, waivers.

    BEFORE and AFTER are records (run.ndjson) or the directories they lie in. The exit code is 1 when
    something got worse.
    """
    from unseen.cli.diff import diff

    context.exit(diff(before, after, as_json))


@main.command()
@click.argument("clauses", nargs=-1, metavar="[CLAUSE]...")
@click.option("--policy", metavar="DIR", type=click.Path(path_type=Path), help="As PATH of `unseen audit`.")
def reviewed(clauses: tuple[str, ...], policy: Path | None) -> None:
    """
    Note that the rules of these clauses, or of all, were reviewed against their text of today.

    It is kept in reviewed.toml beside clauses.toml. When the text of a clause changes later, `unseen trace`
    names it until its rules have been reviewed again.
    """
    from unseen.cli.trace import reviewed

    click.echo(reviewed(clauses, policy), nl=False)


@main.command()
@click.argument("records", nargs=-1, metavar="[RECORD]...", type=click.Path(path_type=Path))
@click.option(
    "--out",
    default="unseen-report",
    show_default=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder of reports that the history lies beside.",
)
def history(records: tuple[Path, ...], out: Path) -> None:
    """
    List the runs that went before, and what changed from each to the next like it.

    `unseen audit` keeps every run that reaches its end in `.unseen/history.sqlite`, beside the folder of its
    reports. RECORD (run.ndjson) adds a run that is not there yet, say one that was archived.
    """
    from unseen.cli.history import history

    click.echo(history(out, records), nl=False)


for command in (*COMMANDS, platform):
    main.add_command(command)
