"""The policy in the window: any day, any topic, each clause; what changes when; a draft tried; what was let pass."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel
from sqlalchemy import text

from desktop.codes import resource
from desktop.workspace import SYSTEM
from tests.ui.hands import button, choose, look_at, press, write
from tests.ui.looking import clipped, nameless, outside
from tests.ui.staging import Stage, said_by_qt


def opened(stage: Stage, page: str) -> Any:
    screen = stage.go("policy")
    look_at(screen, page)
    stage.settle()
    return screen


def looks_well(stage: Stage, qtlog: Any) -> None:
    assert nameless(stage.window) == []
    assert clipped(stage.window) == []
    assert outside(stage.window) == []
    assert said_by_qt(qtlog) == []


def texts(scope: Any) -> list[str]:
    return [each.text() for each in scope.findChildren(QLabel) if each.isVisible() and each.text()]


def test_every_page_of_the_policy_fits_both_sizes(looked_at: Stage, qtlog: Any):
    for size in ((1366, 728), (1093, 614)):
        looked_at.window.resize(*size)
        for page in ("政策值", "变化", "本地政策值", "试算", "从宽处理"):
            screen = opened(looked_at, page)
            assert screen.tabs.tabText(screen.tabs.currentIndex()) == page
            looked_at.picture(f"policy-{page}-{size[0]}")
            looks_well(looked_at, qtlog)


def test_any_day_any_topic_and_any_word_find_the_value_and_its_clause(looked_at: Stage):
    screen = opened(looked_at, "政策值")
    choose(screen, "培训类型", "新录用岗前培训")
    choose(screen, "类别", "补贴标准")
    write(screen, "日期（必填）", "2020-3-5")
    QTest.qWait(300)
    looked_at.settle()
    assert [row.figure for row in screen.values.list.rows if "新录用" in row.scope] == ["不低于800元/人"]
    write(screen, "日期（必填）", "2020-3-6")
    write(screen, "查找政策值", "新录用")
    QTest.qWait(300)
    looked_at.settle()
    (row,) = screen.values.list.rows
    assert row.figure == "不低于1000元/人"
    shown = texts(screen.values.detail)
    assert row.cites.clause in shown
    assert any(row.cites.document in each for each in shown)
    assert "沿革（2）" in shown
    write(screen, "查找政策值", "没有这样的词")
    QTest.qWait(300)
    looked_at.settle()
    assert screen.values.list.empty.isVisible()
    write(screen, "查找政策值", "")
    for name, title in (("培训类型", "全部培训类型"), ("类别", "全部类别")):
        choose(screen, name, title)


def test_another_region_is_shown_on_its_own_days(looked_at: Stage):
    screen = opened(looked_at, "政策值")
    write(screen, "日期（必填）", "2023-9-1")
    choose(screen, "地区", "江苏省")
    QTest.qWait(300)
    looked_at.settle()
    assert any(row.name == "allowance_rate" and row.figure == "30元/人·天" for row in screen.values.list.rows)
    choose(screen, "地区", "安徽省")
    QTest.qWait(300)
    looked_at.settle()
    assert not any(row.figure == "30元/人·天" for row in screen.values.list.rows)


def test_the_strip_of_days_is_walked_by_keys_and_tells_what_changes(looked_at: Stage):
    screen = opened(looked_at, "变化")
    page = screen.timeline
    days = [turn.day for turn in page.strip.turns]
    today = looked_at.seat.today
    assert days[page.strip.current] == max(day for day in days if day <= today)
    page.strip.choose(days.index(date(2020, 3, 6)))
    looked_at.picture("policy-timeline-2020")
    told = {item.title: item for item in page.list.rows}
    assert told["职业培训补贴标准（新录用岗前培训）"].before == "不低于800元/人"
    QTest.keyClick(page.strip, Qt.Key.Key_End)
    assert page.strip.current == len(days) - 1
    assert len(page.list.rows) == len(page.strip.turns[-1].items)
    assert ("将于" in page.day.text()) == (days[-1] > today)
    QTest.keyClick(page.strip, Qt.Key.Key_Left)
    assert page.strip.current == len(days) - 2
    QTest.mouseClick(page.strip, Qt.MouseButton.LeftButton, pos=QPoint(page.strip.middle(0), 60))
    assert page.strip.current == 0


def test_a_value_left_to_the_locality_is_entered_from_where_it_is_seen_and_can_be_taken_back(stage: Stage):
    screen = opened(stage, "政策值")
    write(screen, "查找政策值", "待录入 生活费补贴标准")
    QTest.qWait(300)
    stage.settle()
    press(screen.values.detail, "录入本地政策值")
    dialog = stage.dialog()
    write(dialog, "取值", "35")
    write(dialog, "执行日期", "2027-1-1")
    write(dialog, "文件名称", "演练县生活费补贴办法（演练文件）")
    write(dialog, "条款", "第二条")
    press(dialog, "提出")
    stage.settle()
    look_at(screen, "本地政策值")
    stage.settle()
    assert any("35元/人·天" in each for each in texts(screen.local))
    assert any("尚未确认" in each for each in texts(screen.local))
    stage.sit("fuhe")
    look_at(screen, "变化")
    opens_the_task(stage, "确认本地政策值", "生活费补贴标准")
    press(screen.local, "确认")
    press(stage.dialog(), "确认")
    stage.settle()
    assert any(each == "未到执行日期" for each in texts(screen.local))
    look_at(screen, "变化")
    stage.settle()
    coming = [turn for turn in screen.timeline.strip.turns if turn.day == date(2027, 1, 1)]
    assert [item.kind for item in coming[0].items] == ["local"]


def draft_of(folder: Path, region: str) -> Path:
    """A draft that raises every standard of 1 000 yuan by 300."""
    target = folder / "draft"
    shutil.copytree(resource("policy", region), target)
    for path in target.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("amount = 1000\n", "amount = 1300\n"), encoding="utf-8")
    return target


def test_a_draft_is_tried_shown_and_exported_and_nothing_is_written(stage: Stage, qtlog: Any, tmp_path: Path):
    with stage.workspace.desk(SYSTEM) as desk:
        desk.session.execute(text("UPDATE claim_line SET known = NULL, amount = amount - 1 WHERE id = 1"))
    screen = opened(stage, "试算")
    assert not button(screen, "试算").isEnabled()
    draft = draft_of(tmp_path, "anhui")
    stage.dialogs.files = [draft]
    press(screen, "选择文件夹")
    write(screen, "申请日期起（必填）", "2020-1-1")
    before = stage.workspace.folder.joinpath("store.db").stat().st_mtime_ns
    press(screen, "试算")
    stage.settle()
    found = screen.replay.found
    assert found is not None
    assert found.gain > 0
    assert found.after > found.before
    result = screen.replay.result
    page = min(100, len(found.moved))
    for at in range(result.count()):
        result.setCurrentIndex(at)
        stage.picture(f"policy-replay-{at + 1}")
        looks_well(stage, qtlog)
    assert list(result.moved.rows) == list(found.moved[:page])
    assert list(result.owed.rows) == list(found.back_payments[:100])
    assert [(row.line_id, "没有留存" in row.why) for row in result.untried.rows] == [(1, True)]
    assert f"共 {len(found.moved):,} 条" in result.moved.pager.count.text()
    assert "差额合计" in result.moved.pager.count.text()
    assert result.types.accessibleDescription().count("元") == len(found.by_type)
    assert f"增加{found.gain}人" in result.people.accessibleDescription()
    stage.dialogs.files = [tmp_path / "试算.xlsx"]
    press(stage.window, "导出 Excel")
    stage.settle()
    assert (tmp_path / "试算.xlsx").stat().st_size > 5000
    assert stage.workspace.folder.joinpath("store.db").stat().st_mtime_ns == before
    stage.work.began.connect(
        lambda job: job.cancel() if job.title == "正在试算" else None, Qt.ConnectionType.DirectConnection
    )
    press(screen, "试算")
    stage.settle()
    assert screen.replay.found is None
    assert "取消" in screen.replay.banner.text.text()
    assert button(screen, "试算").isEnabled()


def test_a_faulty_draft_shows_each_fault_with_file_and_line(stage: Stage, qtlog: Any, tmp_path: Path):
    screen = opened(stage, "试算")
    stage.dialogs.files = [tmp_path]
    press(screen, "复制现行政策")
    stage.settle()
    draft = screen.replay.draft
    assert draft is not None
    rules = draft / "rules.toml"
    rules.write_text(rules.read_text(encoding="utf-8") + "\nstrange = 1\n", encoding="utf-8")
    lines = len(rules.read_text(encoding="utf-8").splitlines())
    press(screen, "试算")
    stage.settle()
    assert (f"{draft.name}/rules.toml", lines) in {
        (each.file, each.line) for each in screen.replay.faults.rows
    }
    assert screen.replay.faults.isVisible()
    assert f"{len(screen.replay.faults.rows)} 处错误" in screen.replay.banner.text.text()
    assert not button(stage.window, "导出 Excel").isEnabled()
    stage.picture("policy-faults")
    looks_well(stage, qtlog)


def test_what_was_let_pass_is_counted_exported_and_issued(stage: Stage, qtlog: Any, tmp_path: Path):
    stage.sit("fuhe")
    screen = opened(stage, "从宽处理")
    write(screen, "同意日期起（必填）", "2020-1-1")
    press(screen, "查询")
    stage.settle()
    page = screen.overrides
    entries = page.entries.rows
    assert entries
    for counts in (page.by_rule, page.by_clerk, page.by_institution):
        assert sum(row.accepted for row in counts.rows) == len(entries)
    page.by_rule.opened.emit(page.by_rule.rows[0])
    assert len(page.entries.rows) == page.by_rule.rows[0].accepted
    stage.picture("policy-overrides")
    press(page, "显示全部")
    assert page.entries.rows == entries
    looks_well(stage, qtlog)
    stage.dialogs.files = [tmp_path / "从宽.xlsx"]
    press(stage.window, "导出 Excel")
    stage.settle()
    assert (tmp_path / "从宽.xlsx").stat().st_size > 4000
    look_at(page, "文书")
    stage.settle()
    press(page, "出具")
    press(stage.dialog(), "出具")
    stage.settle()
    assert "已出具" in chosen(page)
    stage.picture("policy-overrides-paper")
    looks_well(stage, qtlog)
    look_at(page, "统计和明细")
    opens_the_task(stage, "确认文书是否打出", "原则性要求从宽处理情况表")
    assert page.isVisible()
    assert page.paper.isVisible()
    write(screen, "同意日期止（必填）", "2019-1-1")
    press(screen, "查询")
    stage.settle()
    assert "早于" in stage.window.banner.text.text()


def opens_the_task(stage: Stage, step: str, title: str) -> None:
    """Open a task from the desk by what is to be done and with what."""
    desk = stage.go("desk")
    for queue in desk.cards:
        desk.show_queue(queue)
        for at, task in enumerate(desk.model.rows):
            if task.step == step and title in task.title + task.number:
                desk.view.setCurrentIndex(desk.model.index(at, 0))
                press(desk, "办理")
                stage.settle()
                return
    raise AssertionError(f"no task “{step}”")


def chosen(page: Any) -> str:
    return "".join(each.currentText() for each in page.findChildren(QComboBox) if each.isVisible())
