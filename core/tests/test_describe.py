"""What every rule kind says without an applicant, as a printed table would."""

import pytest

from jifen import (
    Choice,
    ChoiceFact,
    Condition,
    CountFact,
    DateFact,
    EventsFact,
    FlagFact,
    RulebookReader,
    Text,
    core_kinds,
)

_MONTHS = Text("个月", "months")
FACTS = {
    fact.id: fact
    for fact in (
        FlagFact(id="party", name=Text("流动党员", "Party member")),
        CountFact(id="months", name=Text("居住月数", "Months here"), max=1200, unit=_MONTHS),
        CountFact(id="insured", name=Text("参保月数", "Months insured"), max=1200, unit=_MONTHS),
        CountFact(id="patents", name=Text("专利数", "Patents"), max=99, unit=Text("项", "patents")),
        DateFact(id="born", name=Text("出生日期", "Born"), unit=Text("周岁", "years of age")),
        ChoiceFact(
            id="school",
            name=Text("文化程度", "Education"),
            choices=(
                Choice("college", Text("大专", "College")),
                Choice("none", Text("无", "None")),
            ),
        ),
        EventsFact(
            id="acts",
            name=Text("违法记录", "Offences"),
            kinds=(Choice("light", Text("轻微", "Light")), Choice("grave", Text("严重", "Grave"))),
            amount_max=1000,
            unit=Text("元", "yuan"),
        ),
    )
}

PER_MONTH = '{ kind = "per_unit", fact = "months", points = 0.25 }'
PARTY = '{ kind = "flag", fact = "party", points = 5 }'
SCHOOL = '{ kind = "choice", fact = "school", points = { college = 8, none = 0 } }'

CASES = [
    (PARTY, "流动党员，计 5 分", "Party member: 5"),
    (SCHOOL, "大专 8 分；无 0 分；取最高，不累加", "College: 8; None: 0; the highest only"),
    (PER_MONTH, "每满 1 个月计 0.25 分", "0.25 for each full month"),
    (
        '{ kind = "per_unit", fact = "months", unit = 12, points = 1, start = 24, cap = 60 }',
        "每满 12 个月计 1 分，自 24 起计，至多计 60",
        "1 for each full 12 months beyond 24, counted up to 60",
    ),
    (
        '{ kind = "bands", fact = "months", bands = [{ from = 12, to = 24, points = 5 },'
        " { from = 24, points = 10 }] }",
        "满 12 个月不满 24 个月，计 5 分；满 24 个月，计 10 分",
        "12 and less than 24 months: 5; 24 or more months: 10",
    ),
    (
        '{ kind = "ramp", fact = "born", measure = "years", from = 55, to = 60, points = 5,'
        " each_below = 1, max = 20 }",
        "55 至 60 周岁计 5 分，每小 1 周岁加 1 分，至多 20 分，大于 60 周岁不计分",
        "5 from 55 to 60 years of age, 1 more for each one below it, at most 20, none above 60",
    ),
    (
        '{ kind = "ramp", fact = "months", from = 12, to = 24, points = 5, each_above = 2,'
        " max = 9 }",
        "12 至 24 个月计 5 分，小于 12 个月不计分，每大 1 个月加 2 分，至多 9 分",
        "5 from 12 to 24 months, none below 12, 2 more for each one above it, at most 9",
    ),
    (
        f"{{ kind = 'best_of', rules = [{SCHOOL}, {PARTY}] }}",
        "取最高一项：(1) 文化程度，大专 8 分；无 0 分；取最高，不累加；(2) 流动党员，计 5 分",
        "the highest of: (1) Education, College: 8; None: 0; the highest only; (2) Party member: 5",
    ),
    (
        f"{{ kind = 'sum_of', cap = 20, rules = [{PER_MONTH},"
        " { kind = 'per_unit', fact = 'patents', points = 3 }] }",
        "累加：(1) 居住月数，每满 1 个月计 0.25 分；(2) 专利数，每满 1 项计 3 分；合计至多 20 分",
        "the sum of: (1) Months here, 0.25 for each full month; "
        "(2) Patents, 3 for each full patent; at most 20 together",
    ),
    (
        "{ kind = 'when', conditions = [{ fact = 'school', is_not = 'none' },"
        f" {{ fact = 'party', is = true }}], then = {PER_MONTH} }}",
        "文化程度：不得为无；流动党员：须为是；符合的，居住月数，每满 1 个月计 0.25 分",
        "Education: anything but None; Party member: must be yes; if so, "
        "Months here, 0.25 for each full month",
    ),
    (
        '{ kind = "events", fact = "acts", years = 5, each = 10 }',
        "近 5 年内每次 10 分",
        "10 each in 5 years",
    ),
    (
        '{ kind = "events", fact = "acts", years = 5, by_occurrence = [20, 40] }',
        "近 5 年内首次 20 分，其后每次 40 分",
        "20 the first, then 40 each further one in 5 years",
    ),
    (
        '{ kind = "events", fact = "acts", by_occurrence = [10, 20, 40] }',
        "首次 10 分，其后依次 20、40 分，再后同末档",
        "10 the first, then 20, 40 each further one",
    ),
    (
        '{ kind = "events", fact = "acts", by_kind = { light = 1, grave = 9 } }',
        "轻微 1、严重 9 分",
        "Light 1, Grave 9",
    ),
    (
        '{ kind = "events", fact = "acts", per_amount = 2, unit = 100 }',
        "合计每满 100 元计 2 分",
        "2 for each full 100 yuan in all",
    ),
    (
        '{ kind = "marginal", fact = "months", stretches = [{ to = 12, points = 0 },'
        " { to = 24, points = 0.5 }, { to = 60, points = 0.25 }] }",
        "不超过 12 个月的部分不计分；超过 12 个月至 24 个月的部分，每满 1 个月计 0.5 分；"
        "超过 24 个月至 60 个月的部分，每满 1 个月计 0.25 分；超过 60 个月的部分不计",
        "none up to 12 months; 0.5 for each full month beyond 12 months up to 24 months; "
        "0.25 for each full month beyond 24 months up to 60 months; none beyond 60 months",
    ),
    (
        f"{{ kind = 'least_of', rules = [{PER_MONTH},"
        " { kind = 'per_unit', fact = 'patents', points = 3 }] }",
        "取最低一项：(1) 居住月数，每满 1 个月计 0.25 分；(2) 专利数，每满 1 项计 3 分",
        "the lowest of: (1) Months here, 0.25 for each full month; "
        "(2) Patents, 3 for each full patent",
    ),
    (
        '{ kind = "matrix", rows = { fact = "school", values = ["college", "none"] },'
        ' columns = { fact = "months", from = [0, 12] }, points = [[1, 8], [0, 4]] }',
        "文化程度 × 居住月数：大专：满 0 个月不满 12 个月 1，满 12 个月 8；"
        "无：满 0 个月不满 12 个月 0，满 12 个月 4",
        "Education × Months here: College: 0 and less than 12 months 1, 12 or more months 8; "
        "None: 0 and less than 12 months 0, 12 or more months 4",
    ),
    (
        '{ kind = "per_unit", fact = "months", at_most_fact = "insured", points = 1 }',
        "每满 1 个月计 1 分，以参保月数为限",
        "1 for each full month, limited by Months insured",
    ),
    (
        f"{{ kind = 'best_of', rules = [{PARTY},"
        " { kind = 'per_unit', fact = 'months', at_most_fact = 'insured', points = 1 }] }",
        "取最高一项：(1) 流动党员，计 5 分；(2) 居住月数，每满 1 个月计 1 分，以参保月数为限",
        "the highest of: (1) Party member: 5; "
        "(2) Months here, 1 for each full month, limited by Months insured",
    ),
]


