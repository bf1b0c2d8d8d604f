"""``perfscore score`` and its companions: exit codes, the summary, the JSON contract, files that come to no harm."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from form_files import (
    ACTUAL,
    ALL_MET,
    CLEAN,
    SAMPLE,
    digest,
    run,
    run_json,
    save_form,
    scored_form,
    typed,
    values,
)
from perfscore.workbook import read_workbook
from workbook_kit import compare_packages, part, save
from workbook_rich import rich_parts

SUMMARY = "共20行：已计分15，口径待确认4，待填报1，需人工评定0；第一处：目标表!H6"
PROJECT = [
    "code", "name", "funds", "budget", "executed", "rows", "points", "weight", "execution_points", "total", "grade",
    "open_rows", "provisional",
]  # fmt: skip
ROW = [
    "sheet", "row", "indicator", "target", "actual", "weight", "maximum", "points", "deduction", "status",
    "explanation", "reading", "alternatives", "diagnostics",
]  # fmt: skip


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "表.xlsx"
    path.write_bytes(SAMPLE.read_bytes())
    return path


def test_the_summary_and_the_exit_codes(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "结果.xlsx"
    code, said, err = run(capsys, "score", sample, "-o", out)
    assert (code, err) == (0, "")
    assert SUMMARY in said.splitlines()
    assert said.splitlines()[-1] == f"已写入：{out}"
    assert run(capsys, "score", sample, "-o", out, "--strict")[0] == 1
    assert (tmp_path / "结果.xlsx.bak").exists()
    done = scored_form(tmp_path, ALL_MET)
    assert run(capsys, "score", done, "--in-place", "--strict")[0] == 0


def test_the_json_contract(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = run_json(capsys, "score", sample, "-o", tmp_path / "o.xlsx")
    assert (code, list(found)) == (0, ["projects", "repairs", "diagnostics"])
    projects = found["projects"]
    assert isinstance(projects, list)
    assert [list(project) for project in projects] == [PROJECT] * 3
    rows = [row for project in projects for row in project["rows"]]
    assert len(rows) == 20
    assert {tuple(row) for row in rows} == {tuple(ROW)}
    first, last = rows[0], rows[-1]
    assert {key: first[key] for key in ROW[:11]} == {
        "sheet": "目标表",
        "row": 6,
        "indicator": "成本控制",
        "target": "100",
        "actual": "103.5%",
        "weight": "20",
        "maximum": "20",
        "points": "16.50",
        "deduction": "3.50",
        "status": "provisional",
        "explanation": "实际成本为预算的103.5%，超出3.5个百分点；"
        "按“每超出一个百分点扣1分”（不足一个按比例）扣3.5分，得16.5分。",
    }
    assert [sorted(other) for other in first["alternatives"]] == [["points", "reading"]]
    assert first["alternatives"][0]["points"] == "17.00"
    assert (last["actual"], last["points"], last["deduction"], last["status"]) == (None, None, None, "awaiting_actual")
    money = [(project["funds"], project["budget"], project["executed"]) for project in projects]
    assert money == [("35.5", "35.5", "35.5"), ("40", "40", "38.6"), ("10", None, None)]
    assert [(project["total"], project["grade"], project["provisional"]) for project in projects] == [
        (None, None, True),
        ("99.05", "优", False),
        (None, None, True),
    ]
    assert [project["open_rows"] for project in projects] == [0, 0, 1]
    assert all(isinstance(project["points"], str) for project in projects)


def _entries(found: dict[str, object]) -> list[dict[str, str]]:
    entries = found["diagnostics"]
    assert isinstance(entries, list)
    return entries


def test_json_with_warnings_and_with_errors_is_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = typed(scored_form(tmp_path, ALL_MET), {"N10": "8分"})
    code, found = run_json(capsys, "score", form, "-o", tmp_path / "o.xlsx")
    assert code == 0
    assert [(entry["code"], entry["severity"]) for entry in _entries(found)] == [("G121", "warning")]
    code, found = run_json(capsys, "score", tmp_path / "没有.xlsx")
    assert (code, found["projects"], found["repairs"]) == (2, [], [])
    assert [sorted(entry) for entry in _entries(found)] == [["code", "message", "severity"]]


def test_repairs_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = CLEAN.with_name("target_form_hengyang_raw.xlsx")
    _, found = run_json(capsys, "score", raw, "-o", tmp_path / "o.xlsx")
    repairs = found["repairs"]
    assert isinstance(repairs, list)
    assert {tuple(entry) for entry in repairs} == {("code", "sheet", "cells", "message")}
    assert "评分标准取自指标值内容列（疑似错列）" in {entry["message"] for entry in repairs}
    before = values(raw)
    after = values(tmp_path / "o.xlsx")
    assert {place: after[place] for place in before} == before
    assert "评分标准取自指标值内容列（疑似错列）" in "".join(str(value) for value in after.values())


def test_in_json_the_process_writes_nothing_else(sample: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "perfscore", "score", str(sample), "-o", str(tmp_path / "o.xlsx"), "--json"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert len(json.loads(done.stdout)["projects"]) == 3
    assert done.stderr == b""


def test_what_may_have_been_typed_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = scored_form(tmp_path, {6: "98%"})
    source, before = tmp_path / "目标表.xlsx", digest(form)
    for words, code in (
        ((source,), "F302"),
        ((form,), "F301"),
        ((form, "-o", form), "F303"),
        ((form, "-o", tmp_path / "x.xlsx", "--in-place"), "F305"),
    ):
        exit_code, _, err = run(capsys, "score", *words)
        assert (exit_code, code in err) == (3, True), err
    assert digest(form) == before
    assert not (tmp_path / "x.xlsx").exists()


def test_a_protected_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = scored_form(tmp_path, ALL_MET | {10: "27家"})
    book = openpyxl.load_workbook(form)
    book["目标表"].protection.sheet = True
    book.save(form)
    before = digest(form)
    code, _, err = run(capsys, "score", form, "--in-place")
    assert (code, "F304" in err, "--worksheet" in err) == (3, True, True)
    code, said, _ = run(capsys, "score", form, "--worksheet")
    draft = tmp_path / "目标表_计分_计分底稿.xlsx"
    assert (code, draft.exists(), digest(form)) == (0, True, before)
    assert f"已写入：{draft}" in said
    found = values(draft, "计分底稿")
    assert [found[f"{column}3"] for column in "ADJKLMNO"] == [
        "项目名称", "三级指标", "实际完成值", "分值", "得分", "扣分", "扣分说明", "计分状态"
    ]  # fmt: skip
    assert (found["D6"], found["J6"], found["L6"]) == ("培育一批创新型中小企业", "27家", Decimal("6.25"))
    assert sum(str(place).startswith("D") for place in found) == 21
    assert "F302" in run(capsys, "score", form, "--worksheet")[2]
    typed(draft, {"J6": "24家"}, sheet="计分底稿")
    assert run(capsys, "score", draft, "--in-place")[0] == 0
    assert values(draft, "计分底稿")["L6"] == Decimal("5.5")


@pytest.mark.parametrize("lock", ["~$表.xlsx", ".~lock.表.xlsx#"])
def test_a_workbook_open_elsewhere(sample: Path, capsys: pytest.CaptureFixture[str], lock: str) -> None:
    (sample.parent / lock).write_bytes(b"")
    before = digest(sample)
    code, _, err = run(capsys, "score", sample, "--in-place")
    assert (code, "F201" in err, "关闭" in err) == (3, True, True)
    assert digest(sample) == before
    assert run(capsys, "score", sample, "-o", sample.with_name("o.xlsx"))[0] == 0


def test_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form, out = scored_form(tmp_path, ALL_MET), tmp_path / "上报.xlsx"
    code, said, _ = run(capsys, "export", form, "-o", out)
    assert (code, said) == (0, f"已写入上报版：{out}\n")
    assert values(out) == values(CLEAN)


def test_demo_and_template(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, said, _ = run(capsys, "demo")
    assert (code, SUMMARY in said) == (0, True)
    for words in ("产业链工作经费：总分99.05，等级“优”", "扣分的行", "需要填报、确认或评定的行", "示例_目标表.xlsx"):
        assert words in said
    assert values(tmp_path / "示例_目标表_计分.xlsx")["P6"] == Decimal("16.5")
    seed = CLEAN.with_name("seed.txt")
    assert run(capsys, "template", "--from-text", seed, "-o", "表.xlsx")[0] == 0
    assert values(tmp_path / "表.xlsx") == values(CLEAN)
    assert run(capsys, "template", "--from-text", "没有.txt", "-o", "x.xlsx")[0] == 2
    assert run(capsys, "template", "-o", "没有/x.xlsx")[0] == 3


def test_an_uncalculated_formula_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = typed(scored_form(tmp_path, ALL_MET), {f"{ACTUAL}10": "=20+7"})
    assert run(capsys, "score", form, "--in-place")[0] == 0
    assert "还没有计算结果" in str(values(form)["S10"])
    assert openpyxl.load_workbook(form)["目标表"][f"{ACTUAL}10"].value == "=20+7"


TABLE = """项目支出绩效目标表
一级指标|二级指标|三级指标|指标值|评（扣）分标准|度量单位|指标值类型|分值
产出指标|数量指标|培训人次|50|达到50人次得90分，每少1人次扣1分|人次|≥|90"""


def _rich(path: Path, *, macros: bool = False) -> Path:
    """The workbook that holds everything, its first sheet a form of one indicator below what it had."""
    parts = rich_parts(macros=macros)
    rows = "".join(
        f'<row r="{row}">'
        + "".join(
            f'<c r="{"ABCDEFGH"[place]}{row}" t="inlineStr"><is><t>{words}</t></is></c>'
            for place, words in enumerate(line.split("|"))
        )
        + "</row>"
        for row, line in enumerate(TABLE.split("\n"), start=20)
    )
    form = str(parts["xl/worksheets/sheet1.xml"]).replace("</sheetData>", rows + "</sheetData>")
    # The small table on top is no form once its header is not 三级指标 any more.
    parts["xl/worksheets/sheet1.xml"] = form
    parts["xl/sharedStrings.xml"] = str(parts["xl/sharedStrings.xml"]).replace("三级指标", "名称")
    return save(path, parts)


@pytest.mark.parametrize("macros", [False, True])
def test_nothing_is_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str], *, macros: bool) -> None:
    source = _rich(tmp_path / ("f.xlsm" if macros else "f.xlsx"), macros=macros)
    out = tmp_path / ("o.xlsm" if macros else "o.xlsx")
    before = digest(source)
    code, _, err = run(capsys, "score", source, "-o", out)
    assert (code, digest(source)) == (0, before), err
    found = compare_packages(source, out)
    assert found.changed == {
        "xl/worksheets/sheet1.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
        "xl/styles.xml",
    }
    assert (found.removed, found.recompressed) == (set(), set())
    assert found.added == {"xl/worksheets/sheet3.xml", "xl/worksheets/sheet4.xml"}
    if macros:
        assert run(capsys, "score", source, "-o", tmp_path / "o.xlsx")[0] == 3
    official, now = part(source, "xl/worksheets/sheet1.xml"), part(out, "xl/worksheets/sheet1.xml")
    for words in ("<controls>", "<drawing ", "<legacyDrawing ", "x14:dataBar", "<pageSetup ", "<rowBreaks ", "B3*20"):
        assert official.count(words) == now.count(words) > 0
    again = tmp_path / out.name.replace("o.", "p.")
    assert run(capsys, "export", out, "-o", again)[0] == 0
    assert compare_packages(source, again).added == set()
    book, _ = read_workbook(again)
    assert book is not None
    assert {place for place in book.sheets[0].cells if place[1] > 8} == set()


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
def test_killed_while_writing_the_original_opens(tmp_path: Path) -> None:
    form = scored_form(tmp_path, ALL_MET)
    command = [sys.executable, "-c", _ENDLESS, str(form)]
    for pause in (0.03, 0.09, 0.14, 0.2):
        child = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        time.sleep(pause)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        with zipfile.ZipFile(form) as package:
            assert package.testzip() is None
        assert values(form)["P10"] == Decimal(7)
        assert len(openpyxl.load_workbook(form).sheetnames) == 4


_ENDLESS = """
import sys
from perfscore import score_workbook
score_workbook(sys.argv[1], in_place=True)
print("ready", flush=True)
while True:
    assert score_workbook(sys.argv[1], in_place=True).output
"""


def test_no_words_of_ours_in_a_saved_form_without_a_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = save_form(tmp_path / "f.xlsx", TABLE)
    code, found = run_json(capsys, "score", form)
    projects = found["projects"]
    assert isinstance(projects, list)
    assert (code, projects[0]["name"], projects[0]["rows"][0]["row"]) == (0, "", 3)
    assert (tmp_path / "f_计分.xlsx").exists()
