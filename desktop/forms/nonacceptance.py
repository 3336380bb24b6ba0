"""不予受理通知书: on which listed ground an application is not taken in, and where to turn (J12, A1)."""

from datetime import date

from desktop.forms import refusal
from desktop.forms.refusal import Facts, Ground
from desktop.forms.wording import wording

WORDING = wording("nonacceptance")


def draw(facts: Facts) -> bytes:
    """Give the notice as a PDF; raises Refused without a ground, or for a character no face draws."""
    return refusal.compose(WORDING, facts)


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="不受〔2026〕0001号",
    applicant="演练市宏图物流有限公司",
    matter="“2026年宏图物流叉车司机线上培训班”备案申请",
    case_number="",
    filed_on=date(2026, 3, 4),
    grounds=(
        Ground(
            "不属于本县区管辖",
            "《“互联网+职业技能培训”计划实施方案》三（一）属地管理，向所在县（区）人力资源社会保障部门提出申请",
            "营业执照登记的住所和实际经营地均在演练市甲区，培训场地也不在本县。",
        ),
    ),
    issued_on=date(2026, 3, 5),
    review_body="演练县人民政府",
    remedy="请向企业所在区人力资源社会保障部门申请。",
    handler="王敏",
    phone="0000-00000000",
    address="演练县府前路1号政务服务中心3楼",
)
