"""What stands on the papers that close a matter: volume and box, the package handed over, the day (J8, J14, A11)."""

import json
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import func, or_, select

from db.audit import AuditEntry
from db.classes import TrainingClass
from db.exchange import Package, PackageRecord
from db.filings import EvidenceFile, Material
from db.issuing import IssuedPaper
from db.notices import NoticeLine, Objection
from db.payments import PaymentLine, PaymentOrder
from db.subsidies import Claim, ClaimLine
from desktop import filings
from desktop.audit import START
from desktop.codes import entry, resource, title
from desktop.forms import contents as contents_form
from desktop.forms import day_sheet as day_form
from desktop.forms import handover as handover_form
from desktop.forms import spine as spine_form
from desktop.papers.keeping import years_kept
from desktop.papers.signing import who
from desktop.problems import Refused
from desktop.workspace import Desk

OUTBOX = "outbox"
OF_THE_VOLUME = ("contents", "volume_note", "spine")
"""What is made for the volume itself and is no document in it."""


def contents(desk: Desk, filing_id: int) -> contents_form.Facts:
    """Return the table of contents of a case's volume (卷内目录): materials that came in, then the papers issued on them."""
    sheet = filings.sheet(desk, filing_id)
    documents = (*_received(desk, filing_id, sheet.applicant), *_issued(desk, filing_id))
    if not documents:
        raise Refused("本件还没有归入案卷的材料和文书。", "请先登记材料、出具文书，再打印卷内目录。")
    return contents_form.Facts(
        bureau=desk.workspace.bureau,
        number="",
        volume=f"{sheet.applicant}{sheet.title}（{sheet.number}）",
        documents=documents,
        maker=desk.clerk.name,
        made_on=desk.today,
    )


def _cases(desk: Desk, filing_id: int) -> Iterator[tuple[str, set[int]]]:
    """The cases that grew out of a filing, by kind."""
    yield "filing", {filing_id}
    held = select(TrainingClass.id).where(TrainingClass.filing_id == filing_id)
    yield "class", set(desk.session.scalars(held))
    claims = set(desk.session.scalars(select(Claim.id).where(Claim.filing_id == filing_id)))
    yield "claim", claims
    lines = select(ClaimLine.id).where(ClaimLine.claim_id.in_(claims))
    yield "line", set(desk.session.scalars(lines))
    published = select(NoticeLine.notice_id).where(NoticeLine.line_id.in_(lines))
    yield "notice", set(desk.session.scalars(published))
    listed = select(NoticeLine.id).where(NoticeLine.line_id.in_(lines))
    objections = select(Objection.id).where(Objection.notice_line_id.in_(listed))
    yield "objection", set(desk.session.scalars(objections))
    paying = (
        select(PaymentOrder.id, PaymentOrder.batch_id)
        .join(PaymentLine, PaymentLine.order_id == PaymentOrder.id)
        .where(PaymentLine.line_id.in_(lines))
    )
    orders = desk.session.execute(paying).all()
    yield "payment", {each.batch_id for each in orders}
    yield "order", {each.id for each in orders}


def _received(desk: Desk, filing_id: int, applicant: str) -> Iterator[contents_form.Document]:
    claims = select(Claim.id).where(Claim.filing_id == filing_id)
    chosen = (
        select(Material, EvidenceFile.name)
        .outerjoin(EvidenceFile, EvidenceFile.digest == Material.digest)
        .where(
            or_(
                (Material.case_kind == "filing") & (Material.case_id == filing_id),
                (Material.case_kind == "claim") & Material.case_id.in_(claims),
            ),
            Material.received_on.is_not(None),
        )
        .order_by(Material.received_on, Material.id)
    )
    for row, file in desk.session.execute(chosen):
        note = "电子件" if file else ""
        yield contents_form.Document("", applicant, title("materials", row.code), row.received_on, None, note)


def _issued(desk: Desk, filing_id: int) -> Iterator[contents_form.Document]:
    for kind, ids in _cases(desk, filing_id):
        rows = _valid(desk, kind, ids)
        slips = _valid(desk, "paper", {row.id for row in rows})
        for row in rows:
            for each in (row, *(slip for slip in slips if slip.case_id == row.id)):
                yield contents_form.Document(
                    each.case_number,
                    desk.workspace.bureau,
                    each.title,
                    each.issued_at.date(),
                    each.pages,
                    each.number,
                )


