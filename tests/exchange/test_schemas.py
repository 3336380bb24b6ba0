"""The agreed fields: one schema for each kind of record, each sound, titled in Chinese, and described."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from desktop.exchange import schemas
from tests.exchange.samples import records

NAMES = [*schemas.KINDS, "manifest"]


def test_each_kind_has_one_schema_and_each_schema_a_kind():
    assert {path.stem for path in schemas.FOLDER.glob("*.json")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_schema_is_sound_draft_07(name: str):
    jsonschema.Draft7Validator.check_schema(schemas.schema(name))
    assert schemas.schema(name)["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize("name", NAMES)
def test_every_field_has_an_official_term_and_a_description_and_no_object_is_open(name: str):
    objects = [node for node in _objects(schemas.schema(name)) if "properties" in node]
    assert objects
    for node in objects:
        assert node["additionalProperties"] is False
        assert node["required"] == list(node["properties"])
        for field, one in node["properties"].items():
            assert re.search("[\u4e00-\u9fff]", one["title"]), field
            assert one["description"].endswith("."), field


@pytest.mark.parametrize("kind", schemas.KINDS)
def test_every_record_begins_with_identifier_kind_and_case_number(kind: str):
    properties = schemas.schema(kind)["properties"]
    assert list(properties)[:3] == ["uid", "kind", "number"]
    assert properties["kind"]["const"] == kind


@pytest.mark.parametrize("kind", records())
def test_both_validators_agree_on_a_sound_record_and_on_each_missing_field(kind: str):
    peer = jsonschema.Draft7Validator(schemas.schema(kind))
    for record in records()[kind]:
        assert not schemas.fault(kind, record)
        assert peer.is_valid(record)
        for field in record:
            less = {name: value for name, value in record.items() if name != field}
            term = schemas.schema(kind)["properties"][field]["title"]
            assert term in schemas.fault(kind, less)
            assert not peer.is_valid(less)


@pytest.mark.parametrize(
    ("kind", "changes", "sentence"),
    [
        ("class", {"opened_on": "2020-02-30"}, "“开班日期”不是真实存在的日期或时间"),
        ("class", {"opened_on": "20200201"}, "“开班日期”不是真实存在的日期或时间"),
        ("class", {"people": True}, "“实际人数”类型不对"),
        ("class", {"people": -1}, "“实际人数”数值过小"),
        ("person", {"id_number": "99990119900101001x"}, "“公民身份号码”写法不合规定"),
        ("person", {"id_number": "999901199001010012\n"}, "“公民身份号码”写法不合规定"),
        ("person", {"name": ""}, "“姓名”不能为空"),
        ("trainee", {"online_hours": "1.25"}, "“线上课时”写法不合规定"),
        ("trainee", {"online_hours": 8}, "“线上课时”类型不对"),
        ("certificate", {"type": "diploma"}, "“证书类型”不是允许的代码"),
        ("claim", {"granted_fen": 2**53}, "“核准金额（分）”数值过大"),
    ],
)
def test_what_is_wrong_is_said_in_official_terms(kind: str, changes: dict[str, object], sentence: str):
    assert schemas.fault(kind, records()[kind][0] | changes) == sentence


def test_a_fault_deep_in_a_list_is_located():
    filing = records()["filing"][0]
    filing["courses"].append(filing["courses"][0] | {"hours": "-1"})
    assert schemas.fault("filing", filing) == "“课程设置·第2项·课时”写法不合规定"


def test_files_are_written_as_they_are_read():
    for path in schemas.FOLDER.glob("*.json"):
        text = path.read_text("utf-8")
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


def _objects(node: object):
    if isinstance(node, dict):
        yield node
        for below in node.values():
            yield from _objects(below)
    elif isinstance(node, list):
        for below in node:
            yield from _objects(below)


def test_schemas_lie_where_the_program_looks_for_them():
    assert Path(schemas.FOLDER).is_dir()
