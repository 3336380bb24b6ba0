"""Cells as senders fill them: what is taken, and the sentence for what is not - what is wrong and how to mend it."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from desktop.classes.columns import CERTIFICATES
from desktop.classes.learning_columns import INTERACTION, SESSIONS
from desktop.filings.columns import ROSTER
from desktop.intake import Column, read
from desktop.payments.columns import BANK_RESULT
from tests.intake.made import IDS, NAMES, OLD, TODAY, book

Told = tuple[Any, str]
"""What a cell was taken for (None where the row is kept out or the cell is left aside), and all that is said of it."""


def _usual(kind: str, order: int) -> dict[str, Any]:
    """Give what the required cells of a row hold."""
    person = {"name": NAMES[order % 10], "id_number": IDS[order]}
    return {
        "roster": person,
        "certificates": {
            **person,
            "certificate_number": f"HG2020{order:04d}",
            "issued_on": "2020-05-20",
        },
        "bank_result": {
            "name": NAMES[order % 10],
            "account": "6228480402564890018",
            "amount": 600,
            "result": "成功",
        },
    }[kind]


LISTS: dict[str, tuple[Column, ...]] = {
    "roster": ROSTER,
    "certificates": CERTIFICATES,
    "bank_result": BANK_RESULT,
}


def _read(folder: Path, kind: str, field: str, cells: Sequence[object]) -> list[Told]:
    """Give what became of each cell of one column, in rows that are right but for it."""
    columns = LISTS[kind]
    titles = {column.field: column.title for column in columns}
    rows = [{**_usual(kind, order), field: cell} for order, cell in enumerate(cells)]
    table = [[titles[name] for name in rows[0]], *(list(row.values()) for row in rows)]
    reading = read(book(table)(folder), columns, day=TODAY)
    place = [column.field for column in columns].index(field)
    values = {row.number: row.values[place] for row in reading.rows}
    said = dict.fromkeys(range(2, len(rows) + 2), "")
    for each in (*reading.problems, *reading.warnings):
        said[int(each.address.lstrip("ABCDEFGH"))] += each.what + each.remedy
    return [(values.get(number), told) for number, told in said.items()]


def _taken(folder: Path, kind: str, field: str, expected: Mapping[Any, Any]) -> None:
    """See that cells are taken for what they mean, without a word."""
    found = _read(folder, kind, field, list(expected))
    assert dict(zip(expected, found, strict=True)) == {cell: (value, "") for cell, value in expected.items()}


def _refused(
    folder: Path, kind: str, field: str, expected: Mapping[Any, tuple[str, ...]]
) -> dict[object, str]:
    """See that cells keep their rows out and that what is said names what it should; give what is said of each."""
    found = dict(zip(expected, _read(folder, kind, field, list(expected)), strict=True))
    for cell, (value, told) in found.items():
        assert value is None, cell
        assert told, cell
        for word in expected[cell]:
            assert word in told, (cell, told)
    return {cell: told for cell, (_, told) in found.items()}


def test_an_old_number_is_answered_with_its_new_form_whatever_the_cell_is(tmp_path: Path):
    proposed = ("15 位旧身份证号", "99990119900506039X", "核对无误")
    _refused(tmp_path, "roster", "id_number", {OLD: proposed, int(OLD): (*proposed, "请把该列设为文本格式")})


EIGHT = {"初级工": "5", "中级工": "4", "高级工": "3", "技师": "2", "高级技师": "1"}
EIGHT |= {"特级技师": "expert", "首席技师": "chief", "学徒工": "apprentice"}
WRITTEN = {"三级（高级技能）": "3", "国家职业资格三级（高级）": "3", "高级工 三级": "3", "技能等级四级": "4"}
WRITTEN |= {"5.0": "5", "高级（3级）": "3", "二级技师": "2"}


def test_all_eight_levels_of_the_trades_are_taken_and_two_ways_of_saying_one(tmp_path: Path):
    _taken(tmp_path, "certificates", "level", {**EIGHT, **WRITTEN})


def test_a_level_that_is_none_is_told_and_never_taken_for_its_neighbour(tmp_path: Path):
    two = ("写了不止一项", "只写其中一项")
    expected = {
        **dict.fromkeys(("初级技师", "一级技师", "初级、中级", "技师（一级）"), two),
        "特级": ("无法识别", "特级技师", "首席技师"),
        "准技师": ("无法识别",),
        "工程师": ("是职称，不是技能等级", "留空"),
        "高中": ("是文化程度，不是技能等级",),
        "L3": ("您是否想写“高级”？",),
        "高极技师": ("您是否想写“高级技师”？",),
        "中级班": ("您是否想写“中级”？",),
    }
    told = _refused(tmp_path, "certificates", "level", expected)
    for cell in list(expected)[:-3]:
        assert "您是否想写" not in told[cell]


OTHERS = {
    "level": ("VI", "普工", "熟练工", "高级技工", "特级大师"),
    "groups": (
        "现役军人",
        "非企业职工",
        "下岗职工",
        "灵活就业人员",
        "退休人员",
        "在校大学生",
        "中职毕业生",
        "未登记失业",
    ),
    "sex": ("汉", "0", "X"),
    "certificate_type": ("教师资格证", "健康证", "电工证", "毕业证", "中级工"),
    "result": ("未成功", "部分失败", "冲正", "无效账户", "处理中"),
}
"""Words for things that are no value of a table, yet look like one."""


def test_no_word_for_another_thing_is_answered_with_a_proposal(tmp_path: Path):
    kinds = {"certificate_type": "certificates", "result": "bank_result"}
    for field, words in OTHERS.items():
        for told in _refused(tmp_path, kinds.get(field, "roster"), field, dict.fromkeys(words, ())).values():
            assert "您是否想写" not in told


def test_a_slip_of_the_hand_is_answered_with_the_word_that_is_meant(tmp_path: Path):
    _refused(tmp_path, "roster", "groups", {"退役军入": ("“退役军人”",), "企业职功": ("“企业职工”",)})
    _refused(tmp_path, "certificates", "certificate_type", {"职业资格正书": ("“职业资格证书”",)})
    _refused(tmp_path, "bank_result", "result", {"失败败": ("“失败”",)})


def test_a_person_of_no_group_or_of_several_is_read(tmp_path: Path):
    expected: dict[object, Any] = dict.fromkeys(("一般农户", "非贫困户", "否"))
    expected |= {"企业职工 退役军人": ("employee", "veteran"), "脱贫人口": ("poor_household",)}
    expected |= {"企业职工（在职）": ("employee",), "非贫困户、残疾人": ("disabled",)}
    _taken(tmp_path, "roster", "groups", expected)


def test_the_words_of_banks_are_results(tmp_path: Path):
    paid = ("交易成功", "已付款", "代付成功", "SUCCESS", "成功（已入账）")
    returned = ("已退汇", "退票", "入账失败", "退款成功", "被退回", "不成功", "FAIL")
    expected = dict.fromkeys(paid, "paid") | dict.fromkeys(returned, "returned")
    _taken(tmp_path, "bank_result", "result", expected)


def test_what_is_no_result_yet_is_told_with_what_to_do(tmp_path: Path):
    unfinished = ("还不是最终结果", "等银行处理完", "继续等待")
    expected = {
        **dict.fromkeys(
            ("处理中", "待处理", "已受理", "状态未知", "待入账", "未知", "PENDING", "处理中…"), unfinished
        ),
        "部分成功": ("说的是整批", "逐笔的处理结果"),
        "处理完成": ("没有说明款项是到账还是退回",),
        "已冲正": ("已撤销或冲正", "是否已退回"),
        "户名不符": ("是失败的原因", "“失败原因”列"),
        "0000": ("返回码",),
        "退款失败": ("没有说明款项是到账还是退回",),
        "已退汇成功": ("无法识别",),
        "失败：户名不符": ("您是否想写“失败”？",),
    }
    _refused(tmp_path, "bank_result", "result", expected)


def test_a_type_of_certificate_is_known_by_its_short_names(tmp_path: Path):
    level = ("技能等级", "技能等级认定证书", "职业技能等级认定证书", "技能等级证书")
    _taken(tmp_path, "certificates", "certificate_type", dict.fromkeys(level, "skill_level"))
    expected = {
        "电工证": ("看不出是哪一种", "按证书封面写全名称"),
        "教师资格证": ("不是职业培训补贴认可的证书类型",),
    }
    _refused(tmp_path, "certificates", "certificate_type", expected)


def test_a_citizen_number_is_read_through_what_surrounds_it(tmp_path: Path):
    right = "99990119900506039X"
    expected = {
        f"{right[:17]}×": right,
        f"{IDS[1]}，": IDS[1],
        f"身份证号：{IDS[2]}".removeprefix("身份证号"): IDS[2],
    }
    _taken(tmp_path, "roster", "id_number", expected)


def test_what_is_wrong_with_a_citizen_number_is_said_as_it_is(tmp_path: Path):
    expected = {
        f"{IDS[0]}（本人）": ("除号码外还有“(本人)”", "只留 18 位号码"),
        f"{IDS[0]}/{IDS[1]}": ("有 2 个身份证号", "一人一行"),
        "E12345678": ("护照、通行证等其他证件", "永久居留身份证"),
        "O99901199005060394": ("“O”", "数字 0、1 写成了字母"),
        "99990119900506039*": ("末位应为 X",),
        "999901199005060391.0": ("小数点", "设为文本格式"),
        "9.99901e17": ("已经丢失", "设为文本格式"),
        "无身份证": ("“无身份证”",),
    }
    _refused(tmp_path, "roster", "id_number", expected)


def test_telephones_are_read_through_their_marks_and_told_apart(tmp_path: Path):
    forms = (
        "（+86）13812345678",
        "013812345678",
        "138.1234.5678",
        "13812345678.0",
        "13812345678;",
        "86-13812345678",
    )
    _taken(tmp_path, "roster", "phone", dict.fromkeys((*forms, "13812345678/13812345678"), "13812345678"))
    expected = {
        "13812345678 13912345678": ("有 2 个手机号码", "一个"),
        "13812345678（父亲）": ("除手机号码外还有别的内容",),
        "0512-65123456": ("是固定电话", "没有手机的请留空"),
        "138****5678": ("隐去了几位",),
        "1.38123E+10": ("已经丢失", "文本格式"),
        "1381234567": ("有 10 位",),
    }
    _refused(tmp_path, "roster", "phone", expected)


def test_what_stands_beside_an_account_is_told(tmp_path: Path):
    card = "6228480402564890018"
    _taken(tmp_path, "roster", "account", {f"{card},": card, "622848040256489.0": "622848040256489"})
    expected = {
        f"{card}（农行）": ("除账号外还有“(农行)”",),
        f"{card}/6217000000000000000": ("一格里有 2 个账号",),
        "6228480402564890O18": ("含有“O”",),
        f"{card}.0": ("小数点", "设为文本格式"),
    }
    _refused(tmp_path, "roster", "account", expected)


def test_a_name_is_read_without_what_stands_there_for_looks(tmp_path: Path):
    expected = {
        "张 三": "张三",
        "欧阳 娜娜": "欧阳娜娜",
        "诸葛 亮": "诸葛亮",
        "卡 哈 尔·买 买 提": "卡哈尔·买买提",
    }
    expected |= {"张三、": "张三", "买买提・艾力": "买买提·艾力", "买买提．艾力": "买买提·艾力"}
    _taken(tmp_path, "roster", "name", expected)


def test_two_names_in_one_cell_and_a_hidden_one_are_told_and_stay(tmp_path: Path):
    expected = {"张三 李四": "张三李四", "买买提 艾力": "买买提艾力", "张三 女": "张三女", "张某某": "张某某"}
    said = {"张某某": ("隐去了真名",)}
    for (cell, name), (value, told) in zip(
        expected.items(), _read(tmp_path, "roster", "name", list(expected)), strict=True
    ):
        assert value == name
        for words in said.get(cell, ("中间有空格", f"已按“{name}”读取", "请分两行")):
            assert words in told


def test_what_is_wrong_with_a_name_is_said_with_the_name_that_may_be_meant(tmp_path: Path):
    expected = {
        "张三（组长）": ("括号里的说明", "只填姓名“张三”"),
        "买买提。艾力": ("间隔号", "“买买提·艾力”"),
        "张○": ("如是“〇”字，请写“张〇”",),
        "张三★": ("不应出现的“★”",),
        "1.张三": ("“1.张三”里有数字",),
    }
    _refused(tmp_path, "roster", "name", expected)


def test_days_are_read_through_other_dashes_marks_and_halves_of_days(tmp_path: Path):
    forms = ("2020—03—06", "2020–3–6", "2020。3。6", "2020_03_06", "2020-3-6 上午", "2020/03/06 12:00:00 AM")
    zoned = ("2020-03-06T00:00:00.000+08:00", "2020-03-05T16:00:00.000Z")
    _taken(tmp_path, "roster", "hired_on", dict.fromkeys((*forms, *zoned), date(2020, 3, 6)))


def test_a_day_of_the_other_calendar_of_spreadsheets_is_that_day(tmp_path: Path):
    workbook = Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    sheet = workbook.active
    sheet.append(["姓名", "身份证号", "入职日期"])
    sheet.append([NAMES[0], IDS[0], date(2020, 3, 6)])
    path = tmp_path / "名单.xlsx"
    workbook.save(path)
    reading = read(path, ROSTER, day=TODAY)
    place = [column.field for column in ROSTER].index("hired_on")
    assert reading.rows[0].values[place] == date(2020, 3, 6)


def test_what_keeps_a_day_from_being_known_is_said(tmp_path: Path):
    expected = {
        **dict.fromkeys(("3月6日", "3月6日至8日", "3.6"), ("没有写年份", "写全年月日")),
        **dict.fromkeys(("2020.3", 2020.3, 202003, "2020年3月"), ("缺少日", "补上几日")),
        **dict.fromkeys(("2020年3月6日至8日", "2020.3.6-3.8"), ("一格里有两个日期", "分成两列")),
        "3/6/2020": ("年份写在最后", "年月日的顺序"),
        "20.3.6": ("年份只有两位",),
        "2020": ("只有年份",),
        "43896": ("序列值（2020-03-06）",),
        "1900-01-01": ("年份不合常理", "留空"),
    }
    _refused(tmp_path, "roster", "hired_on", expected)


def test_a_contract_without_a_last_day_has_none(tmp_path: Path):
    words = ("无固定期限", "长期有效", "至退休", "以完成一定工作任务为期限", "9999-12-31", date(9999, 12, 31))
    _taken(tmp_path, "roster", "contract_until", dict.fromkeys(words))
    _refused(tmp_path, "roster", "contract_until", {"3年": ("是期限的长短", "终止的年月日")})


def test_money_is_read_through_its_units_and_the_dust_of_formulas(tmp_path: Path):
    forms = ("1,000.00元/人", "CNY1000", "1000.", "0.1万", "1'000.00", 1000.0000000001, 999.9999999999)
    _taken(tmp_path, "bank_result", "amount", dict.fromkeys(forms, Decimal("1000.00")))


def test_what_is_no_number_is_said_as_what_it_is(tmp_path: Path):
    expected = {
        "壹仟元整": ("是中文数字", "阿拉伯数字"),
        "1.0E+03": ("科学记数法", "数值格式"),
        "1,0000.00": ("逗号或小数点位置不对", "不写千位分隔"),
        "(1,000.00)": ("像是负数",),
        "600/400": ("里不止一个数字",),
        date(2020, 3, 6): ("是时刻或日期",),
        "-600": ("不合常理",),
    }
    _refused(tmp_path, "bank_result", "amount", expected)


MOMENTS = {
    "早上8:30": "08:30:00",
    "中午1:30": "13:30:00",
    "12:30 AM": "00:30:00",
    "下午2点半": "14:30:00",
    "2020-03-16T00:30:12Z": "2020-03-16 08:30:12",
    "2020-03-16 08:30+08": "2020-03-16 08:30:00",
    20200316083012: "2020-03-16 08:30:12",
    1584318612: "2020-03-16 08:30:12",
}
NO_MOMENTS = {
    "2020-03-16 08:30-10:30": ("里有 2 个时刻", "分成两列"),
    "8:30-10:30": ("里有 2 个时刻",),
    "2020-03-16 08:30-10": ("不止一个日期",),
    "上午12:30": ("分不清是中午还是零点", "24 小时制"),
    "08.30": ("里没有时刻",),
}


def test_moments_are_read_and_a_span_is_never_taken_for_another_zone(tmp_path: Path):
    def rows(cells: Sequence[object]) -> list[list[object]]:
        return [[NAMES[at % 10], IDS[at], "2020-03-16", cell] for at, cell in enumerate(cells)]

    table = [["姓名", "身份证号", "日期", "互动时间"], *rows([*MOMENTS, *NO_MOMENTS])]
    reading = read(book(table)(tmp_path), INTERACTION, day=TODAY)
    place = [column.field for column in INTERACTION].index("at")
    assert [str(row.values[place]) for row in reading.rows] == list(MOMENTS.values())
    for problem, words in zip(reading.problems, NO_MOMENTS.values(), strict=True):
        for word in words:
            assert word in problem.what + problem.remedy


def test_a_part_of_a_day_is_no_number_of_minutes(tmp_path: Path):
    rows = [["姓名", "身份证号", "课程", "学习开始时间", "学习时长"]]
    rows += [
        [NAMES[0], IDS[0], "电工", "2020-03-16 08:30:00", 0.03125],
        [NAMES[1], IDS[1], "电工", "2020-03-16 08:30:00", 45],
    ]
    reading = read(book(rows)(tmp_path), SESSIONS, day=TODAY)
    (problem,) = [each for each in reading.problems if each.field == "seconds"]
    assert "45 分钟" in problem.what
    assert reading.faulty == 1


def test_a_number_of_a_certificate_has_digits_in_it(tmp_path: Path):
    _taken(tmp_path, "certificates", "certificate_number", {"编号：HG2020-0001": "HG2020-0001"})
    expected = dict.fromkeys(("办理中", "待发证"), ("里没有数字，不是编号", "等有了再报"))
    _refused(tmp_path, "certificates", "certificate_number", expected)
