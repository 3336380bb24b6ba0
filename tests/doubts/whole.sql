-- The questions of the red flags in the whole county, in the way that is natural to DuckDB. Each row of an answer is a
-- variant and the lines (or filings) it rests on. `held` is a view: every filing with the days on which it was held.

-- R1: too often in a year; the same level twice; a lower level after a higher one
WITH had AS (
  SELECT l.person_id, l.trainee_id, l.occupation, l.level, coalesce(m.decided_on, m.applied_on) AS day
  FROM claim_line AS l JOIN claim AS m ON m.id = l.claim_id
  WHERE l.scheme = 'training' AND l.state IN ('proposed', 'granted', 'cut') AND m.state <> 'refused')
SELECT 'R1.times', trainee_id, trainee_id FROM (
  SELECT trainee_id, count(*) OVER (PARTITION BY person_id, year(day)) AS times FROM had)
WHERE times > 3
UNION ALL
SELECT 'R1.same_level', a.trainee_id, b.trainee_id
FROM had AS a JOIN had AS b ON b.person_id = a.person_id AND b.occupation = a.occupation AND b.level = a.level
WHERE a.trainee_id <> b.trainee_id AND a.level <> 'none'
UNION ALL
SELECT 'R1.lower_level', a.trainee_id, b.trainee_id
FROM had AS a JOIN had AS b ON b.person_id = a.person_id AND b.occupation = a.occupation AND b.day < a.day
WHERE a.level IN ('5', '4', '3', '2', '1') AND b.level < a.level;

-- R1: the same with what others paid
WITH had AS (
  SELECT p.id_number, l.trainee_id, l.occupation, l.level, coalesce(m.decided_on, m.applied_on) AS day
  FROM claim_line AS l JOIN claim AS m ON m.id = l.claim_id JOIN person AS p ON p.id = l.person_id
  WHERE l.scheme = 'training' AND l.state IN ('proposed', 'granted', 'cut') AND m.state <> 'refused'
    AND p.id_number IN (SELECT number FROM outside_benefit)),
paid AS (
  SELECT DISTINCT h.trainee_id, h.id_number, h.occupation, h.level, h.day, b.scheme, b.occupation AS other,
         b.level AS theirs, b.paid_on, b.programme, b.since, b.until
  FROM had AS h JOIN outside_benefit AS b ON b.number = h.id_number
  WHERE b.id NOT IN (SELECT c.id FROM outside_benefit AS c
                     JOIN person AS q ON q.id_number = c.number
                     JOIN claim_line AS l ON l.person_id = q.id AND l.scheme = c.scheme
                     JOIN payment_line AS y ON y.line_id = l.id
                     JOIN payment_order AS o ON o.id = y.order_id
                     WHERE c.office = '' AND o.state = 'paid' AND c.occupation IN ('', l.occupation)
                       AND c.level IN ('', l.level) AND abs(c.paid_on - o.settled_on) <= 31))
SELECT 'R1.times', trainee_id FROM paid AS a
WHERE 3 < (SELECT count(*) FROM paid AS b WHERE b.trainee_id = a.trainee_id AND b.scheme IN ('training', 'upgrade')
             AND year(b.paid_on) = year(a.day))
        + (SELECT count(*) FROM had AS h WHERE h.id_number = a.id_number AND year(h.day) = year(a.day))
UNION ALL
SELECT 'R1.same_level', trainee_id FROM paid
WHERE scheme = 'training' AND occupation = other AND level = theirs AND level <> 'none'
UNION ALL
SELECT 'R1.lower_level', trainee_id FROM paid
WHERE scheme = 'training' AND occupation = other AND level IN ('5', '4', '3', '2', '1')
  AND theirs <> '' AND theirs < level AND paid_on < day;

