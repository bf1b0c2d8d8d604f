"""Puts the manual into a wheel as one page of HTML with its pictures inside: docs/用户手册.md in, a page beside it out.

A clerk's computer has no program for Markdown, but always a browser; the offline kit makes its PDF from the same page.
"""

from __future__ import annotations

import base64
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import markdown
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from markdown.extensions.toc import slugify_unicode

_HERE = Path(__file__).parent
NAME = "用户手册"
_HOME = f"perfscore/_bundled/docs/{NAME}.html"
_PICTURE_WIDTH = 660
"""Pixels: what a sheet of A4 has room for."""
_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>绩效计分用户手册</title>
<style>
@page {{ size: A4; margin: 18mm 16mm; }}
body {{ font-family: "Microsoft YaHei", "Noto Sans CJK SC", "PingFang SC", sans-serif; line-height: 1.5; color: #222;
       max-width: 60em; margin: 1.5em auto; padding: 0 1em; }}
h1, h2, h3 {{ line-height: 1.3; }}
h2 {{ border-bottom: 1px solid #bbb; padding-bottom: .2em; margin-top: 2em; }}
table {{ border-collapse: collapse; margin: 1em 0; width: 100%; }}
th, td {{ border: 1px solid #999; padding: .3em .6em; text-align: left; vertical-align: top; }}
td p, th p, td, th {{ margin: 0; }}
th {{ background: #f0f0f0; }}
code {{ font-family: Consolas, "DejaVu Sans Mono", monospace; background: #f5f5f5; }}
img {{ max-width: 100%; height: auto; border: 1px solid #ccc; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def manual_page(text: str, folder: Path = _HERE) -> str:
    """Return the manual as one page of HTML; pictures of ``folder`` become part of it."""
    toc = {"slugify": slugify_unicode}
    body = markdown.markdown(text, extensions=["tables", "fenced_code", "toc"], extension_configs={"toc": toc})

    def embedded(match: re.Match[str]) -> str:
        data = base64.b64encode((folder / match[1]).read_bytes()).decode("ascii")
        return f'src="data:image/png;base64,{data}"'

    body = re.sub(r'src="([^":]+\.png)"', embedded, body)
    # Word processors that make a PDF of the page pass over much of the style, not over these.
    body = body.replace("<table>", '<table border="1" cellspacing="0" cellpadding="3">')
    return _PAGE.format(body=body.replace("<img ", f'<img width="{_PICTURE_WIDTH}" '))


class ManualHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the page to what a wheel holds; an editable install reads the text in the checkout."""

    def initialize(self, version: str, build_data: dict[str, dict[str, str]]) -> None:
        """Write the page where the build finds it."""
        if version == "editable":
            return
        self._folder = TemporaryDirectory(prefix="perfscore-manual-")
        page = Path(self._folder.name) / f"{NAME}.html"
        page.write_text(manual_page((_HERE / f"{NAME}.md").read_text(encoding="utf-8")), encoding="utf-8")
        build_data["force_include"][str(page)] = _HOME

    def finalize(self, version: str, build_data: dict[str, dict[str, str]], artifact_path: str) -> None:
        """Remove the page once it is in the wheel."""
        if version != "editable":
            self._folder.cleanup()
