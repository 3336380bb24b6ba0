"""The province takes packages in order and once, judges each record, and always gives the same receipt."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from db.exchange import ReceivedPackage, ReceivedRecord
from desktop import audit
from desktop.exchange import Party, read, verify, write
from desktop.exchange.package import place
from desktop.exchange.province import Received, receive
from desktop.exchange.receipts import parse
from desktop.workspace import SYSTEM, Workspace
from tests.exchange import faults
from tests.exchange.samples import COUNTY, head, records, uid

NEIGHBOUR = Party("999902", "演练邻县人力资源和社会保障局")


class Post:
    """A county's outbox and the province's folders, so that a test reads as what was sent and what came back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.last: dict[str, tuple[int, str]] = {}

    def make(self, rows: dict[str, Any], sender: Party = COUNTY, **changes: Any) -> Path:
        """The sender's next package."""
        sequence, previous = self.last.get(sender.code, (0, None))
        number = sequence + 1
        told = {"sequence": number, "previous": previous, "uid": uid(0xF000 + number + int(sender.code) * 16)}
        written = write(self.folder / "outbox", head(sender=sender, **(told | changes)), rows)
        self.last[sender.code] = (number, written.digest)
        return written.path

    def hand_in(self, *paths: Path) -> tuple[Received, ...]:
        return receive(paths, self.folder / "inbox", self.folder / "back")

    def send(self, rows: dict[str, Any], sender: Party = COUNTY) -> dict[str, str]:
        """What the province says against each record of the sender's next package, by identifier."""
        (one,) = self.hand_in(self.make(rows, sender))
        assert one.receipt is not None, one.sentence
        return {answer.uid: answer.reason for answer in one.receipt.rejected}

    def kept(self) -> tuple[int, int]:
        """How many packages and records the province's store holds; its audit chain is checked on the way."""
        store = Workspace.open(self.folder / "inbox")
        try:
            with store.reading(SYSTEM) as desk:
                assert not audit.faults(desk.session)
                counted = (
                    select(func.count()).select_from(table) for table in (ReceivedPackage, ReceivedRecord)
                )
                packages, rows = (desk.session.scalar(each) or 0 for each in counted)
                return packages, rows
        finally:
            store.close()


@pytest.fixture
def post(tmp_path: Path) -> Post:
    return Post(tmp_path)


def test_a_sound_package_is_accepted_whole_and_answered(post: Post):
    (one,) = post.hand_in(post.make(records()))
    assert one.ok
    assert not one.again
    assert "共 12 条记录，接收 12 条" in one.sentence
    receipt = parse(read(one.receipt_path))
    assert receipt == one.receipt
    assert (receipt.outcome, receipt.readable, len(receipt.answers)) == ("accepted", True, 12)
    assert (receipt.lines_fen, receipt.payments_fen) == (106000, 106000)
    assert post.kept() == (1, 12)


def test_the_same_package_again_changes_nothing_and_gets_the_same_receipt(post: Post):
    path = post.make(records())
    (first,) = post.hand_in(path)
    before, kept = first.receipt_path.read_bytes(), post.kept()
    first.receipt_path.unlink()
    for again in post.hand_in(path, path):
        assert again.ok
        assert again.again
        assert "没有改变任何数据" in again.sentence
        assert again.receipt_path.read_bytes() == before
    assert post.kept() == kept


def test_packages_handed_in_backwards_are_taken_in_order(post: Post):
    paths = [
        post.make(records(number * 100, id_number=f"99990119900101{number:04d}")) for number in (1, 2, 3)
    ]
    results = post.hand_in(*reversed(paths))
    assert not [one.receipt.rejected for one in results if one.receipt.rejected]
    assert [one.ok for one in results] == [True, True, True]
    assert [one.receipt.sequence for one in results] == [1, 2, 3]
    receipts = [read(one.receipt_path) for one in results]
    assert [one.manifest["sequence"] for one in receipts] == [1, 2, 3]
    assert receipts[2].manifest["previous"] == receipts[1].digest


