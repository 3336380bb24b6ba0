"""From how many on a thing is a doubt stands in a table with its source, is said in the sentence, and by region."""

import re

import pytest
from sqlalchemy import select

from db.registers import Person
from desktop import doubts
from desktop.codes import codes
from desktop.doubts import FLAGS
from tests import builders
from tests.builders import PEOPLE, entry, file_case

VARIANTS = [each for flag in FLAGS for each in flag.variants.values()]
TABLE = {each.code: each for each in codes("doubt_thresholds")}


def test_every_threshold_has_a_figure_a_source_and_a_use():
    for each in TABLE.values():
        assert each.fields["value"] > 0
        assert re.search(r"外省参照|没有文件规定数值|没有规定数值|通行", each.fields["basis"]), each.code
    assert set(TABLE) == {code for variant in VARIANTS for code in variant.thresholds}


@pytest.mark.parametrize(
    "variant", [each for each in VARIANTS if each.thresholds], ids=lambda each: each.code
)
def test_the_sentence_says_the_threshold(variant: doubts.Variant):
    said = set(re.findall(r"\{(\w+)\}", variant.sentence))
    assert set(variant.thresholds) <= said or "limit" in said


@pytest.mark.parametrize(
    ("region", "own", "foreign"), [("anhui", "安徽", "外省参照：天津市"), ("jiangsu", "江苏", "")]
)
def test_a_document_of_another_province_is_marked_so_and_only_without_an_own_one(region, own, foreign):
    told = {flag.code: flag.basis_in(region) for flag in FLAGS}
    others = {"anhui": ("江苏", "苏人社"), "jiangsu": ("安徽", "皖人社")}[region]
    for code, basis in told.items():
        assert not any(word in basis for word in others), code
        for word in ("津人社", "天津"):
            assert word not in basis or f"外省参照：{word}" in basis or "外省参照：天津市" in basis, code
    assert any(own in basis for basis in told.values())
    assert (foreign in told["R12"]) if foreign else ("天津" not in told["R12"])


def test_a_doubts_basis_names_the_thresholds_it_rests_on():
    with builders.stage("empty") as county:
        people = (*PEOPLE, *(builders.trainee(at, name) for at, name in ((40, "沈同号"), (41, "韩同号"))))
        file_case(county, people, entry(county, people))
        with county.desk("jingban") as desk:
            for row in desk.session.scalars(select(Person)).all()[:4]:
                row.phone = "13900001111"
            doubts.run(desk, "filing", county.ids["filing"])
            rows = doubts.lines(desk, builders.ALL, kind="filing", case_id=county.ids["filing"]).rows
            many = next(each for each in rows if "核查标准：4人以上" in each.sentence)
            assert "一个电话号码的人数4人" in doubts.sheet(desk, many.id).basis
