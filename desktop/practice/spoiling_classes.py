"""The planted violations of whole classes: their plan, their attendance, their papers, and the order of the steps."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from db.classes import Attendance
from db.doubts import OutsideEntry
from db.filings import EvidenceFile, Material
from db.registers import Employer
from desktop.audit import DECIDING, HANDLING
from desktop.practice.held import LISTS, PRE_JOB, SKILLS, Held, uid
from desktop.practice.planting import AMOUNTS, Field


def neat(spoilt: Field) -> None:
    """Five days on which all were there, and as many people as were planned for."""
    one = spoilt.take(type_=SKILLS)
    for line in spoilt.everybody(one):
        spoilt.do("DELETE FROM attendance WHERE trainee_id = ?", line)
        for day in range(5):
            spoilt.enter(
                Attendance,
                trainee_id=line,
                day=(one.opened + timedelta(days=day)).isoformat(),
                state="present",
                online_hours=16,
                offline_hours=32,
            )
    spoilt.do("UPDATE filing SET planned_people = ? WHERE id = ?", one.size, one.id)
    spoilt.tell("R7.perfect", filings=[one.id])


def same_file(spoilt: Field) -> None:
    """One recording for two claims, and one attendance workbook for two classes."""
    one, two = spoilt.take(type_=SKILLS), spoilt.take(type_=SKILLS)
    digest = f"{one.id:064x}"
    spoilt.enter(EvidenceFile, digest=digest, name="照片.zip", size=1, kept_on=one.ended.isoformat())
    for held in (one, two):
        spoilt.enter(
            Material,
            case_kind="claim",
            case_id=held.id,
            code="training_media",
            required=True,
            received_on=held.applied.isoformat(),
            digest=digest,
        )
    spoilt.tell("R8.same_file", filings=[one.id, two.id])


def segment(spoilt: Field) -> None:
    """Half a class with numbers of one block."""
    one = spoilt.take(type_=SKILLS)
    spoilt.people += 1
    for at, line in enumerate(spoilt.everybody(one)[: one.size // 2 + 5]):
        spoilt.do(
            "UPDATE person SET phone = ? WHERE id = ?",
            *(f"1990000{spoilt.people % 100:02d}{at:02d}", spoilt.person(line)[0]),
        )
    spoilt.tell("R9.segment", filings=[one.id])


def bulk(spoilt: Field) -> None:
    """Five classes certified by one issuer on one day."""
    first = spoilt.take(type_=SKILLS)
    near = [spoilt.take(type_=SKILLS, fits=lambda held: abs(held.week - first.week) < 25) for _ in range(4)]
    five = [first, *near]
    last = max(held.ended for held in five) + timedelta(days=7)
    for held in five:
        spoilt.do(
            "UPDATE certificate SET issuer = ?, issued_on = ? WHERE trainee_id BETWEEN ? AND ?",
            *(f"演练县快证评价中心{first.id}", last.isoformat()),
            *(held.first_line, held.first_line + held.size - 1),
        )
    spoilt.tell("R11.bulk", filings=[held.id for held in five])


def scope(spoilt: Field) -> None:
    """An occupation the institution may not teach."""
    one = spoilt.take(type_=SKILLS)
    spoilt.do("UPDATE filing SET occupation = '4-10-01-01' WHERE id = ?", one.id)
    spoilt.tell("R12.scope", filings=[one.id])


def size(spoilt: Field) -> None:
    """More people than were filed for."""
    one = spoilt.take(type_=SKILLS)
    spoilt.do("UPDATE filing SET planned_people = ? WHERE id = ?", one.size - 3, one.id)
    spoilt.tell("R12.size", filings=[one.id])


def _beside(one: Held) -> Callable[[Held], bool]:
    return lambda held: held.week == one.week and held.lane != one.lane


def rooms(spoilt: Field) -> None:
    """One trainer, and one room, for two classes in the same week."""
    one = spoilt.take(fits=lambda held: any(_beside(held)(other) for other in spoilt.free))
    two = spoilt.take(fits=_beside(one))
    spoilt.do(
        "UPDATE trainer SET name = ?, title = '教授' WHERE filing_id IN (?, ?) AND position = 1",
        f"分身{one.id}",
        one.id,
        two.id,
    )
    spoilt.tell("R12.trainer", filings=[one.id, two.id])
    one = spoilt.take(fits=lambda held: any(_beside(held)(other) for other in spoilt.free))
    two = spoilt.take(fits=_beside(one))
    spoilt.do("UPDATE filing SET site = ? WHERE id IN (?, ?)", f"演练县大礼堂{one.id}", one.id, two.id)
    spoilt.tell("R12.site", filings=[one.id, two.id])


def reused(spoilt: Field) -> None:
    """The same people half a year later: in the same institution, and in another."""
    for variant, same_lane in (("R13.reused", True), ("R13.moved", False)):
        one = spoilt.take(type_=SKILLS, fits=partial(_has_later, spoilt, same_lane))
        two = spoilt.take(fits=partial(_later, same_lane, one))
        count = min(one.size, two.size)
        moved = range(count * 9 // 10)
        for at in moved:
            person = spoilt.person(one.first_line + at)[0]
            line = two.first_line + at
            taken = spoilt.do("SELECT 1 FROM trainee WHERE filing_id = ? AND person_id = ?", two.id, person)
            if not taken:
                spoilt.do("UPDATE trainee SET person_id = ? WHERE id = ?", person, line)
                spoilt.do("UPDATE claim_line SET person_id = ? WHERE trainee_id = ?", person, line)
        spoilt.tell(variant, filings=[one.id, two.id], lines=[two.first_line + at for at in moved])


def _later(same_lane: bool, one: Held, other: Held) -> bool:  # noqa: FBT001 - which of the two kinds
    apart = other.week - one.week
    return (
        other.type == SKILLS and other.size >= 30 and 5 < apart < 45 and (other.lane == one.lane) == same_lane
    )


def _has_later(spoilt: Field, same_lane: bool, one: Held) -> bool:  # noqa: FBT001 - which of the two kinds
    return any(_later(same_lane, one, other) for other in spoilt.free)


def dishonest(spoilt: Field) -> None:
    """An employer on the list of the dishonest while the class was held."""
    one = spoilt.take(type_=PRE_JOB)
    name, code = spoilt.do("SELECT name, credit_code FROM employer WHERE id = ?", one.employer)[0]
    spoilt.enter(
        OutsideEntry,
        list_id=LISTS["dishonest"],
        number=code,
        name=name,
        unit=name,
        since=(one.opened - timedelta(days=1)).isoformat(),
        until=one.ended.isoformat(),
    )
    spoilt.tell("R14.dishonest", filings=[one.id])


def plans(spoilt: Field) -> None:
    """Half of the hours online, and fewer hours than are asked for."""
    one = spoilt.take(type_=SKILLS)
    spoilt.do("UPDATE course_item SET mode = 'online_live' WHERE filing_id = ? AND position = 3", one.id)
    spoilt.tell("R15.online", filings=[one.id])
    one = spoilt.take(type_=PRE_JOB)
    spoilt.do("UPDATE course_item SET hours = 120 WHERE filing_id = ? AND position = 3", one.id)
    spoilt.tell("R15.hours", filings=[one.id])


def empty_day(spoilt: Field) -> None:
    """A day on which a third stayed away."""
    one = spoilt.take(type_=SKILLS)
    day = one.days[1].isoformat()
    for line in spoilt.everybody(one)[: one.size // 3 + 2]:
        spoilt.do(
            "UPDATE attendance SET state = 'leave', online_hours = 0, offline_hours = 0 WHERE trainee_id = ? AND day = ?",
            line,
            day,
        )
    spoilt.tell("R15.day", filings=[one.id])


def standards(spoilt: Field) -> None:
    """Two standards in one class."""
    one = spoilt.take(type_=SKILLS)
    first = next(line for line in spoilt.everybody(one) if spoilt.sound(line))
    spoilt.do("UPDATE claim_line SET asked = asked - 10000 WHERE id = ?", first)
    spoilt.add_to(first, -10_000, *AMOUNTS)
    spoilt.tell("R16.standard", filings=[one.id])


def notices(spoilt: Field) -> None:
    """A list taken down too early, and one with a telephone in its place."""
    one = spoilt.take(type_=SKILLS)
    notice = spoilt.own_notice(one)
    spoilt.do("UPDATE notice SET ends_on = date(posted_on, '+2 days') WHERE id = ?", notice)
    spoilt.tell("R16.short", filings=[one.id])
    one = spoilt.take(type_=SKILLS)
    notice = spoilt.own_notice(one)
    spoilt.do("UPDATE notice SET place = '公示栏（联系人手机13900001234）' WHERE id = ?", notice)
    spoilt.tell("R17.text", filings=[one.id])


def headcount(spoilt: Field) -> None:
    """A company that insures fewer people than it sends."""
    one = spoilt.take(type_=PRE_JOB)
    spoilt.rows += 1
    new = spoilt.rows
    spoilt.enter(
        Employer,
        id=new,
        uid=uid(40, new),
        name=f"演练县空壳{new}有限公司",
        credit_code=f"9X{new:016d}",
        county="999901",
        active=True,
    )
    spoilt.do("UPDATE filing SET employer_id = ? WHERE id = ?", new, one.id)
    spoilt.tell("R19.more_than_insured", lines=spoilt.everybody(one), filings=[one.id])


def order(spoilt: Field) -> None:
    """Claimed before the end, handled and decided by one person, changed after the list went up."""
    one = spoilt.take(type_=SKILLS)
    spoilt.do(
        "UPDATE claim SET applied_on = ? WHERE id = ?", (one.ended - timedelta(days=1)).isoformat(), one.id
    )
    spoilt.tell("R20.early_claim", filings=[one.id])
    one = spoilt.take(type_=SKILLS)
    clerk = spoilt.clerks[1]
    spoilt.deed(clerk, one.applied, "提交复核", HANDLING, "claim", uid(6, one.id))
    spoilt.deed(clerk, one.decided, "审批同意", DECIDING, "claim", uid(6, one.id))
    spoilt.tell("R20.same_hand", filings=[one.id])
    one = spoilt.take(type_=SKILLS)
    late = one.decided + timedelta(days=200)
    spoilt.deed(spoilt.clerks[0], late, "登记考勤", HANDLING, "training_class", uid(2, one.id))
    spoilt.tell("R20.after_notice", filings=[one.id])


CLASS_SPOILERS: tuple[Callable[[Field], None], ...] = (
    bulk,
    rooms,
    reused,
    neat,
    same_file,
    segment,
    scope,
    size,
    dishonest,
    plans,
    empty_day,
    standards,
    notices,
    headcount,
    order,
)
"""Those that need several classes of a kind first."""
