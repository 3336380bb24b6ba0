"""The whole main job as one story: a roster comes in, money goes out, the province answers."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from desktop import checks, classes, filings, intake, ledger, materials, notices, papers, payments, practice, subsidies
from desktop.exchange import incoming, outgoing, province, verify
from desktop.filings import ROSTER
from desktop.pages import PageQuery
from desktop.practice import workbooks
from desktop.practice.county import DAYS, build, clerks, parties
from desktop.practice.county import classes as planned_classes
from desktop.problems import Refused
from desktop.workspace import Desk

At = Callable[[str, date], AbstractContextManager[Desk]]
EVERYTHING = PageQuery(limit=1000)


def received(desk: Desk, kind: str, case_id: int, uid: str) -> None:
    missing = tuple(line.code for line in materials.missing(desk, kind, case_id))
    materials.receive(desk, kind, case_id, uid, missing)


def test_from_a_roster_to_the_provinces_receipt(tmp_path: Path) -> None:
    days = DAYS["anhui"]
    workspace = build(tmp_path / "county", "anhui")
    who = clerks(workspace)
    planned = planned_classes("anhui", parties(workspace))[0]
    planned = replace(planned, people=planned.people[:12], entry=replace(planned.entry, planned_people=12))

    def at(login: str, day: date) -> AbstractContextManager[Desk]:
        return workspace.desk(who[login], datetime.combine(day, time(10)))

    # A roster with faults is told in full and leaves nothing behind.
    faulty = intake.read(workbooks.faulty_roster(tmp_path / "faulty.xlsx", planned), ROSTER, day=days.filed)
    assert faulty.faulty == 8
    assert all(problem.address and problem.what and problem.remedy for problem in faulty.problems)
    with at("jingban", days.filed) as desk:
        assert filings.lines(desk, EVERYTHING).total == 0

    # The sound roster goes into a filing, which is accepted under its number.
    sound = intake.read(workbooks.roster(tmp_path / "roster.xlsx", planned), ROSTER, day=days.filed)
    assert (sound.total, sound.faulty) == (12, 0)
    with at("jingban", days.filed) as desk:
        filing_id = filings.draft(desk, planned.entry)
        taken = filings.file_roster(desk, filing_id, sound)
        assert (taken.new, taken.changed, taken.faulty) == (12, 0, 0)
        assert filings.file_roster(desk, filing_id, sound).before == days.filed
        assert filings.accept(desk, filing_id) == "备〔2020〕0001号"

    # Materials are missing, so nobody can approve; the one notice names every one of them.
    with pytest.raises(Refused, match="缺少材料"), at("fuhe", days.approved) as desk:
        filings.approve(desk, filing_id, "同意")
    with at("jingban", days.filed) as desk:
        missing = materials.missing(desk, "filing", filing_id)
        filings.ask_correction(desk, filing_id)
        told = filings.sheet(desk, filing_id).corrections[0]
        assert {line.title for line in missing} == {
            defect["what"].removeprefix("缺少材料：") for defect in told.defects if "缺少材料" in defect["what"]
        }
        assert "补正告知书" in PdfReader(_kept(tmp_path, papers.correction(desk, filing_id))).pages[0].extract_text()
    with at("jingban", days.corrected) as desk:
        received(desk, "filing", filing_id, filings.sheet(desk, filing_id).uid)
        filings.take_correction(desk, filing_id)
        with pytest.raises(Refused, match="一次性告知"):
            filings.ask_correction(desk, filing_id, ["另有问题"])

    # The handler may not approve; the reviewer may.
    with pytest.raises(Refused, match="复核"), at("jingban", days.approved) as desk:
        filings.approve(desk, filing_id, "同意")
    with at("fuhe", days.approved) as desk:
        for finding in filings.sheet(desk, filing_id).findings:
            if finding.strength == "principle":
                filings.accept_finding(desk, finding.id, "已现场核实，课程设置合理")
        filings.approve(desk, filing_id, "同意备案")
        assert filings.sheet(desk, filing_id).state == "approved"

    # The class is held; one attends too little, one earns no certificate.
    with at("jingban", days.opened) as desk:
        assert classes.open_class(desk, filing_id) == "班〔2020〕0001号"
        class_id = filings.sheet(desk, filing_id).class_id
        assert class_id
    attended = intake.read(
        workbooks.attendance(tmp_path / "attendance.xlsx", planned), classes.ATTENDANCE, day=days.ended
    )
    earned = intake.read(
        workbooks.certificates(tmp_path / "certificates.xlsx", planned, days.certified),
        classes.CERTIFICATES,
        day=days.certified,
    )
    with at("jingban", days.ended) as desk:
        assert classes.take_attendance(desk, class_id, attended).new == 120
        classes.finish(desk, class_id)
    with at("jingban", days.certified) as desk:
        assert classes.take_certificates(desk, class_id, earned).new == 11

    # The application grows out of the filing: ten at 1,000 yuan by the notice of 2020-03-06, two refused.
    with at("jingban", days.applied) as desk:
        claim_id = subsidies.apply(desk, filing_id)
        rows = subsidies.claim_lines(desk, claim_id, EVERYTHING).rows
        refused = {row.position: row.sentence for row in rows if row.state == "refused"}
        assert set(refused) == {workbooks.FEW_DAYS, workbooks.NO_CERTIFICATE}
        assert "出勤" in refused[workbooks.FEW_DAYS]
        assert "证书" in refused[workbooks.NO_CERTIFICATE]
        assert {row.amount for row in rows if row.state == "proposed"} == {Decimal(1000)}
        line = next(row for row in rows if row.state == "proposed")
        basis = subsidies.explanation(desk, line.id).basis
        assert (basis["since"], basis["amount"]) == ("2020-03-06", "1000")
        assert basis["clause"]
        with pytest.raises(Refused, match="已有补贴申请"):
            subsidies.apply(desk, filing_id)
        received(desk, "claim", claim_id, subsidies.sheet(desk, claim_id).uid)
        subsidies.submit(desk, claim_id)
    with at("fuhe", days.decided) as desk:
        subsidies.review(desk, claim_id, "相符")
    with at("fuze", days.decided) as desk:
        subsidies.approve(desk, claim_id, "同意")
        assert subsidies.sheet(desk, claim_id).amount == Decimal(10_000)

    # The list goes up; it closes only when five working days are over and the objection is answered.
    with at("jingban", days.posted) as desk:
        notice_id = notices.prepare(desk, [claim_id], "公示栏")
        notices.post(desk, notice_id)
        sheet = notices.sheet(desk, notice_id)
        assert (sheet.working_days, sheet.ends_on, sheet.people) == (5, date(2020, 4, 21), 10)
        text = "".join(page.extract_text() for page in PdfReader(_kept(tmp_path, papers.notice(desk, notice_id))).pages)
        assert planned.people[0].name in text
        assert not any(one.id_number in text or one.phone in text for one in planned.people)
        objected = notices.public_lines(desk, notice_id, EVERYTHING).rows[0]
        objection = notices.object_to(desk, objected.id, "", "反映该学员未参训")
        with pytest.raises(Refused, match="没有届满"):
            notices.close(desk, notice_id)
    with pytest.raises(Refused, match="异议没有处理"), at("jingban", days.closed) as desk:
        notices.close(desk, notice_id)
    with pytest.raises(Refused, match="不能处理"), at("jingban", days.objected) as desk:
        notices.answer(desk, objection, "dismissed", "核查属实，全程参训")
    with at("fuhe", days.objected) as desk:
        notices.answer(desk, objection, "upheld", "核查签到影像，该学员确未参训")
    with pytest.raises(Refused, match="公示结束"), at("jingban", days.posted) as desk:
        payments.prepare(desk, notice_id, "training")
    with at("jingban", days.closed) as desk:
        notices.close(desk, notice_id)
        assert notices.sheet(desk, notice_id).payable == Decimal(9_000)

    # One order to the enterprise; two people; it comes back once and is paid again.
    with at("jingban", days.paid) as desk:
        batch_id = payments.prepare(desk, notice_id, "training")
        with pytest.raises(Refused, match="没有待拨付"):
            payments.prepare(desk, notice_id, "training")
    with pytest.raises(Refused, match="岗位"), at("jingban", days.paid) as desk:
        payments.release(desk, batch_id)
    with at("caiwu", days.paid) as desk:
        payments.release(desk, batch_id)
        order = payments.orders(desk, batch_id, EVERYTHING).rows[0]
        assert (order.payee, order.amount, order.people) == ("演练县青禾机电制造有限公司", Decimal(9_000), 9)
        workbook = payments.order_workbook(desk, batch_id, tmp_path / "order.xlsx")
        payments.settle(desk, batch_id, [payments.Settlement(order.id, False, days.paid, "账号户名不符")])
    assert "62000000000000010018" in {cell.value for row in load_workbook(workbook).active for cell in row}
    with at("jingban", days.settled) as desk:
        assert ledger.total(desk) == (0, Decimal(0))
        again = payments.prepare(desk, notice_id, "training")
    with at("caiwu", days.settled) as desk:
        payments.release(desk, again)
        order = payments.orders(desk, again, EVERYTHING).rows[0]
        payments.settle(desk, again, [payments.Settlement(order.id, True, days.settled)])
        assert ledger.total(desk) == (9, Decimal(9_000))

    # The package is sound, the province takes it in once, the receipt settles every record.
    with at("jingban", days.packed) as desk:
        packed = outgoing.pack(desk)
    assert verify(packed.path).ok
    first = province.receive([packed.path], tmp_path / "inbox", tmp_path / "receipts")[0]
    second = province.receive([packed.path], tmp_path / "inbox", tmp_path / "again")[0]
    assert first.ok
    assert first.receipt_path
    assert second.receipt_path
    assert first.receipt_path.read_bytes() == second.receipt_path.read_bytes()
    with at("jingban", days.packed) as desk:
        settled = incoming.take_receipt(desk, first.receipt_path)
        assert (settled.rejected, settled.again) == ((), False)
        assert incoming.take_receipt(desk, first.receipt_path).again
        with pytest.raises(Refused, match="没有需要上报"):
            outgoing.pack(desk)

    # The ledger is exported, and everything ties.
    with at("jingban", days.packed) as desk:
        exported = load_workbook(ledger.export(desk, tmp_path / "ledger.xlsx", PageQuery())).active
        assert sum(1 for row in exported.iter_rows(values_only=True) if row[13] == 1000) == 9
    with workspace.reading(who["jingban"]) as desk:
        assert [fault for each in checks.check(desk) for fault in each.faults] == []
    workspace.close()


@pytest.mark.parametrize("region", ["anhui", "jiangsu"])
def test_the_practice_county_goes_the_whole_way(tmp_path: Path, region: str) -> None:
    steps = list(practice.run(tmp_path, region))
    files = [file for step in steps for file in step.files]
    assert steps[-1].title == "全链条核对"
    assert all(file.is_file() and file.stat().st_size for file in files)
    names = " ".join(file.name for file in files)
    for paper in ("申请表", "补正告知书", "备案审核表", "补贴审批表", "公示", "拨付审批表", "问题清单", "付款单", "台账"):
        assert paper in names
    told = " ".join(f"{step.title} {step.figures}" for step in steps)
    assert ("生活费补贴" in told) == (region == "jiangsu")
    assert ("缺少本地政策值" in told) == (region == "anhui")


def _kept(folder: Path, content: bytes) -> Path:
    path = folder / "paper.pdf"
    path.write_bytes(content)
    return path
