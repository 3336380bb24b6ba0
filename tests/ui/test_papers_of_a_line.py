"""Papers of one line, objection or payment: opened where the clerk sees that line, issued like those of a case."""

from collections.abc import Callable

from desktop import issuing, notices, payments, pdf
from desktop.payments import Settlement
from tests import builders
from tests.builders import ALL
from tests.papers.test_line_letters import hold_without_certificate_of_the_last
from tests.ui.hands import button, look_at, press, table_of
from tests.ui.staging import Stage
from tests.ui.test_papers_screen import keep
from ui.dialogs import FormDialog
from ui.papers import PapersPage


def said(window: object) -> str:
    return "".join(pdf.read(window.findChild(PapersPage).view.content).text.split())


def issue(stage: Stage, window: object) -> None:
    press(window, "出具")
    press(window.findChild(FormDialog), "出具")
    stage.settle()


def test_a_person_is_told_from_his_line(open_stage: Callable[..., Stage], tmp_path):
    with builders.stage("approved", tmp_path) as county:
        hold_without_certificate_of_the_last(county)
        builders.grant(county, county.ids["claim"])
        stage = open_stage(county.workspace, county.clerks["jingban"])
        screen = stage.go("subsidies")
        look_at(screen.sheet, "明细")
        stage.settle()
        table = table_of(screen.sheet)
        for at, row in enumerate(table.rows):
            table.choose_row(at)
            personal = row.scheme == "allowance" and row.state != "granted"
            assert button(screen.sheet, "告知本人").isEnabled() == personal
        table.choose_row(next(at for at, row in enumerate(table.rows) if row.state == "cut"))
        stage.picture("line-letter-lines")
        press(screen.sheet, "告知本人")
        window = stage.dialog()
        stage.settle()
        issue(stage, window)
        assert "补贴核〔2023〕0001号-3李建国：" in said(window)
        keep(window, "line-letter")
        window.close()


def post_with_objection(county: builders.County, *, upheld: bool) -> None:
    with county.reading() as desk:
        row = notices.public_lines(desk, county.ids["notice"], ALL).rows[0]
    with county.desk("jingban", county.days.posted) as desk:
        objection = notices.object_to(desk, row.id, "", "反映未到场参训")
    with county.desk("fuhe2", county.days.posted) as desk:
        notices.answer(desk, objection, "upheld" if upheld else "dismissed", "经核查签到和学习记录属实")


def test_the_sheet_of_an_objection_is_issued_beside_it(open_stage: Callable[..., Stage], tmp_path):
    with builders.stage("posted", tmp_path) as county:
        post_with_objection(county, upheld=False)
        stage = open_stage(county.workspace, county.clerks["jingban"])
        screen = stage.go("notices")
        look_at(screen.sheet, "异议")
        stage.settle()
        stage.picture("objection-card")
        press(screen.sheet, "异议处理单")
        window = stage.dialog()
        stage.settle()
        issue(stage, window)
        assert "示〔2023〕0001号异议第1件" in said(window)
        window.close()


def test_the_slip_of_a_returned_payment_is_issued_beside_it(open_stage: Callable[..., Stage], tmp_path):
    with builders.stage("released", tmp_path) as county:
        batch = county.ids["training_batch"]
        with county.desk("caiwu", county.days.paid) as desk:
            order = payments.orders(desk, batch, ALL).rows[0]
            returned = Settlement(order.id, paid=False, day=county.days.paid, reason="户名不符")
            payments.settle(desk, batch, [returned])
        stage = open_stage(county.workspace, county.clerks["caiwu"])
        screen = stage.go("payments")
        look_at(screen.sheet, "付款单")
        stage.settle()
        table_of(screen.sheet).choose_row(0)
        press(screen.sheet, "退票重发单")
        window = stage.dialog()
        stage.settle()
        issue(stage, window)
        assert "户名不符" in said(window)
        window.close()


def test_a_notice_that_was_corrected_since_says_so_where_it_is_shown(
    open_stage: Callable[..., Stage], tmp_path
):
    with builders.stage("posted", tmp_path) as county:
        with county.desk("jingban", county.days.posted) as desk:
            issuing.issue(desk, "notice", county.ids["notice"])
        post_with_objection(county, upheld=True)
        stage = open_stage(county.workspace, county.clerks["jingban"])
        screen = stage.go("notices")
        look_at(screen.sheet, "名单")
        stage.settle()
        row = next(each for each in table_of(screen.sheet).rows if each.position == 1)
        assert (row.amount, row.standing) == (500, 0)
        look_at(screen.sheet, "文书")
        stage.settle()
        page = screen.sheet.findChild(PapersPage)
        named = [page.choice.itemText(at) for at in range(page.choice.count())]
        page.choice.setCurrentIndex(named.index("职业培训补贴公示　已出具"))
        stage.settle()
        assert "第1行撤出），以更正公示为准。" in page.state.text()
        assert "职业培训补贴公示（更正）　可以出具" in named
        stage.picture("notice-corrected")
