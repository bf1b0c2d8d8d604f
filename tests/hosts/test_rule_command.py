"""``perfscore rule``: the contract that other programs call, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata

import pytest

from perfscore import __version__

SENTENCE = "达50%计20分。每低1%，扣0.4分"


def run(*words: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONIOENCODING": encoding, "COLUMNS": "100"}
    command = [sys.executable, "-m", "perfscore", *words]
    return subprocess.run(command, capture_output=True, encoding=encoding, env=environment, check=False)


def score_of(*words: str) -> dict[str, object]:
    answer = json.loads(run("rule", *words, "--json").stdout)
    scored = answer["score"]
    assert isinstance(scored, dict)
    return scored


def test_json_holds_the_reading_clause_by_clause() -> None:
    answer = json.loads(run("rule", SENTENCE, "--json").stdout)
    contract = {"text", "understood", "reading", "clauses", "leftovers", "diagnostics", "score"}
    assert set(answer) == contract | {"maximum", "reachable", "full_when", "zero_when", "nearest", "apart"}
    assert (answer["maximum"], answer["nearest"], answer["apart"]) == ("20", [], [])
    assert answer["reachable"] == ["20分", "每1%减0.4分"]
    assert (answer["full_when"], answer["zero_when"]) == (["50%及以上"], ["低于目标50%及以上"])
    assert answer["understood"] is True
    assert answer["reading"] == "50%及以上，得20分；每低于1%，扣0.4分。"
    assert [clause["words"] for clause in answer["clauses"]] == ["达50%计20分", "每低1%，扣0.4分"]
    assert [(clause["condition"], clause["award"]) for clause in answer["clauses"]] == [
        ("within", "fixed_points"),
        ("always", "deduct_per"),
    ]
    assert answer["score"] is None


def test_json_holds_the_score() -> None:
    scored = score_of(SENTENCE, "--target", "50", "--unit", "%", "--weight", "20", "--actual", "45%")
    assert (scored["status"], scored["points"], scored["deduction"]) == ("provisional", "18.00", "2.00")
    assert (scored["minimum"], scored["maximum"], scored["proposed"]) == ("0", "20", None)
    assert scored["alternatives"] == [{"points": "16.00", "reading": "按指标值的百分比计"}]
    assert "（1%按1个百分点计）扣2分，得18分。" in str(scored["explanation"])


def test_a_sentence_that_is_not_understood_says_which_words() -> None:
    answer = json.loads(run("rule", "每低于1个百分点左右扣1分", "--json").stdout)
    assert (answer["understood"], answer["reading"]) == (False, None)
    assert answer["leftovers"] == [{"words": "左右", "start": 8, "end": 10}]
    assert answer["diagnostics"][0]["excerpt"] == "每低于1个百分点【左右】扣1分"


def test_a_refused_sentence_is_offered_the_nearest_wordings() -> None:
    answer = json.loads(run("rule", "每低于1扣0.5分", "--json").stdout)
    assert answer["nearest"] == ["每低于1个百分点，扣0.5分。", "每少1个，扣0.5分。"]
    assert answer["reading"] is None  # an offer is never the meaning of the sentence
    shown = run("rule", "每低于1扣0.5分").stdout
    assert shown.count("可以改写为") == 2
    assert "不是对原文的解释" in shown


@pytest.mark.parametrize(
    ("words", "maximum", "full", "zero"),
    [
        (("每发现一处扣3分", "--weight", "10"), "10", ["没有所列的扣分情形"], ["发生4处及以上"]),
        (("每发现一处扣3分",), None, ["没有所列的扣分情形"], []),
        (("每发现一处扣3分，最多扣4分", "--weight", "10"), "10", ["没有所列的扣分情形"], []),
        (("每低1%扣0.01分", "--weight", "10"), "10", ["没有所列的扣分情形"], []),
        (("98%以上得满分，每低1%扣5%分值",), None, ["98%及以上"], ["低于目标20%及以上"]),
        (("排名前五得20分，每落后一名扣3分",), "20", ["排名前5名"], ["落后7名及以上"]),
        (("按完成比例得分", "--weight", "8"), "8", ["完成比例100%及以上"], []),
        (("制度健全得3分，否则不得分",), "3", ["制度健全"], ["其他情形"]),
        (("①方案完备得2分；②资料齐全得2分；③台账规范得1分", "--weight", "5"), "5",
         ["所列各项都符合"], ["所列各项都不符合"]),
    ],
)  # fmt: skip
def test_the_workbench_says_where_everything_and_nothing_is_earned(
    words: tuple[str, ...], maximum: str | None, full: list[str], zero: list[str]
) -> None:
    answer = json.loads(run("rule", *words, "--json").stdout)
    assert (answer["maximum"], answer["full_when"], answer["zero_when"]) == (maximum, full, zero)


def test_limits_stand_among_the_clauses() -> None:
    shown = run("rule", "每低于1个百分点扣1分，最多扣4分", "--weight", "10").stdout
    assert [line.split()[:2] for line in shown.splitlines() if line[:1].isdigit()] == [
        ["1", "每低于1个百分点扣1分"],
        ["2", "最多扣4分"],
    ]


@pytest.mark.parametrize("actual", ["-3%", "－3%", "−3%"])
def test_a_negative_actual_is_a_value_and_no_option(actual: str) -> None:
    scored = score_of("同比提高得15分；每下降1%，扣0.15分", "--weight", "15", "--actual", actual)
    assert scored["points"] == "14.55"


def test_a_ruling_is_taken_from_the_command_line() -> None:
    words = ("排名前五得20分，每落后一名扣1分", "--weight", "10", "--actual", "第7名")
    assert score_of(*words)["status"] == "provisional"
    ruled = score_of(*words, "--ruling", "maximum_conflict=scale")
    assert (ruled["status"], ruled["points"]) == ("scored", "9.00")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rule",), "缺少：评分标准"),
        (("rule", SENTENCE, "--actual"), "--actual 后面要写一个值"),
        (("rule", SENTENCE, "--profile", "火星"), "没有名为“火星”的口径方案"),
        (("rule", SENTENCE, "--ruling", "weather=fine"), "没有“weather”这一口径"),
        (("rule", SENTENCE, "--ruling", "no_branch=scale"), "“no_branch”的选择可以是"),
        (("nonsense",), "不能是"),
    ],
)
def test_wrong_words_end_with_code_2_and_a_chinese_message(words: tuple[str, ...], said: str) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_the_help_is_chinese_and_aligned(encoding: str) -> None:
    done = run("rule", "--help", encoding=encoding)
    assert done.returncode == 0
    assert "示例：" in done.stdout
    options = [line for line in done.stdout.splitlines() if line.startswith("  --")]
    assert len(options) == 12
    columns = {_width(line[: len(line) - len(line[2:].lstrip().split("  ")[-1].lstrip())]) for line in options}
    assert len(columns) == 1


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def test_text_can_be_read_in_a_gbk_console() -> None:
    done = run("rule", SENTENCE, "--target", "50", "--unit", "%", "--actual", "45%", encoding="gbk")
    assert "口径待确认（另读：16分）" in done.stdout
    assert "\x1b[" not in done.stdout


def test_the_version() -> None:
    assert run("--version").stdout.strip() == f"perfscore {__version__}"


def test_formula_gives_the_native_formulas_of_the_row_to_be_copied() -> None:
    row = ("--target", "30", "--unit", "家", "--kind", "≥", "--weight", "10")
    words = ("rule", "达到30家得10分，每少1家扣0.5分", *row)
    lines = run(*words, "--formula").stdout.splitlines()
    number, points = (lines[lines.index(title) + 1] for title in ("实际数，写在I2：", "得分，写在J2："))
    assert number.startswith("=IF(OR(A2&C2&D2&E2&F2<>")
    assert "MAX(0,10-(30-I2)*0.5)" in points
    found = json.loads(run(*words, "--formula", "--json").stdout)["formula"]
    assert (found["number"], found["points"], found["reason"]) == (number, points, None)


def test_formula_says_why_there_is_none() -> None:
    shown = run("rule", "凭感觉打分", "--formula")
    assert shown.returncode == 0
    assert shown.stdout.splitlines()[-1] == "普通公式：没有（评分标准没有读懂）"
