"""The notes as files, read back: whatever people write stays words."""

import io
import re
import unicodedata
import zipfile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LTTextLine
from pdfminer.pdfpage import PDFPage

from bot.adapters.documents.docx_notes import DocxNotes
from bot.adapters.documents.markdown_notes import MarkdownNotes
from bot.adapters.documents.reportlab_notes import ReportlabNotes
from bot.domain.brief_document import BriefDocument, DocumentLine, Group, Section, one_line

PDF, DOCX = ReportlabNotes(), DocxNotes()

WRITERS = pytest.mark.parametrize("writer", [MarkdownNotes(), DOCX, PDF], ids=lambda w: w.kind)
HOSTILE = (
    '=HYPERLINK("http://evil.example") {HYPERLINK "http://evil.example"} </w:t></w:r> &amp; '
    "<script>x</script> (Tj) \\( endstream /URI (http://evil.example) ]]> <b>bold</b>"
)


def document_of(*texts, about="", heading="Why now", label=""):
    lines = tuple(DocumentLine(one_line(text), about) for text in texts)
    return BriefDocument((Section(heading, (Group(label, lines),)),))


def text_of_pdf(document):
    return extract_text(io.BytesIO(PDF.write(document)))


def words_of_pdf(document):
    return " ".join(text_of_pdf(document).split())


def paragraphs_of_docx(document):
    return [p.text for p in Document(io.BytesIO(DOCX.write(document))).paragraphs]


def parts_of_docx(document):
    with zipfile.ZipFile(io.BytesIO(DOCX.write(document))) as file:
        return {name: file.read(name).decode("utf-8", "replace") for name in file.namelist()}


@WRITERS
def test_the_same_document_gives_the_same_file_kind(writer):
    start = {"md": b"# Problem", "docx": b"PK", "pdf": b"%PDF"}[writer.kind]
    assert writer.write(document_of("It takes nine days")).startswith(start)
    assert writer.write(BriefDocument()).startswith(start)


def test_the_word_file_has_headings_labels_and_words():
    document = document_of("It takes 9 days", about="20 November 2026", label="Ana")
    assert paragraphs_of_docx(document) == [
        "Problem notes",
        "Why now",
        "Ana",
        "It takes 9 days\n20 November 2026",
    ]
    styles = [p.style.name for p in Document(io.BytesIO(DOCX.write(document))).paragraphs]
    assert styles == ["Title", "Heading 1", "Heading 2", "List Bullet"]


def test_the_word_file_names_no_tool_and_no_author():
    about = Document(io.BytesIO(DOCX.write(document_of("x")))).core_properties
    assert (about.title, about.author, about.comments) == ("Problem notes", "", "")


def test_the_pdf_has_headings_labels_and_words():
    document = document_of("It takes 9 days", about="20 November 2026", label="Ana")
    words = words_of_pdf(document)
    for part in ("Problem notes", "Why now", "Ana", "It takes 9 days", "20 November 2026"):
        assert part in words


def test_an_empty_document_says_so_in_every_format():
    assert "Nothing is noted yet." in paragraphs_of_docx(BriefDocument())
    assert "Nothing is noted yet." in words_of_pdf(BriefDocument())


@pytest.mark.parametrize(
    "words",
    [
        "Die Prüfung der „Übergröße“ dauert \u2013 9½ Tage…",
        "Ačkoli čekáme, żółć, İstanbul, Nguyễn, Ελλάδα, Владимир",
        "well 😀 👍 🔥, 9 ≠ 10, a ≤ b, 5 € → 6 ₹",
        "審批太慢 承認 승인",
        "สวัสดี",
    ],
)
def test_what_people_write_is_read_back(words):
    assert words in words_of_pdf(document_of(words))
    assert words in paragraphs_of_docx(document_of(words))
    assert "have no letter" not in words_of_pdf(document_of(words))


def test_a_tick_has_a_font():
    assert "no letter" not in words_of_pdf(document_of("done ✓ not done ✗"))


def test_arabic_is_drawn_leftwards_and_read_back_as_its_letters():
    words = "تستغرق الموافقات"
    drawn = text_of_pdf(document_of(words))
    assert words[::-1] in drawn
    assert words in paragraphs_of_docx(document_of(words))


