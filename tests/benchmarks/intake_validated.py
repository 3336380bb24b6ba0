"""Intake beside a validator: ours checks and stores a roster, frictionless only validates it with a like schema.

frictionless is no dependency of ours. The peer is measured where ZHIPEI_FRICTIONLESS names a Python that has it
(`frictionless[excel]`), and left out elsewhere.
"""

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.roster import BENCHMARK as ROSTER
from tests.benchmarks.roster import FILE, HEADINGS

PYTHON = os.environ.get("ZHIPEI_FRICTIONLESS", "")
_VALIDATE = """
import json, sys, time
from frictionless import Checklist, Resource, Schema
path, headings = sys.argv[1], json.loads(sys.argv[2])
patterns = {"身份证号": "[0-9]{17}[0-9X]", "联系电话": "1[3-9][0-9]{9}", "银行账号": "[0-9]{12,19}"}
fields = []
for name in headings:
    kind = "date" if name.endswith("日期") else "integer" if name == "序号" else "string"
    limits = {"required": True} if name in ("姓名", "身份证号") else {}
    if name in patterns:
        limits["pattern"] = patterns[name]
    if name == "身份证号":
        limits["unique"] = True
    fields.append({"name": name, "type": kind, "constraints": limits})
start = time.perf_counter()
resource = Resource(path=path, schema=Schema.from_descriptor({"fields": fields}))
report = resource.validate(Checklist(), limit_errors=100)
print(json.dumps([time.perf_counter() - start, report.tasks[0].stats.get("rows", 0)]))
"""


def _peer(rows: int, folder: Path) -> float:
    words = [PYTHON, "-c", _VALIDATE, FILE, json.dumps(HEADINGS)]
    said = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True).stdout
    seconds, seen = json.loads(said.splitlines()[-1])
    assert seen == rows, (seen, rows)
    return float(seconds)


BENCHMARK = replace(
    ROSTER,
    title="导入：检查并入库（ours）、裸读裸写（floor）、frictionless 只校验（peer）",
    peer=_peer if PYTHON else None,
)
