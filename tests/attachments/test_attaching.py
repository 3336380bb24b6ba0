"""Evidence files: many at once, each kept once, shown with what else they are evidence of; a folder that is watched."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop import attachments, classes, evidence, filings, materials
from desktop.problems import Refused, Unreadable
from tests import builders
from tests.builders import PEOPLE, County

JPEG = b"\xff\xd8\xff\xe0" + b"a photo of the class" * 50
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
PDF = b"%PDF-1.4 a licence"
MP4 = b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 50


@pytest.fixture
def county() -> Iterator[County]:
    with builders.stage("empty") as made:
        with made.desk("jingban") as desk:
            made.ids["filing"] = filings.draft(desk, builders.entry(made))
            filings.file_roster(desk, made.ids["filing"], builders.roster(PEOPLE))
            filings.accept(desk, made.ids["filing"])
        yield made


@pytest.fixture
def opened() -> Iterator[County]:
    with builders.stage("approved") as made:
        with made.desk("jingban", made.days.opened) as desk:
            classes.open_class(desk, made.ids["filing"])
            made.ids["class"] = filings.sheet(desk, made.ids["filing"]).class_id or 0
        yield made


def lay(folder: Path, **files: bytes) -> list[Path]:
    paths = []
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content)
        paths.append(path)
    return paths


def person(county: County, name: str) -> int:
    with county.reading() as desk:
        return desk.session.scalar(text("SELECT id FROM person WHERE name = :name"), {"name": name}) or 0


def test_many_at_once_each_kept_once_and_the_rest_told(county: County, tmp_path: Path) -> None:
    files = lay(
        tmp_path, 一__jpg=JPEG, 二__jpg=JPEG, 三__pdf=PDF, 四__mp4=MP4, 五__exe=b"MZ\x90\x00", 六__jpg=b""
    )
    with county.desk("jingban") as desk:
        result = attachments.attach(
            desk, "filing", county.ids["filing"], [*files, tmp_path / "七.pdf", tmp_path]
        )
        assert [line.name for line in result.attached] == ["一.jpg", "二.jpg", "三.pdf", "四.mp4"]
        assert not result.already
        assert [left.name for left in result.left] == ["五.exe", "六.jpg", "七.pdf", tmp_path.name]
        assert all(left.why and left.remedy for left in result.left)
        assert result.sentence == "收存4份，4份没有收存；其中2份与别的佐证是同一文件，请核实。"
        shown = attachments.files_of(desk, "filing", county.ids["filing"])
        assert [(line.media, line.media_title, line.picture) for line in shown] == [
            ("image/jpeg", "图片", True),
            ("image/jpeg", "图片", True),
            ("application/pdf", "PDF", False),
            ("video/mp4", "视频", False),
        ]
        assert attachments.content(desk, shown[0].id).data == JPEG
    kept = [path for path in (county.workspace.folder / "evidence").rglob("*") if path.is_file()]
    assert sum(1 for path in kept if path.name == shown[0].digest) <= 1
    assert all(path.read_bytes() for path in files[:4]), "what was handed over stays where it was"


def test_what_a_file_is_shows_in_what_it_holds_not_in_its_name(county: County, tmp_path: Path) -> None:
    [disguised, honest] = lay(tmp_path, 合影__jpg=b"MZ\x90\x00 a program", 说明__exe=PNG)
    with county.desk("jingban") as desk:
        result = attachments.attach(desk, "filing", county.ids["filing"], [disguised, honest])
    assert [each.name for each in result.left] == ["合影.jpg"]
    assert [each.media for each in result.attached] == ["image/png"]


def test_a_material_with_its_pages_is_received(county: County, tmp_path: Path) -> None:
    pages = lay(tmp_path, 执照1__jpg=JPEG, 执照2__jpg=JPEG + b"2")
    with county.desk("jingban") as desk:
        wanted = materials.missing(desk, "filing", county.ids["filing"])
        code = wanted[0].code
        attachments.attach(desk, "filing", county.ids["filing"], pages, material=code)
        [line] = [
            each for each in materials.checklist(desk, "filing", county.ids["filing"]) if each.code == code
        ]
        assert (line.received_on, line.file_name) == (desk.today, "执照1.jpg")
        first, second = attachments.files_of(desk, "filing", county.ids["filing"])
        assert (first.material, second.material) == (code, code)
        attachments.detach(desk, first.id, "扫描不清，重扫")
        [line] = [
            each for each in materials.checklist(desk, "filing", county.ids["filing"]) if each.code == code
        ]
        assert (line.received_on, line.file_name) == (desk.today, "执照2.jpg")
        attachments.detach(desk, second.id, "扫描不清，重扫")
        assert code in {each.code for each in materials.missing(desk, "filing", county.ids["filing"])}


def test_a_material_received_with_its_scan_is_among_the_files(county: County, tmp_path: Path) -> None:
    [scan] = lay(tmp_path, 执照__pdf=PDF)
    with county.desk("jingban") as desk:
        sheet = filings.sheet(desk, county.ids["filing"])
        code = sheet.materials[0].code
        materials.receive(desk, "filing", sheet.id, sheet.uid, (code,), scan)
        assert [(each.name, each.material) for each in attachments.files_of(desk, "filing", sheet.id)] == [
            ("执照.pdf", code)
        ]


def test_the_same_photo_of_two_people_is_pointed_out(opened: County, tmp_path: Path) -> None:
    [photo] = lay(tmp_path, 签到__jpg=JPEG)
    first, second = person(opened, PEOPLE[0].name), person(opened, PEOPLE[1].name)
    with opened.desk("jingban", opened.days.ended) as desk:
        attachments.attach(desk, "class", opened.ids["class"], [photo], person_id=first)
        result = attachments.attach(desk, "class", opened.ids["class"], [photo], person_id=second)
        number = classes.sheet(desk, opened.ids["class"]).number
        assert result.attached[0].elsewhere == (f"{number}（{PEOPLE[0].name}）",)
        assert "其中1份与别的佐证是同一文件" in result.sentence
        twice = desk.session.execute(
            text("SELECT digest, count(DISTINCT person_id) FROM evidence_use GROUP BY digest")
        ).all()
        assert [row[1] for row in twice] == [2]
        whole = attachments.folder_of(desk, opened.ids["filing"])
        assert [each.person for each in whole if each.name == "签到.jpg"] == [PEOPLE[0].name, PEOPLE[1].name]


def test_the_same_photo_for_two_days_is_noted_twice_and_pointed_out(opened: County, tmp_path: Path) -> None:
    monday, tuesday = lay(tmp_path, 周一签到__jpg=JPEG, 周二签到__jpg=JPEG)
    with opened.desk("jingban", opened.days.ended) as desk:
        number = classes.sheet(desk, opened.ids["class"]).number
        attachments.attach(desk, "class", opened.ids["class"], [monday], note="10月23日")
        again = attachments.attach(desk, "class", opened.ids["class"], [monday])
        assert again.sentence == "收存0份，1份原已收存。"
        second = attachments.attach(desk, "class", opened.ids["class"], [tuesday], note="10月24日")
        assert second.attached[0].elsewhere == (f"{number}的“周一签到.jpg”",)
        shown = attachments.files_of(desk, "class", opened.ids["class"])
        assert [(each.name, each.note) for each in shown] == [
            ("周一签到.jpg", "10月23日"),
            ("周二签到.jpg", "10月24日"),
        ]


def test_files_with_names_of_another_coding_are_taken_under_names_that_can_be_read(
    opened: County, tmp_path: Path
) -> None:
    loose = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "签到照片.jpg".encode("gbk")))
    loose.write_bytes(JPEG)
    folder = tmp_path / "收件"
    folder.mkdir()
    with opened.desk("jingban", opened.days.ended) as desk:
        number = classes.sheet(desk, opened.ids["class"]).number
        named = Path(os.fsdecode(os.fsencode(folder) + b"/" + f"{number} 课堂.png".encode("gb18030")))
        named.write_bytes(PNG)
        result = attachments.attach(desk, "class", opened.ids["class"], [loose])
        assert [each.name for each in result.attached] == ["签到照片.jpg"]
        swept = attachments.sweep(desk, folder)
        assert [(each.path, each.case_number) for each in swept.attached] == [(f"{number} 课堂.png", number)]


def test_sound_films_and_archives_are_known_by_what_they_hold(county: County, tmp_path: Path) -> None:
    rest = b"\x00" * 40
    files = lay(
        tmp_path,
        录音1__mp3=b"\xff\xfb\x90\x00" + rest,
        录音2__amr=b"#!AMR\n" + rest,
        课堂__mpg=b"\x00\x00\x01\xba" + rest,
        照片__rar=b"Rar!\x1a\x07\x00" + rest,
        说明__txt="说明".encode("utf-16"),
    )
    with county.desk("jingban") as desk:
        result = attachments.attach(desk, "filing", county.ids["filing"], files)
    assert [each.media_title for each in result.attached] == ["录音", "录音", "视频", "压缩包", "文本"]


def test_a_file_that_was_spoiled_is_not_shown(county: County, tmp_path: Path) -> None:
    [photo] = lay(tmp_path, 签到__jpg=JPEG)
    with county.desk("jingban") as desk:
        line = attachments.attach(desk, "filing", county.ids["filing"], [photo]).attached[0]
        evidence.path(county.workspace, line.digest).write_bytes(b"something else")
        with pytest.raises(Unreadable, match="已损坏"):
            attachments.content(desk, line.id)


@pytest.mark.parametrize("fault", ["role", "person", "material", "state", "case"])
def test_files_go_to_the_right_case_alone(county: County, tmp_path: Path, fault: str) -> None:
    [photo] = lay(tmp_path, 签到__jpg=JPEG)
    case_id = 999 if fault == "case" else county.ids["filing"]
    material = {"material": "letter_from_home", "state": "business_licence"}.get(fault)
    if fault == "state":
        with county.desk("jingban") as desk:
            material = filings.sheet(desk, case_id).materials[0].code
            builders.receive_all(desk, "filing", case_id)
        builders.approve(county, case_id)
    with pytest.raises(Refused) as raised, county.desk("fuhe" if fault == "role" else "jingban") as desk:
        attachments.attach(
            desk, "filing", case_id, [photo], person_id=999 if fault == "person" else None, material=material
        )
    assert raised.value.remedy
    with county.reading() as desk:
        assert attachments.files_of(desk, "filing", county.ids["filing"]) == ()


def test_a_watched_folder_is_emptied_of_questions_not_of_files(county: County, tmp_path: Path) -> None:
    folder = tmp_path / "收件"
    case = folder / "备2023-1"
    case.mkdir(parents=True)
    with county.reading() as desk:
        asked = {line.code: line.title for line in materials.checklist(desk, "filing", county.ids["filing"])}
    assert "培训机构资质证明" in asked.values()
    one = PEOPLE[0]
    names = {
        "备〔2023〕0001号 培训机构资质证明.pdf": PDF,
        "备2023-1/培训计划-1.jpg": JPEG,
        "备2023-1/培训计划-2.jpg": JPEG + b"2",
        f"备2023-1/{one.name}-花名册签字页.jpg": JPEG + b"3",
        f"备2023-1/{PEOPLE[1].id_number} 现场.jpg": JPEG + b"4",
        "合影.jpg": JPEG + b"5",
        "备2023-7 执照.jpg": JPEG + b"6",
        "备2023-1 备2023-2.jpg": JPEG + b"7",
        "备2023-1/999901199001019999.jpg": JPEG + b"8",
        "备2023-1/~$临时.docx": b"lock",
        "备2023-1/下载.part": b"half",
        "备2023-1/空.jpg": b"",
    }
    for name, content in names.items():
        (folder / name).write_bytes(content)
    (folder / "备2023-1" / "外链.jpg").symlink_to(tmp_path)
    with county.desk("jingban") as desk:
        swept = attachments.sweep(desk, folder)
        found = {each.path: (each.case_number, each.material, each.person) for each in swept.attached}
        assert found == {
            "备〔2023〕0001号 培训机构资质证明.pdf": ("备〔2023〕0001号", "培训机构资质证明", ""),
            "备2023-1/培训计划-1.jpg": ("备〔2023〕0001号", asked["training_plan"], ""),
            "备2023-1/培训计划-2.jpg": ("备〔2023〕0001号", asked["training_plan"], ""),
            f"备2023-1/{one.name}-花名册签字页.jpg": ("备〔2023〕0001号", "", one.name),
            f"备2023-1/{PEOPLE[1].id_number} 现场.jpg": ("备〔2023〕0001号", "", PEOPLE[1].name),
        }
        assert {each.path: each.why[:8] for each in swept.left} == {
            "合影.jpg": "文件名里没有案号",
            "备2023-7 执照.jpg": "没有案号为备〔2",
            "备2023-1 备2023-2.jpg": "文件名里有几个案",
            "备2023-1/999901199001019999.jpg": "这个身份证号不在",
            "备2023-1/空.jpg": "“空.jpg”是",
        }
        assert all(each.remedy for each in swept.left)
        again = attachments.sweep(desk, folder)
        assert (again.attached, again.already, len(again.left)) == ((), 5, 5)
    assert sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    ) == sorted(names)


def test_the_folder_that_is_watched_is_remembered_and_tells_when_something_came(
    county: County, tmp_path: Path
) -> None:
    folder = tmp_path / "收件"
    folder.mkdir()
    with county.desk("jingban") as desk:
        assert attachments.watched(desk) is None
        attachments.watch(desk, folder)
        with pytest.raises(Refused, match="不能放在工作区里"):
            attachments.watch(desk, county.workspace.folder / "inbox")
        with pytest.raises(Refused, match="不存在"):
            attachments.watch(desk, tmp_path / "没有")
    with county.reading() as desk:
        assert attachments.watched(desk) == folder
    before = attachments.waiting(folder)
    lay(folder, 一__jpg=JPEG)
    (folder / "~$二.docx").write_bytes(b"lock")
    (came,) = attachments.waiting(folder) - before
    assert came[:2] == (str(folder / "一.jpg"), len(JPEG))


def test_a_person_of_the_roster_is_told_by_name_or_number(county: County) -> None:
    one = PEOPLE[0]
    with county.reading() as desk:
        case = ("filing", county.ids["filing"])
        told = {
            attachments.on_roster(desk, *case, words) for words in (one.name, one.id_number, f" {one.name} ")
        }
        assert told == {person(county, one.name)}
        for words in ("无此人", "999901199001019999"):
            with pytest.raises(Refused):
                attachments.on_roster(desk, *case, words)


def test_a_folder_that_is_not_there_is_told(county: County, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="不存在"), county.desk("jingban") as desk:
        attachments.sweep(desk, tmp_path / "没有")
