"""Right, refused and wrong scores on a file of labelled rules, by family and by what the cell holds.

Usage: python benchmarks/rule_sample.py FILE.jsonl [--show right|refused|wrong]

Each line of the file is a JSON object: the cells of a row (rule, target, unit, kind, weight, indicator, content;
``target_assumed`` replaces target), ``family``, ``input`` and ``cases``, each with an actual, the score that the text
gives (null where it gives none) and ``alt``, other defensible scores.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from perfscore.model.score import Score, Status
from perfscore.rules.grammar import read_sentence

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from labelled import accepted, score_of

RIGHT, REFUSED, WRONG, KEPT = "right", "refused", "wrong", "kept"
"""``kept``: the text gives no score, and none was given."""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--show", choices=(RIGHT, REFUSED, WRONG, KEPT), help="list the cases with this verdict")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    by_family: dict[str, Counter[str]] = defaultdict(Counter)
    by_input: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for case in row["cases"]:
            scored = score_of(row, case)
            verdict = judge(scored, row, case)
            by_family[row["family"]][verdict] += 1
            by_input[row["input"]][verdict] += 1
            if verdict == options.show:
                _show(row, case, scored)
    _table("family", by_family)
    _table("input", by_input)
    _parse_times([row["rule"] for row in rows])


def judge(scored: Score, row: dict[str, Any], case: dict[str, Any]) -> str:
    """Tell whether the points are those of the text."""
    if case["score"] is None:
        return KEPT if scored.points is None else WRONG
    if scored.points is None:
        return REFUSED
    return RIGHT if scored.points in accepted(row, case) else WRONG


def _show(row: dict[str, Any], case: dict[str, Any], scored: Score) -> None:
    points = "" if scored.points is None else f"{scored.points:f}"
    print(f"{row['id']} [{row['family']}] {case['actual']!s} => {case['score']} ({points} {scored.status.value})")
    print(f"    {row['rule']!r}  指标值 {row.get('target_assumed') or row['target']} 分值 {row['weight']}")
    if scored.status is not Status.SCORED:
        print(f"    {scored.status_text}")


def _table(title: str, counts: dict[str, Counter[str]]) -> None:
    print(f"\n{title:<28}{'determined':>11}{RIGHT:>8}{REFUSED:>9}{WRONG:>7}{KEPT:>6}   right/determined")
    total: Counter[str] = Counter()
    for name, counter in sorted(counts.items(), key=lambda item: -item[1].total()):
        _line(name, counter)
        total.update(counter)
    _line("all", total)


def _line(name: str, counter: Counter[str]) -> None:
    determined = counter[RIGHT] + counter[REFUSED] + counter[WRONG]
    share = f"{counter[RIGHT] / determined:7.1%}" if determined else "      -"
    columns = f"{determined:>11}{counter[RIGHT]:>8}{counter[REFUSED]:>9}{counter[WRONG]:>7}{counter[KEPT]:>6}"
    print(f"{name:<28}{columns}   {share}")


def _parse_times(rules: list[str]) -> None:
    times = []
    for rule in dict.fromkeys(rules):
        read_sentence.cache_clear()
        started = time.perf_counter()
        read_sentence(rule)
        times.append((time.perf_counter() - started) * 1000)
    print(f"\ncold parse of {len(times)} rules: median {statistics.median(times):.2f} ms, worst {max(times):.2f} ms")


if __name__ == "__main__":
    main()