def rule(text):
    book = f"""
        format = "jifen.rulebook/1"
        [edition]
        jurisdiction = "1A"
        id = "x"
        in_force = {{ from = 2022-01-01 }}
        source = {{ status = "provisional", title = "x" }}
        [[indicator]]
        id = "a.b"
        tier = "a.tier"
        name = {{ zh = "甲", en = "A" }}
        max = 10
        department = "x"
        source = {{ status = "provisional", title = "x" }}
        rule = {text}
    """
    return RulebookReader().read(book.encode(), "test.toml").indicators[0].rule


@pytest.mark.parametrize(("text", "zh", "en"), CASES)
def test_a_rule_is_said_without_an_applicant(text, zh, en):
    read = rule(text)
    assert [*read.check(FACTS)] == []
    assert read.describe(FACTS, "zh") == zh
    assert read.describe(FACTS, "en") == en


def test_every_rule_kind_has_a_case_here():
    assert {rule(text).kind for text, _, _ in CASES} == {kind.kind for kind in core_kinds()}


def test_a_part_that_names_its_fact_is_not_named_twice():
    both = rule(f"{{ kind = 'best_of', rules = [{PARTY}, {PARTY}] }}")
    assert both.describe(FACTS, "zh").count("流动党员") == 2


@pytest.mark.parametrize(
    ("condition", "zh", "en"),
    [
        (Condition(fact="born", valid=True), "出生日期：须有效", "Born: must be valid"),
        (Condition(fact="born", valid=False), "出生日期：须已过期", "Born: must be expired"),
        (Condition(fact="months", at_least=6), "居住月数：须满 6", "Months here: at least 6"),
        (Condition(fact="months", at_most=6), "居住月数：须不超过 6", "Months here: at most 6"),
        (
            Condition(fact="school", one_of=("college", "none")),
            "文化程度：须为大专或无",
            "Education: must be College or None",
        ),
    ],
)
def test_a_condition_is_said_without_an_applicant(condition, zh, en):
    assert condition.describe(FACTS, "zh") == zh
    assert condition.describe(FACTS, "en") == en
