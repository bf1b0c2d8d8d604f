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


@st.composite
def goal_sentence(draw: st.DrawFn) -> str:
    """A number to reach without points of its own, and a deduction on one side or on both."""
    number, points = draw(RATES), draw(POINTS)
    goal = draw(st.sampled_from(["以{}%为基准", "以{}%为目标", "目标值{}%", "合格率为{}%", "按计划数{}%核定"]))
    step = draw(st.sampled_from(["每低于1个百分点", "每相差1个百分点", "每超（少）1%", "每高于或低于目标值2个百分点"]))
    middle = draw(st.sampled_from(["，", "；", "。", "，低于目标值的，" if "低于1" in step else "，"]))
    return f"{goal.format(number)}{middle}{step}扣{points}分{draw(tail())}"


@st.composite
def base_sentence(draw: st.DrawFn) -> str:
    """Base points with points added above and taken below, within limits."""
    number, base, step = draw(RATES), draw(POINTS), draw(st.sampled_from(["1个百分点", "2%", "0.1个百分点"]))
    up, down = draw(POINTS), draw(POINTS)
    limits = ["", "，加减分均不超过2分", "，加分不超过1分", "，加（减）分以3分为限", "，加分不封顶", "，最低得0.05分"]
    head = draw(st.sampled_from([f"达到{number}%得基准分{base}分", f"以{number}%为基准得{base}分"]))
    steps = draw(st.sampled_from([f"每高{step}加{up}分，每低{step}扣{down}分", f"每高（低）{step}加（减）{up}分"]))
    return f"{head}，{steps}{draw(st.sampled_from(limits))}。"


@st.composite
def bonus_sentence(draw: st.DrawFn) -> str:
    """Points added to a number reached, or from nothing."""
    points, most = draw(POINTS), draw(POINTS)
    head = draw(st.sampled_from(["完成30家得满分，每多1家", "达到目标值得满分，每超过1%", "每完成1个", "每新增10户"]))
    end = draw(st.sampled_from(["", f"，最多加{most}分", f"，加分以{most}分为限", f"，累计加分不超过{most}分"]))
    return f"{head}加{points}分{end}。"


@st.composite
def event_sentence(draw: st.DrawFn) -> str:
    """What must not happen, for each time; and delays."""
    points = draw(POINTS)
    event = draw(st.sampled_from(["每发现1处", "发现一次", "每发生1起", "逾期未报的，每延迟1天", "被通报的，每次"]))
    return f"{event}扣{points}分{draw(tail())}"


@st.composite
def between_sentence(draw: st.DrawFn) -> str:
    """Two named numbers and the line between them."""
    low, high = sorted((draw(st.integers(1, 60)), draw(st.integers(61, 100))))
    less, more = sorted((draw(POINTS), draw(POINTS)))
    between = draw(
        st.sampled_from([f"{low}%至{high}%之间按插值法计算", "中间按直线内插法计分", f"{low}%-{high}%按比例增分"])
    )
    return f"{high}%及以上得{more}分，{low}%得{less}分，{between}，低于{low}%不得分。"


@st.composite
def partial_sentence(draw: st.DrawFn) -> str:
    """A step with what an incomplete one costs."""
    rest = draw(
        st.sampled_from(
            ["不足1个百分点按1个百分点计算", "不足一个按一个计算", "不足1个百分点的不计", "不足1个百分点按比例计算"]
        )
    )
    return f"每低于1个百分点扣{draw(POINTS)}分，{rest}{draw(tail())}"


SENTENCES = st.one_of(
    step_sentence(),
    budget_sentence(),
    act_sentence(),
    growth_sentence(),
    rank_sentence(),
    grade_sentence(),
    goal_sentence(),
    base_sentence(),
    bonus_sentence(),
    event_sentence(),
    between_sentence(),
    partial_sentence(),
)
