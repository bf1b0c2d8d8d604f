"""The cell functions with ranges of xlwings on a real LibreOffice, and how Windows would register them."""

from __future__ import annotations

import importlib
import inspect
import re
import sys
import time
import types
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw
from live_office import OpenCopy
from xlwings import conversion

from form_files import CLEAN, SAMPLE, save_form, score
from function_forms import FORMS, PAGES, RULES, SELF, Make, expected
from perfscore.hosts import excel_udf
from perfscore.hosts.excel_ribbon import press
from perfscore.hosts.excel_udf import AsGiven
from perfscore.hosts.function_call import OMITTED, Result
from perfscore.hosts.functions import FUNCTIONS, Recalculates
from perfscore.hosts.libreoffice.uno_engine.calls import CallCounter
from perfscore.hosts.remembered import forget


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    forget()
    yield
    forget()


def after_a_pause() -> None:
    """Let so much time pass that what is remembered is looked over."""
    time.sleep(1.1)


def ask(name: str, *given: object) -> Result:
    """Compute a function of the module."""
    found: Result = getattr(excel_udf, name)(*given)
    return found


@pytest.fixture
def sample(open_copy: OpenCopy) -> xw.Sheet:
    return open_copy(SAMPLE).sheets["目标表"]


@pytest.mark.parametrize("form", FORMS)
def test_every_row_has_the_points_of_file_mode(form: Make, tmp_path: Path, calc: xw.App) -> None:
    path, result = form(tmp_path)
    book = calc.books.open(path)
    assert result.scored is not None
    for row in result.scored.rows:
        sheet = book.sheets[row.row.sheet]
        block = result.scored.form.block_of(row.row)
        outputs = [place.first for key in ("points", "deduction") if (place := block.place(key))]
        end = min(outputs, default=block.last_official_column + 1) - 1
        whole = sheet.range((row.row.row, 1), (row.row.row, end))
        for name, shown in expected(row).items():
            assert ask(name, sheet.range((row.row.row, 1))) == shown
            assert ask(name, whole) == shown
    for project in result.projects:
        total = ask("PERF_TOTAL", book.sheets[project.project.sheet].range((project.project.rows[0].row, 3)))
        done = project.score.total
        assert total == float(done) if done is not None else str(total).startswith(f"暂计{project.score.points:.2f}（")


def test_references_of_every_shape(sample: xw.Sheet) -> None:
    alone = [ask("PERF_SCORE", sample.range(f"A{row}")) for row in range(6, 11)]
    assert alone == [16.5, "第7行没有三级指标，不计分", "第8行没有三级指标，不计分", 6.8, 6.25]
    column = [[value] for value in alone]
    for address in ("A6:A10", "A6:O10", "H6:O10", "N6:N10"):
        assert ask("PERF_SCORE", sample.range(address)) == column
    assert ask("PERF_SCORE", sample["A6"].offset(0, 2)) == 16.5


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("A1", "第1行不在表内，请选指标所在的行（指标在第6至39行）"),
        ("A4", "第4行是表头，请选指标所在的行"),
        ("A7", "第7行没有三级指标，不计分"),
        ("A60", "第60行不在表内，请选指标所在的行（指标在第6至39行）"),
        ("A6:P6", "只能选到O列（计分列之前），例如A6或A6:O6"),
        ("R6", "只能选到O列（计分列之前），例如A6或A6:O6"),
        ("6:6", "只能选到O列（计分列之前），例如A6或A6:O6"),
        ("A6:H6", "没有选到I、J、K列，那里改了不会重算；请选A6:O6，或只选一个格"),
        ("A:A", "一次最多算5000行，请选指标所在的一行或几行"),
        ("A1:O9000", "一次最多算5000行，请选指标所在的一行或几行"),
    ],
)
def test_what_is_no_row_is_said_in_words(sample: xw.Sheet, address: str, said: str) -> None:
    assert ask("PERF_SCORE", sample.range(address)) == said


def test_a_reference_to_several_areas_is_refused(sample: xw.Sheet) -> None:
    assert ask("PERF_SCORE", sample.range("A6,A9")) == "请只选连在一起的一段"
    assert ask("PERF_TOTAL", sample.range("A6,A9")) == "请只选连在一起的一段"


def test_other_sheets_empty_rows_and_merged_rows(tmp_path: Path, calc: xw.App) -> None:
    path = save_form(tmp_path / "f.xlsx", PAGES, "名单\n姓名|电话\n甲|1", names=("目 标'表", "名单"))
    book = calc.books.open(path)
    sheet = book.sheets["目 标'表"]
    assert ask("PERF_SCORE", sheet.range("A3:L3")) == 55
    assert ask("PERF_SCORE", sheet.range("A4")) == "第4行是空行"
    assert ask("PERF_SCORE", book.sheets["名单"].range("A3")) == "工作表“名单”里没有绩效表"
    sheet.range("F6").value = "合格率"
    sheet.range("F7").value = None
    sheet.range("F6:F7").merge()
    forget(book.name)
    assert ask("PERF_SCORE", sheet.range("A7")) == "第7行与第6行是同一个指标（合并单元格），请选第6行"


