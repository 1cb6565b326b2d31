"""`load`: a line a file, nothing lost, a broken file named with what to do."""

import shutil

import pytest

from bot.settings import CONTENT

STORIES = CONTENT / "knowledge" / "stories"
GOOD = """---
title: The label was on the wrong side
outcome: succeeded
visibility: prospects
industry: wholesale
customer: Ostmark Tools
---
## Situation
A wholesaler ships 900 parcels a day.
## Problem
One in nine came back because nobody could read the label.
## Outcome
They moved the label, and one in thirty comes back now.
"""
BROKEN = {
    "yaml.md": b"---\ntitle: [unclosed\n---\ntext",
    "no-title.md": b"---\nvisibility: prospects\n---\nA story without a name, yet with words.",
    "encoding.md": GOOD.replace("Ostmark", "\u00d6stmark").encode("latin-1"),
    "visibility.md": GOOD.replace("prospects", "everyone").encode(),
    "empty.md": b"",
    "large.md": GOOD.encode() + b"word " * 4_000_000,
    "binary.md": bytes(range(256)) * 40,
}


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "stories"
    made.mkdir()
    (made / "good.md").write_text(GOOD, "utf-8")
    return made


def load(groundwork, data, *paths, **options):
    extra = [f"--{key}={value}" for key, value in options.items()]
    return groundwork("load", *paths, *extra, "--format", "json", "--data-dir", data)


def test_a_story_is_added_then_unchanged_then_updated(groundwork, bare, folder):
    first = load(groundwork, bare, folder)
    [row] = first.rows
    noticed = {problem["field"] for problem in row.pop("problems")}
    assert (first.code, noticed) == (0, {"people", "consent"})
    assert row == {"path": str(folder / "good.md"), "id": "good", "result": "added"}
    assert load(groundwork, bare, folder).rows[0]["result"] == "unchanged"
    (folder / "good.md").write_text(GOOD.replace("thirty", "forty"), "utf-8")
    assert load(groundwork, bare, folder).rows[0]["result"] == "updated"


def test_a_broken_file_is_rejected_with_a_remedy_and_the_others_load(groundwork, bare, folder):
    for name, content in BROKEN.items():
        (folder / name).write_bytes(content)
    ran = load(groundwork, bare, folder)
    by_name = {row["path"].rpartition("/")[2]: row for row in ran.rows}
    assert ran.code == 1
    assert by_name.pop("good.md")["result"] == "added"
    assert set(by_name) == set(BROKEN)
    for row in by_name.values():
        assert (row["result"], row["id"]) == ("rejected", "")
        assert all(problem["field"] and problem["message"] for problem in row["problems"])
    assert [p["field"] for p in by_name["visibility.md"]["problems"]] == ["visibility"]


def test_notes_and_files_of_other_kinds_are_skipped(groundwork, bare, folder):
    for name in ("README.md", "_template.md", "photo.png"):
        (folder / name).write_bytes(b"x")
    results = {
        row["path"].rpartition("/")[2]: row["result"]
        for row in load(groundwork, bare, folder).rows
    }
    assert results.pop("good.md") == "added"
    assert set(results.values()) == {"skipped"}


def test_a_flag_fills_in_what_a_file_leaves_out_and_never_widens(groundwork, bare, folder):
    (folder / "good.md").write_text(GOOD.replace("prospects", "internal"), "utf-8")
    (folder / "silent.md").write_text(GOOD.replace("visibility: prospects\n", ""), "utf-8")
    assert load(groundwork, bare, folder, visibility="prospects").code == 0
    rows = groundwork("stories", "list", "--format", "json", "--data-dir", bare).rows
    assert {row["id"]: row["visibility"] for row in rows} == {
        "good": "internal",
        "silent": "prospects",
    }


def test_a_file_that_is_gone_retires_its_story(groundwork, bare, folder):
    (folder / "other.md").write_text(GOOD, "utf-8")
    load(groundwork, bare, folder)
    (folder / "other.md").unlink()
    assert {row["id"]: row["result"] for row in load(groundwork, bare, folder).rows} == {
        "good": "unchanged",
        "other": "retired",
    }


def test_a_path_that_leads_nowhere_is_rejected(groundwork, bare, tmp_path):
    ran = load(groundwork, bare, tmp_path / "nowhere")
    assert (ran.code, ran.rows[0]["result"]) == (1, "rejected")


def test_without_json_people_get_a_summary(groundwork, bare, folder):
    (folder / "empty.md").write_bytes(b"")
    ran = groundwork("load", folder, "--data-dir", bare)
    assert ran.code == 1
    assert "1 added, 1 rejected." in ran.out
    assert "empty" in ran.out


def test_the_sample_stories_load_without_a_problem(groundwork, shelf, tmp_path):
    """The library of the tests was loaded from them. Dates go on running out."""
    data = tmp_path / "copy"
    shutil.copytree(shelf, data, symlinks=True)
    ran = load(groundwork, data, STORIES)
    assert ran.code == 0
    assert {row["result"] for row in ran.rows} == {"unchanged"}
    assert {p["field"] for row in ran.rows for p in row["problems"]} <= {"review_by", "consent"}
