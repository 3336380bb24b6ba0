"""参训人员花名册: who is to be trained, as filed (J12)."""

from dataclasses import dataclass
from datetime import date

from desktop.forms import tabular
from desktop.forms.facts import day, settled
from desktop.forms.invented import TRAINEES
from desktop.forms.layout import WIDE
from desktop.forms.listing import LEFT, Column
from desktop.forms.tabular import Around, Table
from desktop.forms.wording import wording

WORDING = wording("roster")
COLUMNS = (
    Column("序号", 10),
    Column("姓名", 19, names=True),
    Column("性别", 10),
    Column("身份证号码", 37),
    Column("人员类别", 25, LEFT),
    Column("工作单位", 45, LEFT),
    Column("联系电话", 28),
)


@dataclass(frozen=True, slots=True)
class Trainee:
    """One person of the roster; `group` is the title of the group (or groups) of trainees."""

    name: str
    sex: str
    id_number: str
    group: str = ""
    employer: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The roster of one filing."""

    bureau: str
    number: str
    applicant: str
    class_title: str
    trainees: tuple[Trainee, ...]
    filed_on: date | None = None
    mark: str = ""


def draw(facts: Facts) -> bytes:
    """Give the roster as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    rows = [
        (str(n), each.name, each.sex, each.id_number, each.group, each.employer, each.phone)
        for n, each in enumerate(facts.trainees, start=1)
    ]
    around = Around(
        left=WORDING.say("left", class_title=facts.class_title),
        right=WORDING.say("right", number=facts.number),
        signed_left=WORDING.say("signed_left", applicant=facts.applicant),
        signed_right=WORDING.say("signed_right", day=day(facts.filed_on)),
    )
    table = Table(COLUMNS, rows, [("合　计", 6), (f"{len(rows)}人", 1)])
    return tabular.draw(WORDING, facts.number, facts.bureau, table, around, mark=facts.mark, frame=WIDE)


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="备〔2026〕0012号",
    applicant="演练县恒泰机械制造有限公司",
    class_title="2026年恒泰机械电工（中级）线上培训班",
    trainees=tuple(
        Trainee(
            each.name,
            each.sex,
            each.id_number,
            "企业职工",
            "演练县恒泰机械制造有限公司",
            "10000000000",
        )
        for each in TRAINEES
    ),
    filed_on=date(2026, 3, 2),
)