def _valid(desk: Desk, kind: str, ids: set[int]) -> Sequence[IssuedPaper]:
    """The valid papers of cases of a kind that stand in a volume, in the order of issue."""
    chosen = select(IssuedPaper).where(
        IssuedPaper.case_kind == kind,
        IssuedPaper.case_id.in_(ids),
        IssuedPaper.state == "valid",
        IssuedPaper.form.not_in(OF_THE_VOLUME),
    )
    return desk.session.scalars(chosen.order_by(IssuedPaper.id)).all()


def spine(desk: Desk, filing_id: int) -> spine_form.Facts:
    """Return the label for the spine of the box that holds a case's volume (盒脊)."""
    sheet = filings.sheet(desk, filing_id)
    count = len(contents(desk, filing_id).documents)
    years = years_kept(desk, desk.today, [(sheet.training_type, sheet.case_kind)]) or "＿＿"
    return spine_form.Facts(
        bureau=desk.workspace.bureau,
        fonds="",
        year=sheet.filed_on.year,
        kind=spine_form.WORDING.say("kind"),
        keeping=spine_form.WORDING.say("keeping", years=years),
        number=sheet.number,
        volume=f"{sheet.applicant}{sheet.title}",
        first="1",
        last=str(count),
    )


def find_package(desk: Desk, package_id: int) -> Package:
    """Return the package, or refuse when there is none."""
    row = desk.session.get(Package, package_id)
    if row is None:
        raise Refused("没有找到这个上报包。", "请刷新列表后再试。")
    return row


def handover(desk: Desk, package_id: int) -> handover_form.Facts:
    """Return what stands on the sheet that goes with a package on a medium (数据包交接单)."""
    row = find_package(desk, package_id)
    counts = select(PackageRecord.kind, func.count(), func.min(PackageRecord.id)).where(
        PackageRecord.package_id == row.id
    )
    kinds = desk.session.execute(
        counts.group_by(PackageRecord.kind).order_by(func.min(PackageRecord.id))
    ).all()
    region = entry("regions", desk.workspace.region)
    path = desk.workspace.folder / OUTBOX / row.file_name
    return handover_form.Facts(
        bureau=desk.workspace.bureau,
        number=row.number,
        receiver=f"{region.title}人力资源和社会保障厅（{region.fields['system']}）",
        file_name=row.file_name,
        size=path.stat().st_size if path.exists() else None,
        digest=row.digest,
        records=tuple((_kind(kind), count) for kind, count, _ in kinds),
        control_sum=row.control_sum,
        made_on=row.made_at.date(),
        made_by=who(desk, row.uid, "生成上报包"),
    )


def _kind(name: str) -> str:
    """The official term for a kind of record, as the agreed fields have it."""
    return str(json.loads((resource("schemas") / f"{name}.json").read_text("utf-8"))["title"])


def day_of(ordinal: int) -> date:
    """Return the day that a day's sheet is known by: days are counted from the year 1."""
    try:
        return date.fromordinal(ordinal)
    except (ValueError, OverflowError) as fault:
        raise Refused("没有这一天，不能日结。", "请重新选择日期。") from fault


def day_sheet(desk: Desk, ordinal: int) -> day_form.Facts:
    """Return the deeds of a day (日结单) with the head of the chain at its end and that before it began."""
    on = day_of(ordinal)
    if on > desk.today:
        raise Refused(f"{on}还没有到，不能日结。", "请选择今天或者以前的日期。")
    chosen = select(AuditEntry).where(AuditEntry.day == on).order_by(AuditEntry.id)
    rows = desk.session.scalars(chosen).all()
    before = desk.session.scalar(
        select(AuditEntry.digest).where(AuditEntry.day < on).order_by(AuditEntry.id.desc()).limit(1)
    )
    return day_form.Facts(
        bureau=desk.workspace.bureau,
        on=on,
        deeds=tuple(
            day_form.Done(
                number=row.id,
                at=f"{row.at:%H:%M:%S}",
                who=row.account_name,
                deed=row.deed,
                case=row.subject_number,
                details="；".join(f"{name}：{_said(value)}" for name, value in row.details.items()),
            )
            for row in rows
        ),
        head=rows[-1].digest if rows else before or START,
        before=before or START,
        maker=desk.clerk.name,
    )


def _said(value: object) -> str:
    """A detail as it is printed: a long digest by its first places."""
    text = str(value)
    return f"{text[:16]}…" if len(text) == len(START) and text.isalnum() else text
