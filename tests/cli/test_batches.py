"""search, listen, check and review on files: one line for each, whatever the line holds."""

import json

import pytest

ODD = ["", "\U0001f642\U0001f44d", "x" * 20_000, "abc \u202b\u05e9\u05dc\u05d5\u05dd\u202c def"]
COMMANDS = {
    "search": {"qid", "results", "no_match"},
    "listen": {"intents", "brief"},
    "check": {"product_talk", "score", "personal_data", "markup"},
    "review": {"n", "missing", "brochure", "personal_data", "useful", "problems"},
}


@pytest.fixture
def batch(groundwork, lines, shelf):
    def command(name, *rows):
        return groundwork(name, "--batch", lines(*rows), "--data-dir", shelf)

    return command


@pytest.mark.parametrize(("name", "shape"), COMMANDS.items())
def test_every_line_gets_its_shape_in_order(batch, name, shape):
    good = [{"qid": str(n), "text": text, "unknown": 1} for n, text in enumerate(ODD)]
    ran = batch(name, *good, "no json", {"qid": "last", "text": 7})
    assert ran.code == 1
    assert [set(row) for row in ran.rows[: len(ODD)]] == [shape] * len(ODD)
    assert [set(row) for row in ran.rows[len(ODD) :]] == [shape | {"problems"}] * 2
    assert [row["problems"][0]["field"] for row in ran.rows[len(ODD) :]] == ["line", "text"]


@pytest.mark.parametrize("name", COMMANDS)
def test_odd_texts_are_texts_like_any_other(batch, name):
    assert batch(name, *({"text": text} for text in ODD)).code == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_no_lines_give_no_lines(batch, name):
    ran = batch(name)
    assert (ran.code, ran.out) == (0, "")


def test_search_gives_back_the_question_id_as_it_was(batch):
    rows = batch("search", {"qid": 7, "text": "returns"}, {"text": "returns"}).rows
    assert [row["qid"] for row in rows] == [7, None]


def test_search_finds_what_fits_and_says_why(batch):
    text = "the warehouse gets back one box in seven, nearly all of them unworn"
    [row] = batch("search", {"qid": "a", "text": text}).rows
    scores = [result["score"] for result in row["results"]]
    assert set(row["results"][0]) == {"id", "title", "score", "facet", "why"}
    assert len(row["results"]) == 10
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_search_shows_the_nearest_also_when_nothing_fits(batch):
    [row] = batch("search", {"qid": "a", "text": "how to train a parrot to whistle"}).rows
    assert row["no_match"] is True
    assert row["results"]


def test_a_prospect_never_finds_an_internal_story(groundwork, shelf, lines):
    everything = groundwork("stories", "list", "--format", "json", "--data-dir", shelf).rows
    internal = {row["id"] for row in everything if row["effective_visibility"] == "internal"}
    asked = lines(*({"qid": row["id"], "text": row["title"]} for row in everything))
    found = {}
    for who in ("prospect", "rep"):
        ran = groundwork("search", "--batch", asked, "--as", who, "-k", 40, "--data-dir", shelf)
        found[who] = {result["id"] for row in ran.rows for result in row["results"]}
    assert internal
    assert found["prospect"].isdisjoint(internal)
    assert internal <= found["rep"]


def test_one_search_is_a_table_or_a_line(groundwork, shelf):
    table = groundwork("search", "approvals take weeks", "-k", 2, "--data-dir", shelf)
    line = groundwork(
        "search", "approvals take weeks", "-k", 2, "--format", "json", "--data-dir", shelf
    )
    assert (table.code, line.code) == (0, 0)
    assert line.rows[0]["results"][0]["id"].split("-")[0] in table.out


def test_check_names_personal_data_and_live_markup(batch):
    [row] = batch("check", {"text": "Ask <!channel> or jo.field@example.com\u202e"}).rows
    assert row["personal_data"] == ["jo.field@example.com"]
    assert row["markup"] == ["<!channel>", "U+202E"]


def test_check_tells_a_pitch_from_a_story(batch):
    pitch = (
        "Our platform automates approvals and pays for itself in three months. Book a demo today."
    )
    story = "The nurses filled in the form and then read it aloud, so handovers took longer."
    sold, told = batch("check", {"text": pitch}, {"text": story}).rows
    assert (sold["product_talk"], told["product_talk"]) == (True, False)
    assert sold["score"] > told["score"]


def test_listen_gives_exact_spans(batch):
    text = "Hi all! Invoices sit for nine days because nobody owns the approval. \U0001f642"
    [row] = batch("listen", {"conversation": "a", "text": text, "pending": "problem"}).rows
    assert "describe" in row["intents"]
    assert row["brief"]
    assert all(entry["span"] in text for entry in row["brief"])


def test_listen_takes_any_pending_and_any_conversation_name(batch):
    rows = [
        {"conversation": 5, "text": "We lose two days a week.", "pending": None},
        {"conversation": None, "text": "We lose two days a week.", "pending": "no such field"},
        {"text": "We lose two days a week."},
    ]
    ran = batch("listen", *rows)
    assert (ran.code, len(ran.rows)) == (0, 3)


def test_review_of_files_and_of_lines_say_the_same(groundwork, lines, bare, tmp_path):
    text = "Blue is a colour. Write to jo@example.com."
    (tmp_path / "blue.md").write_text(f"---\ntitle: Blue\nvisibility: internal\n---\n{text}\n")
    of_file = groundwork(
        "review", tmp_path / "blue.md", "--format", "json", "--data-dir", bare
    ).rows[0]
    of_line = groundwork("review", "--batch", lines({"text": text}), "--data-dir", bare).rows[0]
    assert of_file.pop("id") == "blue"
    assert of_file.pop("inferred")
    assert of_line.pop("n") == 0
    for by_part in ("problems", "useful"):  # a file has parts and front matter, a line has none
        assert of_file.pop(by_part)
        assert of_line.pop(by_part)
    assert of_file == of_line
    assert of_line["missing"] == ["situation", "struggle", "people", "outcome"]


def test_review_loads_nothing(groundwork, bare, tmp_path):
    (tmp_path / "blue.md").write_text("---\ntitle: Blue\nvisibility: internal\n---\nBlue.\n")
    groundwork("review", tmp_path / "blue.md", "--data-dir", bare)
    assert groundwork("stories", "list", "--format", "json", "--data-dir", bare).out == ""


def test_output_never_breaks_a_line_within(batch):
    """Readers that end a line at a Unicode separator still get one object a line."""
    ran = batch("check", {"text": "mail a@example.com\u2028now \u0085"})
    assert json.loads(ran.out.splitlines()[0])["personal_data"] == ["a@example.com"]
