"""The three shipped rulebooks as one would write them by hand, for speed and for one case only.

Residence in Xiangshan (330225), used there, on 2022-10-01. There is no data here, no input check,
no second language and no second place: what a good engineer would write if the law never changed.
It is what `Scheme.score` is measured against, and tests/test_handwritten.py keeps it equal: the
same figures and the same words.

Points are whole hundredths, as in `jifen`. A choice or a flag is a look-up that gives points and
reason at once; `None` is the fact that was not given.
"""

from datetime import date
from decimal import Decimal

ON = date(2022, 10, 1)
FIVE_YEARS_AGO = date(2017, 10, 1)
EIGHTEEN_YEARS_AGO = date(2004, 10, 1)

ANNEX = "［转载：省级共性指标表，据瑞安 2023、北仑 2023 两份转载］"
BEILUN = "［转载：市级共性指标表，据北仑 2023 转载］"
CHOSEN = "［暂定：jifen 项目暂定，未见公布］"

EDUCATION = {
    None: (0, "未申报：没有提供文化程度"),
    "bachelor_or_above": (1000, "大学本科及以上，计 10 分"),
    "associate": (800, "大专（高职），计 8 分"),
    "senior_secondary_or_below": (500, "高中（中职）及以下，计 5 分"),
}
SKILL = {
    None: (0, "未申报：没有提供职业技能等级或职称"),
    "level_2_or_above": (1000, "二级（技师）及以上，或中级及以上职称，计 10 分"),
    "level_3": (800, "三级（高级工），或初级职称、高级专项证书，计 8 分"),
    "level_4": (500, "四级（中级工），计 5 分"),
    "level_5": (300, "五级（初级工），或普通专项证书，计 3 分"),
    "none": (0, "无，计 0 分"),
}
EMPLOYMENT = {
    "labour_contract": "就业依据：劳动合同并就业登记，符合（不得为无）",
    "business_licence": "就业依据：宁波市营业执照，符合（不得为无）",
    "land_transfer": "就业依据：农渔业土地流转合同，符合（不得为无）",
    "none": "就业依据：无，不符合（不得为无）",
}
HOUSING = {
    None: (0, "未申报：没有提供住房"),
    "owned": (2000, "自有住房，计 20 分"),
    "rented": (1000, "合法租赁，计 10 分"),
    "dormitory": (1000, "单位宿舍，计 10 分"),
    "public_rental": (1000, "规划内公共租赁住房，计 10 分"),
    "none": (0, "无，计 0 分"),
}
COMMENDATION = {
    None: (0, "未申报：没有提供表彰奖励"),
    "national": (2000, "国家级，计 20 分"),
    "provincial": (1500, "省级，计 15 分"),
    "municipal": (1000, "市级，计 10 分"),
    "none": (0, "无，计 0 分"),
}
SHORTAGE = {
    None: (0, "未申报：没有提供紧缺岗位"),
    True: (1000, "紧缺岗位：是，计 10 分"),
    False: (0, "紧缺岗位：否"),
}
BODILY_DONATION = {
    None: (0, "未申报：没有提供无偿捐献（遗体、器官、造血干细胞等）"),
    True: (1000, "无偿捐献（遗体、器官、造血干细胞等）：是，计 10 分"),
    False: (0, "无偿捐献（遗体、器官、造血干细胞等）：否"),
}
COUNTY_HOUSING = {
    None: (0, "未申报：没有提供在象山县有住房"),
    True: (1000, "在象山县有住房：是，计 10 分"),
    False: (0, "在象山县有住房：否"),
}
COUNTY_COMMENDATION = {
    None: (0, "未申报：没有提供象山县表彰奖励"),
    True: (1000, "象山县表彰奖励：是，计 10 分"),
    False: (0, "象山县表彰奖励：否"),
}
PARTY_MEMBER = {
    None: (0, "未申报：没有提供流动党员"),
    True: (500, "流动党员：是，计 5 分"),
    False: (0, "流动党员：否"),
}
NEW_YEAR = {
    None: (0, "未申报：没有提供留象过年（最近一个春节）"),
    True: (500, "留象过年（最近一个春节）：是，计 5 分"),
    False: (0, "留象过年（最近一个春节）：否"),
}
WORKS_LOCALLY = {
    None: "没有提供在本地就业，不符合",
    True: "在本地就业：是，符合（须为是）",
    False: "在本地就业：否，不符合（须为是）",
}