-- R1: another office's subsidy, or fund, that excludes ours from 2024 on
SELECT DISTINCT 'R1.exclusive', t.id
FROM outside_benefit AS b
JOIN person AS p ON p.id_number = b.number
JOIN trainee AS t ON t.person_id = p.id
JOIN held AS f ON f.id = t.filing_id
WHERE f.opened >= '2024-01-01' AND b.scheme = 'upgrade' AND b.occupation = f.occupation AND b.level = f.level
UNION ALL
SELECT DISTINCT 'R1.fund', l.trainee_id
FROM outside_benefit AS b
JOIN person AS p ON p.id_number = b.number
JOIN claim_line AS l ON l.person_id = p.id AND l.scheme = 'training' AND l.occupation = b.occupation AND l.level = b.level
JOIN claim AS m ON m.id = l.claim_id
JOIN held AS f ON f.id = m.filing_id
JOIN payment_line AS y ON y.line_id = l.id
JOIN payment_order AS o ON o.id = y.order_id AND o.state IN ('pending', 'paid')
JOIN payment_batch AS k ON k.id = o.batch_id
WHERE f.opened >= '2024-01-01' AND b.fund <> k.fund
  AND b.fund IN ('employment', 'unemployment') AND k.fund IN ('employment', 'unemployment');

-- R1: our own payment told once more without a payer; an allowance for a day paid elsewhere, or nobody knows which
SELECT 'R1.retold', t.id
FROM outside_benefit AS b
JOIN person AS p ON p.id_number = b.number
JOIN trainee AS t ON t.person_id = p.id
JOIN claim_line AS l ON l.person_id = p.id AND l.scheme = b.scheme
JOIN payment_line AS y ON y.line_id = l.id
JOIN payment_order AS o ON o.id = y.order_id
WHERE b.office = '' AND o.state = 'paid' AND b.occupation IN ('', l.occupation) AND b.level IN ('', l.level)
  AND abs(b.paid_on - o.settled_on) <= 31
UNION
SELECT CASE WHEN b.since IS NULL OR b.until IS NULL THEN 'R1.undated' ELSE 'R1.days' END, l.trainee_id
FROM outside_benefit AS b
JOIN person AS p ON p.id_number = b.number
JOIN claim_line AS l ON l.person_id = p.id AND l.scheme = 'allowance'
JOIN allowance_day AS d ON d.line_id = l.id
WHERE b.scheme = 'allowance' AND l.state IN ('proposed', 'granted', 'cut')
  AND CASE WHEN b.since IS NULL OR b.until IS NULL THEN b.paid_on >= d.day ELSE d.day BETWEEN b.since AND b.until END;

-- R2, R3, R7, R19: one person on two rosters: at once, in two roles, too long a day, for two employers
WITH line AS (
  SELECT t.id, t.person_id, t.filing_id, t.groups, f.employer_id, f.opened, f.ended, f.training_type,
         coalesce(t.contract_from, t.hired_on, f.opened) AS since,
         coalesce(t.contract_until, greatest(f.ended, coalesce(t.contract_from, t.hired_on, f.opened))) AS until,
         contains(t.groups, 'employee') OR contains(t.groups, 'dispatched') AS staff,
         f.training_type IN ('employment_skills', 'entrepreneurship') OR contains(t.groups, 'unemployed')
           OR contains(t.groups, 'zero_employment') OR contains(t.groups, 'hard_to_employ') AS free
  FROM trainee AS t JOIN held AS f ON f.id = t.filing_id
  WHERE f.state NOT IN ('draft', 'refused')),
pair AS MATERIALIZED (
  SELECT a.id AS one, b.id AS other, a.opened <= b.ended AND b.opened <= a.ended AS meet,
         a.free AND NOT a.staff AND b.staff AND b.since <= a.ended AND a.opened <= b.until AS here,
         b.free AND NOT b.staff AND a.staff AND a.since <= b.ended AND b.opened <= a.until AS there,
         a.staff AND b.staff AND a.employer_id <> b.employer_id AND a.since <= b.until AND b.since <= a.until AS twice,
         contains(a.groups, 'dispatched') OR contains(b.groups, 'dispatched') AS sent
  FROM line AS a JOIN line AS b ON b.person_id = a.person_id AND b.filing_id > a.filing_id)
SELECT 'R2.dates', one, other FROM pair WHERE meet
UNION ALL SELECT 'R3.two_roles', one, other FROM pair WHERE here OR there
UNION ALL SELECT if(sent, 'R19.dispatched_twice', 'R19.two_employers'), one, other FROM pair WHERE twice
UNION ALL
SELECT DISTINCT 'R7.long_day', one, other
FROM pair
JOIN attendance AS a ON a.trainee_id = one
JOIN attendance AS b ON b.trainee_id = other AND b.day = a.day
WHERE meet AND a.state IN ('present', 'late') AND b.state IN ('present', 'late')
  AND a.online_hours + a.offline_hours + b.online_hours + b.offline_hours > 80;

