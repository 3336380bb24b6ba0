"""What stands below the last person of a list, and people who stand there without their number."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.intake.made import HEAD, Made, Rows, book, people, text

P = people(5)
BC = {"name": "B", "id_number": "C"}
_TITLES = ["序号", *HEAD, "人员类别", "联系电话", "备注"]
_COLUMNS = {**BC, "groups": "D", "phone": "E"}
_PEOPLE = [[at + 1, *P[at], "企业职工", f"1395551234{at}", None] for at in range(3)]
_DATE_OF_ISSUE = ["姓名", "身份证号", "证书编号", "发证日期"]
_NOBODY = (("A", "missing"), ("B", "id_missing"), ("C", "missing"))
_CERTIFICATES = [[*P[at], f"S00003400000120400000{at}", "2020-05-20"] for at in range(3)]


def _foot(name: str, *rows: Sequence[Any], note: str = "是表下的签名、日期或说明", sound: int = 3) -> Made:
    """Give a sound list of three people with these rows below it, all of which are to be passed over."""
    return Made(
        f"foot_{name}",
        book([["花名册"], _TITLES, *_PEOPLE, *rows]),
        mapping=_COLUMNS,
        header=2,
        sound=sound,
        notes=[note] if note else [],
    )


def _person(name: str, *rows: Sequence[Any], problems: Sequence[tuple[str, str]]) -> Made:
    """Give a list of three people and these rows below it, at least one of which is a person with a fault."""
    return Made(
        f"foot_is_a_person_{name}",
        book([["花名册"], _TITLES, *_PEOPLE, *rows]),
        mapping=_COLUMNS,
        header=2,
        sound=3,
        problems=problems,
    )


def _certificates(name: str, rows: Rows, problems: Sequence[tuple[str, str]] = ()) -> Made:
    mapping: Mapping[str, str] = {
        "name": "A",
        "id_number": "B",
        "certificate_number": "C",
        "issued_on": "D",
    }
    return Made(
        f"foot_of_certificates_{name}",
        book([_DATE_OF_ISSUE, *_CERTIFICATES, *rows]),
        columns="certificates",
        mapping=mapping,
        sound=3,
        problems=problems,
    )


FEET = (
    _foot("a_day_to_be_filled_in", [None, None, None, None, "  年  月  日"]),
    _foot("a_day_alone", [None, None, None, None, "2020年3月6日"]),
    _foot("a_day_below_the_seal", [None, None, "单位（盖章）："], [None, None, "2020年3月6日"]),
    _foot("a_label_and_a_day", [None, None, None, "填报日期", "2020.3.6"]),
    _foot("a_label_a_name_and_a_day", ["制表人：", P[3][0], None, None, "日期：2020年3月6日"]),
    _foot("a_label_a_name_and_a_telephone", ["填表人：", P[3][0], None, None, "13955512345"]),
    _foot("two_labels_without_colons", ["单位负责人", P[3][0], None, "经办人", P[4][0], "13955512345"]),
    _foot("names_in_their_labels", ["法人代表：赵伟", None, None, "联系人：李静", "0564-3312345"]),
    _foot(
        "a_promise_and_a_seal",
        ["我单位承诺以上信息真实有效", None, None, None, "单位（公章）"],
        [None] * 4 + ["2020年3月6日"],
    ),
    _foot(
        "a_telephone_by_itself",
        [None, None, None, "联系人：", "李静"],
        [None, None, None, "电话：", "13955512345"],
    ),
    _foot("two_seals", ["企业（公章）", None, None, "人社局（公章）"]),
    _foot(
        "two_opinions",
        ["社保经办机构意见", None, None, "人社部门意见"],
        ["经核实，上述人员已参保。", None, None, "同意"],
    ),
    _foot(
        "three_who_sign",
        ["培训机构（盖章）", None, "企业（盖章）", "人社局（盖章）"],
        ["年 月 日", None, "年 月 日", "年 月 日"],
    ),
    _foot("dashes_and_nothing_below", ["—", "以下空白", "—"]),
    _foot("a_place_in_the_count_struck_through", [4, "/", "/", "/", "/", "/"]),
    _foot("the_number_of_people", ["人数", "3"], note="是合计"),
    _foot(
        "of_each_page",
        ["制表人：", P[3][0], None, None, "日期：2020年3月6日"],
        _TITLES,
        [4, *P[3], "企业职工", "13955512350"],
        ["制表人：", P[3][0], None, None, "日期：2020年3月6日"],
        sound=4,
        note="第 6、9 行是表下的签名、日期或说明",
    ),
    _certificates(
        "a_seal_and_a_day",
        [["评价机构（盖章）", None, None, "2020年5月25日"], ["经办人：", None, None, "年   月   日"]],
    ),
    _certificates(
        "days_without_people",
        [[None] * 3 + ["2020-05-20"]] * 2,
        [(f"{at}{row}", code) for row in (5, 6) for at, code in _NOBODY],
    ),
    Made(
        "foot_of_a_bank_with_its_sums",
        text(
            [
                ["批次号：20200701", "", "", "", ""],
                ["序号", "账号", "户名", "金额", "处理结果"],
                ["1", "6228480402564890182", P[0][0], "600.00", "成功"],
                ["2", "6228480402564890356", P[1][0], "600.00", "成功"],
                ["总笔数", "2", "总金额", "1200.00", ""],
            ],
            delimiter="|",
            ending="txt",
        ),
        columns="bank_result",
        mapping={"account": "B", "name": "C", "amount": "D", "result": "E"},
        header=2,
        sound=2,
        notes=["第 5 行是合计"],
    ),
    Made(
        "foot_explains_the_marks_of_a_sign_in_sheet",
        book([["2020年3月考勤表"], ["姓名", "6日", "7日"], [P[0][0], "√", "√"], ["符号：√出勤 ○请假 ×旷课"]]),
        columns="attendance",
        mapping={"name": "A", "state": "BC"},
        header=2,
        sound=2,
        notes=["第 4 行是表下的合计、签名或说明"],
    ),
    _person(
        "with_a_telephone", [4, P[3][0], None, "企业职工", "13955512350"], problems=[("C6", "id_missing")]
    ),
    _person(
        "without_a_place_in_the_count", [None, P[3][0], None, "企业职工"], problems=[("C6", "id_missing")]
    ),
    _person(
        "who_is_a_contact",
        [None, P[3][0], None, None, "13955512350", "联系人：李静"],
        problems=[("C6", "id_missing")],
    ),
    _person(
        "with_an_opinion", [4, P[3][0], None, None, None, "审核意见：同意"], problems=[("C6", "id_missing")]
    ),
    _person(
        "who_is_counted_without_a_name",
        [4, None, None, "企业职工", None, "待审核"],
        [5, None, None, "企业职工", None, "联系人：李静"],
        problems=[("B6", "missing"), ("C6", "id_missing"), ("B7", "missing"), ("C7", "id_missing")],
    ),
    _person(
        "struck_through_but_for_the_telephone",
        [4, "/", "/", "/", "13955512350"],
        problems=[("B6", "missing"), ("C6", "id_missing")],
    ),
    _person(
        "above_the_foot",
        [4, P[3][0], None, "企业职工", "13955512350"],
        ["制表人：", P[4][0], None, None, "日期：2020年3月6日"],
        problems=[("C6", "id_missing")],
    ),
    _person(
        "below_a_day",
        [None, None, None, None, "2020年3月6日"],
        [4, P[3][0], None, "企业职工", "13955512350"],
        problems=[("B6", "missing"), ("C6", "id_missing"), ("E6", "phone"), ("C7", "id_missing")],
    ),
    Made(
        "foot_is_a_person_by_profession_in_charge",
        book([["岗位", *HEAD], ["电工", *P[0]], ["负责人", P[1][0], None]]),
        mapping={**BC},
        problems=[("C3", "id_missing")],
        sound=1,
    ),
    Made(
        "headings_again_among_days_of_no_year",
        book(
            [
                ["第一周签到表"],
                ["序号", "姓名", "3月6日", "3月7日"],
                [1, P[0][0], "√", "√"],
                ["第二周签到表"],
                ["序号", "姓名", "3月13日", "3月14日"],
                [1, P[0][0], "√", "√"],
            ]
        ),
        columns="attendance",
        mapping={"name": "B", "state": "CD"},
        header=2,
        problems=[("C2", "year_missing")],
        notes=["第 4 行是标题", "第 5 行是重复的表头"],
    ),
)
