"""What `zhipei roster check` and its sisters say of a file: as a record for programs, as lines for people."""

import os
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from desktop.files import called
from desktop.intake.choosing import OPTION, choices, read_chosen
from desktop.intake.day_headings import Span
from desktop.intake.reading import UNREAD, Column, Mapped, Reading, letter
from desktop.intake.workbook import read_sheets
from desktop.problems import Problem, Refused

CLEAN, FAULTY, UNREADABLE = 0, 1, 2
"""Exit codes of the command: nothing to mend, problems listed, not readable."""

Checked = dict[str, Any]


def check(  # noqa: PLR0913 - each is an option of the command
    path: Path,
    columns: tuple[Column, ...],
    *,
    kind: str,
    day: date,
    region: str | None = None,
    training_type: str | None = None,
    annotated: Path | None = None,
    remainder: Path | None = None,
    also: Callable[[Reading], Reading] | None = None,
    around: Span | None = None,
    chosen: Sequence[str] = (),
) -> Checked:
    """Give what a file brings and all its problems as plain values, never an exception for any file whatever.

    With `region` and `training_type` the people of a roster are also held against the law of `day`; `also` holds
    each sheet against rules of its own kind of list; `around` are the days of a list whose days name no year; `chosen`
    names columns for fields (字段=列), whatever the headings say;
    `annotated` is where a copy with the problems marked goes, `remainder` where the faulty rows alone go in their own
    layout. Keys: file, kind, day, digest, status (clean | problems | unreadable | fault), exit, sentence, remedy,
    annotated, remainder [{file, sheet, rows, beside, whole}] (sound rows that stand beside those that repeat them; that
    the sheet as a whole was not read), and sheets, each with sheet, header_row, mapping [{column,
    heading, field, title, confidence}], lists [{header_row, columns, rows, mapping}] where a sheet has several, days [{column, day}] where they stand across, counts {rows, sound, faulty,
    problems, warnings}, problems and warnings [{sheet, address, field, code, message, remedy, name}], and notes.
    """
    checked: Checked = {
        "file": called(path),
        "kind": kind,
        "day": day.isoformat(),
        "digest": "",
        "annotated": "",
        "remainder": [],
    }
    try:
        _fit_for_files(path, annotated, remainder)
        if chosen:
            readings = read_chosen(path, columns, choices(chosen, columns), day=day, around=around)
        else:
            readings = read_sheets(path, columns, day=day, around=around)
        if region and training_type:
            from desktop.intake.eligibility import judge  # the law is brought in only where it is asked

            for reading in readings:
                judge(reading, region=region, training_type=training_type, day=day)
        if also is not None:
            readings = [also(reading) for reading in readings]
        checked |= _written(path, readings, annotated, remainder)
    except Refused as refused:
        return checked | _nothing("unreadable", refused.sentence, refused.remedy)
    except Exception as error:  # noqa: BLE001 - a fault of ours reaches the clerk as a sentence too
        return checked | _nothing("fault", _own_fault(error), _REPORT)
    faulty = any(reading.problems for reading in readings)
    checked["digest"] = readings[0].digest
    return checked | {
        "status": "problems" if faulty else "clean",
        "exit": FAULTY if faulty else CLEAN,
        "sentence": _sentence(readings),
        "remedy": "请按问题清单逐项改正后重新提交。" if faulty else "",
        "sheets": [_sheet(reading) for reading in readings],
    }


def _fit_for_files(path: Path, annotated: Path | None, remainder: Path | None) -> None:
    """Refuse places where what is asked for cannot lie, before anything is read."""
    if annotated is not None:
        _fit_for_a_copy(annotated, path)
    if remainder is not None:
        _fit_for_the_rest(remainder)
        _must_be_apart(remainder, path, annotated)


def _must_be_apart(place: Path, path: Path, annotated: Path | None) -> None:
    """Refuse to write the faulty rows over the sender's file, or into the file where the marked copy goes."""
    if _same_file(place, path):
        raise Refused(
            f"“{place.name}”就是要检查的原文件，有误的行不能写在上面，没有检查，也没有写出。",
            "请把 --remainder 改成另一个文件名或文件夹。",
        )
    if annotated is not None and _same_file(place, annotated):
        raise Refused(
            f"标注副本和有误的行都要写到“{place.name}”，后写的会盖掉先写的，没有写出。",
            "请给 --annotated 和 --remainder 各取一个文件名。",
        )