-- R3: employed and out of work on one line
SELECT 'R3.own_line', id FROM trainee
WHERE (contains(groups, 'employee') OR contains(groups, 'dispatched'))
  AND (contains(groups, 'unemployed') OR contains(groups, 'zero_employment') OR contains(groups, 'hard_to_employ'));

-- R2: an old and a new number of one person
SELECT 'R2.old_number', o.id
FROM person AS p
JOIN person AS q ON q.id_number = substr(p.id_number, 1, 6) || substr(p.id_number, 9, 9)
JOIN trainee AS o ON o.person_id = q.id
WHERE length(p.id_number) = 18 AND substr(p.id_number, 7, 2) = '19';

-- R2: two numbers under one name and birth date
SELECT 'R2.same_name_born', t.id
FROM person AS p
JOIN person AS q ON q.name = p.name AND q.born = p.born AND q.id <> p.id
JOIN trainee AS t ON t.person_id = p.id
WHERE EXISTS (SELECT 1 FROM trainee AS o WHERE o.person_id = q.id)
  AND q.id_number <> substr(p.id_number, 1, 6) || substr(p.id_number, 9, 9)
  AND p.id_number <> substr(q.id_number, 1, 6) || substr(q.id_number, 9, 9);

-- R4: too young, past the age of retirement, or past that of a worker
SELECT CASE WHEN p.born > f.opened - INTERVAL 16 YEAR THEN 'R4.young'
            WHEN p.born <= f.opened - if(p.sex = '男', INTERVAL 60 YEAR, INTERVAL 55 YEAR) THEN 'R4.retired'
            ELSE 'R4.worker' END, t.id
FROM trainee AS t JOIN person AS p ON p.id = t.person_id JOIN held AS f ON f.id = t.filing_id
WHERE p.born > f.opened - INTERVAL 16 YEAR
   OR p.born <= f.opened - if(p.sex = '男', INTERVAL 60 YEAR, INTERVAL 50 YEAR);

-- R3, R5, R6, R14: what the lists of others say of these people (1 death, 2 pension, 3 payroll, 4 student, 5 insured)
WITH one AS MATERIALIZED (
  SELECT t.id AS line, e.list_id AS list, e.unit, e.since, e.until, f.training_type AS type, f.opened, f.ended,
         (e.since IS NULL OR e.since <= f.opened) AND (e.until IS NULL OR e.until >= f.opened) AS holds,
         contains(t.groups, 'employee') OR contains(t.groups, 'dispatched') AS staff,
         w.name AS employer, w.credit_code AS code
  FROM outside_entry AS e
  JOIN person AS p ON p.id_number = e.number
  JOIN trainee AS t ON t.person_id = p.id
  JOIN held AS f ON f.id = t.filing_id
  LEFT JOIN employer AS w ON w.id = f.employer_id
  WHERE e.list_id IN (1, 2, 3, 4, 5))
SELECT if(since IS NULL, 'R5.dead_undated', 'R5.dead'), line FROM one
WHERE list = 1 AND (since IS NULL OR since <= ended)
UNION ALL
SELECT CASE WHEN since IS NULL THEN 'R6.undated' WHEN list = 2 THEN 'R6.pension' WHEN list = 3 THEN 'R6.payroll'
       ELSE 'R6.student' END, line FROM one WHERE list IN (2, 3, 4) AND holds
UNION ALL
SELECT 'R6.left', line FROM one WHERE list = 5 AND staff
GROUP BY line HAVING NOT bool_or(holds) AND coalesce(bool_or(until < opened), false)
UNION ALL
SELECT 'R3.insured', line FROM one
WHERE list = 5 AND holds AND NOT staff AND type IN ('employment_skills', 'entrepreneurship')
UNION ALL
SELECT 'R14.elsewhere', line FROM one WHERE list = 5 AND holds AND staff AND employer IS NOT NULL
GROUP BY line HAVING NOT bool_or(unit IN (employer, code));

-- R14: staff whom nobody insures
SELECT 'R14.uninsured', t.id
FROM trainee AS t
JOIN filing AS f ON f.id = t.filing_id
JOIN person AS p ON p.id = t.person_id
WHERE f.employer_id IS NOT NULL AND (contains(t.groups, 'employee') OR contains(t.groups, 'dispatched'))
  AND NOT EXISTS (SELECT 1 FROM outside_entry AS e WHERE e.number = p.id_number AND e.list_id = 5);

