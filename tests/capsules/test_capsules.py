"""A decision fits one small file; any machine works it out again from it, and a changed file says that it was changed."""

import base64
import json
import zlib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, update

from db.policy import PolicyEdition
from db.subsidies import ClaimLine
from desktop import capsules, classes, local_values, subsidies
from desktop.capsules.faces import capsule_face, recompute_face
from desktop.capsules.parts import digest_of
from desktop.local_values import LocalEntry
from desktop.problems import Refused, Unreadable
from tests import builders
from tests.builders import ALL, COUNTY, PEOPLE, County

APPLIED = date(2023, 10, 30)
SOON = date(2023, 12, 1)
LOCAL = LocalEntry(
    name="training_standard",
    since=date(2023, 6, 1),
    document="演练县关于补贴标准的通知",
    document_number="演人社〔2023〕2号",
    clause="第一条",
    amount=Decimal("510.50"),
    scope={"training_type": ("employment_skills",), "category": ("C",), "level": ("5",)},
)


def made(county: County, name: str, scheme: str = "training", claim_id: int = 0) -> bytes:
    with county.reading(day=APPLIED) as desk:
        rows = subsidies.claim_lines(desk, claim_id or county.ids["claim"], ALL).rows
        return capsules.capsule(desk, next(r.id for r in rows if (r.name, r.scheme) == (name, scheme)))


@pytest.fixture(scope="module")
def held() -> dict[str, bytes]:
    """Capsules of a class in which one has no certificate, one was rarely there, and a standard is the county's own."""
    with builders.stage("approved") as county:
        with county.desk("jingban", county.days.opened) as desk:
            value_id = local_values.propose(desk, LOCAL)
        with county.desk("fuhe", county.days.opened) as desk:
            local_values.confirm(desk, value_id)
        with county.desk("jingban", county.days.opened) as desk:
            classes.open_class(desk, county.ids["filing"])
        with county.desk("jingban", county.days.ended) as desk:
            sheet = builders.attendance(PEOPLE, county.days.opened, {"赵敏": (0, 1, 2)})
            classes.take_attendance(desk, 1, sheet)
            classes.finish(desk, 1)
            classes.take_certificates(desk, 1, builders.certificates(PEOPLE[1:], county.days.ended))
        with county.desk("jingban", APPLIED) as desk:
            county.ids["claim"] = subsidies.apply(desk, county.ids["filing"])
        return {
            "granted": made(county, "王秀英"),
            "allowance": made(county, "王秀英", "allowance"),
            "without": made(county, "欧阳修齐"),
            "rare": made(county, "赵敏"),
        }


WHICH = ("granted", "allowance", "without", "rare")


@pytest.mark.parametrize("which", WHICH)
def test_every_decision_comes_out_again_without_a_store(held: dict[str, bytes], which: str):
    told = capsules.recompute(held[which], SOON)
    assert (told.then.same, told.today.same) == (True, True), (told.then, told.today)
    assert told.then.day == date(2023, 10, 23)
    assert told.today.day == SOON
    assert len(held[which]) < 30_000


def test_a_capsule_says_what_was_decided_and_why(held: dict[str, bytes]):
    told = capsules.recompute(held["granted"], SOON)
    assert (told.person, told.recorded.amount, told.case["claim"]) == (
        "王秀英",
        Decimal("510.50"),
        "补〔2023〕0001号",
    )
    assert told.sentence.startswith("核定510.50元：本地职业培训补贴标准")
    body = json.loads(held["without"])
    assert [each["rule"] for each in body["trace"]["rules"] if not each["held"]] == ["certificate_present"]
    assert json.loads(held["allowance"])["trace"]["steps"] == ["30元×5天＝150元"]


def test_no_citizen_number_and_no_account_leaves_the_store(held: dict[str, bytes]):
    for content in held.values():
        for person in PEOPLE:
            assert person.id_number not in content.decode()
            assert person.account not in content.decode()


def changed(content: bytes, *path: str, to: Any) -> bytes:
    """A capsule with one thing changed and the digest made anew, as somebody would who knows how."""
    body = json.loads(content)
    body.pop("digest")
    place = body
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = to
    return json.dumps(body | {"digest": digest_of(body)}, ensure_ascii=False).encode()


def test_the_law_of_today_may_come_to_something_else(held: dict[str, bytes]):
    """Before June 2023 the province left the standard to the county; from then on it is the county's own."""
    told = capsules.recompute(held["granted"], date(2023, 5, 1))
    assert told.then.same
    assert told.today.result is None
    assert "缺少“职业培训补贴标准" in told.today.why
    assert not told.today.same


