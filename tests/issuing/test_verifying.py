"""Whether a paper is ours and what it really said: by code, by PDF, by scan; altered, swapped, void, restored."""

import re
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject
from sqlalchemy import text as sql

from desktop import issuing, papers, pdf
from desktop.issuing import code, faces
from desktop.issuing.code import Mark
from desktop.pages import PageQuery
from desktop.problems import Refused, Unreadable
from tests.issuing.county import County


def notice_copy(county: County) -> issuing.CopyLine:
    with county.reading() as desk:
        (row,) = issuing.lines(desk, PageQuery(text="职业培训补贴公示")).rows
        return issuing.sheet(desk, row.id).copies[0]


def judged(county: County, asked: Path | str) -> issuing.Verdict:
    with county.reading() as desk:
        return issuing.verify(desk, str(asked))


def rewritten(content: bytes, page: int, old: str, new: str) -> bytes:
    """The PDF with a text on one page set as another, as a careful forger would do it."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    target = writer.pages[page]
    changed = target.get_contents().get_data()
    for font in target["/Resources"]["/Font"].values():
        table = font.get_object()["/ToUnicode"].get_data().decode()
        pairs = {
            bytes.fromhex(to).decode("utf-16-be"): of for of, to in re.findall(r"<(\w{4})> <(\w+)>", table)
        }
        if all(each in pairs for each in old + new):
            spelled = ["".join(pairs[each] for each in text).encode() for text in (old, new)]
            changed = changed.replace(*spelled)
    assert changed != target.get_contents().get_data()
    stream = StreamObject()
    stream.set_data(changed)
    target[NameObject("/Contents")] = writer._add_object(stream)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def scan(content: bytes, place: Path, dpi: int = 200) -> list[Path]:
    source = place / "scan.pdf"
    source.write_bytes(content)
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", "-png", source, place / "scan"], check=True)
    return sorted(place.glob("scan-*.png"))


def test_the_very_file_is_recognised(county: County) -> None:
    verdict = judged(county, county.papers / "公示.pdf")
    assert (verdict.status, verdict.good) == ("same", True)
    assert "职业培训补贴公示" in verdict.sentences[0]
    assert "林小禾" in verdict.sentences[0]


def test_a_typed_code_tells_what_the_paper_really_said(county: County) -> None:
    verdict = judged(county, notice_copy(county).code.lower())
    assert (verdict.status, verdict.good) == ("issued", True)
    kept = (county.papers / "公示.pdf").read_bytes()
    assert "1,000.00" in " ".join(line for _, _, line in verdict.said)
    assert len(verdict.said) > 89
    assert verdict.said[-1][0] == len(pdf.read(kept).pages)


def test_a_changed_amount_is_shown_line_by_line(county: County, tmp_path: Path) -> None:
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(
        rewritten((county.papers / "公示.pdf").read_bytes(), 2, "999901********8764", "999901********6782")
    )
    verdict = judged(county, forged)
    assert (verdict.status, verdict.good) == ("altered", False)
    (difference,) = verdict.differences
    assert difference.page == 3
    assert "8764" in difference.issued
    assert "6782" in difference.given
    assert str(difference).startswith(f"第3页第{difference.line}行改动")


def test_a_paper_with_pages_taken_out_or_put_in_is_told(county: County, tmp_path: Path) -> None:
    first = (county.papers / "公示.pdf").read_bytes()
    other = (county.papers / "补贴审批表-1班.pdf").read_bytes()
    short, mixed, plain = PdfWriter(), PdfWriter(), PdfWriter()
    for page in PdfReader(BytesIO(first)).pages[:3]:
        short.add_page(page)
        mixed.add_page(page)
    mixed.add_page(PdfReader(BytesIO(other)).pages[0])
    for page in PdfReader(BytesIO(first)).pages:
        plain.add_page(page)
    plain.add_blank_page()
    verdicts = []
    for name, writer in (("short", short), ("mixed", mixed), ("plain", plain)):
        path = tmp_path / f"{name}.pdf"
        writer.write(path)
        verdicts.append(judged(county, path))
    assert [verdict.status for verdict in verdicts] == ["altered"] * 3
    assert all(not each.given for each in verdicts[0].differences)
    assert "换过页" in verdicts[1].sentences[0]
    assert "没有核验码" in verdicts[2].sentences[1]


def test_the_same_text_saved_anew_is_not_called_the_original(county: County, tmp_path: Path) -> None:
    saved = tmp_path / "saved.pdf"
    PdfWriter(clone_from=PdfReader(county.papers / "公示.pdf")).write(saved)
    rewritten_whole = tmp_path / "qdf.pdf"
    subprocess.run(["qpdf", "--qdf", county.papers / "公示.pdf", rewritten_whole], check=True)
    for path in (saved, rewritten_whole):
        verdict = judged(county, path)
        assert (verdict.status, verdict.good, verdict.differences, verdict.said) == ("saved", False, (), ())
        assert verdict.sentences[1] == "文字与留存的原件一致，文件经过另存。"
        told, status = faces.verify_face(str(path), county.workspace.folder, None)
        assert told.startswith("文字一致，经过另存　")
        assert "原件内容" not in told
        assert told.endswith("以更正公示为准。"), "an objection was upheld after it was issued"
        assert (len(told.splitlines()), status) == (4, 1)


def test_what_is_drawn_over_the_same_text_is_told(county: County, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(county.papers / "公示.pdf"))
    page = writer.pages[1]
    over = StreamObject()
    over.set_data(page.get_contents().get_data() + b" q 0 0 0 rg 200 400 60 12 re f Q")
    page[NameObject("/Contents")] = writer._add_object(over)
    writer.write(tmp_path / "over.pdf")
    verdict = judged(county, tmp_path / "over.pdf")
    assert (verdict.status, verdict.differences) == ("altered", ())
    assert "页面图样不同" in verdict.sentences[1]


@pytest.mark.parametrize("dpi", [150, 300])
def test_a_scan_is_read_and_so_is_a_pdf_made_of_scans(county: County, tmp_path: Path, dpi: int) -> None:
    from PIL import Image

    pictures = scan((county.papers / "备案审核表-1班.pdf").read_bytes(), tmp_path, dpi)
    verdict = judged(county, pictures[0])
    assert verdict.status == "issued"
    assert "线上职业技能培训备案审核表" in verdict.sentences[0]
    with Image.open(pictures[0]) as image:
        image.rotate(91, expand=True, fillcolor=255).convert("RGB").save(tmp_path / "turned.jpg", quality=70)
        image.save(tmp_path / "scanned.pdf")
    assert judged(county, tmp_path / "turned.jpg").copy_id == verdict.copy_id
    assert judged(county, tmp_path / "scanned.pdf").copy_id == verdict.copy_id


def test_a_picture_without_a_code_and_a_file_that_is_no_picture(county: County, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("L", (600, 800), 255).save(tmp_path / "empty.png")
    assert judged(county, tmp_path / "empty.png").status == "unknown"
    (tmp_path / "odd.png").write_bytes(b"not a picture at all")
    with pytest.raises(Unreadable, match="不是能读的图片"):
        judged(county, tmp_path / "odd.png")
    (tmp_path / "odd.pdf").write_bytes(b"%PDF-1.5 cut short")
    with pytest.raises(Unreadable, match="不是完整的PDF"):
        judged(county, tmp_path / "odd.pdf")
    with pytest.raises(Unreadable, match="没有找到文件"):
        judged(county, tmp_path / "missing.pdf")


def test_a_draft_is_no_paper(county: County, tmp_path: Path) -> None:
    with county.reading() as desk:
        (tmp_path / "draft.pdf").write_bytes(papers.draft(desk, "acceptance", 1))
    verdict = judged(county, tmp_path / "draft.pdf")
    assert (verdict.status, verdict.good) == ("unknown", False)


def test_void_and_spoiled_papers_are_called_so(county: County) -> None:
    with county.desk() as desk:
        issued = issuing.issue(desk, "acceptance", 1, copies=2)
        sheet = issuing.sheet(desk, issued.paper_id)
        issuing.report_spoiled(desk, sheet.copies[1].id, "卡纸，只出了半页")
    assert judged(county, sheet.copies[0].code).status == "issued"
    assert "没有打成（卡纸，只出了半页）" in judged(county, sheet.copies[1].code).sentences[-1]
    with county.desk() as desk:
        issuing.void(desk, issued.paper_id, "受理日期写错")
    verdict = judged(county, sheet.copies[0].code)
    assert (verdict.status, verdict.good) == ("void", False)
    assert "受理日期写错" in verdict.sentences[-1]


def test_codes_that_are_not_ours(county: County) -> None:
    stranger = Mark("999901", "印〔2020〕0099号", 1, "ab" * 32, "cd" * 32)
    assert "不是本工作站出具" in judged(county, stranger.code).sentences[0]
    assert "审计链中也没有" in judged(county, stranger.payload).sentences[0]
    neighbour = Mark("999902", "印〔2020〕0001号", 1, "ab" * 32, "cd" * 32)
    assert "999902" in judged(county, neighbour.payload).sentences[0]
    copied = Mark("999901", "印〔2020〕0001号", 1, "ab" * 32, "cd" * 32)
    verdict = judged(county, copied.payload)
    assert verdict.status == "altered"
    assert "与台账不符" in verdict.sentences[0]
    wrong = code.grouped(stranger.code[:-1] + ("0" if stranger.code[-1] != "0" else "1"))
    with pytest.raises(Refused, match="校验位不符"):
        judged(county, wrong)


def test_an_old_store_put_back_does_not_know_the_papers_that_left_since(
    open_county: Callable[[str], County], tmp_path: Path
) -> None:
    before, after = open_county("before"), open_county("after")
    with after.desk() as desk:
        issued = issuing.issue(desk, "acceptance", 1)
    with before.desk() as desk:  # the same number, given again after the old store was put back
        issuing.issue(desk, "acceptance", 2)
    picture = scan(issued.content, tmp_path)[0]
    assert judged(after, picture).good
    verdict = judged(before, picture)
    assert verdict.status == "altered"
    assert "另一份文书" in verdict.sentences[0]
    path = tmp_path / "paper.pdf"
    path.write_bytes(issued.content)
    assert "与它自己所写的内容摘要一致" in judged(before, path).sentences[1]
    forged = rewritten(issued.content, 0, "0001", "0003")
    path.write_bytes(forged)
    assert "被改动过" in judged(before, path).sentences[1]


def test_a_trail_cut_short_no_longer_holds_the_head_on_the_paper(county: County) -> None:
    copy = notice_copy(county)
    with county.workspace.engine.connect() as connection:
        for verb in ("update", "delete"):
            connection.execute(sql(f"DROP TRIGGER audit_entry_no_{verb}"))
        connection.execute(sql("DELETE FROM audit_entry WHERE id > 20"))
        connection.commit()
    verdict = judged(county, copy.code)
    assert verdict.status == "altered"
    assert any("链头" in sentence for sentence in verdict.sentences)


def test_the_kept_original_being_gone_is_told_with_the_verdict(county: County) -> None:
    shutil.rmtree(county.workspace.folder / "papers")
    verdict = judged(county, notice_copy(county).code)
    assert verdict.status == "issued"
    assert "不在或读不出来" in verdict.sentences[-1]
