"""Amounts in fen, in figures and in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.money import DIGITS, MOST_FEN, capital, fen_of, yuan_of, yuan_text


@pytest.mark.parametrize(
    "yuan, words",
    [
        # the published examples
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        # zeros at every place
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角"),
        ("10", "壹拾元整"),
        ("1000", "壹仟元整"),
        ("10000", "壹万元整"),
        ("10001", "壹万零壹元整"),
        ("10100", "壹万零壹佰元整"),
        ("100500", "壹拾万零伍佰元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("20000000", "贰仟万元整"),
        ("100000001", "壹亿零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("120000000.09", "壹亿贰仟万元零玖分"),
        ("1000000000000", "壹万亿元整"),
        ("1000100000000", "壹万零壹亿元整"),
        ("9999999999999999.99", "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_an_amount_in_words_follows_the_rules_for_bills(yuan: str, words: str):
    assert capital(Decimal(yuan)) == f"人民币{words}"


VALUES = {word: figure for figure, word in enumerate(DIGITS)}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def read(words: str) -> int:
    """Read an amount in words back to fen, the way a person would."""
    total = section = digit = fen = 0
    for word in words.removeprefix("人民币").removesuffix("整"):
        if word in VALUES:
            digit = VALUES[word]
        elif word in UNITS:
            section, digit = section + digit * UNITS[word], 0
        elif word == "万":
            total, section, digit = total + (section + digit) * 10_000, 0, 0
        elif word == "亿":
            total, section, digit = (total + section + digit) * 100_000_000, 0, 0
        elif word == "元":
            total, section, digit = total + section + digit, 0, 0
        elif word == "角":
            fen, digit = fen + digit * 10, 0
        elif word == "分":
            fen, digit = fen + digit, 0
    return total * 100 + fen


@given(st.integers(0, MOST_FEN))
def test_words_read_back_as_the_same_amount_and_never_double_a_zero(fen: int):
    words = capital(fen)
    assert read(words) == fen
    assert "零零" not in words


def test_an_int_is_fen_and_a_decimal_is_yuan():
    assert capital(150) == capital(Decimal("1.5"))
    assert yuan_text(123456789) == yuan_text(Decimal("1234567.89")) == "1,234,567.89"
    assert yuan_text(-5) == "-0.05"


@pytest.mark.parametrize("amount", [-1, MOST_FEN + 1, Decimal("0.001"), Decimal("NaN")])
def test_what_is_no_payable_amount_is_refused(amount: Decimal | int):
    with pytest.raises(ValueError):
        capital(amount)


@pytest.mark.parametrize("amount", [1.5, True])
def test_a_float_is_never_an_amount(amount: object):
    with pytest.raises(TypeError):
        yuan_text(amount)


@given(st.integers(-MOST_FEN, MOST_FEN))
def test_fen_and_yuan_are_one_amount(fen: int):
    assert fen_of(yuan_of(fen)) == fen
