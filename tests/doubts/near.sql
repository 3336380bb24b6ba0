-- The questions of the red flags near one class, by hand: :lines and :filings are JSON lists. Each row of an answer is a
-- variant and the lines (or filings) it rests on. The figures of the law stand here as they are in the made-up county.

-- R1: too often in a year; the same level twice; a lower level after a higher one
WITH had AS MATERIALIZED (
  SELECT t.id AS line, l.trainee_id AS other, l.occupation, l.level,
         coalesce(m.decided_on, m.applied_on) AS day
  FROM json_each(:lines) AS s
  CROSS JOIN trainee AS t ON t.id = s.value
  CROSS JOIN claim_line AS l ON l.person_id = t.person_id
  CROSS JOIN claim AS m ON m.id = l.claim_id
  WHERE l.scheme = 'training' AND l.state IN ('proposed', 'granted', 'cut') AND m.state <> 'refused'
    AND (m.stage <> 'advance' OR NOT EXISTS (
           SELECT 1 FROM claim AS s WHERE s.filing_id = m.filing_id AND s.stage = 'settlement' AND s.state = 'approved'))
  UNION ALL
  SELECT t.id, t.id, f.occupation, f.level, coalesce(c.ended_on, f.ends_on)
  FROM json_each(:filings) AS x
  CROSS JOIN filing AS f ON f.id = x.value
  LEFT JOIN training_class AS c ON c.filing_id = f.id
  CROSS JOIN trainee AS t ON t.filing_id = f.id
  WHERE f.state <> 'refused'
    AND NOT EXISTS (SELECT 1 FROM claim AS m WHERE m.filing_id = f.id AND m.state <> 'refused')),
pair AS MATERIALIZED (
  SELECT a.line, b.other, a.level AS mine, b.level AS theirs, a.occupation = b.occupation AS same,
         a.day AS day, b.day AS other_day
  FROM had AS a JOIN had AS b ON b.line = a.line
  WHERE a.other = a.line)
SELECT 'R1.times', line, other FROM (
  SELECT line, other, count(*) OVER (PARTITION BY line) AS times FROM pair
  WHERE substr(day, 1, 4) = substr(other_day, 1, 4))
WHERE times > 3
UNION ALL
SELECT 'R1.same_level', line, other FROM pair
WHERE same AND mine = theirs AND mine <> 'none' AND other <> line
UNION ALL
SELECT 'R1.lower_level', line, other FROM pair
WHERE same AND mine IN ('5', '4', '3', '2', '1') AND theirs < mine AND other_day < day;

-- R1: the same with what others paid
WITH mine AS MATERIALIZED (
  SELECT t.id AS line, t.person_id AS person, l.occupation, l.level, coalesce(m.decided_on, m.applied_on) AS day
  FROM json_each(:lines) AS s
  CROSS JOIN trainee AS t ON t.id = s.value
  CROSS JOIN person AS p ON p.id = t.person_id
  CROSS JOIN outside_benefit AS b ON b.number = p.id_number
  CROSS JOIN claim_line AS l ON l.trainee_id = t.id
  CROSS JOIN claim AS m ON m.id = l.claim_id
  WHERE l.scheme = 'training' AND l.state IN ('proposed', 'granted', 'cut') AND m.state <> 'refused'
    AND (m.stage <> 'advance' OR NOT EXISTS (
           SELECT 1 FROM claim AS s WHERE s.filing_id = m.filing_id AND s.stage = 'settlement' AND s.state = 'approved'))
  UNION
  SELECT t.id, t.person_id, f.occupation, f.level, coalesce(c.ended_on, f.ends_on)
  FROM json_each(:filings) AS x
  CROSS JOIN filing AS f ON f.id = x.value
  LEFT JOIN training_class AS c ON c.filing_id = f.id
  CROSS JOIN trainee AS t ON t.filing_id = f.id
  CROSS JOIN person AS p ON p.id = t.person_id
  CROSS JOIN outside_benefit AS b ON b.number = p.id_number
  WHERE f.state <> 'refused'
    AND NOT EXISTS (SELECT 1 FROM claim AS m WHERE m.filing_id = f.id AND m.state <> 'refused')),
paid AS MATERIALIZED (
  SELECT DISTINCT m.line, m.occupation, m.level, m.day, b.scheme, b.occupation AS other, b.level AS theirs, b.paid_on,
                  b.programme, b.since, b.until
  FROM mine AS m
  CROSS JOIN person AS p ON p.id = m.person
  CROSS JOIN outside_benefit AS b ON b.number = p.id_number
  WHERE NOT EXISTS (SELECT 1 FROM claim_line AS l
                    CROSS JOIN payment_line AS y ON y.line_id = l.id
                    CROSS JOIN payment_order AS o ON o.id = y.order_id
                    WHERE l.person_id = m.person AND l.scheme = b.scheme AND b.office = '' AND o.state = 'paid'
                      AND b.occupation IN ('', l.occupation) AND b.level IN ('', l.level)
                      AND abs(julianday(b.paid_on) - julianday(o.settled_on)) <= 31))
SELECT 'R1.times', line FROM paid AS a
WHERE 3 < (SELECT count(*) FROM paid AS b WHERE b.line = a.line AND b.scheme IN ('training', 'upgrade')
             AND substr(b.paid_on, 1, 4) = substr(a.day, 1, 4))
        + (SELECT count(*) FROM claim_line AS l CROSS JOIN claim AS m ON m.id = l.claim_id
           WHERE l.person_id = (SELECT person FROM mine WHERE mine.line = a.line) AND l.scheme = 'training'
             AND l.state IN ('proposed', 'granted', 'cut') AND m.state <> 'refused'
             AND substr(coalesce(m.decided_on, m.applied_on), 1, 4) = substr(a.day, 1, 4))