def _same_file(one: Path, other: Path) -> bool:
    """Tell whether two paths mean one file, however they are spelled or linked."""
    if one.exists() and other.exists():
        return one.samefile(other)
    return os.path.normcase(one.resolve()) == os.path.normcase(other.resolve())


def _written(path: Path, readings: list[Reading], annotated: Path | None, remainder: Path | None) -> Checked:
    """Write the files that are asked for; gives what is told of them."""
    told: Checked = {}
    places = _places(readings, remainder) if remainder is not None else []
    for _, place in places:
        _must_be_apart(place, path, annotated)
    if annotated is not None:
        _write_the_copy(path, readings, annotated)
        told["annotated"] = str(annotated)
    if remainder is not None:
        told["remainder"] = [_write_the_rest(reading, place) for reading, place in places]
    return told


def _fit_for_a_copy(annotated: Path, path: Path) -> None:
    """Refuse a place where no copy can lie: another kind of file than the copy is, or a folder that is not there."""
    allowed = {".xlsx", ".xlsm"} if path.suffix.lower() == ".xlsm" else {".xlsx"}
    if annotated.suffix.lower() not in allowed:
        raise Refused(
            f"标注副本是 .xlsx 工作簿，不能写成“{annotated.name}”，没有检查，也没有写出。",
            "请把 --annotated 后面的文件名改成以 .xlsx 结尾。",
        )
    if not annotated.parent.is_dir():
        raise Refused(
            f"没有“{annotated.parent}”这个文件夹，标注副本没有地方可写，没有检查，也没有写出。",
            "请先建好文件夹，或把 --annotated 改到已有的文件夹。",
        )


def _fit_for_the_rest(place: Path) -> None:
    """Refuse a place where no workbook with the faulty rows can lie."""
    if place.suffix.lower() != ".xlsx":
        raise Refused(
            f"有误的行另存为 .xlsx 工作簿，不能写成“{place.name}”，没有检查，也没有写出。",
            "请把 --remainder 后面的文件名改成以 .xlsx 结尾。",
        )
    if not place.parent.is_dir():
        raise Refused(
            f"没有“{place.parent}”这个文件夹，有误的行没有地方可写，没有检查，也没有写出。",
            "请先建好文件夹，或把 --remainder 改到已有的文件夹。",
        )


def _places(readings: list[Reading], place: Path) -> list[tuple[Reading, Path]]:
    """Give each sheet with faulty rows a file of its own, the first at `place`, the others named by their sheets."""
    from desktop.intake.plain_copy import holdable_name

    faulty = [each for each in readings if each.faulty]
    return [
        (reading, place.with_stem(f"{place.stem}-{holdable_name(reading.sheet)}") if at else place)
        for at, reading in enumerate(faulty)
    ]


def _write_the_rest(reading: Reading, file: Path) -> dict[str, object]:
    """Write the faulty rows of a sheet to a file; what was written."""
    from desktop.intake.remainder import beside, remainder

    try:
        rows = remainder(reading, file)
    except OSError as error:
        raise Refused(
            f"有误的行写不进“{file}”（{error.strerror or type(error).__name__}），没有写出。",
            "请关闭已打开的同名文件，或换一个可以写入的文件夹。",
        ) from error
    return {
        "file": str(file),
        "sheet": reading.sheet,
        "rows": rows,
        "beside": beside(reading),
        "whole": reading.unread,
    }


def _write_the_copy(path: Path, readings: list[Reading], annotated: Path) -> None:
    """Write the copy with the problems marked; a place that takes no file is refused with what helps."""
    from desktop.intake.annotated import annotate

    try:
        annotate(path, readings, annotated)
    except OSError as error:
        raise Refused(
            f"标注副本写不进“{annotated}”（{error.strerror or type(error).__name__}），没有写出。",
            "请关闭已打开的同名文件，或换一个可以写入的文件夹。",
        ) from error


_REPORT = "这不是文件的问题；请把这句话和文件一起交给维护人员。"


