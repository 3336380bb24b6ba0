"""What a made-up county pays for each level, and how a line of it keeps the standard that it rests on."""

from json import dumps

from desktop.codes import title

STANDARDS = {"none": 30000, "5": 80000, "4": 120000, "3": 180000}
"""Fen by level."""

BASIS = {
    level: dumps(
        {
            "name": "training_standard",
            "title": f"职业培训补贴标准（{title('levels', level)}）",
            "since": "2020-01-01",
            "until": "",
            "amount": f"{fen // 100}",
            "unit": "元",
            "local": True,
            "document": "演练标准",
            "number": "",
            "clause": "第二条",
        },
        ensure_ascii=False,
    )
    for level, fen in STANDARDS.items()
}
"""By level, as `subsidies` keeps it with a line; in the store's own writing, for it is written a million times."""