UNION ALL
SELECT 'R1.same_level', line FROM paid
WHERE scheme = 'training' AND occupation = other AND level = theirs AND level <> 'none'
UNION ALL
SELECT 'R1.lower_level', line FROM paid
WHERE scheme = 'training' AND occupation = other AND level IN ('5', '4', '3', '2', '1')
  AND theirs <> '' AND theirs < level AND paid_on < day;

-- R1: another office's subsidy, or fund, that excludes ours from 2024 on
SELECT DISTINCT 'R1.exclusive', t.id
FROM json_each(:filings) AS x
CROSS JOIN filing AS f ON f.id = x.value
LEFT JOIN training_class AS c ON c.filing_id = f.id
CROSS JOIN trainee AS t ON t.filing_id = f.id
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN outside_benefit AS b ON b.number = p.id_number AND b.scheme = 'upgrade'
WHERE coalesce(c.opened_on, f.starts_on) >= '2024-01-01' AND b.occupation = f.occupation AND b.level = f.level
UNION ALL
SELECT DISTINCT 'R1.fund', l.trainee_id
FROM json_each(:lines) AS s
CROSS JOIN claim_line AS l ON l.trainee_id = s.value AND l.scheme = 'training'
CROSS JOIN claim AS m ON m.id = l.claim_id
CROSS JOIN training_class AS c ON c.filing_id = m.filing_id
CROSS JOIN payment_line AS y ON y.line_id = l.id
CROSS JOIN payment_order AS o ON o.id = y.order_id AND o.state IN ('pending', 'paid')
CROSS JOIN payment_batch AS k ON k.id = o.batch_id AND k.fund IN ('employment', 'unemployment')
CROSS JOIN person AS p ON p.id = l.person_id
CROSS JOIN outside_benefit AS b ON b.number = p.id_number AND b.fund IN ('employment', 'unemployment')
WHERE c.opened_on >= '2024-01-01' AND b.fund <> k.fund AND b.occupation = l.occupation AND b.level = l.level;

-- R1: our own payment told once more without a payer; an allowance for a day paid elsewhere, or nobody knows which
SELECT 'R1.retold', t.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN outside_benefit AS b ON b.number = p.id_number
CROSS JOIN claim_line AS l ON l.person_id = p.id
CROSS JOIN payment_line AS y ON y.line_id = l.id
CROSS JOIN payment_order AS o ON o.id = y.order_id
WHERE l.scheme = b.scheme AND b.office = '' AND o.state = 'paid'
  AND b.occupation IN ('', l.occupation) AND b.level IN ('', l.level)
  AND abs(julianday(b.paid_on) - julianday(o.settled_on)) <= 31
UNION
SELECT CASE WHEN b.since IS NULL OR b.until IS NULL THEN 'R1.undated' ELSE 'R1.days' END, t.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN outside_benefit AS b ON b.number = p.id_number AND b.scheme = 'allowance'
CROSS JOIN claim_line AS l ON l.trainee_id = t.id AND l.scheme = 'allowance'
CROSS JOIN allowance_day AS d ON d.line_id = l.id
WHERE l.state IN ('proposed', 'granted', 'cut')
  AND CASE WHEN b.since IS NULL OR b.until IS NULL THEN b.paid_on >= d.day ELSE d.day BETWEEN b.since AND b.until END;

-- R2, R3, R7, R19: one person on two rosters: at once, in two roles, too long a day, for two employers
WITH pair AS MATERIALIZED (
  SELECT t.id AS line, o.id AS other, t.groups AS mine, o.groups AS theirs,
         coalesce(t.contract_from, t.hired_on, coalesce(c.opened_on, f.starts_on)) AS since,
         t.contract_until AS until,
         coalesce(o.contract_from, o.hired_on, coalesce(d.opened_on, g.starts_on)) AS other_since,
         o.contract_until AS other_until,
         coalesce(c.opened_on, f.starts_on) AS opened, coalesce(c.ended_on, f.ends_on) AS ended,
         coalesce(d.opened_on, g.starts_on) AS other_opened, coalesce(d.ended_on, g.ends_on) AS other_ended,
         f.employer_id AS employer, g.employer_id AS other_employer,
         f.training_type AS type, g.training_type AS other_type,
         instr(t.groups, 'employee') OR instr(t.groups, 'dispatched') AS staff,
         instr(o.groups, 'employee') OR instr(o.groups, 'dispatched') AS other_staff
  FROM json_each(:lines) AS s
  CROSS JOIN trainee AS t ON t.id = s.value
  CROSS JOIN trainee AS o ON o.person_id = t.person_id AND o.filing_id <> t.filing_id
  CROSS JOIN filing AS f ON f.id = t.filing_id
  CROSS JOIN filing AS g ON g.id = o.filing_id
  LEFT JOIN training_class AS c ON c.filing_id = f.id
  LEFT JOIN training_class AS d ON d.filing_id = g.id
  WHERE g.state NOT IN ('draft', 'refused') AND f.state <> 'refused'
    AND (coalesce(c.opened_on, f.starts_on) <= coalesce(d.ended_on, g.ends_on)
         AND coalesce(d.opened_on, g.starts_on) <= coalesce(c.ended_on, f.ends_on)
      OR (instr(t.groups, 'employee') OR instr(t.groups, 'dispatched'))
         <> (instr(o.groups, 'employee') OR instr(o.groups, 'dispatched'))
      OR f.employer_id <> g.employer_id)),
employed AS (
  SELECT *, coalesce(until, max(ended, since)) AS to_, coalesce(other_until, max(other_ended, other_since)) AS other_to
  FROM pair)
