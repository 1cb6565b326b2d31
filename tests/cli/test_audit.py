"""`groundwork audit`: a person looks at what is on record."""

import sqlite3


def test_what_owners_decide_is_on_record_and_checked(groundwork, bare, tmp_path):
    file = tmp_path / "s.md"
    file.write_text(
        "---\nid: shift\ntitle: The night shift\nvisibility: internal\n---\n\n"
        "## Problem\n\nTwo shifts kept two lists, and neither was right.\n"
    )
    assert groundwork("load", file, "--data-dir", bare).code == 0
    groundwork("stories", "retire", "shift", "--why", "old", "--by", "Mo", "--data-dir", bare)
    listed = groundwork(
        "audit", "list", "--story", "shift", "--format", "json", "--data-dir", bare
    )
    assert [(row["kind"], row["ids"]["to"]) for row in listed.rows] == [
        ("visibility", "internal"),
        ("visibility", "retired"),
    ]
    assert "Mo" not in listed.out
    assert (
        len(groundwork("audit", "list", "--person", "Mo", "--data-dir", bare).out.split("retired"))
        == 2
    )
    fine = groundwork("audit", "verify", "--data-dir", bare)
    assert (fine.code, fine.err.partition(".")[0]) == (0, "All 2 lines are as they were written")

    head = fine.err.split("Head: ")[1].strip()
    assert groundwork("audit", "verify", "--anchor", head, "--data-dir", bare).code == 0
    assert groundwork("audit", "verify", "--anchor", "soon", "--data-dir", bare).code == 2
    database = sqlite3.connect(bare / "groundwork.db")
    database.executescript(
        "DROP TRIGGER audit_lines_no_update; UPDATE audit_lines SET kind = 'x' WHERE n = 2"
    )
    database.close()
    found = groundwork("audit", "verify", "--data-dir", bare)
    assert found.code == 1
    assert "Line 2 was changed" in found.err
