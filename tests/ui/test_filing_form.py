"""The filing form asks for what one type of training needs, and for nothing that the chosen type does not."""

from typing import Any

from tests.ui.hands import choose, press, write
from tests.ui.looking import clipped, nameless, outside
from tests.ui.staging import Stage


def changed(stage: Stage) -> Any:
    """The form over the draft of the practice county, at the size of a small screen."""
    screen = stage.go("filings")
    at = next(at for at, row in enumerate(screen.table.rows) if row.state == "draft")
    screen.table.choose_row(at)
    stage.settle()
    press(stage.window, "修改")
    stage.settle()
    return screen


def test_the_kind_of_an_entrepreneurship_training_is_asked_for(stage: Stage):
    stage.window.resize(1366, 768)
    screen = changed(stage)
    form = screen.editor.form
    assert "programme" not in form.values
    choose(stage.window, "培训类型", "创业培训")
    stage.settle()
    press(stage.window, "保存")
    assert "创业培训类别" in screen.editor.banner.text.text()
    choose(stage.window, "创业培训类别", "创办企业培训（SYB）")
    stage.settle()
    form.ensureWidgetVisible(form.row("programme"))
    stage.settle()
    stage.picture("filing-editor-programme")
    assert (clipped(stage.window), outside(stage.window), nameless(stage.window)) == ([], [], [])
    write(stage.window, "培训项目名称", "创办企业培训班")
    press(stage.window, "保存")
    stage.settle()
    assert screen.editor is None
    assert screen.shown.training_type_title == "创业培训：创办企业培训（SYB）"
    stage.picture("filing-programme")


def test_the_county_of_the_practice_is_written_as_a_code_and_kept(stage: Stage):
    stage.window.resize(1366, 768)
    screen = changed(stage)
    form = screen.editor.form
    write(stage.window, "实操所在县区", "演练县")
    press(stage.window, "保存")
    stage.settle()
    assert "实操所在县区应为六位区划代码" in screen.editor.banner.text.text()
    write(stage.window, "实操所在县区", "999902")
    form.ensureWidgetVisible(form.row("practice_county"))
    stage.settle()
    stage.picture("filing-editor-practice-county")
    assert (clipped(stage.window), outside(stage.window), nameless(stage.window)) == ([], [], [])
    press(stage.window, "保存")
    stage.settle()
    assert screen.editor is None
    assert changed(stage).editor.form.values["practice_county"] == "999902"