def test_what_is_typed_counts_at_once(sample: xw.Sheet) -> None:
    assert ask("PERF_SCORE", sample.range("A9:O9")) == 6.8
    cell = sample.range("O9")
    for value, code, shown in (
        (0.97, "0%", 6.79),
        ("612/612", "General", 7.0),
        ("95%", "@", 6.65),
        (None, "General", "待填报"),
    ):
        cell.value = value
        cell.number_format = code
        assert ask("PERF_SCORE", sample.range("A9:O9")) == shown, value
    cell.formula = "=1/0"
    assert str(ask("PERF_SCORE", sample.range("A9"))).startswith("实际值无法识别：")
    cell.formula = "=97/100"
    cell.number_format = "0%"
    assert ask("PERF_SCORE", sample.range("A9")) == 6.79
    sample.range("N9").value = "5分"
    assert str(ask("PERF_SCORE", sample.range("A9"))) != "6.79"


def test_rows_that_change_places_are_seen_for_what_they_are(sample: xw.Sheet) -> None:
    upper, lower = sample.range("H10:O10"), sample.range("H12:O12")
    before = [ask("PERF_STATUS", sample.range(address)) for address in ("A10", "A12")]
    rules = [ask("PERF_RULE", sample.range(address)) for address in ("A10", "A12")]
    assert rules[0] != rules[1]
    upper.value, lower.value = lower.value, upper.value
    assert [ask("PERF_RULE", sample.range(address)) for address in ("A12", "A10")] == rules
    assert [ask("PERF_STATUS", sample.range(address)) for address in ("A12", "A10")] == before


def test_an_actual_of_its_own(sample: xw.Sheet) -> None:
    free = sample.range("Y1:Y5")
    free.value = [[1.02], ["x"], ["x"], ["97%"], ["29家"]]
    sample.range("Y1").number_format = "0%"
    assert ask("PERF_SCORE", sample.range("A6"), sample.range("Y1")) == 18
    assert ask("PERF_SCORE", sample.range("A6:N6"), "101%") == 19
    assert ask("PERF_SCORE", sample.range("A6"), sample.range("Z1")) == "待填报"
    assert ask("PERF_SCORE", sample.range("A9:A10"), sample.range("Y4:Y5")) == [[6.79], [6.75]]
    assert ask("PERF_SCORE", sample.range("A9:A11"), sample.range("Y4:Y5")) == (
        "实际完成值请给一格，或与行数相同的一列（3格）"
    )


def test_values_from_cells(new_book: xw.Book) -> None:
    sheet = new_book.sheets[0]
    sheet["A1:B2"].value = [["达50%计20分。每低1%，扣0.4分", 0.446], ["达50%计20分。每低1%，扣0.4分", 0.5]]
    sheet["B1:B2"].number_format = "0.0%"
    assert ask("PERF_SCORE_TEXT", sheet["A1"], sheet["B1"], "50%", 20) == 17.84
    assert ask("PERF_SCORE_TEXT", sheet["A1:A2"], sheet["B1:B2"], "50%", 20) == [[17.84], [20.0]]
    sheet["C1"].value = 88.5
    assert ask("PERF_GRADE", sheet["C1"]) == "良"
    assert ask("PERF_GRADE", sheet["D1"]) == "没有总分，不定等级"
    assert ask("PERF_SCORE", sheet["A1"]) == "工作表“Sheet1”里没有绩效表"


def test_two_reads_a_row(sample: xw.Sheet, host_calls: CallCounter) -> None:
    sample.range("O9").value = 0.97
    sample.range("O9").number_format = "0%"
    ask("PERF_SCORE", sample.range("A6"))
    for name in ("PERF_SCORE", "PERF_DEDUCT", "PERF_EXPLAIN", "PERF_RULE", "PERF_STATUS", "PERF_MAX"):
        for address in ("A6", "A9", "A6:O6", "A9:O9"):
            cells = sample.range(address)
            host_calls.reset()
            ask(name, cells)
            assert host_calls.by_name["Range.raw_value"] == 1
            assert host_calls.by_name["Range.number_format"] == int(address.startswith("A9"))
            assert host_calls.total <= 4, dict(host_calls.by_name)
    host_calls.reset()
    ask("PERF_SCORE", sample.range("A6:O39"))
    assert host_calls.by_name["Range.raw_value"] == 1
    ask("PERF_TOTAL", sample.range("A6"))
    assert host_calls.by_name["Range.raw_value"] == 2


