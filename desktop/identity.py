"""Numbers that identify: citizen numbers, bank accounts, phones, credit codes; their checks, masks and parts.

A citizen number (公民身份号码, GB 11643) is checked by its 18 places, a real birth date that is not in the future,
and the MOD 11-2 check digit. The area code is never a reason to refuse: codes come and go with the map.
"""

import re
from datetime import date

from desktop.problems import Problem

MALE = "男"
FEMALE = "女"
PRACTICE_AREA = "999901"
"""An area code that no place has: numbers made with it belong to no living person."""

EARLIEST_BIRTH_YEAR = 1900
CHECK_DIGITS = "10X98765432"
"""The check digit (GB 11643) by the remainder of the weighted sum of the first 17 places."""

# The weights of GB 11643 are the powers of 2 modulo 11, and 13 leaves 2: the first 17 places read as one
# number to the base 13 leave half the weighted sum, so the table is stepped through by twos.
CHECK_BY_REMAINDER = "".join(CHECK_DIGITS[remainder * 2 % 11] for remainder in range(11))

ID_SHAPE = re.compile(r"[0-9]{17}[0-9X]").fullmatch
_OLD_SHAPE = re.compile(r"[0-9]{15}").fullmatch
_PHONE_SHAPE = re.compile(r"1[3-9][0-9]{9}").fullmatch
_ACCOUNT_SHAPE = re.compile(r"[0-9]{12,19}").fullmatch
# Joined by hand or brought in by copying: blanks, hyphens, apostrophes, quotation marks, marks of no width.
_CLUTTER = re.compile("[\\s\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad'‘’`´\"“”\\-‐-―－]+")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_EDGES = ",;:.、。"
_FEWEST_SHOWN = 4
_POINT_NOUGHT = re.compile(r"[0-9]{1,15}\.0+").fullmatch
_LIKE_X = frozenset("×ΧХ╳✕✖Ⅹ*")
"""What is typed for the X at the end of a citizen number: the sign of multiplication, a Greek and a Russian letter."""
_WHOLE_ID = re.compile(r"(?<![0-9A-Z])[0-9]{17}[0-9X](?![0-9A-Z])")
_OTHER_PAPER = re.compile(r"[A-Z]{1,3}[0-9]{6,10}(?:\([0-9A-Z]\))?").fullmatch
_FOR_DIGITS = frozenset("OILSZB")
_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])")
_LANDLINE = re.compile(r"(?:0[0-9]{2,3})?[2-8][0-9]{6,7}").fullmatch
_LOST_MOBILE = re.compile(r"1(?:\.[0-9]+)?E\+?10").fullmatch
_ACCOUNT = re.compile(r"(?<![0-9A-Z])[0-9]{12,19}(?![0-9A-Z])")

_births: dict[str, date | None] = {}
_MOST_BIRTHS = 100_000


def tidy(text: str) -> str:
    """Give a number as it was meant: half-width, in capitals, without blanks, hyphens, apostrophes, marks at its ends, .0."""
    if not text.isascii():
        text = text.translate(_WIDE)
    number = _CLUTTER.sub("", text).upper().strip(_EDGES)
    return number.partition(".")[0] if number.endswith("0") and _POINT_NOUGHT(number) else number


def check_digit(first_17: str) -> str:
    """Give the 18th place of a citizen number for its first 17 digits."""
    return CHECK_BY_REMAINDER[int(first_17, 13) % 11]


def born_of(places: str) -> date | None:
    """Give the day that eight digits (yyyymmdd) name, or None when there is no such day since 1900."""
    try:
        return _births[places]
    except KeyError:
        pass
    try:
        born = date(int(places[:4]), int(places[4:6]), int(places[6:8]))
    except ValueError:
        born = None
    if born is not None and born.year < EARLIEST_BIRTH_YEAR:
        born = None
    if len(_births) > _MOST_BIRTHS:
        _births.clear()
    _births[places] = born
    return born


