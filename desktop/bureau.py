"""What papers say of the office: department, address, postcode, telephone, where its decisions are reviewed."""

from dataclasses import asdict, dataclass

from desktop import audit
from desktop.codes import title
from desktop.problems import Refused
from desktop.workspace import Desk

TITLES = {
    "department": "承办科室",
    "address": "地址",
    "postcode": "邮政编码",
    "phone": "联系电话",
    "review_body": "行政复议机关",
}
LONGEST = {"department": 60, "address": 120, "postcode": 6, "phone": 40, "review_body": 60}


@dataclass(frozen=True, slots=True)
class Contact:
    """How the public reaches the office, as it stands on every paper issued from now on."""

    department: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    review_body: str = ""


def contact(desk: Desk) -> Contact:
    """Return what papers say of the office now."""
    return Contact(**{name: desk.settings.get(name, desk.workspace.contact(name)) for name in TITLES})


def change_contact(desk: Desk, entry: Contact) -> None:
    """Change what papers say of the office; issued papers stay as they are. The director's deed."""
    desk.needs("director", title("roles", "director"))
    given = {name: value.strip() for name, value in asdict(entry).items()}
    for name, value in given.items():
        if len(value) > LONGEST[name]:
            raise Refused(f"{TITLES[name]}最多 {LONGEST[name]} 个字，没有修改。", "请缩短后保存。")
    if given["postcode"] and not (len(given["postcode"]) == 6 and given["postcode"].isdecimal()):
        raise Refused("邮政编码应为六位数字，没有修改。", "请核对后重新填写。")
    before = asdict(contact(desk))
    changed = {name: value for name, value in given.items() if value != before[name]}
    if not changed:
        raise Refused("没有改动。", "请修改后再保存。")
    for name, value in changed.items():
        desk.workspace.set(desk, name, value)
    audit.record(
        desk,
        "修改本单位信息",
        audit.OTHER,
        "workspace",
        desk.workspace.county,
        改动="、".join(TITLES[name] for name in changed),
    )
