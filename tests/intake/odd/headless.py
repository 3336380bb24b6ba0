"""Lists without any row of headings: what the columns hold is proposed, and asked."""

from tests.intake.made import AB, IDS, NAMES, Made, book, people

PHONES = tuple(f"1390000{at:04d}" for at in range(6))
CARDS = ("6222021234567890128", "6222021234567890136", "6222021234567890144")

HEADLESS = [
    Made(
        "no_headings_at_all",
        book([[at + 1, *people(4)[at], "女" if at % 2 else "男", PHONES[at], "企业职工"] for at in range(4)]),
        mapping={"name": "B", "id_number": "C", "sex": "D", "phone": "E", "groups": "F"},
        problems=[("B1", "no_heading")],
        header=0,
    ),
    Made(
        "a_title_and_then_people_without_headings",
        book(
            [["2020年焊工班学员花名册"], [], *([*person, PHONES[at]] for at, person in enumerate(people(5)))]
        ),
        mapping={**AB, "phone": "C"},
        problems=[("A3", "no_heading")],
        header=2,
    ),
    Made(
        "no_headings_and_three_columns_of_days",
        book([[*person, "2020-03-01", "2020-03-01", "2023-02-28"] for person in people(4)]),
        mapping=AB,
        problems=[("A1", "no_heading")],
        header=0,
    ),
    Made(
        "attendance_without_headings",
        book(
            [
                [*person, "2020.3.6", state]
                for person, state in zip(people(4), ("√", "迟到", "缺勤", "√"), strict=True)
            ]
        ),
        columns="attendance",
        mapping={**AB, "day": "C", "state": "D"},
        problems=[("A1", "no_heading")],
        header=0,
    ),
    Made(
        "bank_result_without_headings",
        book([[NAMES[at], CARDS[at], 800, "交易成功"] for at in range(3)]),
        columns="bank_result",
        mapping={"name": "A", "account": "B", "result": "D"},
        problems=[("A1", "no_heading")],
        header=0,
    ),
    Made(
        "numbers_without_names_or_headings",
        book([[IDS[at], PHONES[at]] for at in range(4)]),
        mapping={"id_number": "A", "phone": "B"},
        problems=[("A1", "no_heading")],
        header=0,
    ),
]