SELECT 'R2.dates', line, other FROM pair WHERE opened <= other_ended AND other_opened <= ended
UNION ALL
SELECT 'R3.two_roles', line, other FROM employed
WHERE NOT staff AND other_staff AND other_since <= ended AND opened <= other_to
  AND (type IN ('employment_skills', 'entrepreneurship') OR instr(mine, 'unemployed')
       OR instr(mine, 'zero_employment') OR instr(mine, 'hard_to_employ'))
UNION ALL
SELECT 'R3.two_roles', line, other FROM employed
WHERE staff AND NOT other_staff AND since <= other_ended AND other_opened <= to_
  AND (other_type IN ('employment_skills', 'entrepreneurship') OR instr(theirs, 'unemployed')
       OR instr(theirs, 'zero_employment') OR instr(theirs, 'hard_to_employ'))
UNION ALL
SELECT DISTINCT 'R7.long_day', line, other
FROM pair
CROSS JOIN attendance AS a ON a.trainee_id = line
CROSS JOIN attendance AS b ON b.trainee_id = other AND b.day = a.day
WHERE opened <= other_ended AND other_opened <= ended
  AND a.state IN ('present', 'late') AND b.state IN ('present', 'late')
  AND a.online_hours + a.offline_hours + b.online_hours + b.offline_hours > 80
UNION ALL
SELECT iif(instr(mine, 'dispatched') OR instr(theirs, 'dispatched'), 'R19.dispatched_twice', 'R19.two_employers'),
       line, other
FROM employed
WHERE staff AND other_staff AND employer <> other_employer AND since <= other_to AND other_since <= to_;

-- R3: employed and out of work on one line
SELECT 'R3.own_line', t.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
WHERE (instr(t.groups, 'employee') OR instr(t.groups, 'dispatched'))
  AND (instr(t.groups, 'unemployed') OR instr(t.groups, 'zero_employment') OR instr(t.groups, 'hard_to_employ'));

-- R2: an old and a new number of one person
SELECT 'R2.old_number', t.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN person AS q ON q.id_number = substr(p.id_number, 1, 6) || substr(p.id_number, 9, 9)
WHERE substr(p.id_number, 7, 2) = '19' AND length(p.id_number) = 18
  AND EXISTS (SELECT 1 FROM trainee AS o WHERE o.person_id = q.id)
UNION ALL
SELECT 'R2.old_number', t.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN person AS q ON q.id_number BETWEEN substr(p.id_number, 1, 6) || '19' || substr(p.id_number, 7)
                                      AND substr(p.id_number, 1, 6) || '19' || substr(p.id_number, 7) || 'Z'
WHERE length(p.id_number) = 15;

-- R2: two numbers under one name and birth date
SELECT 'R2.same_name_born', t.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN person AS q ON q.name = p.name AND q.born = p.born AND q.id <> p.id
WHERE EXISTS (SELECT 1 FROM trainee AS o WHERE o.person_id = q.id)
  AND q.id_number <> substr(p.id_number, 1, 6) || substr(p.id_number, 9, 9)
  AND p.id_number <> substr(q.id_number, 1, 6) || substr(q.id_number, 9, 9);

-- R4: too young, past the age of retirement, or past that of a worker
SELECT CASE WHEN p.born > date(coalesce(c.opened_on, f.starts_on), '-16 years') THEN 'R4.young'
            WHEN p.born <= date(coalesce(c.opened_on, f.starts_on), iif(p.sex = '男', '-60 years', '-55 years'))
            THEN 'R4.retired' ELSE 'R4.worker' END, t.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN filing AS f ON f.id = t.filing_id
LEFT JOIN training_class AS c ON c.filing_id = f.id
WHERE p.born > date(coalesce(c.opened_on, f.starts_on), '-16 years')
   OR p.born <= date(coalesce(c.opened_on, f.starts_on), iif(p.sex = '男', '-60 years', '-50 years'));

-- R3, R5, R6, R14: what the lists of others say of these people (1 death, 2 pension, 3 payroll, 4 student, 5 insured)
WITH one AS MATERIALIZED (
  SELECT t.id AS line, e.list_id AS list, t.groups, e.unit, e.since, e.until, f.training_type AS type,
         coalesce(c.opened_on, f.starts_on) AS opened, coalesce(c.ended_on, f.ends_on) AS ended,
         (e.since IS NULL OR e.since <= coalesce(c.opened_on, f.starts_on))
           AND (e.until IS NULL OR e.until >= coalesce(c.opened_on, f.starts_on)) AS holds,
         instr(t.groups, 'employee') OR instr(t.groups, 'dispatched') AS staff, coalesce(w.name, '') AS employer,
         coalesce(w.credit_code, '') AS code
  FROM json_each(:lines) AS s
  CROSS JOIN trainee AS t ON t.id = s.value
  CROSS JOIN person AS p ON p.id = t.person_id
  CROSS JOIN outside_entry AS e ON e.number = p.id_number
  CROSS JOIN filing AS f ON f.id = t.filing_id
  LEFT JOIN training_class AS c ON c.filing_id = f.id
  LEFT JOIN employer AS w ON w.id = f.employer_id)
SELECT iif(since IS NULL, 'R5.dead_undated', 'R5.dead'), line FROM one
WHERE list = 1 AND (since IS NULL OR since <= ended)
UNION ALL
SELECT CASE WHEN since IS NULL THEN 'R6.undated' WHEN list = 2 THEN 'R6.pension' WHEN list = 3 THEN 'R6.payroll'
       ELSE 'R6.student' END, line FROM one WHERE list IN (2, 3, 4) AND holds
UNION ALL
SELECT 'R6.left', line FROM one AS a WHERE list = 5 AND staff AND until < opened
  AND NOT EXISTS (SELECT 1 FROM one AS b WHERE b.line = a.line AND b.list = 5 AND b.holds)
