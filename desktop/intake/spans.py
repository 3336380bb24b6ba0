"""Headings of two days or two moments: of one column that holds both, or of two columns for the beginning and the end."""

from collections.abc import Iterator

_SPANS = {
    ("date", "contract_from"): (
        "合同起止日期",
        "劳动合同起止日期",
        "合同期限",
        "劳动合同期限",
        "合同起止时间",
        "劳动合同起止时间",
    ),
    ("moment", "started_at"): (
        "学习时段",
        "学习时间段",
        "学习起止时间",
        "起止时间",
        "上课时段",
        "上课起止时间",
        "时间段",
        "时段",
        "学习时间",
        "上课时间",
    ),
    ("moment", "at"): ("签到签退时间", "签到/签退时间", "签到签退", "考勤时段", "打卡时段"),
}
"""Headings of one column that holds two days or two moments, by the kind and the field of the first."""

_MORE = {"contract_from": ("劳动合同", "合同", "合同时间", "劳动合同时间", "合同日期", "劳动合同日期")}
"""What else stands over the two columns of a span, but says nothing of days when it stands alone."""

BEGINNING, END = "起", "止"
_BEGINNINGS = (BEGINNING, "始", "自", "从", "起始", "开始")
_ENDS = (END, "至", "到", "终", "终止", "截止", "结束", "到期")
_UNITS = ("", "日", "日期", "时间", "年月", "年月日")


def until(field_name: str) -> str:
    """Give the field of the second of two days or moments by that of the first."""
    return {"started_at": "ended_at", "at": "out_at"}.get(field_name, field_name.replace("_from", "_until"))


def of_both(kind: str, field_name: str) -> tuple[str, ...]:
    """Give the headings of one column that holds two days or moments, of which a field is the first."""
    return _SPANS.get((kind, field_name), ())


def of_each(kind: str, field_name: str) -> Iterator[tuple[str, str]]:
    """Give the headings of the two columns of a span, each with its field: 合同期限起, 合同期限终止日期."""
    both = of_both(kind, field_name)
    for word in (*both, *(_MORE.get(field_name, ()) if both else ())):
        for unit in _UNITS:
            for beginning in _BEGINNINGS:
                yield word + beginning + unit, field_name
            for end in _ENDS:
                yield word + end + unit, until(field_name)
