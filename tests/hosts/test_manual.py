"""用户手册 says what the program does: its functions, commands, examples and messages are those of the code."""

from __future__ import annotations

import ast
import re
import shlex
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

import perfscore
from form_files import SAMPLE
from grid_reference import Bench
from perfscore.__main__ import main
from perfscore.hosts.excel_ribbon import COMMANDS
from perfscore.hosts.function_call import OMITTED, call
from perfscore.hosts.functions import FUNCTIONS, function_named, usage
from perfscore.hosts.sheet_rows import SheetRows
from perfscore.workbook import read_workbook
from support import TESTS

MANUAL = (TESTS.parent / "docs" / "用户手册.md").read_text(encoding="utf-8")
_CODE = re.compile(r"[EFGKNRSVW]\d{3}")
_ADDRESS = re.compile(r"[A-Z]+\d+(?::[A-Z]+\d+)?")
_SAME_AS_ABOVE = "参数同上。"


def part(start: str, end: str = "\n## ") -> str:
    """Return the text of the manual behind a mark, up to the next heading or another mark."""
    return MANUAL.split(f"<!-- {start} -->", 1)[1].split(end, 1)[0]


def table(text: str) -> list[list[str]]:
    """Return the cells of the table lines of a text, without headings and rules."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    heads = {index - 1 for index, row in enumerate(rows) if set("".join(row)) <= {"-"}}
    return [row for index, row in enumerate(rows) if index not in heads and set("".join(row)) != {"-"}]


def test_the_commands_are_those_of_the_table() -> None:
    written = [(label, help_text) for label, help_text, _ in table(part("commands"))]
    assert written == [(command.label, command.help) for command in COMMANDS]
    assert all(example for *_, example in table(part("commands")))


def test_the_commands_of_the_command_line_are_those_that_the_program_offers(capsys: pytest.CaptureFixture[str]) -> None:
    main([])
    offered = re.findall(r"^  ([a-z]+(?: [a-z]+)?) {2,}(.+)$", capsys.readouterr().out.split("参数：")[0], re.MULTILINE)
    assert [(name.strip("`"), help_text) for name, help_text, _ in table(part("command line"))] == offered
    assert all(f"perfscore {name.strip('`')}" in example for name, _, example in table(part("command line")))


def _sections() -> dict[str, str]:
    text = part("functions", "<!-- end of functions -->")
    return {piece.split("\n", 1)[0].strip(): piece.split("\n", 1)[1] for piece in text.split("\n### ")[1:]}


def test_the_functions_are_those_of_the_table() -> None:
    assert list(_sections()) == [usage(function) for function in FUNCTIONS]
    before: list[list[str]] = []
    for function in FUNCTIONS:
        text = _sections()[usage(function)]
        assert text.strip().split("\n", 1)[0] == function.help
        expected = [[f"[{one.title}]" if one.is_optional else one.title, one.help] for one in function.arguments]
        arguments = [row for row in table(text) if not row[0].startswith("`")]
        assert arguments == expected or (_SAME_AS_ABOVE in text and not arguments and before == expected)
        before = expected


def _examples() -> list[tuple[str, str]]:
    rows = [row for text in _sections().values() for row in table(text)]
    return [(row[0].strip("`"), row[1]) for row in rows if row[0].startswith("`=")]


def test_every_function_has_an_example() -> None:
    assert {formula[1:].partition("(")[0] for formula, _ in _examples()} == {one.name for one in FUNCTIONS}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """The sample as ``perfscore demo`` scores it."""
    scored = tmp_path_factory.mktemp("manual") / "示例_目标表_计分.xlsx"
    result = perfscore.score_workbook(SAMPLE, out=scored)
    assert result.output is not None
    book, _ = read_workbook(scored)
    assert book is not None
    return Bench(book)


@pytest.mark.parametrize(("formula", "shown"), _examples())
def test_an_example_shows_what_the_manual_says(bench: Bench, formula: str, shown: str) -> None:
    match = re.fullmatch(r"=(\w+)\((.*)\)", formula)
    assert match
    given = [_argument(bench, text) for text in re.findall(r'"[^"]*"|[^,]+', match[2])]
    answer = call(function_named(match[1]), given, SheetRows())
    assert (f"{answer:g}" if isinstance(answer, float) else answer) == shown


def _argument(bench: Bench, text: str) -> object:
    if text.startswith('"'):
        return text[1:-1]
    return bench.at(text) if _ADDRESS.fullmatch(text) else float(text)


@pytest.mark.parametrize(("rule", "target", "kind", "weight", "actual", "shown"), table(part("cases")))
def test_what_people_type_gives_what_the_manual_says(
    rule: str, target: str, kind: str, weight: str, actual: str, shown: str
) -> None:
    answer = call(function_named("PERF_SCORE_TEXT"), [rule, actual, target, weight, OMITTED, kind], SheetRows())
    assert (f"{answer:g}" if isinstance(answer, float) else answer) == shown


def test_the_example_of_ordinary_formulas_is_what_the_program_writes(capsys: pytest.CaptureFixture[str]) -> None:
    text = MANUAL.split("### 普通公式", 1)[1].split("\n## ", 1)[0]
    command = text.split("```", 2)[1].strip()
    assert main(shlex.split(command)[1:]) == 0
    said = capsys.readouterr().out
    places = re.findall(r"普通公式（(.*)）", said)
    assert len(places) == 1
    assert places[0] in text
    assert re.findall(r"写在(\w+)：", said) == re.findall(r"写在(\w\d)", text)
    assert all(words in said for words in re.findall("“([^“”]*)”", text) if words not in places)


def _messages() -> dict[str, tuple[str, str]]:
    text = part("messages", "<!-- end of messages -->")
    rows = [row for row in table(text) if _CODE.fullmatch(row[0])]
    assert len({row[0] for row in rows}) == len(rows)
    return {code: (message, remedy) for code, message, remedy in rows}


@cache
def _sources() -> dict[str, str]:
    """Return for each code the words of every module that names it."""
    found: dict[str, str] = defaultdict(str)
    for path in sorted(Path(perfscore.__file__).parent.rglob("*.py")):
        strings = [
            node.value
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        words = "\n".join(re.sub(r"\{\w+\}", "…", text) for text in strings)
        for code in set(filter(_CODE.fullmatch, strings)):
            found[code] += words
    return found


def test_every_message_of_the_program_is_in_the_manual_with_its_remedy() -> None:
    assert set(_messages()) == set(_sources())
    assert all(remedy for _, remedy in _messages().values())


@pytest.mark.parametrize("code", sorted(_messages()))
def test_a_message_of_the_manual_is_the_program_s(code: str) -> None:
    message, _ = _messages()[code]
    said = TESTS / "errors" / code / "message.txt"
    words = said.read_text(encoding="utf-8") if said.exists() else _sources()[code]
    pieces = [piece for piece in message.split("…") if piece]
    assert pieces
    assert [piece for piece in pieces if piece not in words] == []


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#]+)\)", MANUAL))))
def test_a_picture_or_file_that_the_manual_names_is_there(target: str) -> None:
    assert (TESTS.parent / "docs" / target).is_file()


def test_the_contents_lead_to_headings() -> None:
    headings = {re.sub(r"[、（）]", "", one) for one in re.findall(r"^#+ (.*)$", MANUAL, re.MULTILINE)}
    links = re.findall(r"\]\(#([^)]+)\)", MANUAL)
    assert links
    assert [link for link in links if link not in headings] == []