UNION ALL
SELECT 'R3.insured', line FROM one
WHERE list = 5 AND holds AND NOT staff AND type IN ('employment_skills', 'entrepreneurship')
UNION ALL
SELECT 'R14.elsewhere', line FROM one WHERE list = 5 AND holds AND staff AND employer <> ''
GROUP BY line HAVING NOT max(unit IN (employer, code));

-- R14: staff whom nobody insures
SELECT 'R14.uninsured', t.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN filing AS f ON f.id = t.filing_id
WHERE f.employer_id IS NOT NULL AND (instr(t.groups, 'employee') OR instr(t.groups, 'dispatched'))
  AND NOT EXISTS (SELECT 1 FROM outside_entry AS e WHERE e.number = p.id_number AND e.list_id = 5);

-- R5: disabled before having been registered as such
SELECT 'R5.disabled', t.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person_group AS g ON g.person_id = t.person_id AND g."group" = 'disabled'
CROSS JOIN filing AS f ON f.id = t.filing_id
LEFT JOIN training_class AS c ON c.filing_id = f.id
WHERE instr(t.groups, 'disabled') AND g.since > coalesce(c.opened_on, f.starts_on);

-- R7: more than eight hours in a day
SELECT DISTINCT 'R7.long_day', a.trainee_id
FROM json_each(:lines) AS s
CROSS JOIN attendance AS a ON a.trainee_id = s.value
WHERE a.online_hours + a.offline_hours > 80;

-- R7: nobody was ever late, ill or away
SELECT 'R7.perfect', filing_id
FROM (SELECT t.filing_id, (SELECT count(*) FROM attendance AS a WHERE a.trainee_id = t.id) AS days
      FROM json_each(:filings) AS x
      CROSS JOIN trainee AS t ON t.filing_id = x.value
      WHERE NOT EXISTS (SELECT 1 FROM attendance AS b WHERE b.trainee_id = t.id AND b.state <> 'present')) AS n
JOIN filing AS f ON f.id = n.filing_id
WHERE n.days >= 5
GROUP BY filing_id HAVING count(*) >= max(20, f.planned_people);

-- R7: what a platform recorded
SELECT 'R7.same_minute', y.filing
FROM (SELECT t.filing_id AS filing, count(DISTINCT i.trainee_id) AS people
      FROM json_each(:filings) AS x
      CROSS JOIN trainee AS t ON t.filing_id = x.value
      CROSS JOIN sign_in AS i ON i.trainee_id = t.id AND i.action = 'in'
      GROUP BY t.filing_id, substr(i.at, 1, 16)) AS y
JOIN filing AS f ON f.id = y.filing
WHERE y.people >= 10 AND 2 * y.people >= f.planned_people;

SELECT 'R7.one_device', each.value
FROM (SELECT json_group_array(DISTINCT trainee_id) AS lines
      FROM (SELECT t.filing_id, i.device, i.ip, i.trainee_id
            FROM json_each(:filings) AS x
            CROSS JOIN trainee AS t ON t.filing_id = x.value
            CROSS JOIN sign_in AS i ON i.trainee_id = t.id
            WHERE i.device <> '' AND i.ip <> ''
            UNION ALL
            SELECT t.filing_id, i.device, i.ip, i.trainee_id
            FROM json_each(:filings) AS x
            CROSS JOIN trainee AS t ON t.filing_id = x.value
            CROSS JOIN learning_session AS i ON i.trainee_id = t.id
            WHERE i.device <> '' AND i.ip <> '')
      GROUP BY filing_id, device, ip HAVING count(DISTINCT trainee_id) >= 3) AS y
CROSS JOIN json_each(y.lines) AS each;

SELECT 'R7.night', s.value
FROM json_each(:lines) AS s
CROSS JOIN sign_in AS i ON i.trainee_id = s.value AND i.action = 'in'
WHERE substr(i.at, 12, 5) BETWEEN '00:00' AND '05:59'
GROUP BY s.value HAVING count(*) >= 3;

SELECT 'R7.even', y.filing
FROM (SELECT DISTINCT filing FROM (
        SELECT filing, day, first - lag(first) OVER (PARTITION BY filing, day ORDER BY first) AS gap
        FROM (SELECT t.filing_id AS filing, substr(i.at, 1, 10) AS day, strftime('%s', min(i.at)) + 0 AS first
              FROM json_each(:filings) AS x
              CROSS JOIN trainee AS t ON t.filing_id = x.value
              CROSS JOIN sign_in AS i ON i.trainee_id = t.id AND i.action = 'in'
              GROUP BY t.id, substr(i.at, 1, 10)))
      GROUP BY filing, day HAVING count(*) >= 10 AND min(gap) = max(gap) AND min(gap) > 0
        AND 2 * count(*) >= (SELECT f.planned_people FROM filing AS f WHERE f.id = filing)) AS y;

WITH signed AS MATERIALIZED (
  SELECT s.value AS line, t.filing_id, substr(i.at, 1, 10) AS day
  FROM json_each(:lines) AS s
  CROSS JOIN sign_in AS i ON i.trainee_id = s.value AND i.action = 'in'
  CROSS JOIN trainee AS t ON t.id = s.value
  GROUP BY s.value, substr(i.at, 1, 10)),
held AS MATERIALIZED (
  SELECT DISTINCT y.filing_id, a.day
  FROM (SELECT DISTINCT filing_id FROM signed) AS y
  CROSS JOIN trainee AS t ON t.filing_id = y.filing_id
  CROSS JOIN attendance AS a ON a.trainee_id = t.id
  WHERE a.online_hours + a.offline_hours > 0)
SELECT 'R7.off_day', line FROM signed
WHERE filing_id IN (SELECT filing_id FROM held) AND (filing_id, day) NOT IN (SELECT filing_id, day FROM held)
GROUP BY line HAVING count(*) >= 3;

