"""日结单: every deed of one day in order, counted, with the head of the audit chain that seals them (J8, J16)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from desktop.forms import tabular
from desktop.forms.facts import day, filled, settled
from desktop.forms.grid import Grid, label, value
from desktop.forms.layout import FORM, WIDE, Band, Section, render
from desktop.forms.letter import Gap, beside, form_foot, form_head
from desktop.forms.listing import LEFT, RIGHT, Column
from desktop.forms.tabular import Around, Table
from desktop.forms.wording import wording

WORDING = wording("day_sheet")
COLUMNS = (
    Column("序号", 14),
    Column("时间", 18),
    Column("经手人", 20, names=True),
    Column("事项", 27, LEFT),
    Column("业务编号", 35, LEFT),
    Column("说明", 60, LEFT),
)
BY_DEED = (("事项", 10, LEFT), ("次数", 3, RIGHT), ("经手人", 9, LEFT))


@dataclass(frozen=True, slots=True)
class Done:
    """One entry of the trail: its number, the time as printed, who, what, on which case, with which details."""

    number: int
    at: str
    who: str
    deed: str
    case: str
    details: str


@dataclass(frozen=True, slots=True)
class Facts:
    """One day: `head` is the digest of its last entry, `before` that of the last entry before the day began."""

    bureau: str
    on: date
    deeds: tuple[Done, ...]
    head: str
    before: str
    maker: str = ""
    mark: str = ""


def _grouped(digest: str) -> str:
    """Give a digest in groups of eight, on two lines of the same length."""
    groups = [digest[start : start + 8] for start in range(0, len(digest), 8)]
    half = (len(groups) + 1) // 2
    return "\n".join(" ".join(part) for part in (groups[:half], groups[half:]) if part)


def _summary(facts: Facts) -> list[Band]:
    grid = Grid(FORM.left, FORM.width)
    counts = Counter(each.deed for each in facts.deeds)
    people = {deed: dict.fromkeys(each.who for each in facts.deeds if each.deed == deed) for deed in counts}
    rows = [(deed, str(count), "、".join(people[deed])) for deed, count in counts.most_common()]
    first, last = (facts.deeds[0].number, facts.deeds[-1].number) if facts.deeds else (0, 0)
    span = WORDING.say("span", first=first, last=last) if facts.deeds else WORDING.say("none")
    return [
        *form_head(
            WORDING.title,
            WORDING.say("office", bureau=facts.bureau),
            WORDING.say("day", day=day(facts.on)),
            FORM,
        ),
        *grid.facts([("当日事项", f"{len(facts.deeds)}项"), ("审计记录", span)], side="当日情况"),
        *grid.lists(BY_DEED, rows, side="分类汇总"),
        *grid.text("日初链首", _grouped(facts.before), side="审计链"),
        *grid.text("日终链首", _grouped(facts.head), side="审计链"),
        grid.row(label("说明"), value(WORDING.say("sealed"), 18), side="审计链", keep=True),
        Gap(6),
        *beside(
            WORDING.say("made", maker=filled(facts.maker, 5)),
            WORDING.say("checked", name=filled("", 5)),
            FORM,
            height=30,
            keep=False,
        ),
    ]


def draw(facts: Facts) -> bytes:
    """Give the day's sum and its list of deeds as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    rows = [(str(each.number), each.at, each.who, each.deed, each.case, each.details) for each in facts.deeds]
    name = f"{WORDING.title}　{facts.on:%Y-%m-%d}"
    sections = [Section(_summary(facts), FORM, form_foot(name))]
    if rows:
        around = Around(
            left=WORDING.say("list_left", day=day(facts.on)),
            right=WORDING.say("list_right", count=len(rows)),
        )
        listed = tabular.bands(WORDING, Table(COLUMNS, rows), around, WIDE, named=WORDING.say("list_title"))
        sections.append(Section(listed, WIDE, form_foot(f"{WORDING.say('list_title')}　{facts.on:%Y-%m-%d}")))
    return render(sections, title=WORDING.title, author=facts.bureau, mark=facts.mark, on=facts.on)


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    on=date(2026, 5, 20),
    deeds=tuple(
        Done(1200 + n, f"{9 + n * 7 // 60:02d}:{n * 7 % 60:02d}:30", who, deed, case, details)
        for n, (who, deed, case, details) in enumerate(
            (
                ("王敏", "收到材料", "备〔2026〕0012号", "材料：企业营业执照、委托合同"),
                ("王敏", "受理", "备〔2026〕0012号", ""),
                ("李志强", "采纳说明", "备〔2026〕0012号", "规则：线上课时占比；原因：疫情期间实训车间限流"),
                ("李志强", "同意备案", "备〔2026〕0012号", ""),
                ("沈清账", "复核拨付", "付〔2026〕0002号", "笔数：2；金额：115080.50"),
            )
            * 6
        )
    ),
    head="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    before="60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
    maker="王敏",
)
