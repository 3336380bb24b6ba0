"""公示异议处理单: one objection from hearing it to answering it, by two clerks (J14)."""

from dataclasses import dataclass
from datetime import date

from desktop.forms.facts import BY_HAND, Opinion, day, settled
from desktop.forms.grid import Grid, label, signed, snug, value
from desktop.forms.layout import FORM, Band, Section, render
from desktop.forms.letter import form_foot, form_head
from desktop.forms.wording import wording

WORDING = wording("objection")


@dataclass(frozen=True, slots=True)
class Facts:
    """One objection to one line of a notice; `raised_by` is empty for an anonymous one."""

    bureau: str
    number: str
    notice_number: str
    line: int
    listed: str
    received_on: date | None
    channel: str
    raised_by: str
    contact: str
    text: str
    receiver: Opinion = BY_HAND
    handler: Opinion = BY_HAND
    director: Opinion = BY_HAND
    outcome: str = ""
    mark: str = ""


def draw(facts: Facts) -> bytes:
    """Give the sheet as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    grid = Grid(FORM.left, FORM.width)
    head = form_head(
        WORDING.title,
        WORDING.say("office", bureau=facts.bureau),
        WORDING.say("number", number=facts.number),
        FORM,
    )
    table: list[Band] = [
        *grid.facts(
            [
                ("公示编号", facts.notice_number),
                ("名单行号", f"第{facts.line}行" if facts.line else ""),
                ("收到日期", day(facts.received_on) if facts.received_on else ""),
                ("反映方式", facts.channel),
                ("反映人", facts.raised_by or WORDING.say("anonymous")),
                ("联系方式", facts.contact),
            ],
            side="异议登记",
        ),
        grid.row(label("涉及对象"), value(facts.listed, 18), side="异议登记"),
        *grid.text("反映内容", facts.text, side="异议登记", height=80),
        *grid.text("处理结果", facts.outcome, side="办理情况", height=40),
    ]
    opinions = [
        grid.opinion("受理意见", facts.receiver.text, facts.receiver.signing("受理人")),
        grid.opinion("办理意见", facts.handler.text, facts.handler.signing("办理人"), height=100),
        grid.opinion("负责人意见", facts.director.text, facts.director.signing("负责人")),
    ]
    foot = form_foot(f"{WORDING.title}　{facts.number}")
    section = Section(snug([*head, *signed(table, opinions)], FORM), FORM, foot)
    return render([section], title=WORDING.title, author=facts.bureau, mark=facts.mark)


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="异〔2026〕0001号",
    notice_number="示〔2026〕0003号",
    line=48,
    listed="孙桂英　职业培训补贴　1,000.00元",
    received_on=date(2026, 5, 12),
    channel="来电",
    raised_by="",
    contact="",
    text="反映所列人员在培训期间外出务工，没有参加培训。",
    receiver=Opinion("转经办人核查。", "王敏", date(2026, 5, 12)),
    handler=Opinion("调取平台签到和学习记录，该学员16天中仅到课3天，异议成立。", "李志强", date(2026, 5, 14)),
    outcome="异议成立，该行撤出本批公示和拨付。",
)