HOSTILE: tuple[tuple[object, str], ...] = (
    (0.95, "0%"),
    (0.95, "General"),
    (1.0, "General"),
    (-3.5, "0.00"),
    ("'=1+1", "General"),
    (datetime(2024, 5, 1), "yyyy/m/d"),
    (45000.0, "General"),
    (True, "General"),
    ("=1/0", "General"),
    ("=NA()", "General"),
    ('=""', "General"),
    ("  ", "General"),
    ("'0123", "@"),
    (1e15, "0.00E+00"),
    (0.1 + 0.2, "General"),
    ("甲" * 400, "General"),
    ("9" * 300, "@"),
    ("第3名", "General"),
    ("30余家", "General"),
    ("'-", "General"),
    ("'95%", "General"),
    (0.5, "h:mm"),
    (12.0, '0"家"'),
    (12345.678, "#,##0.00"),
    ("未完成", "@"),
    ("\u3000", "General"),
    ("a\nb", "General"),
    (0.333333333333333, "0.0%"),
    (None, "0%"),
    (7.0, "¥#,##0"),
)


@pytest.mark.parametrize(("column", "shift"), [(15, 0), (15, 7), (15, 13), (9, 3), (9, 17), (14, 5), (11, 2)])
def test_whatever_is_typed_gives_what_file_mode_gives(
    column: int, shift: int, open_copy: OpenCopy, tmp_path: Path
) -> None:
    book = open_copy(SAMPLE)
    sheet = book.sheets["目标表"]
    lines = [row for row in range(6, 40) if sheet.range((row, 8)).value]
    for place, row in enumerate(lines):
        value, code = HOSTILE[(place + shift) % len(HOSTILE)]
        cell = sheet.range((row, column))
        cell.number_format = code
        cell.value = value
        cell.number_format = code
    shown = {row: {name: ask(name, sheet.range((row, 1))) for name in ("PERF_SCORE", "PERF_STATUS")} for row in lines}
    saved = tmp_path / f"typed{column}-{shift}.xlsx"
    book.save(saved)
    result = score(saved, out=tmp_path / "out.xlsx")
    assert result.scored is not None
    for one in result.scored.rows:
        wanted = expected(one)
        assert shown[one.row.row] == {name: wanted[name] for name in ("PERF_SCORE", "PERF_STATUS")}, one.row.row


def test_the_formulas_that_the_command_puts_in_give_what_file_mode_gives(calc: xw.App, tmp_path: Path) -> None:
    result = score(SAMPLE, out=tmp_path / "f.xlsx")
    assert result.scored is not None
    sheet = calc.books.open(result.output or "").sheets["目标表"]
    sheet.activate()
    assert ask("PERF_SCORE", sheet.range("A6")) == 16.5
    sheet.range("O6").value = "100%"
    assert press("insert_functions", calc).is_done
    sheet.range("O6").value = "103.5%"
    for row in result.scored.rows:
        for column, (name, shown) in enumerate(expected(row).items(), start=16):
            formula = str(sheet.range((row.row.row, column)).formula)
            match = re.fullmatch(rf"={name}\((A\d+:O\d+)\)", formula, re.IGNORECASE)
            assert match, formula
            assert ask(name, sheet.range(match[1])) == shown


def test_a_command_lets_the_functions_read_anew(calc: xw.App, tmp_path: Path, host_calls: CallCounter) -> None:
    sheet = calc.books.open(score(SAMPLE, out=tmp_path / "f.xlsx").output or "").sheets["目标表"]
    sheet.activate()
    ask("PERF_SCORE", sheet.range("A6"))
    press("score_sheet", calc, lambda app, message, *, is_long: None)
    host_calls.reset()
    assert ask("PERF_SCORE", sheet.range("A6")) == 16.5
    assert host_calls.by_name["Sheet.used_range"] > 0


def test_rules_from_a_target_form_and_a_self_evaluation_without_one(tmp_path: Path, calc: xw.App) -> None:
    both = calc.books.open(save_form(tmp_path / "both.xlsx", RULES, SELF))
    assert ask("PERF_SCORE", both.sheets["自评表"].range("A7:G7")) == 55
    assert ask("PERF_SCORE", both.sheets["自评表"].range("A7:H7")) == "只能选到G列（计分列之前），例如A7或A7:G7"
    both.close()
    alone = calc.books.open(save_form(tmp_path / "alone.xlsx", SELF, names=("自评表",)))
    said = str(ask("PERF_SCORE", alone.sheets["自评表"].range("A7")))
    assert said.startswith("工作表“自评表”不能计分：自评表没有评（扣）分标准列")
    assert said.endswith("；请打开目标表所在的工作簿，再重算一次")


