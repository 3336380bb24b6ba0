"""The code tables: what is stored is a code, what is seen is its title."""

import re
import tomllib

import pytest

from desktop.codes import code_of, codes, entry, grounds, materials, resource, title
from desktop.problems import Refused

TABLES = sorted(path.stem for path in resource("codes").glob("*.toml"))


@pytest.mark.parametrize("table", TABLES)
def test_codes_and_titles_of_a_table_are_unique_and_lead_to_each_other(table):
    listed = codes(table)

    assert len({each.code for each in listed}) == len({each.title for each in listed}) == len(listed) > 0
    for each in listed:
        assert title(table, each.code) == each.title
        assert code_of(table, each.title) == each.code


@pytest.mark.parametrize(
    ("table", "listed"),
    [
        ("case_kinds", "enterprise delegated institution individual"),
        (
            "training_types",
            "pre_job on_job transfer apprenticeship hazardous employment_skills entrepreneurship self_study",
        ),
        ("levels", "5 4 3 2 1 expert chief apprentice special none"),
        ("capabilities", "sign_in records tests live"),
        ("certificate_types", "qualification skill_level special operation equipment completion"),
        ("filing_states", "draft accepted correcting approved refused open finished archived"),
        ("claim_states", "draft submitted reviewed approved returned refused"),
        ("roles", "handler reviewer director cashier"),
    ],
)
def test_stored_codes_stay_what_they_are(table, listed):
    assert [each.code for each in codes(table)] == listed.split()


def test_ten_kinds_of_general_content_and_the_skill_itself():
    assert len(codes("content_categories")) == 11


def test_five_groups_get_the_living_allowance():
    assert sum(each.fields["allowance"] for each in codes("groups")) == 5


def test_occupations_have_the_shape_of_the_classification_and_a_category():
    for each in codes("occupations"):
        assert re.fullmatch(r"\d-\d\d-\d\d-\d\d", each.code)
        assert (each.fields["category"] in {"A", "B", "C"}) is (each.code[0] in "3456")


def test_unknown_code_title_or_table_is_refused():
    with pytest.raises(Refused, match="没有代码“6”"):
        title("levels", "6")
    with pytest.raises(Refused, match="没有“特级”这一项"):
        code_of("levels", "特级")
    with pytest.raises(Refused, match="缺少代码表"):
        codes("colours")


def test_entry_brings_the_rest_of_its_line():
    assert entry("occupations", "6-18-02-04").fields["category"] == "A"
    assert entry("levels", "3").fields["rank"] > entry("levels", "4").fields["rank"]


@pytest.mark.parametrize("region", ["anhui", "jiangsu"])
@pytest.mark.parametrize("stage", ["filing", "claim"])
def test_epidemic_is_no_ground_for_refusal(region, stage):
    listed = grounds(region, stage)

    assert len(listed) >= 8
    for ground in listed:
        assert "疫" not in ground.title + ground.clause
        assert ground.clause
        assert ground.remedy.endswith("。")


def test_refusal_grounds_of_a_filing_and_of_a_claim_differ():
    assert "already_open" in {ground.code for ground in grounds("jiangsu", "filing")}
    assert "already_open" not in {ground.code for ground in grounds("jiangsu", "claim")}
    assert "not_corrected_in_time" not in {ground.code for ground in grounds("jiangsu", "acceptance")}
    assert all("疫" not in ground.title + ground.clause for ground in grounds("anhui", "acceptance"))


PLAN = ["filing_form", "training_plan", "roster", "labour_contracts", "business_licence"]
RECORDS = ["claim_form", "certificates", "registration_records", "sign_in_records", "learning_records"]


@pytest.mark.parametrize(
    ("kind", "stage", "required"),
    [
        ("enterprise", "filing", PLAN),
        ("delegated", "filing", [*PLAN, "delegation_contract", "institution_qualification"]),
        ("institution", "filing", [*PLAN[:3], "institution_qualification"]),
        ("individual", "filing", ["filing_form"]),
        ("enterprise", "claim", RECORDS),
        ("delegated", "claim", RECORDS),
        ("institution", "claim", [*RECORDS, "agency_agreement"]),
        ("individual", "claim", [*RECORDS, "test_records"]),
        ("individual", "allowance", ["allowance_identity"]),
    ],
)
def test_required_materials_by_case_kind_and_stage(kind, stage, required):
    listed = materials("jiangsu", kind, stage)

    assert [each.code for each in listed if each.required] == required
    assert all(each.clause and each.document and each.form in {"原件", "复印件"} for each in listed)
    assert all(each.when for each in listed if not each.required)


def test_new_hires_in_jiangsu_bring_insurance_and_24_hours():
    added = {each.code for each in materials("jiangsu", "enterprise", "claim", "pre_job")} - {
        each.code for each in materials("jiangsu", "enterprise", "claim", "on_job")
    }

    assert added == {"social_insurance", "pre_job_hours", "claim_labour_contracts"}
    assert "pre_job_hours" not in {each.code for each in materials("anhui", "enterprise", "claim", "pre_job")}


def test_materials_in_anhui_rest_on_anhuis_notice():
    assert {each.document for each in materials("anhui", "enterprise", "filing")} == {
        "安徽省人力资源和社会保障厅关于统筹做好当前疫情防控和技工教育培训工作的通知"
    }


@pytest.mark.parametrize("table", TABLES)
def test_table_has_a_title_and_only_what_is_read(table):
    content = tomllib.loads(resource("codes", f"{table}.toml").read_text(encoding="utf-8"))

    assert content["title"]
    assert content.keys() <= {"title", "code", "categories", "sources", "documents"}
