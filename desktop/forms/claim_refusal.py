"""不予补贴告知书: on which listed ground a whole subsidy application brings nothing, and how to seek review (J13, J14)."""

from datetime import date

from desktop.forms import refusal
from desktop.forms.refusal import Facts, Ground
from desktop.forms.wording import wording

WORDING = wording("claim_refusal")


def draw(facts: Facts) -> bytes:
    """Give the notice as a PDF; raises Refused without a ground, or for a character no face draws."""
    return refusal.compose(WORDING, facts)


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="补贴不〔2026〕0002号",
    applicant="演练县恒泰机械制造有限公司",
    matter="“2026年恒泰机械焊工（初级）线上培训班”补贴申请",
    case_number="补〔2026〕0011号",
    filed_on=date(2026, 5, 11),
    grounds=(
        Ground(
            "材料不真实",
            "《“互联网+职业技能培训”计划实施方案》三（二）材料须能够证明线上培训真实性和培训时长",
            "经向培训平台核查，所附学习记录截图与平台后台日志不符，无法证明培训真实开展。",
        ),
    ),
    issued_on=date(2026, 5, 18),
    review_body="演练县人民政府",
    remedy="如对核查结果有异议，可以提供证明材料申请复核。",
    handler="王敏",
    phone="0000-00000000",
    address="演练县府前路1号政务服务中心3楼",
)