-- R5: disabled before having been registered as such
SELECT 'R5.disabled', t.id
FROM person_group AS g
JOIN trainee AS t ON t.person_id = g.person_id
JOIN held AS f ON f.id = t.filing_id
WHERE g."group" = 'disabled' AND contains(t.groups, 'disabled') AND g.since > f.opened;

-- R7: more than eight hours in a day; nobody was ever late, ill or away
SELECT DISTINCT 'R7.long_day', trainee_id FROM attendance WHERE online_hours + offline_hours > 80;

SELECT 'R7.perfect', f.id
FROM (SELECT trainee_id FROM attendance GROUP BY trainee_id
      HAVING count(*) >= 5 AND count(*) FILTER (state <> 'present') = 0) AS a
JOIN trainee AS t ON t.id = a.trainee_id
JOIN filing AS f ON f.id = t.filing_id
GROUP BY f.id HAVING count(*) >= greatest(20, any_value(f.planned_people));

-- R7: what a platform recorded
SELECT 'R7.same_minute', f.id
FROM (SELECT t.filing_id, count(DISTINCT i.trainee_id) AS people
      FROM sign_in AS i JOIN trainee AS t ON t.id = i.trainee_id
      WHERE i.action = 'in' GROUP BY t.filing_id, substr(i."at", 1, 16)) AS y
JOIN filing AS f ON f.id = y.filing_id
WHERE y.people >= 10 AND 2 * y.people >= f.planned_people;

SELECT 'R7.one_device', unnest(y.lines)
FROM (SELECT list(DISTINCT i.trainee_id) AS lines
      FROM (SELECT trainee_id, device, ip FROM sign_in UNION ALL SELECT trainee_id, device, ip FROM learning_session)
           AS i
      JOIN trainee AS t ON t.id = i.trainee_id
      WHERE i.device <> '' AND i.ip <> ''
      GROUP BY t.filing_id, i.device, i.ip HAVING count(DISTINCT i.trainee_id) >= 3) AS y;

SELECT 'R7.night', trainee_id FROM sign_in
WHERE action = 'in' AND substr("at", 12, 5) BETWEEN '00:00' AND '05:59'
GROUP BY trainee_id HAVING count(*) >= 3;

SELECT DISTINCT 'R7.even', y.filing_id
FROM (SELECT filing_id, day, count(*) AS people
      FROM (SELECT filing_id, day, epoch(first) - lag(epoch(first)) OVER (PARTITION BY filing_id, day ORDER BY first) AS gap
            FROM (SELECT t.filing_id, substr(i."at", 1, 10) AS day, min(i."at")::TIMESTAMP AS first
                  FROM sign_in AS i JOIN trainee AS t ON t.id = i.trainee_id WHERE i.action = 'in'
                  GROUP BY t.filing_id, t.id, substr(i."at", 1, 10)))
      GROUP BY filing_id, day HAVING count(*) >= 10 AND min(gap) = max(gap) AND min(gap) > 0) AS y
JOIN filing AS f ON f.id = y.filing_id
WHERE 2 * y.people >= f.planned_people;

WITH signed AS (
  SELECT DISTINCT i.trainee_id, t.filing_id, substr(i."at", 1, 10)::DATE AS day
  FROM sign_in AS i JOIN trainee AS t ON t.id = i.trainee_id WHERE i.action = 'in'),
held AS (
  SELECT DISTINCT t.filing_id, a.day FROM attendance AS a JOIN trainee AS t ON t.id = a.trainee_id
  WHERE t.filing_id IN (SELECT filing_id FROM signed) AND a.online_hours + a.offline_hours > 0)
SELECT 'R7.off_day', trainee_id FROM signed AS s
WHERE filing_id IN (SELECT filing_id FROM held)
  AND NOT EXISTS (SELECT 1 FROM held AS h WHERE h.filing_id = s.filing_id AND h.day = s.day)
GROUP BY trainee_id HAVING count(*) >= 3;

SELECT 'R7.thin', i.trainee_id
FROM (SELECT trainee_id, sum(seconds) AS seconds FROM learning_session GROUP BY trainee_id) AS i
JOIN (SELECT trainee_id, sum(online_hours) AS hours FROM attendance GROUP BY trainee_id) AS a
  ON a.trainee_id = i.trainee_id
WHERE i.seconds / 6 < 45 * a.hours;

