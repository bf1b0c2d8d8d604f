"""Cell functions on rows of a workbook: the points of file mode, never an old row, few reads, words for the rest."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from form_files import CLEAN, SELF, TARGET, save_form, scored_form
from function_forms import (
    FORMS,
    PAGES,
    Make,
    expected,
    sample,
    scored_sample,
    scored_self_evaluation,
    self_evaluation,
    with_rulings,
)
from grid_reference import Bench
from perfscore.grid.sheet import CellRange, GridBook
from perfscore.hosts.function_call import OMITTED, Result, call
from perfscore.hosts.functions import function_named
from perfscore.hosts.sheet_rows import SheetRows
from perfscore.workbook import read_workbook


class Clock:
    """A clock that stands still until it is moved on."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def read(path: Path) -> GridBook:
    """Read a workbook that must be readable."""
    book, diagnostics = read_workbook(path)
    assert book is not None, diagnostics
    return book


class Desk:
    """A workbook with the functions at hand."""

    def __init__(self, path: Path) -> None:
        book, diagnostics = read_workbook(path)
        assert book is not None, diagnostics
        self.clock = Clock()
        self.bench = Bench(book)
        self.rows = SheetRows(clock=self.clock)

    def ask(self, name: str, address: str, actual: object = OMITTED, sheet: str = "目标表") -> Result:
        """Compute a function on a reference."""
        return call(function_named(name), [self.bench.at(address, sheet), actual], self.rows)


@pytest.mark.parametrize("form", FORMS)
def test_every_row_has_the_points_of_file_mode(form: Make, tmp_path: Path) -> None:
    path, result = form(tmp_path)
    desk = Desk(path)
    assert result.scored is not None
    assert len(result.scored.rows) >= 3
    for row in result.scored.rows:
        for name, shown in expected(row).items():
            assert desk.ask(name, f"A{row.row.row}", sheet=row.row.sheet) == shown
    for project in result.projects:
        total = desk.ask("PERF_TOTAL", f"C{project.project.rows[0].row}", sheet=project.project.sheet)
        done = project.score.total
        assert (
            (total == float(done)) if done is not None else str(total).startswith(f"暂计{project.score.points:.2f}（")
        )


def test_a_range_gives_what_a_cell_gives_and_rows_give_a_column(tmp_path: Path) -> None:
    desk = Desk(sample(tmp_path)[0])
    alone = [desk.ask("PERF_SCORE", f"A{row}") for row in range(6, 40)]
    assert [desk.ask("PERF_SCORE", f"A{row}:O{row}") for row in range(6, 40)] == alone
    column = [[value] for value in alone]
    for address in ("A6:O39", "A6:A39", "H6:O39"):
        assert desk.ask("PERF_SCORE", address) == column
    texts = desk.ask("PERF_EXPLAIN", "A6:O39")
    assert isinstance(texts, list)
    assert all(len(str(text)) <= 255 for (text,) in texts)


def test_an_actual_of_its_own_replaces_that_of_the_row(tmp_path: Path) -> None:
    desk = Desk(sample(tmp_path)[0])
    assert desk.ask("PERF_SCORE", "A6") == 16.5
    assert desk.ask("PERF_SCORE", "A6:O6", "101%") == 19
    assert desk.ask("PERF_SCORE", "A6:N6", "101%") == 19
    assert desk.ask("PERF_SCORE", "A6", None) == "待填报"
    desk.bench.type("X1", 1.02, "0%")
    assert desk.ask("PERF_SCORE", "A6", desk.bench.at("X1")) == 18
    desk.bench.type("X2", "100%")
    assert desk.ask("PERF_SCORE", "A6:O9", desk.bench.at("X1:X2")) == "实际完成值请给一格，或与行数相同的一列（4格）"
    assert desk.ask("PERF_SCORE", "A9:A10", [["612/612"], ["29家"]]) == [[7.0], [6.75]]


@pytest.mark.parametrize(
    ("address", "sheet", "said"),
    [
        ("A1", "目标表", "第1行不在表内，请选指标所在的行（指标在第6至39行）"),
        ("A3", "目标表", "第3行是表头，请选指标所在的行"),
        ("A7", "目标表", "第7行没有三级指标，不计分"),
        ("A41", "目标表", "第41行不在表内，请选指标所在的行（指标在第6至39行）"),
        ("A6:P6", "目标表", "只能选到O列（计分列之前），例如A6或A6:O6"),
        ("P6", "目标表", "只能选到O列（计分列之前），例如A6或A6:O6"),
        ("A6:XFD6", "目标表", "只能选到O列（计分列之前），例如A6或A6:O6"),
        ("A6:H6", "目标表", "没有选到I、J、K列，那里改了不会重算；请选A6:O6，或只选一个格"),
        ("A1:A1048576", "目标表", "一次最多算5000行，请选指标所在的一行或几行"),
        ("A1", "得分汇总", "“得分汇总”不是绩效表，请选绩效表里的指标行"),
        ("A1", "无此表", "工作表“无此表”里没有绩效表"),
    ],
)
def test_what_is_no_row_is_said_in_words(tmp_path: Path, address: str, sheet: str, said: str) -> None:
    desk = Desk(scored_sample(tmp_path)[0])
    assert desk.ask("PERF_SCORE", address, sheet=sheet) == said


