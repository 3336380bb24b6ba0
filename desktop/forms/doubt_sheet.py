"""疑点核查签核表 and its list: what was looked for, found, not checked, and how each doubt was disposed of (J16)."""

from dataclasses import dataclass
from datetime import date

from desktop.forms.faces import SONG
from desktop.forms.facts import BY_HAND, Opinion, day, people, settled
from desktop.forms.grid import Grid, label, signed, value
from desktop.forms.layout import FORM, WIDE, Band, Section, render
from desktop.forms.letter import FORM_TITLE, Gap, beside, form_foot, form_head, title
from desktop.forms.listing import LEFT, Column, Listing
from desktop.forms.typeset import Type
from desktop.forms.wording import wording
from desktop.problems import Refused

WORDING = wording("doubt_sheet")
ROWS = Type(SONG, 8.5, 11)
COLUMNS = (
    Column("序号", 10),
    Column("疑点", 23, LEFT),
    Column("把握", 12),
    Column("内容", 61, LEFT),
    Column("处理", 14),
    Column("理由和依据", 34, LEFT),
    Column("处理人", 20),
)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one red flag: its code, its title, and the result in words."""

    code: str
    title: str
    says: str


@dataclass(frozen=True, slots=True)
class Disposed:
    """One doubt that was disposed of: flag, 确凿 or 疑似, sentence, 已说明/已移出/…, reason with evidence, who and when."""

    flag: str
    certainty: str
    sentence: str
    verdict: str
    reason: str
    who: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Facts:
    """A case's check; `open` doubts must be none. `stage` is 备案审核, 补贴审批 or 拨付; `sheet` the signed sheet's number."""

    bureau: str
    number: str
    subject: str
    stage: str
    people: int
    checked_on: date | None
    results: tuple[Result, ...]
    lines: tuple[Disposed, ...] = ()
    open: int = 0
    sheet: str = ""
    digest: str = ""
    checker: Opinion = BY_HAND
    signer: Opinion = BY_HAND
    mark: str = ""


def _sheet(grid: Grid, facts: Facts) -> list[Band]:
    side = "核查情况"
    checked = day(facts.checked_on)
    said = (
        WORDING.say("none_open", day=checked, count=len(facts.lines))
        if facts.lines
        else WORDING.say("none_found", day=checked)
    )
    rows = [(each.code, each.title, each.says) for each in facts.results]
    return [
        *grid.facts([("核查环节", facts.stage), ("核查人数", people(facts.people))], side=side),
        grid.row(label("事　　项"), value(facts.subject, 18), side=side),
        *grid.lists((("编号", 2, 0.5), ("疑点", 7, LEFT), ("结果", 13, LEFT)), rows, side=side),
        *grid.text("结　　论", f"{said}{WORDING.say('unchecked')}", side=side),
        *(grid.facts([("核查表编号", facts.sheet)], side=side) if facts.sheet else []),
        grid.row(label("摘　　要"), value(WORDING.say("digest", digest=facts.digest), 18), side=side),
    ]


def _list(facts: Facts) -> list[Band]:
    listing = Listing(WIDE.left, COLUMNS, ROWS, several=1.0)
    rows = [
        (
            str(n),
            each.flag,
            each.certainty,
            each.sentence,
            each.verdict,
            each.reason,
            f"{each.who}\n{each.on}" if each.on else each.who,
        )
        for n, each in enumerate(facts.lines, start=1)
    ]
    return [
        *title(WORDING.say("list_title"), WIDE, FORM_TITLE),
        Gap(6),
        *beside(
            WORDING.say("list_left", number=facts.number),
            WORDING.say("list_right", count=len(facts.lines)),
            WIDE,
        ),
        *listing.all(rows),
    ]


def draw(facts: Facts) -> bytes:
    """Give the sheet, and where there were doubts their list, as a PDF.

    Raises Refused while a doubt is open, or when a character is drawn by no face.
    """
    facts = settled(facts)
    if facts.open:
        raise Refused(f"还有 {facts.open} 条疑点没有处理，不能打印签核表。", "请先逐条处理疑点。")
    grid = Grid(FORM.left, FORM.width)
    opinions = [
        grid.opinion("核查意见", facts.checker.text, facts.checker.signing("核查人")),
        grid.opinion("签核意见", facts.signer.text, facts.signer.signing("签核人")),
    ]
    bands: list[Band] = [
        *form_head(
            WORDING.title,
            WORDING.say("office", bureau=facts.bureau),
            WORDING.say("number", number=facts.number),
            FORM,
        ),
        *signed(_sheet(grid, facts), opinions),
    ]
    sections = [Section(bands, FORM, form_foot(f"{WORDING.title}　{facts.number}"))]
    if facts.lines:
        foot = form_foot(f"{WORDING.say('list_title')}　{facts.number}")
        sections.append(Section(_list(facts), WIDE, foot))
    return render(sections, title=WORDING.title, author=facts.bureau, mark=facts.mark)


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="付〔2026〕0002号",
    subject="关于职业培训补贴审核情况的公示（示〔2026〕0003号）",
    stage="拨付",
    people=92,
    checked_on=date(2026, 5, 18),
    results=(
        Result("R1", "重复享受补贴", "未发现"),
        Result("R2", "同期参加两个班期、一人多号", "确凿1条，已处理"),
        Result("R5", "死亡或残疾日期不符", "其余未发现；没有导入死亡人员名单，未能核查"),
        Result(
            "R6",
            "不属于补贴对象的人员",
            "其余未发现；没有导入财政供养人员名单，未能核查；没有导入在校学生名单，未能核查",
        ),
        Result("R9", "联系电话雷同", "确凿1条，已处理"),
    ),
    lines=(
        Disposed(
            "R2 同期参加两个班期、一人多号",
            "确凿",
            "备〔2026〕0007号第5行王敏（999901********0425）同时在两个班期的花名册上，培训时间重叠5天"
            "（2026-03-16至2026-03-20）：备〔2026〕0009号第12行。",
            "已说明",
            "已核对签到记录，只参加其中一个班期，另一班期未申报。依据：两个班期签到记录",
            "王敏",
            date(2026, 5, 12),
        ),
        Disposed(
            "R9 联系电话雷同",
            "确凿",
            "备〔2026〕0007号第9行李强（999901********1234）的联系电话138****5678与李明（999901********4321）"
            "相同，共2人使用。",
            "已说明",
            "电话核实为父子共用。依据：回访记录",
            "王敏",
            date(2026, 5, 12),
        ),
    ),
    sheet="核〔2026〕0002号",
    digest="5f0d3c9a7be14d20",
    checker=Opinion("已逐项核查，疑点已核实处理。", "王敏", date(2026, 5, 18)),
    signer=Opinion("同意。", "周正明", date(2026, 5, 18)),
)
SAMPLE_CLEAN = Facts(
    bureau="演练县人力资源和社会保障局",
    number="备〔2026〕0007号",
    subject="电工中级技能提升班",
    stage="备案审核",
    people=32,
    checked_on=date(2026, 3, 9),
    results=(
        Result("R1", "重复享受补贴", "未发现"),
        Result("R5", "死亡或残疾日期不符", "未发现；死亡人员名单（截至2026-02-28）"),
    ),
)
VARIANTS = {
    "found": ("有疑点并已处理", SAMPLE),
    "clean": ("没有发现疑点", SAMPLE_CLEAN),
}
