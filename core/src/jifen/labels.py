"""What the keys of a rulebook are called in the words of those who read it."""

from collections.abc import Mapping

import attrs

from jifen.facts import Fact
from jifen.structure import key_of
from jifen.text import Text


def label_of(cls: type, attribute: "attrs.Attribute[object]") -> Text:
    """What a field of a record is called; the key itself where a plugin's rule kind brought it."""
    key = key_of(attribute)
    if issubclass(cls, Fact) and key in _OF_FACTS:
        return _OF_FACTS[key]
    return LABELS.get(key, Text(key, key))


LABELS: Mapping[str, Text] = {
    # an edition
    "jurisdiction": Text("地区", "jurisdiction"),
    "in_force": Text("施行期", "in force"),
    "from": Text("起", "from"),
    "to": Text("止", "to"),
    "floor": Text("保底", "floor"),
    "title": Text("标题", "title"),
    # what all records have
    "id": Text("标识", "id"),
    "name": Text("名称", "name"),
    "zh": Text("中文", "Chinese"),
    "en": Text("英文", "English"),
    "source": Text("来源", "source"),
    "figures": Text("单项来源", "sources of single figures"),
    # facts
    "required": Text("是否必填", "required"),
    "more_is_better": Text("越多越好", "more is better"),
    "evidence": Text("证明材料", "evidence"),
    "unit": Text("单位", "unit"),
    "continuous": Text("连续计算", "continuous"),
    "choices": Text("选项", "choices"),
    "min_age": Text("最小周岁", "least age"),
    "max_age": Text("最大周岁", "greatest age"),
    "kinds": Text("种类", "kinds"),
    "amount_max": Text("数额上限", "greatest amount"),
    "most": Text("最多次数", "most events"),
    # scopes and tiers
    "code": Text("代码", "code"),
    "wording": Text("表述", "wording"),
    "layer": Text("类别", "layer"),
    "scope": Text("适用范围", "scope"),
    "cap": Text("上限", "cap"),
    "group": Text("组", "group"),
    "mode": Text("计法", "mode"),
    "maxima_exceed_cap": Text("最高分之和可超过上限", "maxima may exceed the cap"),
    # indicators and deductions
    "tier": Text("层级", "tier"),
    "max": Text("最高分", "max"),
    "department": Text("责任部门", "department"),
    "rule": Text("规则", "rule"),
    "rescores": Text("再赋分对象", "re-scores"),
    "limited_by": Text("以何指标为限", "limited by"),
    "freeze": Text("冻结", "freeze"),
    "years": Text("年数", "years"),
    # requirements and conditions
    "condition": Text("条件", "condition"),
    "conditions": Text("条件", "conditions"),
    "fact": Text("事实", "fact"),
    "is": Text("须为", "is"),
    "is_not": Text("不得为", "is not"),
    "one_of": Text("须为其一", "one of"),
    "at_least": Text("至少", "at least"),
    "at_most": Text("至多", "at most"),
    "valid": Text("有效", "valid"),
    # services
    "offered_in": Text("提供地", "offered in"),
    "threshold": Text("最低分", "threshold"),
    "ranked": Text("按积分排名", "ranked"),
    "places": Text("名额", "places"),
    "tiers": Text("计入层级", "tiers counted"),
    "tie_breaks": Text("同分次序", "tie-breaks"),
    # rules
    "points": Text("分值", "points"),
    "measure": Text("计量", "measure"),
    "at_most_fact": Text("以何事实为限", "limited by the fact"),
    "proportional": Text("按比例", "in proportion"),
    "rounding": Text("取舍", "rounding"),
    "start": Text("起点", "start"),
    "bands": Text("分档", "band"),
    "stretches": Text("分段", "stretch"),
    "each_below": Text("每小一个加", "more for each below"),
    "each_above": Text("每大一个加", "more for each above"),
    "stated_to": Text("表中所列至", "stated to"),
    "each": Text("每次", "each"),
    "by_kind": Text("按种类", "by kind"),
    "by_occurrence": Text("按次序", "by occurrence"),
    "per_amount": Text("按数额", "per amount"),
    "rules": Text("部分", "part"),
    "then": Text("符合的", "if so"),
    "rows": Text("行", "rows"),
    "columns": Text("列", "columns"),
    "values": Text("选项", "values"),
}
"""By the key in TOML."""

_OF_FACTS: Mapping[str, Text] = {
    "min": Text("最小值", "least value"),
    "max": Text("最大值", "greatest value"),
}
"""Keys that mean another thing in a fact."""
