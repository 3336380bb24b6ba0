"""Holding a checked workbook against its class: whose row it is, and what only the record can show."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select

from db.filings import Trainee
from db.registers import Person
from desktop import batches
from desktop.intake import Reading, Row
from desktop.problems import Problem, Refused
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class Listed:
    """One person on the roster of a class."""

    trainee_id: int
    name: str


@dataclass(slots=True)
class Judge:
    """Collects what is wrong with the rows of a workbook as they are held against a class."""

    reading: Reading
    roster: dict[str, Listed]
    faults: list[tuple[Row, Problem]] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    def whose(self, row: Row, number: object, name: object) -> int | None:
        """Return the trainee a row is about; None, and a fault, for somebody else or another name."""
        if number is None:
            return self._named(row, name)
        listed = self.roster.get(str(number))
        if listed is None:
            self.fault(
                row, "id_number", "not_listed", "不在本班花名册上", "请核对身份证号，或确认选对了班级。"
            )
            return None
        if listed.name != name:
            what = f"姓名与花名册上的“{listed.name}”不一致"
            self.fault(row, "name", "other_name", what, "请核对是否填错人或写错字。")
            return None
        return listed.trainee_id

    def _named(self, row: Row, name: object) -> int | None:
        """Return the trainee whose name stands in a row without a number; None, and a fault, when not exactly one has it."""
        found = [each.trainee_id for each in self.roster.values() if each.name == name]
        if len(found) == 1:
            return found[0]
        if found:
            what, remedy = f"本班有 {len(found)} 人同名，表中又没有身份证号", "请在表中补上身份证号列。"
            self.fault(row, "name", "same_name", what, remedy)
        else:
            self.fault(row, "name", "not_listed", "不在本班花名册上", "请核对姓名，或确认选对了班级。")
        return None

    def fault(self, row: Row, name: str, code: str, what: str, remedy: str) -> None:
        """Note what keeps a row out, at the cell of a field."""
        found = batches.problem(self.reading, row, name, code, f"{what}，不能登记。", remedy)
        self.faults.append((row, found))

    def remark(self, row: Row, name: str, code: str, what: str, remedy: str) -> None:
        """Note what a clerk should look at, at the cell of a field; the row stays in."""
        self.remarks.append(batches.problem(self.reading, row, name, code, f"{what}。", remedy))

    def verdict(self) -> Reading:
        """Return the reading without the rows that have a fault."""
        return batches.judged(self.reading, self.faults, self.remarks)


def judge(desk: Desk, filing_id: int, reading: Reading) -> Judge:
    """Return who judges a workbook against the roster of a filing."""
    rows = desk.session.execute(
        select(Person.id_number, Trainee.id, Person.name).join(Trainee).where(Trainee.filing_id == filing_id)
    )
    return Judge(reading, {row.id_number: Listed(row.id, row.name) for row in rows})


def sound(reading: Reading, verdict: Reading, what: str, *, only_sound: bool) -> None:
    """Refuse a workbook with faulty rows, unless the clerk takes the sound ones alone, and one without any row.

    `verdict` is the reading as it was held against the class.
    """
    if reading.faulty and not only_sound:
        raise Refused(
            f"{what}有 {reading.faulty} 行有误，没有导入。",
            "请按问题清单改正后重新导入，或选择“先导入正确的行”。",
        )
    if verdict.faulty > reading.faulty and not only_sound:
        before = set(reading.problems)
        faults = [_told(each) for each in verdict.problems if each not in before]
        more = f"；另有{len(faults) - 20}处" if len(faults) > 20 else ""
        raise Refused(
            f"{what}与本班对不上，没有导入：{'；'.join(faults[:20])}{more}。",
            "请改正后重新导入，或选择“先导入正确的行”。",
        )
    if not verdict.rows:
        raise Refused(f"{what}中没有可以导入的行。", "请检查是否选对了文件和工作表。")


def _told(problem: Problem) -> str:
    return f"{problem.where}（{problem.name}）{problem.what.removesuffix('，不能登记。')}"


def notes(verdict: Reading) -> Iterable[str]:
    """Return what is told of a workbook that was taken in: its notes, and how many remarks it has."""
    yield from verdict.notes
    if verdict.warnings:
        yield f"有 {len(verdict.warnings)} 处提醒，请在导入记录中查看。"
