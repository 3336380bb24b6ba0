"""Numbers that identify: what is right, what is wrong and how that is said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.identity import (
    CHECK_DIGITS,
    age_on,
    birth_date,
    check_account,
    check_credit_code,
    check_digit,
    check_id,
    check_phone,
    from_old,
    luhn,
    make_practice_id,
    mask_account,
    mask_id,
    mask_phone,
    sex_of,
)

TODAY = date(2020, 6, 1)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
GOOD = "99990119900506039X"


@given(st.text(alphabet="0123456789", min_size=17, max_size=17))
def test_the_check_digit_is_the_one_of_the_standard(first_17: str):
    weighted = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first_17, strict=True))
    assert check_digit(first_17) == CHECK_DIGITS[weighted % 11]


def test_a_number_whose_county_did_not_exist_yet_at_birth_is_right():
    # 321323 was made in 1996; people born there before carry it all the same.
    number = "32132319850101002" + check_digit("32132319850101002")
    assert check_id(number, TODAY) == (number, None)


@pytest.mark.parametrize(
    "written",
    [
        GOOD,
        GOOD.lower(),
        f"  {GOOD} ",
        f"'{GOOD}",
        f"‘{GOOD}",
        "999901 19900506 039X",
        "999901-19900506-039x",
        "９９９９０１１９９００５０６０３９Ｘ",
        f"\ufeff{GOOD[:9]}\u200b{GOOD[9:]}",
    ],
)
def test_a_right_number_is_recognised_however_it_is_written(written: str):
    assert check_id(written, TODAY) == (GOOD, None)


@pytest.mark.parametrize(
    "written, code, said",
    [
        ("", "id_missing", "缺少身份证号"),
        (GOOD[:17], "id_length", "现为 17 位"),
        (GOOD + "1", "id_length", "现为 19 位"),
        ("9" * 19, "id_length", "现为 19 位"),
        ("99990119900506O39X", "id_characters", "“O”"),
        ("99990119900506039Y", "id_characters", "第 18 位“Y”"),
        ("999901199002300058", "id_birth", "19900230"),
        ("999901189912310058", "id_birth", "18991231"),
        ("999901202006020058", "id_future", "2020-06-02"),
        ("999901199005060391", "id_check_digit", "应为 X，现为 1"),
        ("999901199005060000", "id_check_digit", "像是被 Excel"),
        ("999901900506039", "id_old", "15 位"),
    ],
)
def test_a_wrong_number_is_told_with_its_fault_and_a_remedy(written: str, code: str, said: str):
    _, problem = check_id(written, TODAY)
    assert problem is not None
    assert problem.code == code
    assert said in problem.what
    assert problem.remedy.endswith("。")


def test_born_today_is_not_in_the_future():
    number = make_practice_id(0, TODAY, "男")
    assert check_id(number, TODAY)[1] is None


def test_an_old_number_is_shown_in_its_18_place_form():
    newer = from_old("999901900506039")
    assert newer == GOOD
    _, problem = check_id("999901900506039", TODAY)
    assert problem is not None
    assert newer in problem.remedy
    assert from_old("999901901306005") == ""


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text: str):
    for check in (lambda t: check_id(t, TODAY), check_phone, check_account, check_credit_code):
        _, problem = check(text)
        assert problem is None or (problem.what and problem.remedy)


def test_parts_of_a_number():
    assert birth_date(GOOD) == date(1990, 5, 6)
    assert sex_of(GOOD) == "男"
    assert sex_of("999901199005060066") == "女"
    with pytest.raises(ValueError, match="birth"):
        birth_date("999901199013400058")


def test_age_turns_on_the_birthday():
    born = date(1960, 6, 2)
    assert age_on(born, date(2020, 6, 1)) == 59
    assert age_on(born, date(2020, 6, 2)) == 60
    assert age_on(date(2004, 2, 29), date(2020, 2, 28)) == 15


def test_masks_never_show_the_birth_date():
    assert mask_id("99990119900506001X") == "999901********001X"
    assert mask_id("999901900506039") == "*" * 15
    assert mask_account("6228480402564890018") == "****0018"
    assert mask_account("1234567") == "*******"
    assert mask_phone("13812345678") == "138****5678"
    assert mask_phone("05161234567"[:7]) == "*******"


@pytest.mark.parametrize(
    "written", ["13812345678", "138 1234 5678", "+86-13812345678", "8613812345678", "１３８12345678"]
)
def test_a_phone_is_recognised_however_it_is_written(written: str):
    assert check_phone(written) == ("13812345678", None)


@pytest.mark.parametrize(
    "written", ["12812345678", "1381234567", "138123456789", "0516-12345678", "无", "13812345678/13912345678"]
)
def test_what_is_no_mobile_number_is_told(written: str):
    problem = check_phone(written)[1]
    assert problem is not None
    assert "11 位" in problem.remedy


def test_accounts_are_12_to_19_digits():
    assert check_account("6228 4804 0256 4890 018") == ("6228480402564890018", None)
    for wrong in ("62284804025", "62284804025648900181", "6228480402564890O18"):
        assert check_account(wrong)[1] is not None


def test_luhn_finds_one_wrong_digit():
    assert luhn("6228480402564890018")
    assert not luhn("6228480402564890019")


def test_a_credit_code_is_checked():
    assert check_credit_code(" 91110000600037341M ")[1] is not None
    assert check_credit_code(" 91110000600037341l") == ("91110000600037341L", None)
    short = check_credit_code("9111000060003734")[1]
    assert short is not None
    assert "16 位" in short.what


def test_practice_numbers_pass_the_check_and_name_no_place():
    numbers = {make_practice_id(sequence, date(1985, 3, 4), sex) for sequence in range(500) for sex in "男女"}
    assert len(numbers) == 1000
    for number in numbers:
        assert number.startswith("999901")
        assert check_id(number, TODAY) == (number, None)
    assert sex_of(make_practice_id(7, date(1985, 3, 4), "女")) == "女"