def is_right(number: str, day: date) -> bool:
    """Tell whether a number in its normal form passes every check on that day; the fast way for long lists."""
    if not ID_SHAPE(number):
        return False
    born = _births.get(number[6:14]) or born_of(number[6:14])
    return born is not None and born <= day and number[17] == CHECK_BY_REMAINDER[int(number[:17], 13) % 11]


def check_id(text: str, day: date) -> tuple[str, Problem | None]:
    """Give a citizen number in its normal form, and what is wrong with it on that day, if anything.

    Codes of the problem: id_missing, id_old, id_length, id_characters, id_birth, id_future, id_check_digit.
    """
    number = tidy(text)
    if (
        len(number) == 18
        and number[17] in _LIKE_X
        and number[:17].isdecimal()
        and check_digit(number[:17]) == "X"
    ):
        number = number[:17] + "X" if number[17] != "*" else number
    if not ID_SHAPE(number):
        return number, _shape_problem(number)
    born = born_of(number[6:14])
    if born is None:
        return number, Problem(
            "id_birth",
            f"身份证号第 7 至 14 位“{number[6:14]}”不是真实的出生日期，无法确认本人。",
            "请对照身份证核对出生年月日后改正。",
        )
    if born > day:
        return number, Problem(
            "id_future",
            f"身份证号中的出生日期 {born.isoformat()} 晚于 {day.isoformat()}，无法确认本人。",
            "请对照身份证核对第 7 至 14 位后改正。",
        )
    expected = CHECK_BY_REMAINDER[int(number[:17], 13) % 11]
    if number[17] != expected:
        return number, _digit_problem(number, expected)
    return number, None


def _shape_problem(number: str) -> Problem:
    if not number:
        return Problem("id_missing", "缺少身份证号，无法确认本人。", "请填写 18 位公民身份号码。")
    if _OLD_SHAPE(number):
        newer = from_old(number)
        proposal = (
            f"按规则升位后为 {newer}，请与身份证核对无误后填写。"
            if newer
            else "请填写现行身份证上的 18 位号码。"
        )
        return Problem("id_old", "这是 15 位旧身份证号，已停止使用，不能登记。", proposal)
    whole = _WHOLE_ID.findall(number)
    if len(whole) > 1:
        return Problem(
            "id_characters",
            f"一格里有 {len(whole)} 个身份证号，无法确定是哪一个人的。",
            "请一人一行，每格只填一个号码。",
        )
    if whole:
        rest = number.replace(whole[0], "")[:20]
        return Problem(
            "id_characters",
            f"身份证号一格里除号码外还有“{rest}”，无法校验。",
            "请只留 18 位号码，其他内容写到备注列。",
        )
    if _OTHER_PAPER(number):
        return Problem(
            "id_characters",
            "这像是护照、通行证等其他证件的号码，不是公民身份号码，不能登记。",
            "请填写 18 位公民身份号码；港澳台居民填居住证号码，外国人填永久居留身份证号码。",
        )
    strange = "".join(dict.fromkeys(each for each in number[:17] if not "0" <= each <= "9"))
    if strange:
        letters = set(strange) <= _FOR_DIGITS
        hint = "可能把数字 0、1 写成了字母，请对照身份证改正。" if letters else ""
        return Problem(
            "id_characters",
            f"身份证号含有不应出现的字符“{strange[:20]}”，无法校验。",
            hint or "请只填 18 位号码，前 17 位为数字，末位为数字或 X。",
        )
    if len(number) != 18:
        return Problem(
            "id_length",
            f"身份证号应为 18 位，现为 {len(number)} 位，无法确认本人。",
            "请对照身份证补全或删去多余的数字。",
        )
    return Problem(
        "id_characters",
        f"身份证号第 18 位“{number[17]}”既不是数字也不是 X，无法校验。",
        f"按前 17 位推算，末位应为 {check_digit(number[:17])}，请与身份证核对后改正。",
    )


