"""What stands on the papers of publicity: the notice, its correction, objections, the closing statement (J14)."""

import re
from typing import Any

from sqlalchemy import select

from db.notices import NoticeLine, Objection
from desktop import notices
from desktop.codes import title
from desktop.forms import notice as notice_form
from desktop.forms import notice_change as change_form
from desktop.forms import notice_report as report_form
from desktop.forms import objection as objection_form
from desktop.forms.facts import Opinion
from desktop.money import yuan_text
from desktop.notices.publishing import find as find_notice
from desktop.notices.publishing import name_of
from desktop.pages import PageQuery
from desktop.problems import Refused
from desktop.workspace import Desk

EVERY_LINE = PageQuery(limit=1_000_000)
_NUMBERED = re.compile("〔([0-9]{4})〕([0-9]+)号")


def notice(desk: Desk, notice_id: int) -> notice_form.Facts:
    """Return what stands on the publicity notice (公示) with its list; only what may be public ever reaches the form (J14)."""
    row = find_notice(desk, notice_id)
    if row.posted_on is None or row.ends_on is None:
        raise Refused("还没有张贴公示，起止日期未定，不能打印。", "请先办理“张贴公示”。")
    lines = notices.public_lines(desk, notice_id, EVERY_LINE).rows
    correction = None if notices.nothing_changed(desk, notice_id) else notices.correction(desk, notice_id)
    return notice_form.Facts(
        bureau=desk.workspace.bureau,
        number=row.number,
        subject=_subject(row.number),
        documents=notices.documents(desk, notice_id),
        first_day=notices.first_day(desk, row.posted_on),
        last_day=row.ends_on,
        working_days=row.working_days,
        **_reached(desk),
        issued_on=row.posted_on,
        persons=tuple(
            notice_form.PersonLine(
                scheme=line.scheme_title,
                name=line.name,
                masked_id=line.id_number,
                unit=line.holder,
                occupation=line.occupation_title,
                class_number=line.class_number,
                amount=line.amount,
                position=line.position,
            )
            for line in lines
        ),
        units=tuple(
            notice_form.UnitLine(
                scheme=unit.scheme_title,
                unit=unit.payee,
                occupation=unit.occupation_title,
                class_number=unit.class_number,
                people=unit.people,
                amount=unit.amount,
            )
            for unit in notices.public_units(desk, notice_id)
        ),
        changed=notice_form.Changed(tuple(line.position for line in correction.changed), correction.standing)
        if correction
        else None,
    )


def notice_change(desk: Desk, notice_id: int) -> change_form.Facts:
    """Return what stands on the correction (更正公示) of a notice: what upheld objections changed since it went up."""
    row, correction = find_notice(desk, notice_id), notices.correction(desk, notice_id)
    if row.posted_on is None or row.ends_on is None or not correction:
        raise Refused("公示名单没有因异议撤出或者调整的行，没有更正公示。", "异议成立的，处理后再出具。")
    return change_form.Facts(
        bureau=desk.workspace.bureau,
        number=row.number,
        subject=_subject(row.number),
        first_day=notices.first_day(desk, row.posted_on),
        last_day=row.ends_on,
        persons=tuple(
            change_form.PersonChange(
                position=line.position,
                name=line.name,
                masked_id=line.id_number,
                unit=line.holder,
                scheme=line.scheme_title,
                before=line.amount,
                after=line.standing,
                withdrawn=line.state == "withdrawn",
            )
            for line in correction.changed
        ),
        units=tuple(
            change_form.UnitChange(
                unit=unit.payee,
                scheme=unit.scheme_title,
                class_number=unit.class_number,
                people_before=unit.people,
                people_after=unit.people_left,
                before=unit.amount,
                after=unit.standing,
            )
            for unit in correction.units
        ),
        before=notices.sheet(desk, notice_id).published,
        after=correction.standing,
        **_reached(desk),
        issued_on=correction.on,
    )


def notice_report(desk: Desk, notice_id: int) -> report_form.Facts:
    """Return what stands on the closing statement (公示情况说明) of a notice: objections, what became of them, the sum."""
    sheet = notices.sheet(desk, notice_id)
    if sheet.closed_on is None or sheet.posted_on is None:
        raise Refused("公示还没有结束，没有情况说明。", "请在公示期满后办理“结束公示”。")
    correction = notices.correction(desk, notice_id)
    return report_form.Facts(
        bureau=desk.workspace.bureau,
        number=sheet.number,
        subject=_subject(sheet.number),
        place=sheet.place,
        first_day=notices.first_day(desk, sheet.posted_on),
        last_day=sheet.ends_on,
        working_days=sheet.working_days,
        lines=sheet.lines,
        amount=sheet.published,
        objections=tuple(
            report_form.Objected(
                each.position,
                each.text.rstrip("。") + "。",
                _became(each.answer.rstrip("。"), each.outcome),
            )
            for each in sheet.objections
        ),
        withdrawn=sum(line.state == "withdrawn" for line in correction.changed),
        lowered=sum(line.state != "withdrawn" for line in correction.changed),
        confirmed=sheet.payable,
        issued_on=sheet.closed_on,
    )


def _reached(desk: Desk) -> dict[str, Any]:
    """Where objections are taken, by the fields of the papers."""
    asked = desk.workspace.contact
    return {
        "department": asked("department"),
        "address": asked("address"),
        "postcode": asked("postcode"),
        "phones": tuple(filter(None, asked("phone").split("、"))),
    }


def _became(answer: str, outcome: str) -> str:
    """What became of an objection, its outcome said once."""
    return answer if outcome in answer else f"{answer}，{outcome}".removeprefix("，")


def _subject(number: str) -> str:
    """What is published: the year and which of its batches, as the notice's number tells them."""
    year, place = _NUMBERED.findall(number)[0]
    return f"{year}年第{int(place)}批职业培训补贴"


def find_objection(desk: Desk, objection_id: int) -> Objection:
    """Return the objection, or refuse when there is none."""
    row = desk.session.get(Objection, objection_id)
    if row is None:
        raise Refused("没有找到这件异议。", "请刷新后再试。")
    return row


def objection_number(desk: Desk, row: Objection) -> str:
    """Return what an objection is called: the number of its notice, and which of that notice's it is."""
    line = desk.session.get_one(NoticeLine, row.notice_line_id)
    earlier = (
        select(Objection.id)
        .join(NoticeLine, NoticeLine.id == Objection.notice_line_id)
        .where(NoticeLine.notice_id == line.notice_id, Objection.id <= row.id)
    )
    return f"{line.notice.number}异议第{len(desk.session.scalars(earlier).all())}件"


def objection(desk: Desk, objection_id: int) -> objection_form.Facts:
    """Return what stands on the sheet of an objection (异议处理单); an anonymous one stays so."""
    row = find_objection(desk, objection_id)
    line = desk.session.get_one(NoticeLine, row.notice_line_id)
    claimed = line.line
    return objection_form.Facts(
        bureau=desk.workspace.bureau,
        number=objection_number(desk, row),
        notice_number=line.notice.number,
        line=line.position,
        listed="　".join(
            (claimed.trainee.person.name, title("schemes", claimed.scheme), f"{yuan_text(line.amount)}元")
        ),
        received_on=row.received_on,
        channel="",
        raised_by=row.raised_by,
        contact="",
        text=row.text,
        receiver=Opinion("", name_of(desk, row.received_by), row.received_on),
        handler=Opinion(row.answer, name_of(desk, row.handled_by), row.handled_on),
        outcome=objection_form.WORDING.say(row.outcome) if row.outcome else "",
    )
