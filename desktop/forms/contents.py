"""卷内文件目录: what an archive volume holds (J8)."""

from dataclasses import dataclass
from datetime import date

from desktop.forms import tabular
from desktop.forms.facts import day, filled, settled
from desktop.forms.layout import FORM, Section, render
from desktop.forms.letter import form_foot
from desktop.forms.listing import LEFT, Column
from desktop.forms.tabular import Around, Table
from desktop.forms.wording import wording

WORDING = wording("contents")
COLUMNS = (
    Column("序号", 11),
    Column("文号", 32),
    Column("责任者", 34, LEFT),
    Column("题名", 44, LEFT),
    Column("日期", 20),
    Column("页数", 9),
    Column("备注", 15),
)


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the volume: number, who answers for it, title, day, pages (None: to be counted by hand)."""

    number: str
    author: str
    title: str
    on: date | None
    pages: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """One archive volume; `remark` and who looked it over stand on its 备考表 alone."""

    bureau: str
    number: str
    volume: str
    documents: tuple[Document, ...]
    remark: str = ""
    maker: str = ""
    made_on: date | None = None
    checker: str = ""
    checked_on: date | None = None
    mark: str = ""


def draw(facts: Facts) -> bytes:
    """Give the table of contents as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    rows = [
        (
            str(n),
            each.number,
            each.author,
            each.title,
            f"{each.on:%Y-%m-%d}" if each.on else "",
            "" if each.pages is None else str(each.pages),
            each.note,
        )
        for n, each in enumerate(facts.documents, start=1)
    ]
    around = Around(
        left=WORDING.say("left", volume=facts.volume),
        right=WORDING.say("right", number=filled(facts.number, 8)),
        signed_left=WORDING.say("made", maker=filled(facts.maker, 5)),
        signed_right=day(facts.made_on),
    )
    listed = Section(
        tabular.bands(WORDING, Table(COLUMNS, rows), around, FORM),
        FORM,
        form_foot(f"{WORDING.title}　{facts.number}"),
    )
    return render([listed], title=WORDING.title, author=facts.bureau, mark=facts.mark, on=facts.made_on)


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="2026-PX-0012",
    volume="演练县恒泰机械制造有限公司电工（中级）线上培训",
    documents=(
        Document(
            "备〔2026〕0012号", "演练县恒泰机械制造有限公司", "线上职业技能培训申请表", date(2026, 3, 2), 2
        ),
        Document("补正〔2026〕0004号", "演练县人力资源和社会保障局", "补正告知书", date(2026, 3, 3), 2),
        Document("备〔2026〕0012号", "演练县人力资源和社会保障局", "备案审核表", date(2026, 3, 12), 2),
        Document(
            "补〔2026〕0007号",
            "演练县人力资源和社会保障局",
            "职业培训补贴审批表及明细",
            date(2026, 5, 8),
            4,
        ),
        Document(
            "示〔2026〕0003号", "演练县人力资源和社会保障局", "职业培训补贴公示及名单", date(2026, 5, 9), 4
        ),
        Document(
            "付〔2026〕0002号", "演练县人力资源和社会保障局", "资金拨付审批表及明细", date(2026, 5, 18), 2
        ),
    ),
    maker="王敏",
    made_on=date(2026, 6, 1),
)