def test_where_a_result_differs_is_said(held: dict[str, bytes]):
    told = capsules.recompute(changed(held["granted"], "result", "amount", to="600"), SOON)
    assert told.then.differences == ("金额：原为600元，现为510.50元",)
    told = capsules.recompute(changed(held["without"], "facts", "certificate", to=None), SOON)
    assert told.then.same
    worse = json.loads(held["granted"])["facts"] | {"certificate": None}
    told = capsules.recompute(changed(held["granted"], "facts", to=worse), SOON)
    assert told.then.differences[:2] == ("结论：原为核定，现为不予补贴", "金额：原为510.50元，现为0元")
    assert any(each.startswith("新提出：王秀英没有取得证书") for each in told.then.differences)


@pytest.mark.parametrize("which", WHICH)
def test_one_changed_letter_is_seen(held: dict[str, bytes], which: str):
    content = held[which].decode()
    with pytest.raises(Unreadable, match="改动过"):
        capsules.recompute(
            content.replace("王秀英", "王秀芳").replace("赵敏", "赵民").replace("修齐", "修奇").encode(), SOON
        )


def test_a_law_of_then_that_was_swapped_is_not_believed(held: dict[str, bytes]):
    law = json.loads(zlib.decompress(base64.b64decode(json.loads(held["granted"])["law"]["content"])))
    law["local"][0]["amount"] = "5000"
    content = base64.b64encode(zlib.compress(json.dumps(law).encode())).decode()
    told = capsules.recompute(changed(held["granted"], "law", "content", to=content), SOON)
    assert told.then.result is None
    assert "超出" in told.then.why or "不是当时的版本" in told.then.why
    law["local"][0]["amount"] = "520"
    content = base64.b64encode(zlib.compress(json.dumps(law).encode())).decode()
    told = capsules.recompute(changed(held["granted"], "law", "content", to=content), SOON)
    assert told.then.result is None
    assert "不是当时的版本" in told.then.why


def test_without_the_law_of_then_this_machines_is_taken_when_it_is_the_same(held: dict[str, bytes]):
    told = capsules.recompute(changed(held["granted"], "law", "content", to=""), SOON)
    assert told.then.same
    other = changed(changed(held["granted"], "law", "content", to=""), "law", "version", to="0" * 64)
    told = capsules.recompute(other, SOON)
    assert told.then.result is None
    assert "不是当时的版本" in told.then.why


def deep(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b"{}",
        b'{"format": "zhipei-capsule", "version": 1}',
        b'{"format": "zhipei-capsule", "version": 2}',
        deep(200_000),
        b" " * 2_000_001,
    ],
)
def test_what_is_no_capsule_is_refused_in_a_sentence(content: bytes):
    with pytest.raises(Unreadable) as raised:
        capsules.recompute(content, SOON)
    assert "没有重算" in raised.value.sentence
    assert raised.value.remedy


@pytest.mark.parametrize(
    "path, to",
    [
        (("scheme",), 3),
        (("facts",), []),
        (("facts", "opened_on"), "yesterday"),
        (("facts", "planned_hours"), "many"),
        (("law",), None),
        (("law", "day"), "2023-13-01"),
        (("law", "content"), "no base64"),
        (("law", "content"), base64.b64encode(b"no zlib").decode()),
        (("law", "content"), base64.b64encode(zlib.compress(b"[" * 100_000)).decode()),
        (("law", "content"), base64.b64encode(zlib.compress(b"0" * 5_000_000)).decode()),
        (("law", "content"), base64.b64encode(zlib.compress(b'{"region": "../x", "files": {}}')).decode()),
        (("result", "outcome"), "gladly"),
        (("result", "amount"), "much"),
        (("case",), []),
        (("person",), "\ud800"),
    ],
)
def test_a_capsule_that_somebody_made_up_is_refused_in_a_sentence(held: dict[str, bytes], path: Any, to: Any):
    body = json.loads(held["granted"])
    body.pop("digest")
    place = body
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = to
    try:
        content = json.dumps(body | {"digest": digest_of(body)}).encode()
    except UnicodeEncodeError:
        content = json.dumps(body | {"digest": "0" * 64}).encode()
    with pytest.raises(Unreadable):
        capsules.recompute(content, SOON)


# --- in the county


