"""What every spreadsheet program asks of an .xlsx before it opens it without a word of repair."""

import posixpath
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

_ORDER = (
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
_STYLES = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)


def faults_of(path: Path) -> list[str]:
    """Give what would keep a spreadsheet program from opening a workbook as it is; nothing when it is sound."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    found = [f"{name} twice" for name in parts if [each.lower() for each in parts].count(name.lower()) > 1]
    trees = {
        name: ET.fromstring(content)  # noqa: S314 - our own file
        for name, content in parts.items()
        if name.endswith((".xml", ".rels", ".vml"))
    }
    types = trees["[Content_Types].xml"]
    endings = {each.get("Extension", "").lower() for each in types if _tag(each) == "Default"}
    named = {each.get("PartName", "") for each in types if _tag(each) == "Override"}
    found += [
        f"{name} has no content type"
        for name in parts
        if f"/{name}" not in named | {"/[Content_Types].xml"} and name.rsplit(".", 1)[-1] not in endings
    ]
    found += [f"{name} has a content type alone" for name in named if name[1:] not in parts]
    for name, tree in trees.items():
        if name.endswith(".rels"):
            found += _relations(name, tree, parts)
    formats = _styles(found, next((tree for tree in trees.values() if _tag(tree) == "styleSheet"), None))
    for name, tree in trees.items():
        if _tag(tree) == "worksheet":
            found += _sheet(name, tree, formats)
        if _tag(tree) == "comments":
            found += _comments(name, tree)
    return found + _book(trees["xl/workbook.xml"])


def _tag(element: ET.Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _relations(name: str, tree: ET.Element, parts: dict[str, bytes]) -> list[str]:
    folder = posixpath.dirname(posixpath.dirname(name))
    identities = [each.get("Id") for each in tree]
    found = [f"{name}: an identity twice"] if len(set(identities)) < len(identities) else []
    for each in tree:
        target = each.get("Target", "")
        at = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if each.get("TargetMode") != "External" and at not in parts:
            found.append(f"{name}: {target} is not there")
    return found


def _styles(found: list[str], tree: ET.Element | None) -> int:
    if tree is None:
        return 1
    sections = {_tag(each): each for each in tree}
    order = [_STYLES.index(each) for each in sections]
    if order != sorted(order):
        found.append("the sections of the styles are out of order")
    for section, holder in sections.items():
        if holder.get("count") not in {None, str(len(holder))} and section != "colors":
            found.append(f"{section} are miscounted")
    for each in sections["cellXfs"]:
        for name, section in (("fillId", "fills"), ("fontId", "fonts"), ("borderId", "borders")):
            if int(each.get(name, "0")) >= len(sections[section]):
                found.append(f"a format names no {section}")
    return len(sections["cellXfs"])


def _sheet(name: str, tree: ET.Element, formats: int) -> list[str]:
    known = [_tag(each) for each in tree if _tag(each) in _ORDER]
    order = [_ORDER.index(each) for each in known]
    found = [] if order == sorted(order) else [f"{name}: {known} are out of order"]
    found += [f"{name}: {each} twice" for each in ("legacyDrawing", "extLst") if known.count(each) > 1]
    elsewhere = sum(1 for each in tree.iter() if _tag(each) == "legacyDrawing") - known.count("legacyDrawing")
    found += [f"{name}: a legacyDrawing within another element"] * elsewhere
    row_before, cell_before = 0, 0
    for row in (each for each in tree.iter() if _tag(each) == "row"):
        number = int(row.get("r", row_before + 1))
        if number <= row_before:
            found.append(f"{name}: row {number} after {row_before}")
        row_before, cell_before = number, 0
        for cell in row:
            if _tag(cell) != "c":
                continue
            at = _column(cell.get("r")) or cell_before + 1
            if at <= cell_before or int(cell.get("s", "0")) >= max(formats, 1):
                found.append(f"{name}: {cell.attrib}")
            cell_before = at
    return found


def _column(address: str | None) -> int:
    column = 0
    for each in re.sub(r"\d", "", address or ""):
        column = column * 26 + ord(each) - 64
    return column


def _comments(name: str, tree: ET.Element) -> list[str]:
    authors = [each for each in tree.iter() if _tag(each) == "author"]
    comments = [each for each in tree.iter() if _tag(each) == "comment"]
    places = [each.get("ref") for each in comments]
    found = [f"{name}: a cell with two comments"] if len(set(places)) < len(places) else []
    return found + [
        f"{name}: no such author" for each in comments if int(each.get("authorId", 0)) >= len(authors)
    ]


def _book(tree: ET.Element) -> list[str]:
    sheets = [each for each in tree.iter() if _tag(each) == "sheet"]
    names = [each.get("name", "").lower() for each in sheets]
    numbers = [each.get("sheetId") for each in sheets]
    found = (
        ["two sheets of one name or number"]
        if len(set(names)) < len(names) or len(set(numbers)) < len(numbers)
        else []
    )
    found += [
        f"no sheet may be called {each}"
        for each in names
        if not 0 < len(each) <= 31 or set(each) & set("[]:*?/\\")
    ]
    local = [int(each.get("localSheetId", "0")) for each in tree.iter() if _tag(each) == "definedName"]
    return found + ["a name kept for no sheet" for each in local if each >= len(sheets)]
