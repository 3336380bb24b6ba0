"""Issuing: one valid paper a case, nothing before its time, copies accounted for, bytes kept for good."""

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from desktop import audit, checks, filings, issuing, papers, pdf
from desktop.issuing import text
from desktop.pages import PageQuery
from desktop.problems import Refused
from desktop.workbench import Task, workbench
from desktop.workspace import SYSTEM, Desk
from tests.issuing.county import County

EVERYTHING = PageQuery(limit=1000)


def fresh(county: County, form: str = "acceptance", case_id: int = 1, copies: int = 1) -> issuing.Issued:
    with county.desk() as desk:
        return issuing.issue(desk, form, case_id, copies)


def said(content: bytes) -> list[str]:
    return [line for _, _, line in text.lines(content)]


def test_the_practice_county_left_issued_papers_in_its_ledger(county: County) -> None:
    with county.reading() as desk:
        listed = issuing.lines(desk, EVERYTHING)
        assert listed.total == 16
        assert {row.title for row in listed.rows} >= {"职业培训补贴公示", "公示情况说明", "补正告知书"}
        assert [row.number for row in listed.rows][-1] == "印〔2020〕0001号"
        for row in listed.rows:
            (copy,) = issuing.sheet(desk, row.id).copies
            file = Path(copy.place)
            assert copy.outcome == "saved"
            left = county.papers / file.name
            assert left.read_bytes() == issuing.content(desk, copy.id)
            assert hashlib.sha256(left.read_bytes()).hexdigest() == copy.digest
        assert issuing.faults(desk) == ()
        assert issuing.lines(desk, PageQuery(text="公示")).total == 2


def test_every_page_carries_number_copy_code_and_both_digests(county: County) -> None:
    issued = fresh(county, copies=2)
    with county.reading() as desk:
        sheet = issuing.sheet(desk, issued.paper_id)
    for at, (copy, (_, content)) in enumerate(zip(sheet.copies, issued.copies, strict=True), 1):
        strips = text.strips(pdf.read(content))
        assert len(strips) == sheet.row.pages
        for strip in strips:
            assert strip
            assert (strip["number"], strip["copy"], strip["code"]) == (issued.number, f"第{at}份", copy.code)
            assert sheet.text_digest.upper().startswith(strip["digest"])
            assert sheet.head.upper().startswith(strip["head"])
    assert said(issued.copies[0][1]) == said(issued.copies[1][1])
    assert issued.copies[0][1] != issued.copies[1][1]


def test_the_head_on_a_paper_is_the_newest_entry_before_it(county: County) -> None:
    with county.desk() as desk:
        head = audit.head(desk.session)
        issued = issuing.issue(desk, "acceptance", 1)
        assert issuing.sheet(desk, issued.paper_id).head == head
        assert audit.head(desk.session) != head
        assert audit.faults(desk.session) == []


def test_a_draft_says_so_and_has_neither_number_nor_code(county: County) -> None:
    with county.reading() as desk:
        draft = pdf.read(papers.draft(desk, "acceptance", 1))
    assert all(strip is None for strip in text.strips(draft))
    assert all("演练草稿" in "".join(page) for page in draft.pages)
    issued = pdf.read(fresh(county).content)
    assert not any("草稿" in line for page in issued.pages for line in page)


def test_nothing_is_issued_before_its_time_or_by_nobody(county: County) -> None:
    with county.reading() as desk:
        drafts = [row.id for row in filings.lines(desk, PageQuery(state="draft")).rows]
    with pytest.raises(Refused, match="还没有办到这一步"):
        fresh(county, "application", drafts[0])
    with pytest.raises(Refused, match="没有办到这一步"):
        fresh(county, "refusal", 1)
    with pytest.raises(Refused, match="没有名为"):
        fresh(county, "nothing", 1)
    with pytest.raises(Refused, match="份数"):
        fresh(county, copies=0)
    with pytest.raises(Refused, match="具体人员"), county.workspace.desk(SYSTEM) as desk:
        issuing.issue(desk, "acceptance", 1)
    with county.reading() as desk:
        assert issuing.count(desk) == (16, 16)


def test_a_case_has_one_valid_paper_of_a_form(county: County) -> None:
    first = fresh(county)
    with pytest.raises(Refused, match=f"已经出具（{first.number}）"):
        fresh(county)
    with pytest.raises(Refused, match="原因"), county.desk() as desk:
        issuing.void(desk, first.paper_id, "错")
    with county.desk() as desk:
        issuing.void(desk, first.paper_id, "经办人姓名写错")
    second = fresh(county)
    assert second.number != first.number
    with county.reading() as desk:
        old = issuing.sheet(desk, first.paper_id)
        assert (old.row.state_title, old.void_reason, old.voided_by) == ("已作废", "经办人姓名写错", "林小禾")
        assert issuing.content(desk, first.copies[0][0]) == first.content
        assert [row.number for row in issuing.of_case(desk, "filing", 1)][-2:] == [
            first.number,
            second.number,
        ]
        assert issuing.lines(desk, PageQuery(state="void")).total == 1


