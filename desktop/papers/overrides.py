"""What stands on the report of what was accepted "in principle" in a period (原则性要求从宽处理情况表)."""

from datetime import date

from desktop import overrides
from desktop.forms import override_report as form
from desktop.forms.facts import Opinion
from desktop.overrides import Count
from desktop.workspace import Desk


def override_report(desk: Desk, period: int) -> form.Facts:
    """Return what stands on the report of a period, known by `overrides.period_key`."""
    since, until = overrides.period_of(period)
    found = overrides.report(desk, since, until)
    return form.Facts(
        bureau=desk.workspace.bureau,
        since=since,
        until=until,
        lines=tuple(
            form.Entry(
                case=each.case_number,
                institution=each.institution,
                rule=each.rule_title,
                sentence=each.sentence,
                clause=each.clause,
                reason=each.reason,
                who=each.clerk,
                on=each.day,
            )
            for each in found.entries
        ),
        by_rule=_counts(found.by_rule),
        by_clerk=_counts(found.by_clerk),
        by_institution=_counts(found.by_institution),
        maker=Opinion("", desk.clerk.name, desk.today),
    )


def _counts(counts: tuple[Count, ...]) -> tuple[form.Count, ...]:
    return tuple(form.Count(each.title, each.accepted, each.cases) for each in counts)


def span(period: int) -> tuple[date, date, str]:
    """Return a period's first and last day, and how it is named."""
    since, until = overrides.period_of(period)
    return since, until, f"{since}至{until}"
