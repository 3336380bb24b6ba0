"""数据包交接单: what a package on a medium holds, by which digest it is known, who handed it to whom (A11)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.forms.facts import day, filled, settled
from desktop.forms.grid import Grid, label, signed, snug, value
from desktop.forms.layout import FORM, Band, Section, render
from desktop.forms.letter import form_foot, form_head
from desktop.forms.listing import LEFT, RIGHT
from desktop.forms.wording import wording
from desktop.money import yuan_text

WORDING = wording("handover")
KINDS = (("记录种类", 10, LEFT), ("件数", 12, RIGHT))


@dataclass(frozen=True, slots=True)
class Facts:
    """One package: file name, size in bytes (None: the file is gone), digest, records of each kind, control sum in yuan."""

    bureau: str
    number: str
    receiver: str
    file_name: str
    size: int | None
    digest: str
    records: tuple[tuple[str, int], ...]
    control_sum: Decimal
    medium: str = ""
    made_on: date | None = None
    made_by: str = ""
    mark: str = ""


def draw(facts: Facts) -> bytes:
    """Give the sheet as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    grid = Grid(FORM.left, FORM.width)
    side = "数据包"
    digest = " ".join(facts.digest[start : start + 8] for start in range(0, len(facts.digest), 8))
    table: list[Band] = [
        grid.row(label("接收单位"), value(facts.receiver, 18), side=side),
        grid.row(label("文件名"), value(facts.file_name, 18), side=side),
        *grid.facts(
            [
                ("文件大小", "" if facts.size is None else f"{facts.size:,}字节"),
                ("介质", facts.medium),
                ("生成日期", day(facts.made_on) if facts.made_on else ""),
                ("生成人", facts.made_by),
            ],
            side=side,
        ),
        *grid.text("摘要\n（SHA-256）", digest, side=side),
        *grid.lists(KINDS, [(kind, f"{count:,}") for kind, count in facts.records], side="记录"),
        grid.row(
            label("金额控制数"),
            value(WORDING.say("control", amount=yuan_text(facts.control_sum)), 18),
            side="记录",
        ),
        grid.row(value(WORDING.say("check"), 22), side="核对"),
    ]
    opinions = [
        grid.opinion("移交", "", (f"移交人（签字）：{filled('', 6)}　　{day(None)}",), height=60),
        grid.opinion("接收", "", (f"接收人（签字）：{filled('', 6)}　　{day(None)}",), height=60),
    ]
    head = form_head(
        WORDING.title,
        WORDING.say("office", bureau=facts.bureau),
        WORDING.say("number", number=facts.number),
        FORM,
    )
    foot = form_foot(f"{WORDING.title}　{facts.number}")
    section = Section(snug([*head, *signed(table, opinions)], FORM), FORM, foot)
    return render([section], title=WORDING.title, author=facts.bureau, mark=facts.mark, on=facts.made_on)


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="2026-0007",
    receiver="省职业培训信息管理系统（演练）",
    file_name="999901-2026-0007.zip",
    size=284_512,
    digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    records=(("备案", 1), ("班期", 1), ("参训人员", 45), ("补贴明细", 46), ("公示", 1), ("拨付", 2)),
    control_sum=Decimal("115080.50"),
    medium="专用U盘2号",
    made_on=date(2026, 5, 26),
    made_by="王敏",
)
