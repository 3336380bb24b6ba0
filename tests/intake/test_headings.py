"""Every heading seen in the wild is understood (the importer's dictionary of the facts)."""

from pathlib import Path

import pytest

from desktop.classes.columns import ATTENDANCE, CERTIFICATES
from desktop.filings.columns import ROSTER
from desktop.intake import Column, draft, read, read_sheets
from desktop.intake.headings import lexicon
from desktop.payments.columns import BANK_RESULT
from desktop.problems import Unreadable
from tests.intake.made import IDS, NAMES, TODAY, book, people

KINDS = {"roster": ROSTER, "attendance": ATTENDANCE, "certificates": CERTIFICATES, "bank_result": BANK_RESULT}
OF_A_ROSTER = {
    "name": "姓名 劳动力姓名* 学员姓名 学生姓名 学员名字 名字",
    "id_number": "身份证号 身份证号码 公民身份号码 证件号码 社会保障号 身份证 18位身份证号 社保卡/身份证号",
    "sex": "性别",
    "phone": "联系电话 手机号码 手机号 移动电话 办公电话/手机",
    "groups": "人员类别 人员类型 特殊人群标识 特殊人群标识(1) 特殊人群标识2 贫困户属性 脱贫属性",
    "education": "文化程度 学历 最高学历",
    "household": "户口性质 户籍性质 户籍类型",
    "address": "家庭住址 联系地址 通讯地址 户籍地址 居住地址 现住地址",
    "household_place": "户籍所在地 户口所在地区划",
    "home_place": "常住地 常住地址区划",
    "work_place": "工作单位所在地",
    "employer": "单位名称 企业名称 工作单位 用人单位 所属企业",
    "occupation": "职业名称 培训工种 工种 职业(工种)名称 职业（工种）名称 培训专业 培训项目 工种名称 培训职业",
    "level": "培训等级 等级 工种等级 资格等级 职业(工种)等级 最高等级",
    "bank": "开户银行 开户行",
    "account": "银行账号 银行卡号 账号",
}
OF_CERTIFICATES = {
    "certificate_number": "证书编号 证书号 结业证书编号 职业资格证书编号",
    "issued_on": "发证日期 证书获取时间",
    "issuer": "发证单位",
    "level": "证书等级",
    "occupation": "证书工种名称",
}
OF_ATTENDANCE = {"offline_hours": "实训课时 实操课时"}
OF_BANK_RESULTS = {"name": "银行户名 开户名", "amount": "补贴金额 合计补贴(万元)"}
LEFT_ASIDE = [
    "民族",
    "就业失业登记证号码",
    "就业创业证",
    "就业失业证",
    "培训单位名称*",
    "培训机构",
    "培训机构名称",
    "学校名称",
    "统一社会信用代码",
    "组织机构代码",
    "单位编号",
    "班期名称",
    "班级名称",
    "培训班级名称",
    "班级编号",
    "班级代码",
    "培训班级编号",
    "开班备案号",
    "开班时间",
    "开班日期",
    "培训起始日期",
    "培训起止日期",
    "结课时间",
    "培训终止日期",
    "培训时间",
    "课时",
    "培训课时",
    "总课时",
    "理论课时",
    "实训课时",
    "实操课时",
    "学时",
    "实际培训天数*",
    "培训天数",
    "planTime",
    "银行户名",
    "开户名",
    "补贴金额",
    "补贴标准",
    "职业培训补贴标准(元)",
    "享受培训和生活补贴*",
    "合计补贴(万元)",
    "教师身份证号",
    "序号",
]
TAKEN = [
    (kind, name, heading)
    for kind, table in (
        ("roster", OF_A_ROSTER),
        ("certificates", OF_CERTIFICATES),
        ("attendance", OF_ATTENDANCE),
        ("bank_result", OF_BANK_RESULTS),
    )
    for name, headings in table.items()
    for heading in headings.split()
]


@pytest.mark.parametrize("kind, name, heading", TAKEN)
def test_a_heading_is_taken_for_its_field(kind: str, name: str, heading: str):
    sense = lexicon(KINDS[kind]).sense(heading)
    assert sense is not None
    assert sense.field == name
    assert sense.confidence >= 0.9


