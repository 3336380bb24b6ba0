"""Copies on their way to a printer, and the printers themselves: what is remembered, and what is never assumed."""

import pytest
from sqlalchemy import select

from db.filings import Correction
from desktop import issuing, papers, pdf, printers
from desktop.issuing import sending
from desktop.problems import Refused
from desktop.workspace import SYSTEM
from tests.issuing.county import County


def test_a_copy_sent_is_remembered_by_page_and_still_waits(county: County) -> None:
    with county.desk() as desk:
        issued = issuing.issue(desk, "acceptance", 1)
        copy = issued.copies[0][0]
        pages = issuing.sheet(desk, issued.paper_id).row.pages
        assert issuing.last_sent(desk, copy) is None
        issuing.note_sent(desk, copy, "办公室打印机", 1, pages)
        issuing.note_sent(desk, copy, "办公室打印机", pages, pages)
    with county.reading() as desk:
        sent = issuing.last_sent(desk, copy)
        assert sent is not None
        assert (sent.place, sent.first, sent.last) == ("办公室打印机", pages, pages)
        assert issuing.sheet(desk, issued.paper_id).copies[0].outcome == "waiting"
        assert [(each.copy_id, each.pages) for each in issuing.waiting(desk)] == [(copy, pages)]


def test_pages_that_a_copy_does_not_have_and_copies_that_are_settled_are_refused(county: County) -> None:
    with county.desk() as desk:
        copy = issuing.issue(desk, "acceptance", 1).copies[0][0]
        with pytest.raises(Refused):
            issuing.note_sent(desk, copy, "打印机", 1, 999)
        issuing.confirm_printed(desk, copy, "打印机")
        with pytest.raises(Refused):
            issuing.note_sent(desk, copy, "打印机", 1, 1)
        assert issuing.waiting(desk) == ()


def test_every_case_that_is_ready_can_be_issued_and_is_then_no_longer_ready(county: County) -> None:
    seen = 0
    for form, _title in issuing.issued_for_many():
        with county.desk() as desk:
            for case in issuing.ready(desk, form)[:2]:
                try:
                    papers.draft(desk, form, case.case_id)
                except Refused:  # there is nothing to say, e.g. no rare character
                    continue
                issuing.issue(desk, form, case.case_id)
                assert case.case_id not in {each.case_id for each in issuing.ready(desk, form)}
                seen += 1
    assert seen > 20


def test_cases_that_wait_for_something_do_not_hide_those_that_are_ready(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    with county.desk() as desk:
        *others, newest = sorted(each.case_id for each in issuing.ready(desk, "acceptance"))
        older = next(
            key
            for key in others
            if "correction" not in {row.form for row in issuing.of_case(desk, "filing", key)}
        )
        (told,) = desk.session.scalars(select(Correction).where(Correction.filing_id == newest))
        told.filing_id = older
        desk.session.flush()
        monkeypatch.setattr(sending, "MOST_CASES", 1)
        assert [each.case_id for each in issuing.ready(desk, "correction")] == [older]


def test_the_payment_list_of_the_county_can_be_issued_and_overlaid(county: County) -> None:
    with county.desk() as desk:
        (case, *_) = issuing.ready(desk, "payment_list")
        issued = issuing.issue(desk, "payment_list", case.case_id)
        data = pdf.read(pdf.only(issued.content, form=False)).text
        assert issued.number in data
        assert "收款单位" not in data
    with county.reading() as desk:
        assert issuing.faults(desk) == ()
        code = issuing.sheet(desk, issued.paper_id).copies[0].code
        assert issuing.verify_code(desk, code).status == "issued"


def test_a_printer_is_set_up_once_and_remembered(county: County) -> None:
    name = "HP LaserJet Pro M404dn（一楼财务室）" * 4
    with county.desk() as desk:
        assert printers.named(desk, name) == printers.Printer(name)
        printers.set_up(desk, printers.Printer(name, sides="long", right=-7, down=12))
        printers.set_up(desk, printers.Printer("OKI 5560SC", paper="continuous", down=-3))
    with county.reading() as desk:
        assert printers.named(desk, name).right == -7
        assert [each.name for each in printers.known(desk)] == sorted([name, "OKI 5560SC"])
        needle = printers.named(desk, "OKI 5560SC")
        assert needle.takes(241 * 72 / 25.4, 279.4 * 72 / 25.4)
        assert not needle.takes(595, 842)


@pytest.mark.parametrize(
    "printer",
    [
        printers.Printer("甲", right=201),
        printers.Printer("甲", down=-201),
        printers.Printer(" "),
        printers.Printer("甲", paper="continuous", sides="long"),
    ],
)
def test_a_setting_that_would_ruin_paper_is_refused(county: County, printer: printers.Printer) -> None:
    with county.workspace.desk(SYSTEM) as desk, pytest.raises(Refused):
        printers.set_up(desk, printer)


def test_what_is_measured_on_the_test_page_becomes_the_offset() -> None:
    before = printers.Printer("甲", right=5, down=0)
    assert printers.corrected(before, 20.8, 19.3) == (-3, 7)
    assert b"%PDF-" in printers.test_page(before)[:8]
