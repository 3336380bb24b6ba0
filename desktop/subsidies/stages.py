"""Which application a filing may have now: one at the end, or an apprenticeship's advance and settlement (J13, J15)."""

from sqlalchemy import select

from db.filings import Filing
from db.subsidies import Claim
from desktop.codes import title
from desktop.problems import Refused
from desktop.subsidies.gathering import ADVANCE, SETTLEMENT, WHOLE
from desktop.subsidies.sharing import APPRENTICESHIP, owing, years_of
from desktop.workspace import Desk


def may_apply(desk: Desk, filing: Filing, *, advance: bool) -> str:
    """Return the stage of the application that may be entered for a filing now, or refuse with what helps."""
    apprenticeship = filing.training_type == APPRENTICESHIP
    if advance and not apprenticeship:
        raise Refused("只有企业新型学徒制培训可以预支补贴，本件不是。", "请在结业并取得证书后申请补贴。")
    stage = ADVANCE if advance else SETTLEMENT if apprenticeship else WHOLE
    _in_its_time(filing, stage)
    for other in _others(desk, filing):
        if other.stage == stage:
            raise Refused(
                f"本件已有{_called(stage)}{other.number}，同一班期不能重复申请。", "请打开该申请继续办理。"
            )
        if stage == ADVANCE:
            raise Refused(f"本件已申请结算（{other.number}），不能再预支。", "请打开该申请继续办理。")
        if other.state != "approved" or other.reopened_on is not None or owing(desk.session, other.id):
            raise Refused(
                f"预支申请{other.number}还没有办结，结算要减去已经拨付的预支款，现在不能申请。",
                "请先办完预支的审批、公示和拨付，或者由复核人员作不予补贴处理。",
            )
    if apprenticeship:
        years_of(filing)
    return stage


def _in_its_time(filing: Filing, stage: str) -> None:
    state = title("filing_states", filing.state)
    if stage != ADVANCE and filing.state != "finished":
        raise Refused(f"本件{state}，还不能申请补贴。", "请在结业并取得证书后申请。")
    if stage == ADVANCE and filing.state == "finished":
        raise Refused("本班已经结业，不能再预支。", "请在取得证书后直接申请结算。")
    if stage == ADVANCE and filing.state != "open":
        raise Refused(f"本件{state}，还不能申请预支。", "请在备案同意并开班后申请。")


def _others(desk: Desk, filing: Filing) -> list[Claim]:
    """The filing's other applications that were not refused."""
    chosen = select(Claim).where(Claim.filing_id == filing.id, Claim.state != "refused").order_by(Claim.id)
    return list(desk.session.scalars(chosen))


def _called(stage: str) -> str:
    return "补贴申请" if stage == WHOLE else f"{title('claim_stages', stage)}申请"
