"""Cells about a person: number, name, sex, telephone, account."""

from datetime import date

from tests.intake.made import AB, HEAD, IDS, NAMES, OLD, Made, book, people, text

PEOPLE = (
    Made(
        "numbers_written_every_which_way",
        book(
            [
                HEAD,
                [NAMES[0], f" {IDS[0]} "],
                [NAMES[1], f"'{IDS[1]}"],
                [NAMES[2], " ".join((IDS[2][:6], IDS[2][6:14], IDS[2][14:]))],
                [NAMES[3], "".join(chr(ord(place) + 0xFEE0) for place in IDS[3])],
                [NAMES[4], f"\u200b{IDS[4]}\ufeff"],
                [NAMES[5], "99990119900506039x"],
                [NAMES[6], f'="{IDS[6]}"'],
                [NAMES[7], f"\t{IDS[7]}"],
            ],
            change=lambda workbook: setattr(workbook.active["B8"], "data_type", "s"),
        ),
        mapping=AB,
        sound=8,
        values={"id_number": [*IDS[:5], "99990119900506039X", *IDS[6:8]]},
    ),
    Made(
        "number_kept_as_a_figure",
        book([HEAD, people(1)[0], [NAMES[1], int(IDS[1][:17] + "1")]]),
        mapping=AB,
        problems=[("B3", "number_cell")],
        sound=1,
    ),
    Made(
        "old_number_kept_as_a_figure",
        book([HEAD, people(1)[0], [NAMES[1], int(OLD)], [NAMES[2], float(OLD)], [NAMES[3], 999901901306039]]),
        mapping=AB,
        problems=[("B3", "id_old"), ("B4", "id_old"), ("B5", "number_cell")],
        sound=1,
    ),
    Made(
        "number_lost_in_a_text_file",
        text([HEAD, people(1)[0], [NAMES[1], "9.99901E+17"]]),
        mapping=AB,
        problems=[("B3", "number_cell")],
        sound=1,
    ),
    Made(
        "number_with_lost_end",
        book([HEAD, people(1)[0], [NAMES[1], IDS[1][:15] + "000"]]),
        mapping=AB,
        problems=[("B3", "id_check_digit")],
        sound=1,
    ),
    Made(
        "every_fault_of_a_number",
        book(
            [
                HEAD,
                [NAMES[0], ""],
                [NAMES[1], IDS[1][:17]],
                [NAMES[2], OLD],
                [NAMES[3], "999901199013010012"],
                [NAMES[4], "999901203001010012"],
                [NAMES[5], IDS[5][:17] + ("1" if IDS[5][17] != "1" else "2")],
                [NAMES[6], "99990119900506O39X"],
                [NAMES[7], "无"],
                [NAMES[8], date(1990, 5, 6)],
            ]
        ),
        mapping=AB,
        problems=[
            ("B2", "id_missing"),
            ("B3", "id_length"),
            ("B4", "id_old"),
            ("B5", "id_birth"),
            ("B6", "id_future"),
            ("B7", "id_check_digit"),
            ("B8", "id_characters"),
            ("B9", "id_missing"),
            ("B10", "number_cell"),
        ],
        sound=0,
    ),
    Made(
        "sex_against_number",
        book(
            [
                ["姓名", "身份证号", "性别"],
                [*people(1)[0], "男"],
                [*people(2)[1], "男"],
                [*people(3)[2], "男性"],
                [*people(4)[3], "2"],
            ]
        ),
        mapping={**AB, "sex": "C"},
        problems=[("C3", "sex")],
        sound=3,
    ),
    Made(
        "birth_against_number",
        book(
            [
                [*HEAD, "出生日期"],
                [*people(1)[0], "1990-05-06"],
                [*people(2)[1], "1990年6月5日"],
                [*people(3)[2], "不详"],
                [NAMES[5], IDS[1], 19900605],
            ]
        ),
        mapping=AB,
        warnings=[("B3", "born"), ("B5", "born")],
        problems=[("B5", "repeated")],
        sound=3,
    ),
    Made(
        "birth_by_the_month",
        book([[*HEAD, "出生年月"], [*people(1)[0], "1990-05-01"], [*people(2)[1], "1990-06-01"]]),
        mapping=AB,
        warnings=[("B3", "born")],
        sound=2,
    ),
    Made(
        "same_number_twice",
        book([HEAD, *people(3), [NAMES[5], IDS[0]], [NAMES[6], IDS[0]]]),
        mapping=AB,
        problems=[("B5", "repeated"), ("B6", "repeated")],
        sound=3,
    ),
    Made(
        "names_of_every_kind",
        book(
            [
                HEAD,
                ["张 三", IDS[0]],
                ["阿依古丽·买买提", IDS[1]],
                ["阿依古丽•买买提", IDS[2]],
                ["阿依古丽 . 买买提", IDS[3]],
                ["𠮷野家", IDS[4]],
                ["张㼆", IDS[5]],
                ["　王五　", IDS[6]],
                ["John Smith", IDS[7]],
                ["⾦⼀", IDS[8]],
                ["李\ue81e", IDS[9]],
            ]
        ),
        mapping=AB,
        warnings=[("A10", "name_radical")],
        sound=10,
        values={
            "name": [
                "张三",
                *["阿依古丽·买买提"] * 3,
                "𠮷野家",
                "张㼆",
                "王五",
                "John Smith",
                "金一",
                "李龴",
            ],
        },
    ),
    Made(
        "names_that_are_none",
        book(
            [
                HEAD,
                ["", IDS[0]],
                ["张", IDS[1]],
                ["张三1", IDS[2]],
                ["张?", IDS[3]],
                ["张\ue000", IDS[4]],
                [12, IDS[5]],
                ["/", IDS[6]],
                ["张三、李四", IDS[7]],
            ]
        ),
        mapping=AB,
        problems=[
            ("A2", "missing"),
            ("A3", "name"),
            ("A4", "name"),
            ("A5", "name_garbled"),
            ("A6", "name_garbled"),
            ("A7", "name"),
            ("A8", "missing"),
            ("A9", "name"),
        ],
        sound=0,
    ),
    Made(
        "phones",
        book(
            [
                [*HEAD, "联系电话"],
                [*people(1)[0], 13812345678],
                [*people(2)[1], "138-1234-5678"],
                [*people(3)[2], "+86 13812345678"],
                [*people(4)[3], "12345678901"],
                [*people(5)[4], "1381234567"],
                [*people(6)[5], ""],
                [*people(7)[6], "13812345678/13912345678"],
            ]
        ),
        mapping={**AB, "phone": "C"},
        problems=[("C5", "phone"), ("C6", "phone"), ("C8", "phone")],
        sound=4,
        values={"phone": ["13812345678"] * 3 + [None]},
    ),
    Made(
        "accounts",
        book(
            [
                [*HEAD, "银行卡号"],
                [*people(1)[0], "6228 4804 0256 4890 018"],
                [*people(2)[1], "6228480402564890019"],
                [*people(3)[2], 6228480402564890018],
                [*people(4)[3], "622848040"],
                [*people(5)[4], "1203000009200038888"],
                [*people(6)[5], "6.22848E+18"],
            ]
        ),
        mapping={**AB, "account": "C"},
        problems=[("C4", "number_cell"), ("C5", "account"), ("C7", "number_cell")],
        warnings=[("C3", "account_luhn")],
        sound=3,
    ),
    Made(
        "a_radical_and_an_accent_in_names",
        book([HEAD, ["\u2ee2建国", IDS[0]], ["André Müller", IDS[1]]]),
        mapping=AB,
        warnings=[("A2", "name_radical")],
        sound=2,
        values={"name": ["马建国", "André Müller"]},
    ),
)
