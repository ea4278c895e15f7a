"""Onsite: the terminal app that a conference runs on, on the day."""

# What is warned of for the first time imports these, wherever that is: a coroutine that nobody
# has awaited is collected now and then in the middle of an import of another thread. Python 3.11
# never gives that import's lock back (https://github.com/python/cpython/issues/106176), and the
# next who imports anything stands still for good: the screen.
import linecache  # noqa: F401
import tracemalloc  # noqa: F401

__version__ = "0.1.0"
