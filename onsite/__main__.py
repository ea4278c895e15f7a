"""`python -m onsite` is the `onsite` command."""

from onsite.cli import main

main()