SELECT 'R7.thin', s.value
FROM json_each(:lines) AS s
CROSS JOIN learning_session AS i ON i.trainee_id = s.value
GROUP BY s.value
HAVING sum(coalesce(i.seconds, strftime('%s', i.ended_at) - strftime('%s', i.started_at))) / 6
       < 45 * (SELECT sum(a.online_hours) FROM attendance AS a WHERE a.trainee_id = s.value);

-- R8: one file for two cases
WITH mine AS (
  SELECT x.value AS filing, a.digest
  FROM json_each(:filings) AS x
  CROSS JOIN material AS a ON a.case_kind = 'filing' AND a.case_id = x.value
  WHERE a.digest IS NOT NULL AND a.code NOT IN (SELECT value FROM json_each(:shared))
  UNION ALL
  SELECT x.value, a.digest
  FROM json_each(:filings) AS x
  CROSS JOIN claim AS m ON m.filing_id = x.value
  CROSS JOIN material AS a ON a.case_kind = 'claim' AND a.case_id = m.id
  WHERE a.digest IS NOT NULL AND a.code NOT IN (SELECT value FROM json_each(:shared)))
SELECT 'R8.same_file', filing, other
FROM (SELECT mine.filing,
        iif(b.case_kind = 'filing', b.case_id, (SELECT o.filing_id FROM claim AS o WHERE o.id = b.case_id)) AS other
      FROM mine CROSS JOIN material AS b ON b.digest = mine.digest
      WHERE b.code NOT IN (SELECT value FROM json_each(:shared)))
WHERE other <> filing;

SELECT 'R8.same_photo', x.value, b.case_id
FROM json_each(:filings) AS x
CROSS JOIN evidence_use AS a ON a.case_kind = 'filing' AND a.case_id = x.value
CROSS JOIN evidence_use AS b ON b.digest = a.digest AND b.id <> a.id
WHERE coalesce(a.material, '') NOT IN (SELECT value FROM json_each(:shared))
  AND (b.case_id <> a.case_id OR b.person_id IS NOT a.person_id);

SELECT 'R8.same_workbook', a.filing_id, b.filing_id
FROM json_each(:filings) AS x
CROSS JOIN import_batch AS a ON a.filing_id = x.value
CROSS JOIN import_batch AS b ON b.digest = a.digest AND b.kind = a.kind AND b.filing_id <> a.filing_id
WHERE a.state = 'taken' AND b.state = 'taken';

-- R9: one telephone for several people
SELECT iif(count(*) >= 3, 'R9.many', 'R9.shared'), t.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN person AS q ON q.phone = p.phone AND q.id <> p.id
WHERE p.phone <> '' AND EXISTS (SELECT 1 FROM trainee AS o WHERE o.person_id = q.id)
GROUP BY t.id;

SELECT 'R9.contact', t.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN filing AS f ON f.id = t.filing_id
LEFT JOIN employer AS e ON e.id = f.employer_id
LEFT JOIN institution AS i ON i.id = f.institution_id
WHERE p.phone <> '' AND p.phone IN (f.phone, e.phone, i.phone);

SELECT 'R9.segment', y.filing
FROM (SELECT t.filing_id AS filing, count(*) AS people
      FROM json_each(:filings) AS x
      CROSS JOIN trainee AS t ON t.filing_id = x.value
      CROSS JOIN person AS p ON p.id = t.person_id
      WHERE length(p.phone) = 11
      GROUP BY t.filing_id, substr(p.phone, 1, 9)) AS y
JOIN filing AS f ON f.id = y.filing
WHERE y.people >= 10 AND 2 * y.people >= f.planned_people;

-- R10: one account for several people, or an organisation's
SELECT 'R10.shared', t.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN person AS q ON q.account = p.account AND q.id <> p.id
WHERE p.account <> '' AND EXISTS (SELECT 1 FROM trainee AS o WHERE o.person_id = q.id);

SELECT 'R10.organisation', t.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
WHERE p.account <> '' AND (EXISTS (SELECT 1 FROM employer AS e WHERE e.account = p.account)
                           OR EXISTS (SELECT 1 FROM institution AS i WHERE i.account = p.account));

-- R18: people from elsewhere, many at one address
SELECT 'R18.outside', y.filing
FROM (SELECT t.filing_id AS filing, count(*) AS people
      FROM json_each(:filings) AS x
      CROSS JOIN trainee AS t ON t.filing_id = x.value
      CROSS JOIN person AS p ON p.id = t.person_id
      WHERE substr(p.id_number, 1, 4) <> '9999'
      GROUP BY t.filing_id) AS y
JOIN filing AS f ON f.id = y.filing
WHERE y.people >= 10 AND 2 * y.people >= f.planned_people;

SELECT 'R18.address', t.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN person AS q ON q.address = p.address AND q.id <> p.id AND q.address <> ''
WHERE p.address <> '' AND EXISTS (SELECT 1 FROM trainee AS o WHERE o.person_id = q.id)
GROUP BY t.id HAVING count(*) >= 4;

-- R11: certificates of one number, early, of another holder, at odds with themselves, too many on a day
SELECT 'R11.number', t.id, o.trainee_id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN certificate AS k ON k.trainee_id = t.id
CROSS JOIN certificate AS o ON o.plain_number = k.plain_number AND o.id <> k.id;

WITH odd AS (
  SELECT t.id AS line, k.type, k.number, k.level, k.issued_on, p.id_number,
         coalesce(c.ended_on, f.ends_on) AS ended
  FROM json_each(:lines) AS s
  CROSS JOIN trainee AS t ON t.id = s.value
  CROSS JOIN certificate AS k ON k.trainee_id = t.id
  CROSS JOIN person AS p ON p.id = t.person_id
  CROSS JOIN filing AS f ON f.id = t.filing_id
  LEFT JOIN training_class AS c ON c.filing_id = f.id),
