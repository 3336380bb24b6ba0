"""The practice county itself: accounts, two enterprises, two institutions, two platforms, and three classes planned."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from desktop import accounts, filings, registers
from desktop.practice.people import PracticePerson, people
from desktop.registers import EmployerEntry, InstitutionEntry, PlatformEntry, QualificationEntry
from desktop.workspace import SYSTEM, Clerk, Workspace

COUNTY = "999901"
BUREAU = "演练县人力资源和社会保障局"
ACCOUNTS = (
    ("jingban", "林小禾", ("handler",)),
    ("fuhe", "周正明", ("reviewer",)),
    ("fuze", "许思远", ("director",)),
    ("caiwu", "沈清账", ("cashier",)),
)
"""Who works in the practice county: login, name, roles."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days of the practice journey."""

    filed: date
    corrected: date
    approved: date
    opened: date
    ended: date
    certified: date
    applied: date
    decided: date
    posted: date
    objected: date
    closed: date
    paid: date
    settled: date
    packed: date


DAYS = {
    "anhui": Days(
        filed=date(2020, 3, 16),
        corrected=date(2020, 3, 18),
        approved=date(2020, 3, 19),
        opened=date(2020, 3, 23),
        ended=date(2020, 4, 3),
        certified=date(2020, 4, 7),
        applied=date(2020, 4, 9),
        decided=date(2020, 4, 13),
        posted=date(2020, 4, 14),
        objected=date(2020, 4, 16),
        closed=date(2020, 4, 22),
        paid=date(2020, 4, 23),
        settled=date(2020, 4, 24),
        packed=date(2020, 4, 27),
    ),
    "jiangsu": Days(
        filed=date(2023, 9, 4),
        corrected=date(2023, 9, 6),
        approved=date(2023, 9, 7),
        opened=date(2023, 9, 11),
        ended=date(2023, 9, 22),
        certified=date(2023, 9, 25),
        applied=date(2023, 9, 26),
        decided=date(2023, 9, 27),
        posted=date(2023, 9, 28),
        objected=date(2023, 10, 7),
        closed=date(2023, 10, 12),
        paid=date(2023, 10, 13),
        settled=date(2023, 10, 16),
        packed=date(2023, 10, 17),
    ),
}
"""The days of each region's classes, in a year in which its values are in force."""


@dataclass(frozen=True, slots=True)
class PracticeClass:
    """One planned class: its filing as it will be entered, and the people who will sit in it."""

    entry: filings.FilingEntry
    people: tuple[PracticePerson, ...]
    groups: tuple[str, ...]
    level: str
    certificate: str


@dataclass(frozen=True, slots=True)
class Parties:
    """The registered parties of the practice county, by id."""

    maker: int
    weaver: int
    school: int
    college: int
    platform: int
    own_platform: int


def clerks(workspace: Workspace) -> dict[str, Clerk]:
    """Return the practice clerks by login."""
    with workspace.reading(SYSTEM) as desk:
        return {login: accounts.log_in(desk, login) for login, _, _ in ACCOUNTS}


def build(folder: Path, region: str, clock: Callable[[], datetime] | None = None) -> Workspace:
    """Make the practice county in an empty folder: accounts and registers, no cases yet."""
    days = DAYS[region]
    workspace = Workspace.create(
        folder,
        region=region,
        bureau=BUREAU,
        county=COUNTY,
        practice=True,
        contact={
            "department": "职业能力建设股",
            "address": "演练县政务大道1号",
            "postcode": "000000",
            "phone": "0000-8810000、0000-8810001",
        },
        clock=clock or (lambda: datetime.combine(days.packed, time(9))),
    )
    with workspace.desk(SYSTEM, datetime.combine(days.filed, time(8, 30))) as desk:
        for login, name, roles in ACCOUNTS:
            accounts.add_account(desk, login, name, roles)
    with workspace.desk(clerks(workspace)["jingban"], datetime.combine(days.filed, time(8, 40))) as desk:
        for employer in EMPLOYERS:
            registers.save_employer(desk, employer)
        for institution, qualification in INSTITUTIONS:
            added = registers.save_institution(desk, institution)
            registers.add_qualification(desk, added, qualification)
        for platform in PLATFORMS:
            registers.save_platform(desk, platform)
    return workspace


