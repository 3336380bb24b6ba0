"""Invented records of a small case, and ways to spoil the package they make."""

import struct
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from desktop.exchange import Head, Party
from desktop.exchange.package import compose

COUNTY = Party("999901", "演练县人力资源和社会保障局")
PROVINCE = Party("340000", "安徽省人力资源和社会保障厅")
BEIJING = timezone(timedelta(hours=8))
MOMENT = datetime(2020, 6, 1, 9, 30, 15, tzinfo=BEIJING)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
CITATION = {"document": "安徽省通知", "number": "皖人社秘〔2020〕36号", "clause": "第二条"}


def uid(number: int) -> str:
    """An identifier of version 7 that a test can tell from others."""
    return f"01700000-0000-7000-8000-{number:012x}"


def head(**changes: Any) -> Head:
    """The head of the county's first package."""
    given: dict[str, Any] = {
        "uid": uid(0xFFFF),
        "kind": "report",
        "number": "报〔2020〕0001号",
        "sender": COUNTY,
        "receiver": PROVINCE,
        "region": "anhui",
        "sequence": 1,
        "previous": None,
        "created_at": MOMENT,
        "practice": True,
        "software": "zhipei 0.1.0",
    }
    return Head(**(given | changes))


def records(first: int = 1, *, id_number: str = "999901199001010012") -> dict[str, list[dict[str, Any]]]:
    """One enterprise's case with one trainee, from filing to payment; identifiers count up from `first`."""
    names = [
        "employer",
        "person",
        "filing",
        "class",
        "trainee",
        "certificate",
        "claim",
        "training",
        "allowance",
    ]
    names += ["notice", "payment", "transfer", "batch"]
    of = {name: uid(first + at) for at, name in enumerate(names)}
    filing, course, claim = (f"{kind}〔2020〕{first:04d}号" for kind in "备班补")
    return {
        "employer": [_employer(of)],
        "person": [_person(of, id_number)],
        "filing": [_filing(of, filing)],
        "class": [
            {
                "uid": of["class"],
                "kind": "class",
                "number": course,
                "filing": of["filing"],
                "opened_on": "2020-04-01",
                "ended_on": "2020-04-10",
                "people": 1,
                "training_days": 8,
            }
        ],
        "trainee": [_trainee(of, course)],
        "certificate": [
            {
                "uid": of["certificate"],
                "kind": "certificate",
                "number": course,
                "trainee": of["trainee"],
                "type": "completion",
                "certificate_number": f"演练{first:06d}",
                "level": "none",
                "issued_on": "2020-04-12",
                "issuer": "演练培训中心",
            }
        ],
        "claim": [_claim(of, claim)],
        "line": [_line(of, claim), _allowance(of, claim)],
        "notice": [_notice(of, f"示〔2020〕{first:04d}号")],
        "payment": [_payment(of), _transfer(of)],
    }


def blob(**changes: Any) -> bytes:
    """The bytes of the sample package."""
    return compose(head(**changes), records())


def _employer(of: Mapping[str, str]) -> dict[str, Any]:
    return {
        "uid": of["employer"],
        "kind": "employer",
        "number": "",
        "name": "演练纺织有限公司",
        "credit_code": "91999901MA00000016",
        "county": "999901",
        "key_enterprise": False,
    }


def _person(of: Mapping[str, str], id_number: str) -> dict[str, Any]:
    group = {"group": "low_income", "evidence": "低保证", "since": "2020-01-01", "until": None}
    return {
        "uid": of["person"],
        "kind": "person",
        "number": "",
        "name": "演练一",
        "id_number": id_number,
        "education": "高中",
        "household": "农业",
        "groups": [group],
    }


def _filing(of: Mapping[str, str], number: str) -> dict[str, Any]:
    course = {
        "title": "安全生产",
        "content": "safety",
        "part": "theory",
        "mode": "online_live",
        "hours": "24",
    }
    trainer = {"name": "演练师", "title": "高级技师", "courses": "安全生产", "full_time": True}
    opinion = {"step": "approve", "verdict": "approved", "text": "同意", "by": "审批人", "on": "2020-03-20"}
    return {
        "uid": of["filing"],
        "kind": "filing",
        "number": number,
        "title": "新录用人员岗前培训",
        "case_kind": "enterprise",
        "training_type": "pre_job",
        "county": "999901",
        "channel": "online",
        "employer": of["employer"],
        "institution": None,
        "platform": None,
        "person": None,
        "targets": "新录用职工",
        "occupation": "6-04-02-01",
        "level": "none",
        "programme": "",
        "years": None,
        "planned_people": 1,
        "starts_on": "2020-04-01",
        "ends_on": "2020-04-10",
        "courses": [course],
        "site": "一号车间",
        "facilities": "工位二十个",
        "trainers": [trainer],
        "budget_fen": 500000,
        "budget_note": "",
        "assessment": "闭卷考试",
        "filed_on": "2020-03-16",
        "accepted_on": "2020-03-17",
        "decided_on": "2020-03-20",
        "materials": [{"code": "roster", "required": True, "received_on": "2020-03-16", "sha256": None}],
        "findings": [],
        "opinions": [opinion],
    }


