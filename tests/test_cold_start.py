"""What is imported when: the version is asked for often and must not load the engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import perfscore

_PROGRAM = """
import contextlib, io, json, sys
from perfscore.__main__ import main
shown = io.StringIO()
with contextlib.redirect_stdout(shown):
    code = main({arguments})
print(json.dumps({{"code": code, "shown": shown.getvalue(), "modules": sorted(sys.modules)}}))
"""


def ran(*arguments: str) -> dict[str, object]:
    """Run the command in an interpreter of its own and tell what it showed and imported."""
    source = str(Path(perfscore.__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", _PROGRAM.format(arguments=list(arguments))],
        env={**os.environ, "PYTHONPATH": source},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    result: dict[str, object] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize(
    "module", ["pydantic", "pydantic_core", "openpyxl", "tomllib", "perfscore.engine", "perfscore.model"]
)
def test_the_version_is_shown_without_loading(module: str) -> None:
    result = ran("--version")
    assert result["shown"] == f"perfscore {perfscore.__version__}\n"
    assert result["code"] == 0
    modules = result["modules"]
    assert isinstance(modules, list)
    assert "perfscore.__main__" in modules
    assert module not in modules


def test_scoring_a_file_needs_no_office(tmp_path: Path) -> None:
    form = Path(__file__).parents[1] / "workbook_templates" / "target_form_hengyang_sample.xlsx"
    modules = ran("score", str(form), "--out", str(tmp_path / "out.xlsx"))["modules"]
    assert isinstance(modules, list)
    assert "perfscore.workbook.reader" in modules
    assert not {"xlwings", "uno"} & set(modules)


def test_scoring_needs_no_spreadsheet_library() -> None:
    result = ran("rule", "完成得10分，未完成得0分", "--actual", "已完成")
    assert result["code"] == 0
    modules = result["modules"]
    assert isinstance(modules, list)
    assert "pydantic" in modules
    assert not {"openpyxl", "xlwings", "uno"} & set(modules)


def test_exported_names_are_loaded_when_asked_for() -> None:
    assert all(getattr(perfscore, name) is not None for name in perfscore.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(perfscore, "nothing")  # noqa: B009 - mypy would see through the plain form
