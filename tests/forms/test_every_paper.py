"""What holds for every paper, shown on its samples."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from desktop import forms
from desktop.forms import FORMS, Form, form
from desktop.forms.wording import FOLDER
from desktop.problems import Refused
from tests.forms.conftest import Paper, overlaps

Reader = Callable[[bytes], Paper]
Sampled = Callable[[Form, str], Paper]
BUREAU = "人力资源社会保障部门"
"""Signs under its own name."""
SAMPLES = [pytest.param(each, name, id=f"{each.code}-{name}") for each in FORMS for name in each.samples]
NO_FACE_HAS_IT = "\U00030123"


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Form, str], Paper]:
    """Give what reads a sample back, each drawn once."""
    folder = tmp_path_factory.mktemp("samples")
    kept: dict[str, Paper] = {}

    def reading(paper: Form, sample: str) -> Paper:
        name = f"{paper.code}-{sample}"
        if name not in kept:
            path = folder / f"{name}.pdf"
            path.write_bytes(paper.draw(paper.samples[sample]))
            kept[name] = Paper(path)
        return kept[name]

    return reading


@pytest.mark.parametrize("paper, sample", SAMPLES)
def test_every_font_is_embedded_and_the_file_is_sound(paper: Form, sample: str, sampled: Sampled):
    made = sampled(paper, sample)
    assert made.fonts
    assert all(each == ["yes", "yes", "yes"] for each in made.fonts)
    assert "No syntax or stream encoding errors" in made.check()


@pytest.mark.parametrize("paper, sample", SAMPLES)
def test_same_facts_same_bytes(paper: Form, sample: str, sampled: Sampled):
    assert paper.draw(paper.samples[sample]) == sampled(paper, sample).path.read_bytes()


@pytest.mark.parametrize("paper, sample", SAMPLES)
def test_every_page_says_which_of_how_many_it_is(paper: Form, sample: str, sampled: Sampled):
    pages = sampled(paper, sample).pages
    for number, page in enumerate(pages, start=1):
        plain = re.sub(r"\s", "", page)
        assert f"第{number}页共{len(pages)}页" in plain


@pytest.mark.parametrize("paper, sample", SAMPLES)
def test_nothing_stands_outside_the_margins(paper: Form, sample: str, sampled: Sampled):
    made = sampled(paper, sample)
    wide, high = made.millimetres
    for page in made.words_by_page:
        assert page, "no page is empty"
        for word in page:
            assert word.left >= 17.9, word
            assert word.right <= wide - 17.9, word
            assert word.top >= 16, word
            assert word.bottom <= high - 8, word


@pytest.mark.parametrize("paper, sample", SAMPLES)
def test_no_text_stands_on_another(paper: Form, sample: str, sampled: Sampled):
    for page in sampled(paper, sample).words_by_page:
        assert overlaps(page) == []


def blanked(value: Any) -> Any:
    """Give the facts with every text, day and list that may be empty emptied."""
    if isinstance(value, str):
        return ""
    if isinstance(value, tuple):
        return ()
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: blanked(getattr(value, each.name)) for each in fields(value)})
    return value


@pytest.mark.parametrize("paper, sample", SAMPLES)
def test_an_empty_fact_prints_as_a_blank(paper: Form, sample: str, read: Reader):
    facts = paper.samples[sample]
    emptied = {
        each.name: blanked(getattr(facts, each.name))
        for each in fields(facts)
        if each.name
        not in {"kind", "decision", "payees", "persons", "units", "lines", "schemes", "defects", "grounds"}
    }
    text = read(paper.draw(replace(facts, **emptied))).text
    assert "None" not in text
    assert "Decimal" not in text
    assert "（）" not in text, "an empty fact between brackets is a ruled blank"
    assert not re.search(r"：(?=第1页|$)", text), "a label without its fact is followed by a ruled blank"


@pytest.mark.parametrize("paper", FORMS, ids=lambda each: each.code)
def test_a_character_no_face_draws_stops_the_print_and_is_named(paper: Form):
    facts = replace(paper.samples["SAMPLE"], bureau=f"演练县{NO_FACE_HAS_IT}局")
    with pytest.raises(Refused) as refused:
        paper.draw(facts)
    assert f"“演练县{NO_FACE_HAS_IT}局”" in refused.value.sentence
    assert "U+30123" in refused.value.sentence
    assert refused.value.remedy


@pytest.mark.parametrize("paper", FORMS, ids=lambda each: each.code)
def test_a_practice_paper_says_so_on_each_page(paper: Form, read: Reader):
    facts = replace(paper.samples["SAMPLE"], bureau="某县人力资源和社会保障局", mark="演练")
    made = read(paper.draw(facts))
    plain = read(paper.draw(replace(facts, mark="")))
    assert made.text.count("练") == plain.text.count("练") + len(made.pages)


@pytest.mark.parametrize("paper", FORMS, ids=lambda each: each.code)
def test_title_clause_copies_and_signers_are_known(paper: Form, read: Reader):
    wording = paper.wording
    assert wording.title
    assert wording.clause
    assert wording.copies >= 1
    assert form(paper.code) is form(wording.number) is paper


@pytest.mark.parametrize("paper", FORMS, ids=lambda each: each.code)
def test_whoever_signs_finds_a_place_to_sign(paper: Form, sampled: Sampled):
    said = "".join("".join(sampled(paper, name).text for name in paper.samples).split())
    signers = [one for each in paper.wording.signers for one in each.split("或")]
    assert bool(signers) == (paper.code != "spine"), "what is pasted on a box is not signed"
    for each in signers:
        role = each.partition("（")[0]
        assert role in said or role == BUREAU, f"{role}：{paper.wording.title}"


def test_every_wording_belongs_to_a_paper_and_numbers_are_given_once():
    files = {each.stem: tomllib.loads(each.read_text("utf-8")) for each in FOLDER.glob("*.toml")}
    assert set(files) == {each.code for each in FORMS}
    assert [each.wording.number for each in FORMS] == [f"ZP-{n:02}" for n in range(1, len(FORMS) + 1)]


def test_the_page_on_papers_tells_the_catalogue_as_it_is():
    page = (FOLDER.parents[1] / "docs" / "papers.md").read_text("utf-8")
    for each in FORMS:
        said = each.wording
        signers = "、".join(said.signers) or "nobody"
        assert f"| {said.number} | `{each.code}` | {said.title} | {said.copies} | {signers} |" in page
        assert all(f"`{one.code}` {one.title}" in page for one in each.variants)


def test_every_sample_has_a_name_when_there_are_several():
    for each in FORMS:
        named = [one.facts for one in each.variants]
        assert not named or (named[0] is each.samples["SAMPLE"] and len(named) == len(each.samples))
        assert len(each.samples) == 1 or named, each.code


def test_a_paper_that_is_not_there_is_refused():
    with pytest.raises(Refused):
        form("ZP-99")


def test_only_the_painter_and_its_codes_know_reportlab():
    folder = Path(forms.__file__).parent
    knowing = {
        each.name for each in folder.glob("*.py") if "reportlab" in each.read_text("utf-8").split('"""', 2)[2]
    }
    assert knowing == {"page.py", "qr.py"}
