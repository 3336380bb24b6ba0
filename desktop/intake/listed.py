"""What the list of problems (问题清单) holds, in whatever file it stands: its headings, counts and lines."""

from collections.abc import Iterator

from desktop.intake.reading import Reading

TITLE = "问题清单"
HEADINGS = ("序号", "工作表", "单元格", "项目", "姓名", "问题", "处理办法", "性质")
WIDTHS = (6, 14, 9, 14, 12, 52, 52, 6)


def summary(reading: Reading) -> str:
    """Give the sentence under the title: the file and its counts."""
    sound = reading.total - reading.faulty
    counted = f"共 {reading.total} 行，{sound} 行无误，{reading.faulty} 行有误"
    told = f"{len(reading.problems)} 个问题" if reading.problems else "没有发现问题"
    more = f"，{len(reading.warnings)} 处提醒" if reading.warnings else ""
    return f"文件：{reading.file_name}；{counted}；{told}{more}。"


def lines(reading: Reading) -> Iterator[tuple[int | str, ...]]:
    """Give the lines of the list: problems first in the order of the sheet, then warnings."""
    titles = {column.field: column.title for column in reading.columns}
    number = 0
    for problems, nature in ((reading.problems, "错误"), (reading.warnings, "提醒")):
        for problem in problems:
            number += 1
            item = titles.get(problem.field, "")
            where = (problem.sheet, problem.address, item, problem.name)
            yield (number, *where, problem.what, problem.remedy, nature)