-- R8: one file for two cases
WITH used AS (
  SELECT a.digest, a.code, if(a.case_kind = 'filing', a.case_id, m.filing_id) AS filing
  FROM material AS a LEFT JOIN claim AS m ON m.id = a.case_id AND a.case_kind = 'claim'
  WHERE a.digest IS NOT NULL AND a.case_kind IN ('filing', 'claim') AND NOT list_contains($shared, a.code))
SELECT 'R8.same_file', a.filing, b.filing FROM used AS a JOIN used AS b ON b.digest = a.digest AND b.filing <> a.filing;

SELECT 'R8.same_photo', a.case_id, b.case_id
FROM evidence_use AS a JOIN evidence_use AS b ON b.digest = a.digest AND b.id <> a.id
WHERE a.case_kind = 'filing' AND NOT list_contains($shared, coalesce(a.material, ''));

SELECT 'R8.same_workbook', a.filing_id, b.filing_id
FROM import_batch AS a
JOIN import_batch AS b ON b.digest = a.digest AND b.kind = a.kind AND b.filing_id <> a.filing_id
WHERE a.state = 'taken' AND b.state = 'taken';

-- R9: one telephone for several people
WITH owner AS (
  SELECT p.id, p.phone, count(*) OVER (PARTITION BY p.phone) AS people
  FROM person AS p WHERE p.phone <> '' AND EXISTS (SELECT 1 FROM trainee AS t WHERE t.person_id = p.id))
SELECT if(people >= 4, 'R9.many', 'R9.shared'), t.id
FROM owner JOIN trainee AS t ON t.person_id = owner.id WHERE people > 1;

SELECT 'R9.contact', t.id
FROM trainee AS t
JOIN person AS p ON p.id = t.person_id
JOIN filing AS f ON f.id = t.filing_id
LEFT JOIN employer AS e ON e.id = f.employer_id
LEFT JOIN institution AS i ON i.id = f.institution_id
WHERE p.phone <> '' AND (p.phone = f.phone OR p.phone = e.phone OR p.phone = i.phone);

SELECT 'R9.segment', f.id
FROM (SELECT t.filing_id, count(*) AS people FROM trainee AS t JOIN person AS p ON p.id = t.person_id
      WHERE length(p.phone) = 11 GROUP BY t.filing_id, substr(p.phone, 1, 9)) AS y
JOIN filing AS f ON f.id = y.filing_id
WHERE y.people >= 10 AND 2 * y.people >= f.planned_people;

-- R10: one account for several people, or an organisation's
WITH owner AS (
  SELECT p.id, count(*) OVER (PARTITION BY p.account) AS people
  FROM person AS p WHERE p.account <> '' AND EXISTS (SELECT 1 FROM trainee AS t WHERE t.person_id = p.id))
SELECT 'R10.shared', t.id FROM owner JOIN trainee AS t ON t.person_id = owner.id WHERE people > 1;

SELECT 'R10.organisation', t.id
FROM (SELECT account FROM employer UNION SELECT account FROM institution) AS o
JOIN person AS p ON p.account = o.account
JOIN trainee AS t ON t.person_id = p.id
WHERE o.account <> '';

-- R18: people from elsewhere, many at one address
SELECT 'R18.outside', f.id
FROM (SELECT t.filing_id, count(*) AS people FROM trainee AS t JOIN person AS p ON p.id = t.person_id
      WHERE substr(p.id_number, 1, 4) <> '9999' GROUP BY t.filing_id) AS y
JOIN filing AS f ON f.id = y.filing_id
WHERE y.people >= 10 AND 2 * y.people >= f.planned_people;

WITH owner AS (
  SELECT p.id, count(*) OVER (PARTITION BY p.address) AS people
  FROM person AS p WHERE p.address <> '' AND EXISTS (SELECT 1 FROM trainee AS t WHERE t.person_id = p.id))
SELECT 'R18.address', t.id FROM owner JOIN trainee AS t ON t.person_id = owner.id WHERE people >= 5;

-- R11: certificates of one number, early, of another holder, at odds with themselves, too many on a day
SELECT 'R11.number', trainee_id FROM (
  SELECT trainee_id, count(*) OVER (PARTITION BY upper(replace(replace(number, ' ', ''), '-', ''))) AS times
  FROM certificate)
WHERE times > 1;

