"""The main job on the practice county, from a faulty roster to the province's receipt, told step by step."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from desktop import (
    checks,
    classes,
    filings,
    intake,
    issuing,
    ledger,
    local_values,
    materials,
    notices,
    payments,
    subsidies,
)
from desktop.calendar import working_day
from desktop.codes import title
from desktop.exchange import incoming, outgoing, province
from desktop.filings import ROSTER
from desktop.pages import PageQuery
from desktop.policy import ValueMissing
from desktop.practice import workbooks
from desktop.practice.clearing import clear
from desktop.practice.county import BUREAU, DAYS, Days, build, clerks, parties
from desktop.practice.county import classes as planned_classes
from desktop.practice.pending import entries, hand_in
from desktop.practice.tour import Step, Tour
from desktop.problems import Refused
from desktop.workspace import Desk

ALL = PageQuery(limit=1000)


def run(out: Path, region: str) -> Iterator[Step]:
    """Do the whole main job in `out` under a region's rules and yield each step as it is done.

    An earlier run's results in `out` are replaced; anything else there is left alone.
    """
    for name in ("workspace", "papers", "handed-in", "province", "receipts"):
        shutil.rmtree(out / name, ignore_errors=True)
    for name in ("papers", "handed-in"):
        (out / name).mkdir(parents=True)
    workspace = build(out / "workspace", region)
    try:
        tour = Tour(
            workspace, out, DAYS[region], clerks(workspace), planned_classes(region, parties(workspace))
        )
        yield Step(
            "建立演练县",
            f"{BUREAU}，{title('regions', workspace.region)}政策，4个岗位、2家企业、2家机构、2个平台",
        )
        for chapter in CHAPTERS:
            yield from chapter(tour)
    finally:
        workspace.close()


def faulty_roster(tour: Tour) -> Iterator[Step]:
    """A roster full of faults comes in; all of them are told, nothing is stored."""
    path = workbooks.faulty_roster(tour.out / "handed-in" / "花名册-有误.xlsx", tour.planned[0])
    reading = intake.read(path, ROSTER, day=tour.days.filed)
    problems = tour.out / "papers" / "花名册问题清单.xlsx"
    intake.problem_list(reading, problems)
    yield Step(
        "检查花名册",
        f"{reading.total} 行，{reading.faulty} 行有误，共 {len(reading.problems)} 个问题，未入库",
        (problems,),
    )


def file_all(tour: Tour) -> Iterator[Step]:
    """Three filings with their rosters; one is sent back once with all its defects, then all are approved."""
    for number, planned in enumerate(tour.planned, 1):
        roster = workbooks.roster(
            tour.out / "handed-in" / f"花名册-{number}班.xlsx", planned, _guest(tour, number)
        )
        reading = intake.read(roster, ROSTER, day=tour.days.filed)
        with tour.at("jingban", tour.days.filed) as desk:
            filing_id = filings.draft(desk, planned.entry)
            taken = filings.file_roster(desk, filing_id, reading)
            wanted = materials.missing(desk, "filing", filing_id)
            held_back = 1 if number == 1 else 0
            _receive(desk, "filing", filing_id, [line.code for line in wanted[: len(wanted) - held_back]])
            case_number = filings.accept(desk, filing_id)
            paper = tour.issue(desk, "application", filing_id, f"申请表-{number}班.pdf")
        tour.filing_ids.append(filing_id)
        yield Step(f"受理备案 {case_number}", f"{planned.entry.title}：{taken.sentence}", (paper,))
    yield from _correct(tour)
    yield from _approve(tour)


def _guest(tour: Tour, number: int) -> tuple[tuple[object, ...], ...]:
    """Someone of the second class signs up for the third as well, held on the same days."""
    if number != len(tour.planned):
        return ()
    one = tour.planned[1].people[4]
    row = (99, one.name, one.id_number, one.sex, one.phone, "农村转移就业劳动者", "", None, None, None)
    return ((*row, "演练县农村商业银行", one.account),)


def _receive(desk: Desk, kind: str, case_id: int, codes: Sequence[str]) -> None:
    sheet = filings.sheet(desk, case_id) if kind == "filing" else subsidies.sheet(desk, case_id)
    if codes:
        materials.receive(desk, kind, case_id, sheet.uid, tuple(codes))


def _correct(tour: Tour) -> Iterator[Step]:
    first = tour.filing_ids[0]
    with tour.at("jingban", tour.days.filed) as desk:
        number = filings.ask_correction(desk, first)
        paper = tour.issue(desk, "correction", first, "补正告知书-1班.pdf")
        told = filings.sheet(desk, first).corrections[0].defects
    yield Step(
        f"一次性告知 {number}", f"共 {len(told)} 项：" + "；".join(each["what"] for each in told), (paper,)
    )
    with tour.at("jingban", tour.days.corrected) as desk:
        for finding in filings.sheet(desk, first).findings:
            if finding.strength == "must" and finding.trainee_id is not None:
                filings.drop_trainee(desk, finding.trainee_id, "入职时间不符合规定，企业同意移出")
        _receive(desk, "filing", first, [line.code for line in materials.missing(desk, "filing", first)])
        filings.take_correction(desk, first)
        people = filings.sheet(desk, first).people
    yield Step("收到补正", f"材料已补齐，花名册现有 {people} 人")


ACCEPTED = {
    "计划人数与花名册": "开班前人员有增减，企业和机构已书面说明，课程、师资和场地不变",
    "线上课时占比": "理论部分含仿真操作，线下实训课时能够完成培训大纲的要求",
    "培训时间重叠": "两班分别安排在白天和晚上，签到时间不重叠，课时真实",
    "实操课时占比": "已核对培训大纲，实训项目齐全，实训场地和工位有保障",
}
"""Why the reviewer of the practice county lets a requirement "in principle" pass, by the requirement."""


def _approve(tour: Tour) -> Iterator[Step]:
    files: list[Path] = []
    reasons = 0
    for number, filing_id in enumerate(tour.filing_ids, 1):
        yield from clear(tour, "filing", filing_id, tour.days.approved)
        with tour.at("fuhe", tour.days.approved) as desk:
            for finding in filings.sheet(desk, filing_id).findings:
                if finding.strength == "principle" and not finding.accepted_by:
                    filings.accept_finding(desk, finding.id, ACCEPTED[finding.title])
                    reasons += 1
            filings.approve(desk, filing_id, "材料齐全，计划可行，同意备案。")
            files.append(tour.issue(desk, "filing_approval", filing_id, f"备案审核表-{number}班.pdf"))
    yield Step("同意备案", f"{len(files)} 件；“原则上”的要求说明理由通过 {reasons} 条", tuple(files))


def hold_all(tour: Tour) -> Iterator[Step]:
    """The classes run: attendance and certificates come in by workbook."""
    for number, (filing_id, planned) in enumerate(zip(tour.filing_ids, tour.planned, strict=True), 1):
        folder = tour.out / "handed-in"
        with tour.at("jingban", tour.days.opened) as desk:
            class_number = classes.open_class(desk, filing_id)
            class_id = filings.sheet(desk, filing_id).class_id or 0
            on_roster = frozenset(filings.roster_numbers(desk, filing_id))
        left = frozenset(one.id_number for one in planned.people) - on_roster
        days = intake.read(
            workbooks.attendance(folder / f"考勤-{number}班.xlsx", planned, without=left),
            classes.ATTENDANCE,
            day=tour.days.ended,
        )
        earned = intake.read(
            workbooks.certificates(
                folder / f"证书-{number}班.xlsx", planned, tour.days.certified, without=left
            ),
            classes.CERTIFICATES,
            day=tour.days.certified,
        )
        with tour.at("jingban", tour.days.ended) as desk:
            attended = classes.take_attendance(desk, class_id, days)
            _absent_guests(desk, class_id, tour.days)
            classes.finish(desk, class_id)
        with tour.at("jingban", tour.days.certified) as desk:
            certified = classes.take_certificates(desk, class_id, earned)
        tour.class_ids.append(class_id)
        yield Step(f"办班 {class_number}", f"考勤 {attended.new} 人天，证书 {certified.new} 本，已结业")


def _absent_guests(desk: Desk, class_id: int, days: Days) -> None:
    for row in classes.trainees(desk, class_id, ALL).rows:
        if not row.days and not row.hours:
            classes.mark(desk, row.id, days.opened, "absent")


def claim_all(tour: Tour) -> Iterator[Step]:
    """The applications: lines worked out by the policy, a missing local value stops one until it is entered."""
    files: list[Path] = []
    for number, filing_id in enumerate(tour.filing_ids, 1):
        try:
            with tour.at("jingban", tour.days.applied) as desk:
                claim_id = subsidies.apply(desk, filing_id)
        except ValueMissing as missing:
            yield Step("缺少本地政策值", f"{missing.sentence}{missing.remedy}")
            yield from _enter_local(tour)
            with tour.at("jingban", tour.days.applied) as desk:
                claim_id = subsidies.apply(desk, filing_id)
        with tour.at("jingban", tour.days.applied) as desk:
            _receive(
                desk, "claim", claim_id, [line.code for line in materials.missing(desk, "claim", claim_id)]
            )
            subsidies.submit(desk, claim_id)
        yield from clear(tour, "claim", claim_id, tour.days.decided)
        with tour.at("fuhe", tour.days.decided) as desk:
            for finding in subsidies.sheet(desk, claim_id).findings:
                if finding.strength == "principle" and not finding.accepted_by:
                    filings.accept_finding(desk, finding.id, ACCEPTED[finding.title])
            subsidies.review(desk, claim_id, "经复核，人员、考勤、证书相符，同意按核算结果补贴。")
        with tour.at("fuze", tour.days.decided) as desk:
            subsidies.approve(desk, claim_id, "同意。")
            sheet = subsidies.sheet(desk, claim_id)
            files.append(tour.issue(desk, "subsidy_approval", claim_id, f"补贴审批表-{number}班.pdf"))
        tour.claim_ids.append(claim_id)
        parts = "；".join(
            f"{each.title} {each.people} 人，核定 {each.granted}、核减 {each.cut}、不予 {each.refused}，{each.amount:,.2f} 元"
            for each in sheet.totals
        )
        yield Step(f"补贴审批 {sheet.number}", parts, (files[-1],))


def _enter_local(tour: Tour) -> Iterator[Step]:
    """The bureau enters the missing value with its own (invented) citation, and another clerk confirms it."""
    with tour.at("jingban", tour.days.applied) as desk:
        value_id = local_values.propose(
            desk,
            local_values.LocalEntry(
                name="training_standard",
                scope={"training_type": ("employment_skills",), "level": ("5",)},
                since=date(tour.days.filed.year, 1, 1),
                amount=Decimal(1000),
                document="演练县就业技能培训补贴标准（演练文件）",
                document_number=f"演人社发〔{tour.days.filed.year}〕1号",
                clause="第二条",
            ),
        )
    with tour.at("fuhe", tour.days.applied) as desk:
        local_values.confirm(desk, value_id)
    yield Step("录入本地政策值", "就业技能培训初级 1,000.00 元/人，一人提出、另一人确认，附文件和条款")


def publish(tour: Tour) -> Iterator[Step]:
    """The list goes up; one objection is dismissed, one upheld; it closes when its working days are over."""
    with tour.at("jingban", tour.days.posted) as desk:
        tour.notice_id = notices.prepare(desk, tour.claim_ids, "演练县人民政府网站、县人社局公示栏")
        notices.post(desk, tour.notice_id)
        paper = tour.issue(desk, "notice", tour.notice_id, "公示.pdf")
        sheet = notices.sheet(desk, tour.notice_id)
        lines = notices.public_lines(desk, tour.notice_id, ALL).rows
        listed = notices.list_workbook(desk, tour.notice_id, tour.out / "papers" / "公示名单.xlsx")
        shown = workbooks.website(tour.out / "handed-in" / "网站公示页.html", sheet.title, sheet.place)
        notices.keep_evidence(desk, tour.notice_id, "posted", shown, note="县政府网站公示栏目存页")
    yield Step(
        f"张贴公示 {sheet.number}",
        f"{sheet.people} 人 {sheet.lines} 行，{sheet.published:,.2f} 元，{sheet.working_days} 个工作日，到 {sheet.ends_on}；公示文书和名单的泄露检查通过",
        (paper, listed),
    )
    with tour.at("jingban", tour.days.objected) as desk:
        dismissed = notices.object_to(desk, lines[2].id, "", "反映该学员未到场参加实操")
        upheld = notices.object_to(desk, lines[5].id, "实名举报人", "该人员培训期间已离职")
    with tour.at("fuhe", tour.days.objected) as desk:
        notices.answer(desk, dismissed, "dismissed", "核查签到记录和实训照片，该学员全程参加实操，异议不成立")
        notices.answer(desk, upheld, "upheld", "经与企业核实，该人员已于培训期间离职，撤销补贴")
    with tour.at("jingban", tour.days.closed) as desk:
        notices.close(desk, tour.notice_id)
        paper = tour.issue(desk, "notice_report", tour.notice_id, "公示情况说明.pdf")
        notices.take_down(desk, tour.notice_id)
        sheet = notices.sheet(desk, tour.notice_id)
    told = f"异议 2 件：1 件不成立，1 件成立并撤出；可拨付 {sheet.payable:,.2f} 元，名单已撤下"
    yield Step("结束公示", told, (paper,))


def pay(tour: Tour) -> Iterator[Step]:
    """Each scheme is paid by two people; one order comes back from the bank and is paid again."""
    with tour.at("jingban", tour.days.paid) as desk:
        schemes = [scheme for _, _, scheme, _, _ in payments.payable(desk)]
    for at, scheme in enumerate(schemes):
        yield from _pay_one(tour, scheme, returned=1 if at == len(schemes) - 1 else 0)
    with tour.at("jingban", tour.days.settled) as desk:
        again = [scheme for _, _, scheme, _, _ in payments.payable(desk)]
    for scheme in again:
        yield from _pay_one(tour, scheme, returned=0, day=tour.days.settled)


def _pay_one(tour: Tour, scheme: str, returned: int, day: date | None = None) -> Iterator[Step]:
    paid_on = day or tour.days.paid
    with tour.at("jingban", paid_on) as desk:
        named = payments.funds(desk, tour.notice_id, scheme)
        batch_id = payments.prepare(desk, tour.notice_id, scheme, "" if named else "upgrading")
    yield from clear(tour, "payment_batch", batch_id, paid_on, sign=True)
    with tour.at("caiwu", paid_on) as desk:
        payments.release(desk, batch_id)
        sheet = payments.sheet(desk, batch_id)
        name = f"{sheet.scheme_title}{'（重新拨付）' if day else ''}"
        workbook = payments.order_workbook(desk, batch_id, tour.out / "papers" / f"付款单-{name}.xlsx")
        paper = tour.issue(desk, "payment_batch", batch_id, f"拨付审批表-{name}.pdf")
        doubted = tour.issue(desk, "doubt_sheet", batch_id, f"疑点核查签核表-{name}.pdf")
    with tour.at("caiwu", tour.days.settled) as desk:
        orders = payments.orders(desk, batch_id, ALL).rows
        results = [
            payments.Settlement(
                order.id, at >= returned, tour.days.settled, "" if at >= returned else "账号户名不符"
            )
            for at, order in enumerate(orders)
        ]
        payments.settle(desk, batch_id, results)
    back = f"，其中 {returned} 笔退回（账号户名不符）" if returned else ""
    yield Step(
        f"拨付 {sheet.number}",
        f"{name} {sheet.count} 笔 {sheet.total:,.2f} 元{back}",
        (paper, doubted, workbook),
    )


def report(tour: Tour) -> Iterator[Step]:
    """The package goes to the province on a stick; the receipt comes back; twice changes nothing."""
    with tour.at("jingban", tour.days.packed) as desk:
        packed = outgoing.pack(desk)
    yield Step(f"生成上报包 {packed.number}", packed.sentence, (packed.path,))
    inbox, receipts = tour.out / "province", tour.out / "receipts"
    arrived = datetime.combine(tour.days.packed, time(15))
    answer, again = (
        province.receive([packed.path], inbox, receipts, clock=lambda: arrived)[0] for _ in range(2)
    )
    if answer.receipt_path is None or again.receipt_path is None:
        raise Refused(answer.sentence)
    same = answer.receipt_path.read_bytes() == again.receipt_path.read_bytes()
    told = "再次报送同一包得到同一份回执" if same else "再次报送得到不同的回执"
    yield Step("省级接收", f"{answer.sentence}{told}", (answer.receipt_path,))
    with tour.at("jingban", tour.days.packed) as desk:
        settled = incoming.take_receipt(desk, answer.receipt_path)
    yield Step("导入回执", settled.sentence)


def close_books(tour: Tour) -> Iterator[Step]:
    """The real-name ledger, and the check that everything ties."""
    with tour.at("jingban", tour.days.packed) as desk:
        path = ledger.export(desk, tour.out / "papers" / "实名制台账.xlsx", PageQuery())
        count, amount = ledger.total(desk)
    yield Step("实名制台账", f"{count} 行，{amount:,.2f} 元", (path,))
    with tour.workspace.reading(tour.clerk["jingban"]) as desk:
        verdict = issuing.verify_file(desk, tour.out / "papers" / "公示.pdf")
        found = checks.check(desk)
    yield Step("核验文书", "".join(verdict.sentences))
    faults = [fault for each in found for fault in each.faults]
    if faults:
        raise Refused("核对不符：" + "；".join(faults))
    yield Step("全链条核对", "；".join(f"{each.title} {each.figure}" for each in found))


def leave_open(tour: Tour) -> Iterator[Step]:
    """Some cases are under way, so that the window has something to do; the county stands still on this day."""
    registered = parties(tour.workspace)
    ago = {"overdue": 8, "decide": 2, "correcting": 3, "draft": 0}
    for what, days_ago in ago.items():
        day = _working_days_before(tour.days.packed, days_ago)
        entry = entries(registered.maker, registered.school, registered.college, registered.platform, day)[
            what
        ]
        with tour.at("jingban", day) as desk:
            hand_in(desk, tour.out / "handed-in", what, entry)
    with tour.at("jingban", tour.days.packed) as desk:
        tour.workspace.set(desk, "practice_day", tour.days.packed.isoformat())
    yield Step("正在办理", f"{len(ago)} 件：逾期、待复核、待补正、草稿各一；演练日期停在 {tour.days.packed}")


def _working_days_before(day: date, count: int) -> date:
    while count:
        day -= timedelta(days=1)
        count -= working_day(day)
    return day


CHAPTERS: tuple[Callable[[Tour], Iterator[Step]], ...] = (
    faulty_roster,
    file_all,
    hold_all,
    claim_all,
    publish,
    pay,
    report,
    leave_open,
    close_books,
)
