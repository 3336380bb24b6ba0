"""The rules on a line of a training claim: certificate, attendance, place (J8, J10, J13)."""

from desktop.codes import title
from desktop.policy.bound import Bound
from desktop.policy.facts import Finding, LineFacts
from desktop.policy.figures import HUNDRED, in_words, months_after, percent, plain
from desktop.policy.places import UNRECORDED, county_words, is_known

_LADDER = frozenset({"5", "4", "3", "2", "1", "expert", "chief", "special"})


def certificate_present(rule: Bound, line: LineFacts) -> Finding | None:
    """A certificate is there before a subsidy is claimed (J10, J13)."""
    if line.certificate is not None:
        return None
    name = line.trainee.name
    return rule.finding(
        f"{name}没有取得证书，不符合补贴条件。",
        "取得证书后在“班级 → 导入证书”中补充，再重新申请。",
        subject=line.trainee.key,
    )


def certificate_type(rule: Bound, line: LineFacts) -> Finding | None:
    """The certificate is of a type that the policy accepts for this level (J8)."""
    certificate = line.certificate
    if certificate is None:
        return None
    listed = rule.certificate_types
    if certificate.type in listed:
        return None
    words = title("certificate_types", certificate.type)
    return rule.finding(
        f"{line.trainee.name}的证书为{words}，不是{title('levels', line.level)}培训认可的证书类型。",
        f"请核对证书类型，登记有误的在“班级 → 导入证书”中更正；认可的是{'、'.join(title('certificate_types', code) for code in sorted(listed))}。",
        {"证书类型": words, "证书编号": certificate.number},
        subject=line.trainee.key,
        cites=rule.cites("certificate_types"),
    )


def certificate_level(rule: Bound, line: LineFacts) -> Finding | None:
    """The certificate is of the level that the training was held for (J10)."""
    certificate = line.certificate
    if certificate is None or line.level not in _LADDER or certificate.level == line.level:
        return None
    earned, held = title("levels", certificate.level), title("levels", line.level)
    return rule.finding(
        f"{line.trainee.name}的证书等级为{earned}，培训等级为{held}，等级不一致。",
        "请核对证书等级；登记有误的在“班级 → 导入证书”中更正，确实不一致的不能按本等级申请。",
        {"证书等级": earned, "培训等级": held, "证书编号": certificate.number},
        subject=line.trainee.key,
    )


def certificate_date(rule: Bound, line: LineFacts) -> Finding | None:
    """The certificate is dated on or after the last day of the class (J13)."""
    certificate = line.certificate
    if certificate is None or certificate.issued_on >= line.ended_on:
        return None
    return rule.finding(
        f"{line.trainee.name}的证书发证日期早于结业日，证书不是通过本期培训取得的。",
        "请核对发证日期和结业日；确属培训前取得的证书，不能申请补贴。",
        {
            "发证日期": in_words(certificate.issued_on),
            "结业日": in_words(line.ended_on),
            "证书编号": certificate.number,
        },
        subject=line.trainee.key,
    )


def certificate_window(rule: Bound, line: LineFacts) -> Finding | None:
    """A claim is made within so many months of the certificate, where the locality sets a window."""
    certificate, months = line.certificate, rule.certificate_window_months
    if certificate is None or months is None:
        return None
    last = months_after(certificate.issued_on, months)
    if line.applied_on <= last:
        return None
    return rule.finding(
        f"{line.trainee.name}申请补贴时距发证已超过{months}个月，超过申请期限。",
        "请核对发证日期和申请日期；确已超期的，不能申请补贴。",
        {
            "发证日期": in_words(certificate.issued_on),
            "申请日": in_words(line.applied_on),
            "最迟申请日": in_words(last),
        },
        subject=line.trainee.key,
        cites=rule.cites("certificate_window_months"),
    )


def insured(rule: Bound, line: LineFacts) -> Finding | None:
    """A new hire is insured with the employer, for so many months when the subsidy is claimed, as far as recorded."""
    since = line.trainee.insured_from
    if since is None:
        return None
    months = rule.insured_months
    earliest = months_after(since, months)
    if line.applied_on >= earliest:
        return None
    lasts = f"不满{months}个月" if line.applied_on >= since else "还没有开始"
    return rule.finding(
        f"{line.trainee.name}申请补贴时参加社会保险{lasts}，不符合补贴条件。",
        "请核对社保缴纳凭证；参保满足条件后再申请。",
        {
            "参保日期": in_words(since),
            "申请日": in_words(line.applied_on),
            "最早申请日": in_words(earliest),
        },
        subject=line.trainee.key,
        cites=rule.cites("insured_months"),
    )


def attendance(rule: Bound, line: LineFacts) -> Finding | None:
    """A trainee was there for at least the share of the planned class hours (J8)."""
    least = rule.attendance_share
    attended, planned = line.attended_hours, line.planned_hours
    if planned and (attended >= planned or attended * HUNDRED >= planned * least):
        return None
    share = percent(line.attended_hours, line.planned_hours)
    return rule.finding(
        f"{line.trainee.name}的出勤率为{plain(share)}%，低于{plain(least)}%，不予补贴。",
        "请核对签到和学习记录；有漏记的，凭原始记录在“班级 → 导入考勤”中补充。",
        {
            "出勤课时": plain(line.attended_hours),
            "计划课时": plain(line.planned_hours),
            "出勤率": f"{plain(share)}%",
            "最低": f"{plain(least)}%",
        },
        subject=line.trainee.key,
        cites=rule.cites("attendance_share"),
    )


def class_attendance(rule: Bound, line: LineFacts) -> Finding | None:
    """On no day was less than the share of the class there; one such day fails the whole class."""
    lowest = line.class_attendance
    if lowest is None:
        return None
    least = rule.class_attendance_share
    if lowest >= least:
        return None
    return rule.finding(
        f"本班最低一日的出勤率为{plain(lowest)}%，低于{plain(least)}%，全班不予补贴。",
        "请核对当日签到记录；有漏记的，凭原始记录在“班级 → 导入考勤”中补充。",
        {"当日出勤率": f"{plain(lowest)}%", "最低": f"{plain(least)}%"},
        subject=line.trainee.key,
        cites=rule.cites("class_attendance_share"),
    )


def practice_place(rule: Bound, line: LineFacts) -> Finding | None:
    """Practice took place where the trainee's household, home or work is, as far as all that is recorded (J10)."""
    places = line.trainee.places
    if line.practice_county in places or lacks_places(line):
        return None
    return rule.finding(
        f"{line.trainee.name}参加实操课程的地点不在其户籍地、常住地或者求职就业地，不符合补贴条件。",
        "请核对实操地点和学员的户籍地、常住地、求职就业地。",
        {"实操所在县区": county_words([line.practice_county]), "学员所在县区": county_words(places)},
        subject=line.trainee.key,
    )


def lacks_places(line: LineFacts) -> tuple[str, ...]:
    """Without the county of the practice, or with a place unknown that could be that county, nothing can be said."""
    county, places = line.practice_county, line.trainee.places
    if not county:
        return ("practice_county",)
    if county in places:
        return ()
    unclear = not places or UNRECORDED in places
    named = any(not place.isdecimal() for place in places)
    return ("places",) if unclear or (named and not is_known(county)) else ()


def lacks_insurance(line: LineFacts) -> tuple[str, ...]:
    """Without the first day of the insurance nothing can be said of it."""
    return () if line.trainee.insured_from else ("insured_from",)


def lacks_class_attendance(line: LineFacts) -> tuple[str, ...]:
    """Without a count by the day nothing can be said of the poorest."""
    return () if line.class_attendance is not None else ("class_attendance",)