said AS MATERIALIZED (
  SELECT line, issued_on < ended AS early,
         type = 'operation' AND length(number) = 19 AND substr(number, 1, 1) IN ('T', 't')
           AND upper(substr(number, 2)) <> id_number AS holder,
         CASE WHEN type = 'skill_level' AND length(number) = 22
              THEN substr(number, 14, 3) <> substr(issued_on, 3, 2) || level
              WHEN type = 'qualification' AND length(number) = 16
              THEN substr(number, 1, 2) || substr(number, 11, 1) <> substr(issued_on, 3, 2) || level
              ELSE 0 END AS coding
  FROM odd WHERE early OR holder OR coding)
SELECT 'R11.early', line FROM said WHERE early
UNION ALL SELECT 'R11.holder', line FROM said WHERE holder
UNION ALL SELECT 'R11.coding', line FROM said WHERE coding;

SELECT 'R11.bulk', each.value
FROM (SELECT json_group_array(DISTINCT t.filing_id) AS filings
      FROM (SELECT DISTINCT k.issuer, k.issued_on FROM json_each(:lines) AS s
            CROSS JOIN certificate AS k ON k.trainee_id = s.value) AS y
      CROSS JOIN certificate AS k ON k.issuer = y.issuer AND k.issued_on = y.issued_on
      CROSS JOIN trainee AS t ON t.id = k.trainee_id
      WHERE y.issuer <> ''
      GROUP BY y.issuer, y.issued_on HAVING count(DISTINCT t.filing_id) >= 5 AND count(*) >= 100) AS z
CROSS JOIN json_each(z.filings) AS each;

-- R12: beyond the institution's scope or the plan's size, a trainer or a room in two classes at once
SELECT 'R12.scope', f.id
FROM json_each(:filings) AS x
CROSS JOIN filing AS f ON f.id = x.value
LEFT JOIN training_class AS c ON c.filing_id = f.id
WHERE f.institution_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM qualification AS q
  WHERE q.institution_id = f.institution_id AND q.since <= coalesce(c.opened_on, f.starts_on)
    AND (q.until IS NULL OR q.until >= coalesce(c.opened_on, f.starts_on))
    AND (json_array_length(q.occupations) = 0
         OR EXISTS (SELECT 1 FROM json_each(q.occupations) AS o WHERE o.value = f.occupation)));

SELECT 'R12.size', f.id
FROM json_each(:filings) AS x
CROSS JOIN filing AS f ON f.id = x.value
WHERE (SELECT count(*) FROM trainee AS t WHERE t.filing_id = f.id) > f.planned_people;

SELECT 'R12.trainer', x.value, g.id
FROM json_each(:filings) AS x
CROSS JOIN filing AS f ON f.id = x.value
LEFT JOIN training_class AS c ON c.filing_id = f.id
CROSS JOIN trainer AS a ON a.filing_id = f.id
CROSS JOIN trainer AS b ON b.name = a.name AND b.title = a.title AND b.filing_id <> a.filing_id
CROSS JOIN filing AS g ON g.id = b.filing_id
LEFT JOIN training_class AS d ON d.filing_id = g.id
WHERE g.state NOT IN ('draft', 'refused') AND f.state <> 'refused'
  AND coalesce(d.opened_on, g.starts_on) <= coalesce(c.ended_on, f.ends_on)
  AND coalesce(c.opened_on, f.starts_on) <= coalesce(d.ended_on, g.ends_on);

SELECT 'R12.site', x.value, g.id
FROM json_each(:filings) AS x
CROSS JOIN filing AS f ON f.id = x.value
LEFT JOIN training_class AS c ON c.filing_id = f.id
CROSS JOIN filing AS g ON g.site = f.site AND g.id <> f.id
LEFT JOIN training_class AS d ON d.filing_id = g.id
WHERE f.site <> '' AND g.state NOT IN ('draft', 'refused') AND f.state <> 'refused'
  AND coalesce(d.opened_on, g.starts_on) <= coalesce(c.ended_on, f.ends_on)
  AND coalesce(c.opened_on, f.starts_on) <= coalesce(d.ended_on, g.ends_on);

-- R13: the people of one roster on another within a year
SELECT iif(a.institution_id IS NOT b.institution_id OR a.employer_id IS NOT b.employer_id, 'R13.moved', 'R13.reused'),
       a.id, b.id
FROM (SELECT x.value AS one, o.filing_id AS other, count(*) AS people
      FROM json_each(:filings) AS x
      CROSS JOIN trainee AS t ON t.filing_id = x.value
      CROSS JOIN trainee AS o ON o.person_id = t.person_id AND o.filing_id <> t.filing_id
      GROUP BY x.value, o.filing_id HAVING count(*) >= 5) AS y
CROSS JOIN filing AS a ON a.id = y.one
CROSS JOIN filing AS b ON b.id = y.other
LEFT JOIN training_class AS c ON c.filing_id = a.id
LEFT JOIN training_class AS d ON d.filing_id = b.id
WHERE b.state NOT IN ('draft', 'refused') AND 10 * y.people >= 6 * min(a.planned_people, b.planned_people)
  AND abs(julianday(coalesce(c.opened_on, a.starts_on)) - julianday(coalesce(d.opened_on, b.starts_on))) <= 365;

-- R14: hired after the opening day or long before it, by too short a contract; an employer on the list of the dishonest
WITH newly AS MATERIALIZED (
  SELECT t.id AS line, t.hired_on, t.contract_from, t.contract_until, coalesce(c.opened_on, f.starts_on) AS opened
  FROM json_each(:lines) AS s
  CROSS JOIN trainee AS t ON t.id = s.value
  CROSS JOIN filing AS f ON f.id = t.filing_id
  LEFT JOIN training_class AS c ON c.filing_id = f.id
  WHERE f.training_type = 'pre_job')
