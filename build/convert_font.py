"""Make the two faces under resources/fonts that no registry offers as they are: a TrueType FangSong, a small Black.

    python build/convert_font.py outlines FandolFang-Regular.otf FandolFang-Regular.ttf
    python build/convert_font.py subset NotoSerifSC-Black-whole.ttf NotoSerifSC-Black.ttf --unihan Unihan_OtherMappings.txt

`outlines` redraws cubic (CFF) outlines as quadratic (glyf) ones, to within one thousandth of the em, because the
papers embed TrueType outlines only. `subset` keeps the 8105 characters of the general standard table of
characters (kTGH in Unihan), the symbols of GB 2312 and ASCII. Same input, same bytes out.
"""

import argparse
import bz2
from pathlib import Path

from fontTools import subset as subsetting
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

PER_EM = 1 / 1000
VERSION = 5  # the name record in which a changed font says that it was changed


def redraw(source: Path, target: Path) -> int:
    """Write `source` with quadratic outlines to `target` and return the number of glyphs."""
    font = TTFont(source, recalcTimestamp=False)
    order, drawn = font.getGlyphOrder(), font.getGlyphSet()
    tolerance = font["head"].unitsPerEm * PER_EM
    outlines = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, tolerance, reverse_direction=True))
        outlines[name] = pen.glyph()
    for cubic in ("CFF ", "VORG"):
        if cubic in font:
            del font[cubic]
    font["loca"] = newTable("loca")
    font["glyf"] = newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, outlines
    font["glyf"].compile(font)
    for name in order:
        width, _ = font["hmtx"][name]
        font["hmtx"][name] = (width, getattr(outlines[name], "xMin", 0))
    _declare_truetype(font)
    font.save(target)
    return len(order)


def _declare_truetype(font: TTFont) -> None:
    for record in font["name"].names:
        if record.nameID == VERSION:
            record.string = f"{record.toUnicode()}; outlines redrawn as TrueType"
    font.sfntVersion = "\x00\x01\x00\x00"
    profile = font["maxp"]
    profile.tableVersion = 0x00010000
    profile.maxZones = 1
    for limit in (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
        "maxComponentDepth",
    ):
        setattr(profile, limit, 0)
    font["post"].formatType = 3.0


def standard_table(unihan: Path) -> set[int]:
    """Return the code points of the 8105 characters of the general standard table, as Unihan lists them."""
    text = (
        bz2.decompress(unihan.read_bytes()).decode() if unihan.suffix == ".bz2" else unihan.read_text("utf-8")
    )
    rows = (line.removeprefix("U+").split("\t") for line in text.splitlines() if line.startswith("U+"))
    return {int(code, 16) for code, field, _ in rows if field == "kTGH"}


def gb2312_symbols() -> set[int]:
    """Return the code points of rows 1 to 9 of GB 2312 and of ASCII."""
    cells = (bytes((0xA0 + row, 0xA0 + cell)) for row in range(1, 10) for cell in range(1, 95))
    symbols = "".join(pair.decode("gb2312", "ignore") for pair in cells)
    return (
        set(map(ord, symbols))
        | set(range(0x20, 0x7F))
        | set(map(ord, "\u00a5\u3014\u3015\u2014\u00b7\uffe5"))
    )


def keep(source: Path, target: Path, characters: set[int]) -> int:
    """Write `source` with only `characters`, without layout tables or hints, and return how many it has."""
    options = subsetting.Options()
    options.layout_features, options.hinting, options.glyph_names = [], False, False
    options.name_IDs, options.recalc_timestamp, options.notdef_outline = ["*"], False, True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "vhea", "vmtx", "STAT"]
    font = subsetting.load_font(str(source), options)
    subsetter = subsetting.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font["head"].modified = font["head"].created
    subsetting.save_font(font, str(target), options)
    return len(font.getBestCmap())


def main() -> None:
    """Run one of the two conversions from the command line and print what it wrote."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", choices=("outlines", "subset"))
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--unihan", type=Path, help="Unihan_OtherMappings.txt, plain or .bz2")
    asked = parser.parse_args()
    if asked.work == "outlines":
        print(asked.target, redraw(asked.source, asked.target), "glyphs")
    elif asked.unihan is None:
        parser.error("subset needs --unihan")
    else:
        characters = standard_table(asked.unihan) | gb2312_symbols()
        print(asked.target, keep(asked.source, asked.target, characters), "characters")


if __name__ == "__main__":
    main()
