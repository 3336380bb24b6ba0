"""R9, R10, R18: one phone, one account, one address for many; a class of one number block, of people from elsewhere."""

from collections import defaultdict
from collections.abc import Iterator

from desktop.doubts.asking import Asked, Check, Found, Reading
from desktop.doubts.thresholds import threshold
from desktop.identity import mask_account, mask_phone

SHARED_PHONE = """
SELECT t.id, p.id, p.phone, q.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN person AS q ON q.phone = p.phone AND q.id <> p.id
WHERE p.phone <> '' AND EXISTS (SELECT 1 FROM trainee AS o WHERE o.person_id = q.id)
"""
SHARED_ACCOUNT = """
SELECT t.id, p.id, p.account, q.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN person AS q ON q.account = p.account AND q.id <> p.id
WHERE p.account <> '' AND EXISTS (SELECT 1 FROM trainee AS o WHERE o.person_id = q.id)
"""
SHARED_ADDRESS = """
SELECT t.id, p.id, p.address, q.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN person AS q ON q.address = p.address AND q.id <> p.id AND q.address <> ''
WHERE p.address <> '' AND EXISTS (SELECT 1 FROM trainee AS o WHERE o.person_id = q.id)
"""
EVERY_SHARED_PHONE = """
SELECT t.id FROM (SELECT phone FROM person WHERE phone <> '' GROUP BY phone HAVING count(*) > 1) AS x
CROSS JOIN person AS p ON p.phone = x.phone
CROSS JOIN trainee AS t ON t.person_id = p.id
"""
EVERY_SHARED_ACCOUNT = """
SELECT t.id FROM (SELECT account FROM person WHERE account <> '' GROUP BY account HAVING count(*) > 1) AS x
CROSS JOIN person AS p ON p.account = x.account
CROSS JOIN trainee AS t ON t.person_id = p.id
"""
EVERY_SHARED_ADDRESS = """
SELECT t.id FROM (
  SELECT address FROM person WHERE address <> '' GROUP BY address HAVING count(*) >= :household) AS x
CROSS JOIN person AS p ON p.address = x.address AND p.address <> ''
CROSS JOIN trainee AS t ON t.person_id = p.id
"""

CONTACT_PHONE = """
SELECT t.id, t.filing_id, p.phone,
       CASE p.phone WHEN f.phone THEN f.title WHEN e.phone THEN e.name ELSE i.name END
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN filing AS f ON f.id = t.filing_id
LEFT JOIN employer AS e ON e.id = f.employer_id
LEFT JOIN institution AS i ON i.id = f.institution_id
WHERE p.phone <> '' AND p.phone IN (f.phone, e.phone, i.phone)
"""
EVERY_CONTACT_PHONE = """
SELECT t.id
FROM (SELECT f.id, f.phone FROM filing AS f
      UNION SELECT f.id, e.phone FROM filing AS f JOIN employer AS e ON e.id = f.employer_id
      UNION SELECT f.id, i.phone FROM filing AS f JOIN institution AS i ON i.id = f.institution_id) AS c
CROSS JOIN person AS p ON p.phone = c.phone
CROSS JOIN trainee AS t ON t.filing_id = c.id AND t.person_id = p.id
WHERE c.phone <> ''
"""

ORGANISATION_ACCOUNT = """
SELECT t.id, p.account, coalesce(e.name, i.name)
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
LEFT JOIN employer AS e ON e.account = p.account
LEFT JOIN institution AS i ON i.account = p.account
WHERE p.account <> '' AND (e.id IS NOT NULL OR i.id IS NOT NULL)
"""
EVERY_ORGANISATION_ACCOUNT = """
SELECT t.id
FROM (SELECT account FROM employer UNION SELECT account FROM institution) AS o
CROSS JOIN person AS p ON p.account = o.account
CROSS JOIN trainee AS t ON t.person_id = p.id
WHERE o.account <> ''
"""

SEGMENT = """
SELECT t.filing_id, substr(p.phone, 1, 9), count(*)
FROM json_each(:filings) AS x
CROSS JOIN trainee AS t ON t.filing_id = x.value
CROSS JOIN person AS p ON p.id = t.person_id
WHERE length(p.phone) = 11
GROUP BY t.filing_id, substr(p.phone, 1, 9) HAVING count(*) >= :least
"""
EVERY_SEGMENT = """
SELECT y.id
FROM (SELECT f.id, f.planned_people AS planned, count(*) AS people
      FROM filing AS f
      CROSS JOIN trainee AS t ON t.filing_id = f.id
      CROSS JOIN person AS p ON p.id = t.person_id
      WHERE length(p.phone) = 11
      GROUP BY f.id, substr(p.phone, 1, 9) HAVING count(*) >= :least) AS y
WHERE 100 * y.people >= :half * y.planned
"""

