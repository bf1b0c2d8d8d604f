"""用户手册 and what has no number: what the add-in, its functions, buttons, installation and self-check say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import perfscore
from perfscore.install.looks import office_side, running
from perfscore.resources import resource
from support import TESTS

MANUAL = (TESTS.parent / "docs" / "用户手册.md").read_text(encoding="utf-8")
PACKAGE = Path(perfscore.__file__).parent
SPEAKERS = (
    "hosts/function_call.py", "hosts/sheet_rows.py", "hosts/range_reference.py", "hosts/excel_ribbon.py",
    "install/addin_command.py", "install/addin_files.py", "install/config.py", "install/repair_command.py",
    "install/build_command.py", "install/bundle_command.py", "install/dropped.py",
)  # fmt: skip
"""Modules whose words people read, besides those of ``hosts/live`` and ``install/kit``."""
ALSO_SAID = ("hosts/functions.py",)
ASKS = "请"
FINDING = {"problem", "note"}


def rows(start: str, end: str) -> list[list[str]]:
    """Return the cells of the table lines between two marks, without headings and rules."""
    lines = MANUAL.split(f"<!-- {start} -->")[1].split(f"<!-- {end} -->")[0].splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    rules = {number for number, row in enumerate(cells) if set("".join(row)) <= {"-"}}
    return [row for number, row in enumerate(cells) if number not in rules and number + 1 not in rules]


MESSAGES = rows("other messages", "findings")
FINDINGS = rows("findings", "end of other messages")


def flat(node: ast.expr, constants: dict[str, str]) -> str:
    """Return the words of an expression, "…" for what is filled in."""
    match node:
        case ast.Constant(value=str(words)):
            return words
        case ast.JoinedStr(values=parts):
            return "".join(flat(one, constants) for one in parts)
        case ast.FormattedValue(value=value):
            return flat(value, constants)
        case ast.BinOp(left=left, right=right):
            return flat(left, constants) + flat(right, constants)
        case ast.Name(id=name):
            return constants.get(name, "…")
        case _:
            return "…"


def words_of(tree: ast.AST) -> Iterator[str]:
    """Yield the Chinese texts of a module, docstrings left out."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp):
            found = flat(node, {})
            if re.search("[一-鿿]", found):
                yield found
                continue
        yield from words_of(node)


def spoken() -> list[str]:
    """Return everything that the modules say to a person."""
    paths = [PACKAGE / name for name in (*SPEAKERS, *ALSO_SAID)]
    paths += [*sorted((PACKAGE / "hosts/live").glob("*.py")), *sorted((PACKAGE / "install/kit").glob("*.py"))]
    return [words for path in paths for words in words_of(ast.parse(path.read_text(encoding="utf-8")))]


def said_by_the_addin() -> list[str]:
    """Return what the add-in says from its own cells."""
    lines = resource("addin", "excel", "texts.tsv").read_text(encoding="utf-8").splitlines()
    return [line.partition("\t")[2].replace("{0}", "…") for line in lines if not line.startswith("title\t")]


SPOKEN = [*spoken(), *said_by_the_addin()]
TO_BE_EXPLAINED = sorted({words for words in SPOKEN if ASKS in words} | set(said_by_the_addin()))


def says(message: str, words: str) -> bool:
    """Tell whether the words hold the pieces of a message, in their order."""
    pieces = [piece for piece in message.split("…") if piece]
    return bool(pieces) and re.search(".*?".join(map(re.escape, pieces)), words, re.DOTALL) is not None


@pytest.mark.parametrize("words", TO_BE_EXPLAINED)
def test_what_asks_for_something_is_in_the_manual(words: str) -> None:
    assert [message for message, _ in MESSAGES if says(message, words)]


@pytest.mark.parametrize(("message", "remedy"), MESSAGES)
def test_the_program_says_it_in_these_words(message: str, remedy: str) -> None:
    assert [words for words in SPOKEN if says(message, words)]
    assert remedy


def test_nothing_to_be_explained_was_overlooked() -> None:
    """What the words are found by finds words of every speaker."""
    for words in (
        "请只选连在一起的一段",
        "没有打开的工作簿；请先打开绩效表",
        "写不了文件夹“…”；请换一个可以写入的文件夹再运行",
    ):
        assert words in TO_BE_EXPLAINED
    assert len(said_by_the_addin()) >= 10


def causes() -> set[tuple[str, str]]:
    """Return the titles and causes of everything that the self-check may find wrong."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (PACKAGE / "install/looks").glob("*.py")]
    assigned = [node for tree in trees for node in tree.body if isinstance(node, ast.Assign)]
    constants: dict[str, str] = {}
    for one in assigned:
        if isinstance(one.targets[0], ast.Name):
            constants[one.targets[0].id] = flat(one.value, constants)
    found = set()
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FINDING:
            cause = next(flat(word.value, constants) for word in node.keywords if word.arg == "cause")
            found.add((flat(node.args[1], constants), cause))
    return found


def test_everything_that_the_self_check_may_find_is_in_the_manual() -> None:
    written = {(title, cause) for title, cause, _ in FINDINGS}
    assert all(remedy for *_, remedy in FINDINGS)
    from_tables = {("启动计算程序", cause) for _, cause, _ in running._SIGNS} | {("启动计算程序", "原因不明")}
    from_tables |= {("宏的设置", says) for _, says, _ in office_side._ADDIN_SWITCHES}
    from_tables |= {("宏的设置", says) for says in office_side._MACRO_LEVELS.values()}
    from_tables |= {("宏的设置", "Office里的VBA被关闭"), ("试算", "程序的文件不全或被改动")}
    fixed = {(title, cause) for title, cause in causes() if not cause.startswith("…")}
    assert written == fixed | from_tables
