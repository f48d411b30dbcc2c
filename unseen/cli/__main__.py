"""`python -m unseen.cli` is the same as `unseen`."""

from unseen.cli import main

main(prog_name="unseen")
