"""The `unseen` command as a whole: its commands by what they are for, and what ends any of them."""

import click

from unseen.cli.errors import Wrong

GROUPS = {
    "Play a policy": {
        "audit": "play the policy against a platform and write a report",
        "explore": "look for leaks that nobody wrote a scenario for",
        "explain": "say what a finding is: who learns what, where, why",
        "matrix": "find out from behaviour who can tell what",
        "timing": "measure what can be told by how long replies take",
        "faults": "list leaks that can be planted, or play them all",
        "platform": "serve the reference platform",
    },
    "Write a policy": {
        "words": "list the sentences a scenario can be written with",
        "lint": "say what is wrong with feature files, and where",
        "reviewed": "note that rules were reviewed against their clauses",
    },
    "Read a run": {
        "report": "write reports of a run again, in any format",
        "diff": "tell what changed from one run to another",
        "trace": "tell what proves what, from clause to evidence",
        "history": "list the runs that went before",
    },
    "Check a run": {
        "replay": "judge its evidence again, without the platform",
        "sign": "seal every file of it",
        "verify": "name what is not as it was signed",
        "keygen": "make a key to sign with",
    },
}
"""Every command, by what it is for, in a line that fits."""


class Cli(click.Group):
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Commands by what they are for."""
        for purpose, commands in GROUPS.items():
            with formatter.section(purpose):
                formatter.write_dl(list(commands.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; Ctrl-C ends any of them with code 130, a wrong policy with code 2."""
        from unseen.model import PolicyError

        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\nstopped", err=True)
            ctx.exit(130)
        except PolicyError as error:
            raise Wrong(error.message, error.remedy, str(error.where or "")) from error
