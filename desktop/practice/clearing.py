"""The practice county's doubts: looked into, disposed of with a reason and what it rests on, and signed off by another."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from desktop import doubts
from desktop.pages import PageQuery
from desktop.practice.tour import Step, Tour

REASONS = {
    "R2.dates": (
        "已核对两个班期的签到记录，该学员只参加其中一个班期，另一班期全程缺勤、不享受补贴",
        "两个班期签到记录",
    ),
    "R3.two_roles": ("已电话核实，该学员在织锦纺织在岗，只按企业职工班期享受补贴", "电话核实记录、劳动合同"),
    "R12.trainer": ("已核对课程表，该师资在各班的课次错开，没有同时授课", "三个班期课程表"),
    "R12.site": ("已核对场地安排，两班分上下午使用", "场地使用登记"),
    "R15.online": ("已核对课程设置，理论部分以仿真演示为主，线下实训课时有保障", "培训计划和课程表"),
    "R18.address": ("已核实为企业集体宿舍", "企业出具的住宿证明"),
}
OTHERWISE = ("已逐项核对原始材料，情况属实，没有发现虚报", "核查记录")


def clear(tour: Tour, kind: str, case_id: int, day: date, *, sign: bool = False) -> Iterator[Step]:
    """Dispose of every open doubt about a case, those of one kind together; another clerk signs for all of them."""
    with tour.at("jingban", day) as desk:
        doubts.run(desk, kind, case_id)
        of_kind: dict[str, list[int]] = defaultdict(list)
        rows = doubts.lines(desk, PageQuery(state="open", limit=1000), kind=kind, case_id=case_id).rows
        for row in rows:
            of_kind[doubts.sheet(desk, row.id).variant].append(row.id)
        for variant, ids in of_kind.items():
            reason, evidence = REASONS.get(variant, OTHERWISE)
            doubts.dispose(desk, ids, "explained", reason, evidence)
        sheet = doubts.case_sheet(desk, kind, case_id)
    if sign:
        with tour.at("fuhe", day) as desk:
            doubts.sign_off(desk, kind, case_id)
            sheet = doubts.case_sheet(desk, kind, case_id)
    again = sum(row.remembered for row in sheet.doubts)
    if rows or sign:
        unchecked = sum(any(each.missing for each in flag.coverage) for flag in sheet.flags)
        told = f"{len(sheet.doubts)} 条：说明理由 {len(rows)} 条，沿用以前的认定 {again} 条；"
        told += f"{unchecked} 项疑点缺少名单或记录，未能全部核查"
        told += f"；{sheet.signed_by}签核，摘要 {sheet.digest[:12]}" if sign else ""
        yield Step(f"核查疑点 {sheet.number}", told)
