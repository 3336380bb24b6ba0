"""Certificates earned in a class (J8, J13): type, number, level, day and issuer, from a workbook."""

from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select

from db.base import new_uid
from db.batches import ImportBatch
from db.classes import Certificate, TrainingClass
from desktop import batches
from desktop.batches import Taken
from desktop.classes.again import drops, held_against, take_out
from desktop.classes.columns import CERTIFICATES
from desktop.classes.judging import Judge, judge, notes, sound
from desktop.classes.numbers import CHECK, Certified, faults_of, type_told_by
from desktop.classes.running import find, finished, held, sender_of, subject
from desktop.identity import born_of
from desktop.intake import Reading, Row
from desktop.pages import listed
from desktop.workspace import Desk

FIELDS = tuple(column.field for column in CERTIFICATES)
COMPARED = ("type", "number", "level", "issued_on", "issuer")


def check_certificates(desk: Desk, class_id: int, reading: Reading) -> Reading:
    """Return a certificate workbook held against its class and the coding rules; faults stand at their cells."""
    return judged(desk, find(desk, class_id), reading)[0]


def check_numbers(reading: Reading, *, day: date, province: str = "") -> Reading:
    """Return a certificate workbook held against the coding rules alone, as on `day`, before any class is known.

    `province` is the bureau's own two places; without it every province that exists will do.
    """
    judge_ = Judge(reading, {})
    for row in reading.rows:
        values = dict(zip(FIELDS, row.values, strict=True))
        if _typed(judge_, row, values):
            _plausible(judge_, row, values, day, "", province)
    return judge_.verdict()


def take_certificates(
    desk: Desk,
    class_id: int,
    reading: Reading,
    *,
    only_sound: bool = False,
    keep: bool = False,
    sender: str = "",
) -> Taken:
    """Take a checked certificate workbook into a class; a number that another trainee holds is refused.

    Refused with every row that does not fit the class or whose number breaks the coding rules, unless the clerk
    takes the sound rows alone. A list that comes again takes out those it no longer names (see `again`), unless they are
    to `keep`.
    """
    opened = held(desk, class_id)
    verdict, rows = judged(desk, opened, reading)
    sender = sender or sender_of(opened)
    there = held_against(desk, subject(opened), "certificates", sender, rows.values())
    taken = batches.taken_before(desk, "certificates", subject(opened), verdict, "本")
    if taken is not None and not drops(there, verdict, keep=keep):
        return taken
    sound(reading, verdict, "证书表", only_sound=only_sound)
    batch = batches.begin(desk, "certificates", subject(opened), verdict, sender)
    counts = _upsert(desk, {key: {**row, "batch_id": batch.id} for key, row in rows.items()}, batch)
    counts["removed"], told = take_out(desk, batch, there, verdict, keep=keep)
    taken = batches.finish(desk, batch, counts, verdict, notes=(*notes(verdict), *told), unit="本")
    return finished(desk, opened, reading, taken, "导入证书")


def judged(desk: Desk, opened: TrainingClass, reading: Reading) -> tuple[Reading, dict[int, dict[str, Any]]]:
    """Return a certificate workbook held against its class, and its sound certificates by trainee."""
    judge_ = judge(desk, opened.filing_id, reading)
    found: dict[int, tuple[Row, dict[str, Any]]] = {}
    for row in reading.rows:
        values: dict[str, Any] = dict(zip(FIELDS, row.values, strict=True))
        trainee_id = judge_.whose(row, values["id_number"], values["name"])
        if trainee_id is None:
            continue
        if not _typed(judge_, row, values):
            continue
        if not _plausible(judge_, row, values, desk.today, opened.filing.level, desk.workspace.county[:2]):
            continue
        if trainee_id in found:
            judge_.fault(row, "id_number", "two_certificates", "本班同一人有两本证书", "请只保留一本。")
        else:
            found[trainee_id] = (row, _certificate(opened.filing.level, trainee_id, values, row))
    _numbers_are_free(desk, judge_, found)
    return judge_.verdict(), {key: values for key, (_, values) in found.items()}