def test_rules_in_another_open_workbook(tmp_path: Path, calc: xw.App, host_calls: CallCounter) -> None:
    """Opened, edited, closed: each is noticed when all is calculated again, and a row costs no more for it."""
    alone = calc.books.open(save_form(tmp_path / "自评.xlsx", SELF, names=("自评表",)))
    row = alone.sheets["自评表"].range("A7:G7")
    assert str(ask("PERF_SCORE", row)).startswith("工作表“自评表”不能计分")
    rules = calc.books.open(save_form(tmp_path / "目标 表.xlsx", RULES))
    after_a_pause()
    assert ask("PERF_SCORE", row) == 55
    assert ask("PERF_EXPLAIN", row) != ""
    host_calls.reset()
    assert ask("PERF_SCORE", row) == 55
    assert host_calls.by_name["Range.raw_value"] <= 2
    assert host_calls.by_name["Sheet.used_range"] == 0
    place = next(cell for cell in rules.sheets[0].used_range if "每少1人次扣1分" in str(cell.value))
    place.value = str(place.value).replace("扣1分", "扣2分")
    after_a_pause()
    assert ask("PERF_SCORE", row) == 50
    rules.close()
    after_a_pause()
    assert str(ask("PERF_SCORE", row)).startswith("工作表“自评表”不能计分")


def test_two_books_of_the_same_rows_are_told_apart(open_copy: OpenCopy, tmp_path: Path, calc: xw.App) -> None:
    first = open_copy(CLEAN).sheets["目标表"]
    other = calc.books.open(score(SAMPLE, out=tmp_path / "另一份.xlsx").output or "").sheets["目标表"]
    assert (ask("PERF_SCORE", first.range("A6")), ask("PERF_SCORE", other.range("A6"))) == ("待填报", 16.5)
    assert ask("PERF_SCORE", first.range("A6")) == "待填报"


def test_a_long_form(tmp_path: Path, calc: xw.App) -> None:
    head, *lines = RULES.split("\n")[1:]
    rows = [line.replace("甲项目", f"项目{number}") for number in range(1000) for line in lines]
    table = "\n".join(["项目支出绩效目标表", f"{head}|实际完成值", *(f"{line}|{50 + len(line)}" for line in rows)])
    path = save_form(tmp_path / "long.xlsx", table)
    sheet = calc.books.open(path).sheets["目标表"]
    result = score(path, out=tmp_path / "out.xlsx")
    assert result.scored is not None
    column = ask("PERF_SCORE", sheet.range("A3:L3002"))
    assert column == [[expected(row)["PERF_SCORE"]] for row in result.scored.rows]


def registered(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """Load the functions with the part of xlwings that registers them on Windows."""
    for name in ("pythoncom", "pywintypes", "win32com", "win32com.client", "xlwings._xlwindows"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    monkeypatch.setattr(sys.modules["win32com.client"], "Dispatch", None, raising=False)
    monkeypatch.setattr(sys.modules["pythoncom"], "CoInitialize", None, raising=False)
    monkeypatch.delitem(sys.modules, "xlwings.udfs", raising=False)
    udfs: Any = importlib.import_module("xlwings.udfs")
    for name in ("func", "arg", "ret"):
        monkeypatch.setattr(xw, name, getattr(udfs, f"xl{name}"))
    spec = importlib.util.find_spec("perfscore.hosts.excel_udf")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_windows_registers_what_the_table_says(monkeypatch: pytest.MonkeyPatch) -> None:
    module = registered(monkeypatch)
    for function in FUNCTIONS:
        info = getattr(module, function.name).__xlfunc__
        assert (info["name"], info["category"]) == (function.name, "PerfScore")
        assert info["volatile"] == (function.recalculates is Recalculates.SHORT_FORM)
        assert [(one["name"], one["doc"], one.get("optional")) for one in info["args"]] == [
            (one.name, one.help, OMITTED if one.is_optional else None) for one in function.arguments
        ]
        assert {one["options"]["convert"].__name__ for one in info["args"]} == {"AsGiven"}
        assert info["ret"]["options"]["convert"].__name__ == "AsShown"
        assert function.help in info["ret"]["doc"]


def test_elsewhere_they_are_plain_callables() -> None:
    for function in FUNCTIONS:
        made = getattr(excel_udf, function.name)
        assert not made.__annotations__
        assert list(inspect.signature(made).parameters) == [one.name for one in function.arguments]
    assert ask("PERF_SCORE") == ask("PERF_SCORE", None) == ask("PERF_SCORE", 5) == ask("PERF_TOTAL", "A6")


def test_arguments_come_as_ranges_or_as_blocks(sample: xw.Sheet) -> None:
    cells = sample.range("A6")
    read: Any = conversion.read
    assert read(cells, None, {"convert": AsGiven}) is cells
    assert read(None, 5.0, {"convert": AsGiven}, "calc") == [[5.0]]
    assert read(None, [["a"], [None]], {"convert": AsGiven}, "calc") == [["a"], [None]]
