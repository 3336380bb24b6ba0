"""Papers filled from the record: each says what the store holds, drafts mask numbers, and what is not there is refused."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from db.payments import PaymentOrder
from db.registers import Institution
from desktop import (
    audit,
    classes,
    exchange,
    filings,
    issuing,
    materials,
    notices,
    papers,
    payments,
    pdf,
    registers,
    subsidies,
)
from desktop.exchange import outgoing
from desktop.forms.faces import FANG, FOLDER
from desktop.papers import PAPERS
from desktop.problems import Refused
from desktop.registers.persons import PersonEntry
from tests.builders import ALL, FUND, PEOPLE, County, close, entry, file_case, release, roster, stage, trainee

MASKED = re.compile(r"999901\*{8}\d{3}[\dX]")


def said(content: bytes) -> str:
    return pdf.read(content).text


def pages(content: bytes) -> list[str]:
    return ["".join("".join(line.split()) for line in page) for page in pdf.read(content).pages]


@pytest.fixture
def paid() -> Iterator[County]:
    """A county whose training batch was paid and whose allowance came back for one of two."""
    with stage("released") as county:
        allowance = release(county, county.ids["notice"], "allowance")
        with county.desk("caiwu", county.days.paid) as desk:
            for batch_id, bad in ((county.ids["training_batch"], 0), (allowance, 1)):
                orders = payments.orders(desk, batch_id, ALL).rows
                payments.settle(
                    desk,
                    batch_id,
                    [
                        payments.Settlement(
                            each.id, at >= bad, county.days.paid, "" if at >= bad else "账号户名不符"
                        )
                        for at, each in enumerate(orders)
                    ],
                )
                county.ids["order"] = orders[0].id
        yield county


def at(county: County) -> dict[str, int]:
    """The id of each kind of case of the county."""
    ids = county.ids
    return {
        "filing": ids["filing"],
        "class": ids["class"],
        "claim": ids["claim"],
        "notice": ids["notice"],
        "payment": ids["training_batch"],
        "order": ids["order"],
        "day": county.days.paid.toordinal(),
    }


def test_every_paper_of_a_case_is_drawn_or_refused_with_a_remedy(paid: County):
    ids, refused = at(paid), dict[str, str]()
    with paid.reading("caiwu", paid.days.paid) as desk:
        for each in PAPERS:
            if each.case_kind not in ids:
                continue
            try:
                text = said(papers.draft(desk, each.form, ids[each.case_kind]))
            except Refused as why:
                refused[each.form] = why.remedy
            else:
                assert "None" not in text
                assert "Decimal" not in text
    letters = {"correction", "refusal", "nonacceptance", "claim_correction", "claim_refusal", "some_refused"}
    assert set(refused) == {*letters, "rare_characters", "notice_change", "advance_claim"}, (
        "what this case does not have"
    )
    assert all(refused.values())


def test_a_draft_masks_citizen_numbers_and_the_real_one_tells_them(paid: County):
    with paid.reading("jingban", paid.days.paid) as desk:
        for form, case_id in (
            ("roster", paid.ids["filing"]),
            ("claim", paid.ids["claim"]),
            ("allowance_claim", paid.ids["claim"]),
            ("allowance_roster", paid.ids["claim"]),
            ("assessment", paid.ids["class"]),
            ("ledger", paid.ids["training_batch"]),
        ):
            draft = said(papers.draft(desk, form, case_id))
            real = said(papers.draw(desk, form, case_id, draft=False))
            assert MASKED.search(draft), form
            assert not any(each.id_number in draft for each in PEOPLE), form
            assert PEOPLE[1].id_number in real, form


def test_who_did_a_step_signs_it_and_nobody_else_is_given_words(paid: County):
    with paid.desk("jingban", paid.days.paid) as desk:
        filing = said(papers.draft(desk, "filing_approval", paid.ids["filing"]))
        paying = said(papers.draft(desk, "payment_batch", paid.ids["training_batch"]))
        sheet = payments.sheet(desk, paid.ids["training_batch"])
    assert "申请材料已核对，提请复核。" in filing
    assert "负责人（签字）：＿" in filing
    assert "同意备案，按备案" not in filing
    released = f"{sheet.released_on:%Y年}{sheet.released_on.month}月{sheet.released_on.day}日"
    assert f"已复核拨付。财务复核人（签字）：{sheet.released_by}{released}" in paying
    assert "单位负责人（签字）：＿" in paying
    assert f"财务复核人：{sheet.released_by}" in paying, "the list's foot names the same two as the sheet"
    assert "疑点已逐项核查并签核。业务复核人（签字）：" in paying
    assert f"业务复核人（签字）：{sheet.released_by}" not in paying, (
        "who signs the doubts off does not release"
    )


def test_the_period_on_paper_spans_the_days_that_were_counted(paid: County, tmp_path: Path):
    with paid.reading("caiwu", paid.days.paid) as desk:
        found = notices.sheet(desk, paid.ids["notice"])
        first = desk.calendar.add_working_days(found.posted_on, 1)
        drawn = [
            said(papers.draft(desk, "notice", paid.ids["notice"])),
            said(papers.draft(desk, "notice_report", paid.ids["notice"])),
            said(papers.draft(desk, "payment_batch", paid.ids["training_batch"])),
        ]
        notices.list_workbook(desk, paid.ids["notice"], tmp_path / "名单.xlsx")
    assert (found.posted_on, first, found.ends_on) == (
        date(2023, 11, 1),
        date(2023, 11, 2),
        date(2023, 11, 8),
    )
    assert "公示时间：2023年11月2日至11月8日，共5个工作日" in drawn[0]
    assert all("2023年11月2日至11月8日" in text for text in drawn)
    cells = [str(cell.value) for row in load_workbook(tmp_path / "名单.xlsx").active for cell in row]
    assert "公示期：2023-11-02至2023-11-08，5个工作日" in cells


def test_the_notice_names_its_batch_and_lists_who_is_paid_before_the_persons(paid: County):
    with paid.reading("caiwu", paid.days.paid) as desk:
        whole = said(papers.draft(desk, "notice", paid.ids["notice"]))
        sheets = pages(papers.draft(desk, "notice", paid.ids["notice"]))
        accounts = desk.session.scalars(select(Institution.account)).all()
    assert "关于2023年第1批职业培训补贴的公示" in whole
    assert "合计金额300.00元；其中职业培训补贴拨付1家单位，涉及4人次，金额2,000.00元。" in whole
    assert ["单位名单" in page for page in sheets] == [True, True, False, False]
    assert "1演练县春风职业培训学校养老护理员班〔2023〕0001号42,000.00" in sheets[1]
    assert accounts
    assert not any(account in whole for account in accounts)


def test_a_line_of_the_notice_has_one_number_on_every_list_on_the_sheet_and_in_the_window(paid: County):
    with paid.reading("caiwu", paid.days.paid) as desk:
        notice = paid.ids["notice"]
        whole = "".join(pages(papers.draft(desk, "notice", notice)))
        rows = notices.public_lines(desk, notice, ALL).rows
    assert sorted(row.position for row in rows) == list(range(1, 7))
    for row in rows:
        assert re.search(rf"(金额|\.00){row.position}{row.name}{re.escape(row.id_number)}", whole), (
            row.position
        )


def test_an_approval_sheet_says_what_was_signed_whatever_an_objection_took_off_later():
    with stage("posted") as county:
        day = county.days.posted
        with county.desk("jingban", day) as desk:
            before = said(papers.draft(desk, "subsidy_approval", county.ids["claim"]))
            lines = notices.public_lines(desk, county.ids["notice"], ALL).rows
            training = next(row for row in lines if row.scheme == "training")
            objection = notices.object_to(desk, training.id, "", "反映没有参加培训")
        with county.desk("fuhe", day) as desk:
            notices.answer(desk, objection, "upheld", "经核查签到记录属实")
        with county.desk("jingban", day) as desk:
            assert subsidies.sheet(desk, county.ids["claim"]).amount == Decimal(1800)
            after = said(papers.draft(desk, "subsidy_approval", county.ids["claim"]))
    assert "2,300.00" in before
    assert after == before


def test_the_application_says_whether_the_materials_were_whole_when_it_was_accepted():
    with stage("filed") as county, county.desk("jingban", county.days.filed) as desk:
        assert "申请材料齐全，准予受理。" in said(papers.draft(desk, "application", county.ids["filing"]))


def test_the_application_names_what_was_lacking_then_also_after_it_came_in():
    with stage("empty") as county:
        with county.desk("jingban", county.days.filed) as desk:
            filing_id = filings.draft(desk, entry(county, PEOPLE))
            filings.file_roster(desk, filing_id, roster(PEOPLE))
            *asked, last = materials.missing(desk, "filing", filing_id)
            uid = filings.sheet(desk, filing_id).uid
            materials.receive(desk, "filing", filing_id, uid, tuple(line.code for line in asked))
            filings.accept(desk, filing_id)
        with county.desk("jingban", county.days.approved) as desk:
            materials.receive(desk, "filing", filing_id, uid, (last.code,))
            text = said(papers.draft(desk, "application", filing_id))
    assert f"受理时尚缺“{last.title}”，另行一次性告知补正。" in text
    assert "准予受理" not in text


def test_a_paper_counts_only_the_materials_that_were_there_on_its_day():
    with stage("empty") as county:
        with county.desk("jingban", county.days.filed) as desk:
            filing_id = filings.draft(desk, entry(county, PEOPLE))
            filings.file_roster(desk, filing_id, roster(PEOPLE))
            *asked, last = materials.missing(desk, "filing", filing_id)
            uid = filings.sheet(desk, filing_id).uid
            materials.receive(desk, "filing", filing_id, uid, tuple(line.code for line in asked))
            filings.accept(desk, filing_id)
            before = said(papers.draft(desk, "receipt", filing_id))
        with county.desk("jingban", county.days.approved) as desk:
            materials.receive(desk, "filing", filing_id, uid, (last.code,))
            letter = said(papers.draft(desk, "acceptance", filing_id))
            after = said(papers.draft(desk, "receipt", filing_id))
            sheet = filings.sheet(desk, filing_id)
    day = [f"收件日期{on.year}年{on.month}月{on.day}日" for on in (county.days.filed, county.days.approved)]
    assert last.title not in letter, "it came in after the day of the letter"
    assert all(line.title in letter for line in asked)
    assert f"已收到{len(asked)}项，尚缺1项" in before
    assert day[0] in before
    assert f"应交材料{len(asked) + 1}项，已全部收到" in after
    assert day[1] in after, "it is dated by the last of what it lists"
    assert sheet.accepted_on < county.days.approved


def test_the_roster_lists_everybody_in_order(paid: County):
    with paid.reading() as desk:
        text = said(papers.draw(desk, "roster", paid.ids["filing"], draft=False))
    places = [text.index(each.id_number) for each in PEOPLE]
    assert places == sorted(places)
    assert "零就业家庭成员" in text


def test_the_plan_gives_each_course_its_place_and_leaves_days_to_be_written(paid: County):
    with paid.reading() as desk:
        text = said(papers.draft(desk, "plan", paid.ids["filing"]))
    assert "基础理论" in text
    assert "演练在线学习平台" in text
    assert text.count("2023-") == 0, "no day is invented"


def test_a_blank_sign_in_sheet_has_the_names_and_room_for_the_day(paid: County):
    with paid.reading() as desk:
        text = said(papers.draft(desk, "sign_in", paid.ids["class"]))
    assert all(each.name in text for each in PEOPLE)
    assert "日期：＿＿＿＿年＿＿月＿＿日" in text
    assert "应到4人实到＿＿人" in text


def test_sign_in_sheets_are_filled_day_by_day_from_the_attendance(paid: County):
    with paid.reading() as desk:
        sheets = pages(papers.draft(desk, "attendance", paid.ids["class"]))
    assert len(sheets) == 5
    for number, sheet in enumerate(sheets):
        assert f"2023年10月{23 + number}日" in sheet
        assert sheet.count("线上2、线下6") == 4
        assert "应到4人实到4人" in sheet


def test_without_attendance_there_is_no_record_of_it():
    with stage("approved") as county, county.desk("jingban", county.days.opened) as desk:
        classes.open_class(desk, county.ids["filing"])
        class_id = filings.sheet(desk, county.ids["filing"]).class_id or 0
        with pytest.raises(Refused, match="还没有考勤记录"):
            papers.draft(desk, "attendance", class_id)
        assert "检查" in said(papers.draft(desk, "inspection", class_id))


def test_the_claim_asks_for_what_its_lines_ask_for(paid: County):
    with paid.reading() as desk:
        text = said(papers.draft(desk, "claim", paid.ids["claim"]))
    assert "￥2,300.00" in text
    assert "人民币贰仟叁佰元整" in text


def test_the_allowance_names_only_who_is_entitled(paid: County):
    with paid.reading() as desk:
        asked = said(papers.draft(desk, "allowance_claim", paid.ids["claim"]))
        paid_out = said(papers.draft(desk, "allowance_roster", paid.ids["claim"]))
    for text in (asked, paid_out):
        assert "王秀英" in text
        assert "李建国" in text
        assert "赵敏" not in text
        assert "300.00" in text
    assert "就业困难人员" in asked
    assert "就业困难人员" not in paid_out, "whoever pays need not know why"


def test_the_return_slip_shows_the_account_that_failed_and_the_one_that_was_verified(paid: County):
    with paid.desk("jingban", paid.days.paid) as desk:
        before = said(papers.draft(desk, "return_slip", paid.ids["order"]))
        person = next(each for each in registers.persons(desk, ALL).rows if each.name == PEOPLE[1].name)
        entry = PersonEntry(PEOPLE[1].id_number, person.name, account="6200000000099999999")
        registers.save_person(desk, entry)
        after = said(papers.draft(desk, "return_slip", paid.ids["order"]))
    assert "账号户名不符" in before
    assert before.count("62000000000") == 1, "the account that failed is not offered again"
    assert "6200000000099999999" in after
    with paid.reading() as desk, pytest.raises(Refused, match="没有被银行退回"):
        papers.draft(desk, "return_slip", paid.ids["order"] + 1)


def test_what_is_paid_again_names_the_orders_that_came_back(paid: County):
    with paid.desk("jingban", paid.days.paid) as desk:
        again = payments.prepare(desk, paid.ids["notice"], "allowance", FUND)
        returned = desk.session.get_one(PaymentOrder, paid.ids["order"])
        number, place, came_back_in = returned.batch.number, returned.position, returned.batch_id
        fresh, second = (said(papers.draft(desk, "payment_batch", each)) for each in (came_back_in, again))
    assert f"{number}第{place}笔退票重新拨付" in second
    assert "退票" not in fresh


@pytest.mark.parametrize(
    "outcomes, told",
    [
        ((), "公示期满，未收到异议"),
        (("upheld",), "收到异议1件，均成立，涉及的名单行已撤出"),
        (("dismissed", "dismissed"), "收到异议2件，经核查均不成立"),
        (("upheld", "dismissed", "dismissed"), "收到异议3件，其中1件成立，涉及的名单行已撤出；其余2件不成立"),
    ],
)
def test_the_sheet_of_a_batch_says_what_became_of_the_objections(outcomes: tuple[str, ...], told: str):
    with stage("posted") as county:
        notice, days = county.ids["notice"], county.days
        with county.desk("jingban", days.posted) as desk:
            lines = [
                row.id for row in notices.public_lines(desk, notice, ALL).rows if row.scheme == "training"
            ]
            raised = [notices.object_to(desk, line, "", "反映未到场参训") for line in lines[: len(outcomes)]]
        with county.desk("fuhe", days.posted) as desk:
            for objection, outcome in zip(raised, outcomes, strict=True):
                notices.answer(desk, objection, outcome, "经核查签到记录属实")
        close(county, notice)
        with county.desk("caiwu", days.closed) as desk:
            batch = payments.prepare(desk, notice, "training", FUND)
            text = said(papers.draft(desk, "payment_batch", batch))
            sheets = [said(papers.draft(desk, "objection", each)) for each in raised]
    assert told in text
    endings = {"upheld": "异议成立，该行撤出本批公示和拨付。", "dismissed": "异议不成立，该行恢复公示。"}
    assert all(endings[outcome] in sheet for outcome, sheet in zip(outcomes, sheets, strict=True))


@pytest.mark.parametrize("region, years", [("jiangsu", "4"), ("anhui", "＿＿")])
def test_papers_say_how_long_records_are_kept_only_where_the_region_does(region: str, years: str):
    with stage("approved", region=region) as county, county.reading(day=county.days.approved) as desk:
        application, consent = (
            said(papers.draft(desk, known_as, county.ids["filing"]))
            for known_as in ("application", "consent")
        )
    assert f"培训台账保存{years}年以上备查" in application
    assert f"培训台账及时归档，保存期{years}年。" in consent


def test_what_a_handler_signs_is_worded_by_the_bureau(paid: County):
    with paid.desk("fuze", paid.days.paid) as desk:
        papers.reword(desk, "subsidy_approval", "handled", "经核算，拟同意按核定金额补贴。")
    with paid.reading("caiwu", paid.days.paid) as desk:
        assert "拟同意按核定金额补贴" in said(papers.draft(desk, "subsidy_approval", paid.ids["claim"]))


def test_the_ledger_of_a_batch_ties_to_what_was_paid(paid: County):
    with paid.reading() as desk:
        text = said(papers.draft(desk, "ledger", paid.ids["training_batch"]))
    assert "培训台账资料保存4年以上" in text
    assert "合计2,000.00" in text
    assert text.count("职业培训补贴") >= 4


def test_an_anonymous_objection_stays_anonymous_and_is_answered_by_another():
    with stage("posted") as county:
        with county.desk("jingban", county.days.posted) as desk:
            line = notices.public_lines(desk, county.ids["notice"], ALL).rows[1]
            objection = notices.object_to(desk, line.id, "", "反映培训期间外出务工")
            waiting = said(papers.draft(desk, "objection", objection))
            assert papers.case_of(desk, papers.named("objection"), objection).state == "open"
        with county.desk("fuze", county.days.posted) as desk:
            notices.answer(desk, objection, "dismissed", "签到记录齐全，异议不成立")
        with county.reading("fuze", county.days.posted) as desk:
            answered = said(papers.draft(desk, "objection", objection))
    assert "（匿名）" in waiting
    assert "异议不成立" not in waiting
    assert "异议第1件" in waiting
    assert "签到记录齐全，异议不成立" in answered
    assert "许思远" in answered
    assert "林小禾" in answered


def test_a_volume_lists_the_sheet_of_an_objection_to_its_lines():
    with stage("posted") as county, county.desk("jingban", county.days.posted) as desk:
        line = notices.public_lines(desk, county.ids["notice"], ALL).rows[1]
        objection = notices.object_to(desk, line.id, "", "反映培训期间外出务工")
        issued = issuing.issue(desk, "objection", objection)
        listed = said(papers.draft(desk, "contents", county.ids["filing"]))
    assert issued.number in listed
    assert "公示异议处理单" in "".join(listed.split())


def test_the_handover_sheet_carries_the_digest_and_the_sums_of_the_package(paid: County):
    again = release(paid, paid.ids["notice"], "allowance")
    with paid.desk("caiwu", paid.days.paid) as desk:
        orders = payments.orders(desk, again, ALL).rows
        payments.settle(desk, again, [payments.Settlement(each.id, True, paid.days.paid) for each in orders])
    with paid.desk("jingban", paid.days.paid) as desk:
        outgoing.pack(desk)
        package = exchange.lines(desk, ALL).rows[0]
        sheet = exchange.sheet(desk, package.id)
        text = said(papers.draft(desk, "handover", package.id))
    assert sheet.digest in text
    assert sheet.line.file_name in text
    assert f"{sheet.path.stat().st_size:,}字节" in text
    for kind in sheet.kinds:
        assert f"{kind.title}{kind.records}" in text


def test_the_day_sheet_ends_with_the_head_of_the_chain(paid: County):
    today = paid.days.paid
    with paid.reading("caiwu", today) as desk:
        text = said(papers.draft(desk, "day_sheet", today.toordinal()))
        head = audit.head(desk.session)
        quiet = said(papers.draft(desk, "day_sheet", today.replace(day=today.day - 6).toordinal()))
        with pytest.raises(Refused, match="还没有到"):
            papers.draft(desk, "day_sheet", today.toordinal() + 1)
    assert head in text
    assert "复核拨付" in text
    assert "当日没有办理事项" in quiet
    assert head not in quiet


def test_a_volume_lists_the_materials_and_the_papers_issued(paid: County):
    with paid.desk("jingban", paid.days.paid) as desk:
        before = said(papers.draft(desk, "contents", paid.ids["filing"]))
        issued = issuing.issue(desk, "subsidy_approval", paid.ids["claim"])
        after = said(papers.draft(desk, "contents", paid.ids["filing"]))
        spine = said(papers.draft(desk, "spine", paid.ids["filing"]))
    assert "线上职业技能培训申请表" in before
    assert issued.number not in before
    assert issued.number in after
    assert "养" in spine


def test_a_volume_lists_what_was_issued_of_its_class_and_of_its_returned_payments(paid: County):
    with paid.desk("jingban", paid.days.paid) as desk:
        issued = [
            issuing.issue(desk, form, paid.ids[kind]).number
            for form, kind in (
                ("attendance", "class"),
                ("inspection", "class"),
                ("assessment", "class"),
                ("return_slip", "order"),
            )
        ]
        listed = said(papers.draft(desk, "contents", paid.ids["filing"]))
        counted = said(papers.draft(desk, "volume_note", paid.ids["filing"]))
        spine = said(papers.draft(desk, "spine", paid.ids["filing"]))
    assert all(number in listed for number in issued)
    pieces = int(re.search(r"本卷共有文件(\d+)件", counted).group(1))
    assert f"至{pieces}" in "".join(spine.split())


def test_a_paper_drawn_as_another_is_issued_under_its_own_name(paid: County):
    with paid.desk("jingban", paid.days.paid) as desk:
        issued = issuing.issue(desk, "attendance", paid.ids["class"])
        blank = issuing.issue(desk, "sign_in", paid.ids["class"])
        assert issuing.sheet(desk, issued.paper_id).row.title.endswith("（按考勤记录）")
        assert issuing.sheet(desk, blank.paper_id).row.title.endswith("（空白）")


def test_rare_characters_of_a_roster_are_shown_large_with_their_place():
    people = (*PEOPLE[:2], trainee(7, "𬀩䶮"))
    with stage("empty") as county:
        filing_id = file_case(county, people)
        with county.reading() as desk:
            text = said(papers.draft(desk, "rare_characters", filing_id))
    assert "U+2C029" in text
    assert "U+4DAE" in text
    assert "第3行𬀩䶮" in text


def test_the_director_words_a_phrase_and_goes_back_to_the_shipped_one():
    with stage("approved") as county:
        with county.desk("fuze", county.days.approved) as desk:
            papers.reword(desk, "consent", "plan", '请按备案的"计划"办班。')
            own = said(papers.draft(desk, "consent", county.ids["filing"]))
            kept = {each.name: each for each in papers.phrases(desk, "ZP-10")}
            papers.reword(desk, "consent", "plan", "")
            shipped = said(papers.draft(desk, "consent", county.ids["filing"]))
        with county.desk("jingban", county.days.approved) as desk, pytest.raises(Refused, match="负责人"):
            papers.reword(desk, "consent", "plan", "随意办班。")
    assert '请按备案的"计划"办班。' in own
    assert kept["plan"].own == '请按备案的"计划"办班。'
    assert kept["opening_unit"].blanks == ("case_number",)
    assert "严格按照备案的培训计划组织教学" in shipped


def test_a_phrase_without_its_blanks_is_refused_and_a_faulty_file_stops_the_print():
    with stage("approved") as county, county.desk("fuze", county.days.approved) as desk:
        with pytest.raises(Refused, match="花括号"):
            papers.reword(desk, "consent", "opening_unit", "同意备案。")
        folder = county.workspace.folder / "forms"
        folder.mkdir()
        (folder / "consent.toml").write_text("copies = 9\n", "utf-8")
        with pytest.raises(Refused, match="没有生成"):
            papers.draft(desk, "consent", county.ids["filing"])
        assert len(papers.house_problems(desk)) == 1


def test_office_fonts_are_used_only_when_they_are_there_and_somebody_said_so():
    with stage("approved") as county, county.desk("fuze", county.days.approved) as desk:
        with pytest.raises(Refused, match="没有可用的字体"):
            papers.use_office_fonts(desk, use=True)
        folder = county.workspace.folder / "fonts"
        folder.mkdir()
        shutil.copy(FOLDER / FANG.file, folder / "仿宋_GB2312.ttf")
        plain = papers.draft(desk, "consent", county.ids["filing"])
        assert not papers.uses_office_fonts(desk)
        papers.use_office_fonts(desk, use=True)
        assert papers.uses_office_fonts(desk)
        dressed = papers.draft(desk, "consent", county.ids["filing"])
        assert b"_GB2312" in dressed
        assert said(dressed) == said(plain)
        papers.use_office_fonts(desk, use=False)
        assert papers.draft(desk, "consent", county.ids["filing"]) == plain
