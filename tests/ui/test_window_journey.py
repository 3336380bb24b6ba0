"""The whole job through the window, by its visible controls: from a faulty roster to the province's receipt."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtWidgets import QLabel

from desktop.exchange import province
from desktop.practice import county as practice_county
from desktop.practice import workbooks
from desktop.practice.county import DAYS, Days, PracticeClass
from desktop.workspace import Workspace
from tests.ui.hands import choose, look_at, press, table_of, write
from tests.ui.staging import SCREENS_OUT, Stage
from ui.main_window import MainWindow
from ui.papers import PapersPage

DAY = DAYS["anhui"]


class Calendar:
    """The clock of the test: the days of the journey pass when the test says so."""

    def __init__(self) -> None:
        self.day: date = DAY.filed

    def now(self) -> datetime:
        return datetime.combine(self.day, time(10))


class Clerkly:
    """The clerks of the county at one window, one after another."""

    def __init__(self, stage: Stage, calendar: Calendar, folder: Path, planned: PracticeClass) -> None:
        self.stage = stage
        self.calendar = calendar
        self.folder = folder
        self.planned = planned
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def window(self) -> MainWindow:
        return self.stage.window

    def sits(self, login: str, day: date, code: str) -> None:
        """A clerk sits down on a day and goes to a screen; its first row is the case."""
        self.calendar.day = day
        self.stage.sit(login)
        self.stage.window.go(code)
        self.stage.window.front.refresh()
        self.stage.settle()

    def confirms(self, verb: str) -> None:
        press(self.stage.dialog(), verb)
        self.stage.settle()

    def told(self) -> str:
        return self.window.banner.text.text() if self.window.banner.isVisible() else ""


@pytest.fixture
def office(
    fresh_county: Callable[[Callable[[], datetime]], Workspace],
    open_stage: Callable[[Workspace, str], Stage],
    tmp_path: Path,
) -> Clerkly:
    calendar = Calendar()
    workspace = fresh_county(calendar.now)
    planned = practice_county.classes("anhui", practice_county.parties(workspace))[0]
    return Clerkly(open_stage(workspace, "jingban"), calendar, tmp_path / "files", planned)


@pytest.mark.timeout(300)
def test_the_whole_job_through_the_window(office: Clerkly, tmp_path: Path):
    files_a_case(office)
    imports_the_roster(office, DAY)
    accepts_and_asks_for_correction(office, DAY)
    corrects_and_approves(office, DAY)
    holds_the_class(office, DAY)
    claims_and_decides(office, DAY)
    publishes(office, DAY)
    pays(office, DAY)
    reports_to_the_province(office, DAY, tmp_path)
    finds_everybody_in_the_ledger(office)


def files_a_case(office: Clerkly) -> None:
    office.sits("jingban", DAY.filed, "filings")
    window, entry = office.window, office.planned.entry
    press(window, "登记备案")
    office.stage.settle()
    press(window, "保存")
    assert "没有保存" in window.front.editor.banner.text.text()
    office.stage.picture("journey-01-missing-fields")
    choose(window, "备案类别", "企业自办")
    write(window, "申请企业", "演练县青禾机电制造有限公司")
    write(window, "联系人", entry.contact)
    write(window, "培训项目名称", entry.title)
    choose(window, "培训类型", "新录用岗前培训")
    write(window, "职业（工种）", window.front.editor.form.field("occupation").box.itemText(1))
    window.front.editor.form.field("occupation").fill(entry.occupation)
    choose(window, "培训等级", "不分等级")
    write(window, "计划人数", "32")
    write(window, "开始日期", f"{entry.starts_on:%Y%m%d}")
    write(window, "结束日期", f"{entry.ends_on.month}-{entry.ends_on.day}")
    write(window, "线上培训平台", window.front.editor.form.field("platform_id").box.itemText(1))
    for at, item in enumerate(entry.items, 1):
        if at > 1:
            press(window, "添加课程")
        write(window, f"课程名称，第 {at} 行", item.title)
        choose(window, f"理论/实操，第 {at} 行", "理论" if item.part == "theory" else "实操")
        choose(window, f"方式，第 {at} 行", "线下" if item.mode == "offline" else "视频录播")
        write(window, f"课时，第 {at} 行", str(item.hours))
    write(window, "姓名，第 1 行", "程亮")
    write(window, "成本预算（元）", "32000")
    office.stage.picture("journey-02-filing-form")
    press(window, "保存")
    office.stage.settle()
    assert window.front.editor is None
    assert [row.state for row in window.front.table.rows] == ["draft"]


def imports_the_roster(office: Clerkly, day: Days) -> None:
    stage, window = office.stage, office.window
    faulty = workbooks.faulty_roster(office.folder / "有误.xlsx", office.planned)
    sound = workbooks.roster(office.folder / "花名册.xlsx", office.planned)
    listed = office.folder / "问题清单.xlsx"
    press(window, "导入花名册")
    wizard = stage.dialog()
    stage.dialogs.files = [faulty, listed, sound]
    press(wizard, "选择文件…")
    stage.settle()
    assert wizard.reading is not None
    assert wizard.reading.faulty == 8
    assert not wizard.take_button.isEnabled()
    wizard.grab().save(str(office.folder / "wizard.png"))
    press(wizard, "保存问题清单")
    stage.settle()
    assert listed.stat().st_size > 2000
    press(wizard, "换一个文件")
    press(wizard, "选择文件…")
    stage.settle()
    assert len(wizard.reading.rows) == len(office.planned.people)
    press(wizard, f"导入 {len(office.planned.people)} 人")
    stage.settle()
    assert "新增" in wizard.outcome.text()
    press(wizard, "关闭")
    stage.settle()
    assert window.front.shown.people == len(office.planned.people)


def accepts_and_asks_for_correction(office: Clerkly, day: Days) -> None:
    stage, window = office.stage, office.window
    press(window, "受理")
    office.confirms("受理")
    assert "备〔2020〕0001号" in office.told()
    look_at(window.front, "核查")
    stage.picture("journey-03-findings")
    press(window, "一次性告知补正")
    dialog = stage.dialog()
    assert "缺少材料" in "".join(each.text() for each in dialog.findChildren(type(window.title)))
    press(dialog, "发出告知书")
    stage.settle()
    assert window.front.shown.state == "correcting"
    look_at(window.front, "文书")
    stage.settle()
    choose(window.front, "文书", "补正告知书　可以出具")
    stage.settle()
    press(window.front, "出具")
    office.confirms("出具")
    written = office.folder / "补正告知书.pdf"
    stage.dialogs.files = [written]
    press(window.front, "另存")
    stage.settle()
    assert written.read_bytes().startswith(b"%PDF")
    assert "已存" in window.front.sheet.tabs.currentWidget().findChild(PapersPage).state.text()
    stage.picture("journey-04-correction-notice")


def corrects_and_approves(office: Clerkly, day: Days) -> None:
    stage = office.stage
    office.sits("jingban", day.corrected, "filings")
    window = office.window
    look_at(window.front, "名册")
    stage.settle()
    roster = table_of(window.front.sheet)
    marked = [at for at, row in enumerate(roster.rows) if row.findings]
    assert len(marked) == 1, "one was hired too long ago"
    roster.choose_row(marked[0])
    press(window.front, "移出")
    dialog = stage.dialog()
    write(dialog, "原因", "入职时间不符合规定，企业同意移出")
    press(dialog, "移出")
    stage.settle()
    look_at(window.front, "材料")
    stage.settle()
    press(window.front, "必需材料已收齐")
    stage.settle()
    press(window.front, "收到补正")
    office.confirms("收到补正")
    assert not window.front.sheet.moves["approve"].isEnabled(), "the handler may not approve"
    office.sits("fuhe", day.approved, "filings")
    look_at(window.front, "核查")
    stage.settle()
    while not window.front.sheet.moves["approve"].isEnabled():
        press(window.front, "说明理由")
        dialog = stage.dialog()
        write(dialog, "理由", "理论部分以仿真和视频演示为主，线下实训场地和课时有保障")
        press(dialog, "记录理由")
        stage.settle()
    press(window.front, "同意备案")
    office.confirms("同意备案")
    assert window.front.shown.state == "approved"
    stage.picture("journey-05-approved")


def holds_the_class(office: Clerkly, day: Days) -> None:
    stage, window = office.stage, office.window
    office.sits("jingban", day.opened, "filings")
    press(window.front, "开班")
    office.confirms("开班")
    assert window.front.shown.state == "open"
    left = frozenset(one.id_number for one in office.planned.people[12:13])
    attendance = workbooks.attendance(office.folder / "考勤.xlsx", office.planned, without=left)
    earned = workbooks.certificates(office.folder / "证书.xlsx", office.planned, day.certified, without=left)
    office.sits("jingban", day.ended, "classes")
    takes_the_platforms_records(office, day)
    for name, file in (("导入考勤", attendance), ("导入证书", earned)):
        if name == "导入证书":
            press(window.front, "结业")
            office.confirms("结业")
            office.sits("jingban", day.certified, "classes")
        press(window.front, name)
        wizard = stage.dialog()
        stage.dialogs.files = [file]
        press(wizard, "选择文件…")
        stage.settle()
        wizard.take_button.click()
        stage.settle()
        assert "已导入" in wizard.outcome.text(), wizard.banner.text.text()
        press(wizard, "关闭")
        stage.settle()
    stage.picture("journey-06-class")
    assert window.front.shown.state == "finished"
    assert window.front.shown.certificates == len(office.planned.people) - 2


def takes_the_platforms_records(office: Clerkly, day: Days) -> None:
    """What the learning platform exported comes in through the same window as any list."""
    stage, window = office.stage, office.window
    path = office.folder / "签到.xlsx"
    book = Workbook()
    book.active.append(["姓名", "身份证号", "签到时间"])
    for one in office.planned.people[:5]:
        book.active.append([one.name, one.id_number, f"{day.opened} 08:55:00"])
    book.save(path)
    press(window.front, "导入平台记录")
    asked = stage.dialog()
    choose(asked, "哪一种记录", "签到记录")
    press(asked, "下一步")
    stage.settle()
    wizard = stage.dialog()
    stage.dialogs.files = [path]
    press(wizard, "选择文件…")
    stage.settle()
    press(wizard, "导入 5 条")
    stage.settle()
    assert "新增5" in wizard.outcome.text()
    press(wizard, "关闭")
    stage.settle()


def claims_and_decides(office: Clerkly, day: Days) -> None:
    stage, window = office.stage, office.window
    office.sits("jingban", day.applied, "classes")
    press(window.front, "申请补贴")
    office.confirms("申请补贴")
    stage.settle()
    claims = window.front
    assert window.title.text() == "补贴"
    look_at(claims, "材料")
    stage.settle()
    press(claims, "必需材料已收齐")
    stage.settle()
    press(claims, "提交复核")
    office.confirms("提交复核")
    for login, verb in (("fuhe", "复核同意"), ("fuze", "审批同意")):
        office.sits(login, day.decided, "subsidies")
        look_at(claims, "核查")
        stage.settle()
        while not claims.sheet.moves["review" if login == "fuhe" else "approve"].isEnabled():
            press(claims, "说明理由")
            dialog = stage.dialog()
            write(dialog, "理由", "备案时已说明理由，结业检查情况与计划一致")
            press(dialog, "记录理由")
            stage.settle()
        press(claims, verb)
        office.confirms(verb)
    assert claims.shown.state == "approved"
    assert claims.shown.amount > 0
    look_at(claims, "明细")
    stage.settle()
    table_of(claims.sheet).choose_row(0)
    press(claims, "金额说明")
    explained = stage.dialog()
    assert "元" in "".join(each.text() for each in explained.findChildren(type(window.title)))
    press(explained, "关闭")
    stage.picture("journey-07-approved-claim")


def publishes(office: Clerkly, day: Days) -> None:
    stage, window = office.stage, office.window
    office.sits("jingban", day.posted, "notices")
    press(window, "编制公示名单")
    dialog = stage.dialog()
    write(dialog, "公示地点", "演练县人民政府网站、县人社局公示栏")
    press(dialog, "编制")
    stage.settle()
    press(window.front, "张贴公示")
    office.confirms("张贴")
    assert not window.front.sheet.moves["close"].isEnabled(), "its days are not over"
    table_of(window.front.sheet).choose_row(2)
    press(window.front, "登记异议")
    dialog = stage.dialog()
    write(dialog, "反映内容", "反映该学员未到场参加实操")
    press(dialog, "登记异议")
    stage.settle()
    office.sits("fuhe", day.objected, "notices")
    look_at(window.front, "异议")
    stage.settle()
    name = window.front.shown.objections[0].name
    press(window.front, f"处理对{name}的异议")
    dialog = stage.dialog()
    choose(dialog, "结论", "异议不成立，继续公示")
    write(dialog, "调查结果", "核查签到记录和实训照片，该学员全程参加实操")
    press(dialog, "记录结论")
    stage.settle()
    office.sits("jingban", day.closed, "notices")
    press(window.front, "结束公示")
    office.confirms("结束公示")
    assert window.front.shown.state == "closed", office.told()
    look_at(window.front, "文书")
    stage.picture("journey-08-notice")


def pays(office: Clerkly, day: Days) -> None:
    stage, window = office.stage, office.window
    office.sits("jingban", day.paid, "payments")
    press(window, "编制拨付批次")
    stage.settle()
    assert "政策没有写明" in "".join(each.text() for each in stage.dialog().findChildren(QLabel))
    choose(stage.dialog(), "资金渠道", "职业技能提升行动专账资金")
    office.confirms("编制")
    assert not window.front.sheet.moves["release"].isEnabled(), "who prepared it may not release it"
    office.sits("caiwu", day.paid, "payments")
    stage.settle()
    assert not window.front.sheet.moves["release"].isEnabled(), "nobody has signed the sheet of doubts"
    office.sits("fuhe", day.paid, "payments")
    look_at(window.front, "疑点")
    stage.settle()
    press(window.front, "签核")
    office.confirms("签核")
    stage.picture("journey-08-signed")
    office.sits("caiwu", day.paid, "payments")
    press(window.front, "复核拨付")
    office.confirms("复核拨付")
    order = office.folder / "付款单.xlsx"
    stage.dialogs.files = [order]
    press(window.front, "导出付款单")
    stage.settle()
    assert order.stat().st_size > 2000
    office.sits("caiwu", day.settled, "payments")
    takes_the_banks_answer(office, order, day)
    assert window.front.shown.state == "settled", office.told()
    assert window.front.shown.paid == window.front.shown.total
    stage.picture("journey-09-paid")


def takes_the_banks_answer(office: Clerkly, order: Path, day: Days) -> None:
    """The bank's file comes back: what exceeds the order is told at its cell, what fits is recorded."""
    stage, window = office.stage, office.window
    wrong = bank_answer(office.folder / "回盘-有误.xlsx", order, day.settled, more=Decimal(1))
    right = bank_answer(office.folder / "回盘.xlsx", order, day.settled)
    press(window.front, "导入银行结果")
    wizard = stage.dialog()
    stage.dialogs.files = [wrong, right]
    press(wizard, "选择文件…")
    stage.settle()
    assert not wizard.take_button.isEnabled()
    assert "高于" in wizard.reading.problems[0].what
    look_at(wizard, "逐笔对照")
    wizard.grab().save(str(SCREENS_OUT / "dialog-bank-differences.png"))
    press(wizard, "换一个文件")
    press(wizard, "选择文件…")
    stage.settle()
    press(wizard, f"导入 {len(wizard.reading.rows)} 笔")
    stage.settle()
    press(wizard, "关闭")
    stage.settle()
    look_at(window.front, "导入")
    stage.settle()
    stage.picture("journey-09-bank-result")