def test_two_counties_do_not_wait_for_each_other(post: Post):
    ours, theirs = post.make(records()), post.make(records(500, id_number="999902199001010017"), NEIGHBOUR)
    assert [one.ok for one in post.hand_in(theirs, ours)] == [True, True]


def test_independent_packages_leave_the_same_store_in_either_order(post: Post):
    ours, theirs = post.make(records()), post.make(records(500, id_number="999902199001010017"), NEIGHBOUR)
    stores = []
    for name, order in (("one way", (ours, theirs)), ("the other way", (theirs, ours))):
        for path in (*order, *order):
            (one,) = receive([path], post.folder / name, post.folder / f"{name} back")
            assert one.ok
        store = Workspace.open(post.folder / name)
        with store.reading(SYSTEM) as desk:
            columns = (
                ReceivedRecord.uid,
                ReceivedRecord.digest,
                ReceivedRecord.state,
                ReceivedRecord.natural_key,
            )
            stores.append(sorted(tuple(row) for row in desk.session.execute(select(*columns))))
        store.close()
    assert stores[0] == stores[1]
    assert len(stores[0]) == 24


def test_a_gap_is_told_and_closed_by_the_missing_package(post: Post):
    paths = [
        post.make(records(number * 100, id_number=f"99990119900101{number:04d}")) for number in (1, 2, 3, 4)
    ]
    assert post.hand_in(paths[0])[0].ok
    (early,) = post.hand_in(paths[3])
    assert not early.ok
    assert "第 4 包先到了，缺少第 2 包至第 3 包" in early.sentence
    assert post.kept()[0] == 1
    assert all(one.ok for one in post.hand_in(*paths[1:]))
    assert post.kept()[0] == 4


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"sequence": 1, "previous": None, "uid": uid(0xABC)}, "已收到过内容不同的另一份"),
        ({"previous": "b" * 64}, "所记的上一包不是本处收到的那一份"),
        ({"receiver": Party("320000", "江苏省人力资源和社会保障厅")}, "不是报给"),
        ({"region": "jiangsu"}, "不是报给"),
        ({"practice": False}, "演练数据与真实数据"),
    ],
)
def test_a_package_out_of_line_is_told_why_and_leaves_no_trace(
    post: Post, changes: dict[str, Any], sentence: str
):
    post.hand_in(post.make(records()))
    kept = post.kept()
    other = Post(post.folder / "elsewhere")
    other.last = dict(post.last)
    (one,) = post.hand_in(other.make(records(100, id_number="999901199001010047"), **changes))
    assert not one.ok
    assert sentence in one.sentence
    assert one.receipt_path is None
    assert post.kept() == kept


def test_another_content_under_a_known_identifier_is_refused(post: Post):
    post.hand_in(post.make(records()))
    known = read(next((post.folder / "outbox").glob("*.zip"))).manifest["uid"]
    (one,) = post.hand_in(post.make(records(100, id_number="999901199001010047"), uid=known))
    assert "包标识而内容不同" in one.sentence


def test_an_unknown_region_gets_a_sentence_and_no_store(post: Post):
    (one,) = post.hand_in(post.make(records(), region="atlantis"))
    assert not one.ok
    assert "atlantis" in one.sentence
    assert not (post.folder / "inbox").exists()


def test_files_that_are_no_packages_do_not_stop_the_others(post: Post):
    sound = post.make(records())
    junk = post.folder / "junk.zip"
    junk.write_bytes(b"PK\x03\x04 nonsense")
    missing = post.folder / "missing.zip"
    results = {one.file: one for one in post.hand_in(junk, sound, missing)}
    assert [results[path].ok for path in (junk, sound, missing)] == [False, True, False]
    assert "没有找到" in results[missing].sentence


def test_a_receipt_is_never_answered(post: Post):
    (one,) = post.hand_in(post.make(records()))
    (again,) = post.hand_in(one.receipt_path)
    assert not again.ok
    assert "回执不再回复" in again.sentence
    (fresh,) = receive([one.receipt_path], post.folder / "other", post.folder / "back")
    assert "回执不再回复" in fresh.sentence


