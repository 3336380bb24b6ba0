"""The whole main job as one story: a roster comes in, money goes out, the province answers."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from desktop import (
    checks,
    classes,
    doubts,
    filings,
    intake,
    ledger,
    materials,
    notices,
    papers,
    payments,
    practice,
    subsidies,
)
from desktop.exchange import incoming, outgoing, province, verify
from desktop.filings import ROSTER
from desktop.pages import PageQuery
from desktop.practice import workbooks
from desktop.practice.county import DAYS, Days, PracticeClass, build, clerks, parties
from desktop.practice.county import classes as planned_classes
from desktop.problems import Refused
from desktop.workspace import Clerk, Desk, Workspace

EVERYTHING = PageQuery(limit=1000)


@dataclass
class Story:
    """What the chapters share: the county, the class of twelve, and the cases as they come to be."""

    folder: Path
    workspace: Workspace
    days: Days
    who: dict[str, Clerk]
    planned: PracticeClass
    filing_id: int = 0
    class_id: int = 0
    claim_id: int = 0
    notice_id: int = 0

    def at(self, login: str, day: date) -> AbstractContextManager[Desk]:
        return self.workspace.desk(self.who[login], datetime.combine(day, time(10)))

    def text(self, paper: bytes) -> str:
        path = self.folder / "paper.pdf"
        path.write_bytes(paper)
        spaced = "".join(page.extract_text() for page in PdfReader(path).pages)
        return spaced.replace("\u3000", "")  # names of two characters are as wide as those of three


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    days = DAYS["anhui"]
    workspace = build(tmp_path / "county", "anhui")
    planned = planned_classes("anhui", parties(workspace))[0]
    planned = replace(planned, people=planned.people[:12], entry=replace(planned.entry, planned_people=12))
    yield Story(tmp_path, workspace, days, clerks(workspace), planned)
    workspace.close()


def received(desk: Desk, kind: str, case_id: int, uid: str) -> None:
    missing = tuple(line.code for line in materials.missing(desk, kind, case_id))
    materials.receive(desk, kind, case_id, uid, missing)


def test_from_a_roster_to_the_provinces_receipt(story: Story) -> None:
    a_faulty_roster_is_told_in_full_and_leaves_nothing(story)
    a_sound_roster_goes_into_a_filing_that_gets_its_number(story)
    missing_materials_are_told_once_and_all_together(story)
    who_handled_a_filing_may_not_approve_it(story)
    the_class_is_held(story)
    the_application_grows_out_of_the_filing(story)
    two_others_decide_on_it(story)
    the_list_is_public_for_five_working_days(story)
    the_money_goes_out_by_two_people_and_comes_back_once(story)
    the_province_takes_it_in_once(story)
    everything_ties(story)


def a_faulty_roster_is_told_in_full_and_leaves_nothing(story: Story) -> None:
    path = workbooks.faulty_roster(story.folder / "faulty.xlsx", story.planned)
    reading = intake.read(path, ROSTER, day=story.days.filed)
    assert reading.faulty == 8
    assert all(problem.address and problem.what and problem.remedy for problem in reading.problems)
    with story.at("jingban", story.days.filed) as desk:
        assert filings.lines(desk, EVERYTHING).total == 0


def a_sound_roster_goes_into_a_filing_that_gets_its_number(story: Story) -> None:
    path = workbooks.roster(story.folder / "roster.xlsx", story.planned)
    reading = intake.read(path, ROSTER, day=story.days.filed)
    assert (reading.total, reading.faulty) == (12, 0)
    with story.at("jingban", story.days.filed) as desk:
        story.filing_id = filings.draft(desk, story.planned.entry)
        taken = filings.file_roster(desk, story.filing_id, reading)
        assert (taken.new, taken.changed, taken.faulty) == (12, 0, 0)
        assert filings.file_roster(desk, story.filing_id, reading).before == story.days.filed
        assert filings.accept(desk, story.filing_id) == "备〔2020〕0001号"


def missing_materials_are_told_once_and_all_together(story: Story) -> None:
    with pytest.raises(Refused, match="缺少材料"), story.at("fuhe", story.days.approved) as desk:
        filings.approve(desk, story.filing_id, "同意")
    with story.at("jingban", story.days.filed) as desk:
        missing = {line.title for line in materials.missing(desk, "filing", story.filing_id)}
        filings.ask_correction(desk, story.filing_id)
        told = filings.sheet(desk, story.filing_id).corrections[0].defects
        assert missing == {
            each["what"].removeprefix("缺少材料：") for each in told if "缺少材料" in each["what"]
        }
        paper = story.text(papers.correction(desk, story.filing_id))
        assert all(name in paper.replace("\n", "") for name in ("补正告知书", "企业营业执照"))
    with story.at("jingban", story.days.corrected) as desk:
        received(desk, "filing", story.filing_id, filings.sheet(desk, story.filing_id).uid)
        filings.take_correction(desk, story.filing_id)
        with pytest.raises(Refused, match="一次性告知"):
            filings.ask_correction(desk, story.filing_id, ["另有问题"])


def who_handled_a_filing_may_not_approve_it(story: Story) -> None:
    with story.workspace.desk(Clerk(story.who["jingban"].id, "林小禾", frozenset({"reviewer"}))) as desk:
        offer = next(each for each in filings.moves(desk, story.filing_id) if each.code == "approve")
        assert not offer.allowed
        assert "经办过本件" in offer.why_not
        with pytest.raises(Refused, match="经办过本件"):
            filings.approve(desk, story.filing_id, "同意")
    with story.at("fuhe", story.days.approved) as desk:
        for finding in filings.sheet(desk, story.filing_id).findings:
            if finding.strength == "principle":
                filings.accept_finding(desk, finding.id, "已现场核实，课程设置合理")
        filings.approve(desk, story.filing_id, "同意备案")
        assert filings.sheet(desk, story.filing_id).state == "approved"


def the_class_is_held(story: Story) -> None:
    days, planned, folder = story.days, story.planned, story.folder
    with story.at("jingban", days.opened) as desk:
        assert classes.open_class(desk, story.filing_id) == "班〔2020〕0001号"
        story.class_id = filings.sheet(desk, story.filing_id).class_id or 0
    attended = intake.read(
        workbooks.attendance(folder / "attendance.xlsx", planned), classes.ATTENDANCE, day=days.ended
    )
    earned = intake.read(
        workbooks.certificates(folder / "certificates.xlsx", planned, days.certified),
        classes.CERTIFICATES,
        day=days.certified,
    )
    with story.at("jingban", days.ended) as desk:
        assert classes.take_attendance(desk, story.class_id, attended).new == 120
        classes.finish(desk, story.class_id)
    with story.at("jingban", days.certified) as desk:
        assert classes.take_certificates(desk, story.class_id, earned).new == 11


def the_application_grows_out_of_the_filing(story: Story) -> None:
    with story.at("jingban", story.days.applied) as desk:
        story.claim_id = subsidies.apply(desk, story.filing_id)
        rows = subsidies.claim_lines(desk, story.claim_id, EVERYTHING).rows
        refused = {row.position: row.sentence for row in rows if row.state == "refused"}
        assert set(refused) == {workbooks.FEW_DAYS, workbooks.NO_CERTIFICATE}
        assert "出勤" in refused[workbooks.FEW_DAYS]
        assert "证书" in refused[workbooks.NO_CERTIFICATE]
        granted = [row for row in rows if row.state == "proposed"]
        assert {row.amount for row in granted} == {Decimal(1000)}
        basis = subsidies.explanation(desk, granted[0].id).basis
        assert (basis["since"], Decimal(basis["amount"])) == ("2020-03-06", Decimal(1000))
        assert basis["clause"] in granted[0].sentence
        with pytest.raises(Refused, match="已有补贴申请"):
            subsidies.apply(desk, story.filing_id)


def two_others_decide_on_it(story: Story) -> None:
    with story.at("jingban", story.days.applied) as desk:
        received(desk, "claim", story.claim_id, subsidies.sheet(desk, story.claim_id).uid)
        subsidies.submit(desk, story.claim_id)
    with story.at("fuhe", story.days.decided) as desk:
        subsidies.review(desk, story.claim_id, "相符")
    both = Clerk(story.who["fuhe"].id, "周正明", frozenset({"reviewer", "director"}))
    with pytest.raises(Refused, match="过本件"), story.workspace.desk(both) as desk:
        subsidies.approve(desk, story.claim_id, "同意")
    with story.at("fuze", story.days.decided) as desk:
        subsidies.approve(desk, story.claim_id, "同意")
        assert subsidies.sheet(desk, story.claim_id).amount == Decimal(10_000)


def the_list_is_public_for_five_working_days(story: Story) -> None:
    days = story.days
    with story.at("jingban", days.posted) as desk:
        story.notice_id = notices.prepare(desk, [story.claim_id], "公示栏")
        notices.post(desk, story.notice_id)
        sheet = notices.sheet(desk, story.notice_id)
        assert (sheet.working_days, sheet.ends_on, sheet.people) == (5, date(2020, 4, 21), 10)
        text = story.text(papers.notice(desk, story.notice_id))
        assert story.planned.people[1].name in text
        assert not any(one.id_number in text or one.phone in text for one in story.planned.people)
        objected = notices.public_lines(desk, story.notice_id, EVERYTHING).rows[0]
        objection = notices.object_to(desk, objected.id, "", "反映该学员未参训")
        with pytest.raises(Refused, match="没有届满"):
            notices.close(desk, story.notice_id)
    with pytest.raises(Refused, match="异议没有处理"), story.at("jingban", days.closed) as desk:
        notices.close(desk, story.notice_id)
    same = Clerk(story.who["jingban"].id, "林小禾", frozenset({"handler", "reviewer"}))
    with pytest.raises(Refused, match="不能处理同一件"), story.workspace.desk(same) as desk:
        notices.answer(desk, objection, "dismissed", "核查属实，全程参训")
    with story.at("fuhe", days.objected) as desk:
        notices.answer(desk, objection, "upheld", "核查签到影像，该学员确未参训")
    with pytest.raises(Refused, match="公示结束"), story.at("jingban", days.posted) as desk:
        payments.prepare(desk, story.notice_id, "training", "upgrading")
    with story.at("jingban", days.closed) as desk:
        notices.close(desk, story.notice_id)
        assert notices.sheet(desk, story.notice_id).payable == Decimal(9_000)


def the_money_goes_out_by_two_people_and_comes_back_once(story: Story) -> None:
    days = story.days
    with story.at("jingban", days.paid) as desk:
        batch_id = payments.prepare(desk, story.notice_id, "training", "upgrading")
        with pytest.raises(Refused, match="没有待拨付"):
            payments.prepare(desk, story.notice_id, "training", "upgrading")
    alone = Clerk(story.who["fuze"].id, "许思远", frozenset({"cashier"}))
    with pytest.raises(Refused, match="审批过"), story.workspace.desk(alone) as desk:
        payments.release(desk, batch_id)
    with pytest.raises(Refused, match="还没有签核"), story.at("caiwu", days.paid) as desk:
        payments.release(desk, batch_id)
    with story.at("fuhe", days.paid) as desk:
        doubts.sign_off(desk, "payment_batch", batch_id)
    with story.at("caiwu", days.paid) as desk:
        payments.release(desk, batch_id)
        order = payments.orders(desk, batch_id, EVERYTHING).rows[0]
        assert (order.payee, order.amount, order.people) == ("演练县青禾机电制造有限公司", Decimal(9_000), 9)
        written = payments.order_workbook(desk, batch_id, story.folder / "order.xlsx")
        payments.settle(desk, batch_id, [payments.Settlement(order.id, False, days.paid, "账号户名不符")])
    cells = {cell for row in load_workbook(written)["付款单"].iter_rows(values_only=True) for cell in row}
    assert "62000000000000010018" in cells
    with story.at("jingban", days.settled) as desk:
        assert ledger.total(desk) == (0, Decimal(0))
        again = payments.prepare(desk, story.notice_id, "training", "upgrading")
    with story.at("fuhe", days.settled) as desk:
        doubts.sign_off(desk, "payment_batch", again)
    with story.at("caiwu", days.settled) as desk:
        payments.release(desk, again)
        order = payments.orders(desk, again, EVERYTHING).rows[0]
        payments.settle(desk, again, [payments.Settlement(order.id, True, days.settled)])
        assert ledger.total(desk) == (9, Decimal(9_000))


def the_province_takes_it_in_once(story: Story) -> None:
    day, folder = story.days.packed, story.folder
    with story.at("jingban", day) as desk:
        packed = outgoing.pack(desk)
    assert verify(packed.path).ok
    first = province.receive([packed.path], folder / "inbox", folder / "receipts")[0]
    second = province.receive([packed.path], folder / "inbox", folder / "again")[0]
    assert first.ok
    assert first.receipt_path
    assert second.receipt_path
    assert first.receipt_path.read_bytes() == second.receipt_path.read_bytes()
    with story.at("jingban", day) as desk:
        settled = incoming.take_receipt(desk, first.receipt_path)
        assert (settled.rejected, settled.again) == ((), False)
        assert incoming.take_receipt(desk, first.receipt_path).again
        with pytest.raises(Refused, match="没有需要上报"):
            outgoing.pack(desk)


def everything_ties(story: Story) -> None:
    with story.at("jingban", story.days.packed) as desk:
        book = load_workbook(ledger.export(desk, story.folder / "ledger.xlsx", PageQuery()))
    amounts = [row[14] for row in book["实名制台账"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert amounts == [1000] * 9
    with story.workspace.reading(story.who["jingban"]) as desk:
        assert [fault for each in checks.check(desk) for fault in each.faults] == []


@pytest.mark.parametrize("region", ["anhui", "jiangsu"])
def test_the_practice_county_goes_the_whole_way(tmp_path: Path, region: str) -> None:
    steps = list(practice.run(tmp_path, region))
    files = [file for step in steps for file in step.files]
    assert steps[-1].title == "全链条核对"
    assert all(file.is_file() and file.stat().st_size for file in files)
    names = " ".join(file.name for file in files)
    for paper in (
        "申请表",
        "补正告知书",
        "备案审核表",
        "补贴审批表",
        "公示",
        "拨付审批表",
        "问题清单",
        "付款单",
        "台账",
    ):
        assert paper in names
    told = " ".join(f"{step.title} {step.figures}" for step in steps)
    assert ("生活费补贴" in told) == (region == "jiangsu")
    assert ("缺少本地政策值" in told) == (region == "anhui")