WITH said AS MATERIALIZED (
  SELECT t.id AS line, k.issued_on < f.ended AS early,
         k.type = 'operation' AND length(k.number) = 19 AND upper(k.number[1]) = 'T'
           AND upper(substr(k.number, 2)) <> p.id_number AS holder,
         CASE WHEN k.type = 'skill_level' AND length(k.number) = 22
              THEN substr(k.number, 14, 2) <> strftime(k.issued_on, '%y') OR substr(k.number, 16, 1) <> k.level
              WHEN k.type = 'qualification' AND length(k.number) = 16
              THEN substr(k.number, 1, 2) <> strftime(k.issued_on, '%y') OR substr(k.number, 11, 1) <> k.level
              ELSE false END AS coding
  FROM certificate AS k
  JOIN trainee AS t ON t.id = k.trainee_id
  JOIN person AS p ON p.id = t.person_id
  JOIN held AS f ON f.id = t.filing_id)
SELECT 'R11.early', line FROM said WHERE early
UNION ALL SELECT 'R11.holder', line FROM said WHERE holder
UNION ALL SELECT 'R11.coding', line FROM said WHERE coding;

SELECT 'R11.bulk', unnest(filings)
FROM (SELECT list(DISTINCT t.filing_id) AS filings
      FROM certificate AS k JOIN trainee AS t ON t.id = k.trainee_id WHERE k.issuer <> ''
      GROUP BY k.issuer, k.issued_on HAVING count(DISTINCT t.filing_id) >= 5 AND count(*) >= 100) AS y;

-- R12: beyond the institution's scope or the plan's size, a trainer or a room in two classes at once
SELECT 'R12.scope', f.id
FROM held AS f
WHERE f.institution_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM qualification AS q
  WHERE q.institution_id = f.institution_id AND q.since <= f.opened AND (q.until IS NULL OR q.until >= f.opened)
    AND (q.occupations = '[]' OR contains(q.occupations, '"' || f.occupation || '"')));

SELECT 'R12.size', f.id
FROM (SELECT filing_id, count(*) AS people FROM trainee GROUP BY filing_id) AS t JOIN filing AS f ON f.id = t.filing_id
WHERE t.people > f.planned_people;

SELECT 'R12.trainer', f.id, g.id
FROM trainer AS a
JOIN trainer AS b ON b.name = a.name AND b.title = a.title AND b.filing_id > a.filing_id
JOIN held AS f ON f.id = a.filing_id
JOIN held AS g ON g.id = b.filing_id
WHERE f.state NOT IN ('draft', 'refused') AND g.state NOT IN ('draft', 'refused')
  AND f.opened <= g.ended AND g.opened <= f.ended;

SELECT 'R12.site', f.id, g.id
FROM held AS f JOIN held AS g ON g.site = f.site AND g.id > f.id AND f.opened <= g.ended AND g.opened <= f.ended
WHERE f.site <> '' AND f.state NOT IN ('draft', 'refused') AND g.state NOT IN ('draft', 'refused');

-- R13: the people of one roster on another within a year
SELECT if(a.institution_id IS DISTINCT FROM b.institution_id OR a.employer_id IS DISTINCT FROM b.employer_id,
          'R13.moved', 'R13.reused'), a.id, b.id
FROM (SELECT t.filing_id AS one, o.filing_id AS other, count(*) AS people
      FROM trainee AS t JOIN trainee AS o ON o.person_id = t.person_id AND o.filing_id > t.filing_id
      GROUP BY t.filing_id, o.filing_id HAVING count(*) >= 5) AS y
JOIN held AS a ON a.id = y.one
JOIN held AS b ON b.id = y.other
WHERE a.state NOT IN ('draft', 'refused') AND b.state NOT IN ('draft', 'refused')
  AND 10 * y.people >= 6 * least(a.planned_people, b.planned_people) AND abs(a.opened - b.opened) <= 365;

-- R14: hired after the opening day or long before it, by too short a contract; an employer on the list of the dishonest
WITH newly AS MATERIALIZED (
  SELECT t.id AS line, t.hired_on, t.contract_from, t.contract_until, f.opened
  FROM trainee AS t JOIN held AS f ON f.id = t.filing_id WHERE f.training_type = 'pre_job')
