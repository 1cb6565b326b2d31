"""Tables and records: a story a row, by the names that people give their columns."""

import json

import pytest

from bot.domain.audience import Visibility
from bot.domain.story import Facet, Outcome
from tests.fakes import made_files as made


def test_a_workbook_gives_a_story_a_row(read):
    slow, lost = read("wins.xlsx", made.sheet(*made.WINS, hidden_row=4, hidden_sheet="Old"))
    assert (slow.id, slow.title, slow.customer) == ("wins-slow-close", "Slow close", "Fenwick")
    assert slow.visibility is Visibility.INTERNAL
    assert lost.visibility is Visibility.PROSPECTS
    assert slow.facets == {
        Facet.PROBLEM: "Nine days.",
        Facet.OUTCOME: "Four days.",
        Facet.UNSORTED: "Happened: 2026-01-05",
    }
    assert lost.facets[Facet.UNSORTED] == "Happened: 7"


@pytest.mark.parametrize("parting", [",", ";", "\t", "|"])
def test_a_csv_may_be_parted_by_any_usual_mark(read, parting):
    rows = [["Title", "Client", "Problem"], ["Größe", "Müller", '"Two\nlines."']]
    text = "\r\n".join(parting.join(row) for row in rows)
    [story] = read("a.csv", text.encode("cp1252"))
    assert (story.title, story.customer) == ("Größe", "Müller")
    assert story.facets == {Facet.PROBLEM: "Two\nlines."}


def test_an_outcome_is_a_field_or_prose(read):
    first, second = read("a.csv", "title,outcome,problem\nA,Success,x\nB,It ended well.,y\n")
    assert first.outcome is Outcome.SUCCEEDED
    assert second.outcome is None
    assert second.facets[Facet.OUTCOME] == "It ended well."


def test_ids_of_rows_stay_when_other_rows_change(read):
    before = read("a.csv", "title,problem\nA,x\nB,y\nB,z\n")
    after = read("a.csv", "title,problem\nNew,n\nB,y\nB,z\n")
    assert [story.id for story in before] == ["a-a", "a-b", "a-b-2"]
    assert [story.id for story in after] == ["a-new", "a-b", "a-b-2"]


def test_an_id_column_counts_and_numbers_get_the_name_of_the_file(read):
    stories = read("wins.csv", "id,title,problem\nclose,A,x\n7,B,y\n")
    assert [story.id for story in stories] == ["close", "wins-7"]


def test_a_row_without_a_title_is_called_by_its_first_sentence(read):
    [story] = read("a.csv", "customer,problem\nAshby,Forty pumps were lost. Then more.\n")
    assert (story.title, story.inferred) == ("Forty pumps were lost", {"title"})


def test_each_bad_row_is_named_and_none_is_taken(refused):
    problems = refused("a.csv", "title,problem,visibility\nA,x,all\nB,y,internal\nC,z,none\n")
    assert set(problems) == {"row 2: visibility", "row 4: visibility"}


@pytest.mark.parametrize(
    ("text", "field", "remedy"),
    [
        ("a,b\n1,2\n", "columns", "Name the columns"),
        ("title,title\nA,x\n", "columns", "named title"),
        ("title,problem\nA,x,y\n", "row 2", "Row 2 has a value in a column without a name"),
        ("title,problem,visiblity\nA,x,internal\n", "row 2: visiblity", "write visibility"),
        ("title,name,problem\nA,b,c\n", "row 2: name", "title or customer"),
        ("title,company,customer,problem\nA,b,c,d\n", "row 2: customer", "another one"),
        ('title,problem\nA,"x\n', "file", "cannot be read"),
        ("title,problem,id\nA,x,one\nB,y,one\n", "row 3: id", "row 2"),
    ],
)
def test_a_table_that_cannot_be_understood_is_refused(refused, text, field, remedy):
    assert remedy in refused("a.csv", text)[field]


RECORD = {
    "headline": "Forty pumps",
    "facets": {"problem": "Lost.", "lessons": ["One.", "Two."]},
    "people": [{"name": "Jo Field", "role": "nurse"}],
    "outcome": "failed",
}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", json.dumps(RECORD)),
        ("a.json", json.dumps([RECORD])),
        ("a.json", json.dumps({"stories": [RECORD]})),
        ("a.jsonl", json.dumps(RECORD)),
        ("a.yaml", json.dumps(RECORD)),
    ],
)
def test_one_record_is_named_for_its_file(read, name, text):
    [story] = read(name, text)
    assert (story.id, story.title, story.outcome) == ("a", "Forty pumps", Outcome.FAILED)
    assert story.people == {"Jo Field": "nurse"}
    assert story.facets == {Facet.PROBLEM: "Lost.", Facet.LESSONS: "One.\nTwo."}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", '[{"title": "A", "text": "x"}, {"title": "B", "text": "y"}]'),
        ("a.jsonl", '{"title": "A", "text": "x"}\n\n{"title": "B", "text": "y"}\n'),
        ("a.yml", "- title: A\n  text: x\n- title: B\n  text: y\n"),
        ("a.yml", "title: A\ntext: x\n---\ntitle: B\ntext: y\n"),
    ],
)
def test_several_records_are_several_stories(read, name, text):
    assert [story.id for story in read(name, text)] == ["a-a", "a-b"]


def test_sections_of_a_record_are_sorted_by_their_headings(read):
    sections = [
        {"heading": "The challenge", "text": "Lost."},
        {"heading": "Then", "text": "Found."},
    ]
    [story] = read("a.json", json.dumps({"title": "T", "sections": sections}))
    assert story.facets == {Facet.PROBLEM: "Lost.", Facet.UNSORTED: "Then: Found."}


@pytest.mark.parametrize(
    ("name", "text", "field", "remedy"),
    [
        ("a.json", '{"title": "A",', "json", "Line 1"),
        ("a.jsonl", '{"title": "A", "text": "x"}\n{', "json", "Line 2"),
        ("a.json", "[]", "file", "no story"),
        ("a.json", '["A"]', "story 1", "not an object"),
        ("a.json", '{"title": "A", "title": "B"}', "json", "twice"),
        ("a.yaml", "title: a: b", "yaml", "Line 1"),
        ("a.yaml", "just words", "story 1", "not an object"),
    ],
)
def test_records_that_cannot_be_understood_are_refused(refused, name, text, field, remedy):
    assert remedy in refused(name, text)[field]
