"""Small counties for tests, by public doors only: a real encrypted store, rosters and lists as real files.

`stage("closed", folder)` copies a county that was brought to that stage once; what a test does to it, no other sees.
"""

import atexit
import contextlib
import csv
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import event, select

from db.doubts import Doubt
from desktop import (
    accounts,
    classes,
    doubts,
    filings,
    intake,
    materials,
    notices,
    payments,
    registers,
    subsidies,
)
from desktop.codes import grounds
from desktop.filings import ROSTER, FilingEntry, ItemEntry
from desktop.identity import make_practice_id
from desktop.intake import Column, Reading
from desktop.pages import PageQuery
from desktop.registers import EmployerEntry, InstitutionEntry, PlatformEntry, QualificationEntry
from desktop.workspace import SYSTEM, Clerk, Desk, Workspace

ALL = PageQuery(limit=1000)
FUND = "upgrading"
COUNTY = "999901"
BUREAU = "演练县人力资源和社会保障局"
SCRATCH = Path(tempfile.mkdtemp(prefix="zhipei-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

ACCOUNTS = {
    "jingban": ("林小禾", ("handler",)),
    "jingban2": ("陈一帆", ("handler",)),
    "fuhe": ("周正明", ("reviewer",)),
    "fuhe2": ("何静", ("reviewer",)),
    "fuze": ("许思远", ("director",)),
    "caiwu": ("沈清账", ("cashier",)),
    "quan": ("全能", ("handler", "reviewer", "director", "cashier")),
    "quan2": ("兼顾", ("handler", "reviewer", "director", "cashier")),
}


@dataclass(frozen=True)
class Days:
    """The working days on which the cases of a region go on; the class is held from `opened` to `ended`."""

    filed: date
    approved: date
    opened: date
    ended: date
    applied: date
    posted: date
    ends: date
    closed: date
    paid: date


DAYS = {
    "jiangsu": Days(
        filed=date(2023, 10, 16),
        approved=date(2023, 10, 18),
        opened=date(2023, 10, 23),
        ended=date(2023, 10, 27),
        applied=date(2023, 10, 30),
        posted=date(2023, 11, 1),
        ends=date(2023, 11, 8),
        closed=date(2023, 11, 9),
        paid=date(2023, 11, 10),
    ),
    "anhui": Days(
        filed=date(2020, 3, 16),
        approved=date(2020, 3, 18),
        opened=date(2020, 3, 23),
        ended=date(2020, 3, 27),
        applied=date(2020, 3, 30),
        posted=date(2020, 4, 1),
        ends=date(2020, 4, 9),  # 4, 5 and 6 April are the Qingming holiday
        closed=date(2020, 4, 10),
        paid=date(2020, 4, 13),
    ),
}

HELD = tuple(range(5))
"""The days of the class after its first: Monday to Friday."""


@dataclass(frozen=True)
class Trainee:
    """An invented person as a roster brings them."""

    name: str
    id_number: str
    group: str
    account: str = ""
    hired: str = ""
    bank: str = "演练县农村商业银行"


def trainee(number: int, name: str, group: str = "农村转移就业劳动者", **more: str) -> Trainee:
    """Return the invented person of a number from 0: the same number is the same citizen number and account."""
    born, sex = date(1985, 1 + number % 12, 1 + number % 28), "男女"[number % 2]
    return Trainee(name, make_practice_id(number, born, sex), group, f"62000000000{number:04d}", **more)


PEOPLE = (
    trainee(1, "欧阳修齐"),
    trainee(2, "王秀英", "就业困难人员"),
    trainee(3, "李建国", "零就业家庭成员"),
    trainee(4, "赵敏"),
)
"""Four trainees of a class for the public; the second and the third belong to groups of the living allowance."""

STAFF = tuple(
    trainee(at, name, "企业职工", hired="2020-02-10")
    for at, name in enumerate(("钱多多", "孙立", "吴迪"), 11)
)


@dataclass
class County:
    """A practice county, its clerks, its registered parties, and the ids of the case that is under way."""

    workspace: Workspace
    region: str = "jiangsu"
    clerks: dict[str, Clerk] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)

    @property
    def days(self) -> Days:
        """The days of the region's cases."""
        return DAYS[self.region]

    @contextlib.contextmanager
    def desk(self, login: str, day: date | None = None) -> Iterator[Desk]:
        """Give the desk of a clerk on a day (the day of filing when none is given)."""
        with self.workspace.desk(self.clerks[login], self._moment(day)) as desk:
            yield desk

    @contextlib.contextmanager
    def reading(self, login: str = "jingban", day: date | None = None) -> Iterator[Desk]:
        """Give a desk for questions."""
        with self.workspace.reading(self.clerks[login], self._moment(day)) as desk:
            yield desk

    def _moment(self, day: date | None) -> datetime:
        return datetime.combine(day or self.days.filed, time(10))


# --- files that are handed in ----------------------------------------------------------------------------


def table(
    name: str, headings: Sequence[str], rows: Sequence[Sequence[Any]], coding: str = "utf-8-sig"
) -> Path:
    """Write a CSV file as an enterprise would hand it in, and return where it lies."""
    path = Path(tempfile.mkdtemp(dir=SCRATCH)) / name
    with path.open("w", encoding=coding, newline="") as file:
        csv.writer(file).writerows([headings, *rows])
    return path


@cache
def taken(
    name: str,
    columns: tuple[Column, ...],
    headings: tuple[str, ...],
    rows: tuple[tuple[Any, ...], ...],
    day: date,
) -> Reading:
    """Read such a file through the door that every workbook comes in by; the same content is read once."""
    return intake.read(table(name, headings, rows), columns, day=day)


def roster(people: Sequence[Trainee], day: date = date(2023, 10, 16), name: str = "花名册.csv") -> Reading:
    """Return what a roster of these people brings."""
    headings = (
        "姓名",
        "身份证号",
        "人员类别",
        "入职日期",
        "合同起始日期",
        "合同终止日期",
        "开户银行",
        "银行账号",
    )
    rows = tuple(
        (p.name, p.id_number, p.group, p.hired, p.hired, "2025-12-31" if p.hired else "", p.bank, p.account)
        for p in people
    )
    return taken(name, ROSTER, headings, rows, day)


def attendance(
    people: Sequence[Trainee],
    opened: date,
    days: Mapping[str, Sequence[int]] | None = None,
    name: str = "考勤.csv",
) -> Reading:
    """Return what an attendance sheet brings: 8 class hours on each day held, or only on `days` of a person."""
    held = days or {}
    rows = tuple(
        (
            p.name,
            p.id_number,
            f"{opened.replace(day=opened.day + at):%Y-%m-%d}",
            *_there(at in held.get(p.name, HELD)),
        )
        for p in people
        for at in HELD
    )
    last = opened.replace(day=opened.day + HELD[-1])
    return taken(
        name, classes.ATTENDANCE, ("姓名", "身份证号", "日期", "出勤情况", "线上课时", "线下课时"), rows, last
    )


def _there(there: bool) -> tuple[str, str, str]:
    return ("出勤", "2", "6") if there else ("缺勤", "", "")


PLACES = {"初级": "5", "中级": "4", "高级": "3", "技师": "2", "高级技师": "1"}


def certificates(
    people: Sequence[Trainee],
    day: date,
    level: str = "初级",
    kind: str = "职业技能等级证书",
    body: str = "999901",
) -> Reading:
    """Return what a list of certificates brings, numbered by the coding rules after the people; `body` gives them."""
    headings = ("姓名", "身份证号", "证书类型", "证书编号", "发证日期", "发证单位", "证书等级")
    coded = {
        "职业技能等级证书": f"S000099{body}{day:%y}{PLACES.get(level, '5')}",
        "培训合格证书": f"演训{body}-",
    }
    rows = tuple(
        (p.name, p.id_number, kind, f"{coded[kind]}{running(p)}", f"{day:%Y-%m-%d}", "演练评价机构", level)
        for p in people
    )
    return taken("证书.csv", classes.CERTIFICATES, headings, rows, day)


def running(person: Trainee) -> str:
    """Return six places that are a person's own in a list of certificates."""
    return f"{int(person.id_number[10:12]) * 31 + int(person.id_number[12:14]):03d}{person.id_number[14:17]}"


# --- a county and its case, step by step -----------------------------------------------------------------


def make(folder: Path, region: str = "jiangsu") -> County:
    """Make a county with accounts, an enterprise, an institution and a platform."""
    days = DAYS[region]
    workspace = Workspace.create(
        folder,
        region=region,
        bureau=BUREAU,
        county=COUNTY,
        practice=True,
        clock=lambda: datetime.combine(days.paid, time(16)),
    )
    county = County(workspace, region)
    with workspace.desk(SYSTEM, datetime.combine(days.filed, time(8))) as desk:
        for login, (name, roles) in ACCOUNTS.items():
            county.clerks[login] = accounts.add_account(desk, login, name, roles)
    with county.desk("jingban") as desk:
        county.ids["employer"] = registers.save_employer(desk, EMPLOYER)
        county.ids["institution"] = registers.save_institution(desk, INSTITUTION)
        registers.add_qualification(desk, county.ids["institution"], QUALIFICATION)
        county.ids["platform"] = registers.save_platform(desk, PLATFORM)
    return county


EMPLOYER = EmployerEntry(
    name="演练县青禾机电制造有限公司",
    credit_code="91999901MA0P1A0013",
    county=COUNTY,
    bank="演练县农村商业银行园区支行",
    account_name="演练县青禾机电制造有限公司",
    account="62000000000000010018",
)
INSTITUTION = InstitutionEntry(
    name="演练县春风职业培训学校",
    credit_code="52999901MJ0P1B001U",
    county=COUNTY,
    kind="private_school",
    bank="演练县农村商业银行文化路支行",
    account="62000000000000030034",
)
QUALIFICATION = QualificationEntry(
    document="民办学校办学许可证（演练）第1号",
    occupations=("4-10-01-05",),
    since=date(2019, 1, 1),
    until=date(2026, 12, 31),
)
PLATFORM = PlatformEntry(
    name="演练在线学习平台",
    credit_code="91999901MA0P1C001H",
    county=COUNTY,
    source="省级推荐平台名单（演练）",
    capabilities=("sign_in", "records", "tests", "live"),
    since=date(2019, 1, 1),
)


def plan(online: int = 10, practice: int = 30) -> tuple[ItemEntry, ...]:
    """Return a plan: theory online, practice offline, in class hours; 40 in all, as five days of eight."""
    return (
        ItemEntry(
            title="基础理论", content="skill", part="theory", mode="online_live", hours=Decimal(online - 2)
        ),
        ItemEntry(
            title="职业道德", content="ethics", part="theory", mode="online_recorded", hours=Decimal(2)
        ),
        ItemEntry(
            title="实操训练", content="skill", part="practice", mode="offline", hours=Decimal(practice)
        ),
    )


def entry(county: County, people: Sequence[Trainee] = PEOPLE, **changes: Any) -> FilingEntry:
    """Return the filing of a course for the public in elderly care, with `changes` to it."""
    days = county.days
    given: dict[str, Any] = {
        "case_kind": "institution",
        "training_type": "employment_skills",
        "title": "养老护理员初级班",
        "channel": "online",
        "occupation": "4-10-01-05",
        "level": "5",
        "planned_people": len(people),
        "starts_on": days.opened,
        "ends_on": days.ended,
        "institution_id": county.ids["institution"],
        "platform_id": county.ids["platform"],
        "budget": Decimal(8000),
        "items": plan(),
    }
    return FilingEntry(**{**given, **changes})


def staff_entry(county: County, people: Sequence[Trainee] = STAFF, **changes: Any) -> FilingEntry:
    """Return the filing of an enterprise for its new hires, with `changes` to it."""
    given: dict[str, Any] = {
        "case_kind": "enterprise",
        "training_type": "pre_job",
        "title": "新录用员工岗前班",
        "occupation": "6-20-01-01",
        "level": "none",
        "institution_id": None,
        "employer_id": county.ids["employer"],
    }
    return entry(county, people, **{**given, **changes})


def receive_all(desk: Desk, kind: str, case_id: int) -> None:
    """Tick off everything that is still missing on a case's checklist."""
    sheet = filings.sheet(desk, case_id) if kind == "filing" else subsidies.sheet(desk, case_id)
    wanted = tuple(line.code for line in materials.missing(desk, kind, case_id))
    if wanted:
        materials.receive(desk, kind, case_id, sheet.uid, wanted)


def file_case(
    county: County,
    people: Sequence[Trainee] = PEOPLE,
    plan_of: FilingEntry | None = None,
    login: str = "jingban",
) -> int:
    """Enter and accept a filing with roster and materials; returns its id."""
    with county.desk(login, county.days.filed) as desk:
        filing_id = filings.draft(desk, plan_of or entry(county, people))
        filings.file_roster(desk, filing_id, roster(people))
        receive_all(desk, "filing", filing_id)
        filings.accept(desk, filing_id)
    county.ids["filing"] = filing_id
    return filing_id


def approve(county: County, filing_id: int, login: str = "fuhe") -> None:
    """Approve a filing, its doubts explained, accepting what is asked "in principle" with a reason."""
    explain_doubts(county, "filing", filing_id, county.days.approved)
    with county.desk(login, county.days.approved) as desk:
        for finding in filings.sheet(desk, filing_id).findings:
            if finding.strength == "principle" and not finding.accepted_by:
                filings.accept_finding(desk, finding.id, "已现场核查，符合实际情况")
        filings.approve(desk, filing_id, "同意")


def explain_doubts(county: County, kind: str, case_id: int, day: date, login: str = "jingban") -> None:
    """Explain every doubt that is open about a case, with what proves it."""
    with county.desk(login, day) as desk:
        doubts.run(desk, kind, case_id)
        rows = desk.session.scalars(
            select(Doubt.id).where(
                Doubt.case_kind == kind, Doubt.case_id == case_id, Doubt.state.in_(("open", "sent_back"))
            )
        ).all()
        told = doubts.dispose(desk, rows, "explained", "已逐人核对，情况属实", "签到表原件和课程表")
        assert all(each.done for each in told), told


def hold(
    county: County,
    filing_id: int,
    people: Sequence[Trainee] = PEOPLE,
    days: Mapping[str, Sequence[int]] | None = None,
    **of_certificates: str,
) -> int:
    """Open the class, take attendance, end it and enter the certificates; returns the class's id."""
    with county.desk("jingban", county.days.opened) as desk:
        classes.open_class(desk, filing_id)
        class_id = filings.sheet(desk, filing_id).class_id or 0
    with county.desk("jingban", county.days.ended) as desk:
        classes.take_attendance(desk, class_id, attendance(people, county.days.opened, days))
        classes.finish(desk, class_id)
    with county.desk("jingban", county.days.applied) as desk:
        classes.take_certificates(desk, class_id, certificates(people, county.days.ended, **of_certificates))
    county.ids["class"] = class_id
    return class_id


def claim(county: County, filing_id: int) -> int:
    """Enter the subsidy application with its materials and hand it to the reviewer; returns its id."""
    with county.desk("jingban", county.days.applied) as desk:
        claim_id = subsidies.apply(desk, filing_id)
        receive_all(desk, "claim", claim_id)
        subsidies.submit(desk, claim_id)
    county.ids["claim"] = claim_id
    return claim_id


def grant(county: County, claim_id: int) -> None:
    """Review and approve a claim by two people, its doubts explained."""
    explain_doubts(county, "claim", claim_id, county.days.applied)
    with county.desk("fuhe", county.days.applied) as desk:
        subsidies.review(desk, claim_id, "相符")
    with county.desk("fuze", county.days.applied) as desk:
        subsidies.approve(desk, claim_id, "同意")


def post(county: County, *claim_ids: int) -> int:
    """Put the claims up for the public; returns the notice's id."""
    with county.desk("jingban", county.days.posted) as desk:
        notice_id = notices.prepare(desk, claim_ids, "县人社局公示栏")
        notices.post(desk, notice_id)
    county.ids["notice"] = notice_id
    return notice_id


def close(county: County, notice_id: int) -> None:
    """Close a notice on the day after its last."""
    with county.desk("jingban", county.days.closed) as desk:
        notices.close(desk, notice_id)


def sign(county: County, batch_id: int, on: date) -> None:
    """Sign the sheet of doubts of a batch, by somebody who did not prepare it."""
    with county.desk("fuhe", on) as desk:
        doubts.sign_off(desk, "payment_batch", batch_id)


def release(county: County, notice_id: int, scheme: str) -> int:
    """Prepare, sign and release the batch of one scheme by two people; returns the batch's id."""
    with county.desk("jingban", county.days.paid) as desk:
        batch_id = payments.prepare(desk, notice_id, scheme, FUND)
    sign(county, batch_id, county.days.paid)
    with county.desk("caiwu", county.days.paid) as desk:
        payments.release(desk, batch_id)
    county.ids[f"{scheme}_batch"] = batch_id
    return batch_id


@contextlib.contextmanager
def statements(county: County) -> Iterator[list[str]]:
    """Give the list of every statement that is sent to the store meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(county.workspace.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(county.workspace.engine, "before_cursor_execute", note)


# --- counties brought to a stage once ---------------------------------------------------------------------

STAGES: dict[str, Callable[[County], object]] = {
    "empty": lambda county: None,
    "filed": file_case,
    "approved": lambda county: approve(county, county.ids["filing"]),
    "held": lambda county: hold(county, county.ids["filing"]),
    "claimed": lambda county: claim(county, county.ids["filing"]),
    "granted": lambda county: grant(county, county.ids["claim"]),
    "posted": lambda county: post(county, county.ids["claim"]),
    "closed": lambda county: close(county, county.ids["notice"]),
    "released": lambda county: release(county, county.ids["notice"], "training"),
}
"""Each stage of the case of PEOPLE, made out of the one before."""


@cache
def _made(name: str, region: str) -> tuple[Path, County]:
    """The county that was brought to a stage once."""
    folder = Path(tempfile.mkdtemp(dir=SCRATCH)) / "workspace"
    names = list(STAGES)
    if name == names[0]:
        county = make(folder, region)
    else:
        county = _copied(*_made(names[names.index(name) - 1], region), folder)
        STAGES[name](county)
    county.workspace.close()
    return folder, county


def _copied(source: Path, made: County, folder: Path) -> County:
    shutil.copytree(source, folder)
    workspace = Workspace.open(folder, made.workspace.clock)
    return County(workspace, made.region, dict(made.clerks), dict(made.ids))


@contextlib.contextmanager
def stage(name: str, folder: Path | None = None, region: str = "jiangsu") -> Iterator[County]:
    """Give a county at a stage; what is done to it is gone afterwards.

    All that are given without `folder` lie in one place, one after the other, and share an engine, which remembers the
    statements it has translated: that halves the time of a test. A second one at the same time needs its own `folder`.
    """
    if folder is not None:
        county = _copied(*_made(name, region), folder / "workspace")
        try:
            yield county
        finally:
            county.workspace.close()
        return
    source, made = _made(name, region)
    arena = _arena(region)
    assert arena not in BUSY, "two counties at once: give one of them a folder of its own"
    BUSY.add(arena)
    arena.engine.dispose()
    shutil.rmtree(arena.folder)
    shutil.copytree(source, arena.folder)
    try:
        workspace = Workspace(arena.folder, arena.engine, made.workspace.clock)
        yield County(workspace, region, dict(made.clerks), dict(made.ids))
    finally:
        arena.engine.dispose()
        BUSY.discard(arena)


BUSY: set[Workspace] = set()


@cache
def _arena(region: str) -> Workspace:
    return _copied(*_made("empty", region), Path(tempfile.mkdtemp(dir=SCRATCH)) / "arena").workspace


def ground(stage_of_case: str, region: str = "jiangsu") -> str:
    """Return a listed ground on which a filing or a claim may be refused."""
    return grounds(region, stage_of_case)[0].code
