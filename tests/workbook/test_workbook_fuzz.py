"""Whatever stands in a file, reading and writing answer with values: an exception would be our mistake."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfscore.workbook import read_workbook, write_workbook
from workbook_kit import save
from workbook_rich import plan, rich_parts

PARTS = {name: content.encode() if isinstance(content, str) else content for name, content in rich_parts().items()}
XML_PARTS = [
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/_rels/sheet1.xml.rels",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
    "xl/calcChain.xml",
]
WORDS = [b"", b"0", b"-1", b"x", b"99999999999", b"A1", b"<c/>", b"&", b"</row>", b"\xff", b'"', b"1:2", b"ref", b"2.5"]


@given(st.sampled_from(XML_PARTS), st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_parts_never_raise(tmp_path: Path, name: str, data: st.DataObject) -> None:
    content = PARTS[name]
    start = data.draw(st.integers(0, len(content)))
    length = data.draw(st.sampled_from([0, 1, 2, 5, 20, 400]))
    word = data.draw(st.sampled_from(WORDS))
    path = save(tmp_path / "f.xlsx", {**PARTS, name: content[:start] + word + content[start + length :]})
    book, diagnostics = read_workbook(path)
    assert (book is None) == bool(diagnostics)
    found = write_workbook(path, tmp_path / "out.xlsx", plan())
    if all(one.severity == "warning" for one in found):
        again = read_workbook(tmp_path / "out.xlsx")[1]
        assert [one.code for one in again] == [one.code for one in diagnostics]
