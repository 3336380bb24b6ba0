"""The rules on a filing as a whole: where it is made, who teaches it, on what platform, in which hours (J3-J7, J12)."""

from datetime import date
from decimal import Decimal

from desktop.codes import title
from desktop.policy.bound import Bound
from desktop.policy.facts import FilingFacts, Finding, LineFacts, ProviderFacts
from desktop.policy.figures import HUNDRED, in_words, percent, plain


def territory(rule: Bound, filing: FilingFacts) -> Finding | None:
    """A filing is made where the applicant belongs (J12)."""
    if filing.applicant_county == filing.county:
        return None
    return rule.finding(
        "申请主体不在本县区，备案不属于本县区受理范围。",
        "请告知申请人向所在县（区）人力资源社会保障部门申请；登记有误的，请改正所在县区。",
        {"申请主体所在县区": filing.applicant_county, "受理县区": filing.county},
    )


def filed_in_time(rule: Bound, filing: FilingFacts) -> Finding | None:
    """A training is filed before it begins (J12)."""
    if filing.filed_on <= filing.starts_on:
        return None
    return rule.finding(
        "备案申请晚于开班日，属于先开班后备案。",
        "请核对开班日；已经开班的课程不能补办备案，请就尚未开展的培训重新申请。",
        {"申请日": in_words(filing.filed_on), "开班日": in_words(filing.starts_on)},
    )


def type_for_applicant(rule: Bound, filing: FilingFacts) -> Finding | None:
    """A training type is one that this kind of applicant may hold (J3)."""
    if rule.applicant_types is None or filing.training_type in rule.applicant_types:
        return None
    kind, type_ = title("case_kinds", filing.case_kind), title("training_types", filing.training_type)
    return rule.finding(
        f"“{kind}”不能办理“{type_}”，申请主体与培训类型不符。",
        "请改正案件类型或者培训类型。",
        {"案件类型": kind, "培训类型": type_},
        cites=rule.cites("applicant_types"),
    )


def transfer_enterprise(rule: Bound, facts: FilingFacts | LineFacts) -> Finding | None:
    """Training for a change of post is open to the enterprises that the day's policy names (A3)."""
    if facts.key_enterprise or rule.transfer_enterprises == "all":
        return None
    return rule.finding(
        "单位不是重点（困难）企业，这一时期的转岗转业培训补贴只面向重点（困难）企业。",
        "请核对单位是否已认定为重点（困难）企业；已认定的，请在单位资料中登记。",
        cites=rule.cites("transfer_enterprises"),
    )


def platform_registered(rule: Bound, filing: FilingFacts) -> Finding | None:
    """A training with online hours runs on a platform that is in the register for its whole length (J4)."""
    if not any(item.online for item in filing.items):
        return None
    if filing.platform is None:
        return rule.finding(
            "培训计划有线上课程，但没有选定线上平台。", "请在培训计划中选定已登记的线上平台。"
        )
    fault = _standing(filing.platform, filing.starts_on, filing.ends_on)
    if fault is None:
        return None
    return rule.finding(
        f"线上平台“{filing.platform.name}”{fault}，线上课时无法核定。",
        "请改用在册有效的平台，或者先在“单位与平台”中登记并附依据。",
        {"平台": filing.platform.name, "培训期间": _span(filing)},
    )


def platform_capabilities(rule: Bound, filing: FilingFacts) -> Finding | None:
    """The platform can do all that the policy asks of one (J5)."""
    if filing.platform is None or not any(item.online for item in filing.items):
        return None
    lacking = [code for code in rule.platform_capabilities if code not in filing.platform.capabilities]
    if not lacking:
        return None
    words = "、".join(title("capabilities", code) for code in lacking)
    return rule.finding(
        f"线上平台“{filing.platform.name}”缺少{words}功能，学习过程无法查询、追溯。",
        "请补充平台功能的证明，或者改用功能齐全的平台。",
        {"平台": filing.platform.name, "缺少的功能": words},
        cites=rule.cites("platform_capabilities"),
    )