SELECT 'R14.before', line FROM newly WHERE hired_on > opened
UNION ALL SELECT 'R14.late', line FROM newly WHERE hired_on < date(opened, '-12 months')
UNION ALL SELECT 'R14.contract', line FROM newly WHERE contract_until < date(contract_from, '+12 months', '-1 days');

SELECT 'R14.dishonest', f.id
FROM json_each(:filings) AS x
CROSS JOIN filing AS f ON f.id = x.value
LEFT JOIN training_class AS c ON c.filing_id = f.id
CROSS JOIN employer AS e ON e.id = f.employer_id
CROSS JOIN outside_entry AS o ON o.number = e.credit_code AND o.list_id = 6
WHERE (o.since IS NULL OR o.since <= coalesce(c.ended_on, f.ends_on))
  AND (o.until IS NULL OR o.until >= coalesce(c.opened_on, f.starts_on));

-- R19: more staff sent than insured
SELECT 'R19.more_than_insured', f.id
FROM json_each(:filings) AS x
CROSS JOIN filing AS f ON f.id = x.value
CROSS JOIN employer AS e ON e.id = f.employer_id
WHERE (SELECT count(*) FROM trainee AS t WHERE t.filing_id = f.id
       AND (instr(t.groups, 'employee') OR instr(t.groups, 'dispatched')))
    > (SELECT count(*) FROM outside_entry AS o WHERE o.list_id = 5 AND o.unit IN (e.name, e.credit_code));

-- R15: plans too short or too much online, claimed in spite of too little attendance, too many away on a day
WITH plan AS (
  SELECT f.training_type AS type, f.level, f.id, coalesce(c.opened_on, f.starts_on) AS opened,
         (SELECT sum(i.hours) FROM course_item AS i WHERE i.filing_id = f.id) AS hours,
         (SELECT sum(iif(i.mode = 'offline', 0, i.hours)) FROM course_item AS i WHERE i.filing_id = f.id) AS online
  FROM json_each(:filings) AS x
  CROSS JOIN filing AS f ON f.id = x.value
  LEFT JOIN training_class AS c ON c.filing_id = f.id)
SELECT 'R15.online', id FROM plan WHERE opened >= '2020-01-01' AND 100 * online > 40 * hours
UNION ALL
SELECT 'R15.hours', id FROM plan
WHERE hours < CASE WHEN type = 'pre_job' AND opened >= '2020-01-01' THEN 240
                   WHEN opened < '2023-06-01' OR type NOT IN ('on_job', 'transfer', 'employment_skills') THEN 0
                   WHEN level = '5' THEN 400
                   WHEN level IN ('4', '3', '2', '1') THEN 560 ELSE 0 END;

SELECT 'R15.attendance', t.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN claim_line AS l ON l.trainee_id = t.id
CROSS JOIN claim AS m ON m.id = l.claim_id
WHERE l.scheme = 'training' AND l.amount > 0 AND m.state <> 'refused'
  AND 100 * coalesce((SELECT sum(a.online_hours + a.offline_hours) FROM attendance AS a WHERE a.trainee_id = t.id), 0)
      < 80 * (SELECT sum(i.hours) FROM course_item AS i WHERE i.filing_id = t.filing_id);

SELECT DISTINCT 'R15.day', y.filing
FROM (SELECT t.filing_id AS filing, count(*) AS people
      FROM json_each(:filings) AS x
      CROSS JOIN trainee AS t ON t.filing_id = x.value
      CROSS JOIN attendance AS a ON a.trainee_id = t.id
      WHERE a.state <> 'present' AND a.state IN ('absent', 'leave')
      GROUP BY t.filing_id, a.day) AS y
JOIN filing AS f ON f.id = y.filing
WHERE 10 * y.people > 2 * f.planned_people
  AND EXISTS (SELECT 1 FROM claim AS m WHERE m.filing_id = f.id AND m.state <> 'refused');

-- R16: amounts beyond the standard, two standards, another amount published or paid, paid in spite of an objection
SELECT 'R16.over', l.trainee_id
FROM json_each(:lines) AS s
CROSS JOIN claim_line AS l ON l.trainee_id = s.value
WHERE l.amount > l.asked AND l.state IN ('proposed', 'granted', 'cut');

SELECT 'R16.standard', m.filing_id
FROM json_each(:filings) AS x
CROSS JOIN claim AS m ON m.filing_id = x.value AND m.state <> 'refused'
CROSS JOIN claim_line AS l ON l.claim_id = m.id
WHERE l.scheme = 'training' AND l.state IN ('proposed', 'granted') AND l.asked > 0
GROUP BY m.id HAVING min(l.asked) <> max(l.asked);

SELECT 'R16.published', l.trainee_id
FROM json_each(:lines) AS s
CROSS JOIN claim_line AS l ON l.trainee_id = s.value
CROSS JOIN notice_line AS n ON n.line_id = l.id
WHERE n.state <> 'withdrawn' AND n.amount <> l.amount;

SELECT 'R16.paid', l.trainee_id
FROM json_each(:lines) AS s
CROSS JOIN claim_line AS l ON l.trainee_id = s.value
CROSS JOIN payment_line AS p ON p.line_id = l.id
CROSS JOIN payment_order AS o ON o.id = p.order_id
CROSS JOIN payment_batch AS b ON b.id = o.batch_id
CROSS JOIN notice_line AS n ON n.notice_id = b.notice_id AND n.line_id = l.id
WHERE o.state <> 'returned' AND p.amount <> n.amount;