def _own_fault(error: Exception) -> str:
    """Give the kind and place of a fault in this program; never what the file holds."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name} 第 {frame.lineno} 行"
    return f"本程序处理这个文件时出错（{type(error).__name__}，{place}），没有写入任何内容。"


def _nothing(status: str, sentence: str, remedy: str) -> Checked:
    return {"status": status, "exit": UNREADABLE, "sentence": sentence, "remedy": remedy, "sheets": []}


def _sentence(readings: list[Reading]) -> str:
    rows = sum(reading.total for reading in readings)
    faulty = sum(reading.faulty for reading in readings)
    problems = sum(len(reading.problems) for reading in readings)
    if problems:
        return f"共 {rows} 行，{rows - faulty} 行无误，{faulty} 行有误，{problems} 个问题。"
    return f"共 {rows} 行，没有发现问题。"


def _sheet(reading: Reading) -> Mapping[str, object]:
    titles = {column.field: column.title for column in reading.columns}
    return {
        "sheet": reading.sheet,
        "header_row": reading.header_row,
        "mapping": [_mapped(mapped, titles) for mapped in reading.mapping],
        "lists": [
            {
                "header_row": each.header_row,
                "columns": f"{letter(each.columns[0])}:{'' if each.columns[1] is None else letter(each.columns[1])}",
                "rows": each.total,
                "mapping": [_mapped(mapped, titles) for mapped in each.mapping],
            }
            for each in reading.blocks
        ],
        "days": [
            {"column": letter(each.column), "day": each.day.isoformat() if each.day else ""}
            for each in reading.days
        ],
        "counts": {
            "rows": reading.total,
            "sound": reading.total - reading.faulty,
            "faulty": reading.faulty,
            "problems": len(reading.problems),
            "warnings": len(reading.warnings),
        },
        "problems": [_problem(problem) for problem in reading.problems],
        "warnings": [_problem(problem) for problem in reading.warnings],
        "notes": list(reading.notes),
    }


def _mapped(mapped: Mapped, titles: Mapping[str, str]) -> Mapping[str, object]:
    return {
        "column": mapped.letter,
        "heading": mapped.heading,
        "field": mapped.field,
        "title": titles[mapped.field],
        "confidence": mapped.confidence,
    }


def _problem(problem: Problem) -> Mapping[str, str]:
    return {
        "sheet": problem.sheet,
        "address": problem.address,
        "field": problem.field,
        "code": problem.code,
        "message": problem.what,
        "remedy": problem.remedy,
        "name": problem.name,
    }


def told(checked: Checked) -> Iterator[str]:
    """Give the lines in which a terminal shows what `check` found."""
    yield f"{checked['file']}：{checked['sentence']}"
    if checked["remedy"]:
        yield checked["remedy"]
    for sheet in checked["sheets"]:
        yield ""
        headed = any(mapped["heading"] for mapped in sheet["mapping"]) or not sheet["mapping"]
        yield f"工作表“{sheet['sheet']}”，" + (f"表头在第 {sheet['header_row']} 行" if headed else "没有表头")
        yield from _columns(sheet["mapping"])
        for each in sheet["lists"]:
            if each["header_row"] != sheet["header_row"]:
                yield f"  第 {each['header_row']} 行以下 {each['rows']} 行另有表头"
                yield from _columns(each["mapping"])
        for note in sheet["notes"]:
            yield f"  说明：{note}"
        yield from _problems(sheet)
    if checked["annotated"]:
        yield ""
        yield f"标注了问题的副本在：{checked['annotated']}"
    for each in checked["remainder"]:
        yield ""
        yield _left_over(each)


def _left_over(written: Mapping[str, Any]) -> str:
    """Give the line about a file with the faulty rows of a sheet."""
    sheet, rows, file = f"工作表“{written['sheet']}”", written["rows"], written["file"]
    if written["whole"]:
        return f"{sheet}整张没有读取，全部 {rows} 行照原样另存在：{file}"
    more = f"（另附 {written['beside']} 行无误的供对照）" if written["beside"] else ""
    return f"{sheet}有误的 {rows} 行{more}另存在：{file}"


def _problems(sheet: Mapping[str, Any]) -> Iterator[str]:
    for heading, found in (("问题", sheet["problems"]), ("提醒", sheet["warnings"])):
        for number, problem in enumerate(found, 1):
            who = f" {problem['name']}" if problem["name"] else ""
            yield f"  {heading} {number}：{problem['address']}{who}  {problem['message']}{problem['remedy']}"
    if any(problem["code"] in UNREAD for problem in sheet["problems"]):
        yield f"  哪一列是什么，也可以用 {OPTION} 字段=列 指明，例如 {OPTION} 身份证号=C。"


def _columns(mapping: list[dict[str, Any]]) -> Iterator[str]:
    for mapped in mapping:
        sure = "" if mapped["confidence"] >= 0.9 else f"（把握 {mapped['confidence']:.0%}，请核对）"
        yield f"  {mapped['column']} 列“{mapped['heading']}” → {mapped['title']}{sure}"
