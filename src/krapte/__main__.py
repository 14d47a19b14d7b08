"""`python -m krapte`: the command line."""

from krapte.cli import main

main()
