"""计分.bat: what was dropped on its icon, the copies that come of it and what the window says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from form_files import SELF, TARGET, save_form
from perfscore.install import dropped
from perfscore.install.dropped import dropped_files, free_name, in_a_window, score_files, summary
from support import TESTS

SAMPLE = TESTS.parent / "workbook_templates" / "target_form_hengyang_sample.xlsx"

LINES: tuple[tuple[str, list[str]], ...] = (
    (r'C:\Windows\system32\cmd.exe /c ""D:\安装包\计分.bat" D:\a&b.xlsx"', [r"D:\a&b.xlsx"]),
    (r'C:\Windows\system32\cmd.exe /c ""D:\a (1) & b\计分.bat" "D:\目标 表(1).xlsx""', [r"D:\目标 表(1).xlsx"]),
    (r'cmd.exe /C ""D:\计分.bat" D:\%PATH%!^x.xlsx "D:\二 三.xlsx""', [r"D:\%PATH%!^x.xlsx", r"D:\二 三.xlsx"]),
    (r'cmd.exe /c ""D:\计分.bat" "', []),
    (r'C:\Windows\system32\cmd.exe /c ""D:\计分.bat""', []),
    (r'cmd.exe /c D:\计分.bat D:\a.xlsx', [r"D:\a.xlsx"]),
)  # fmt: skip


@pytest.mark.parametrize(("line", "files"), LINES)
def test_every_name_that_windows_allows_comes_through(line: str, files: list[str]) -> None:
    assert dropped_files({"PERFSCORE_LINE": line, "PERFSCORE_WORDS": "wrong"}) == files


def test_at_a_prompt_the_words_of_the_call_count(tmp_path: Path) -> None:
    prompt = r'"C:\Windows\system32\cmd.exe" '
    words = r'"D:\资料 (新) & 备份\表 1.xlsx" D:\b.xlsx'
    wanted = [r"D:\资料 (新) & 备份\表 1.xlsx", r"D:\b.xlsx"]
    assert dropped_files({"PERFSCORE_LINE": prompt, "PERFSCORE_WORDS": words}) == wanted
    assert dropped_files({"PERFSCORE_LINE": prompt}) == dropped_files({}) == []


def test_a_form_is_scored_into_a_copy(tmp_path: Path) -> None:
    form = tmp_path / "a&b (1).xlsx"
    shutil.copyfile(SAMPLE, form)
    ((path, result),) = score_files([form])
    assert result.output == tmp_path / "a&b (1)_计分.xlsx"
    assert form.read_bytes() == SAMPLE.read_bytes()
    said = summary(path, result)
    assert "产业链工作经费：总分99.05，等级“优”" in said
    assert "目标表!H36 优化企业发展环境：口径待确认（另读：9分/10分）" in said
    assert "共20行" in said
    ((_, again),) = score_files([result.output])
    assert again.output == tmp_path / "a&b (1)_计分2.xlsx"
    assert free_name(form).name == "a&b (1)_计分3.xlsx"


def test_a_self_evaluation_gets_its_rules_from_the_other_file(tmp_path: Path) -> None:
    rules, form = tmp_path / "目标表.xlsx", tmp_path / "自评表.xlsx"
    save_form(rules, TARGET)
    save_form(form, SELF)
    ((_, alone),) = score_files([form])
    assert alone.output is None
    assert "没有计分" in summary(form, alone)
    both = dict(score_files([form, rules]))
    assert both[form].output == tmp_path / "自评表_计分.xlsx"


def test_a_long_text_is_cut_to_what_a_window_shows() -> None:
    short = "\n".join(f"第{number}行" for number in range(20))
    assert in_a_window(short) == short
    shown = in_a_window("\n".join(f"第{number}行" for number in range(200))).splitlines()
    assert len(shown) < 30
    assert (shown[0], shown[-1]) == ("第0行", "第199行")


def test_what_is_no_form_is_said(tmp_path: Path) -> None:
    (tmp_path / "说明.docx").write_bytes(b"PK")
    ((path, result),) = score_files([tmp_path / "说明.docx"])
    assert "没有计分，原表没有改动" in summary(path, result)
    assert [one.name for one in tmp_path.iterdir()] == ["说明.docx"]


def test_the_whole_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("PERFSCORE_NO_WINDOW", "1")
    monkeypatch.delenv("PERFSCORE_LINE", raising=False)
    monkeypatch.delenv("PERFSCORE_WORDS", raising=False)
    assert dropped.main() == 2
    assert dropped.HOW in capsys.readouterr().out
    form = tmp_path / "表.xlsx"
    shutil.copyfile(SAMPLE, form)
    monkeypatch.setenv("PERFSCORE_WORDS", f'"{form}"')
    assert dropped.main() == 0
    assert (tmp_path / "表_计分.xlsx").is_file()
    assert "结果写在" in capsys.readouterr().out
    monkeypatch.setenv("PERFSCORE_WORDS", " ".join(["x.xlsx"] * 21))
    assert dropped.main() == 2
