"""Real files of each kind, made by the kind's own tools, and a place to read them."""

import datetime as dt
import email.message
import io
import zipfile

import docx
import openpyxl
from docx.oxml import OxmlElement
from PIL import Image
from pptx import Presentation
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from bot.adapters.readers.isolated_stories import IsolatedStories
from bot.adapters.readers.markdown_stories import MarkdownStories
from bot.adapters.readers.refused_kinds import RefusedKinds
from bot.adapters.readers.text_stories import TextStories
from bot.adapters.readers.worker_process import Limits, WorkerProcess
from bot.adapters.readers.zip_files import ZipFiles, ZipRefusals
from tests.fakes.loading import Library

TRANSCRIPT = """WEBVTT

NOTE made by hand

00:00.000 --> 00:02.000
<v Jo Field>We had forty pumps.</v>

00:02.000 --> 00:04.000
<v Jo Field>Nobody used them.</v>

00:05.000 --> 00:06.000
<v Kim>Why &amp; since when?</v>
"""
SUBTITLES = """1
00:00:00,000 --> 00:00:02,000
Jo: We had <i>forty</i> pumps.

2
00:00:02,000 --> 00:00:04,000
Nobody used them.

3
00:00:05,000 --> 00:00:06,000
Kim: Why?
"""
PAGE = """<!DOCTYPE html><html><head><title>Forty pumps | A site</title>
<script>track()</script></head><body><nav>Home | About</nav><main>
<h1>Forty pumps</h1><p>A <b>clinic</b> had them.<p style="display: none">Not to be seen.
<h2>The challenge</h2><p>Nobody knew.<ul><li>one<li>two</ul>
<table><tr><th>before<th>after<tr><td>9<td>4</table><!-- a note --></main>
<footer>All rights reserved</footer></body></html>"""


def readers_of(worker):
    plain = (MarkdownStories(), TextStories())
    return (*plain, IsolatedStories(worker), ZipRefusals(worker), RefusedKinds())


class AnyLibrary(Library):
    """A library in memory that reads all kinds of files. Files are named in full."""

    def __init__(self, files, limits=Limits()):  # noqa: B008
        super().__init__()
        self.worker = WorkerProcess(limits)
        self.readers = readers_of(self.worker)
        self.files.files = {f"stories/{name}": content for name, content in files.items()}
        self.plain = self.files
        self.files = ZipFiles(self.files, self.worker)


def word(title="Forty pumps", **changes):
    document = docx.Document()
    document.add_heading(title, 0)
    for line in changes.get("fields", ()):
        document.add_paragraph(line)
    document.add_heading("Situation", 1)
    document.add_paragraph("A clinic had forty pumps.")
    document.add_heading("Problem", 1)
    document.add_paragraph("Nobody had checked.", style="List Bullet")
    document.add_paragraph("Twice.", style="List Bullet")
    table = document.add_table(2, 2)
    for row, cells in zip(table.rows, (("before", "9 days"), ("after", "4 days")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    return saved(document)


def word_with_secrets():
    """What was deleted, hidden or remarked stays out; what was inserted stays in."""
    document = docx.Document()
    document.add_heading("Forty pumps", 0)
    paragraph = document.add_paragraph("Seen. ")
    hidden = paragraph.add_run("Hidden. ")
    hidden.font.hidden = True
    for tag, inner, text in (("w:del", "w:delText", "Deleted. "), ("w:ins", "w:t", "Inserted. ")):
        change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        words.text = text
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    document.add_comment(paragraph.runs[0], text="Remarked.")
    return saved(document)


def slides():
    deck = Presentation()
    for number, (title, text) in enumerate(
        (("Forty pumps", "A clinic."), ("Outcome", "Used now."))
    ):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = text
        slide.notes_slide.notes_text_frame.text = f"Note {number}."
    hidden = deck.slides.add_slide(deck.slide_layouts[1])
    hidden.shapes.title.text = "Hidden"
    hidden.element.set("show", "0")
    return saved(deck)


def sheet(*rows, hidden_row=0, hidden_sheet=""):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if hidden_row:
        book.active.row_dimensions[hidden_row].hidden = True
    if hidden_sheet:
        book.create_sheet(hidden_sheet).append(["title", "problem"])
        book[hidden_sheet].append(["Hidden", "Hidden."])
        book[hidden_sheet].sheet_state = "hidden"
    return saved(book)


WINS = (
    ("Title", "Company", "Challenge", "Result", "Happened", "Visibility"),
    ("Slow close", "Fenwick", "Nine days.", "Four days.", dt.date(2026, 1, 5), "internal"),
    ("Lost pumps", "Ashby", "Forty were lost.", "Found.", 7.0, None),
    ("Hidden", "Ashby", "Hidden.", "Hidden.", None, None),
)


def pdf(password=""):
    styles = getSampleStyleSheet()
    out = io.BytesIO()
    locked = StandardEncryption(password) if password else None
    parts = [
        Paragraph("Forty pumps", styles["Title"]),
        Paragraph("Situation", styles["Heading1"]),
        Paragraph("A clinic had forty pumps that nobody used. " * 5, styles["BodyText"]),
        PageBreak(),
        Paragraph("Outcome", styles["Heading1"]),
        Paragraph("All are used now.", styles["BodyText"]),
    ]
    SimpleDocTemplate(out, encrypt=locked).build(parts)
    return out.getvalue()


def scan():
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(out, "PDF")
    return out.getvalue()


def mail(text, subject="Re: Forty pumps", page=""):
    message = email.message.EmailMessage()
    message["From"], message["Subject"] = "jo@example.com", subject
    message.set_content(text)
    if page:
        message.add_alternative(page, subtype="html")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
    return message.as_bytes()


def zipped(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