SELECT 'R14.before', line FROM newly WHERE hired_on > opened
UNION ALL SELECT 'R14.late', line FROM newly WHERE hired_on < opened - INTERVAL 12 MONTH
UNION ALL
SELECT 'R14.contract', line FROM newly WHERE contract_until < contract_from + INTERVAL 12 MONTH - INTERVAL 1 DAY;

SELECT 'R14.dishonest', f.id
FROM outside_entry AS o
JOIN employer AS e ON e.credit_code = o.number
JOIN held AS f ON f.employer_id = e.id
WHERE o.list_id = 6 AND (o.since IS NULL OR o.since <= f.ended) AND (o.until IS NULL OR o.until >= f.opened);

-- R19: more staff sent than insured
SELECT 'R19.more_than_insured', f.id
FROM (SELECT filing_id, count(*) AS people FROM trainee
      WHERE contains(groups, 'employee') OR contains(groups, 'dispatched') GROUP BY filing_id) AS t
JOIN filing AS f ON f.id = t.filing_id
JOIN employer AS e ON e.id = f.employer_id
LEFT JOIN (SELECT unit, count(*) AS people FROM outside_entry WHERE list_id = 5 GROUP BY unit) AS n ON n.unit = e.name
LEFT JOIN (SELECT unit, count(*) AS people FROM outside_entry WHERE list_id = 5 GROUP BY unit) AS c
  ON c.unit = e.credit_code
WHERE t.people > coalesce(n.people, 0) + coalesce(c.people, 0);

-- R15: plans too short or too much online, claimed in spite of too little attendance, too many away on a day
WITH plan AS (
  SELECT f.id, f.opened, f.training_type AS type, f.level, i.hours, i.online
  FROM (SELECT filing_id, sum(hours) AS hours, sum(if(mode = 'offline', 0, hours)) AS online
        FROM course_item GROUP BY filing_id) AS i
  JOIN held AS f ON f.id = i.filing_id)
SELECT 'R15.online', id FROM plan WHERE opened >= DATE '2020-01-01' AND 100 * online > 40 * hours
UNION ALL
SELECT 'R15.hours', id FROM plan
WHERE hours < CASE WHEN type = 'pre_job' AND opened >= DATE '2020-01-01' THEN 240
                   WHEN opened < DATE '2023-06-01' OR type NOT IN ('on_job', 'transfer', 'employment_skills') THEN 0
                   WHEN level = '5' THEN 400
                   WHEN level IN ('4', '3', '2', '1') THEN 560 ELSE 0 END;

SELECT 'R15.attendance', t.id
FROM claim_line AS l
JOIN claim AS m ON m.id = l.claim_id
JOIN trainee AS t ON t.id = l.trainee_id
JOIN (SELECT filing_id, sum(hours) AS hours FROM course_item GROUP BY filing_id) AS i ON i.filing_id = t.filing_id
LEFT JOIN (SELECT trainee_id, sum(online_hours + offline_hours) AS hours FROM attendance GROUP BY trainee_id) AS a
  ON a.trainee_id = t.id
WHERE l.scheme = 'training' AND l.amount > 0 AND m.state <> 'refused'
  AND 100 * coalesce(a.hours, 0) < 80 * i.hours;

SELECT DISTINCT 'R15.day', f.id
FROM (SELECT t.filing_id, count(*) AS people FROM attendance AS a JOIN trainee AS t ON t.id = a.trainee_id
      WHERE a.state IN ('absent', 'leave') GROUP BY t.filing_id, a.day) AS y
JOIN filing AS f ON f.id = y.filing_id
WHERE 10 * y.people > 2 * f.planned_people
  AND EXISTS (SELECT 1 FROM claim AS m WHERE m.filing_id = f.id AND m.state <> 'refused');

-- R16: amounts beyond the standard, two standards, another amount published or paid, paid in spite of an objection
SELECT 'R16.over', trainee_id FROM claim_line WHERE amount > asked AND state IN ('proposed', 'granted', 'cut');

SELECT 'R16.standard', any_value(m.filing_id)
FROM claim_line AS l JOIN claim AS m ON m.id = l.claim_id
WHERE m.state <> 'refused' AND l.scheme = 'training' AND l.state IN ('proposed', 'granted') AND l.asked > 0
GROUP BY m.id HAVING min(l.asked) <> max(l.asked);

SELECT 'R16.published', l.trainee_id
FROM notice_line AS n JOIN claim_line AS l ON l.id = n.line_id
WHERE n.state <> 'withdrawn' AND n.amount <> l.amount;

