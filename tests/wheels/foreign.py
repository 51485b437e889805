"""Two foreign chains whose rules are invented, and an applicant of each.

The places have the names and codes they have; every rule and figure here is made up, and says so.
"""

from .projects import Project, places, rulebook

JIANGSU = ("320000", "江苏省", "Jiangsu", None)
SUZHOU = ("320500", "苏州市", "Suzhou", "320000")
GUANGDONG = ("440000", "广东省", "Guangdong", None)
SHENZHEN = ("440300", "深圳市", "Shenzhen", "440000")
BAOAN = ("440306", "宝安区", "Bao'an District", "440300")

# The ids and the Chinese names are those of the shipped plugins; what they mean is all different.
FOREIGN = (
    Project(
        code="320000",
        dist="invented-jiangsu",
        files=places(JIANGSU, SUZHOU)
        | rulebook(
            "320000",
            """
[[fact]]
id = "education"
type = "count"
name = { zh = "文化程度", en = "Years of schooling" }
max = 30
more_is_better = true

[[fact]]
id = "birth_date"
type = "flag"
name = { zh = "出生日期", en = "Has a date of birth" }

[[fact]]
id = "offences"
type = "choice"
name = { zh = "违法犯罪记录", en = "Offences" }
choices = [{ id = "none", name = { zh = "无", en = "None" } }, { id = "some", name = { zh = "有", en = "Some" } }]

[[tier]]
id = "zhejiang.commonality"
layer = "personality"
scope = "320000"
cap = 12.5
name = { zh = "省级共性指标", en = "Provincial commonality" }
maxima_exceed_cap = true
SAYS_SO

[[indicator]]
id = "zhejiang.age"
tier = "zhejiang.commonality"
name = { zh = "年龄", en = "Age" }
max = 10
department = "虚构"
rule = { kind = "flag", fact = "birth_date", points = 10 }
SAYS_SO

[[indicator]]
id = "zhejiang.education"
tier = "zhejiang.commonality"
name = { zh = "文化程度", en = "Education" }
max = 5
department = "虚构"
rule = { kind = "per_unit", fact = "education", unit = 3, points = 1 }
SAYS_SO

[[requirement]]
id = "zhejiang.residence_permit"
name = { zh = "持有效浙江省居住证", en = "Has no offences" }
condition = { fact = "offences", is = "none" }
SAYS_SO
""",
        ),
    ),
    Project(
        code="320500",
        dist="invented-suzhou",
        needs=("jifen", "invented-jiangsu"),
        files=places(JIANGSU, SUZHOU)
        | rulebook(
            "320500",
            """
[[fact]]
id = "housing"
type = "amount"
name = { zh = "住房", en = "Floor space" }
max = 1000
unit = { zh = "平方米", en = "square metres" }
more_is_better = true

[[tier]]
id = "ningbo.commonality"
layer = "personality"
scope = "320500"
cap = 3
name = { zh = "市级共性指标", en = "Municipal commonality" }
maxima_exceed_cap = true
SAYS_SO

[[indicator]]
id = "ningbo.housing"
tier = "ningbo.commonality"
name = { zh = "住房", en = "Housing" }
max = 100
department = "虚构"
rule = { kind = "per_unit", fact = "housing", unit = 50, points = 2 }
SAYS_SO
""",
        ),
    ),
    Project(
        code="440000",
        dist="invented-guangdong",
        version="4.4",
        files=places(GUANGDONG, SHENZHEN, BAOAN)
        | rulebook(
            "440000",
            """
[[fact]]
id = "education"
type = "events"
name = { zh = "学历提升", en = "Degrees taken" }

[[fact]]
id = "schooling"
type = "flag"
name = { zh = "文化程度", en = "Went to school" }
more_is_better = true

[[tier]]
id = "zhejiang.commonality"
layer = "commonality"
scope = "440000"
cap = 200
name = { zh = "省级共性指标", en = "Provincial commonality" }
SAYS_SO

[[indicator]]
id = "zhejiang.age"
tier = "zhejiang.commonality"
name = { zh = "年龄", en = "Age" }
max = 60
department = "虚构"
rule = { kind = "events", fact = "education", years = 20, each = 20.5 }
SAYS_SO

[[indicator]]
id = "zhejiang.skill"
tier = "zhejiang.commonality"
name = { zh = "文化程度", en = "Schooling" }
max = 7
department = "虚构"
rule = { kind = "flag", fact = "schooling", points = 7 }
SAYS_SO
""",
        ),
    ),
    Project(
        code="440300",
        dist="invented-shenzhen",
        version="4.4",
        needs=("jifen", "invented-guangdong"),
        files=places(GUANGDONG, SHENZHEN, BAOAN)
        | rulebook(
            "440300",
            """
[[fact]]
id = "offences"
type = "events"
name = { zh = "违法犯罪记录", en = "Offences" }
required = true

[[tier]]
id = "xiangshan.personality"
layer = "commonality"
scope = "440300"
cap = 1
name = { zh = "县级个性指标", en = "A tier without indicators" }
SAYS_SO

[[deduction]]
id = "ningbo.offences"
tier = "xiangshan.personality"
name = { zh = "违法犯罪", en = "Offences" }
department = "虚构"
rule = { kind = "events", fact = "offences", each = 1.25 }
freeze = {}
SAYS_SO
""",
        ),
    ),
    Project(
        code="440306",
        dist="invented-baoan",
        version="4.4",
        needs=("jifen", "invented-shenzhen"),
        files=places(GUANGDONG, SHENZHEN, BAOAN)
        | rulebook(
            "440306",
            """
[[fact]]
id = "housing"
type = "date"
name = { zh = "住房", en = "Housed since" }

[[tier]]
id = "ningbo.commonality"
layer = "personality"
scope = "440306"
cap = 9
name = { zh = "市级共性指标", en = "District personality" }
SAYS_SO

[[indicator]]
id = "ningbo.housing"
tier = "ningbo.commonality"
name = { zh = "住房", en = "Housing" }
max = 9
department = "虚构"
rule = { kind = "bands", fact = "housing", measure = "years", bands = [{ from = 1, to = 5, points = 3 }, { from = 5, points = 9 }] }
SAYS_SO
""",
        ),
    ),
)
"""Two foreign chains, which disagree with the shipped one and with each other about everything."""

SUZHOU_APPLICANT = """\
lives_in = "320500"

[facts]
education = 16
birth_date = true
offences = "none"
housing = 89.5
"""

BAOAN_APPLICANT = """\
lives_in = "440306"
used_in = "440300"

[facts]
education = [{ date = 2010-06-30 }, { date = 1999-06-30 }]
schooling = true
offences = [{ date = 2001-01-01 }]
housing = 2015-03-01
"""