def test_a_package_whose_sums_are_wrong_is_received_but_not_readable(post: Post):
    spoil = faults.CONTENT["granted otherwise"][1]
    path = place_raw(post.folder, spoil())
    (one,) = post.hand_in(path)
    assert one.ok
    assert (one.receipt.readable, one.receipt.outcome, one.receipt.answers) == (False, "rejected", ())
    assert "控制总额" in one.receipt.reason
    assert verify(one.receipt_path).ok


def test_a_record_that_breaks_its_schema_is_rejected_with_what_rests_on_it(post: Post):
    path = place_raw(post.folder, faults.RECORDS["ID number too short"]())
    (one,) = post.hand_in(path)
    reasons = {answer.kind: answer.reason for answer in one.receipt.rejected}
    assert reasons["person"] == "“公民身份号码”写法不合规定"
    assert reasons["trainee"] == "所引用的人员没有被接收"
    assert reasons["line"] == "所引用的学员没有被接收"
    assert "2 条补贴明细未被接收" in reasons["claim"]
    assert reasons["payment"] in ("所付的补贴明细中有未被接收的", "收款的人员没有被接收")
    assert set(reasons) == {"person", "trainee", "certificate", "line", "claim", "payment"}
    assert one.receipt.outcome == "partly"
    assert (one.receipt.lines_fen, one.receipt.payments_fen) == (0, 0)


def place_raw(folder: Path, blob: bytes) -> Path:
    """A package that our own writer would refuse to write."""
    path = folder / "foreign.zip"
    path.write_bytes(blob)
    return path


def test_same_person_same_occupation_and_level_is_paid_once_across_counties(post: Post):
    assert not post.send(records())
    theirs = records(500)
    for line in theirs["line"]:
        line["days"] = ["2020-06-01", "2020-06-02"] if line["scheme"] == "allowance" else []
    theirs["certificate"][0]["certificate_number"] = "演练另一本"
    rejected = post.send(theirs, NEIGHBOUR)
    assert "培训补贴已由 999901 第 1 包" in rejected[uid(507)]
    assert uid(508) not in rejected
    assert "1 条补贴明细未被接收" in rejected[uid(506)]
    assert rejected[uid(510)] == "所付的补贴明细中有未被接收的"
    assert set(rejected) == {uid(506), uid(507), uid(510)}


def test_the_same_day_is_not_allowed_for_twice(post: Post):
    assert not post.send(records())
    theirs = records(500)
    theirs["line"][0]["occupation"] = "4-10-01-01"
    theirs["line"][1]["days"] = ["2020-04-02", "2020-04-03"]
    rejected = post.send(theirs, NEIGHBOUR)
    assert "2020-04-02 的生活费补贴已由 999901 第 1 包" in rejected[uid(508)]
    assert uid(507) not in rejected


def test_the_same_benefit_twice_in_one_package_is_rejected_once(post: Post):
    rows = records()
    twin = {key: dict(value) for key, value in {"line": rows["line"][0]}.items()}["line"]
    rows["line"].append(twin | {"uid": uid(60)})
    rows["claim"][0] |= {"lines": 3, "asked_fen": 206000, "granted_fen": 206000}
    rejected = post.send(rows)
    assert "不能重复享受" in rejected[uid(60)]
    assert uid(8) not in rejected


def test_a_rejected_record_may_come_again_corrected_and_nothing_else_need_change(post: Post):
    wrong = records()
    wrong["trainee"][0]["person"] = uid(999)
    rejected = post.send(wrong)
    assert rejected[uid(5)] == "所引用的人员没有被接收"
    assert uid(7) in rejected
    assert not post.send(records())
    assert not post.send(records(100, id_number="999901199001010047"))


def test_an_accepted_record_sent_again_unchanged_is_accepted_again(post: Post):
    assert not post.send(records())
    assert not post.send(records())


