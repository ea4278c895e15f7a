"""A program that ends while a camera is being watched."""

from __future__ import annotations

import sys

from onsite.scanner.capture import Newest, source_of


def main(url: str) -> int:
    newest = Newest(source_of(url))
    return 0 if newest.latest(20) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
