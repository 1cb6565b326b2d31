"""Files that are broken or mean harm, by name. Each is small; what it would become is not."""

import io
import json
import random
import stat
import struct
import zipfile
import zlib

from tests.fakes import made_files as made

_ENTITIES = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol" * 10}">' for n in range(12)
)
_XXE = '<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>'
_LAUGHS = f"<!DOCTYPE x [{_ENTITIES}]>"


def rewritten(content, part, change):
    """A ZIP with one part changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    return made.zipped(parts)


def with_doctype(content, part, doctype, entity):
    def change(xml):
        head, _, rest = xml.partition(b"?>")
        first = rest.find(b"<")
        body = rest[first:].replace(b"A clinic", f"&{entity};".encode(), 1)
        return head + b"?>" + doctype.encode() + body

    return rewritten(content, part, change)


def zip_bomb(megabytes=300):
    return made.zipped({"bomb.txt": b"\x00" * megabytes * 1_000_000})


def overlapping_zip():
    """Every entry of the directory points at the same bytes."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packed.compress(b"0" * 1_000_000) + packed.flush()
    crc = zlib.crc32(b"0" * 1_000_000)
    sizes = (crc, len(data), 1_000_000)
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, *sizes, 5, 0) + b"a.txt" + data
    entries = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, *sizes, 5, 0, 0, 0, 0, 0, 0)
        + f"{n:05}".encode()
        for n in range(150)
    )
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 150, 150, len(entries), len(local), 0)
    return local + entries + end


