"""Try random and mutated sentences and actuals, as many as wanted, and print what is unsound.

Usage: python benchmarks/fuzz.py [ROWS] [SEED]   (200 000 rows unless told otherwise)
"""

from __future__ import annotations

import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from fuzzing import Row, fault_of, rows


def _tried(row: Row) -> str:
    """Return what is wrong with the outcome; a crash is one of the things to find, and ends no run."""
    try:
        return fault_of(row)
    except Exception:
        return traceback.format_exc()


def main() -> None:
    """Print every unsound outcome, the time for a row and the longest one."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    faults, longest, started = 0, 0.0, time.perf_counter()
    for row in rows(count, seed):
        begun = time.perf_counter()
        fault = _tried(row)
        longest = max(longest, time.perf_counter() - begun)
        if fault:
            faults += 1
            print(f"{row}\n    {fault}")
    mean = (time.perf_counter() - started) / count * 1000
    print(f"{count} rows, {faults} unsound, {mean:.2f} ms a row, longest {longest * 1000:.0f} ms")


if __name__ == "__main__":
    main()
