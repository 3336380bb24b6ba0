"""公示情况说明: how long a list hung where, which objections came, what is confirmed for payment (J14)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.forms.facts import filled, settled, span
from desktop.forms.layout import OFFICIAL, Band, Section, render
from desktop.forms.letter import PITCH, Gap, official_number, one_page, paragraph, signed, title
from desktop.forms.wording import wording
from desktop.money import yuan_text

WORDING = wording("notice_report")


@dataclass(frozen=True, slots=True)
class Objected:
    """One objection: the line it is about, what it says (without who said it), what became of it."""

    line: int
    text: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The closing statement of a publicity notice; amounts in yuan.

    `withdrawn` lines are left out of the batch, `lowered` ones stay in it with less than was published.
    """

    bureau: str
    number: str
    subject: str
    place: str
    first_day: date | None
    last_day: date | None
    working_days: int
    lines: int
    amount: Decimal
    objections: tuple[Objected, ...]
    withdrawn: int
    confirmed: Decimal
    issued_on: date | None
    lowered: int = 0
    mark: str = ""


def draw(facts: Facts) -> bytes:
    """Give the statement as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    opening = WORDING.say(
        "opening",
        span=span(facts.first_day, facts.last_day),
        place=filled(facts.place, 8),
        subject=facts.subject,
        number=facts.number,
        days=facts.working_days,
        lines=facts.lines,
        amount=yuan_text(facts.amount),
    )
    bands: list[Band] = [*title(WORDING.title, OFFICIAL), Gap(PITCH), *paragraph(opening)]
    confirmed: dict[str, str | int] = {
        "rest": facts.lines - facts.withdrawn,
        "sum": yuan_text(facts.confirmed),
    }
    if facts.objections:
        bands += paragraph(WORDING.say("raised", count=len(facts.objections)), keep=True)
        for position, each in enumerate(facts.objections, start=1):
            said = WORDING.say("one", position=position, line=each.line, text=each.text, outcome=each.outcome)
            bands += paragraph(said)
        if facts.lowered:
            confirmed["lowered"] = facts.lowered
        said = "result_lowered" if facts.lowered else "result"
        bands += paragraph(WORDING.say(said, withdrawn=facts.withdrawn, **confirmed))
    else:
        bands += paragraph(WORDING.say("quiet"))
        bands += paragraph(WORDING.say("result_quiet", **confirmed))
    text = one_page(signed(bands, facts.bureau, facts.issued_on))
    section = Section(text, OFFICIAL, official_number)
    return render([section], title=WORDING.title, author=facts.bureau, mark=facts.mark, on=facts.issued_on)


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="示〔2026〕0003号",
    subject="2026年第三批职业培训补贴",
    place="县政府门户网站和政务服务中心公示栏",
    first_day=date(2026, 5, 11),
    last_day=date(2026, 5, 15),
    working_days=5,
    lines=93,
    amount=Decimal("116080.50"),
    objections=(
        Objected(48, "反映所列人员未到课。", "经核对签到和学习记录，异议成立，撤出本批"),
        Objected(40, "反映工种登记有误。", "经核对证书，登记无误，异议不成立"),
    ),
    withdrawn=1,
    confirmed=Decimal("115080.50"),
    issued_on=date(2026, 5, 18),
)
