"""`groundwork load` with files of all kinds, as a person has them."""

from tests.fakes import made_files as made


def test_a_folder_of_all_kinds_loads_and_the_broken_ones_are_named(groundwork, bare, tmp_path):
    folder = tmp_path / "stories"
    folder.mkdir()
    files = {
        "a.docx": made.word(),
        "b.pptx": made.slides(),
        "c.xlsx": made.sheet(*made.WINS),
        "d.pdf": made.pdf(),
        "e.html": made.PAGE.encode(),
        "f.eml": made.mail("A clinic had forty pumps."),
        "g.vtt": made.TRANSCRIPT.encode(),
        "h.srt": made.SUBTITLES.encode(),
        "i.csv": b"title,problem\nLost pumps,Forty were lost.\n",
        "j.json": b'{"title": "Pumps", "text": "Forty were lost."}',
        "k.yaml": b"title: Pumps\ntext: Forty were lost.\n",
        "l.zip": made.zipped({"m.md": "# Pumps\n\nForty were lost."}),
        "scan.pdf": made.scan(),
        "old.doc": b"\xd0\xcf\x11\xe0",
        "photo.jpg": b"\xff\xd8\xff",
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    command = ("load", folder, "--visibility", "prospects", "--format", "json")
    ran = groundwork(*command, "--data-dir", bare)
    results = {row["path"].removeprefix(f"{folder}/"): row["result"] for row in ran.rows}
    assert ran.code == 1
    assert {name for name, result in results.items() if result == "rejected"} == {
        "scan.pdf",
        "old.doc",
    }
    assert results["photo.jpg"] == "skipped"
    assert results["l.zip/m.md"] == "added"
    assert list(results.values()).count("added") == 12
    again = groundwork(*command, "--data-dir", bare)
    assert {row["result"] for row in again.rows} == {"unchanged", "rejected", "skipped"}