SELECT 'R16.objected', l.trainee_id
FROM json_each(:lines) AS s
CROSS JOIN claim_line AS l ON l.trainee_id = s.value
CROSS JOIN notice_line AS n ON n.line_id = l.id
CROSS JOIN objection AS b ON b.notice_line_id = n.id
WHERE b.outcome IS NULL AND EXISTS (
  SELECT 1 FROM payment_line AS p CROSS JOIN payment_order AS o ON o.id = p.order_id
  WHERE p.line_id = l.id AND o.state <> 'returned');

-- R16: paid in advance for an apprenticeship that ended long ago, and not settled (as of the county's last day)
SELECT 'R16.unsettled', f.id
FROM (SELECT DISTINCT employer_id FROM filing WHERE id IN (SELECT value FROM json_each(:filings))) AS e
CROSS JOIN filing AS f ON f.employer_id = e.employer_id AND f.training_type = 'apprenticeship' AND f.years > 0
CROSS JOIN claim AS m ON m.filing_id = f.id AND m.stage = 'advance' AND m.state <> 'refused'
LEFT JOIN training_class AS c ON c.filing_id = f.id
WHERE julianday('2023-12-29') - julianday(coalesce(c.ended_on, f.ends_on)) > 180
  AND NOT EXISTS (SELECT 1 FROM claim AS s
                  WHERE s.filing_id = f.id AND s.stage = 'settlement' AND s.state <> 'refused')
  AND EXISTS (SELECT 1 FROM claim_line AS l CROSS JOIN payment_line AS p ON p.line_id = l.id
              CROSS JOIN payment_order AS o ON o.id = p.order_id
              WHERE l.claim_id = m.id AND o.state = 'paid');

-- R16, R17: the lists: closed or paid before their working days were over (:workdays counts them), or telling too much
WITH up AS MATERIALIZED (
  SELECT DISTINCT m.filing_id AS filing, n.id, n.title, n.place, n.posted_on, n.ends_on, n.closed_on, n.working_days,
         (SELECT min(b.released_on) FROM payment_batch AS b WHERE b.notice_id = n.id) AS released
  FROM json_each(:filings) AS x
  CROSS JOIN claim AS m ON m.filing_id = x.value
  CROSS JOIN claim_line AS l ON l.claim_id = m.id
  CROSS JOIN notice_line AS p ON p.line_id = l.id
  CROSS JOIN notice AS n ON n.id = p.notice_id),
workday AS MATERIALIZED (SELECT key AS nth, value AS day FROM json_each(:workdays)),
first AS MATERIALIZED (
  SELECT up.*, (SELECT min(w.nth) FROM workday AS w WHERE w.day > up.posted_on) AS nth
  FROM up WHERE posted_on IS NOT NULL),
due AS (SELECT first.*, w.day AS due FROM first JOIN workday AS w ON w.nth = first.nth + first.working_days - 1)
SELECT 'R16.short', filing FROM due WHERE ends_on < due OR closed_on <= due OR released <= due
UNION ALL
SELECT 'R17.text', filing FROM up
WHERE title || place GLOB '*1[3-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]*'
   OR EXISTS (SELECT 1 FROM filing AS f LEFT JOIN employer AS e ON e.id = f.employer_id
              LEFT JOIN institution AS i ON i.id = f.institution_id
              WHERE f.id = up.filing AND coalesce(e.name, '') || coalesce(i.name, '')
              GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]*');

-- R20: steps in the wrong order, in one hand, or after the list went up
SELECT 'R20.early_claim', f.id
FROM json_each(:filings) AS x
CROSS JOIN filing AS f ON f.id = x.value
LEFT JOIN training_class AS c ON c.filing_id = f.id
CROSS JOIN claim AS m ON m.filing_id = f.id AND m.state <> 'refused'
WHERE m.applied_on < coalesce(c.ended_on, f.ends_on);

WITH subject AS MATERIALIZED (
  SELECT f.id AS filing, f.uid FROM json_each(:filings) AS x CROSS JOIN filing AS f ON f.id = x.value
  UNION ALL
  SELECT c.filing_id, c.uid FROM json_each(:filings) AS x CROSS JOIN training_class AS c ON c.filing_id = x.value
  UNION ALL
  SELECT m.filing_id, m.uid FROM json_each(:filings) AS x CROSS JOIN claim AS m ON m.filing_id = x.value
  WHERE m.state <> 'refused'),
deed AS MATERIALIZED (
  SELECT s.filing, a.account_id, a.part, a.deed, a.day, a.id AS entry
  FROM subject AS s CROSS JOIN audit_entry AS a ON a.subject_uid = s.uid
  WHERE a.account_id IS NOT NULL),
posted AS (
  SELECT m.filing_id AS filing, n.posted_on,
         (SELECT min(a.id) FROM audit_entry AS a WHERE a.subject_uid = n.uid AND a.deed = '张贴公示') AS entry
  FROM deed
  CROSS JOIN claim AS m ON m.filing_id = deed.filing
  CROSS JOIN notice AS n ON n.id = (
    SELECT p.notice_id FROM claim_line AS l CROSS JOIN notice_line AS p ON p.line_id = l.id
    WHERE l.claim_id = m.id LIMIT 1)
  WHERE n.posted_on IS NOT NULL)
SELECT DISTINCT 'R20.same_hand', filing FROM deed WHERE part IN ('handling', 'deciding')
GROUP BY filing, account_id HAVING count(DISTINCT part) > 1
UNION ALL
SELECT 'R20.after_notice', d.filing
FROM deed AS d JOIN posted AS p ON p.filing = d.filing AND (d.entry > p.entry OR (p.entry IS NULL AND d.day > p.posted_on))
WHERE d.deed IN ('导入花名册', '撤销导入花名册', '移出花名册', '导入考勤', '登记考勤', '导入证书', '撤销导入',
                 '导入注册记录', '导入签到记录', '导入学习记录', '导入测试记录', '导入互动记录', '人工核减', '重新核算');
