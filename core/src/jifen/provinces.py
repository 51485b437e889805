"""The province-level units of China (GB/T 2260), so that a place outside is known as one."""

import re
from collections.abc import Mapping

from jifen.text import Text

_SIX_DIGITS = re.compile(r"[0-9]{6}")

PROVINCES: Mapping[str, Text] = {
    "110000": Text("北京市", "Beijing"),
    "120000": Text("天津市", "Tianjin"),
    "130000": Text("河北省", "Hebei"),
    "140000": Text("山西省", "Shanxi"),
    "150000": Text("内蒙古自治区", "Inner Mongolia"),
    "210000": Text("辽宁省", "Liaoning"),
    "220000": Text("吉林省", "Jilin"),
    "230000": Text("黑龙江省", "Heilongjiang"),
    "310000": Text("上海市", "Shanghai"),
    "320000": Text("江苏省", "Jiangsu"),
    "330000": Text("浙江省", "Zhejiang"),
    "340000": Text("安徽省", "Anhui"),
    "350000": Text("福建省", "Fujian"),
    "360000": Text("江西省", "Jiangxi"),
    "370000": Text("山东省", "Shandong"),
    "410000": Text("河南省", "Henan"),
    "420000": Text("湖北省", "Hubei"),
    "430000": Text("湖南省", "Hunan"),
    "440000": Text("广东省", "Guangdong"),
    "450000": Text("广西壮族自治区", "Guangxi"),
    "460000": Text("海南省", "Hainan"),
    "500000": Text("重庆市", "Chongqing"),
    "510000": Text("四川省", "Sichuan"),
    "520000": Text("贵州省", "Guizhou"),
    "530000": Text("云南省", "Yunnan"),
    "540000": Text("西藏自治区", "Tibet"),
    "610000": Text("陕西省", "Shaanxi"),
    "620000": Text("甘肃省", "Gansu"),
    "630000": Text("青海省", "Qinghai"),
    "640000": Text("宁夏回族自治区", "Ningxia"),
    "650000": Text("新疆维吾尔自治区", "Xinjiang"),
    "710000": Text("台湾省", "Taiwan"),
    "810000": Text("香港特别行政区", "Hong Kong"),
    "820000": Text("澳门特别行政区", "Macao"),
}


def province_of(code: str) -> str | None:
    """The code of the province-level unit that a six-digit code begins with, if there is one."""
    province = f"{code[:2]}0000"
    known = _SIX_DIGITS.fullmatch(code) is not None and province in PROVINCES
    return province if known else None