def parties(workspace: Workspace) -> Parties:
    """Return the ids of the registered parties."""
    with workspace.reading(SYSTEM) as desk:
        ids = {
            register: {name: key for key, name in registers.choices(desk, register)}
            for register in ("employer", "institution", "platform")
        }
    return Parties(
        *(ids["employer"][entry.name] for entry in EMPLOYERS),
        *(ids["institution"][entry.name] for entry, _ in INSTITUTIONS),
        *(ids["platform"][entry.name] for entry in PLATFORMS),
    )


EMPLOYERS = (
    EmployerEntry(
        name="演练县青禾机电制造有限公司",
        credit_code="91999901MA0P1A0013",
        county=COUNTY,
        address="演练县工业园区创业路8号",
        contact="何敏",
        phone="0000-8800001",
        bank="演练县农村商业银行园区支行",
        account_name="演练县青禾机电制造有限公司",
        account="62000000000000010018",
        key_enterprise=True,
    ),
    EmployerEntry(
        name="演练县织锦纺织股份有限公司",
        credit_code="91999901MA0P1A0026",
        county=COUNTY,
        address="演练县城东街道织锦路20号",
        contact="陆云",
        phone="0000-8800002",
        bank="演练县农村商业银行城东支行",
        account_name="演练县织锦纺织股份有限公司",
        account="62000000000000020026",
    ),
)
INSTITUTIONS = (
    (
        InstitutionEntry(
            name="演练县春风职业培训学校",
            credit_code="52999901MJ0P1B001U",
            county=COUNTY,
            kind="private_school",
            address="演练县文化路12号",
            contact="方洁",
            phone="0000-8800003",
            bank="演练县农村商业银行文化路支行",
            account_name="演练县春风职业培训学校",
            account="62000000000000030034",
        ),
        QualificationEntry(
            document="民办学校办学许可证（演练）第2019001号",
            occupations=("4-10-01-05", "4-10-01-06", "4-03-02-01", "6-05-01-03"),
            since=date(2019, 1, 1),
            until=date(2026, 12, 31),
        ),
    ),
    (
        InstitutionEntry(
            name="演练县技工学校",
            credit_code="12999901MB0P1B002L",
            county=COUNTY,
            kind="technical_school",
            address="演练县学府路1号",
            contact="程亮",
            phone="0000-8800004",
            bank="演练县农村商业银行学府支行",
            account_name="演练县技工学校",
            account="62000000000000040042",
        ),
        QualificationEntry(document="技工学校设立批复（演练）", occupations=(), since=date(2015, 9, 1)),
    ),
)
PLATFORMS = (
    PlatformEntry(
        name="演练在线学习平台",
        credit_code="91999901MA0P1C001H",
        county=COUNTY,
        source="省级推荐平台名单（演练）",
        capabilities=("sign_in", "records", "tests", "live"),
        since=date(2020, 1, 1),
        evidence="平台功能说明及截图4份",
    ),
    PlatformEntry(
        name="青禾企业学院",
        credit_code="91999901MA0P1C002L",
        county=COUNTY,
        source="企业自主开发",
        capabilities=("sign_in", "records", "tests"),
        since=date(2020, 1, 1),
        evidence="平台功能说明1份",
    ),
)


def classes(region: str, parties: Parties) -> tuple[PracticeClass, ...]:
    """Return the three classes: an enterprise's new hires, a delegated upgrade, an institution's course."""
    days = DAYS[region]
    year = days.filed.year
    span: dict[str, Any] = {"youngest": date(year - 20, 6, 30), "oldest": date(year - 48, 1, 1)}
    common: dict[str, Any] = {
        "channel": "online",
        "starts_on": days.opened,
        "ends_on": days.ended,
        "filed_on": days.filed,
        "targets": "本单位职工",
        "practice_county": COUNTY,
        "platform_id": parties.platform,
    }
    rural = ("农村转移就业劳动者", "城镇登记失业人员", "就业困难人员", "零就业家庭成员")
    staff = ("企业职工",)
    return (
        PracticeClass(
            _new_hires(parties, common), people(32, 11, with_rare=True, **span), staff, "", "培训合格证书"
        ),
        PracticeClass(_upgrade(parties, common), people(28, 22, **span), staff, "中级", "职业技能等级证书"),
        PracticeClass(_course(parties, common), people(36, 33, **span), rural, "初级", "职业技能等级证书"),
    )