def test_what_people_decided_stands_beside_what_the_rules_come_to():
    with builders.stage("held") as county:
        with county.desk("jingban", APPLIED) as desk:
            claim_id = subsidies.apply(desk, county.ids["filing"])
            rows = subsidies.claim_lines(desk, claim_id, ALL).rows
            chosen = next(row.id for row in rows if (row.name, row.scheme) == ("赵敏", "training"))
            subsidies.cut(desk, chosen, Decimal(300), "部分课时由其他资金承担")
        content = made(county, "赵敏", claim_id=claim_id)
    told = capsules.recompute(content, SOON)
    assert told.by_people == ("部分课时由其他资金承担",)
    assert (told.recorded.amount, told.then.same) == (500, True)
    assert json.loads(content)["final"] == {"state": "cut", "amount": "300.00"}


def test_a_store_that_was_changed_by_force_gives_a_capsule_that_does_not_come_out():
    with builders.stage("claimed") as county:
        with county.desk("jingban") as desk:
            desk.session.execute(update(ClaimLine).where(ClaimLine.amount > 0).values(amount=Decimal(5000)))
        told = capsules.recompute(made(county, "赵敏"), SOON)
    assert told.then.differences == ("金额：原为5000元，现为500元",)


def test_a_line_without_its_facts_gives_no_capsule():
    with builders.stage("claimed") as county:
        with county.desk("jingban") as desk:
            desk.session.execute(update(ClaimLine).values(known=None))
        with pytest.raises(Refused, match="没有留存"):
            made(county, "赵敏")


def test_handing_out_a_capsule_leaves_an_entry(tmp_path: Path):
    with builders.stage("claimed") as county:
        with county.desk("jingban", APPLIED) as desk:
            rows = subsidies.claim_lines(desk, county.ids["claim"], ALL).rows
            path = capsules.export(desk, rows[0].id, tmp_path / "依据.json")
        with county.reading() as desk:
            history = subsidies.sheet(desk, county.ids["claim"]).history
            desk_policy = desk.policy.version
    assert history[0].deed == "导出核定依据"
    assert json.loads(path.read_bytes())["law"]["version"] == desk_policy
    assert json.loads(path.read_bytes())["law"]["county"] == COUNTY


def test_a_law_that_was_not_kept_is_taken_from_the_program_while_it_is_the_same():
    with builders.stage("claimed") as county:
        with county.desk("jingban") as desk:
            desk.session.execute(delete(PolicyEdition))
        told = capsules.recompute(made(county, "赵敏"), SOON)
    assert told.then.same


# --- at the terminal


def test_the_status_tells_whether_it_is_the_same(held: dict[str, bytes], tmp_path: Path):
    path = tmp_path / "依据.json"
    path.write_bytes(held["granted"])
    text, status = recompute_face(path, SOON)
    assert status == 0
    assert "当时的政策（2023年10月23日，版本" in text
    assert text.count("：相同，510.50元") == 2
    text, status = recompute_face(path, date(2023, 5, 1))
    assert (status, "无法重算" in text) == (1, True)
    assert recompute_face(path, date(2023, 5, 1), then_only=True)[1] == 0
    told = json.loads(recompute_face(path, SOON, as_json=True)[0])
    assert (told["then"]["same"], told["recorded"]["amount"]) == (True, "510.50")
    path.write_bytes(changed(held["granted"], "result", "amount", to="600"))
    assert recompute_face(path, SOON)[1] == 1
    with pytest.raises(Unreadable):
        recompute_face(tmp_path / "没有.json", SOON + timedelta(days=1))
    with pytest.raises(Unreadable):
        recompute_face(tmp_path, SOON)


def test_the_command_writes_a_capsule_that_the_other_command_agrees_with(tmp_path: Path):
    with builders.stage("claimed", tmp_path / "county") as county:
        with county.reading() as desk:
            rows = subsidies.claim_lines(desk, county.ids["claim"], ALL).rows
            number = subsidies.sheet(desk, county.ids["claim"]).number
        line = next(row for row in rows if row.scheme_title == "职业培训补贴")
        folder, out = county.workspace.folder, tmp_path / "依据.json"
        county.workspace.close()
        said = capsule_face(folder, number, line.position, "training", out)
        assert said == f"{line.sentence}\n核定依据已写到 {out}"
        told, status = recompute_face(out, APPLIED)
        assert status == 0, told
        assert told.count("相同") == 2
        with pytest.raises(Refused, match="没有名册第99行"):
            capsule_face(folder, number, 99, "training", out)
