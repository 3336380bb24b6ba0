"""`zhipei check` proves that everything ties, and names what does not."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy import delete, insert, text, update

from db.audit import AUDIT_TRIGGERS, Sequence
from db.notices import NoticeLine
from db.payments import PaymentBatch, PaymentLine, PaymentOrder
from db.subsidies import AllowanceDay, ClaimLine
from desktop import payments
from desktop.checks import check
from desktop.payments import Settlement
from desktop.workspace import KEY, STORE, SYSTEM, Desk, Workspace
from tests import builders
from tests.builders import ALL, County


@pytest.fixture
def county():
    """The training of the case is paid."""
    with builders.stage("released") as county:
        with county.desk("caiwu", county.days.paid) as desk:
            batch = county.ids["training_batch"]
            (order,) = payments.orders(desk, batch, ALL).rows
            payments.settle(desk, batch, [Settlement(order.id, True, county.days.paid)])
        yield county


def faults(county: County) -> dict[str, tuple[str, ...]]:
    with county.reading() as desk:
        return {each.title: each.faults for each in check(desk) if each.faults}


def test_a_case_done_by_the_deeds_ties_from_end_to_end(county: County):
    with county.reading() as desk:
        found = {each.title: each for each in check(desk)}
    assert [title for title, each in found.items() if each.faults] == []
    assert "2,300.00 元" in found["公示与核定"].figure
    assert "2,000.00 元" in found["台账与拨付"].figure
    assert "10 人天" in found["生活费天数"].figure


FEN = Decimal("0.01")
SPOILS: dict[str, tuple[Callable[[Desk], object], str]] = {
    "a line granted otherwise": (
        lambda desk: desk.session.execute(
            update(ClaimLine).where(ClaimLine.id == 1).values(amount=Decimal("500.01"))
        ),
        "公示与核定",
    ),
    "a published amount": (
        lambda desk: desk.session.execute(
            update(NoticeLine).where(NoticeLine.id == 1).values(amount=Decimal(1))
        ),
        "公示与核定",
    ),
    "a batch total": (
        lambda desk: desk.session.execute(update(PaymentBatch).values(total=PaymentBatch.total + FEN)),
        "拨付与公示",
    ),
    "an order": (
        lambda desk: desk.session.execute(update(PaymentOrder).values(amount=Decimal("1999.99"))),
        "台账与拨付",
    ),
    "a line paid twice": (
        lambda desk: desk.session.execute(
            insert(PaymentLine),
            [
                {
                    "order_id": desk.session.scalars(text("SELECT id FROM payment_order")).one(),
                    "line_id": 3,
                    "amount": FEN,
                }
            ],
        ),
        "拨付与公示",
    ),
    "a day of the allowance": (
        lambda desk: desk.session.execute(delete(AllowanceDay).where(AllowanceDay.line_id == 3)),
        "生活费天数",
    ),
    "a number": (lambda desk: desk.session.execute(update(Sequence).values(last=7)), "案号"),
}


@pytest.mark.parametrize("what", SPOILS)
def test_whatever_does_not_tie_is_named(county: County, what: str):
    spoil, title = SPOILS[what]
    with county.desk("jingban") as desk:
        spoil(desk)
    assert title in faults(county)


def test_a_changed_entry_of_the_trail_is_named(county: County):
    with county.workspace.engine.connect().execution_options(writes=True) as connection, connection.begin():
        for trigger in AUDIT_TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER {trigger.split()[2]}")
        connection.exec_driver_sql("UPDATE audit_entry SET account_name = '别人' WHERE id = 20")
    assert "第 20 条" in faults(county)["审计链"][0]


def test_a_kept_file_that_is_gone_or_changed_is_named(county: County):
    kept = [path for path in (county.workspace.folder / "evidence").rglob("*") if path.is_file()]
    assert kept, "the workbooks that were taken in are kept"
    kept[0].write_bytes(b"something else")
    assert any("内容有变" in fault for fault in faults(county)["佐证文件"])
    kept[0].unlink()
    assert any("缺少" in fault for fault in faults(county)["佐证文件"])


def test_a_copy_that_no_record_names_is_counted_and_left_alone(county: County):
    stray = county.workspace.folder / "evidence" / "00" / f"{'0' * 64}.sealed.part"
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"what a power cut left")
    with county.reading() as desk:
        [told] = [each for each in check(desk) if each.title == "佐证文件"]
    assert "另有 1 份没有登记" in told.figure
    assert not told.faults
    assert stray.is_file()


def test_a_damaged_store_is_told_before_anything_is_read_from_it(county: County):
    folder = county.workspace.folder
    with county.workspace.engine.connect() as connection:
        root = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name = 'claim_line'"
        ).scalar_one()
    county.workspace.close()
    raw = bytearray((folder / STORE).read_bytes())
    raw[(root - 1) * 4096 + 2000] ^= 1
    (folder / STORE).write_bytes(raw)
    workspace = Workspace.open(folder)
    with workspace.reading(SYSTEM) as desk:
        first, rest = check(desk)
    workspace.close()
    assert first.title == "数据文件完整性"
    assert first.faults
    assert "未再核对" in rest.figure


def test_checking_changes_nothing(county: County):
    county.workspace.close()
    before = {name: (county.workspace.folder / name).read_bytes() for name in (STORE, KEY)}
    faults(county)
    county.workspace.close()
    assert {name: (county.workspace.folder / name).read_bytes() for name in (STORE, KEY)} == before