def _digit_problem(number: str, expected: str) -> Problem:
    if number.endswith("000"):
        return Problem(
            "id_check_digit",
            f"身份证号第 18 位校验码应为 {expected}，现为 {number[17]}；末三位为 000，像是被 Excel 转成数字后丢失的。",
            "请把该列设为文本格式，按身份证重新录入 18 位号码。",
        )
    return Problem(
        "id_check_digit",
        f"身份证号第 18 位校验码应为 {expected}，现为 {number[17]}，号码中至少有一位写错。",
        "请对照身份证逐位核对后改正。",
    )


def from_old(number: str) -> str:
    """Give the 18-place form of a 15-place citizen number (born 19yy), or "" when its date is not real."""
    if not _OLD_SHAPE(number) or born_of("19" + number[6:12]) is None:
        return ""
    first_17 = number[:6] + "19" + number[6:]
    return first_17 + check_digit(first_17)


def birth_date(number: str) -> date:
    """Give the birth date that an 18-place citizen number holds; raises ValueError when it is not real."""
    born = born_of(number[6:14])
    if born is None:
        message = "no birth date in places 7 to 14"
        raise ValueError(message)
    return born


def sex_of(number: str) -> str:
    """Give 男 or 女 from the 17th place of a citizen number: odd for men, even for women."""
    return MALE if int(number[16]) % 2 else FEMALE