def test_an_accepted_record_cannot_be_changed_afterwards(post: Post):
    assert not post.send(records())
    changed = records()
    changed["employer"][0]["name"] = "换了名字的公司"
    rejected = post.send(changed)
    assert "999901 第 1 包 已接收过这条记录而内容不同" in rejected[uid(1)]
    assert set(rejected) == {uid(1)}, "the accepted form stands, so what refers to it does too"
    assert not post.send(records()), "a rejected change must not replace what was accepted"


@pytest.mark.parametrize(
    ("kind", "change", "reason"),
    [
        ("claim", {"lines": 3}, "申请应与全部明细同包报送"),
        ("claim", {"granted_fen": 105000}, "申请的金额与明细合计不一致"),
        ("line", {"outcome": "refused"}, "核定结果与申请金额、核准金额互相矛盾"),
        ("line", {"days": ["2020-04-01"]}, "记在了培训补贴上"),
        ("line", {"person": uid(1)}, "所引用的人员没有被接收"),
        ("notice", {"lines": []}, ""),
        ("payment", {"payee_uid": uid(999)}, "收款的用人单位没有被接收"),
        ("payment", {"amount_fen": 99999}, "拨付金额与所付明细合计不一致"),
        ("payment", {"scheme": "allowance"}, "金额或补贴项目与核准的不一致"),
        ("payment", {"lines": [{"line": uid(999), "amount_fen": 100000}]}, "所付的补贴明细中有未被接收的"),
        ("payment", {"notice": uid(3)}, "所引用的公示没有被接收"),
        ("certificate", {"trainee": uid(2)}, "所引用的学员没有被接收"),
    ],
)
def test_what_does_not_tie_is_rejected(post: Post, kind: str, change: dict[str, Any], reason: str):
    rows = records()
    rows[kind][0] |= change
    rejected = post.send(rows)
    assert reason in rejected.get(rows[kind][0]["uid"], "")
    assert rejected


def test_a_payment_rests_on_what_was_made_public(post: Post):
    rows = records()
    rows["notice"][0]["lines"][0]["state"] = "withdrawn"
    assert "没有按这个金额公示无异议" in post.send(rows)[uid(11)]


def test_the_same_line_is_not_paid_twice(post: Post):
    assert not post.send(records())
    again = {"payment": [records()["payment"][0] | {"uid": uid(70)}]}
    assert "不能重复拨付" in post.send(again)[uid(70)]
    returned = {
        "payment": [records()["payment"][0] | {"uid": uid(71), "result": "returned", "reason": "户名不符"}]
    }
    assert not post.send(returned)


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows["person"][0].update(name="另一人"),
        lambda rows: rows["employer"][0].update(name="另一家公司"),
        lambda rows: rows["certificate"][0].update(certificate_number="演练000001"),
    ],
)
def test_one_number_does_not_stand_for_two(post: Post, change: Callable[[dict[str, Any]], None]):
    assert not post.send(records())
    theirs = records(500)
    change(theirs)
    rejected = post.send(theirs, NEIGHBOUR)
    assert any("999901 第 1 包" in reason for reason in rejected.values())


def test_the_same_person_may_be_known_to_two_counties(post: Post):
    assert not post.send(records())
    theirs = records(500)
    theirs["certificate"][0]["certificate_number"] = "演练另一本"
    theirs["line"] = []
    theirs["payment"] = []
    theirs["claim"][0] |= {"lines": 0, "asked_fen": 0, "granted_fen": 0}
    assert not post.send(theirs, NEIGHBOUR)


def test_a_receipt_that_cannot_be_written_comes_with_the_next_try(post: Post):
    path = post.make(records())
    (post.folder / "back").write_text("a file where the folder should be")
    (one,) = post.hand_in(path)
    assert not one.ok
    assert "没有写成" in one.sentence
    (post.folder / "back").unlink()
    (one,) = post.hand_in(path)
    assert one.ok
    assert one.again


def test_a_receipt_already_there_is_not_written_over(post: Post, tmp_path: Path):
    (one,) = post.hand_in(post.make(records()))
    before = one.receipt_path.stat().st_mtime_ns
    place(post.folder / "back", one.receipt_path.read_bytes())
    assert one.receipt_path.stat().st_mtime_ns == before
