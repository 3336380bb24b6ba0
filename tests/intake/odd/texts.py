"""Delimited texts: their encodings, delimiters and ragged lines."""

from tests.intake.made import AB, HEAD, IDS, NAMES, Made, people, text

TEXTS = (
    Made("utf_8_text", text([HEAD, *people(2)]), mapping=AB, sound=2),
    Made("utf_8_text_with_mark", text([HEAD, *people(2)], encoding="utf-8-sig"), mapping=AB, sound=2),
    Made(
        "gb_18030_text",
        text([HEAD, *people(1), ["张䶮", IDS[2]]], encoding="gb18030"),
        mapping=AB,
        sound=2,
        values={"name": ["张建国", "张䶮"]},
    ),
    Made(
        "utf_16_text",
        text([HEAD, *people(2)], encoding="utf-16", delimiter="\t", ending="txt"),
        mapping=AB,
        sound=2,
    ),
    Made("utf_16_text_without_mark", text([HEAD, *people(2)], encoding="utf-16-le"), mapping=AB, sound=2),
    Made("utf_16_text_of_big_ends", text([HEAD, *people(2)], encoding="utf-16-be"), mapping=AB, sound=2),
    Made(
        "names_under_another_heading",
        text([["学员名字", "身份证号"], *people(2)]),
        mapping=AB,
        sound=2,
    ),
    Made("tabs", text([HEAD, *people(2)], delimiter="\t", ending="tsv"), mapping=AB, sound=2),
    Made("semicolons", text([HEAD, *people(2)], delimiter=";"), mapping=AB, sound=2),
    Made(
        "delimiter_named_in_the_first_line",
        text([HEAD, *people(2)], delimiter="|", before="sep=|\r\n"),
        mapping=AB,
        header=2,
        sound=2,
    ),
    Made(
        "ragged_lines",
        text(
            [
                ["姓名", "身份证号", "联系电话", "学历"],
                people(1)[0],
                [*people(2)[1], "13812345678", "高中", "", "多余"],
            ]
        ),
        mapping={**AB, "phone": "C", "education": "D"},
        sound=2,
    ),
    Made(
        "line_breaks_inside_cells",
        text([["姓名", "身份证\n号码"], [NAMES[0], IDS[0]], [NAMES[1] + "\n", IDS[1] + "\r\n"]]),
        mapping=AB,
        sound=2,
    ),
    *(
        Made(
            f"delimited_by_{name}",
            text([HEAD, *people(2)], delimiter=mark, ending="txt"),
            mapping=AB,
            sound=2,
        )
        for name, mark in (
            ("wide_commas", "，"),
            ("wide_semicolons", "；"),
            ("enumeration_commas", "、"),
            ("carets", "^"),
            ("tildes", "~"),
            ("colons", ":"),
            ("blanks", " "),
        )
    ),
)
