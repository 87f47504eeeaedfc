#!/usr/bin/env python3
"""Opens exported DOCX and XLSX files with the readers other people use, and checks what is in them.

Usage: check_exports.py PATH...

Folders stand for the files in them. A first look at every file: it opens, its parts are well-formed XML, it has the
title, headings, header row and frozen pane that an export has. The samples that `tests/exports.rs` writes
(`LECTERN_EXPORTS=FOLDER cargo test --test exports write_samples`) are known by name and checked for their content.
Needs python-docx and openpyxl. Exit status: 0 all is well, 1 something is not, 2 nothing was given to check.
"""

import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

import docx
import openpyxl

LONG_TEXT = 7_000 * len("été👩🏽 ")


def well_formed(path):
    """Every part of the package is XML that parses."""
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None, "the package is damaged"
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(package.read(name))


def check_docx(path):
    well_formed(path)
    document = docx.Document(str(path))
    paragraphs = document.paragraphs
    of = lambda style: [p.text for p in paragraphs if p.style.name == style]
    titles = of("Title")
    assert len(titles) == 1 and titles[0], f"one title expected, found {titles}"
    headings = [p.text.removeprefix("■ ") for p in paragraphs if p.style.name.lower().startswith("heading")]
    if path.name == "excerpts.docx":
        expected = ["Theme", "Theme › Trust", "Harm & <loss>", "Untagged highlights"]
        assert headings == expected, f"headings {headings}"
        quotes, citations = of("Quote"), of("Citation")
        assert len(quotes) == 13, f"13 quotations expected, found {len(quotes)}"
        cited = [line for line in citations if line.startswith("— ")]
        assert len(cited) == len(quotes), "every quotation has its citation"
        assert "— Awkward, \"quoted\", ¶5, Ada Byron, 2020-09-09" in cited, cited
        assert any("שלום עולם" in quote for quote in quotes), "right-to-left words are kept"
        assert any("formula\nand \ufffd[31mthis is red\ufffd & <b>bold</b>" in q for q in quotes), "breaks, filter"
        assert any(len(quote) > 40_000 for quote in quotes), "a long quotation is whole"
        assert any("Memo: first line\n=second line" == memo for memo in of("Memo")), of("Memo")
        assert any("differs" in line for line in citations), "a quotation that differs is marked"
    if path.name == "by-document.docx":
        expected = ["A letter", "An article", "Awkward, \"quoted\"", "Long", "Lost"]
        assert headings == expected, f"headings {headings}"
    if path.name == "codebook.docx":
        assert headings == ["Theme", "Theme › Trust", "Harm & <loss>"], f"headings {headings}"
        assert paragraphs[4].text == "What Theme means", [p.text for p in paragraphs[:6]]


def is_own_number(name):
    """True for columns of counts and positions; everything else is somebody's words and must stay text."""
    own = {"start_cp", "end_cp", "paragraph_from", "paragraph_to", "line_from", "line_to", "coverage_pct"}
    return name in own | {"excerpts", "documents"} or name.startswith("code:")


def check_xlsx(path):
    well_formed(path)
    book = openpyxl.load_workbook(str(path))
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[1]]
    assert all(header) and len(set(header)) == len(header), f"header {header}"
    assert sheet.freeze_panes == "A2", "the header is frozen"
    assert sheet.auto_filter.ref, "the header filters"
    assert all(cell.font.bold for cell in sheet[1]), "the header is bold"
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            assert cell.data_type in ("s", "n"), f"{cell.coordinate} is of type {cell.data_type}"
            is_number = cell.data_type == "n" and cell.value is not None
            name = header[cell.column - 1]
            assert not is_number or is_own_number(name), f"{cell.coordinate} of {name} was taken for a number"
            assert is_number or cell.value is None or not is_own_number(name), f"{cell.coordinate} is no number"
    empty = lambda value: "" if value is None else value
    rows = [dict(zip(header, [empty(cell.value) for cell in row])) for row in sheet.iter_rows(min_row=2)]
    if path.name == "excerpts.xlsx":
        assert sheet.title == "Excerpts" and len(rows) == 13, f"{len(rows)} rows"
        texts = [row["excerpt"] for row in rows]
        assert any(text.startswith("=cmd|' /C calc'!A0") for text in texts), "a formula is kept as text"
        assert "👩🏽‍🚀 e\u0301te\u0301" in texts and "שלום עולם" in texts, "no character is lost"
        assert sum(row["code"] == "" for row in rows) == 3, "untagged highlights are there"
        cut = [text for text in texts if "[…]" in text]
        assert len(cut) == 1 and len(cut[0].encode("utf-16-le")) // 2 <= 32_767, "the long text is cut"
        whole = "".join(row[3].value for row in book["Long texts"].iter_rows(min_row=2))
        assert len(whole) == LONG_TEXT - 1 or len(whole) == LONG_TEXT, f"{len(whole)} characters of {LONG_TEXT}"
        assert book["Long texts"]["B2"].value == "excerpt"
        assert sheet[book["Long texts"]["A2"].value].value == cut[0], "the second sheet names the cell"
    if path.name == "matrix.xlsx":
        codes = [name for name in header if name.startswith("code:")]
        assert codes == ["code:Theme", "code:Theme › Trust", "code:Harm & <loss>"], codes
        assert {row[code] for row in rows for code in codes} == {0, 1}
    if path.name == "codebook.xlsx":
        assert [row["code_path"] for row in rows] == ["Theme", "Theme › Trust", "Harm & <loss>"]
        assert rows[2]["colour"] == "#C01020" and rows[2]["excerpts"] == 4, rows[2]


def main(arguments):
    files = []
    for argument in map(Path, arguments):
        files += sorted(argument.iterdir()) if argument.is_dir() else [argument]
    checks = {".docx": check_docx, ".xlsx": check_xlsx}
    files = [path for path in files if path.suffix in checks]
    if not files:
        print(__doc__, file=sys.stderr)
        return 2
    failed = 0
    for path in files:
        try:
            checks[path.suffix](path)
            print(f"ok      {path.name}")
        except Exception as problem:  # any fault of any reader is a finding
            failed += 1
            print(f"FAILED  {path.name}: {type(problem).__name__}: {problem}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
