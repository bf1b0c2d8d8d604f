"""A worksheet part of ours in, the cells that carry a comment or a link of a person's out."""

from __future__ import annotations

from perfscore.workbook.book_map import read_relations, read_tree
from perfscore.workbook.package import Package
from perfscore.workbook.refs import parse_ranges
from perfscore.workbook.xmlsafe import RELATION_NAMESPACES, BrokenXmlError, ForbiddenXmlError, feed, new_parser

_COMMENTS = ("/comments", "/threadedComment")


def read_marks(package: Package, part: str) -> frozenset[tuple[int, int]]:
    """Return the places of comments (ECMA-376 part 1, 18.7.3), threaded ones too, and of links out of the workbook."""
    references = _link_references(package, part)
    for relation in read_relations(package, part):
        if relation.kind.endswith(_COMMENTS) and package.find(relation.target):
            references += _comment_references(package, relation.target)
    return frozenset((area.first_row, area.first_column) for ref in references for area in parse_ranges(ref))


def _comment_references(package: Package, part: str) -> list[str]:
    _data, root = read_tree(package, part)
    found, waiting = [], [root]
    while waiting:
        node = waiting.pop()
        waiting += node.children
        found += [node.attrs["ref"]] if node.local in ("comment", "threadedComment") and "ref" in node.attrs else []
    return found


def _link_references(package: Package, part: str) -> list[str]:
    """Return where links with a relationship stand; ours point inside the workbook and have none."""
    found: list[str] = []

    def start(name: str, attrs: dict[str, str]) -> None:
        if name.endswith("}hyperlink") and any(f"{space}}}id" in attrs for space in RELATION_NAMESPACES):
            found.append(attrs.get("ref", ""))

    parser = new_parser(namespaces=True)
    parser.StartElementHandler = start
    try:
        feed(parser, package.chunks(part))
    except (ForbiddenXmlError, BrokenXmlError) as problem:
        raise package.part_fault(part, problem) from problem
    return found
