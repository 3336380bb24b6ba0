"""备案审核表: what the bureau checked of a filing, what it found under which clause, and who decided (J7, J12)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.forms.checklist import checked
from desktop.forms.facts import BY_HAND, FindingLine, MaterialLine, Opinion, day, hours, people, settled, span
from desktop.forms.grid import Grid, label, signed, value
from desktop.forms.layout import FORM, Band, Section, render
from desktop.forms.letter import form_foot, form_head
from desktop.forms.listing import CENTRE, LEFT
from desktop.forms.wording import wording

WORDING = wording("filing_approval")


@dataclass(frozen=True, slots=True)
class Facts:
    """The approval sheet of a filing.

    Texts are titles as printed. `online_share` is the share of online theory in per cent (J7). `decision` is
    "approved", "refused" or "" (not yet decided); a refusal names its `ground`. `findings` are all findings, those
    "in principle" with the reason for which a reviewer accepted them.
    """

    bureau: str
    number: str
    applicant: str
    applicant_code: str
    kind: str
    channel: str
    filed_on: date | None
    class_title: str
    training_type: str
    occupation: str
    level: str
    planned_people: int
    starts_on: date | None
    ends_on: date | None
    institution: str
    platform: str
    total_hours: Decimal
    online_hours: Decimal
    online_share: Decimal
    site: str
    materials: tuple[MaterialLine, ...]
    findings: tuple[FindingLine, ...]
    roster_count: int = 0
    handler: Opinion = BY_HAND
    reviewer: Opinion = BY_HAND
    director: Opinion = BY_HAND
    mark: str = ""


FINDINGS = (
    ("序号", 2, CENTRE),
    ("审核事项", 4, LEFT),
    ("审核情况", 9, LEFT),
    ("依据", 5, LEFT),
    ("性质", 2, CENTRE),
)


def _case(grid: Grid, facts: Facts) -> list[Band]:
    side = "申请情况"
    pairs = [
        ("信用代码\n（证件号码）", facts.applicant_code),
        ("申请类别", facts.kind),
        ("申请日期", day(facts.filed_on) if facts.filed_on else ""),
        ("申报方式", facts.channel),
        ("培训类型", facts.training_type),
        ("职业（工种）", facts.occupation),
        ("培训等级", facts.level),
        ("培训起止日期", span(facts.starts_on, facts.ends_on)),
        ("培训人数", people(facts.planned_people)),
        ("花名册人数", people(facts.roster_count) if facts.roster_count else ""),
        ("总课时", f"{hours(facts.total_hours)}课时（线上{hours(facts.online_hours)}课时）"),
        ("线上理论占比", f"{hours(facts.online_share)}%"),
    ]
    return [
        grid.row(label("申请人"), value(facts.applicant, 18), side=side),
        grid.row(label("培训班名称"), value(facts.class_title, 18), side=side),
        *grid.facts(pairs, side=side),
        *grid.text("承训机构", facts.institution, side=side),
        *grid.text("培训平台", facts.platform, side=side),
        *grid.text("线下培训场地", facts.site, side=side),
    ]


def _findings(grid: Grid, facts: Facts) -> list[Band]:
    side = "审核情况"
    if not facts.findings:
        return [grid.row(value(WORDING.say("no_findings"), 22), side=side, height=34)]
    rows = []
    for number, each in enumerate(facts.findings, start=1):
        said = each.sentence
        if each.accepted_reason:
            by = WORDING.say(
                "accepted", reason=each.accepted_reason, name=each.accepted_by, day=day(each.accepted_on)
            )
            said = f"{said}\n{by}"
        rows.append((str(number), each.title, said, each.clause, each.strength))
    return [*grid.lists(FINDINGS, rows, side=side)]


def draw(facts: Facts) -> bytes:
    """Give the approval sheet as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    grid = Grid(FORM.left, FORM.width)
    opinions = [
        grid.opinion("经办意见", facts.handler.text, facts.handler.signing("经办人")),
        grid.opinion("复核意见", facts.reviewer.text, facts.reviewer.signing("复核人")),
        grid.opinion("负责人意见", facts.director.text, facts.director.signing("负责人"), height=80),
    ]
    bands: list[Band] = [
        *form_head(
            WORDING.title,
            WORDING.say("office", bureau=facts.bureau),
            WORDING.say("number", number=facts.number),
            FORM,
        ),
        *signed(
            [
                *_case(grid, facts),
                *checked(grid, facts.materials, "材料核对"),
                *_findings(grid, facts),
            ],
            opinions,
        ),
    ]
    foot = form_foot(f"{WORDING.title}　{facts.number}")
    return render([Section(bands, FORM, foot)], title=WORDING.title, author=facts.bureau, mark=facts.mark)


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="备〔2026〕0012号",
    applicant="演练县恒泰机械制造有限公司",
    applicant_code="91999901MA00000001",
    kind="企业委托培训",
    channel="网上申报",
    filed_on=date(2026, 3, 2),
    class_title="2026年恒泰机械电工（中级）线上培训班",
    training_type="岗位技能提升（在岗）",
    occupation="电工（6-31-01-03）",
    level="中级（四级）",
    planned_people=45,
    starts_on=date(2026, 3, 16),
    ends_on=date(2026, 4, 10),
    institution="演练县博学职业培训学校（52999901MJ00000002），资质有效期至2028年12月31日",
    platform="技能学堂在线（部级推荐平台）；签到注册、学习记录、答疑测试、实时互动四项功能齐备",
    total_hours=Decimal(80),
    online_hours=Decimal(36),
    online_share=Decimal(45),
    site="演练县博学职业培训学校实训楼2层电工实训车间",
    roster_count=45,
    materials=(
        MaterialLine("线上职业技能培训申请表", "原件", 2, received=True),
        MaterialLine("培训计划", "原件", 1, received=True),
        MaterialLine("线上职业技能培训参训人员花名册", "电子件", 1, received=True),
        MaterialLine("企业职工劳动合同复印件", "复印件", 1, received=True),
        MaterialLine("企业营业执照复印件", "复印件", 1, received=True),
        MaterialLine("委托合同复印件", "复印件", 1, received=True),
        MaterialLine("培训机构资质证明", "复印件", 1, received=True, note="3月9日补正"),
    ),
    findings=(
        FindingLine(
            title="线上课时占比",
            sentence="线上理论课程36课时，占总课时80课时的45%，超过40%。",
            clause="《“互联网+职业技能培训”计划实施方案》二（三）",
            strength="原则",
            accepted_reason="疫情期间实训车间限流，压缩部分实操，教学质量已核实",
            accepted_by="李志强",
            accepted_on=date(2026, 3, 11),
        ),
        FindingLine(
            title="年龄",
            sentence="花名册第16行孙玉兰开班日满60周岁，请核对是否已办理退休。",
            clause="《职业技能提升行动实施方案》补贴对象",
            strength="提示",
        ),
    ),
    handler=Opinion("材料经补正后齐全，培训计划要素完整，建议同意备案。", "王敏", date(2026, 3, 10)),
    reviewer=Opinion("经复核，线上占比超过40%的理由成立，拟同意。", "李志强", date(2026, 3, 11)),
    director=Opinion("同意备案，按备案的培训计划组织实施。", "张建国", date(2026, 3, 12)),
)
