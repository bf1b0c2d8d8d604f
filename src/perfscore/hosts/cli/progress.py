"""Signs of life for long work, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def working(words: str) -> Iterator[None]:
    """Show what is being done while it lasts; nothing is left on the screen and nothing is written to a file."""
    shown = sys.stderr.isatty()
    if shown:
        print(f"{words}……", end="\r", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        if shown:
            print(" " * (2 * len(words) + 12), end="\r", file=sys.stderr, flush=True)
