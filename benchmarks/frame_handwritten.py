"""The three shipped rulebooks as Polars expressions written by hand, for speed and one case only.

Residence in Xiangshan (330225), used there, on 2022-10-01. There is no input check: what a good
engineer would write who knows Polars and trusts the data. It is what the compiled expressions of
`Scheme.score_frame` are measured against; tests/frame/test_frame_handwritten.py keeps it equal.

Points are whole hundredths until the end. The frame has integers, decimals, dates, booleans, and
choices as text or as enums.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import polars as pl

ON = date(2022, 10, 1)
FIVE_YEARS_AGO = date(2017, 10, 1)
ONE_YEAR_AGO = date(2021, 10, 1)

PROVINCE = ("age", "education", "skill", "social_insurance", "residence")
CITY = (
    "employment", "housing", "shortage_occupation", "tax", "jobs_created", "invention",
    "commendation", "volunteering", "blood_donation", "bodily_donation",
)  # fmt: skip
COUNTY = (
    "housing", "commendation", "charitable_giving", "mobile_party_member", "special_post",
    "new_year",
)  # fmt: skip
CHOSEN = (
    "shortage_occupation", "tax_paid_yuan", "jobs_created", "invention_patents", "utility_patents",
    "commendation", "volunteer_hours", "blood_donated_ml", "bodily_donation", "county_housing",
    "county_commendation", "charitable_giving_yuan", "mobile_party_member", "special_post_months",
)  # fmt: skip
"""The facts whose every figure is provisional."""

OUTPUT = (
    *(f"zhejiang.{name}" for name in PROVINCE),
    *(f"ningbo.{name}" for name in CITY),
    *(f"xiangshan.{name}" for name in COUNTY),
    "zhejiang.commonality",
    "ningbo.commonality",
    "xiangshan.personality",
    "earned",
    "recognised",
    "withheld",
    "deducted",
    "total",
)


def score(frame: pl.LazyFrame, events: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """Every output of the scheme, in the order of the rows."""
    for fact in ("breaches_of_trust", "offences"):
        found = _events(events[fact], fact)
        frame = frame.join(found, on="applicant_id", how="left", maintain_order="left")
    return (
        frame.with_columns(_facts())
        .with_columns(_indicators())
        .with_columns(_tiers())
        .with_columns(_sums())
        .with_columns(_total())
        .select(_output())
    )


def _events(table: pl.LazyFrame, fact: str) -> pl.LazyFrame:
    day = pl.col("date")
    counts = day.is_between(FIVE_YEARS_AGO, ON)
    freezes = counts if fact == "offences" else day.is_between(ONE_YEAR_AGO, ON)
    years = "5y" if fact == "offences" else "1y"
    return table.group_by("applicant_id").agg(
        counts.sum().cast(pl.Int32).alias(fact),
        day.filter(freezes).max().dt.offset_by(years).alias(f"{fact}_until"),
    )


def _facts() -> list[pl.Expr]:
    birth = pl.col("birth_date").dt
    month_day = birth.month().cast(pl.Int32) * 100 + birth.day()
    return [
        (ON.year - birth.year() - (month_day > 1001).cast(pl.Int32)).alias("years"),
        pl.any_horizontal(pl.col("breaches_of_trust", "offences").is_not_null()).alias("events"),
        pl.col("breaches_of_trust").fill_null(0),
        pl.col("offences").fill_null(0),
    ]


def _indicators() -> list[pl.Expr]:
    years = pl.col("years")
    employed = pl.col("employment_basis").is_in(
        ["labour_contract", "business_licence", "land_transfer"]
    )
    return [
        pl.when(years < 55)
        .then(pl.min_horizontal((55 - years) * 100 + 500, 2000))
        .when(years < 61)
        .then(500)
        .otherwise(0)
        .alias("zhejiang.age"),
        _choice(
            "education", bachelor_or_above=1000, associate=800, senior_secondary_or_below=500
        ).alias("zhejiang.education"),
        _choice("skill", level_2_or_above=1000, level_3=800, level_4=500, level_5=300).alias(
            "zhejiang.skill"
        ),
        _each("social_insurance_months", 50, most=3000).alias("zhejiang.social_insurance"),
        _each("residence_months", 25, most=3000).alias("zhejiang.residence"),
        pl.when(employed & (pl.col("employment_continuous_months") >= 12))
        .then(1000)
        .otherwise(0)
        .alias("ningbo.employment"),
        _choice("housing", owned=2000, rented=1000, dormitory=1000, public_rental=1000).alias(
            "ningbo.housing"
        ),
        _flag("shortage_occupation", 1000).alias("ningbo.shortage_occupation"),
        _yuan("tax_paid_yuan", 10_000, most=2000).alias("ningbo.tax"),
        _each("jobs_created", 100, most=1500).alias("ningbo.jobs_created"),
        pl.min_horizontal(
            pl.col("invention_patents").fill_null(0) * 1000
            + pl.col("utility_patents").fill_null(0) * 300,
            2000,
        ).alias("ningbo.invention"),
        _choice("commendation", national=2000, provincial=1500, municipal=1000).alias(
            "ningbo.commendation"
        ),
        _each("volunteer_hours", 100, unit=25, most=1000).alias("ningbo.volunteering"),
        _each("blood_donated_ml", 100, unit=200, most=1500).alias("ningbo.blood_donation"),
        _flag("bodily_donation", 1000).alias("ningbo.bodily_donation"),
        _flag("county_housing", 1000).alias("xiangshan.housing"),
        _flag("county_commendation", 1000).alias("xiangshan.commendation"),
        _yuan("charitable_giving_yuan", 1000, most=500).alias("xiangshan.charitable_giving"),
        _flag("mobile_party_member", 500).alias("xiangshan.mobile_party_member"),
        _each("special_post_months", 500, unit=12, most=1500).alias("xiangshan.special_post"),
        _flag("stayed_for_new_year", 500).alias("xiangshan.new_year"),
    ]


def _choice(fact: str, **points: int) -> pl.Expr:
    chain = pl
    for value, given in points.items():
        chain = chain.when(pl.col(fact) == value).then(given)
    return chain.otherwise(0)


def _flag(fact: str, points: int) -> pl.Expr:
    return pl.when(pl.col(fact)).then(points).otherwise(0)


def _each(fact: str, points: int, *, most: int, unit: int = 1) -> pl.Expr:
    units = pl.col(fact).fill_null(0)
    units = units if unit == 1 else units // unit
    return pl.min_horizontal(units * points, most)


def _yuan(fact: str, unit: int, *, most: int) -> pl.Expr:
    fen = (pl.col(fact).fill_null(0) * 100).cast(pl.Int64)
    return pl.min_horizontal(fen // (unit * 100) * 100, most).cast(pl.Int32)


def _tiers() -> list[pl.Expr]:
    first = pl.col("offences")
    return [
        pl.min_horizontal(_plus("zhejiang", PROVINCE), 10_000).alias("zhejiang.commonality"),
        pl.min_horizontal(_plus("ningbo", CITY), 15_000).alias("ningbo.commonality"),
        pl.min_horizontal(_plus("xiangshan", COUNTY), 5_000).alias("xiangshan.personality"),
        (
            pl.col("breaches_of_trust") * 1000
            + pl.min_horizontal(first, 1) * 2000
            + pl.max_horizontal(first - 1, 0) * 4000
        ).alias("deducted"),
    ]


def _plus(tier: str, names: tuple[str, ...]) -> pl.Expr:
    first, *others = (pl.col(f"{tier}.{name}") for name in names)
    for other in others:
        first = first + other
    return first


def _sums() -> list[pl.Expr]:
    earned = (
        pl.col("zhejiang.commonality")
        + pl.col("ningbo.commonality")
        + pl.col("xiangshan.personality")
    )
    return [
        earned.alias("earned"),
        earned.alias("recognised"),
        pl.lit(0, pl.Int32).alias("withheld"),
    ]


def _total() -> list[pl.Expr]:
    less = pl.col("recognised") - pl.col("deducted")
    return [
        pl.max_horizontal(less, 0).alias("total"),
        pl.max_horizontal(-less, 0).alias("floored"),
    ]


def _output() -> list[pl.Expr]:
    until = pl.max_horizontal("breaches_of_trust_until", "offences_until")
    permit = pl.col("residence_permit_valid_until") >= ON
    return [
        pl.col("applicant_id"),
        *(_points(name) for name in OUTPUT),
        until.is_not_null().alias("frozen"),
        (permit.fill_null(False) & pl.col("works_locally").fill_null(False)).alias("eligible"),
        until.alias("frozen_until"),
        _points("floored"),
        _provisional().alias("provisional"),
    ]


def _provisional() -> pl.Expr:
    """Whether any figure that an applicant's points rest on was chosen to fill a gap."""
    found = (pl.col("years") < 18) | (pl.col("years") > 60) | pl.col("events")
    for name in CHOSEN:
        found = found | pl.col(name).is_not_null()
    return found | (pl.col("housing") == "owned").fill_null(False)


def _points(name: str) -> pl.Expr:
    quanta = pl.col(name).cast(pl.Decimal(9, 0))
    return (quanta * pl.lit(Decimal("0.01"))).cast(pl.Decimal(9, 2))
