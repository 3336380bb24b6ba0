"""What stands on the 线上职业技能培训申请表 (J12, J9), and invented facts to show it with."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from desktop.forms.facts import BY_HAND, CourseLine, MaterialLine, Opinion, TrainerLine
from desktop.identity import check_digit


@dataclass(frozen=True, slots=True)
class Organisation:
    """An enterprise or institution as applicant; what is empty is left blank to be written in."""

    name: str
    credit_code: str
    address: str = ""
    principal: str = ""
    contact: str = ""
    phone: str = ""
    bank: str = ""
    account_name: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker as applicant (J9); `groups` are titles of groups of trainees."""

    name: str
    id_number: str
    sex: str = ""
    born: date | None = None
    education: str = ""
    household: str = ""
    address: str = ""
    phone: str = ""
    groups: tuple[str, ...] = ()
    bank: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The application with every part of the plan (J12).

    `kind` is a case kind of the glossary (enterprise, delegated, institution, individual); all other texts are
    titles as printed. `theory_hours` and the other sums are not asked for: they are computed from `items`, where
    a course is online unless its mode is 线下. `budget` is in yuan, `years` how long records are kept.
    """

    bureau: str
    number: str
    kind: str
    applicant: Organisation | Worker
    channel: str
    class_title: str
    training_type: str
    occupation: str
    level: str
    certificate: str
    planned_people: int
    starts_on: date | None
    ends_on: date | None
    targets: str
    institution: str
    mode: str
    platform: str
    items: tuple[CourseLine, ...]
    site: str
    facilities: str
    trainers: tuple[TrainerLine, ...]
    budget: Decimal | None
    budget_note: str
    assessment: str
    materials: tuple[MaterialLine, ...]
    roster_count: int = 0
    agreement: str = ""
    filed_on: date | None = None
    acceptance: Opinion = BY_HAND
    years: str = ""
    mark: str = ""


_ITEMS = (
    CourseLine("电工职业道德与安全生产法律法规", "理论", "视频录播", "安全生产法律法规", Decimal(6)),
    CourseLine("电工基础与识图", "理论", "在线直播", "职业技能", Decimal(18)),
    CourseLine("低压电器与控制线路", "理论", "实时互动", "职业技能", Decimal(10)),
    CourseLine("疫病防控与健康卫生", "理论", "视频录播", "疫病防控", Decimal(2)),
    CourseLine("电气线路安装与调试", "实操", "线下", "职业技能", Decimal(28)),
    CourseLine("故障排除综合实训", "实操", "线下", "职业技能", Decimal(16)),
)
_TRAINERS = (
    TrainerLine("周明", "高级讲师、电工技师", "电工基础与识图、低压电器与控制线路", full_time=True),
    TrainerLine("𬀩䶮", "高级技师", "电气线路安装与调试、故障排除综合实训", full_time=False),
)
HANDED_IN = (
    MaterialLine("线上职业技能培训申请表", "原件", 2, received=True),
    MaterialLine("培训计划", "原件", 1, received=True),
    MaterialLine("线上职业技能培训参训人员花名册", "电子件", 1, received=True),
    MaterialLine("企业职工劳动合同复印件", "复印件", 1, received=True),
    MaterialLine("企业营业执照复印件", "复印件", 1, received=True),
    MaterialLine("委托合同复印件", "复印件", 1, received=True),
    MaterialLine("培训机构资质证明", "复印件", 1, received=False),
)
"""What came with the application that the samples tell of; the last was lacking when it was accepted."""
SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="备〔2026〕0012号",
    kind="delegated",
    applicant=Organisation(
        name="演练县恒泰机械制造有限公司",
        credit_code="91999901MA00000001",
        address="演练县经济开发区工业大道18号",
        contact="陈晓明",
        phone="0000-00000000",
        bank="演练县农村商业银行开发区支行",
        account_name="演练县恒泰机械制造有限公司",
        account="6200000000000000001",
    ),
    channel="网上申报",
    class_title="2026年恒泰机械电工（中级）线上培训班",
    training_type="岗位技能提升（在岗）",
    occupation="电工（6-31-01-03）",
    level="中级（四级）",
    certificate="职业技能等级证书",
    planned_people=45,
    starts_on=date(2026, 3, 16),
    ends_on=date(2026, 4, 10),
    targets="本企业机修、装配车间在岗职工45人，其中劳务派遣人员6人；均已签订劳动合同，持有初级证书或者具有两年以上岗位工作经历。",
    institution="演练县博学职业培训学校（统一社会信用代码 52999901MJ00000002；办学许可证有效期至2028年12月31日，范围含电工）",
    mode="理论课程以在线直播、视频录播和实时互动方式授课，实操课程在线下实训车间分两批进行。",
    platform="平台：技能学堂在线（部级推荐平台）；具备签到注册、学习记录、答疑测试、实时互动功能。",
    items=_ITEMS,
    site="演练县博学职业培训学校实训楼2层电工实训车间（320平方米）",
    facilities="低压电工实训台24工位、电动机控制实训装置12套、消防器材齐备。",
    trainers=_TRAINERS,
    budget=Decimal("54000.00"),
    budget_note="其中：师资费24,000元、平台使用费9,000元、实训耗材15,000元、教材及考核费6,000元。",
    assessment="出勤率不低于80%；理论在线考试与线下实操考核各占50%，均合格的由职业技能等级认定机构发证；平台留存签到、学习和测试记录备查。",
    materials=HANDED_IN,
    roster_count=45,
    agreement="恒泰委培〔2026〕1号",
    filed_on=date(2026, 3, 2),
    years="4",
    acceptance=Opinion("受理时尚缺“培训机构资质证明”，另行一次性告知补正。", "王敏", date(2026, 3, 3)),
)
SAMPLE_INDIVIDUAL = Facts(
    bureau="演练县人力资源和社会保障局",
    number="备〔2026〕0013号",
    kind="individual",
    applicant=Worker(
        name="林龘",
        id_number="99990119960504001" + check_digit("99990119960504001"),
        sex="男",
        born=date(1996, 5, 4),
        education="高中",
        household="演练县城关镇东街村",
        address="演练县城关镇东街村",
        phone="10000000000",
        groups=("农村转移就业劳动者",),
        bank="演练县农村商业银行",
        account="6200000000000000019",
    ),
    channel="窗口",
    class_title="养老护理员（初级）自主学习",
    training_type="自主学习",
    occupation="养老护理员（4-10-01-05）",
    level="初级（五级）",
    certificate="职业技能等级证书",
    planned_people=1,
    starts_on=date(2026, 3, 16),
    ends_on=date(2026, 4, 30),
    targets="",
    institution="",
    mode="视频录播",
    platform="平台：技能学堂在线（部级推荐平台）",
    items=(
        CourseLine("养老护理员职业道德与法律法规", "理论", "视频录播", "职业道德", Decimal(6)),
        CourseLine("老年人生活照料与疫病防控", "理论", "视频录播", "职业技能", Decimal(24)),
    ),
    site="",
    facilities="",
    trainers=(),
    budget=None,
    budget_note="",
    assessment="",
    materials=tuple(
        MaterialLine(title, "电子件", received=True)
        for title in ("线上实名注册证明", "线上签到考勤记录", "线上学习记录", "线上测试合格证明")
    ),
    filed_on=date(2026, 3, 4),
)
SAMPLE_ENTERPRISE = replace(
    SAMPLE,
    number="备〔2026〕0014号",
    kind="enterprise",
    class_title="2026年恒泰机械新录用员工岗前线上培训班",
    training_type="新录用岗前",
    targets="本企业2026年新录用员工45人，均已签订劳动合同，参加电工岗位岗前培训。",
    institution="演练县恒泰机械制造有限公司（企业内训中心）",
    site="演练县恒泰机械制造有限公司培训楼1层（200平方米）",
    agreement="",
    materials=tuple(replace(each, received=True) for each in HANDED_IN[:5]),
    acceptance=BY_HAND,
)
SAMPLE_INSTITUTION = replace(
    SAMPLE,
    number="备〔2026〕0015号",
    kind="institution",
    applicant=Organisation(
        name="演练县博学职业培训学校",
        credit_code="52999901MJ00000002",
        address="演练县城关镇文化路6号",
        contact="周明",
        phone="0000-00000000",
        bank="演练县农村商业银行城关支行",
        account_name="演练县博学职业培训学校",
        account="6200000000000000002",
    ),
    class_title="2026年博学学校电工（中级）就业技能线上培训班",
    training_type="就业技能（职业技能）培训",
    targets="本县农村转移就业劳动者、城镇登记失业人员45人。",
    agreement="",
    materials=tuple(replace(each, received=True) for each in (*HANDED_IN[:3], HANDED_IN[-1])),
    acceptance=BY_HAND,
)
VARIANTS = {
    "delegated": ("企业委托培训", SAMPLE),
    "enterprise": ("企业自办", SAMPLE_ENTERPRISE),
    "institution": ("培训机构", SAMPLE_INSTITUTION),
    "individual": ("劳动者自主学习", SAMPLE_INDIVIDUAL),
}
