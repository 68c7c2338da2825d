"""`python -m gapcheck` is the command line."""

from gapcheck.cli import main

main()
