"""The kinds of cells: what each takes, how it is written down, and what is said when it is wrong."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from desktop import identity
from desktop.intake.checking import (
    Checker,
    Fault,
    Parsed,
    Setting,
    clean,
    digits_lost,
    is_blank,
    missing,
    passing,
    remembering,
    told,
    too_long,
)
from desktop.intake.coded import coded, groups
from desktop.intake.dates import NoDay, days_in
from desktop.intake.moments import lengths, moments
from desktop.intake.names import names, payees
from desktop.intake.occupations import occupations
from desktop.intake.words import plain

_USUAL_TEXT = "[\u4e00-\u9fff0-9A-Za-z()#.-]"
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:[,'’]\d{3})+|\d+)(?:\.\d*)?")
_BEFORE_NUMBER = r"人民币|RMB|CNY|[¥￥]"
_EACH = r"(?:/|每)(?:人|名|次|天|日|课时|学时)"
_NO_NUMBERS = (
    (
        r"\d(?:\.\d+)?[Ee][-+]?\d+",
        "是科学记数法，数位可能已经丢失，不能采用。",
        "请把该列设为数值格式，按原件重新填写。",
    ),
    (
        r"(?:人民币)?[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+[元圆]?.{0,6}[整正]?",
        "是中文数字，无法计算。",
        "请改填阿拉伯数字，例如 1000。",
    ),
    (
        r"[(（]\d[\d,.]*[)）]|\d[\d,.]*-",
        "像是负数，不能登记。",
        "请核对；确是退回或冲减的，请向对方核实后另行登记。",
    ),
    (
        r"\d[\d,.]*[元圆]?",
        "的逗号或小数点位置不对，无法确定是多少。",
        "请不写千位分隔的逗号，只填数字，例如 1000.00。",
    ),
    (
        r"\d{1,2}:\d{2}.*|\d{4}-\d{2}-\d{2}.*",
        "是时刻或日期，不是数字，无法计算。",
        "请把单元格设为数值格式，只填数字。",
    ),
    (r".*分钟|.*时\d+分", "是分钟数，不能当作课时。", "请按每课时的分钟数折算成课时，只填数字。"),
    (r".*\d.*\D+.*\d.*", "里不止一个数字，无法确定是哪一个。", "请只填一个数字，说明写到备注列。"),
)
"""What may stand in the place of a number, what is said of it, and what helps; the first that fits counts."""
_LABEL = re.compile(r"^(?:证书)?(?:编号|号码|证号|账号|卡号)[:：]")
_EXACT = 12
"""A number cell is right to so many places; a formula leaves dust beyond them."""
_OPEN_ENDED = re.compile(
    r"(?:无固定|不固定|不定)期?限?(?:劳动)?(?:合同)?|长期(?:有效|合同)?|永久|(?:至|到)?(?:法定)?退休(?:年龄|时|为止)?"
    r"|(?:至|到)?以?完成一定工作任务(?:为期限|时|为止)?(?:的?劳动合同)?|(?:9999|2999).*"
)
"""What stands for a contract without a last day, the days that programs write for none among it."""
_HOW_LONG = re.compile(r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:年|个?月)(?:期|整)?")
_FIRST_YEAR = 1950
"""Nobody was hired, insured or taught before; a spreadsheet writes such a day for none."""
_PAST = frozenset({"day", "issued_on"})
"""Days of what has already happened."""
_YUAN = ("元", "圆", "元整")
_REPEATING = frozenset(
    {"course", "device", "ip", "employer", "education", "household", "bank", "issuer", "reason"}
)


def _text(setting: Setting) -> Checker:
    def parse(cell: object) -> Parsed:
        text = clean(cell)
        if is_blank(text):
            return missing(setting)
        return text, too_long(text, setting)

    longest = setting.column.longest
    if setting.column.field in _REPEATING:
        return remembering(parse)
    return passing(re.compile(f"{_USUAL_TEXT}{{3,{longest}}}").fullmatch, parse)


def _id_number(setting: Setting) -> Checker:
    day = setting.day

    def parse(cell: object) -> Parsed:
        lost = digits_lost(cell, "身份证号", " 18 位号码")
        old = _old_number(cell)
        if lost is not None and not old:
            return None, lost
        text = old or clean(cell)
        if is_blank(text):
            text = ""
        if not text and (setting.column.instead or not setting.column.required):
            return None, None
        if setting.column.masked and (shown := identity.hidden(text)):
            return shown, None
        if setting.column.old_numbers:
            text = identity.from_old(identity.tidy(text)) or text
        number, problem = identity.check_id(text, day)
        fault = told(problem)
        if old and fault is not None and fault.code == "id_old":
            fault = fault._replace(
                remedy=f"{fault.remedy}请把该列设为文本格式，18 位号码存成数字会丢失末尾数位。"
            )
        return number, fault

    return passing(lambda text: identity.is_right(text, day), parse)


def _old_number(cell: object) -> str:
    """Give the citizen number of 15 places that a number cell holds, of which nothing is lost; "" for any other cell."""
    if isinstance(cell, bool) or not isinstance(cell, float | int) or cell != cell // 1:
        return ""
    text = str(int(cell))
    return text if identity.from_old(text) else ""


def _phone(setting: Setting) -> Checker:
    def parse(cell: object) -> Parsed:
        text = clean(cell)
        if is_blank(text):
            return missing(setting)
        number, problem = identity.check_phone(text)
        return number, told(problem)

    return passing(re.compile(r"1[3-9][0-9]{9}").fullmatch, parse)


def _account(setting: Setting) -> Checker:
    usual = re.compile(r"[0-9]{12,19}").fullmatch

    def parse(cell: object) -> Parsed:
        lost = digits_lost(cell, "银行账号", "完整账号")
        if lost is not None:
            return None, lost
        text = clean(cell)
        if is_blank(text):
            return missing(setting)
        number, problem = identity.check_account(text)
        if problem is None and len(number) >= 16 and number.startswith("62") and not identity.luhn(number):
            return number, Fault(
                "account_luhn",
                "银行卡号没有通过校验位检查，可能写错一位。",
                "请对照银行卡核对；确认无误可以不改。",
                warning=True,
            )
        return number, told(problem)

    return passing(lambda text: usual(text) and (not text.startswith("62") or identity.luhn(text)), parse)


def _serial(setting: Setting) -> Checker:
    def parse(cell: object) -> Parsed:
        lost = digits_lost(cell, setting.column.title, "完整编号")
        if lost is not None:
            return None, lost
        text = clean(cell)
        if is_blank(text):
            return missing(setting)
        text = _LABEL.sub("", plain(text)).strip(",;:.、。").upper()
        if not any(each.isdecimal() for each in text):
            title = setting.column.title
            what = f"{title}“{text[:20]}”里没有数字，不是编号，不能登记。"
            return None, Fault("serial", what, f"请对照原件填写{title}；还没有的，等有了再报。")
        return text, too_long(text, setting)

    return passing(re.compile(r"[A-Z0-9]{8,60}").fullmatch, parse)


def _credit_code(setting: Setting) -> Checker:
    def parse(cell: object) -> Parsed:
        lost = digits_lost(cell, "统一社会信用代码", " 18 位代码")
        if lost is not None:
            return None, lost
        text = clean(cell)
        if is_blank(text):
            return missing(setting)
        code, problem = identity.check_credit_code(text)
        return code, told(problem)

    return remembering(parse)


def _no_day(cell: object, setting: Setting) -> Parsed | None:
    """Give the answer for a cell that says that there is no day, or how long something lasts; None for any other."""
    open_ended = setting.column.field.endswith("_until")
    text = plain(cell) if isinstance(cell, str) else ""
    if isinstance(cell, str) and is_blank(text):
        return missing(setting)
    if open_ended and (_OPEN_ENDED.fullmatch(text) or (isinstance(cell, date) and cell.year in (2999, 9999))):
        return missing(setting)
    if open_ended and _HOW_LONG.fullmatch(text):
        what = f"{setting.column.title}“{text}”是期限的长短，不是日期，无法登记。"
        return None, Fault("date", what, "请按合同写出终止的年月日，例如 2023-03-05。")
    return None


def _day(setting: Setting) -> Checker:
    title = setting.column.title

    def parse(cell: object) -> Parsed:
        none = _no_day(cell, setting)
        if none is not None:
            return none
        try:
            found = days_in(cell)
        except NoDay as error:
            return None, Fault("date", f"{title}：{error.reason}，无法登记。", error.remedy)
        if found[0].year < _FIRST_YEAR:
            what = f"{title} {found[0]} 的年份不合常理，无法登记。"
            return None, Fault("date", what, "请对照原件核对后改正；没有日期的请留空。")
        if setting.span is not None:
            return found[min(setting.span, len(found) - 1)], None
        if setting.column.field in _PAST and found[0] > setting.day:
            return found[0], Fault(
                "future",
                f"{title} {found[0]} 晚于今天（{setting.day}），不能登记。",
                "请对照原件核对日期后改正。",
            )
        if len(found) > 1:
            return None, Fault(
                "date", f"{title}一格里有两个日期，无法确定是哪一个。", "请分成两列，每格只写一个日期。"
            )
        return found[0], None

    return remembering(parse)


def _number(cell: object, units: str) -> Decimal | None:
    """Give the number in a cell, without the units that may follow it; None when there is none."""
    if isinstance(cell, bool) or not isinstance(cell, float | int | str):
        return None
    if isinstance(cell, float | int):
        return Decimal(f"{cell:.{_EXACT}g}") if abs(cell) < 10**_EXACT else None
    text = re.sub(f"^(?:{_BEFORE_NUMBER})|(?:{units}|CNY)?(?:{_EACH})?$", "", plain(cell))
    if not _NUMBER.fullmatch(text):
        return None
    try:
        return Decimal(re.sub("[,'’]", "", text))
    except InvalidOperation:
        return None


def _sum(cell: object, units: str) -> Decimal | None:
    """Give the number in a cell, or the sum of several with 、 between them: class hours of parts of a day."""
    if not isinstance(cell, str) or "、" not in cell:
        return _number(cell, units)
    numbers = [_number(part, units) for part in cell.split("、") if not is_blank(clean(part))]
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if len(known) == len(numbers) else None


def _no_number(title: str, text: str) -> Fault:
    """Give the fault of a cell that holds no number, by what it holds instead."""
    form = plain(text)
    for shape, what, remedy in _NO_NUMBERS:
        if re.fullmatch(shape, form):
            return Fault("number", f"{title}“{text[:20]}”{what}", remedy)
    return Fault("number", f"{title}“{text[:20]}”不是数字，无法计算。", "请只填数字。")


def _amount(setting: Setting, units: str, most: Decimal, places: int) -> Checker:
    """Check hours, days or money: not below zero, not above `most`, at most so many places."""
    title = setting.column.title
    in_ten_thousands = setting.ten_thousands and setting.column.kind == "money"

    def parse(cell: object) -> Parsed:
        if isinstance(cell, str) and is_blank(cell):
            return missing(setting)
        number = _sum(cell, units) if setting.column.kind == "hours" else _number(cell, units)
        if number is None:
            return None, _no_number(title, clean(cell))
        text = plain(cell) if isinstance(cell, str) else ""
        if text.endswith(("万元", "万")) or (in_ten_thousands and not text.endswith(_YUAN)):
            number *= 10_000
        if not 0 <= number <= most:
            return None, Fault(
                "number", f"{title} {number:f} 不合常理，无法登记。", f"请核对，应在 0 至 {most} 之间。"
            )
        if number != round(number, places):
            kept = f"请按实际填写，最多 {places} 位小数。" if places else "请填写整数。"
            return None, Fault("number", f"{title} {number:f} 的小数位太多，无法登记。", kept)
        return round(number, places) if places else Decimal(int(number)), None

    return remembering(parse)


KINDS: Mapping[str, Callable[[Setting], Checker]] = {
    "text": _text,
    "name": names,
    "payee": payees,
    "id_number": _id_number,
    "phone": _phone,
    "account": _account,
    "serial": _serial,
    "credit_code": _credit_code,
    "date": _day,
    "sex": lambda setting: coded(setting, "sex"),
    "level": lambda setting: coded(setting, "level"),
    "code": lambda setting: coded(setting, setting.column.field),
    "groups": groups,
    "occupation": occupations,
    "hours": lambda setting: _amount(setting, "课时|学时|小时|个小时|节|h|H", Decimal(24), 1),
    "days": lambda setting: _amount(setting, "天|日", Decimal(366), 0),
    "score": lambda setting: _amount(setting, "分", Decimal(1000), 2),
    "moment": moments,
    "length": lengths,
    "money": lambda setting: _amount(setting, "万元|万|元整|元|圆", Decimal(100_000_000), 2),
}
"""How the cells of each kind of column are read; `code` uses the table of words named by the field."""


def checker(setting: Setting) -> Checker:
    """Give the checker for one column of a sheet; raises KeyError for a kind that nobody reads."""
    return KINDS[setting.column.kind](setting)
