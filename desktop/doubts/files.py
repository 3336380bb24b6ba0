"""R8, R17: one file as evidence of two cases, and personal data in what is put up for the public."""

from collections.abc import Iterator
from json import dumps

from desktop.audit import NUMBERS
from desktop.codes import title
from desktop.doubts.asking import Asked, Case, Check, Found, Reading

SHARED = (
    "business_licence",
    "institution_qualification",
    "delegation_contract",
    "agency_agreement",
    "delegated_agency_agreement",
    "labour_contracts",
    "claim_labour_contracts",
    "social_insurance",
)
"""Materials that rightly come again with every class of the same parties."""
LISTS = {
    "roster": "花名册",
    "attendance": "考勤表",
    "certificates": "证书表",
    "registration": "注册记录",
    "sign_in": "签到记录",
    "sessions": "学习记录",
    "tests": "测试记录",
    "interaction": "互动记录",
}

SAME_FILE = """
WITH mine AS (
  SELECT x.value AS filing, a.code, a.digest
  FROM json_each(:filings) AS x
  CROSS JOIN material AS a ON a.case_kind = 'filing' AND a.case_id = x.value
  WHERE a.digest IS NOT NULL
  UNION ALL
  SELECT x.value, a.code, a.digest
  FROM json_each(:filings) AS x
  CROSS JOIN claim AS m ON m.filing_id = x.value
  CROSS JOIN material AS a ON a.case_kind = 'claim' AND a.case_id = m.id
  WHERE a.digest IS NOT NULL)
SELECT mine.filing, mine.code, mine.digest, b.code,
       iif(b.case_kind = 'filing', b.case_id, (SELECT o.filing_id FROM claim AS o WHERE o.id = b.case_id))
FROM mine CROSS JOIN material AS b ON b.digest = mine.digest
WHERE mine.code NOT IN (SELECT value FROM json_each(:shared))
  AND b.code NOT IN (SELECT value FROM json_each(:shared))
"""

EVERY_SAME_FILE = """
SELECT iif(a.case_kind = 'filing', a.case_id, (SELECT o.filing_id FROM claim AS o WHERE o.id = a.case_id))
FROM (SELECT digest FROM material WHERE digest IS NOT NULL GROUP BY digest HAVING count(*) > 1) AS x
CROSS JOIN material AS a ON a.digest = x.digest
WHERE a.case_kind IN ('filing', 'claim')
"""

SAME_WORKBOOK = """
SELECT x.value, a.kind, a.file_name, b.filing_id, a.id, b.id
FROM json_each(:filings) AS x
CROSS JOIN import_batch AS a ON a.filing_id = x.value
CROSS JOIN import_batch AS b ON b.digest = a.digest AND b.kind = a.kind AND b.filing_id <> a.filing_id
WHERE a.state = 'taken' AND b.state = 'taken'
"""
EVERY_SAME_WORKBOOK = """
SELECT a.filing_id
FROM (SELECT digest, kind FROM import_batch WHERE state = 'taken' AND filing_id IS NOT NULL
      GROUP BY digest, kind HAVING count(DISTINCT filing_id) > 1) AS x
CROSS JOIN import_batch AS a ON a.digest = x.digest AND a.kind = x.kind
WHERE a.filing_id IS NOT NULL
"""

# A photo or signature kept for one person that is also kept for another, for another case, or under another name.
SAME_PHOTO = """
WITH mine AS (
  SELECT x.value AS filing, a.id, a.digest, a.person_id, a.material, a.name
  FROM json_each(:filings) AS x
  CROSS JOIN evidence_use AS a ON a.case_kind = 'filing' AND a.case_id = x.value
  UNION ALL
  SELECT x.value, a.id, a.digest, a.person_id, a.material, a.name
  FROM json_each(:filings) AS x
  CROSS JOIN claim AS m ON m.filing_id = x.value
  CROSS JOIN evidence_use AS a ON a.case_kind = 'claim' AND a.case_id = m.id
  UNION ALL
  SELECT x.value, a.id, a.digest, a.person_id, a.material, a.name
  FROM json_each(:filings) AS x
  CROSS JOIN training_class AS c ON c.filing_id = x.value
  CROSS JOIN evidence_use AS a ON a.case_kind = 'class' AND a.case_id = c.id)
SELECT mine.filing, mine.name, mine.digest, mine.person_id, b.person_id, mine.id, b.id,
       iif(b.name <> mine.name AND b.material IS mine.material, b.name, ''),
       CASE b.case_kind
         WHEN 'filing' THEN b.case_id
         WHEN 'claim' THEN (SELECT o.filing_id FROM claim AS o WHERE o.id = b.case_id)
         WHEN 'class' THEN (SELECT o.filing_id FROM training_class AS o WHERE o.id = b.case_id) END
FROM mine CROSS JOIN evidence_use AS b ON b.digest = mine.digest AND b.id <> mine.id
WHERE coalesce(mine.material, '') NOT IN (SELECT value FROM json_each(:shared))
  AND coalesce(b.material, '') NOT IN (SELECT value FROM json_each(:shared))
"""
EVERY_SAME_PHOTO = """
SELECT CASE a.case_kind
         WHEN 'filing' THEN a.case_id
         WHEN 'claim' THEN (SELECT o.filing_id FROM claim AS o WHERE o.id = a.case_id)
         WHEN 'class' THEN (SELECT o.filing_id FROM training_class AS o WHERE o.id = a.case_id) END AS filing
FROM (SELECT digest FROM evidence_use GROUP BY digest HAVING count(*) > 1) AS x
CROSS JOIN evidence_use AS a ON a.digest = x.digest
WHERE filing IS NOT NULL
"""

