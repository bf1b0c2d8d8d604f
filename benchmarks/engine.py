"""Time the engine: a sentence never seen, a row with a known sentence, the start of the command line.

Prints medians and, because machines differ, the ratio of each to a fixed piece of work done in the same run
(for the start: to starting Python alone). Nothing is asserted here.

    python benchmarks/engine.py
"""

from __future__ import annotations

import hashlib
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from samples import sample_rows, score_sample

from perfscore import score
from perfscore.rules.grammar import parse_rule, read_sentence

_ROUNDS = 30
_STARTS = 15


def _median(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _yardstick() -> str:
    """A piece of work that does not depend on this project: about 0.1 ms on a machine of 2024."""
    return hashlib.sha256(b"perfscore" * 20_000).hexdigest()


def _cold_sentences(sentences: list[str]) -> float:
    times = []
    for _ in range(_ROUNDS):
        read_sentence.cache_clear()
        for sentence in sentences:
            start = time.perf_counter()
            parse_rule(sentence)
            times.append(time.perf_counter() - start)
    return statistics.median(times)


def _known_rows(rows: list[dict[str, str]]) -> float:
    for row in rows:
        score_sample(row)
    times = []
    for _ in range(_ROUNDS):
        for row in rows:
            start = time.perf_counter()
            score_sample(row)
            times.append(time.perf_counter() - start)
    return statistics.median(times)


def _start(*words: str) -> float:
    command = [sys.executable, *words]
    return _median(lambda: subprocess.run(command, check=True, capture_output=True), _STARTS)


def main() -> None:
    """Print one line for each figure."""
    rows = sample_rows()
    unit = _median(_yardstick, _ROUNDS)
    figures = {
        "cold sentence": _cold_sentences([row["rule"] for row in rows]),
        "row with a known sentence": _known_rows(rows),
        "row, provisional": _median(
            lambda: score("达50%计20分。每低1%，扣0.4分", "44.6%", target=50, unit="%", weight=20), _ROUNDS * 10
        ),
    }
    for name, seconds in figures.items():
        print(f"{name:28} {seconds * 1e6:9.0f} µs   {seconds / unit:7.2f} × yardstick")
    bare, version = _start("-c", "pass"), _start("-m", "perfscore", "--version")
    print(f"{'perfscore --version':28} {version * 1e3:9.0f} ms   {version / bare:7.2f} × starting Python")


if __name__ == "__main__":
    main()