def age_on(born: date, day: date) -> int:
    """Give the age in full years on a day, by the birthday and not by the year."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def mask_id(number: str) -> str:
    """Give a citizen number with places 7 to 14, the birth date, hidden: 999901********001X."""
    if len(number) == 18:
        return f"{number[:6]}********{number[14:]}"
    return "*" * len(number)


def hidden(text: str) -> str:
    """Give a citizen number of 18 places of which some are hidden, those as stars; "" for any other writing."""
    written = re.sub(r"[^0-9A-Za-z]", "*", tidy(text))
    shown = re.fullmatch(r"([0-9]*)(?:\*{2,}|X{2,})([0-9]*[0-9X])", written)
    if shown is None or not _FEWEST_SHOWN <= len(shown[1] + shown[2]) < 17:
        return ""
    return shown[1] + "*" * (18 - len(shown[1] + shown[2])) + shown[2]


def mask_account(number: str) -> str:
    """Give the last four places of an account behind four stars; all stars when it is shorter than eight."""
    return f"****{number[-4:]}" if len(number) >= 8 else "*" * len(number)


def mask_phone(number: str) -> str:
    """Give a phone number with its middle four places hidden: 138****5678."""
    return f"{number[:3]}****{number[-4:]}" if len(number) == 11 else "*" * len(number)


def check_phone(text: str) -> tuple[str, Problem | None]:
    """Give a mobile number as 11 digits, without +86, and what is wrong with it, if anything."""
    number = _bare_phone(text)
    if _PHONE_SHAPE(number):
        return number, None
    found = [_bare_phone(each) for each in _MOBILE.findall(text.translate(_WIDE))]
    if found and len(set(found)) == 1 and not _MOBILE.sub("", text.translate(_WIDE)).strip(" /,;、|"):
        return found[0], None
    return number, Problem("phone", *_phone_problem(text.strip()[:30], number, len(set(found))))


def _bare_phone(text: str) -> str:
    """Give a mobile number without the marks between its parts, +86, and the 0 once dialled before it."""
    number = re.sub(r"[()._·]", "", tidy(text))
    for prefix in ("+86", "0086"):
        number = number.removeprefix(prefix)
    if len(number) == 13 and number.startswith("86"):
        number = number[2:]
    return number[1:] if len(number) == 12 and number.startswith("01") else number


def _phone_problem(shown: str, number: str, mobiles: int) -> tuple[str, str]:
    """Give what is wrong with a telephone number, and how it is mended."""
    only = "请填写以 13 至 19 开头的 11 位手机号码，只填一个。"
    if mobiles > 1:
        return f"“{shown}”有 {mobiles} 个手机号码，无法确定用哪一个。", "请只留本人常用的一个 11 位手机号码。"
    if mobiles:
        return f"“{shown}”除手机号码外还有别的内容，无法登记。", "请只留 11 位手机号码，其他内容写到备注列。"
    if _LOST_MOBILE(tidy(shown)):
        return (
            f"手机号码已变成“{shown}”，末尾数位已经丢失，无法还原。",
            "请把该列设为文本格式，重新录入 11 位手机号码。",
        )
    if "*" in number:
        return f"“{shown}”隐去了几位，无法联系到本人。", "请填写完整的 11 位手机号码。"
    if _LANDLINE(number):
        return (
            f"“{shown}”是固定电话，不是手机号码，无法登记。",
            "请填写本人的 11 位手机号码；没有手机的请留空。",
        )
    if number.isdecimal() and len(number) != 11:
        return f"“{shown}”有 {len(number)} 位，手机号码应为 11 位，无法联系到本人。", only
    return f"“{shown}”不是 11 位手机号码，无法联系到本人。", f"{only}没有手机的请留空。"


def check_account(text: str) -> tuple[str, Problem | None]:
    """Give a bank account as 12 to 19 digits, and what is wrong with it, if anything; Luhn is asked apart."""
    number = tidy(text)
    if _ACCOUNT_SHAPE(number):
        return number, None
    found = _ACCOUNT.findall(number)
    if found:
        rest = number.replace(found[0], "")[:20]
        said = f"一格里有 {len(found)} 个账号" if len(found) > 1 else f"除账号外还有“{rest}”"
        return number, Problem(
            "account", f"银行账号{said}，无法拨付。", "请只留一个账号，开户银行等写到它们自己的列。"
        )
    strange = "".join(dict.fromkeys(each for each in number if not "0" <= each <= "9"))[:20]
    said = f"现含有“{strange}”" if strange else f"现为 {len(number)} 位"
    return number, Problem(
        "account",
        f"银行账号应为 12 至 19 位数字，{said}，无法拨付。",
        "请对照银行卡或开户证明填写完整账号。",
    )


_DOUBLED = bytes.maketrans(b"0123456789", b"0246813579")


def luhn(number: str) -> bool:
    """Tell whether the last digit of a bank card number is right (Luhn); accounts that are no cards may fail."""
    places = number.encode("ascii")
    total = sum(places[::-2]) + sum(places[-2::-2].translate(_DOUBLED))
    return (total - 48 * len(places)) % 10 == 0  # 48 is the code of the digit 0


def check_credit_code(text: str) -> tuple[str, Problem | None]:
    """Give a unified social credit code (统一社会信用代码, GB 32100) and what is wrong with it, if anything."""
    from stdnum.cn import uscc  # its package brings half of the standard library along

    code = tidy(text)
    if uscc.is_valid(code):
        return code, None
    if len(code) != 18:
        return code, Problem(
            "credit_code",
            f"统一社会信用代码应为 18 位，现为 {len(code)} 位，无法确认单位。",
            "请对照营业执照填写完整代码。",
        )
    return code, Problem(
        "credit_code",
        "统一社会信用代码没有通过校验，至少有一位写错。",
        "请对照营业执照逐位核对，注意代码中没有字母 I、O、Z、S、V。",
    )


def make_practice_id(sequence: int, born: date, sex: str) -> str:
    """Give a citizen number that passes every check and belongs to nobody; 500 a birth date and sex.

    `sequence` counts from 0 and starts again after 499; `sex` is 男 or 女.
    """
    order = (sequence % 500) * 2 + (1 if sex == MALE else 0)
    first_17 = f"{PRACTICE_AREA}{born:%Y%m%d}{order:03d}"
    return first_17 + check_digit(first_17)
