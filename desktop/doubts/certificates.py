"""R11: certificates with one number for two people, a number that contradicts itself, or issued too early or too many."""

from collections.abc import Iterator

from desktop.codes import title
from desktop.doubts.asking import Asked, Check, Found
from desktop.doubts.thresholds import threshold

SAME_NUMBER = """
SELECT t.id, k.number, o.trainee_id, o.number, k.id, o.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN certificate AS k ON k.trainee_id = t.id
CROSS JOIN certificate AS o ON o.plain_number = k.plain_number AND o.id <> k.id
"""
EVERY_SAME_NUMBER = """
SELECT k.trainee_id
FROM (SELECT plain_number FROM certificate GROUP BY plain_number HAVING count(*) > 1) AS x
CROSS JOIN certificate AS k ON k.plain_number = x.plain_number
"""

# A skill-level number has 22 places: the 14th and 15th are the year, the 16th the level, which is a letter above
# 高级技师 and then says nothing that could be held against the record; a qualification number
# has 16: the first two are the year, the 11th the level. An operator's number is T and the citizen number.
ODD = """
SELECT t.id, t.filing_id, k.id, k.type, k.number, k.level, k.issued_on, p.id_number
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN certificate AS k ON k.trainee_id = t.id
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN filing AS f ON f.id = t.filing_id
LEFT JOIN training_class AS c ON c.filing_id = f.id
WHERE k.issued_on < coalesce(c.ended_on, f.ends_on)
   OR (k.type = 'skill_level' AND length(k.number) = 22
       AND (substr(k.number, 14, 2) <> substr(k.issued_on, 3, 2) OR substr(k.number, 16, 1) <> k.level)
       AND substr(k.number, 2) NOT GLOB '*[^0-9]*')
   OR (k.type = 'qualification' AND length(k.number) = 16
       AND (substr(k.number, 1, 2) <> substr(k.issued_on, 3, 2) OR substr(k.number, 11, 1) <> k.level))
   OR (k.type = 'operation' AND length(k.number) = 19 AND substr(k.number, 1, 1) IN ('T', 't')
       AND upper(substr(k.number, 2)) <> p.id_number)
"""
EVERY_ODD = """
WITH class AS MATERIALIZED (
  SELECT f.id, coalesce(c.ended_on, f.ends_on) AS ended
  FROM filing AS f LEFT JOIN training_class AS c ON c.filing_id = f.id)
SELECT k.trainee_id
FROM certificate AS k
CROSS JOIN trainee AS t ON t.id = k.trainee_id
CROSS JOIN class AS f ON f.id = t.filing_id
WHERE k.issued_on < f.ended
   OR (k.type = 'skill_level' AND length(k.number) = 22
       AND (substr(k.number, 14, 2) <> substr(k.issued_on, 3, 2) OR substr(k.number, 16, 1) <> k.level)
       AND substr(k.number, 2) NOT GLOB '*[^0-9]*')
   OR (k.type = 'qualification' AND length(k.number) = 16
       AND (substr(k.number, 1, 2) <> substr(k.issued_on, 3, 2) OR substr(k.number, 11, 1) <> k.level))
   OR (k.type = 'operation' AND length(k.number) = 19 AND substr(k.number, 1, 1) IN ('T', 't')
       AND upper(substr(k.number, 2)) <> (SELECT p.id_number FROM person AS p WHERE p.id = t.person_id))
"""

IN_BULK = """
SELECT y.issuer, y.issued_on, count(*), group_concat(DISTINCT t.filing_id)
FROM (SELECT DISTINCT k.issuer, k.issued_on FROM json_each(:lines) AS s
      CROSS JOIN certificate AS k ON k.trainee_id = s.value) AS y
CROSS JOIN certificate AS k ON k.issuer = y.issuer AND k.issued_on = y.issued_on
CROSS JOIN trainee AS t ON t.id = k.trainee_id
WHERE y.issuer <> ''
GROUP BY y.issuer, y.issued_on HAVING count(DISTINCT t.filing_id) >= :bulk AND count(*) >= :crowd
"""
EVERY_BULK = """
SELECT k.trainee_id
FROM (SELECT issuer, issued_on FROM certificate WHERE issuer <> '' GROUP BY issuer, issued_on
      HAVING count(*) >= :crowd) AS y
CROSS JOIN certificate AS k ON k.issuer = y.issuer AND k.issued_on = y.issued_on
CROSS JOIN trainee AS t ON t.id = k.trainee_id
GROUP BY y.issuer, y.issued_on HAVING count(DISTINCT t.filing_id) >= :bulk
"""


def same_numbers(asked: Asked) -> Iterator[Found]:
    """A certificate number written in two ways is one number."""
    for line, number, other, other_number, one, two in asked.rows(SAME_NUMBER):
        yield Found(
            "R11.number",
            tuple(sorted((one, two))),
            (line, other),
            words={"number": number, "other_number": other_number},
            rests=(("certificate", one), ("certificate", two)),
        )


def odd(asked: Asked) -> Iterator[Found]:
    """A certificate is issued after the class, its number says the same as its fields, and it is the holder's."""
    for line, filing_id, row, kind, number, level, issued, id_number in asked.rows(ODD):
        case = asked.cases[filing_id]
        rests = (("certificate", row),)
        if issued < case.ended:
            before = issued < case.opened
            words = {
                "number": number,
                "issued": issued,
                "what": "开班日期" if before else "结业日期",
                "day": case.opened if before else case.ended,
            }
            yield Found("R11.early", (line, number, issued), (line,), words=words, rests=rests)
        if (
            kind == "operation"
            and number[:1] in "Tt"
            and len(number) == 19
            and number[1:].upper() != id_number
        ):
            yield Found("R11.holder", (line, number), (line,), words={"number": number}, rests=rests)
        said = _said(kind, number)
        if said is not None and said != (issued[2:4], level):
            words = {
                "number": number,
                "says": f"20{said[0]}年、{_level(said[1])}",
                "registered": f"{issued}发证、{_level(level)}",
            }
            yield Found("R11.coding", (line, number), (line,), words=words, rests=rests)


def _said(kind: str, number: str) -> tuple[str, str] | None:
    if kind == "skill_level" and len(number) == 22 and number[1:].isdigit():
        return number[13:15], number[15]
    if kind == "qualification" and len(number) == 16:
        return number[:2], number[10]
    return None


def _level(code: str) -> str:
    return title("levels", code) if code in "54321" and code else f"等级代码“{code}”"


def bulk(asked: Asked) -> Iterator[Found]:
    """One issuer does not certify many classes on one day."""
    for issuer, issued, people, classes in asked.rows(IN_BULK, **_bulk()):
        filings = sorted(int(each) for each in str(classes).split(","))
        own = [each for each in filings if each in asked.filing_ids]
        words = {"issuer": issuer, "issued": issued, "count": len(filings), "people": people}
        everywhere = (*own, *(each for each in filings if each not in own))
        yield Found("R11.bulk", (issuer, issued), filings=everywhere, words=words)


def _bulk() -> dict[str, int]:
    """From so many classes and people on, one issuer's certificates of one day are looked at."""
    return {"bulk": threshold("bulk_classes"), "crowd": threshold("bulk_people")}


R11 = (
    Check(same_numbers, lambda reading: reading.ids(EVERY_SAME_NUMBER)),
    Check(odd, lambda reading: reading.ids(EVERY_ODD)),
    Check(bulk, lambda reading: reading.ids(EVERY_BULK, **_bulk())),
)
