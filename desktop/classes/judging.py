"""Holding a checked workbook against its class: whose row it is, and what only the record can show."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from db.filings import Trainee
from db.learning import LearningRegistration
from db.registers import Person
from desktop import batches
from desktop.identity import tidy
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
    phones: dict[str, frozenset[int]] = field(default_factory=dict)
    faults: list[tuple[Row, Problem]] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    by_phone: int = 0
    by_places: int = 0
    _told: dict[tuple[str, str], int] = field(default_factory=dict)

    def whose(self, row: Row, number: object, name: object) -> int | None:
        """Return the trainee a row is about; None, and a fault, for somebody else or another name.

        A number of which some places are hidden is that of the only one of this name with the places that show.
        """
        if number is None:
            return self._named(row, name)
        if "*" in str(number):
            return self._by_places(row, str(number), str(name))
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

    def of_account(self, row: Row, number: object, name: object, phone: object) -> int | None:
        """Return the trainee a platform's row is about, by the number, by what shows of it, or by phone and name."""
        listed = self.roster.get(number) if type(number) is str else None
        if listed is not None and listed.name == name:
            return listed.trainee_id
        if number is None and phone is None:
            what = "既没有身份证号，也没有手机号，不知道是本班哪一个人"
            self.fault(row, "id_number", "missing", what, "请补上身份证号。")
            return None
        if number is None:
            return self._by_phone(row, str(phone), name)
        return self.whose(row, number, name)

    def _by_phone(self, row: Row, phone: str, name: object) -> int | None:
        """Return the one person of that name, of several the one with that phone; a phone of somebody else is a fault."""
        owners = self.phones.get(tidy(phone), frozenset())
        named = {each.trainee_id for each in self.roster.values() if each.name == name}
        found = named & owners or (named if not owners else set())
        if len(found) == 1:
            self.by_phone += 1
            return found.pop()
        if named and owners and not named & owners:
            what = "手机号在本班是别人的"
            self.fault(row, "phone", "other_phone", what, "请核对姓名和手机号，或补上身份证号。")
        else:
            self._named(row, name)
        return None

    def _by_places(self, row: Row, number: str, name: str) -> int | None:
        """Return the only one of that name whose number agrees with the places that show; None, and a fault, for none."""
        known = self._told.get((number, name))
        if known is None:
            named = {own: each.trainee_id for own, each in self.roster.items() if each.name == name}
            agree = [
                trainee_id
                for own, trainee_id in named.items()
                if all(shown in ("*", place) for shown, place in zip(number, own, strict=True))
            ]
            if len(agree) != 1:
                self._unsure(row, len(agree), known=bool(named))
                return None
            known = self._told[number, name] = agree[0]
        self.by_places += 1
        return known

    def _unsure(self, row: Row, agreeing: int, *, known: bool) -> None:
        remedy = "请在平台上导出完整的身份证号，或在本表补上。"
        if agreeing:
            what = f"本班有 {agreeing} 人同名，身份证号露出的数字也相同，分不清是谁"
            self.fault(row, "id_number", "same_name", what, remedy)
        elif known:
            what = "身份证号露出的数字与花名册上同名的人不符"
            self.fault(row, "id_number", "other_number", what, remedy)
        else:
            self.fault(row, "name", "not_listed", "不在本班花名册上", "请核对姓名，或确认选对了班级。")

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
        found = batches.judged(self.reading, self.faults, self.remarks)
        said = []
        if self.by_phone:
            said.append(f"有 {self.by_phone} 行没有身份证号，按姓名和手机号在本班认人，请核对。")
        if self.by_places:
            said.append(
                f"有 {self.by_places} 行的身份证号隐藏了部分数字，按姓名和露出的数字在本班认人，请核对。"
            )
        return replace(found, notes=[*found.notes, *said]) if said else found


def judge(desk: Desk, filing_id: int, reading: Reading) -> Judge:
    """Return who judges a workbook against the roster of a filing."""
    rows = desk.session.execute(
        select(Person.id_number, Trainee.id, Person.name, Person.phone)
        .join(Trainee)
        .where(Trainee.filing_id == filing_id)
    ).all()
    accounts = desk.session.execute(
        select(LearningRegistration.phone, LearningRegistration.trainee_id)
        .join(Trainee, Trainee.id == LearningRegistration.trainee_id)
        .where(Trainee.filing_id == filing_id)
    )
    phones: dict[str, set[int]] = defaultdict(set)
    for phone, trainee_id in (*((row.phone, row.id) for row in rows), *accounts):
        phones[phone].add(trainee_id)
    phones.pop("", None)
    roster = {row.id_number: Listed(row.id, row.name) for row in rows}
    return Judge(reading, roster, {phone: frozenset(owners) for phone, owners in phones.items()})


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
