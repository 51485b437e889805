"""What the parser of TOML says of a fault, in Chinese."""

_FAMILIES = (
    ("Invalid statement", "此行既不是“键 = 值”，也不是 [表]"),
    ("Expected '=' after a key", "键的后面缺少 ="),
    ("Invalid initial character for a key", "键名有误，或缺少键名"),
    ("Expected newline or end of document", "值的后面有多余的内容，或值有误"),
    ("Invalid date or datetime", "没有这一天或这一时刻"),
    ("Invalid value", "等号后面的值有误，或缺少值"),
    ("Cannot declare", "此表已声明过"),
    ("Cannot overwrite", "此键已有值"),
    ("Duplicate inline table key", "此键已有值"),
    ("Cannot mutate", "此表已写定，不能再增补"),
    ("Cannot redefine", "此表已写定，不能再增补"),
    ("Unclosed array", "列表没有以 ] 结束，或某一项有误"),
    ("Unclosed inline table", "表没有以 } 结束，或某一项有误"),
    ("Unterminated string", "引号没有成对"),
    ("Expected ']", "表名没有以 ] 或 ]] 结束"),
    ("Expected", "引号没有成对，或缺少字符"),
    ("Illegal character '\\n'", "引号没有成对"),
    ("Illegal character", "有不允许的字符"),
    ("Found invalid character", "有不允许的字符"),
    ("Unescaped", "引号中的 \\ 须写作 \\\\"),
    ("Invalid hex value", "引号中 \\ 之后的字符有误"),
    ("Escaped character", "引号中 \\ 之后的字符有误"),
)
"""What the parser's messages begin with; the first that fits says it in Chinese."""


def in_chinese(said: str) -> str:
    """A message of the parser."""
    return next((zh for start, zh in _FAMILIES if said.startswith(start)), "写法有误")
