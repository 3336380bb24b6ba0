"""R20: steps in the wrong order, two parts in one hand, and changes after the list went up."""

from collections import defaultdict
from collections.abc import Iterator
from json import dumps
from typing import NamedTuple

from desktop.audit import DECIDING, HANDLING
from desktop.doubts.asking import Asked, Check, Found

CHANGES = (
    *("导入花名册", "撤销导入花名册", "移出花名册", "导入考勤", "登记考勤", "导入证书", "撤销导入"),
    *("导入注册记录", "导入签到记录", "导入学习记录", "导入测试记录", "导入互动记录", "人工核减", "重新核算"),
)
"""Deeds that change what a list rests on."""
WHO = frozenset(("导入花名册", "撤销导入花名册", "移出花名册"))
"""Those of them that an advance's list rests on already: what the end of the class shows comes later."""
POSTING = "张贴公示"
ADVANCE = "advance"

EVERY_EARLY = """
SELECT m.filing_id
FROM claim AS m
CROSS JOIN filing AS f ON f.id = m.filing_id
LEFT JOIN training_class AS c ON c.filing_id = f.id
WHERE m.state <> 'refused' AND m.stage <> 'advance' AND m.applied_on < coalesce(c.ended_on, f.ends_on)
"""

CLAIMS = """
SELECT m.uid, m.filing_id, m.id
FROM json_each(:filings) AS x
CROSS JOIN claim AS m ON m.filing_id = x.value AND m.state <> 'refused'
"""
DEEDS = """
SELECT a.subject_uid, a.account_id, a.account_name, a.part, a.deed, a.day, a.id
FROM json_each(:uids) AS x
CROSS JOIN audit_entry AS a ON a.subject_uid = x.value
WHERE a.account_id IS NOT NULL
ORDER BY a.id
"""
EVERY_SAME_HAND = """
WITH deed AS MATERIALIZED (
  SELECT f.id, a.account_id, a.part FROM audit_entry AS a CROSS JOIN filing AS f ON f.uid = a.subject_uid
  WHERE a.part IN ('handling', 'deciding')
  UNION ALL
  SELECT c.filing_id, a.account_id, a.part
  FROM audit_entry AS a CROSS JOIN training_class AS c ON c.uid = a.subject_uid
  WHERE a.part IN ('handling', 'deciding')
  UNION ALL
  SELECT m.filing_id, a.account_id, a.part FROM audit_entry AS a CROSS JOIN claim AS m ON m.uid = a.subject_uid
  WHERE a.part IN ('handling', 'deciding'))
SELECT id FROM deed GROUP BY id, account_id HAVING min(part) <> max(part)
"""

POSTED = """
SELECT x.value, m.id, m.stage, n.number, n.posted_on, n.id,
       (SELECT min(a.id) FROM audit_entry AS a WHERE a.subject_uid = n.uid AND a.deed = :posting)
FROM json_each(:filings) AS x
CROSS JOIN claim AS m ON m.filing_id = x.value
CROSS JOIN notice AS n ON n.id = (
  SELECT p.notice_id FROM claim_line AS l CROSS JOIN notice_line AS p ON p.line_id = l.id
  WHERE l.claim_id = m.id LIMIT 1)
WHERE n.posted_on IS NOT NULL
"""
EVERY_CHANGED = """
SELECT f.id FROM audit_entry AS a CROSS JOIN filing AS f ON f.uid = a.subject_uid
WHERE a.deed IN (SELECT value FROM json_each(:deeds))
UNION
SELECT c.filing_id FROM audit_entry AS a CROSS JOIN training_class AS c ON c.uid = a.subject_uid
WHERE a.deed IN (SELECT value FROM json_each(:deeds))
UNION
SELECT m.filing_id FROM audit_entry AS a CROSS JOIN claim AS m ON m.uid = a.subject_uid
WHERE a.deed IN (SELECT value FROM json_each(:deeds))
"""


class Deed(NamedTuple):
    """One deed of the trail: on which claim (None: on the filing or its class), by whom, what, when, which entry."""

    claim: int | None
    account: int
    name: str
    part: str
    deed: str
    day: str
    entry: int


def early_claim(asked: Asked) -> Iterator[Found]:
    """Nobody applies before the class has ended."""
    for case in asked.cases.values():
        if case.claim_id is not None and case.applied < case.ended:
            words = {"applied": case.applied, "ended": case.ended}
            yield Found("R20.early_claim", (case.id, case.applied), filings=(case.id,), words=words)


def deeds(asked: Asked) -> dict[int, list[Deed]]:
    """Return everything done on the filings, their classes and claims, in the order in which it was done."""
    owner: dict[str, tuple[int, int | None]] = {
        uid: (case.id, None) for case in asked.cases.values() for uid in (case.uid, case.class_uid) if uid
    }
    owner |= {uid: (filing_id, claim) for uid, filing_id, claim in asked.rows(CLAIMS)}
    done: dict[int, list[Deed]] = defaultdict(list)
    for uid, *told in asked.rows(DEEDS, uids=dumps(list(owner))):
        filing_id, claim = owner[uid]
        done[filing_id].append(Deed(claim, *told))
    return done


def same_hand(asked: Asked) -> Iterator[Found]:
    """Nobody decides on what he handled: an application with its filing and its class, not beside another one."""
    for filing_id, done in asked.kept(deeds).items():
        told: dict[int, tuple[str, dict[str, str]]] = {}
        for claim in {each.claim for each in done}:
            parts: dict[tuple[int, str], dict[str, str]] = defaultdict(dict)
            for each in done:
                if each.claim in {None, claim}:
                    parts[each.account, each.name].setdefault(each.part, each.deed)
            for (account, name), had in parts.items():
                if HANDLING in had and DECIDING in had:
                    told.setdefault(account, (name, had))
        for account, (name, had) in told.items():
            words = {"clerk": name, "deeds": f"{had[HANDLING]}、{had[DECIDING]}"}
            yield Found("R20.same_hand", (filing_id, account), filings=(filing_id,), words=words)


def after_notice(asked: Asked) -> Iterator[Found]:
    """Nothing a list rests on is changed once the list is up, on the same day or later."""
    changed = {
        filing_id: [each for each in done if each.deed in CHANGES]
        for filing_id, done in asked.kept(deeds).items()
    }
    if not any(changed.values()):
        return
    for filing_id, claim, stage, number, posted, notice, entry in asked.rows(POSTED, posting=POSTING):
        late = [
            (each.deed, each.day)
            for each in changed.get(filing_id, ())
            if (each.claim == claim or (each.claim is None and (stage != ADVANCE or each.deed in WHO)))
            and (each.day > posted if entry is None else each.entry > entry)
        ]
        if late:
            words = {
                "number": number,
                "posted": posted,
                "deeds": "、".join(f"{on}{deed}" for deed, on in late),
            }
            yield Found(
                "R20.after_notice",
                (filing_id, notice, *late),
                filings=(filing_id,),
                words=words,
                rests=(("notice", notice),),
            )


R20 = (
    Check(early_claim, lambda reading: reading.ids(EVERY_EARLY), by="filings"),
    Check(same_hand, lambda reading: reading.ids(EVERY_SAME_HAND), by="filings"),
    Check(after_notice, lambda reading: reading.ids(EVERY_CHANGED, deeds=dumps(CHANGES)), by="filings"),
)