def institution_registered(rule: Bound, filing: FilingFacts) -> Finding | None:
    """Whoever teaches is an institution in the register for the training's whole length (J4)."""
    if filing.institution is None:
        return rule.finding("没有选定承训机构，无法核对培训资质。", "请在培训计划中选定已登记的培训机构。")
    fault = _standing(filing.institution, filing.starts_on, filing.ends_on)
    if fault is None:
        return None
    return rule.finding(
        f"培训机构“{filing.institution.name}”{fault}，不能承担补贴性培训。",
        "请补充有效的资质证明，或者改由资质有效的机构承训。",
        {"培训机构": filing.institution.name, "培训期间": _span(filing)},
    )


def institution_scope(rule: Bound, filing: FilingFacts) -> Finding | None:
    """The institution is qualified for the occupation (J4)."""
    if filing.institution is None or filing.occupation in filing.institution.occupations:
        return None
    occupation = title("occupations", filing.occupation)
    return rule.finding(
        f"培训机构“{filing.institution.name}”的资质范围不含“{occupation}”，不能承担这一职业的培训。",
        "请补充含有该职业（工种）的资质证明，或者改由具备资质的机构承训。",
        {"培训机构": filing.institution.name, "职业（工种）": occupation},
    )


def online_share(rule: Bound, filing: FilingFacts) -> Finding | None:
    """Online theory takes no more than its share of all hours, unless the occupation may be all online (J7, A4)."""
    limit = rule.online_share_ceiling
    if limit is None or filing.occupation in (rule.wholly_online_occupations or ()):
        return None
    total = _hours(filing)
    online = sum((item.hours for item in filing.items if item.online and item.part == "theory"), Decimal(0))
    if online * HUNDRED <= total * limit:
        return None
    share = percent(online, total)
    return rule.finding(
        f"线上理论课时占总课时的{plain(share)}%，超过{plain(limit)}%，实操训练可能不足。",
        "请调整课程设置；确有需要的，由负责人书面说明理由。",
        {
            "线上理论课时": plain(online),
            "总课时": plain(total),
            "占比": f"{plain(share)}%",
            "上限": f"{plain(limit)}%",
        },
        cites=rule.cites("online_share_ceiling"),
    )


def wholly_online(rule: Bound, filing: FilingFacts) -> Finding | None:
    """Only an occupation that needs no practice is taught wholly online (A4)."""
    if any(not item.online for item in filing.items) or not filing.items:
        return None
    if filing.occupation in (rule.wholly_online_occupations or ()):
        return None
    occupation = title("occupations", filing.occupation)
    return rule.finding(
        f"“{occupation}”不在可全程网上培训的职业（工种）之列，但课程全部在线上。",
        "请安排线下实操课程；该职业确不需要实操训练的，请在“政策 → 本地政策值”登记可全程网上培训的职业（工种）。",
        {"职业（工种）": occupation, "总课时": plain(_hours(filing))},
    )


def practice_share(rule: Bound, filing: FilingFacts) -> Finding | None:
    """Practice takes at least its share of all hours."""
    total = _hours(filing)
    practice = sum((item.hours for item in filing.items if item.part == "practice"), Decimal(0))
    limit = rule.practice_share_floor
    if practice * HUNDRED >= total * limit:
        return None
    share = percent(practice, total)
    return rule.finding(
        f"实操课时占总课时的{plain(share)}%，低于{plain(limit)}%，实操训练不足。",
        "请增加实操课时；确有需要的，由负责人书面说明理由。",
        {
            "实操课时": plain(practice),
            "总课时": plain(total),
            "占比": f"{plain(share)}%",
            "下限": f"{plain(limit)}%",
        },
        cites=rule.cites("practice_share_floor"),
    )


