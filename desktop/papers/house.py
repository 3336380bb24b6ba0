"""The bureau's own words and fonts on its papers: what is in force, and the deeds that change it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop import audit, files
from desktop.codes import title
from desktop.forms import form, house
from desktop.problems import Problem, Refused
from desktop.workspace import Desk

WORDS, FONTS, SETTING = "forms", "fonts", "office_fonts"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of a paper: the shipped text, the bureau's own (empty: the shipped one is used), its blanks."""

    name: str
    shipped: str
    own: str
    blanks: tuple[str, ...]


FACE_TITLES = {"title": "标题（小标宋）", "fang": "正文（仿宋）", "kai": "楷体", "hei": "黑体"}


@dataclass(frozen=True, slots=True)
class OfficeFonts:
    """Whether the office's own fonts are used, and for each face the file of the office, empty when there is none."""

    used: bool
    files: tuple[tuple[str, str], ...]


def in_force(desk: Desk) -> house.House:
    """Return the bureau's phrases, its fonts where the settings say so, and what is wrong with their files."""
    folder = desk.workspace.folder
    return house.read(folder / WORDS, folder / FONTS if uses_office_fonts(desk) else None)


@contextmanager
def styled(desk: Desk) -> Iterator[None]:
    """Let papers be drawn in the bureau's own words and fonts; refused while one of its files is faulty."""
    with house.styled(in_force(desk)):
        yield


def problems(desk: Desk) -> tuple[Problem, ...]:
    """Return what is wrong with the bureau's own files, all of it; empty when papers can be drawn."""
    return in_force(desk).problems


def phrases(desk: Desk, known_as: str) -> tuple[Phrase, ...]:
    """Return the phrases of a paper, by its code or number, as shipped and as the bureau words them."""
    shipped = form(known_as).wording
    own = in_force(desk).phrases.get(shipped.code, {})
    return tuple(
        Phrase(name, text, own.get(name, ""), tuple(sorted(shipped.blanks(name))))
        for name, text in shipped.phrases.items()
    )


def reword(desk: Desk, known_as: str, name: str, text: str) -> None:
    """Word a phrase of a paper differently; an empty text goes back to the shipped one.

    Done by the director. Refused when the text's blanks are not those of the shipped one, or it cannot be printed.
    """
    desk.needs("director", title("roles", "director"))
    paper = form(known_as)
    shipped = paper.wording
    if text or name not in shipped.phrases:
        fault = house.fault_of(shipped, name, text)
        if fault is not None:
            raise Refused(f"{fault[0]}，没有改动。", fault[1])
    own = {**in_force(desk).phrases.get(paper.code, {}), name: text}
    lines = [f"{key} = {_quoted(value)}" for key, value in own.items() if value]
    audit.record(
        desk,
        "改写文书用语",
        audit.OTHER,
        "form",
        paper.code,
        shipped.number,
        用语=name,
        文字=text or "恢复原文",
    )
    path = desk.workspace.folder / WORDS / f"{paper.code}.toml"
    path.parent.mkdir(exist_ok=True)
    files.write(path, "\n".join([f"# {shipped.title}：本局用语。", "[phrases]", *lines, ""]).encode())


def uses_office_fonts(desk: Desk) -> bool:
    """Whether the settings say that the office's own fonts are used."""
    return desk.settings.get(SETTING, desk.workspace.contact(SETTING)) == "1"


def use_office_fonts(desk: Desk, *, use: bool) -> None:
    """Use the font files in the workspace's folder `fonts` for papers, or the shipped ones again.

    Done by the director. Refused when there are none, or one of them cannot be used.
    """
    desk.needs("director", title("roles", "director"))
    found = house.read(None, desk.workspace.folder / FONTS)
    if use and found.problems:
        raise Refused(
            f"{found.problems[0].where}：{found.problems[0].what}，没有启用。", found.problems[0].remedy
        )
    if use and not found.fonts:
        raise Refused(
            "工作区的 fonts 文件夹里没有可用的字体，没有启用。",
            "请放入方正小标宋、仿宋_GB2312等字体文件后再试。",
        )
    desk.workspace.set(desk, SETTING, "1" if use else "")
    names = "、".join(path.name for path in found.fonts.values()) if use else "随程序字体"
    audit.record(desk, "设置文书字体", audit.OTHER, "form", SETTING, 字体=names)


def office_fonts(desk: Desk) -> OfficeFonts:
    """Return for each face the office's file that is there, and whether such files are used."""
    found = house.read(None, desk.workspace.folder / FONTS).fonts
    known = tuple((face, found[code].name if code in found else "") for code, face in FACE_TITLES.items())
    return OfficeFonts(uses_office_fonts(desk), known)


def add_font(desk: Desk, path: Path) -> str:
    """Take a font file of the office into the workspace; returns which face it serves as.

    Done by the director. Refused when the file cannot be used for papers.
    """
    desk.needs("director", title("roles", "director"))
    with TemporaryDirectory() as folder:
        shutil.copyfile(path, Path(folder) / path.name)
        found = house.read(None, Path(folder))
    if found.problems:
        first = found.problems[0]
        raise Refused(f"{first.where}：{first.what}，没有放入。", first.remedy)
    if not found.fonts:
        raise Refused(f"“{path.name}”不是字体文件，没有放入。", "请选择 .ttf 格式的字体文件。")
    face = FACE_TITLES[next(iter(found.fonts))]
    target = desk.workspace.folder / FONTS / path.name
    target.parent.mkdir(exist_ok=True)
    audit.record(desk, "放入字体文件", audit.OTHER, "form", FONTS, 文件=path.name, 用作=face)
    files.write(target, path.read_bytes())
    return face


def sample(desk: Desk, known_as: str) -> bytes:
    """Return a paper filled with invented facts, in the bureau's own words and fonts."""
    with styled(desk):
        return form(known_as).sample()


def _quoted(text: str) -> str:
    """A text as TOML takes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
