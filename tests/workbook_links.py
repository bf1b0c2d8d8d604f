"""Workbooks as Excel writes them on a PC with the add-in: a list of links, each a part that names a file outside."""

from __future__ import annotations

from pathlib import Path

from workbook_kit import HEAD, MAIN, RELATIONS, relations, save, sheet, simple_parts

LINK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
OTHER_PC = "file:///C:\\Users\\%E5%BC%A0%E4%B8%89\\AppData\\Roaming\\Microsoft\\Excel\\XLSTART\\perfscore.xlam"


def linked_book(
    path: Path, rows: str, targets: list[str], *, names: str = "", kinds: tuple[str, ...] = (), tail: str = ""
) -> Path:
    """A workbook as Excel writes it: a list of links, each a part that names a file outside."""
    parts = simple_parts({"目标表": sheet(rows, after=tail), "说明": sheet("")})
    numbers = range(1, len(targets) + 1)
    book = str(parts["xl/workbook.xml"])
    links = "".join(f'<externalReference r:id="rIdL{n}"/>' for n in numbers)
    listed = f"<externalReferences>{links}</externalReferences>{names}"
    parts["xl/workbook.xml"] = book.replace("</sheets>", f"</sheets>{listed}")
    related = "".join(
        f'<Relationship Id="rIdL{n}" Type="{RELATIONS}/externalLink" Target="externalLinks/externalLink{n}.xml"/>'
        for n in numbers
    )
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = str(parts[rels]).replace("</Relationships>", f"{related}</Relationships>")
    types = "".join(
        f'<Override PartName="/xl/externalLinks/externalLink{n}.xml" ContentType="{LINK_TYPE}"/>' for n in numbers
    )
    content = "[Content_Types].xml"
    parts[content] = str(parts[content]).replace("</Types>", f"{types}</Types>")
    for n, target in enumerate(targets, 1):
        defined = '<definedNames><definedName name="PERF_SCORE"/></definedNames>'
        parts[f"xl/externalLinks/externalLink{n}.xml"] = (
            f'{HEAD}<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{RELATIONS}" r:id="rId1">'
            f"{defined}</externalBook></externalLink>"
        )
        kind = kinds[n - 1] if kinds else f"{RELATIONS}/externalLinkPath"
        parts[f"xl/externalLinks/_rels/externalLink{n}.xml.rels"] = relations().replace(
            "</Relationships>",
            f'<Relationship Id="rId1" Type="{kind}" Target="{target}" TargetMode="External"/></Relationships>',
        )
    return save(path, parts)