@pytest.mark.parametrize("heading", LEFT_ASIDE)
def test_a_heading_that_a_roster_does_not_need_is_understood_all_the_same(heading: str):
    sense = lexicon(ROSTER).sense(heading)
    assert sense is not None
    assert sense.field == ""


def test_each_writing_of_a_heading_is_found_in_a_sheet(tmp_path: Path):
    own = {"name": NAMES[0], "id_number": IDS[0]}
    titles = {"name": "姓名", "id_number": "身份证号"}
    sheets: dict[str, list[list[str]]] = {}
    for name, headings in OF_A_ROSTER.items():
        for heading in headings.split():
            others = [each for each in own if each != name]
            sheets[f"{name}{len(sheets)}"] = [
                [heading, *(titles[each] for each in others)],
                [own.get(name, ""), *(own[each] for each in others)],
            ]
    path = book([["说明"]], title="封面", more=sheets)(tmp_path)
    readings = {reading.sheet: reading for reading in read_sheets(path, ROSTER, day=TODAY)}
    assert readings.keys() == sheets.keys()
    for sheet, reading in readings.items():
        assert (sheet.rstrip("0123456789"), "A") in [(each.field, each.letter) for each in reading.mapping], (
            sheet
        )
        assert len(reading.rows) == 1


@pytest.mark.parametrize(
    "heading", ["教师姓名", "联系人电话", "法人身份证号码", "单位联系人", "紧急联系人手机号", "户主姓名"]
)
def test_what_asks_of_another_person_is_never_the_trainees(heading: str):
    sense = lexicon(ROSTER).sense(heading)
    assert sense is None or sense.field == ""


@pytest.mark.parametrize("heading", ["合计金额大写", "学员评价", "照片", "", "1", "备用", "A"])
def test_what_is_not_known_is_not_guessed(heading: str):
    assert (
        lexicon(ROSTER).sense(heading, near=True) is None
        or lexicon(ROSTER).sense(heading, near=True).field == ""
    )


def test_units_in_a_heading_are_kept_apart():
    sense = lexicon(BANK_RESULT).sense("合计补贴（万元）")
    assert sense is not None
    assert sense.ten_thousands
    plain = lexicon(BANK_RESULT).sense("补贴金额（元）")
    assert plain is not None
    assert not plain.ten_thousands


def test_no_two_columns_of_a_list_claim_the_same_heading():
    for columns in KINDS.values():
        claimed: dict[str, Column] = {}
        for column in columns:
            for heading in (column.title, *column.synonyms):
                assert claimed.setdefault(heading, column) is column, heading


def test_a_list_without_headings_is_read_from_its_first_row_once_the_clerk_has_said_so(tmp_path: Path):
    path = book([["2020年花名册"], *([at, *person] for at, person in enumerate(people(4), 1))])(tmp_path)
    asked = read(path, ROSTER, day=TODAY)
    assert [each.code for each in asked.problems] == ["no_heading"]
    assert "B 列是姓名、C 列是身份证号" in asked.problems[0].what
    assert {each.confidence for each in asked.mapping} == {0.5}
    assert (asked.total, asked.faulty, len(asked.rows)) == (4, 4, 0)
    assert asked.sheets[0].likeness == "guessed"
    said = {each.column: each.field for each in asked.mapping}
    reading = read(path, ROSTER, day=TODAY, mapping=said)
    assert reading.problems == []
    assert [row.number for row in reading.rows] == [2, 3, 4, 5]
    assert [row.number for row in draft(reading, day=TODAY).reading.rows] == [2, 3, 4, 5]


def test_words_and_bare_figures_without_headings_are_still_no_list(tmp_path: Path):
    for rows in (
        [["请如实", "填写"], ["谢谢", "配合"]],
        [[1, 2, 3], [4, 5, 6]],
        [["张三", "李四"], ["王五", "赵六"]],
    ):
        with pytest.raises(Unreadable, match="没有找到表头"):
            read(book(rows)(tmp_path), ROSTER, day=TODAY)


def test_a_title_wider_than_the_list_is_no_heading(tmp_path: Path):
    path = book([["花名册"], ["序号", "姓名", "身份证号"], [1, *people(1)[0], "党员"]], merged=["A1:F1"])(
        tmp_path
    )
    reading = read(path, ROSTER, day=TODAY)
    assert (reading.header_row, len(reading.rows), reading.notes) == (2, 1, [])
