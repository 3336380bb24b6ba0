"""Intake of a long roster: 100,000 rows of 15 columns and more, checked and stored (`--rows 100000`).

Ours, the floor (bare calamine, bare insert) and the first peer (openpyxl reading alone) are those of the roster. The
second peer, frictionless validating the same file with a like schema, is measured by `intake_validated`.
"""

from dataclasses import replace

from tests.benchmarks.roster import BENCHMARK as ROSTER

BENCHMARK = replace(
    ROSTER, title="导入：大花名册检查并入库（ours）、裸读裸写（floor）、openpyxl 只读取（peer）"
)
