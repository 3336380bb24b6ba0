"""On a made-up county every planted violation is found, and clean lines give no hard finding."""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from sqlalchemy import select, text

from db.subsidies import ClaimLine
from desktop import doubts, explaining, papers
from desktop.codes import codes
from desktop.doubts import FLAGS, Hit
from desktop.doubts.finding import hits, reading
from desktop.practice.lines import build_lines
from desktop.workspace import SYSTEM
from tests.doubts.bare import answers, differences, near

SEVENTH = [each for each in FLAGS if each.code == "R7"]

UNPLANTED = {"R16.advance", "R16.unsettled", "R16.overpaid", "R16.two_funds", "R16.beyond_due"}
"""What rests on apprenticeships, of which the county has none; shown in test_advances.py."""


WITHDRAWN = (
    "UPDATE claim_line SET state = 'refused' WHERE trainee_id = :line",
    "UPDATE claim SET state = 'refused' WHERE filing_id = (SELECT filing_id FROM trainee WHERE id = :line)",
)


def by_variant(found: tuple[Hit, ...]) -> dict[str, list[Hit]]:
    sorted_: dict[str, list[Hit]] = defaultdict(list)
    for hit in found:
        sorted_[hit.variant].append(hit)
    return sorted_


def test_every_planted_violation_is_found_on_its_rows(planting):
    found = by_variant(planting.hits)
    missed = [
        each
        for each in planting.planted
        if not any(
            set(each.filings) <= set(hit.filings) and (not hit.lines or set(each.lines) <= set(hit.lines))
            for hit in found[each.variant]
        )
    ]
    assert missed == []


def test_every_kind_of_violation_was_planted_twice(planting):
    planted = Counter(each.variant for each in planting.planted)
    every = {code for flag in FLAGS for code in flag.variants}
    assert every - set(planted) == UNPLANTED
    assert set(planted.values()) == {2}


def test_what_was_granted_there_opens_like_any_other_amount(planting):
    with planting.workspace.reading(SYSTEM) as desk:
        granted, refused = (
            desk.session.scalars(select(ClaimLine).where(paid)).first()
            for paid in (ClaimLine.amount > 0, ClaimLine.amount == 0)
        )
        for line in (granted, refused):
            opened = explaining.line(desk, line.id)
            assert [cited.document for cited in opened.clauses] == ["演练标准"]
            assert line.sentence in {said for _, said in explaining.flat(explaining.tree(opened))}
        assert papers.subsidy_approval(desk, granted.claim_id).startswith(b"%PDF")


def test_clean_lines_give_no_finding_at_all(planting):
    with planting.workspace.reading(SYSTEM) as desk:
        touched = {
            row[0]
            for row in desk.session.execute(
                text(
                    "SELECT t.id FROM trainee AS t WHERE t.person_id IN (SELECT o.person_id FROM trainee AS o"
                    " WHERE o.id IN (SELECT value FROM json_each(:lines)))"
                    " OR t.filing_id IN (SELECT value FROM json_each(:filings))"
                ),
                {
                    "lines": json.dumps([line for each in planting.planted for line in each.lines]),
                    "filings": json.dumps([one for each in planting.planted for one in each.filings]),
                },
            )
        }
    filings = {one for each in planting.planted for one in each.filings}
    stray = [
        hit
        for hit in planting.hits
        if (set(hit.lines) - touched if hit.lines else not set(hit.filings) & filings)
    ]
    assert [(hit.variant, hit.sentence) for hit in stray] == []
    assert len(touched) < 2750, "nine lines in twenty at least are clean"


def test_a_county_without_planting_is_clean(tmp_path: Path):
    workspace, planted = build_lines(tmp_path, 1200, 3, planting=False)
    with workspace.reading(SYSTEM) as desk:
        assert doubts.county(desk) == ()
    workspace.close()
    assert planted == ()
    assert json.loads((tmp_path / "planted.json").read_text("utf-8")) == []


def test_the_same_seed_gives_the_same_county(tmp_path: Path):
    rows = []
    for name in ("one", "two", "other"):
        (tmp_path / name).mkdir()
        workspace, _ = build_lines(tmp_path / name, 300, 9 if name == "other" else 5, planting=False)
        with workspace.reading(SYSTEM) as desk:
            rows.append(desk.session.execute(text("SELECT trainee_id, day, state FROM attendance")).all())
        workspace.close()
    assert rows[0] == rows[1] != rows[2]