def minimum_hours(rule: Bound, filing: FilingFacts) -> Finding | None:
    """A training has at least the class hours that its type and level ask for."""
    least, total = rule.minimum_hours, _hours(filing)
    if least is None or total >= least:
        return None
    return rule.finding(
        f"计划总课时为{plain(total)}课时，少于规定的{least}课时。",
        "请补足课时后重新提交培训计划。",
        {"总课时": plain(total), "最低课时": str(least)},
        cites=rule.cites("minimum_hours"),
    )


def general_content(rule: Bound, filing: FilingFacts) -> Finding | None:
    """Online courses also carry general content; asked only of a plan that says what its courses hold (J6)."""
    known = {item.content for item in filing.items if item.online and item.content}
    wanted = rule.general_content
    if not known or not known.isdisjoint(wanted):
        return None
    return rule.finding(
        "线上课程只有职业技能内容，没有纳入综合性内容。",
        f"宜在课程设置中增加{'、'.join(title('content_categories', code) for code in sorted(wanted))}等内容。",
        {"现有内容": "、".join(title("content_categories", code) for code in sorted(known))},
        cites=rule.cites("general_content"),
    )


def required_content(rule: Bound, filing: FilingFacts) -> Finding | None:
    """So many class hours go to the contents that the policy names; hours whose content is not told may be theirs."""
    wanted, least = rule.required_content, rule.required_content_hours
    hours = sum(
        (item.hours for item in filing.items if not item.content or item.content in wanted), Decimal(0)
    )
    if hours >= least:
        return None
    named = "、".join(title("content_categories", code) for code in sorted(wanted))
    return rule.finding(
        f"{named}课程共{plain(hours)}课时，少于规定的{least}课时。",
        "请补足这些内容的课时后重新提交培训计划。",
        {"指定内容": named, "课时": plain(hours), "最低课时": str(least)},
        cites=rule.cites("required_content_hours"),
    )


def catalogue(rule: Bound, facts: FilingFacts | LineFacts) -> Finding | None:
    """An occupation outside the catalogue of subsidised trainings brings nothing, where a catalogue is entered."""
    listed = rule.catalogue_occupations
    if listed is None or facts.occupation in listed:
        return None
    occupation = title("occupations", facts.occupation)
    return rule.finding(
        f"“{occupation}”不在政府补贴性职业技能培训目录内，不予补贴。",
        "请核对职业（工种）；目录登记有误的，请先更正目录。",
        {"职业（工种）": occupation},
        cites=rule.cites("catalogue_occupations"),
    )


def planned_people(rule: Bound, filing: FilingFacts) -> Finding | None:
    """The roster has as many people as the plan says (J12)."""
    on_roster = len(filing.trainees)
    if on_roster == filing.planned_people:
        return None
    return rule.finding(
        f"花名册有{on_roster}人，培训计划为{filing.planned_people}人，两者不一致。",
        "请核对后改正计划人数或者花名册。",
        {"花名册人数": str(on_roster), "计划人数": str(filing.planned_people)},
    )


def health_check(rule: Bound, filing: FilingFacts) -> Finding | None:
    """Who teaches offline is reminded of the trainees' health check while that clause holds (A8)."""
    if all(item.online for item in filing.items):
        return None
    return rule.finding(
        "本期有线下课程，参加线下培训的学员宜先经动态健康认证。",
        "请提醒培训主体组织学员完成动态健康认证，此项不影响受理。",
    )


def _standing(provider: ProviderFacts, first: date, last: date) -> str | None:
    if not provider.registered:
        return "没有登记在册"
    if provider.valid_from is not None and first < provider.valid_from:
        return f"的有效期自{in_words(provider.valid_from)}起，开班时尚未生效"
    if provider.valid_until is not None and last > provider.valid_until:
        return f"的有效期至{in_words(provider.valid_until)}，结业前已经到期"
    return None


def _hours(filing: FilingFacts) -> Decimal:
    return sum((item.hours for item in filing.items), Decimal(0))


def _span(filing: FilingFacts) -> str:
    return f"{in_words(filing.starts_on)}至{in_words(filing.ends_on)}"