def encrypted_zip():
    content = bytearray(made.zipped({"a.md": made.zipped({})}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + at] |= 1
    return bytes(content)


def linked_zip():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("passwd.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def nulled_zip():
    content = made.zipped({"story.md.exe": "x"})
    return content.replace(b"story.md.exe", b"story.md\x00exe")


def looping_pdf():
    """Pages whose parent is themselves, and a length that refers to itself."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9999999/Parent 2 0 R>>endobj\n"
        b"3 0 obj<</Length 3 0 R>>stream\nx\nendstream endobj\n"
        b"trailer<</Root 1 0 R/Size 4/Prev 0>>\nstartxref\n0\n%%EOF"
    )


def pdf_bomb():
    """A page whose drawing unpacks to half a gigabyte."""
    data = zlib.compress(b" " * 500_000_000, 9)
    head = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 9 9]>>endobj\n"
    )
    drawing = f"4 0 obj<</Length {len(data)}/Filter/FlateDecode>>stream\n".encode()
    return head + drawing + data + b"\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF"


def nested_mail(depth=10_000):
    head = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth)
    )
    return f"Subject: Deep\n{head}\nHello".encode()


def wide_sheet():
    """One cell at the far end of the sheet."""

    def far(xml):
        row = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        return xml.replace(b"</sheetData>", row)

    return rewritten(made.sheet(*made.WINS), "xl/worksheets/sheet1.xml", far)


def strings_bomb():
    """Shared strings that unpack to far more than they weigh."""
    strings = b"<si><t>" + b"a" * 1000 + b"</t></si>"
    start = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    bomb = start + strings * 100_000 + b"</sst>"
    return rewritten(made.sheet(*made.WINS), "xl/sharedStrings.xml", lambda _: bomb)


def deep_word(depth=50_000):
    def deep(xml):
        return xml.replace(
            b"<w:body>",
            b"<w:body>" + b"<w:sdt><w:sdtContent>" * depth + b"</w:sdtContent></w:sdt>" * depth,
        )

    return rewritten(made.word(), "word/document.xml", deep)


def hostile():
    """Give all of them by name, with what may become of each: refused or read harmlessly."""
    exe = b"MZ\x90\x00" + random.Random(1).randbytes(50_000)
    macro = rewritten(made.word(), "[Content_Types].xml", lambda xml: xml)
    with zipfile.ZipFile(io.BytesIO(macro)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    yaml_bomb = "a: &a [x,x,x]\n" + "\n".join(f"b{n}: &b{n} [*a,*a,*a,*a]" for n in range(30))
    return {
        "flat-bomb.zip": zip_bomb(),
        "overlapping.zip": overlapping_zip(),
        "encrypted.zip": encrypted_zip(),
        "linked.zip": linked_zip(),
        "traversal.zip": made.zipped({"../../etc/story.md": "x"}),
        "absolute.zip": made.zipped({"/etc/story.md": "x"}),
        "backslash.zip": made.zipped({"..\\story.md": "x"}),
        "nulled.zip": nulled_zip(),
        "many.zip": made.zipped({f"{n}.md": "" for n in range(6_000)}, zipfile.ZIP_STORED),
        "bomb.docx": made.zipped({"word/document.xml": b" " * 300_000_000}),
        "deep.docx": deep_word(),
        "xxe.docx": with_doctype(made.word(), "word/document.xml", _XXE, "xxe"),
        "laughs.docx": with_doctype(made.word(), "word/document.xml", _LAUGHS, "l11"),
        "xxe.pptx": with_doctype(made.slides(), "ppt/slides/slide1.xml", _XXE, "xxe"),
        "xxe.xlsx": with_doctype(
            made.sheet(*made.WINS), "xl/workbook.xml", _XXE.replace("file:", "http:"), "xxe"
        ),
        "macro.docx": made.zipped(parts | {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        "macro.docm": macro,
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 5_000,
        "locked.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 5_000,
        "program.docx": exe,
        "word.pdf": made.word(),
        "zip.pdf": made.zipped({"a.md": "x"}),
        "sheet.docx": made.sheet(*made.WINS),
        "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "wide.xlsx": wide_sheet(),
        "strings.xlsx": strings_bomb(),
        "looping.pdf": looping_pdf(),
        "bomb.pdf": pdf_bomb(),
        "locked.pdf": made.pdf(password="secret"),
        "scan.pdf": made.scan(),
        "deep.json": b"[" * 200_000,
        "deep-closed.json": b'{"title":"A","text":' + b"[" * 900 + b"]" * 900 + b"}",
        "huge-number.json": b'{"title":"A","text":' + b"9" * 1_000_000 + b"}",
        "deep.yaml": b"[" * 20_000,
        "laughs.yaml": yaml_bomb.encode(),
        "python.yaml": b"!!python/object/apply:os.system ['touch /tmp/hit']",
        "huge-cell.csv": b"title,problem\nA," + b"x" * 9_900_000 + b"\n",
        "open-quote.csv": b'title,problem\nA,"' + b"x\n" * 1_000_000,
        "nested.eml": nested_mail(),
        "nulls.html": b"<h1>\x00\x00</h1>" + b"\x00" * 1000,
        "endless.vtt": b"WEBVTT\n\n" + b"00:00.000 --> " * 300_000,
    }


def harmless():
    """Give files that look like trouble and may load as long as nothing bad comes of it."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><text>&xxe;</text></svg>'
    return {
        "deep.html": b"<h1>T</h1>" + b"<div>" * 200_000 + b"x",
        "xxe.html": f"{_XXE}<h1>T</h1>{svg}<p>Text &xxe;".encode(),
        "regex.html": b"<h1>T</h1><p>" + b"a!" * 200_000 + b"<meta charset=" + b" " * 100_000,
        "one-line.txt": b"T\n" + b"word " * 380_000,
        "regex.eml": b"Subject: T\n\n" + b"> On wrote: \n" * 20_000,
        "utf7.eml": b"Subject: T\nContent-Type: text/plain; charset=utf-7\n\n+ADw-script+AD4- hi",
        "odd.eml": b"Subject: T\nContent-Type: text/plain; charset=rot13\n\nUryyb, everyone.",
        "open.vtt": b"WEBVTT\n\n00:00.000 --> 00:01.000\nWe had forty pumps",
        "nested.zip": made.zipped({"inner.zip": zip_bomb(50), "good.md": "# T\n\nText."}),
        "long.json": json.dumps([{"title": f"T{n}", "text": "x"} for n in range(50)]).encode(),
    }