NOTICES = """
SELECT DISTINCT n.id, n.number, n.title, n.place, m.filing_id
FROM json_each(:filings) AS x
CROSS JOIN claim AS m ON m.filing_id = x.value
CROSS JOIN claim_line AS l ON l.claim_id = m.id
CROSS JOIN notice_line AS p ON p.line_id = l.id
CROSS JOIN notice AS n ON n.id = p.notice_id
"""
EVERY_NOTICE = "SELECT id, title, place FROM notice"
EVERY_PARTY = """
SELECT f.id, e.name FROM employer AS e CROSS JOIN filing AS f ON f.employer_id = e.id
WHERE e.name GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]*'
UNION ALL
SELECT f.id, i.name FROM institution AS i CROSS JOIN filing AS f ON f.institution_id = i.id
WHERE i.name GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]*'
"""
FILINGS_ON = """
SELECT DISTINCT m.filing_id
FROM notice_line AS p
CROSS JOIN claim_line AS l ON l.id = p.line_id
CROSS JOIN claim AS m ON m.id = l.claim_id
WHERE p.notice_id = :notice
"""


def same_files(asked: Asked) -> Iterator[Found]:
    """Each case has its own sign-ins, recordings and certificates; no file proves two of them."""
    told: set[tuple[str, int, int]] = set()
    for filing_id, code, digest, other_code, other in asked.rows(SAME_FILE, shared=dumps(SHARED)):
        if other in (filing_id, None) or (digest, filing_id, other) in told:
            continue
        told.add((digest, filing_id, other))
        words = {
            "material": title("materials", code),
            "other_material": title("materials", other_code),
            "digest": digest[:12],
        }
        yield Found(
            "R8.same_file", (digest, *sorted((filing_id, other))), filings=(filing_id, other), words=words
        )


def same_workbooks(asked: Asked) -> Iterator[Found]:
    """Each class has its own roster, attendance and certificates; no workbook is taken in for two."""
    for filing_id, kind, name, other, one, two in asked.rows(SAME_WORKBOOK):
        yield Found(
            "R8.same_workbook",
            tuple(sorted((one, two))),
            filings=(filing_id, other),
            words={"what": LISTS.get(kind, "表格"), "file": name},
            rests=(("import_batch", one), ("import_batch", two)),
        )


def same_photos(asked: Asked) -> Iterator[Found]:
    """A photo or signature kept for one person is nobody else's, not another class's, and not another day's either."""
    for filing_id, name, digest, person, other_person, one, two, renamed, other in asked.rows(
        SAME_PHOTO, shared=dumps(SHARED)
    ):
        if other is None or (other == filing_id and person == other_person and not renamed):
            continue
        whose = "另一个人" if person != other_person else "另一个班期"
        if other == filing_id and person == other_person:
            whose = f"另一份佐证“{renamed}”"
        yield Found(
            "R8.same_photo",
            (digest, *sorted((one, two))),
            filings=(filing_id, other) if other != filing_id else (filing_id,),
            words={
                "file": name,
                "digest": digest[:12],
                "whose": whose,
            },
            rests=(("evidence_use", one), ("evidence_use", two)),
        )


def texts(asked: Asked) -> Iterator[Found]:
    """Nothing that goes up with a list of names holds a citizen number, a telephone or an account."""
    for notice, number, heading, place, filing_id in asked.rows(NOTICES):
        for where, said in (("标题", heading), ("公示地点", place), *_parties(asked.cases[filing_id])):
            hidden = NUMBERS.search(said)
            if hidden:
                words = {
                    "number": number,
                    "where": where,
                    "what": _what(hidden[0]),
                    "shown": f"****{hidden[0][-4:]}",
                }
                yield Found(
                    "R17.text",
                    (notice, where, hidden[0]),
                    filings=(filing_id,),
                    words=words,
                    rests=(("notice", notice),),
                )


def _parties(case: Case) -> tuple[tuple[str, str], ...]:
    return (("申报单位名称", case.employer), ("培训机构名称", case.institution))


def _what(number: str) -> str:
    if len(number) == 18:
        return "身份证号"
    return "手机号码" if len(number) == 11 else "银行账号"


def _every_text(reading: Reading) -> set[int]:
    found = {row[0] for row in reading.rows(EVERY_PARTY) if NUMBERS.search(row[1])}
    for notice, heading, place in reading.rows(EVERY_NOTICE):
        if NUMBERS.search(heading) or NUMBERS.search(place):
            found.update(reading.ids(FILINGS_ON, notice=notice))
    return found


def _every_file(reading: Reading) -> list[int]:
    return reading.ids(EVERY_SAME_FILE)


R8 = (
    Check(same_files, _every_file, by="filings"),
    Check(same_photos, lambda reading: reading.ids(EVERY_SAME_PHOTO), by="filings"),
    Check(same_workbooks, lambda reading: reading.ids(EVERY_SAME_WORKBOOK), by="filings"),
)
R17 = (Check(texts, _every_text, by="filings"),)
