"""The code on a paper: it survives careless typing, tells a slip of the pen, and says the same as the QR."""

import itertools

import pytest

from desktop.issuing import code
from desktop.issuing.code import Mark
from desktop.problems import Refused

MARK = Mark("999901", "印〔2026〕0012号", 3, "5f" * 32, "a0" * 32)


def test_the_qr_says_everything_and_is_read_back() -> None:
    assert len(MARK.payload) == 128
    assert code.read(MARK.payload) == MARK
    assert code.read("https://example.org") is None


@pytest.mark.parametrize(
    "other",
    [
        Mark("999902", MARK.number, 3, MARK.digest, MARK.head),
        Mark("999901", "印〔2026〕0013号", 3, MARK.digest, MARK.head),
        Mark("999901", MARK.number, 4, MARK.digest, MARK.head),
        Mark("999901", MARK.number, 3, "5e" * 32, MARK.head),
        Mark("999901", MARK.number, 3, MARK.digest, "a1" * 32),
    ],
)
def test_everything_the_qr_says_is_in_the_code(other: Mark) -> None:
    assert other.code != MARK.code


def test_the_example_that_clerks_are_shown_is_a_code() -> None:
    assert code.grouped(code.typed(code.EXAMPLE)) == code.EXAMPLE
    with pytest.raises(Refused) as refused:
        code.typed("7KQF")
    assert code.EXAMPLE in refused.value.remedy


def test_typing_is_forgiven() -> None:
    shown = code.grouped(MARK.code)
    assert code.typed(shown) == MARK.code
    assert code.typed(f" {shown.lower().replace('-', ' ')} ") == MARK.code
    assert code.typed(shown.replace("0", "O").replace("1", "i").replace("5", "s")) == MARK.code


def test_every_single_slip_and_every_swap_of_neighbours_is_told() -> None:
    right = MARK.code
    slips = {
        right[:at] + sign + right[at + 1 :]
        for at, sign in itertools.product(range(len(right)), code.SIGNS)
        if right[at] != sign
    }
    slips |= {right[:at] + right[at + 1] + right[at] + right[at + 2 :] for at in range(len(right) - 1)} - {
        right
    }
    assert len(slips) > 360
    for slip in slips:
        with pytest.raises(Refused, match="校验位不符"):
            code.typed(slip)


def test_what_is_no_code_is_said_to_be_none() -> None:
    for text in ("", "7KQF", "公示", "7KQF-3M2P-XN4T-0000"):
        with pytest.raises(Refused, match="不是核验码"):
            code.typed(text)
