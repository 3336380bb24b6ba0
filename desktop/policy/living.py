"""The rules on the living allowance: for whom, on what evidence, for which days (J11)."""

from datetime import date, timedelta
from decimal import ROUND_CEILING

from desktop.codes import title
from desktop.policy.bound import Bound
from desktop.policy.facts import AllowanceFacts, Finding
from desktop.policy.figures import in_words
from desktop.policy.law import Law
from desktop.problems import Refused


def allowance_group(rule: Bound, line: AllowanceFacts) -> Finding | None:
    """The allowance goes to the policy's groups only."""
    listed = rule.allowance_groups
    if not line.trainee.groups.isdisjoint(listed):
        return None
    return rule.finding(
        f"{line.trainee.name}不属于生活费补贴的对象，不予生活费补贴。",
        f"请核对人员类别；补贴对象为{'、'.join(title('groups', group) for group in sorted(listed))}。",
        {"人员类别": "、".join(title("groups", group) for group in sorted(line.trainee.groups)) or "未登记"},
        subject=line.trainee.key,
        cites=rule.cites("allowance_groups"),
    )


def allowance_evidence(rule: Bound, line: AllowanceFacts) -> Finding | None:
    """The group is shown by evidence (J13)."""
    evidenced = line.trainee.evidenced
    groups = line.trainee.groups.intersection(rule.allowance_groups)
    if evidenced is None or not groups or not groups.isdisjoint(evidenced):
        return None
    words = "、".join(title("groups", group) for group in sorted(groups))
    return rule.finding(
        f"{line.trainee.name}登记为{words}，但没有身份证明材料，不能核定生活费补贴。",
        "请在“单位与平台 → 人员 → 登记人员类别”中补充证明材料及有效期。",
        {"人员类别": words},
        subject=line.trainee.key,
    )


def one_day_once(rule: Bound, line: AllowanceFacts) -> Finding | None:
    """One person is paid once for one day, in whatever class."""
    twice = sorted(line.paid_days.intersection(days_of_class(rule.law, line)))
    if not twice:
        return None
    where, told = ("其他班期或者别处", f"（见{'、'.join(line.told)}）") if line.told else ("其他班期", "")
    return rule.finding(
        f"{line.trainee.name}有{len(twice)}天已在{where}享受生活费补贴{told}，同一天不重复计发。",
        "请核对两个班期的出勤记录；其他班期登记有误的，请先更正。",
        {"重复的日期": "、".join(in_words(day) for day in twice)},
        subject=line.trainee.key,
    )


def days_outside(rule: Bound, line: AllowanceFacts) -> Finding | None:
    """Days before the class opened or after it ended are not days in training."""
    outside = [day for day in line.attended_days if not line.opened_on <= day <= line.ended_on]
    if not outside:
        return None
    return rule.finding(
        f"{line.trainee.name}有{len(set(outside))}天出勤不在培训期间，这些天不计发生活费补贴。",
        "请核对出勤日期和开班、结业日期。",
        {"期间以外的日期": "、".join(in_words(day) for day in sorted(set(outside)))},
        subject=line.trainee.key,
    )


def days_of_class(law: Law, line: AllowanceFacts) -> tuple[date, ...]:
    """Give the days in training that the day rule counts, before what was paid elsewhere is taken away.

    `attended_day`: days attended; `calendar_day`: every day from opening to end; `hours`: class hours divided
    by the hours of a day, rounded up, laid on the first days attended (never more than there are).
    """
    attended = tuple(sorted({day for day in line.attended_days if line.opened_on <= day <= line.ended_on}))
    way = law.value("allowance_day_rule")
    if way.value == "calendar_day":
        length = (line.ended_on - line.opened_on).days + 1
        return tuple(line.opened_on + timedelta(days=n) for n in range(length))
    if way.value == "hours":
        if line.attended_hours is None:
            raise Refused(
                f"{line.trainee.name}没有出勤课时，生活费补贴须按课时折算天数，无法核定。",
                "请先在“班级 → 导入考勤”中补充课时。",
            )
        days = int((line.attended_hours / way.terms["hours"]).to_integral_value(ROUND_CEILING))
        return attended[:days]
    return attended