def bank_answer(path: Path, order: Path, day: date, more: Decimal = Decimal(0)) -> Path:
    """What a bank makes of a payment order: each line with its result, the first with `more` than was ordered."""
    book = Workbook()
    book.active.append(["户名", "账号", "交易金额", "交易结果", "失败原因", "交易日期"])
    for row in load_workbook(order).active.iter_rows(values_only=True):
        if isinstance(row[0], int):
            amount = Decimal(str(row[5])) + more
            more = Decimal(0)
            book.active.append([row[1], row[3], f"{amount:.2f}", "成功", "", f"{day:%Y%m%d}"])
    book.save(path)
    return path


def reports_to_the_province(office: Clerkly, day: Days, tmp_path: Path) -> None:
    stage, window = office.stage, office.window
    office.sits("jingban", day.packed, "packages")
    assert "可上报 1 件" in window.summary.text()
    press(window, "生成上报包")
    office.confirms("生成")
    package = window.front.shown.path
    answer = province.receive([package], tmp_path / "inbox", tmp_path / "receipts")[0]
    assert answer.receipt_path is not None, answer.sentence
    stage.dialogs.files = [answer.receipt_path]
    press(window, "导入回执")
    stage.settle()
    assert window.front.shown.line.state == "accepted", office.told()
    stage.picture("journey-10-receipt")


def finds_everybody_in_the_ledger(office: Clerkly) -> None:
    stage, window = office.stage, office.window
    stage.go("ledger")
    paid = stage.window.screens["payments"].shown
    assert window.front.table.pager.count.text().endswith(f"{paid.paid:,.2f}")
    exported = office.folder / "台账.xlsx"
    stage.dialogs.files = [exported]
    press(window, "导出 Excel")
    stage.settle()
    assert exported.stat().st_size > 2000
    stage.picture("journey-11-ledger")
