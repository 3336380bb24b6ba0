"""The pages of evidence and of learning records: files dropped into a case and seen there, hours led back to their rows."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import QLabel

from desktop import attachments, classes, filings, intake
from desktop.workspace import SYSTEM, Workspace
from tests import builders
from tests.builders import PEOPLE, table
from tests.ui.hands import choose, look_at, press, table_of, write
from tests.ui.looking import clipped, looks_well, nameless
from tests.ui.staging import Stage
from ui.evidence_page import EvidencePage
from ui.folder_watch import FolderWatch
from ui.process_page import ProcessPage


def photo(path: Path, tint: str) -> Path:
    """A picture as a camera takes it, wider than high."""
    image = QImage(1600, 1000, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    ground = QLinearGradient(0, 0, 1600, 1000)
    ground.setColorAt(0, QColor(tint))
    ground.setColorAt(1, QColor("#f4f6f8"))
    painter.fillRect(image.rect(), ground)
    painter.setPen(QColor("#203040"))
    font = painter.font()
    font.setPixelSize(90)
    painter.setFont(font)
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, f"演练现场 {path.stem}")
    painter.end()
    assert image.save(str(path))
    return path


@pytest.fixture
def page(stage: Stage) -> Any:
    """The evidence page of a case that is being judged."""
    screen = stage.go("filings")
    screen.table.choose_row(next(at for at, row in enumerate(screen.table.rows) if row.state == "accepted"))
    stage.settle()
    look_at(screen, "佐证")
    stage.settle()
    return screen.sheet.findChild(EvidencePage)


def names(page: Any) -> list[str]:
    return [row.name for row in page.model.rows]


def test_files_are_added_many_at_once_and_the_chosen_one_is_seen(stage: Stage, page: Any, tmp_path: Path):
    there = len(names(page))
    stage.dialogs.files = [photo(tmp_path / "上午.png", "#3d7ea6"), photo(tmp_path / "下午.png", "#c08552")]
    press(page, "添加文件")
    dialog = stage.dialog()
    looks_well(dialog, "evidence")
    write(dialog, "说明", "演练现场")
    press(dialog, "收存")
    stage.settle()
    assert names(page)[there:] == ["上午.png", "下午.png"]
    page.list.setCurrentIndex(page.model.index(there + 1, 0))
    stage.settle()
    assert page.view.picture.isVisible()
    assert page.view.picture.pixmap().width() > 200
    assert "下午.png" in page.view.facts.text()
    stage.picture("filings-evidence")
    assert nameless(stage.window) == []
    assert clipped(stage.window) == []


def test_a_file_let_fall_here_goes_to_a_material_and_the_same_one_elsewhere_is_told(
    stage: Stage, page: Any, tmp_path: Path
):
    file = photo(tmp_path / "执照.png", "#5b8c5a")
    for note in ("第一次", "再一次"):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        event = QDropEvent(
            QPointF(20, 20),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        page.dropEvent(event)
        dialog = stage.dialog()
        choose(dialog, "材料", "企业营业执照" if note == "第一次" else "不归入材料清单")
        write(dialog, "说明", note)
        press(dialog, "收存")
        stage.settle()
    found = [row for row in page.model.rows if row.name == "执照.png"]
    assert [row.about for row in found] == ["企业营业执照　第一次", "再一次"]


def test_a_file_attached_by_mistake_is_taken_off_with_a_reason(stage: Stage, page: Any, tmp_path: Path):
    stage.dialogs.files = [photo(tmp_path / "错.png", "#aa5555")]
    press(page, "添加文件")
    press(stage.dialog(), "收存")
    stage.settle()
    page.list.setCurrentIndex(page.model.index(len(names(page)) - 1, 0))
    stage.settle()
    press(page, "移除")
    dialog = stage.dialog()
    write(dialog, "移除原因", "放错了案卷")
    press(dialog, "移除")
    stage.settle()
    assert "错.png" not in names(page)


def test_what_a_scanner_puts_into_the_watched_folder_comes_in_by_itself(
    stage: Stage, page: Any, tmp_path: Path
):
    folder = tmp_path / "收件"
    folder.mkdir()
    stage.dialogs.files = [folder]
    press(page, "收取文件夹")
    stage.settle()
    with stage.workspace.reading(SYSTEM) as desk:
        assert attachments.watched(desk) == folder
        number = filings.sheet(desk, page._case[1]).number
    photo(folder / f"{number} 现场.png", "#666699")
    watch: FolderWatch = stage.window.folder_watch
    for _look in range(2):
        watch.look()
        stage.settle()
    assert names(page)[-1] == f"{number} 现场.png"


def test_hours_from_the_platform_stand_beside_the_claimed_ones_and_lead_back_to_their_rows(
    open_stage: Callable[[Workspace, str], Stage],
):
    headings = ("姓名", "身份证号", "学习开始时间", "学习结束时间", "课程名称")
    with builders.stage("approved") as county:
        with county.desk("jingban", county.days.opened) as desk:
            classes.open_class(desk, county.ids["filing"])
            class_id = filings.sheet(desk, county.ids["filing"]).class_id or 0
        rows = [
            (one.name, one.id_number, f"2023-10-23 {hour}:00:00", f"2023-10-23 {hour}:45:00", "基础理论")
            for one in PEOPLE[:3]
            for hour in ("08", "09")
        ]
        reading = intake.read(
            table("平台导出.csv", headings, rows), classes.LEARNING["sessions"], day=date(2023, 10, 27)
        )
        with county.desk("jingban", county.days.ended) as desk:
            classes.take_attendance(desk, class_id, builders.attendance(PEOPLE, county.days.opened))
            classes.take_learning(desk, class_id, "sessions", reading)
        stage = open_stage(county.workspace, "jingban")
        screen = stage.go("classes")
        look_at(screen, "学习")
        stage.settle()
        page = screen.sheet.findChild(ProcessPage)
        stage.picture("classes-learning")
        assert clipped(stage.window) == []
        shown = table_of(page)
        row = next(at for at, line in enumerate(shown.rows) if line.sessions)
        shown.choose_row(row)
        press(page, "看来源")
        dialog = stage.dialog()
        looks_well(dialog, "learning-traces")
        assert any("学习 2 次，有效 90 分钟" in each.text() for each in dialog.findChildren(QLabel))
        press(dialog, "关闭")