def test_a_long_text_fills_pages_and_loses_nothing():
    text = " ".join(f"w{n:04}" for n in range(3334))
    assert len(text) > 20_000 - 10
    document = document_of(text, "the end")
    read = words_of_pdf(document)
    assert re.findall(r"w\d{4}", read) == text.split()
    assert "the end" in read
    assert len(list(PDFPage.get_pages(io.BytesIO(PDF.write(document))))) > 3
    assert text in paragraphs_of_docx(document)


def test_a_word_that_is_longer_than_many_lines_is_cut_not_lost():
    text = "".join(chr(ord("a") + n % 26) for n in range(3000))
    read = "".join(text_of_pdf(document_of(text)).split())
    assert text in read
    assert text in paragraphs_of_docx(document_of(text))


def test_no_line_of_a_pdf_leaves_the_paper():
    document = document_of("x" * 3000, "W" * 500, "word " * 500, "😀" * 300, about="a" * 400)
    data = PDF.write(document)
    lines = [
        line
        for page in extract_pages(io.BytesIO(data))
        for box in page
        for line in (box if hasattr(box, "__iter__") else ())
        if isinstance(line, LTTextLine)
    ]
    assert lines
    assert all(line.x0 >= 60 and line.x1 <= 595 - 60 and line.y0 >= 50 for line in lines)


def test_what_no_font_has_is_replaced_and_said():
    read = words_of_pdf(document_of("𐎠 and 𐎡"))
    assert "\ufffd and \ufffd" in read
    assert "2 characters have no letter in the fonts of this file" in read
    assert "One character has" in words_of_pdf(document_of("𐎠"))
    assert "𐎠 and 𐎡" in paragraphs_of_docx(document_of("𐎠 and 𐎡"))


def test_buyers_words_are_no_links_fields_or_markup_in_word():
    parts = parts_of_docx(document_of(HOSTILE, about=HOSTILE, heading=HOSTILE, label=HOSTILE))
    body = parts["word/document.xml"]
    for live in ("w:hyperlink", "w:fldSimple", "w:instrText", "w:fldChar", "<script", "w:object"):
        assert live not in body
    links = "".join(text for name, text in parts.items() if name.endswith(".rels"))
    assert "evil.example" not in links
    assert HOSTILE in paragraphs_of_docx(document_of(HOSTILE))


def test_buyers_words_are_no_links_fields_or_markup_in_a_pdf():
    document = document_of(HOSTILE, about=HOSTILE, heading=HOSTILE, label=HOSTILE)
    assert words_of_pdf(document).count(HOSTILE) == 4
    data = PDF.write(document)
    for live in (b"/URI", b"/Annots", b"/JavaScript", b"/OpenAction", b"/AcroForm", b"/Launch"):
        assert live not in data


def test_a_title_is_no_way_out_of_a_pdf_either():
    title = "x) /OpenAction (y"
    document = BriefDocument(title=title)
    assert title in words_of_pdf(document)
    assert b"x\\) /OpenAction \\(y" in PDF.write(document)


@pytest.mark.parametrize("char", [chr(n) for n in (*range(32), *range(0x7F, 0xA0))])
def test_control_characters_are_dropped(char):
    document = document_of(f"nine{char} days{char}", about=one_line(f"A{char}na"))
    assert any("nine days" in p for p in paragraphs_of_docx(document))
    assert "nine days" in words_of_pdf(document)


@given(st.lists(st.text(alphabet=st.characters()), max_size=3))
def test_nothing_that_is_written_breaks_a_file(texts):
    document = document_of(*texts, about="".join(map(one_line, texts)))
    said = [line.text for section in document.sections for g in section.groups for line in g.lines]
    read = paragraphs_of_docx(document)
    assert all(any(text in p for p in read) for text in said)
    assert PDF.write(document).endswith(b"%%EOF\n")


@given(st.text(alphabet="ab אב مح 12.,()%-", max_size=30))
def test_turning_text_round_loses_no_letter(text):
    shown = one_line(text)
    read = unicodedata.normalize("NFKC", text_of_pdf(document_of(shown)))
    for letter in "abאב12":
        # the dates and headings of the page have letters of their own
        before = text_of_pdf(document_of("")).count(letter)
        assert read.count(letter) - before == shown.count(letter)
