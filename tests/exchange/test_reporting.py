"""The county reports what is settled, takes the receipt in, and reports again what came back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from db.exchange import Package, PackageRecord
from db.payments import PaymentOrder
from db.registers import Person
from db.subsidies import Claim, ClaimLine
from desktop import audit
from desktop.exchange import lines, outlook, read, record_lines, sheet, verify
from desktop.exchange.incoming import Settled, put_right, take_receipt
from desktop.exchange.outgoing import Packed, copy_out, pack, ready
from desktop.exchange.province import Received, receive
from desktop.pages import PageQuery
from desktop.problems import Refused, Unreadable
from desktop.workspace import SYSTEM, Clerk
from tests.exchange.county import County
from tests.exchange.samples import blob as sample_blob
from tests.exchange.samples import head


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    made = County(tmp_path / "county")
    yield made
    made.workspace.close()


class Trip:
    """One county and the province beside it."""

    def __init__(self, county: County, folder: Path) -> None:
        self.county, self.folder = county, folder

    def pack(self) -> Packed:
        with self.county.workspace.desk(self.county.clerk) as desk:
            return pack(desk)

    def hand_in(self, path: Path) -> Received:
        (one,) = receive([path], self.folder / "inbox", self.folder / "back")
        return one

    def take(self, path: Path) -> Settled:
        with self.county.workspace.desk(self.county.clerk) as desk:
            return take_receipt(desk, path)

    def round(self) -> Settled:
        """Pack, hand in, take the receipt."""
        answer = self.hand_in(self.pack().path)
        assert answer.receipt_path is not None, answer.sentence
        return self.take(answer.receipt_path)


@pytest.fixture
def trip(county: County, tmp_path: Path) -> Trip:
    return Trip(county, tmp_path)


def test_a_settled_case_is_packed_whole(county: County, trip: Trip):
    county.settle(1)
    packed = trip.pack()
    package = read(packed.path)
    assert packed.counts == {
        "employer": 1,
        "institution": 1,
        "platform": 1,
        "person": 2,
        "filing": 1,
        "class": 1,
        "trainee": 2,
        "certificate": 2,
        "claim": 1,
        "line": 3,
        "notice": 1,
        "payment": 2,
    }
    assert package.manifest["control"] == {
        "lines": {"count": 3, "fen": 209000},
        "payments": {"count": 2, "fen": 209000},
    }
    assert (package.manifest["sequence"], package.manifest["previous"]) == (1, None)
    assert "已生成并读回核对" in packed.sentence
    assert packed.path.parent == county.workspace.folder / "outbox"


def test_the_fields_carry_what_the_store_holds(county: County, trip: Trip):
    county.settle(1)
    rows = [record.fields for record in read(trip.pack().path).records()]
    found = {row["kind"]: row for row in rows if row.get("scheme") != "training"}
    found["trainee"] = next(row for row in rows if row.get("attended_days") == 2)
    assert [one["hours"] for one in found["filing"]["courses"]] == ["7.5", "16"]
    assert found["filing"]["budget_fen"] == 500050
    assert found["filing"]["findings"][0]["accepted_reason"] == "以仿真为主，线下有保障"
    assert found["filing"]["opinions"][0]["by"] == "复核乙"
    assert (found["class"]["people"], found["class"]["training_days"]) == (2, 3)
    assert (found["trainee"]["attended_days"], found["trainee"]["online_hours"]) == (2, "7.5")
    assert found["trainee"]["groups"] == ["low_income", "employee"]
    assert found["line"]["days"] == ["2020-04-01", "2020-04-02", "2020-04-03"]
    assert found["notice"]["lines"][0] | {"line": ""} == {
        "line": "",
        "amount_fen": 100000,
        "state": "cleared",
        "objections": 1,
    }
    assert found["payment"]["payee_kind"] == "person"
    assert found["institution"]["qualifications"][0]["document"] == "许可证"


def test_what_the_province_does_not_need_stays_at_home(county: County, trip: Trip):
    county.settle(1)
    content = trip.pack().path.read_bytes()
    for private in ("13900000000", "演练路1号", "0000-1", "联系人"):
        assert private.encode() not in content


def test_the_whole_round_settles_every_record(county: County, trip: Trip):
    county.settle(1)
    settled = trip.round()
    assert (settled.accepted, settled.rejected, settled.reopened) == (18, (), ())
    with county.workspace.reading(SYSTEM) as desk:
        row = desk.session.scalars(select(Package)).one()
        assert (row.state, row.accepted, row.rejected) == ("accepted", 18, 0)
        assert {item.state for item in row.items} == {"accepted"}
        assert not audit.faults(desk.session)


def test_the_same_receipt_again_changes_nothing(county: County, trip: Trip):
    county.settle(1)
    answer = trip.hand_in(trip.pack().path)
    first = trip.take(answer.receipt_path)
    with county.workspace.reading(SYSTEM) as desk:
        before = audit.head(desk.session)
    again = trip.take(answer.receipt_path)
    assert again.again
    assert "没有改变任何数据" in again.sentence
    assert (again.accepted, again.rejected, again.reopened) == (
        first.accepted,
        first.rejected,
        first.reopened,
    )
    with county.workspace.reading(SYSTEM) as desk:
        assert audit.head(desk.session) == before


def test_nothing_is_reported_twice(county: County, trip: Trip):
    county.settle(1)
    trip.pack()
    with pytest.raises(Refused, match="没有需要上报的内容"):
        trip.pack()


def test_the_next_package_holds_only_what_is_new_and_is_linked(county: County, trip: Trip):
    county.settle(1)
    first = trip.pack()
    county.settle(2, first=50)
    second = trip.pack()
    package = read(second.path)
    assert (package.manifest["sequence"], package.manifest["previous"]) == (2, first.digest)
    assert "employer" not in second.counts
    assert second.counts["claim"] == 1
    for path in (second.path, first.path):
        trip.hand_in(path)
    answers = receive([second.path, first.path], trip.folder / "inbox", trip.folder / "back")
    assert all(answer.ok and not answer.receipt.rejected for answer in answers)


@pytest.mark.parametrize(
    "unsettle",
    [
        lambda session: session.scalars(select(Claim)).one().__setattr__("state", "reviewed"),
        lambda session: session.scalars(select(PaymentOrder)).first().__setattr__("state", "pending"),
        lambda session: session.scalars(select(PaymentOrder)).first().__setattr__("state", "returned"),
    ],
)
def test_what_is_not_settled_waits(county: County, trip: Trip, unsettle: Callable[..., None]):
    county.settle(1)
    with county.workspace.desk(county.clerk) as desk:
        unsettle(desk.session)
    with pytest.raises(Refused, match="没有需要上报的内容"):
        trip.pack()


def test_a_line_refused_after_an_objection_does_not_hold_the_rest_up(county: County, trip: Trip):
    county.settle(1)
    with county.workspace.desk(county.clerk) as desk:
        line = desk.session.scalars(select(ClaimLine).where(ClaimLine.scheme == "allowance")).one()
        order = desk.session.scalars(select(PaymentOrder).where(PaymentOrder.payee_kind == "person")).one()
        desk.session.delete(order.lines[0])
        desk.session.delete(order)
        line.state, line.amount = "refused", line.amount * 0
    with county.workspace.desk(county.clerk) as desk:
        assert len(ready(desk)) == 1
        assert pack(desk).counts["payment"] == 1


def test_applications_that_share_a_payment_travel_together(county: County, trip: Trip):
    one, other = county.settle(1), county.settle(2, first=50)
    with county.workspace.desk(county.clerk) as desk:
        orders = desk.session.scalars(select(PaymentOrder).where(PaymentOrder.payee_kind == "employer")).all()
        orders[0].lines += list(orders[1].lines)
        desk.session.flush()
        desk.session.delete(orders[1])
        assert ready(desk) == (one, other)
        desk.session.get_one(Claim, other).reopened_on = desk.today
        desk.session.flush()
        assert ready(desk) == ()


def test_benefit_paid_by_another_county_comes_back_reopens_the_case_and_is_reported_again(
    county: County, trip: Trip, tmp_path: Path
):
    neighbour = County(tmp_path / "neighbour", "999902")
    neighbour.settle(7)
    other = Trip(neighbour, tmp_path)
    other.round()
    claim_id = county.settle(1)
    settled = trip.round()
    assert settled.reopened == ("补〔2020〕0001号",)
    assert {answer.kind for answer in settled.rejected} == {"line", "claim", "payment"}
    assert any("999902 第 1 包" in answer.reason for answer in settled.rejected)
    with county.workspace.reading(SYSTEM) as desk:
        claim = desk.session.get_one(Claim, claim_id)
        assert claim.reopened_on is not None
        assert "不能重复享受" in claim.reopened_reason
        assert claim.filing.reopened_on is None
    with pytest.raises(Refused, match="没有需要上报的内容"):
        trip.pack()
    with county.workspace.desk(county.clerk) as desk:
        put_right(desk, "claim", claim_id, "已与邻县核实，待其撤销")
    again = trip.pack()
    assert again.counts == {"claim": 1, "line": 3, "payment": 2}
    assert trip.take(trip.hand_in(again.path).receipt_path).reopened == ("补〔2020〕0001号",)
    neighbour.workspace.close()


def test_a_person_corrected_after_rejection_is_accepted_with_all_that_rests_on_it(
    county: County, trip: Trip, tmp_path: Path
):
    neighbour = County(tmp_path / "neighbour", "999902")
    neighbour.settle(7)
    with neighbour.workspace.desk(neighbour.clerk) as desk:
        for person in desk.session.scalars(select(Person)):
            person.name = f"真{person.name}"
        for line in desk.session.scalars(select(ClaimLine)):
            line.occupation = "4-10-01-01"
    Trip(neighbour, tmp_path).round()
    neighbour.workspace.close()
    claim_id = county.settle(1)
    settled = trip.round()
    assert {answer.kind for answer in settled.rejected} >= {"person", "trainee", "line", "claim", "payment"}
    assert set(settled.reopened) == {"备〔2020〕0001号", "补〔2020〕0001号"}
    with county.workspace.desk(county.clerk) as desk:
        for person in desk.session.scalars(select(Person)):
            person.name = f"真{person.name}"
        put_right(desk, "filing", desk.session.get_one(Claim, claim_id).filing_id, "姓名按身份证更正")
        put_right(desk, "claim", claim_id, "姓名按身份证更正")
    settled = trip.round()
    assert {answer.kind for answer in settled.rejected} <= {"line", "claim", "payment"}
    assert all("生活费" in a.reason or "未被接收" in a.reason for a in settled.rejected)


def test_an_unreadable_package_goes_again_whole_without_reopening_anything(county: County, trip: Trip):
    county.settle(1)
    packed = trip.pack()
    own = read(packed.path)
    reason = "记录的合计与清单的控制总额不符，数据包不能接收。"
    receipt = _receipt_for(own, reason, trip.folder)
    settled = trip.take(receipt)
    assert (settled.accepted, settled.reopened) == (0, ())
    assert "全部记录将随下一包重报" in settled.sentence
    again = trip.pack()
    assert again.counts == packed.counts
    assert read(again.path).manifest["previous"] == packed.digest


def _receipt_for(package, reason: str, folder: Path) -> Path:
    from desktop.exchange import receipts, write
    from tests.exchange.samples import COUNTY, MOMENT, PROVINCE, uid

    rows = receipts.rows(package, uid(1), MOMENT, (), reason)
    made = head(kind="receipt", sender=PROVINCE, receiver=COUNTY, uid=uid(2))
    return write(folder / "by hand", made, rows).path


def test_only_a_handler_may_report(county: County):
    county.settle(1)
    with county.workspace.desk(Clerk(county.clerk.id, "财务", frozenset({"cashier"}))) as desk:
        with pytest.raises(Refused, match="没有“经办"):
            pack(desk)
        with pytest.raises(Refused, match="没有“经办"):
            take_receipt(desk, Path("x"))


def test_a_refused_package_leaves_no_row_and_no_number(county: County, trip: Trip):
    county.settle(1)
    outbox = county.workspace.folder / "outbox"
    outbox.rmdir()
    outbox.write_text("a file where the folder should be")
    with pytest.raises(Refused, match="没有写成"):
        trip.pack()
    outbox.unlink()
    assert trip.pack().number == "报〔2020〕0001号"


def test_a_file_left_by_a_broken_off_attempt_is_set_aside(county: County, trip: Trip):
    county.settle(1)

    class Broken(Exception):
        pass

    with pytest.raises(Broken), county.workspace.desk(county.clerk) as desk:
        left = pack(desk).path
        raise Broken
    assert left.exists()
    packed = trip.pack()
    assert packed.path == left
    assert verify(packed.path).ok
    assert len(list(left.parent.glob("*.abandoned"))) == 1


def test_a_package_is_copied_to_a_stick_and_read_back(county: County, trip: Trip, tmp_path: Path):
    county.settle(1)
    packed = trip.pack()
    with county.workspace.desk(county.clerk) as desk:
        copied = copy_out(desk, packed.id, tmp_path / "stick")
    assert copied.read_bytes() == packed.path.read_bytes()
    assert verify(copied).ok
    packed.path.write_bytes(b"spoiled")
    with county.workspace.desk(county.clerk) as desk, pytest.raises(Refused, match="被改动过"):
        copy_out(desk, packed.id, tmp_path / "other stick")


def test_a_receipt_that_is_not_for_us_is_refused(county: County, trip: Trip, tmp_path: Path):
    county.settle(1)
    packed = trip.pack()
    foreign = tmp_path / "sample.zip"
    foreign.write_bytes(sample_blob())
    with pytest.raises(Unreadable, match="不是回执"):
        trip.take(foreign)
    with pytest.raises(Unreadable, match="不能接收"):
        trip.take(tmp_path / "missing.zip")
    (answer,) = receive([foreign], tmp_path / "inbox of another", tmp_path / "their back")
    with pytest.raises(Refused, match="不是本机生成的"):
        trip.take(answer.receipt_path)
    with county.workspace.reading(SYSTEM) as desk:
        assert desk.session.get_one(Package, packed.id).state == "sent"


def test_a_second_receipt_for_the_same_package_is_refused(county: County, trip: Trip, tmp_path: Path):
    county.settle(1)
    path = trip.pack().path
    trip.take(trip.hand_in(path).receipt_path)
    (other,) = receive([path], tmp_path / "another inbox", tmp_path / "another back")
    with pytest.raises(Refused, match="已导入过另一份回执"):
        trip.take(other.receipt_path)


def test_a_receipt_must_answer_every_record_that_was_sent(county: County, trip: Trip):
    county.settle(1)
    answer = trip.hand_in(trip.pack().path)
    with county.workspace.desk(county.clerk) as desk:
        desk.session.scalars(select(PackageRecord)).first().digest = "0" * 64
    with pytest.raises(Refused, match="不一致"):
        trip.take(answer.receipt_path)


def test_only_what_came_back_is_put_right(county: County):
    claim_id = county.settle(1)
    with county.workspace.desk(county.clerk) as desk, pytest.raises(Refused, match="没有被省级退回"):
        put_right(desk, "claim", claim_id, "更正")


def test_records_are_the_same_each_time_they_are_gathered(county: County):
    from desktop.exchange.records import family

    claim_id = county.settle(1)
    with county.workspace.reading(SYSTEM) as desk:
        assert family(desk.session, [claim_id]) == family(desk.session, [claim_id])


def test_the_screen_is_told_what_is_ready_what_waits_and_what_came_back(
    county: County, trip: Trip, tmp_path: Path
):
    neighbour = County(tmp_path / "neighbour", "999902")
    neighbour.settle(7)
    Trip(neighbour, tmp_path).round()
    neighbour.workspace.close()
    county.settle(1)
    with county.workspace.reading(county.clerk) as desk:
        told = outlook(desk)
        assert (told.ready, told.unanswered, told.reopened) == (1, 0, ())
    packed = trip.pack()
    with county.workspace.reading(county.clerk) as desk:
        told = outlook(desk)
        assert (told.ready, told.unanswered) == (0, 1)
        assert lines(desk, PageQuery(text="报〔2020〕")).rows[0].state_title == "待回执"
    trip.take(trip.hand_in(packed.path).receipt_path)
    with county.workspace.reading(county.clerk) as desk:
        (back,) = outlook(desk).reopened
        assert (back.kind, back.number) == ("claim", "补〔2020〕0001号")
        row = lines(desk, PageQuery(sort="sequence")).rows[0]
        assert (row.state, row.state_title) == ("partly", "部分退回")
        whole = sheet(desk, row.id)
        assert sum(kind.records for kind in whole.kinds) == row.records == row.accepted + row.rejected
        assert [kind.title for kind in whole.kinds][:2] == ["用人单位", "培训机构"]
        assert len(whole.history) == 2
        rejected = record_lines(desk, row.id, PageQuery(state="rejected"))
        assert rejected.total == row.rejected
        assert record_lines(desk, row.id, PageQuery(text="重复享受")).total > 0
    with county.workspace.reading(county.clerk) as desk, pytest.raises(Refused, match="没有找到"):
        sheet(desk, 99)