def test_an_empty_row_a_total_row_and_merged_rows_are_said(tmp_path: Path) -> None:
    path = save_form(tmp_path / "f.xlsx", f"{PAGES}\n合计||||||||||90分")
    book = openpyxl.load_workbook(path)
    book["目标表"].insert_rows(8)
    book["目标表"].merge_cells("F6:F7")
    book.save(path)
    desk = Desk(path)
    assert desk.ask("PERF_SCORE", "A4") == "第4行是空行"
    assert desk.ask("PERF_SCORE", "A7") == "第7行与第6行是同一个指标（合并单元格），请选第6行"
    assert desk.ask("PERF_SCORE", "A9") == "第9行没有三级指标，不计分"


def test_a_sheet_that_is_no_form_and_one_that_is_nearly_one(tmp_path: Path) -> None:
    table = "名单\n姓名|电话\n甲|1"
    nearly = "绩效目标表\n一级指标|二级指标|三级指标|指标值\n产出|数量|次数|5"
    desk = Desk(save_form(tmp_path / "f.xlsx", PAGES, table, nearly, names=("目标表", "名单", "缺列")))
    assert desk.ask("PERF_SCORE", "A3", sheet="名单") == "工作表“名单”里没有绩效表"
    said = desk.ask("PERF_TOTAL", "A3", sheet="缺列")
    assert str(said).startswith("工作表“缺列”不能计分：第2行像项目支出绩效目标表的表头，但缺少“评（扣）分标准”列")


def test_totals_of_projects(tmp_path: Path) -> None:
    desk = Desk(sample(tmp_path)[0])
    assert desk.ask("PERF_TOTAL", "A6") == "暂计84.05（3行口径待确认）"
    assert desk.ask("PERF_TOTAL", "C20") == 99.05
    assert desk.ask("PERF_TOTAL", "A18:O25") == 99.05
    assert desk.ask("PERF_TOTAL", "A39") == "暂计68.00（1行未计分，1行口径待确认，缺全年预算数、全年执行数）"
    assert desk.ask("PERF_TOTAL", "A6:A39") == "选到了3个项目，请只选一个项目里的一个格"
    assert desk.ask("PERF_TOTAL", "A4") == "请选项目里的一个格"
    desk.bench.type("O39", "非常满意")
    assert desk.ask("PERF_TOTAL", "A30") == "暂计78.00（1行口径待确认，缺全年预算数、全年执行数）"


def test_a_whole_self_evaluation_is_one_project(tmp_path: Path) -> None:
    desk = Desk(self_evaluation(tmp_path)[0])
    assert {str(desk.ask("PERF_TOTAL", f"A{row}", sheet="自评表")) for row in (1, 5, 8, 10)} == {"92.5"}


def test_two_reads_a_row_and_the_book_once(tmp_path: Path) -> None:
    desk = Desk(sample(tmp_path)[0])
    desk.bench.type("O9", 0.97, "0%")
    desk.ask("PERF_SCORE", "A6")
    assert desk.bench.reads["books"] == 1
    desk.bench.reads.clear()
    for name in ("PERF_SCORE", "PERF_DEDUCT", "PERF_EXPLAIN", "PERF_RULE", "PERF_STATUS", "PERF_MAX"):
        for address in ("A6", "A6:O6", "A9:O9", "A7"):
            desk.bench.reads.clear()
            desk.ask(name, address)
            assert desk.bench.reads["values"] == 1
            assert desk.bench.reads.total() <= 2
    desk.bench.reads.clear()
    desk.ask("PERF_TOTAL", "A6")
    assert (desk.bench.reads["values"], desk.bench.reads["books"]) == (1, 0)


def test_our_columns_are_never_read(tmp_path: Path) -> None:
    desk = Desk(scored_self_evaluation(tmp_path)[0])
    before = [desk.ask(name, "A7", sheet="自评表") for name in ("PERF_SCORE", "PERF_STATUS")]
    for column in "HJKL":
        desk.bench.type(f"{column}7", 1, sheet="自评表")
    desk.clock.now += 100
    desk.bench.reads.clear()
    assert [desk.ask(name, "A7", sheet="自评表") for name in ("PERF_SCORE", "PERF_STATUS")] == before
    assert desk.bench.reads["books"] == 0