def _new_hires(parties: Parties, common: dict[str, Any]) -> filings.FilingEntry:
    return filings.FilingEntry(
        case_kind="enterprise",
        training_type="pre_job",
        title="青禾机电新录用员工岗前培训班",
        occupation="6-20-01-01",
        level="none",
        planned_people=32,
        employer_id=parties.maker,
        contact="何敏",
        phone="0000-8800001",
        site="青禾机电实训车间（60工位）",
        facilities="钳工台30张、测量工具30套、消防器材齐全",
        budget=Decimal(32000),
        budget_note="师资12000元、教材及耗材14000元、平台使用6000元",
        assessment="线上理论测试与现场实操考核，均合格的发培训合格证书",
        items=plan("装配钳工", Decimal(10), Decimal(6), Decimal(24)),
        trainers=TRAINERS[:3],
        **common,
    )


def _upgrade(parties: Parties, common: dict[str, Any]) -> filings.FilingEntry:
    return filings.FilingEntry(
        case_kind="delegated",
        training_type="on_job",
        title="织锦纺织缝纫工中级技能提升班",
        occupation="6-05-01-03",
        level="4",
        planned_people=28,
        employer_id=parties.weaver,
        institution_id=parties.school,
        contact="陆云",
        phone="0000-8800002",
        site="织锦纺织三号车间实训区",
        facilities="平缝机40台、包缝机12台",
        budget=Decimal(42000),
        budget_note="师资20000元、耗材16000元、平台使用6000元",
        assessment="向县人社局申请职业技能等级认定",
        items=plan("缝纫工", Decimal(16), Decimal(11), Decimal(33)),
        trainers=TRAINERS[1:4],
        **common,
    )


def _course(parties: Parties, common: dict[str, Any]) -> filings.FilingEntry:
    return filings.FilingEntry(
        case_kind="institution",
        training_type="employment_skills",
        title="养老护理员初级就业技能培训班",
        occupation="4-10-01-05",
        level="5",
        planned_people=36,
        institution_id=parties.school,
        contact="方洁",
        phone="0000-8800003",
        site="春风职校护理实训室（40床位）",
        facilities="护理床20张、模拟人6具、急救训练设备4套",
        budget=Decimal(54000),
        budget_note="师资24000元、耗材22000元、平台使用8000元",
        assessment="向县人社局申请职业技能等级认定",
        items=plan("养老护理员", Decimal(14), Decimal(8), Decimal(38)),
        trainers=TRAINERS[2:],
        **{**common, "targets": "农村转移就业劳动者、城镇登记失业人员及低收入家庭劳动力"},
    )


TRAINERS = (
    filings.TrainerEntry(name="程亮", title="高级技师", courses="实操", full_time=True),
    filings.TrainerEntry(name="方洁", title="讲师", courses="理论、职业素质", full_time=True),
    filings.TrainerEntry(name="罗素琴", title="技师", courses="实操", full_time=False),
    filings.TrainerEntry(name="夏安澜", title="注册安全工程师", courses="安全生产", full_time=False),
)


def plan(trade: str, theory: Decimal, general: Decimal, practice: Decimal) -> tuple[filings.ItemEntry, ...]:
    """Return a plan whose theory and general courses are online and whose practice is not (J6, J7)."""
    half = general / 2
    return (
        filings.ItemEntry(
            title=f"{trade}基础理论", content="skill", part="theory", mode="online_recorded", hours=theory
        ),
        filings.ItemEntry(
            title="职业道德与工匠精神",
            content="ethics",
            part="theory",
            mode="online_live",
            hours=general - half,
        ),
        filings.ItemEntry(
            title="安全生产与疫病防控", content="safety", part="theory", mode="online_interactive", hours=half
        ),
        filings.ItemEntry(
            title=f"{trade}实操训练", content="skill", part="practice", mode="offline", hours=practice
        ),
    )