def test_printed_only_when_the_clerk_says_it_came_out(county: County) -> None:
    issued = fresh(county, copies=2)
    (first, _), (second, _) = issued.copies
    with county.reading() as desk:
        assert [copy.outcome for copy in issuing.sheet(desk, issued.paper_id).copies] == [
            "waiting",
            "waiting",
        ]
        assert issuing.lines(desk, PageQuery(state="waiting")).total == 1
        steps = [task.step for task in everything(desk)]
        assert "确认文书是否打出" in steps
    with county.desk() as desk:
        issuing.confirm_printed(desk, first, "窗口一号机")
    with pytest.raises(Refused, match="还没有确认"), county.desk() as desk:
        issuing.reprint(desk, issued.paper_id, "申请人遗失，申请补一份")
    with county.desk() as desk:
        issuing.report_spoiled(desk, second, "卡纸，只出了半页")
    with pytest.raises(Refused, match="已登记为“未打成”"), county.desk() as desk:
        issuing.confirm_printed(desk, second, "窗口一号机")
    with county.reading() as desk:
        copies = issuing.sheet(desk, issued.paper_id).copies
        assert [(copy.outcome_title, copy.place, copy.note, copy.settled_by) for copy in copies] == [
            ("已打印", "窗口一号机", "", "林小禾"),
            ("未打成", "", "卡纸，只出了半页", "林小禾"),
        ]
        assert "确认文书是否打出" not in [task.step for task in everything(desk)]


def everything(desk: Desk) -> list[Task]:
    bench = workbench(desk)
    return [*bench.overdue, *bench.today, *bench.mine, *bench.others]


def test_a_reprint_says_the_same_under_its_own_code_and_why(county: County) -> None:
    issued = fresh(county)
    with county.desk() as desk:
        issuing.confirm_printed(desk, issued.copies[0][0], "窗口一号机")
    with pytest.raises(Refused, match="原因"), county.desk() as desk:
        issuing.reprint(desk, issued.paper_id, "")
    with county.desk() as desk:
        again = issuing.reprint(desk, issued.paper_id, "申请人遗失，申请补一份")
    assert again.number == issued.number
    assert said(again.content) == said(issued.content)
    assert {strip["copy"] for strip in text.strips(pdf.read(again.content)) if strip} == {"第2份补打"}
    with county.reading() as desk:
        copies = issuing.sheet(desk, issued.paper_id).copies
        assert [copy.reason for copy in copies] == ["", "申请人遗失，申请补一份"]
        assert copies[0].code != copies[1].code
        assert copies[0].code.replace("-", "").encode() not in again.content
        assert issuing.faults(desk) == ()
    with county.desk() as desk:
        issuing.confirm_printed(desk, again.copies[0][0], "窗口一号机")
        issuing.void(desk, issued.paper_id, "受理日期写错")
        with pytest.raises(Refused, match="作废"):
            issuing.reprint(desk, issued.paper_id, "还要一份存档")


def test_what_is_rolled_back_was_never_issued(county: County) -> None:
    with pytest.raises(RuntimeError), county.desk() as desk:
        lost = issuing.issue(desk, "acceptance", 1).number
        raise RuntimeError
    assert fresh(county).number == lost


def test_a_kept_paper_lies_encrypted_and_a_changed_one_is_not_shown(county: County) -> None:
    issued = fresh(county)
    digest = hashlib.sha256(issued.content).hexdigest()
    kept = county.workspace.folder / "papers" / digest[:2] / f"{digest}.sealed"
    sealed = kept.read_bytes()
    assert b"%PDF" not in sealed
    for broken in (sealed[:-1], sealed[:40] + bytes([sealed[40] ^ 1]) + sealed[41:], b""):
        kept.write_bytes(broken)
        with county.reading() as desk, pytest.raises(Refused, match="损坏或被改动"):
            issuing.content(desk, issued.copies[0][0])
        with county.reading() as desk:
            assert [issued.number in fault for fault in issuing.faults(desk)] == [True]
    kept.unlink()
    with county.reading() as desk, pytest.raises(Refused, match="不在或读不出来"):
        issuing.content(desk, issued.copies[0][0])


def test_one_kept_paper_in_place_of_another_is_found_out(county: County) -> None:
    folder = county.workspace.folder / "papers"
    one, other = sorted(folder.rglob("*.sealed"))[:2]
    one.write_bytes(other.read_bytes())
    with county.reading() as desk:
        assert len(issuing.faults(desk)) == 1


@pytest.mark.parametrize("column", ["text_digest", "number"])
def test_a_ledger_that_was_rewritten_does_not_agree_with_the_trail(county: County, column: str) -> None:
    with county.workspace.engine.connect() as connection:
        connection.execute(sql(f"UPDATE issued_paper SET {column} = '印〔2020〕0099号' WHERE id = 3"))  # noqa: S608
        connection.commit()
    with county.reading() as desk:
        found = next(each for each in checks.check(desk) if each.title == "文书原件")
        assert any("留痕不符" in fault for fault in found.faults)
