"""What the bureau sets for its papers in the window: printers, words, fonts, and the years of holidays."""

import zipfile
from pathlib import Path

import pytest

from desktop import calendar, holidays, papers, printers
from desktop.forms.faces import FOLDER
from desktop.printers import Printer
from tests.ui.hands import look_at, press, write
from tests.ui.looking import clipped, nameless, outside
from tests.ui.staging import SCREENS_OUT, Stage
from ui.preview import PaperView
from ui.printers_page import from_values, read_tenths

NAME = "HP LaserJet Pro M404dn"


def keep(stage: Stage, name: str) -> None:
    stage.picture(name)
    assert clipped(stage.window) == []
    assert nameless(stage.window) == []
    assert outside(stage.window) == []


def test_what_was_measured_on_the_test_page_is_kept_for_the_printer(stage: Stage):
    with stage.workspace.desk(stage.seat.clerk) as desk:
        printers.set_up(desk, Printer(NAME, right=5))
    screen = stage.go("settings")
    look_at(stage.window, "打印机")
    stage.settle()
    keep(stage, "settings-printers")
    press(screen.printers, "测试页")
    window = stage.dialog()
    assert window.findChild(PaperView).document.pageCount() == 1
    window.grab().save(str(SCREENS_OUT / "test-page.png"))
    window.close()
    press(screen.printers, "设置")
    dialog = stage.dialog()
    write(dialog, "量得：左距", "20.8")
    write(dialog, "量得：上距", "19.3")
    dialog.grab().save(str(SCREENS_OUT / "printer-set-up.png"))
    assert clipped(dialog) == []
    press(dialog, "保存")
    stage.settle()
    with stage.workspace.reading(stage.seat.clerk) as desk:
        assert printers.named(desk, NAME) == Printer(NAME, right=-3, down=7)
    assert screen.printers.current.down == 7


@pytest.mark.parametrize(
    "text, tenths", [("-0.7", -7), ("+12", 120), ("３．５", 35), ("0.75", None), ("", None), ("五", None)]
)
def test_millimetres_are_read_to_a_tenth(text: str, tenths: int | None):
    assert read_tenths(text) == tenths


def test_typed_offsets_count_when_nothing_was_measured():
    values = {"paper": "laser", "sides": "long", "right": "-1.2", "down": "0.4", "left": "", "top": "20.0"}
    assert from_values(Printer(NAME), values) == Printer(NAME, sides="long", right=-12, down=4)


def test_the_director_words_a_paper_within_its_blanks(stage: Stage):
    screen = stage.go("settings")
    look_at(stage.window, "文书用语与字体")
    stage.settle()
    assert not screen.wording.change_button.isEnabled(), "a handler may look, not change"
    stage.sit("fuze")
    page = screen.wording
    page.choice.setCurrentIndex(page.choice.findData("payment_batch"))
    stage.settle()
    keep(stage, "settings-wording")
    at = next(at for at, row in enumerate(page.table.rows) if row.name == "made_by")
    page.table.setCurrentIndex(page.table.model().index(at, 0))
    press(page, "改写")
    dialog = stage.dialog()
    write(dialog, "本单位的用语", "制表：{maker}")
    press(dialog, "保存")
    stage.settle()
    assert dialog.banner.isVisible(), "a blank is missing"
    write(dialog, "本单位的用语", "制表：{maker}　　审核：{checker}")
    dialog.grab().save(str(SCREENS_OUT / "wording-change.png"))
    press(dialog, "保存")
    stage.settle()
    with stage.workspace.reading(stage.seat.clerk) as desk:
        own = {each.name: each.own for each in papers.phrases(desk, "payment_batch")}
    assert own["made_by"] == "制表：{maker}　　审核：{checker}"
    press(page, "看样张")
    window = stage.dialog()
    view = window.findChild(PaperView)
    view.find_bar.begin()
    view.find_bar.line.setText("审核：")
    for _turn in range(60):
        stage.settle()
        if view.find_bar.hits:
            break
    assert view.find_bar.hits
    window.close()


def test_a_font_file_is_looked_at_before_it_is_taken(stage: Stage, tmp_path: Path):
    stage.sit("fuze")
    screen = stage.go("settings")
    look_at(stage.window, "文书用语与字体")
    stage.settle()
    stage.dialogs.files = [FOLDER / "NotoSansSC-Bold.ttf"]
    press(screen.wording, "放入字体文件")
    stage.settle()
    assert "不是公文用的字体" in stage.window.banner.text.text()
    simhei = tmp_path / "SimHei.ttf"
    simhei.write_bytes((FOLDER / "NotoSansSC-Regular.ttf").read_bytes())
    stage.dialogs.files = [simhei]
    press(screen.wording, "放入字体文件")
    stage.settle()
    press(screen.wording, "启用本单位字体")
    stage.settle()
    with stage.workspace.reading(stage.seat.clerk) as desk:
        fonts = papers.office_fonts(desk)
    assert fonts.used
    assert dict(fonts.files)["黑体"] == "SimHei.ttf"
    keep(stage, "settings-fonts")


def next_year(folder: Path, year: int) -> Path:
    """A table for a year that is not announced yet, made from the last one that is."""
    last = calendar.FOLDER / f"{year - 1}.toml"
    path = folder / f"{year}.toml"
    path.write_text(
        "\n".join(
            line if "work = [" not in line else "work = []"
            for line in last.read_text("utf-8").replace(str(year - 1), str(year)).splitlines()
        ),
        "utf-8",
    )
    return path


def test_a_year_comes_by_file_or_by_package(stage: Stage, tmp_path: Path):
    screen = stage.go("settings")
    look_at(stage.window, "节假日")
    stage.settle()
    last = max(calendar.bundled().years)
    assert str(last) in screen.calendar.told.text()
    keep(stage, "settings-calendar")
    stage.dialogs.files = [next_year(tmp_path, last + 1)]
    press(screen.calendar, "导入放假安排")
    stage.settle()
    assert str(last + 1) in screen.calendar.told.text()
    package = tmp_path / "安排.zip"
    second = tmp_path / "second"
    second.mkdir()
    text = (tmp_path / f"{last + 1}.toml").read_text("utf-8").replace(str(last + 1), str(last + 2))
    with zipfile.ZipFile(package, "w") as packed:
        packed.write(tmp_path / f"{last + 1}.toml", f"放假/{last + 1}.toml")
        packed.writestr(f"放假/{last + 2}.toml", text)
    stage.dialogs.files = [package]
    press(screen.calendar, "导入放假安排")
    stage.settle()
    with stage.workspace.reading(stage.seat.clerk) as desk:
        assert {each.year for each in holidays.years(desk) if each.own} == {last + 1, last + 2}
    broken = tmp_path / "坏.zip"
    broken.write_bytes(b"PK\x03\x04nothing")
    stage.dialogs.files = [broken, package]
    for said in ("不是完整的 zip", "都已经导入过"):
        press(screen.calendar, "导入放假安排")
        stage.settle()
        assert said in stage.window.banner.text.text()
    target = tmp_path / "样例.toml"
    stage.dialogs.files = [target]
    press(screen.calendar, "存出样例")
    stage.settle()
    assert calendar.read_year(target).year == last + 2
