"""What the laws are tried on: rules made from the grammar, rows for them, and texts of every sort."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

NUMBERS = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("500"), places=2, allow_nan=False)
POINTS = st.sampled_from([Decimal(text) for text in "0.05 0.1 0.15 0.2 0.5 1 1.5 2 3 5 7 10 20".split()])
RATES = st.decimals(min_value=Decimal(1), max_value=Decimal(100), places=1)
COUNTS = st.integers(min_value=1, max_value=500).map(Decimal)
SUBJECTS = st.sampled_from(["", "企业覆盖率", "培训合格率", "群众", "新建公厕"])
CHINESE = (
    "完成未得分扣每低于个百满意基本不超预算全覆盖同比提高下降排名前五落后一名酌情视按时当年度实施开展，。；：、（）%"
)
MESSY = st.text(
    alphabet=st.one_of(st.sampled_from(CHINESE + "0123456789.-+/\n\t\u3000①½²⅓٣"), st.characters()), max_size=60
)


@st.composite
def tail(draw: st.DrawFn) -> str:
    """What may follow the clauses: nothing, 扣完为止, 最多扣N分."""
    return draw(st.sampled_from(["。", "；扣完为止。", "；最多扣3分。", "；可计负分。", ""]))


@st.composite
def step_sentence(draw: st.DrawFn) -> str:
    """A number to reach and a deduction per step, either way."""
    below = draw(st.booleans())
    unit = draw(st.sampled_from(["%", "个", "家", "人", "天", "万元", "公里"]))
    number = draw(RATES if unit == "%" else COUNTS)
    subject, bound = draw(SUBJECTS), "及以上" if below else "及以下"
    award = draw(st.sampled_from(["得满分", "得10分", "得2.5分"]))
    verb = draw(st.sampled_from(["低于", "少"] if below else ["超出", "多"]))
    step_unit = draw(st.sampled_from(["%", "个百分点"])) if unit == "%" else unit
    per, points = draw(st.sampled_from(["1", "2", "5", "0.1"])), draw(POINTS)
    return f"{subject}{number}{unit}{bound}，{award}；每{verb}{per}{step_unit}，扣{points}分{draw(tail())}"


@st.composite
def budget_sentence(draw: st.DrawFn) -> str:
    """Cost within the budget, with a step or a second branch."""
    ends = ["。", "；超预算，不得分。", f"；每超出1%，扣{draw(POINTS)}分。", "；否则，不得分。"]
    return f"不超预算，得{draw(POINTS)}分{draw(st.sampled_from(ends))}"


@st.composite
def act_sentence(draw: st.DrawFn) -> str:
    """Done and not done."""
    act = draw(st.sampled_from("完成 实施 开展 建成 召开 制定 公开 验收 拨付".split()))
    year, how = draw(st.sampled_from(["", "当年度"])), draw(st.sampled_from(["", "按时", "及时"]))
    other = draw(st.sampled_from(["", f"；未{how}{act}，不得分", "；否则，不得分", f"；未{act}，扣2分"]))
    return f"{year}{how}{act}，得{draw(POINTS)}分{other}。"


@st.composite
def growth_sentence(draw: st.DrawFn) -> str:
    """Growth against last year with a step."""
    good, bad = draw(st.sampled_from([("提高", "下降"), ("下降", "上升")]))
    unit = draw(st.sampled_from(["%", "个百分点"]))
    return f"同比{good}，得{draw(POINTS)}分；每{bad}1{unit}，扣{draw(POINTS)}分{draw(tail())}"


@st.composite
def rank_sentence(draw: st.DrawFn) -> str:
    """A place and a step."""
    place = draw(st.integers(1, 20))
    head = draw(st.sampled_from([f"前{place}名", f"第{place}名"]))
    return f"{head}，得{draw(POINTS)}分；每落后1名，扣{draw(POINTS)}分{draw(tail())}"


@st.composite
def grade_sentence(draw: st.DrawFn) -> str:
    """Grades with falling points."""
    grades = draw(st.sampled_from(["优秀 良好 合格 不合格", "非常满意 满意 基本满意 不满意"])).split()
    points = sorted(draw(st.lists(POINTS, min_size=4, max_size=4)), reverse=True)
    return "；".join(f"{grade}，得{point}分" for grade, point in zip(grades, points, strict=True)) + "。"


SENTENCES = st.one_of(
    step_sentence(), budget_sentence(), act_sentence(), growth_sentence(), rank_sentence(), grade_sentence()
)
