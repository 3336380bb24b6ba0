"""Amounts: yuan as Decimal and integer fen, figures with thousands separators, and 人民币大写.

An `int` is always fen and a `Decimal` is always yuan; a float is never an amount.
"""

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ("", "万", "亿", "万亿")
_GROUP = 10_000
MOST_FEN = _GROUP ** len(_GROUPS) * 100 - 1
"""The largest amount that can be written out: a little under ten thousand 万亿 yuan."""


def fen_of(yuan: Decimal) -> int:
    """Give a number of yuan in fen; raises ValueError when it is finer than a fen or no number."""
    if not yuan.is_finite():
        raise ValueError(f"金额“{yuan}”不是数字。")
    fen = yuan * 100
    if fen != fen.to_integral_value():
        raise ValueError(f"金额 {yuan} 元的小数超过两位，精确到分后再填写。")
    return int(fen)


def yuan_of(fen: int) -> Decimal:
    """Give a number of fen in yuan, always with two places."""
    return Decimal(fen).scaleb(-2)


def _fen(amount: Decimal | int) -> int:
    if isinstance(amount, Decimal):
        return fen_of(amount)
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise TypeError("an amount is a Decimal (yuan) or an int (fen)")
    return amount


def yuan_text(amount: Decimal | int) -> str:
    """Give an amount in yuan as a list shows it, e.g. `1,234.50`; raises ValueError when it is finer than a fen."""
    fen = _fen(amount)
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def _group(number: int) -> str:
    """Give four places in words, zeros between figures written once, e.g. 6007 → 陆仟零柒."""
    words, gap = "", False
    for digit, place in zip(f"{number:04d}", _PLACES, strict=True):
        if digit == "0":
            gap = bool(words)
            continue
        words += ("零" if gap else "") + DIGITS[int(digit)] + place
        gap = False
    return words


def _whole(yuan: int) -> str:
    """Give whole yuan (at least 1) in words without the unit."""
    groups: list[int] = []
    while yuan:
        yuan, least = divmod(yuan, _GROUP)
        groups.append(least)
    words, gap = "", False
    for power in range(len(groups) - 1, -1, -1):
        number = groups[power]
        if not number:
            gap = True
            continue
        words += "零" if words and (gap or number < _GROUP // 10) else ""
        words += _group(number) + (_GROUPS[power] if power != 3 or not groups[2] else "万")
        gap = False
    return words


def capital(amount: Decimal | int) -> str:
    """Give an amount as 人民币大写 by the rules for bills (《支付结算办法》附一), e.g. 人民币叁佰贰拾伍元零肆分.

    An `int` is fen, a `Decimal` yuan. 整 closes an amount in whole yuan only; a zero place is written where the
    rules demand it and left out where they leave the choice. Raises ValueError for an amount that is negative,
    finer than a fen, or above `MOST_FEN`.
    """
    fen = _fen(amount)
    if not 0 <= fen <= MOST_FEN:
        raise ValueError(f"金额 {yuan_text(fen)} 元不能写成大写：须在 0 元与 {yuan_text(MOST_FEN)} 元之间。")
    yuan, rest = divmod(fen, 100)
    tenths, hundredths = divmod(rest, 10)
    words = f"{_whole(yuan)}元" if yuan else ""
    if not rest:
        return f"人民币{words or '零元'}整"
    if tenths:
        words += f"{DIGITS[tenths]}角"
    elif yuan:
        words += "零"
    if hundredths:
        words += f"{DIGITS[hundredths]}分"
    return f"人民币{words}"
