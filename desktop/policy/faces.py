"""The commands `policy show` and `policy lint`: what they tell, and their exit status."""

import json
from datetime import date
from pathlib import Path

from desktop.policy.loading import lint, load
from desktop.policy.show import show
from desktop.problems import Refused, Unreadable

GOOD, FAULTY = 0, 1


def show_face(region: str, day: date, name: str, county: str, *, as_json: bool) -> tuple[str, int]:
    """Tell what holds in a region on a day, or in one of its counties; one name only when it is given."""
    if county and not (county.isdigit() and len(county) == 6):
        raise Refused(f"县区代码“{county}”不是6位数字，无法查找本地政策。", "请填写6位县区代码。")
    policy = load(region, county)
    found = show(policy, day, name)
    if as_json:
        told = {
            "region": region,
            "title": policy.title,
            "county": county,
            "day": day.isoformat(),
            "version": policy.version,
            "values": [each.as_record() for each in found],
        }
        return json.dumps(told, ensure_ascii=False, indent=1), GOOD
    head = f"{policy.title}　{day:%Y-%m-%d}　政策版本 {policy.version[:12]}　{len(found)}项"
    return "\n".join([head, *map(str, found)]), GOOD


def lint_face(folder: Path) -> tuple[str, int]:
    """Tell every fault of a folder of policy files by file and line; Unreadable when there is no such folder."""
    if not folder.is_dir():
        raise Unreadable(f"没有文件夹“{folder}”，没有检查。", "请核对政策文件所在的文件夹。")
    if not any(folder.glob("*.toml")):
        raise Unreadable(
            f"文件夹“{folder}”里没有政策文件（.toml），没有检查。", "请核对政策文件所在的文件夹。"
        )
    faults = lint(folder)
    if faults:
        return "\n".join([*map(str, faults), f"共{len(faults)}处错误，不能使用。"]), FAULTY
    return f"{folder.name}：没有错误。", GOOD