def test_what_is_found_in_the_county_is_found_near_the_case(planting):
    filings = sorted({one for each in planting.planted for one in each.filings})[:25]
    with planting.workspace.reading(SYSTEM) as desk:
        read = reading(desk)
        lines = read.ids(
            "SELECT t.id FROM json_each(:ids) AS x JOIN trainee AS t ON t.filing_id = x.value",
            ids=json.dumps(filings),
        )
        near = {hit.fingerprint for hit in hits(read, lines, filings)}
    wanted = {
        hit.fingerprint
        for hit in planting.hits
        if set(hit.lines) & set(lines) or set(hit.filings) & set(filings)
    }
    assert wanted <= near


def test_a_desk_that_writes_finds_what_it_has_just_written(planting):
    class Undo(Exception):
        pass

    with pytest.raises(Undo), planting.workspace.desk(SYSTEM) as desk:
        before = {hit.fingerprint for hit in doubts.county(desk, SEVENTH)}
        desk.session.execute(text("UPDATE attendance SET online_hours = 90 WHERE trainee_id = 1"))
        more = [hit for hit in doubts.county(desk, SEVENTH) if hit.fingerprint not in before]
        assert [(hit.variant, hit.lines) for hit in more] == [("R7.long_day", (1,))]
        raise Undo


def test_a_roster_without_a_claim_counts_in_the_county_as_it_does_near_the_case(planting):
    class Undo(Exception):
        pass

    twice = next(each for each in planting.planted if each.variant == "R1.same_level")
    with pytest.raises(Undo), planting.workspace.desk(SYSTEM) as desk:
        for sql in WITHDRAWN:
            desk.session.execute(text(sql), {"line": twice.lines[-1]})
        found = doubts.county(desk, [each for each in FLAGS if each.code == "R1"])
        assert any(hit.variant == "R1.same_level" and set(twice.lines) <= set(hit.lines) for hit in found)
        raise Undo


def test_bare_questions_written_by_hand_find_the_same(planting):
    """The floor of the benchmark asks what the product asks: same lines, same filings, variant by variant."""
    with planting.workspace.reading(SYSTEM) as desk:
        spoilt = {one for each in planting.planted for one in each.filings}
        of_lines = "SELECT DISTINCT t.filing_id FROM json_each(:ids) AS x JOIN trainee AS t ON t.id = x.value"
        read = reading(desk)
        lines = json.dumps([line for each in planting.planted for line in each.lines])
        filings = sorted(spoilt | set(read.ids(of_lines, ids=lines)))
        of_filings = "SELECT t.id FROM json_each(:ids) AS x JOIN trainee AS t ON t.filing_id = x.value"
        everybody = read.ids(of_filings, ids=json.dumps(filings))
        ours = answers(hits(read, everybody, filings))
        theirs, _ = near(desk.session.connection().connection.driver_connection, everybody, filings)
    assert differences(ours, theirs) == {}
    assert len(ours) > 60


def test_each_doubt_says_a_whole_sentence_and_rests_on_rows(planting):
    for hit in planting.hits:
        assert re.fullmatch(r"[^{}]*[一-鿿][^{}]*。", hit.sentence), hit.sentence
        assert "None" not in hit.sentence
        assert hit.remedy.endswith("。")
        assert hit.evidence
        assert all(each.says for each in hit.evidence)
        assert not re.search(r"\d{17}[\dX](?!\d)", hit.sentence.replace("T", "")) or hit.variant.startswith(
            "R11"
        )


def test_the_twenty_flags_are_whole():
    assert [flag.code for flag in FLAGS] == [f"R{number}" for number in range(1, 21)]
    known = {code.code for code in codes("outside_lists")}
    for flag in FLAGS:
        assert flag.title
        assert flag.basis
        assert flag.rests_on
        assert flag.checks
        assert set(flag.lists) <= known
        assert flag.severity in {"hard", "soft"}
        for variant in flag.variants.values():
            assert variant.severity in {"hard", "soft"}
            assert variant.certainty in {"exact", "suspected"}
            assert variant.sentence.endswith("。")
            assert variant.remedy.endswith("。")