OUTSIDE = """
SELECT t.filing_id, count(*), group_concat(DISTINCT substr(p.id_number, 1, 6))
FROM json_each(:filings) AS x
CROSS JOIN trainee AS t ON t.filing_id = x.value
CROSS JOIN person AS p ON p.id = t.person_id
WHERE substr(p.id_number, 1, 4) <> :place
GROUP BY t.filing_id HAVING count(*) >= :least
"""
EVERY_OUTSIDE = """
SELECT t.filing_id
FROM person AS p CROSS JOIN trainee AS t ON t.person_id = p.id
WHERE p.id_number < :place OR p.id_number >= :next
GROUP BY t.filing_id HAVING count(*) >= :least
"""


def _sharing(asked: Asked, sql: str) -> Iterator[tuple[int, str, list[int]]]:
    """Return (line, what is shared, the other persons' ids) of every line whose person shares something."""
    others: dict[tuple[int, int, str], list[int]] = defaultdict(list)
    for line, person, shared, other in asked.rows(sql):
        others[line, person, shared].append(other)
    for (line, person, shared), persons in others.items():
        yield line, shared, sorted((person, *persons))


def _rests(persons: list[int]) -> tuple[tuple[str, int], ...]:
    return tuple(("person", person) for person in persons)


def phones(asked: Asked) -> Iterator[Found]:
    """Each trainee has a telephone of his own; a family may share one, a crowd may not."""
    for line, phone, persons in _sharing(asked, SHARED_PHONE):
        variant = "R9.many" if len(persons) >= threshold("one_phone") else "R9.shared"
        words = {"phone": mask_phone(phone), "count": len(persons)}
        yield Found(variant, (phone, *persons), (line,), words=words, rests=_rests(persons))


def contact_phones(asked: Asked) -> Iterator[Found]:
    """A trainee's telephone is not that of the office that signed him up."""
    for line, filing_id, phone, owner in asked.rows(CONTACT_PHONE):
        words = {"phone": mask_phone(phone), "owner": owner}
        yield Found("R9.contact", (line, phone), (line,), (filing_id,), words=words)


def segments(asked: Asked) -> Iterator[Found]:
    """The telephones of a class are not one block of numbers."""
    for filing_id, prefix, count in asked.rows(SEGMENT, least=threshold("alike")):
        if 100 * count >= threshold("half") * asked.cases[filing_id].planned:
            words = {"count": count, "prefix": f"{prefix[:3]}****{prefix[7:]}"}
            yield Found("R9.segment", (filing_id, prefix), filings=(filing_id,), words=words)


def accounts(asked: Asked) -> Iterator[Found]:
    """Each trainee has a bank account of his own."""
    for line, account, persons in _sharing(asked, SHARED_ACCOUNT):
        words = {"account": mask_account(account), "count": len(persons)}
        yield Found("R10.shared", (account, *persons), (line,), words=words, rests=_rests(persons))


def organisation_accounts(asked: Asked) -> Iterator[Found]:
    """A trainee's account is not that of an enterprise or institution."""
    for line, account, owner in asked.rows(ORGANISATION_ACCOUNT):
        words = {"account": mask_account(account), "owner": owner}
        yield Found("R10.organisation", (line, account), (line,), words=words)


def addresses(asked: Asked) -> Iterator[Found]:
    """Not many trainees live at one address."""
    for line, address, persons in _sharing(asked, SHARED_ADDRESS):
        if len(persons) >= threshold("household"):
            words = {"address": address, "count": len(persons)}
            yield Found("R18.address", (address, *persons), (line,), words=words, rests=_rests(persons))


def outsiders(asked: Asked) -> Iterator[Found]:
    """A class does not consist of people whose numbers were issued elsewhere."""
    for filing_id, count, places in asked.rows(OUTSIDE, place=asked.county[:4], least=threshold("alike")):
        if 100 * count >= threshold("half") * asked.cases[filing_id].planned:
            named = sorted(str(places).split(","))
            words = {"count": count, "places": "、".join(named[:5]) + ("等" if len(named) > 5 else "")}
            yield Found("R18.outside", (filing_id,), filings=(filing_id,), words=words)


def _outside(reading: Reading) -> list[int]:
    place = reading.county[:4]
    following = str(int(place) + 1).zfill(4) if int(place) < 9999 else ":"
    return reading.ids(EVERY_OUTSIDE, place=place, next=following, least=threshold("alike"))


R9 = (
    Check(phones, lambda reading: reading.ids(EVERY_SHARED_PHONE)),
    Check(contact_phones, lambda reading: reading.ids(EVERY_CONTACT_PHONE)),
    Check(
        segments,
        lambda reading: reading.ids(EVERY_SEGMENT, least=threshold("alike"), half=threshold("half")),
        by="filings",
    ),
)
R10 = (
    Check(accounts, lambda reading: reading.ids(EVERY_SHARED_ACCOUNT)),
    Check(organisation_accounts, lambda reading: reading.ids(EVERY_ORGANISATION_ACCOUNT)),
)
R18 = (
    Check(outsiders, _outside, by="filings"),
    Check(addresses, lambda reading: reading.ids(EVERY_SHARED_ADDRESS, household=threshold("household"))),
)