def test_a_formula_of_ours_beside_the_table_is_not_read(tmp_path: Path) -> None:
    desk = Desk(Path(shutil.copy(CLEAN, tmp_path / "f.xlsx")))
    for value in (0, 16.5, 3):
        desk.bench.type("O6", value, formula="PERF_SCORE(A6:N6,Q6)")
        desk.bench.type("F5", value, formula="perf_total(A6)")
        desk.clock.now += 2
        assert desk.ask("PERF_SCORE", "A6:N6", "103.5%") == 16.5
        assert desk.ask("PERF_SCORE", "A5") == "第5行没有三级指标，不计分"
        desk.bench.reads.clear()
        assert desk.ask("PERF_SCORE", "A6:N6", "103.5%") == 16.5
        assert desk.bench.reads["books"] == 0


def test_cells_that_are_merged_later_are_seen_after_a_pause(tmp_path: Path) -> None:
    desk = Desk(sample(tmp_path)[0])
    assert desk.ask("PERF_SCORE", "A9") == 6.8
    (sheet,) = [one for one in desk.bench.book.sheets if one.name == "目标表"]
    merged = replace(sheet, merges=(*sheet.merges, CellRange(9, 15, 10, 15)))
    desk.bench.book = replace(desk.bench.book, sheets=(merged, *desk.bench.book.sheets[1:]))
    desk.bench.type("O10", None)
    desk.clock.now += 2
    words = "需人工评定：第9、10行的实际完成值合并在一格，不能确定属于哪一行；请拆分后再计分"
    assert [desk.ask("PERF_SCORE", address) for address in ("A9", "A10")] == [words, words]


def test_calls_without_a_pause_do_not_keep_old_rulings_for_ever(tmp_path: Path) -> None:
    desk = Desk(with_rulings(tmp_path)[0])
    (row,) = [at for (at, column), cell in desk.bench.sheet("计分口径").items() if column == 1 and cell.text == "K01"]
    shown = []
    for step in range(30):
        if step == 1:
            desk.bench.type(f"E{row}", "不足一个不计", sheet="计分口径")
        shown.append(desk.ask("PERF_SCORE", "A6"))
        desk.clock.now += 0.5
    assert shown == [16.0] * shown.index(17.0) + [17.0] * (30 - shown.index(17.0))


def test_a_book_that_cannot_be_read_is_not_tried_by_every_cell(tmp_path: Path) -> None:
    desk = Desk(sample(tmp_path)[0])
    book = desk.bench.book
    del desk.bench.book
    said = [str(desk.ask("PERF_SCORE", f"A{row}")) for row in range(6, 40)]
    assert all(words.startswith("计算时出错，没有得分") for words in said)
    assert desk.bench.reads["books"] == 1
    desk.bench.book = book
    assert desk.ask("PERF_SCORE", "A6") == said[0]
    desk.clock.now += 1
    assert desk.ask("PERF_SCORE", "A6") == 16.5


def test_few_workbooks_are_kept(tmp_path: Path) -> None:
    desk = Desk(sample(tmp_path)[0])
    for number in range(12):
        desk.bench.name = f"{number}.xlsx"
        desk.clock.now += 0.1
        assert desk.ask("PERF_SCORE", "A6") == 16.5
    desk.bench.reads.clear()
    assert desk.ask("PERF_SCORE", "A6") == 16.5
    assert desk.bench.reads["books"] == 0
    desk.bench.name = "0.xlsx"
    assert desk.ask("PERF_SCORE", "A6") == 16.5
    assert desk.bench.reads["books"] == 1


def test_an_edit_of_the_row_counts_at_once(tmp_path: Path) -> None:
    desk = Desk(sample(tmp_path)[0])
    assert desk.ask("PERF_SCORE", "A6") == 16.5
    for address, value, points in (("O6", "102%", 18), ("K6", "每超出1个百分点扣2分", 16), ("N6", "10分", 6)):
        desk.bench.type(address, value)
        assert desk.ask("PERF_SCORE", "A6") == points, address
    desk.bench.type("O6", 1.01, "0%")
    assert desk.ask("PERF_SCORE", "A6") == 8
    desk.bench.type("O6", 1.01)
    assert desk.ask("PERF_SCORE", "A6") == Desk.ask(fresh(desk), "PERF_SCORE", "A6")


def fresh(desk: Desk) -> Desk:
    """The same workbook, nothing remembered."""
    new = object.__new__(Desk)
    new.clock, new.bench, new.rows = desk.clock, desk.bench, SheetRows(clock=desk.clock)
    return new