def _trainee(of: Mapping[str, str], number: str) -> dict[str, Any]:
    return {
        "uid": of["trainee"],
        "kind": "trainee",
        "number": number,
        "class": of["class"],
        "person": of["person"],
        "position": 1,
        "groups": ["low_income"],
        "employer_name": "演练纺织有限公司",
        "hired_on": "2020-02-20",
        "contract_from": "2020-02-20",
        "contract_until": "2021-02-19",
        "attended_days": 8,
        "online_hours": "16",
        "offline_hours": "8.5",
    }


def _claim(of: Mapping[str, str], number: str) -> dict[str, Any]:
    return {
        "uid": of["claim"],
        "kind": "claim",
        "number": number,
        "filing": of["filing"],
        "stage": "whole",
        "payee_kind": "employer",
        "applied_on": "2020-04-20",
        "decided_on": "2020-04-24",
        "policy_version": "a" * 64,
        "lines": 2,
        "asked_fen": 106000,
        "granted_fen": 106000,
        "materials": [],
        "opinions": [],
    }


def _line(of: Mapping[str, str], number: str) -> dict[str, Any]:
    basis = {
        "value": "pre_job",
        "title": "新录用岗前培训补贴",
        "amount_fen": 100000,
        "since": "2020-03-06",
        "local": False,
        "citation": CITATION,
    }
    return {
        "uid": of["training"],
        "kind": "line",
        "number": number,
        "claim": of["claim"],
        "trainee": of["trainee"],
        "person": of["person"],
        "scheme": "training",
        "outcome": "granted",
        "occupation": "6-04-02-01",
        "level": "none",
        "programme": "",
        "days": [],
        "asked_fen": 100000,
        "granted_fen": 100000,
        "basis": basis,
        "findings": [],
        "sentence": "按新录用岗前培训补贴每人1000元核定。",
    }


def _allowance(of: Mapping[str, str], number: str) -> dict[str, Any]:
    changes = {
        "uid": of["allowance"],
        "scheme": "allowance",
        "days": ["2020-04-01", "2020-04-02"],
        "asked_fen": 6000,
        "granted_fen": 6000,
        "basis": None,
        "sentence": "2天，每天30元。",
    }
    return _line(of, number) | changes


def _notice(of: Mapping[str, str], number: str) -> dict[str, Any]:
    public = {"training": 100000, "allowance": 6000}
    lines = [
        {"line": of[name], "amount_fen": fen, "state": "cleared", "objections": 0}
        for name, fen in public.items()
    ]
    return {
        "uid": of["notice"],
        "kind": "notice",
        "number": number,
        "title": "关于职业培训补贴的公示",
        "place": "局公示栏",
        "working_days": 5,
        "posted_on": "2020-04-27",
        "ends_on": "2020-05-07",
        "closed_on": "2020-05-08",
        "lines": lines,
    }


def _payment(of: Mapping[str, str]) -> dict[str, Any]:
    return {
        "uid": of["payment"],
        "kind": "payment",
        "number": "拨〔2020〕0001号",
        "batch": of["batch"],
        "notice": of["notice"],
        "scheme": "training",
        "fund": "upgrading",
        "position": 1,
        "payee_kind": "employer",
        "payee_uid": of["employer"],
        "payee": "演练纺织有限公司",
        "bank": "演练银行",
        "account": "999000000000000001",
        "amount_fen": 100000,
        "people": 1,
        "lines": [{"line": of["training"], "amount_fen": 100000}],
        "doubt_sheet": {
            "number": "核〔2020〕0001号",
            "digest": "5f" * 32,
            "by": "周正明",
            "on": "2020-05-11",
        },
        "released_on": "2020-05-11",
        "result": "paid",
        "settled_on": "2020-05-13",
        "reason": "",
    }


def _transfer(of: Mapping[str, str]) -> dict[str, Any]:
    changes = {
        "uid": of["transfer"],
        "number": "拨〔2020〕0002号",
        "scheme": "allowance",
        "payee_kind": "person",
        "payee_uid": of["person"],
        "payee": "演练一",
        "amount_fen": 6000,
        "lines": [{"line": of["allowance"], "amount_fen": 6000}],
    }
    return _payment(of) | changes


def zipped(files: Mapping[str, bytes] | list[tuple[str, bytes]]) -> bytes:
    """A zip with these entries just as given: any name, any order, twice or not; checksums right."""
    import zlib

    entries = list(files.items()) if isinstance(files, Mapping) else files
    body, directory = b"", b""
    for name, content in entries:
        raw = name.encode()
        when = (9 << 11 | 30 << 5 | 7, 40 << 9 | 6 << 5 | 1)
        sizes = (zlib.crc32(content), len(content), len(content), len(raw), 0)
        directory += struct.pack(
            "<4sHHHHHHIIIHHHHHII",
            b"PK\x01\x02",
            0x0314,
            20,
            0,
            0,
            *when,
            *sizes,
            0,
            0,
            0,
            0o100600 << 16,
            len(body),
        )
        directory += raw
        body += struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 0, *when, *sizes) + raw + content
    end = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(entries), len(entries), len(directory), len(body), 0
    )
    return body + directory + end
