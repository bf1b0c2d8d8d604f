"""Random and mutated sentences and actuals with a fixed seed, for the fuzz test and the long run in benchmarks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import perfscore
from perfscore.model.score import Score
from perfscore.rules.format import format_rule
from perfscore.rules.grammar import parse_rule

_HERE = Path(__file__).resolve().parent
_WORDS = (
    "得 计 扣 加 满分 不得分 每 低于 超过 少 多 下降 提高 个百分点 % 次 项 家 天 万元 10 20 90% 0.5 1 5 100 分 ， "
    "； 。 、 ： （ ） 完成 未完成 "
    "达到 以上 以下 含 不含 否则 扣完为止 最多扣 最高得 按比例得分 得分= × 分值 目标值 完成率 发现 一处 一次 "
    "未发生 健全 基本健全 不健全 满意 "
    "酌情 分别 各 第1名 前五 同比 ① ② 1. 其中 不足 按 计算 以 为限 优秀 良好 资料 制度 建立 及时 延迟"
).split()
_ACTUALS = (
    "95% 0.95 95 100% 0 1 3 28家 12% 103.5% 2次 3处 无 未发生 已完成 未完成 基本完成 健全 不健全 满意 第3名 前五 "
    "2024年5月 18/20 1,200 "
    "约30 / — 是 否 均符合 ①②符合 缺1项 85%；2起 下降3% 提高 同比持平 延迟3天 超支3% -5 1e9 十二家 半 二〇二四"
).split()
_TARGETS = ("", "100", "90%", "≥30个", "0", "全部", "优秀、良好、合格、不合格", "当年度实施", "10以内", "85%；0起")
_KINDS = ("", "≥", "≤", "=", "定性", "定量")
_UNITS = ("", "%", "个", "次", "万元", "天", "家")
_WEIGHTS = (None, "10", "20分", "5", "2.5", "100")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one made-up row."""

    rule: str
    actual: str | float
    target: str
    unit: str
    kind: str
    weight: str | None


def sentences() -> list[str]:
    """Return the sentences of the corpora, understood and refused."""
    files = sorted((_HERE / "corpus").glob("rules/*.txt")) + sorted((_HERE / "corpus").glob("rejected/*.txt"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [line.partition(" => ")[0].replace("\\n", "\n") for line in lines if line and not line.startswith("#")]


def rows(count: int, seed: int) -> Iterator[Row]:
    """Make rows: whole, mutated, spliced and random sentences with all sorts of cells."""
    chance, known = random.Random(seed), sentences()
    for _ in range(count):
        yield Row(
            rule=_sentence(chance, known),
            actual=_actual(chance),
            target=chance.choice(_TARGETS),
            unit=chance.choice(_UNITS),
            kind=chance.choice(_KINDS),
            weight=chance.choice(_WEIGHTS),
        )


def _sentence(chance: random.Random, known: list[str]) -> str:
    text = chance.choice(known)
    match chance.randrange(6):
        case 0:
            return text
        case 1:
            return "".join(chance.choice(_WORDS) for _ in range(chance.randrange(1, 25)))
        case 2:
            other = chance.choice(known)
            return text[: chance.randrange(len(text) + 1)] + other[chance.randrange(len(other) + 1) :]
        case _:
            for _ in range(chance.randrange(1, 4)):
                text = _mutated(chance, text)
            return text


def _mutated(chance: random.Random, text: str) -> str:
    place = chance.randrange(len(text) + 1)
    match chance.randrange(4):
        case 0:
            return text[:place] + text[place + chance.randrange(1, 4) :]
        case 1:
            return text[:place] + chance.choice(_WORDS) + text[place:]
        case 2:
            return text[:place] + chance.choice(_WORDS) + text[place + 1 :]
        case _:
            return text[:place] + text[place : place + 6] * 2 + text[place + 6 :]


def _actual(chance: random.Random) -> str | float:
    match chance.randrange(5):
        case 0:
            return round(chance.uniform(-2, 200), 3)
        case 1:
            return "".join(chance.choice(_ACTUALS) for _ in range(2))
        case 2:
            return _mutated(chance, chance.choice(_ACTUALS))
        case _:
            return chance.choice(_ACTUALS)


def fault_of(row: Row) -> str:
    """Score a row; return what is wrong with the outcome, empty where nothing is."""
    score = perfscore.score(
        row.rule, row.actual, target=row.target, unit=row.unit, kind=row.kind, weight=row.weight, year=2024
    )
    return _range_fault(score) or _form_fault(row.rule)


def _range_fault(score: Score) -> str:
    if score.points is None:
        return "" if score.status_text else "no points and no words why"
    if score.status.value not in ("scored", "provisional"):
        return f"points beside {score.status.value}"
    if score.weight is not None and not Decimal(0) <= score.points <= score.weight:
        return f"{score.points} is outside 0 to {score.weight}"
    if not score.explanation:
        return "points without a reason"
    return ""


def _form_fault(text: str) -> str:
    rule, _ = parse_rule(text)
    if rule is None:
        return ""
    again, problems = parse_rule(format_rule(rule))
    if again is None:
        return f"canonical {format_rule(rule)!r} is refused: {[problem.message for problem in problems]}"
    return "" if again.unplaced() == rule.unplaced() else f"canonical {format_rule(rule)!r} means something else"
