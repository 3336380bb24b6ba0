"""The window offers an apprenticeship's advance while its class goes on, and its settlement at the end (J15)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.workspace import Workspace
from tests import apprentices, builders
from tests.ui.hands import choose, look_at, press, write
from tests.ui.looking import clipped, looks_well, nameless, outside
from tests.ui.staging import Stage


def test_the_advance_is_offered_and_each_amount_opens_to_its_clause(
    open_stage: Callable[[Workspace, str], Stage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    county = apprentices.county(tmp_path / "county", monkeypatch)
    apprentices.opened(county)
    stage = open_stage(county.workspace, "jingban")
    stage.window.resize(1366, 768)
    screen = stage.go("classes")
    screen.table.choose_row(0)
    stage.settle()
    stage.picture("class-apprenticeship")
    press(stage.window, "申请预支")
    looks_well(stage.dialog(), "apply-advance")
    press(stage.dialog(), "申请预支")
    stage.settle()
    claims = stage.window.front
    assert claims.shown.training_type_title == "企业新型学徒制培训：2年（预支）"
    assert claims.shown.amount == 112_500
    assert claims.table.rows[0].title == "焊工学徒班（预支）"
    stage.picture("claim-advance")
    assert (clipped(stage.window), outside(stage.window), nameless(stage.window)) == ([], [], [])


def test_the_years_of_an_apprenticeship_are_asked_for(
    open_stage: Callable[[Workspace, str], Stage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    county = apprentices.county(tmp_path / "county", monkeypatch)
    stage = open_stage(county.workspace, "jingban")
    stage.window.resize(1366, 768)
    screen = stage.go("filings")
    press(stage.window, "登记备案")
    stage.settle()
    choose(stage.window, "培训类型", "企业新型学徒制培训")
    write(stage.window, "培养年限", "2")
    stage.settle()
    assert screen.editor.form.values["years"] == 2
    screen.editor.form.ensureWidgetVisible(screen.editor.form.row("years"))
    stage.settle()
    stage.picture("filing-editor-years")
    assert clipped(stage.window) == []
    press(stage.window, "返回")
    press(stage.dialog(), "放弃修改")
    stage.settle()


def test_what_came_back_of_an_advance_is_entered_and_struck_in_the_window(
    open_stage: Callable[[Workspace, str], Stage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    county = apprentices.county(tmp_path / "county", monkeypatch)
    filing_id = apprentices.opened(county)
    apprentices.paid(county, apprentices.applied(county, filing_id, advance=True))
    apprentices.finished(county, monkeypatch, people=11)
    builders.grant(county, apprentices.applied(county, filing_id, advance=False))
    stage = open_stage(county.workspace, "caiwu")
    stage.window.resize(1366, 768)
    screen = stage.go("subsidies")
    screen.table.choose_row(0)
    stage.settle()
    look_at(stage.window, "退款")
    stage.settle()
    press(stage.window, "登记退款")
    write(stage.dialog(), "凭证", "回单20220919001")
    looks_well(stage.dialog(), "take-repayment")
    press(stage.dialog(), "登记退款")
    stage.settle()
    assert screen.shown.overpayment.left == 0
    stage.picture("claim-repayment")
    assert (clipped(stage.window), outside(stage.window), nameless(stage.window)) == ([], [], [])
    press(stage.window, "撤销登记")
    write(stage.dialog(), "撤销原因", "记错了单位")
    press(stage.dialog(), "撤销")
    stage.settle()
    found = screen.shown.overpayment
    assert (found.left, [row.struck for row in found.rows]) == (2_500, ["记错了单位"])
