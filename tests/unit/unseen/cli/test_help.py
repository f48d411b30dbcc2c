"""What `unseen --help` says."""

from click.testing import CliRunner

from unseen.cli import main
from unseen.cli.grouped import GROUPS


def test_every_command_is_listed_once() -> None:
    """Each command stands in exactly one group, in a line that fits into a narrow terminal."""
    listed = [name for commands in GROUPS.values() for name in commands]
    assert sorted(listed) == sorted(main.commands)
    told = CliRunner().invoke(main, ["--help"], terminal_width=80).output
    for commands in GROUPS.values():
        for name, text in commands.items():
            assert any(line.split(maxsplit=1) == [name, text] for line in told.splitlines())
