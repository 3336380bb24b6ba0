"""The rules on online teaching at technical schools: every school and class, most students, enough hours (A9)."""

from decimal import Decimal

from desktop.policy.bound import Bound
from desktop.policy.facts import Finding, TeachingFacts
from desktop.policy.figures import HUNDRED, percent, plain


def all_schools(rule: Bound, teaching: TeachingFacts) -> Finding | None:
    """Every school and every class is reached."""
    schools = teaching.schools - teaching.schools_online
    classes = teaching.classes - teaching.classes_online
    if schools <= 0 and classes <= 0:
        return None
    return rule.finding(
        f"还有{max(schools, 0)}所技工院校、{max(classes, 0)}个班级没有开展线上教学，没有做到全覆盖。",
        "请督促未开展的院校和班级制定方案并开课。",
        {
            "院校": f"{teaching.schools_online}/{teaching.schools}",
            "班级": f"{teaching.classes_online}/{teaching.classes}",
        },
    )


def student_share(rule: Bound, teaching: TeachingFacts) -> Finding | None:
    """At least the share of all students is reached."""
    least = rule.teaching_student_share
    if teaching.students_online * HUNDRED >= teaching.students * least:
        return None
    share = percent(Decimal(teaching.students_online), Decimal(teaching.students))
    return rule.finding(
        f"线上教学覆盖在校学生{plain(share)}%，低于{plain(least)}%。",
        "请核实未参加学生的原因，帮助其参加线上学习。",
        {
            "参加学生": str(teaching.students_online),
            "在校学生": str(teaching.students),
            "覆盖率": f"{plain(share)}%",
        },
        cites=rule.cites("teaching_student_share"),
    )


def class_plan(rule: Bound, teaching: TeachingFacts) -> Finding | None:
    """Every class has a plan of its own (一班一案)."""
    without = teaching.classes - teaching.classes_with_plan
    if without <= 0:
        return None
    return rule.finding(
        f"有{without}个班级没有线上教学方案，不符合“一班一案”。",
        "请相关院校按专业、班级补充线上教学方案。",
        {"有方案的班级": str(teaching.classes_with_plan), "班级": str(teaching.classes)},
    )


def weekday_hours(rule: Bound, teaching: TeachingFacts) -> Finding | None:
    """On every weekday a class is taught for at least so many hours."""
    least = rule.teaching_weekday_hours
    thin = sorted(name for name, hours in teaching.weekday_hours.items() if hours < least)
    if not thin:
        return None
    return rule.finding(
        f"有{len(thin)}个班级周一至周五存在少于{plain(least)}小时的教学日：{'、'.join(thin)}。",
        "请调整课表；确有特殊情况的，书面说明理由。",
        {name: f"{plain(teaching.weekday_hours[name])}小时" for name in thin},
        cites=rule.cites("teaching_weekday_hours"),
    )