def test_other_edits_count_after_a_pause_or_when_all_is_forgotten(tmp_path: Path) -> None:
    desk = Desk(with_rulings(tmp_path)[0])
    assert desk.ask("PERF_SCORE", "A6") == 16
    (row,) = [at for (at, column), cell in desk.bench.sheet("计分口径").items() if column == 1 and cell.text == "K01"]
    desk.bench.type(f"E{row}", "不足一个不计", sheet="计分口径")
    assert desk.ask("PERF_SCORE", "A6") == 16
    desk.clock.now += 2
    assert desk.ask("PERF_SCORE", "A6") == 17
    desk.bench.type(f"E{row}", "不足一个按比例", sheet="计分口径")
    desk.rows.forget("表.xlsx")
    assert desk.ask("PERF_SCORE", "A6") == 16.5
    desk.bench.type("O3", "旧实际")
    desk.rows.forget()
    assert desk.ask("PERF_SCORE", "A6") == "待填报"


def test_rows_that_moved_are_seen_for_what_they_are(tmp_path: Path) -> None:
    path, result = sample(tmp_path)
    desk = Desk(path)
    assert desk.ask("PERF_SCORE", "A6") == 16.5
    book = openpyxl.load_workbook(path)
    merges = list(book["目标表"].merged_cells.ranges)
    for area in merges:
        book["目标表"].unmerge_cells(str(area))
    book["目标表"].insert_rows(1, 3)
    for area in merges:
        area.shift(row_shift=3)
        book["目标表"].merge_cells(str(area))
    book.save(path)
    again, _ = read_workbook(path)
    assert again is not None
    desk.bench.book = again
    assert result.scored is not None
    for row in result.scored.rows:
        assert desk.ask("PERF_SCORE", f"A{row.row.row + 3}") == expected(row)["PERF_SCORE"]


def test_any_edits_of_a_row_give_what_a_fresh_reading_gives(tmp_path: Path) -> None:
    """Random typing into rows, asked at once: what is kept never shows."""
    chance = random.Random(7)
    typed = [
        "", "95%", 0.95, 1, 30, "30家", "未完成", "已完成", "第3名", "#N/A", True, -5, 1e9, "每少1个扣1分", "10分",
        "合计", "产出指标", "达到90%得20分，每低1个百分点扣1分", "%", "≥", "满意", "  ", "'", "=1+1", "甲" * 300,
    ]  # fmt: skip
    desk = Desk(sample(tmp_path)[0])
    for step in range(120):
        row = chance.randint(6, 41)
        desk.bench.type(f"{chance.choice('BFGHIJKLMNOO')}{row}", chance.choice(typed), chance.choice(["General", "0%"]))
        desk.clock.now += chance.choice([0.0, 0.0, 0.3])
        for name in ("PERF_SCORE", "PERF_STATUS", "PERF_RULE"):
            assert desk.ask(name, f"A{row}") == fresh(desk).ask(name, f"A{row}"), (step, row)


def test_a_form_without_our_columns(tmp_path: Path) -> None:
    desk = Desk(Path(shutil.copy(CLEAN, tmp_path / "f.xlsx")))
    assert desk.ask("PERF_SCORE", "A6") == "待填报"
    assert desk.ask("PERF_SCORE", "A6:N6", "103.5%") == 16.5
    assert desk.ask("PERF_RULE", "A6") == Desk.ask(Desk(scored_form(tmp_path)), "PERF_RULE", "A6")
    assert desk.ask("PERF_MAX", "A6") == 20


def test_rules_elsewhere_are_read_once_and_watched(tmp_path: Path) -> None:
    """Rows and looks after a pause ask the other workbook for blocks only; what is edited or closed there is seen."""
    desk = Desk(save_form(tmp_path / "自评.xlsx", SELF, names=("自评表",)))
    desk.bench.name = "自评.xlsx"
    other = Bench(read(save_form(tmp_path / "目标.xlsx", TARGET)), "目标.xlsx")
    desk.bench.beside = [Bench(read(CLEAN), "别的.xlsx"), other]
    shown = [desk.ask("PERF_SCORE", f"A{row}:G{row}", sheet="自评表") for row in (11, 12, 13)]
    assert shown == [55, 20, 10]
    assert desk.bench.reads["others"] == 1
    desk.clock.now += 5
    assert desk.ask("PERF_SCORE", "A12:G12", sheet="自评表") == 20
    assert other.reads["books"] == 1
    other.type("H3", "达到50人次得60分，每少1人次扣2分")
    desk.clock.now += 5
    assert desk.ask("PERF_SCORE", "A11:G11", sheet="自评表") == 50
    desk.bench.beside = []
    desk.clock.now += 5
    assert str(desk.ask("PERF_SCORE", "A11:G11", sheet="自评表")).startswith("工作表“自评表”不能计分")