def _typed(judge_: Judge, row: Row, values: dict[str, Any]) -> bool:
    """Fill in the type that a number tells where none is written; False, and a fault, where it tells none."""
    values["certificate_type"] = values["certificate_type"] or type_told_by(values["certificate_number"])
    if not values["certificate_type"]:
        what = "没有写证书类型，编号也看不出是哪一种"
        judge_.fault(row, "certificate_type", "type_missing", what, "请在“证书类型”列写明后重新提交。")
    return bool(values["certificate_type"])


def _plausible(
    judge_: Judge, row: Row, values: dict[str, Any], today: date, level: str, province: str
) -> bool:
    """Note what a certificate's day and number say against it; False when that keeps the row out."""
    if values["issued_on"] > today:
        what = f"发证日期{values['issued_on']}还没有到"
        judge_.fault(row, "issued_on", "future", what, "请对照证书原件核对日期。")
        return False
    born = born_of(str(values["id_number"])[6:14])
    if born is not None and values["issued_on"] <= born:
        what = f"发证日期{values['issued_on']}早于持证人的出生日期"
        judge_.fault(row, "issued_on", "before_birth", what, "请对照证书原件核对日期和身份证号。")
        return False
    certified = Certified(
        values["certificate_type"],
        values["certificate_number"],
        values["level"] or level,
        values["issued_on"],
        values["id_number"],
        province,
    )
    found = faults_of(certified)
    for each in found:
        note = judge_.fault if each.grave else judge_.remark
        note(row, "certificate_number", each.code, each.what, each.remedy)
    return not any(each.grave for each in found)


def _numbers_are_free(desk: Desk, judge_: Judge, found: dict[int, tuple[Row, dict[str, Any]]]) -> None:
    """Keep out each certificate whose number somebody else has.

    Who is in the workbook gets a number anew: two that were mixed up can be put right together. When such a row
    falls away, its old number stays with its holder, so the rest is looked at once more.
    """
    numbers = [values["number"] for _, values in found.values()]
    chosen = select(Certificate.number, Certificate.trainee_id).where(Certificate.number.in_(listed(numbers)))
    holders: dict[str, int] = dict(desk.session.execute(chosen).all())
    settled = False
    while not settled:
        settled = True
        first: dict[str, int] = {}
        for trainee_id, (row, values) in list(found.items()):
            number = values["number"]
            holder = holders.get(number, trainee_id)
            taken = (holder != trainee_id and holder not in found) or number in first
            first.setdefault(number, trainee_id)
            if taken:
                what = f"证书编号{number}已由他人使用"
                judge_.fault(row, "certificate_number", "number_taken", what, CHECK)
                del found[trainee_id]
                settled = False


def _certificate(level: str, trainee_id: int, values: dict[str, Any], row: Row) -> dict[str, Any]:
    return {
        "uid": new_uid(),
        "trainee_id": trainee_id,
        "type": values["certificate_type"],
        "number": values["certificate_number"],
        "level": values["level"] or level,
        "issued_on": values["issued_on"],
        "issuer": values["issuer"] or "",
        "source": f"{row.sheet}!{row.number}",
    }


def _upsert(desk: Desk, rows: dict[int, dict[str, Any]], batch: ImportBatch) -> dict[str, int]:
    """Enter new certificates and replace changed ones, which stay the same record for other machines."""
    columns = (
        Certificate.id,
        Certificate.trainee_id,
        Certificate.uid,
        *(getattr(Certificate, name) for name in COMPARED),
    )
    chosen = select(*columns).where(Certificate.trainee_id.in_(listed(rows)))
    known = {each.trainee_id: each for each in desk.session.execute(chosen)}
    changed = [
        key for key, each in known.items() if any(getattr(each, name) != rows[key][name] for name in COMPARED)
    ]
    for key in changed:
        rows[key]["uid"] = known[key].uid
    batches.remember(desk, batch, Certificate, [known[key].id for key in changed])
    batches.found_again(
        desk, batch, Certificate, {each.id for each in known.values()} - {known[key].id for key in changed}
    )
    desk.session.execute(delete(Certificate).where(Certificate.trainee_id.in_(listed(changed))))
    wanted = [row for key, row in rows.items() if key not in known or key in set(changed)]
    if wanted:
        desk.session.execute(insert(Certificate), wanted)
    return {
        "new": len(rows) - len(known),
        "changed": len(changed),
        "unchanged": len(known) - len(changed),
    }