def score(facts):
    """All that a score says: every figure, every reason, what source it rests on, how it stands.

    Reasons are of 21 indicators, 2 deductions, 2 requirements and 4 services; of the sources those
    three that are not always the same.
    """
    given = facts.get

    born = facts["birth_date"]
    years = 2022 - born.year - ((born.month, born.day) > (10, 1))
    if years < 55:
        age = 2000 if years <= 40 else 6000 - years * 100
        age_why = f"{born}，满 {years} 周岁，55 至 60 周岁计 5 分，每小 1 周岁加 1 分，至多 20 分"
    elif years <= 60:
        age = 500
        age_why = f"{born}，满 {years} 周岁，55 至 60 周岁计 5 分"
    else:
        age = 0
        age_why = f"{born}，满 {years} 周岁，55 至 60 周岁计 5 分，大于 60 周岁不计分"

    education, education_why = EDUCATION[given("education")]
    skill, skill_why = SKILL[given("skill")]

    months = given("social_insurance_months")
    if months is None:
        insurance, insurance_why = 0, "未申报：没有提供在省内累计缴纳社保月数"
    else:
        insurance = 3000 if months >= 60 else months * 50
        insurance_why = f"{months} 个月，每满 1 个月计 0.5 分"

    months = given("residence_months")
    if months is None:
        residence, residence_why = 0, "未申报：没有提供在省内累计居住月数"
    else:
        residence = 3000 if months >= 120 else months * 25
        residence_why = f"{months} 个月，每满 1 个月计 0.25 分"

    basis, months = given("employment_basis"), given("employment_continuous_months")
    employment = 0
    if basis is None:
        employment_why = "未申报：没有提供就业依据"
        if months is None:
            employment_why = "未申报：没有提供就业依据、连续就业月数"
    elif months is None:
        employment_why = f"{EMPLOYMENT[basis]}；没有提供连续就业月数"
    elif basis == "none":
        employment_why = EMPLOYMENT[basis]
    elif months >= 12:
        employment = 1000
        employment_why = f"{EMPLOYMENT[basis]}；{months} 个月，满 12 个月，计 10 分"
    else:
        employment_why = f"{EMPLOYMENT[basis]}；{months} 个月，不满 12 个月，不计分"

    housing, housing_why = HOUSING[given("housing")]
    shortage, shortage_why = SHORTAGE[given("shortage_occupation")]

    yuan = given("tax_paid_yuan")
    if yuan is None:
        tax, tax_why = 0, "未申报：没有提供纳税额"
    else:
        tax = 2000 if yuan >= 200000 else int(yuan // 10000) * 100
        tax_why = f"{yuan if yuan.__class__ is int else plain(yuan)} 元，每满 10000 元计 1 分"

    jobs = given("jobs_created")
    if jobs is None:
        created, created_why = 0, "未申报：没有提供带动就业人数"
    else:
        created = 1500 if jobs >= 15 else jobs * 100
        created_why = f"{jobs} 人，每满 1 人计 1 分"

    inventions, utilities = given("invention_patents"), given("utility_patents")
    if inventions is None:
        if utilities is None:
            invention, invention_why = 0, "未申报：没有提供发明专利数、实用新型专利数"
        else:
            invention = utilities * 300
            invention_why = (
                f"累加：{utilities} 项，每满 1 项计 3 分 → {utilities * 3} 分；没有提供发明专利数"
            )
    elif utilities is None:
        invention = inventions * 1000
        invention_why = f"累加：{inventions} 项，每满 1 项计 10 分 → {inventions * 10} 分；没有提供实用新型专利数"
    else:
        invention = inventions * 1000 + utilities * 300
        invention_why = (
            f"累加：{inventions} 项，每满 1 项计 10 分 → {inventions * 10} 分；"
            f"{utilities} 项，每满 1 项计 3 分 → {utilities * 3} 分"
        )
    if invention > 2000:
        invention = 2000

    commendation, commendation_why = COMMENDATION[given("commendation")]

    hours = given("volunteer_hours")
    if hours is None:
        volunteering, volunteering_why = 0, "未申报：没有提供志愿服务时长"
    else:
        volunteering = 1000 if hours >= 250 else hours // 25 * 100
        volunteering_why = f"{hours} 小时，每满 25 小时计 1 分"

    millilitres = given("blood_donated_ml")
    if millilitres is None:
        blood, blood_why = 0, "未申报：没有提供无偿献血量"
    else:
        blood = 1500 if millilitres >= 3000 else millilitres // 200 * 100
        blood_why = f"{millilitres} 毫升，每满 200 毫升计 1 分"

    donation, donation_why = BODILY_DONATION[given("bodily_donation")]

    county_housing, county_housing_why = COUNTY_HOUSING[given("county_housing")]
    county_honour, county_honour_why = COUNTY_COMMENDATION[given("county_commendation")]

    yuan = given("charitable_giving_yuan")
    if yuan is None:
        giving, giving_why = 0, "未申报：没有提供无偿捐赠额"
    else:
        giving = 500 if yuan >= 5000 else int(yuan // 1000) * 100
        giving_why = f"{yuan if yuan.__class__ is int else plain(yuan)} 元，每满 1000 元计 1 分"

    party, party_why = PARTY_MEMBER[given("mobile_party_member")]

    months = given("special_post_months")
    if months is None:
        post, post_why = 0, "未申报：没有提供特殊岗位工作月数"
    else:
        post = 1500 if months >= 36 else months // 12 * 500
        post_why = f"{months} 个月，每满 12 个月计 5 分"

    new_year, new_year_why = NEW_YEAR[given("stayed_for_new_year")]

    events = facts["breaches_of_trust"]
    if events:
        count, dates = in_five_years(events)
        breaches, breaches_why = count * 1000, f"{dates}，每次 10 分{not_counted(events, count)}"
    else:
        breaches, breaches_why = 0, "无违法失信记录"

    events = facts["offences"]
    if events:
        count, dates = in_five_years(events)
        offences = count * 4000 - 2000 if count else 0
        offences_why = f"{dates}，首次 20 分，其后每次 40 分{not_counted(events, count)}"
    else:
        offences, offences_why = 0, "无违法犯罪记录"

    until = given("residence_permit_valid_until")
    if until is None:
        permit_why = "没有提供浙江省居住证有效期至，不符合"
    elif until >= ON:
        permit_why = f"浙江省居住证有效期至：{until}，有效"
    else:
        permit_why = f"浙江省居住证有效期至：{until}，已过期"

    # The maxima of every tier add up to its cap, so no cap can bind.
    province = age + education + skill + insurance + residence
    city = (
        employment + housing + shortage + tax + created
        + invention + commendation + volunteering + blood + donation
    )  # fmt: skip
    county = county_housing + county_honour + giving + party + post + new_year
    earned = province + city + county
    deducted = breaches + offences
    total = earned - deducted if earned > deducted else 0
    figures = (
        (
            age, education, skill, insurance, residence,
            employment, housing, shortage, tax, created,
            invention, commendation, volunteering, blood, donation,
            county_housing, county_honour, giving, party, post, new_year,
        ),
        (province, city, county),
        (breaches, offences),
        (earned, earned, deducted, total - earned + deducted, total),
    )  # fmt: skip

    age_source = ANNEX
    if not age:
        age_source = "［暂定：60 周岁以上计 0 分，jifen 项目暂定，未见公布］"
    elif facts["birth_date"] > EIGHTEEN_YEARS_AGO:
        age_source = "［暂定：未满 18 周岁的分值未见公布，jifen 项目按同一规则暂定］"
    education_source = ANNEX if education != 500 else "［转载：瑞安 2023 转载］"
    housing_source = BEILUN
    if housing == 2000:
        housing_source = "［暂定：自有住房的分值未见转载，按最高 20 分暂定］"
    provisional = (
        age_source is not ANNEX
        or housing == 2000
        or not PROVISIONAL.isdisjoint(facts)
        or bool(facts["breaches_of_trust"] or facts["offences"])
    )

    breaches_until = offences_until = None
    if facts["breaches_of_trust"]:
        breaches_until = freeze(facts["breaches_of_trust"], 1)
    if facts["offences"]:
        offences_until = freeze(facts["offences"], 5)
    eligible = bool(until is not None and until >= ON and given("works_locally"))

    against = "" if eligible else "；不符合申请条件"
    if breaches_until or offences_until:
        against += "；积分冻结"
    have = points(total)
    school_why = f"{have} 分{against}"
    if not against:
        school_why += "；分小学、初中按积分排名，同分依次比较居住时间、缴纳社保、文化程度"
    reasons = [
        age_why, education_why, skill_why, insurance_why, residence_why,
        employment_why, housing_why, shortage_why, tax_why, created_why,
        invention_why, commendation_why, volunteering_why, blood_why, donation_why,
        county_housing_why, county_honour_why, giving_why, party_why, post_why, new_year_why,
        breaches_why, offences_why,
        permit_why, WORKS_LOCALLY[given("works_locally")],
        asked(have, total, 100, against, "；按积分排名，同分依次比较居住时间、缴纳社保、文化程度"),
        school_why,
        asked(have, total, 60, against, "；按积分排名，同分依次比较居住时间、缴纳社保"),
        asked(have, total, 40, against, ""),
    ]  # fmt: skip
    sources = (age_source, education_source, housing_source)
    return figures, reasons, sources, (eligible, breaches_until, offences_until, provisional)


def explain(facts, closing):
    """The same as one text, as `explain("zh")` gives it; `closing` is its last lines, the editions."""
    figures, why, sources, (eligible, breaches_until, offences_until, provisional) = score(facts)
    (
        age, education, skill, insurance, residence,
        employment, housing, shortage, tax, created,
        invention, commendation, volunteering, blood, donation,
        county_housing, county_honour, giving, party, post, new_year,
    ), (province, city, county), (breaches, offences), (_, recognised, deducted, floored, total) = (
        figures
    )  # fmt: skip
    age_source, education_source, housing_source = sources

    verdict = f"总分 {points(total)} = 计入 {points(recognised)} − 扣分 {points(deducted)}"
    if floored:
        verdict += f" + 保底 {points(floored)}"
    breaches_freeze = offences_freeze = ""
    if breaches_until or offences_until:
        if breaches_until:
            breaches_freeze = f"；冻结至 {breaches_until}（含）"
        if offences_until:
            offences_freeze = f"；冻结至 {offences_until}（含）"
        verdict += f"；冻结至 {max(breaches_until or ON, offences_until or ON)}（含），不可使用"
    if not eligible:
        verdict += "；不符合申请条件"
    if provisional:
        verdict += "；含暂定分值"
    usable = eligible and not (breaches_until or offences_until)
    settlement, rental, check = (
        "可以申请" if usable and total >= least else "不可申请" for least in (10000, 6000, 4000)
    )
    school = "可以申请" if usable else "不可申请"

    return f"""居住地 象山县（330225），使用地 象山县（330225），计分日 2022-10-01
省级共性指标 {points(province)} / 100：计入（全省通用、跨区互认）
  年龄 {age // 100} / 20：{why[0]}{age_source}
  文化程度 {education // 100} / 10：{why[1]}{education_source}
  职业技能 {skill // 100} / 10：{why[2]}{ANNEX}
  缴纳社保 {points(insurance)} / 30：{why[3]}{ANNEX}
  居住时间 {points(residence)} / 30：{why[4]}{ANNEX}
市级共性指标 {city // 100} / 150：计入（全市通用、跨区互认）
  就业 {employment // 100} / 10：{why[5]}{BEILUN}
  住房 {housing // 100} / 20：{why[6]}{housing_source}
  紧缺岗位 {shortage // 100} / 10：{why[7]}{CHOSEN}
  投资纳税 {tax // 100} / 20：{why[8]}{CHOSEN}
  带动就业 {created // 100} / 15：{why[9]}{CHOSEN}
  发明创造 {invention // 100} / 20：{why[10]}{CHOSEN}
  表彰奖励 {commendation // 100} / 20：{why[11]}{CHOSEN}
  参与公益 {volunteering // 100} / 10：{why[12]}{CHOSEN}
  无偿献血 {blood // 100} / 15：{why[13]}{CHOSEN}
  无偿捐献 {donation // 100} / 10：{why[14]}{CHOSEN}
县级个性指标 {county // 100} / 50：计入（仅限象山县内使用）
  住房 {county_housing // 100} / 10：{why[15]}{CHOSEN}
  表彰奖励 {county_honour // 100} / 10：{why[16]}{CHOSEN}
  无偿捐赠 {giving // 100} / 5：{why[17]}{CHOSEN}
  流动党员 {party // 100} / 5：{why[18]}{CHOSEN}
  特殊岗位 {post // 100} / 15：{why[19]}{CHOSEN}
  留象过年 {new_year // 100} / 5：{why[20]}［转载：象山县融媒体中心报道，2022-06-17］
扣分
  违法失信 −{breaches // 100}：{why[21]}{breaches_freeze}{CHOSEN}
  违法犯罪 −{offences // 100}：{why[22]}{offences_freeze}{CHOSEN}
申请条件
  持有效浙江省居住证：{why[23]}
  在本地居住和就业：{why[24]}
{verdict}
公共服务
  落户：{settlement}（{why[25]}）{CHOSEN}
  子女入学：{school}（{why[26]}）{CHOSEN}
  公租房及补贴：{rental}（{why[27]}）{CHOSEN}
  职工体检：{check}（{why[28]}）{CHOSEN}
{closing}"""


def asked(have, total, least, against, then):
    """What a service with a threshold says of a total."""
    if total < least * 100:
        return f"{have} 分，未达到 {least} 分{against}"
    return f"{have} 分，达到 {least} 分{against or then}"


PROVISIONAL = {
    "shortage_occupation", "tax_paid_yuan", "jobs_created", "invention_patents", "utility_patents",
    "commendation", "volunteer_hours", "blood_donated_ml", "bodily_donation", "county_housing",
    "county_commendation", "charitable_giving_yuan", "mobile_party_member", "special_post_months",
}  # fmt: skip
"""The facts that earn points by provisional figures only."""


def in_five_years(events):
    """How many events count, and the words for them."""
    dates = sorted(e["date"] for e in events if FIVE_YEARS_AGO <= e["date"] <= ON)
    if not dates:
        return 0, "近 5 年内 0 次"
    return len(dates), f"近 5 年内 {len(dates)} 次（{'、'.join(map(str, dates))}）"


def not_counted(events, count):
    later = sum(e["date"] > ON for e in events)
    past = len(events) - count - later
    text = f"；另 {past} 次已满期限，不计" if past else ""
    return text + (f"；另 {later} 次在 2022-10-01 之后，不计" if later else "")


def freeze(events, years):
    """The last day of a freeze of so many years after the last event that counts, or None."""
    first = date(2022 - years, 10, 1)
    dates = [e["date"] for e in events if first <= e["date"] <= ON]
    if not dates:
        return None
    last = max(dates)
    if (last.month, last.day) == (2, 29) and years % 4:
        return date(last.year + years, 2, 28)
    return last.replace(year=last.year + years)


def points(hundredths):
    if hundredths % 100 == 0:
        return hundredths // 100
    return f"{hundredths / 100:.2f}".rstrip("0")


def plain(amount: Decimal):
    return f"{amount.normalize():f}"