SELECT 'R16.paid', l.trainee_id
FROM payment_line AS p
JOIN payment_order AS o ON o.id = p.order_id
JOIN payment_batch AS b ON b.id = o.batch_id
JOIN notice_line AS n ON n.notice_id = b.notice_id AND n.line_id = p.line_id
JOIN claim_line AS l ON l.id = p.line_id
WHERE o.state <> 'returned' AND p.amount <> n.amount;

SELECT 'R16.objected', l.trainee_id
FROM objection AS b
JOIN notice_line AS n ON n.id = b.notice_line_id
JOIN claim_line AS l ON l.id = n.line_id
WHERE b.outcome IS NULL AND EXISTS (
  SELECT 1 FROM payment_line AS p JOIN payment_order AS o ON o.id = p.order_id
  WHERE p.line_id = l.id AND o.state <> 'returned');

-- R16, R17: the lists: closed or paid before their working days were over (`workday` numbers them), or telling too much
WITH due AS (
  SELECT n.id, n.ends_on, n.closed_on, w.day AS due,
         (SELECT min(b.released_on) FROM payment_batch AS b WHERE b.notice_id = n.id) AS released
  FROM notice AS n
  JOIN workday AS w ON w.nth = n.working_days + (SELECT max(v.nth) FROM workday AS v WHERE v.day <= n.posted_on))
SELECT DISTINCT 'R16.short', m.filing_id
FROM due
JOIN notice_line AS p ON p.notice_id = due.id
JOIN claim_line AS l ON l.id = p.line_id
JOIN claim AS m ON m.id = l.claim_id
WHERE due.ends_on < due.due OR due.closed_on <= due.due OR due.released <= due.due;

SELECT DISTINCT 'R17.text', m.filing_id
FROM notice AS n
JOIN notice_line AS p ON p.notice_id = n.id
JOIN claim_line AS l ON l.id = p.line_id
JOIN claim AS m ON m.id = l.claim_id
JOIN filing AS f ON f.id = m.filing_id
LEFT JOIN employer AS e ON e.id = f.employer_id
LEFT JOIN institution AS i ON i.id = f.institution_id
WHERE regexp_matches(n.title, '[0-9]{11}') OR regexp_matches(n.place, '[0-9]{11}')
   OR regexp_matches(e.name, '[0-9]{11}') OR regexp_matches(i.name, '[0-9]{11}');

-- R20: steps in the wrong order, in one hand, or after the list went up
SELECT 'R20.early_claim', f.id
FROM claim AS m JOIN held AS f ON f.id = m.filing_id
WHERE m.state <> 'refused' AND m.applied_on < f.ended;

WITH deed AS MATERIALIZED (
  SELECT s.filing, a.account_id, a.part, a.deed, a.day, a.id AS entry
  FROM audit_entry AS a
  JOIN (SELECT id AS filing, uid FROM filing
        UNION ALL SELECT filing_id, uid FROM training_class
        UNION ALL SELECT filing_id, uid FROM claim WHERE state <> 'refused') AS s ON s.uid = a.subject_uid
  WHERE a.account_id IS NOT NULL),
posted AS (
  SELECT DISTINCT m.filing_id AS filing, n.posted_on,
         (SELECT min(a.id) FROM audit_entry AS a WHERE a.subject_uid = n.uid AND a.deed = '张贴公示') AS entry
  FROM deed
  JOIN claim AS m ON m.filing_id = deed.filing
  JOIN claim_line AS l ON l.claim_id = m.id
  JOIN notice_line AS p ON p.line_id = l.id
  JOIN notice AS n ON n.id = p.notice_id)
SELECT DISTINCT 'R20.same_hand', filing FROM deed WHERE part IN ('handling', 'deciding')
GROUP BY filing, account_id HAVING count(DISTINCT part) > 1
UNION ALL
SELECT DISTINCT 'R20.after_notice', d.filing
FROM deed AS d JOIN posted AS p ON p.filing = d.filing AND (d.entry > p.entry OR (p.entry IS NULL AND d.day > p.posted_on))
WHERE d.deed IN ('导入花名册', '撤销导入花名册', '移出花名册', '导入考勤', '登记考勤', '导入证书', '撤销导入',
                 '导入注册记录', '导入签到记录', '导入学习记录', '导入测试记录', '导入互动记录', '人工核减', '重新核算');
