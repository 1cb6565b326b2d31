"""`replay`: whole conversations through the one door, as a room would see them."""

import json
import re
import subprocess
import sys
from itertools import pairwise

import pytest

from bot.settings import CONTENT

MIRA = {"conversation": "clinic", "speaker": "Mira", "role": "prospect", "place": "shared"}
TALK = (
    {
        "text": "We run a clinic with 300 beds. "
        "Requests for equipment take eleven weeks, far too long."
    },
    {"text": "What does your product cost?"},
    {"text": "Meanwhile the wards rent pumps, which costs us about 4,000 euro a month."},
    {"text": "Ana, do you have the figures for March?", "to": "person"},
    {"text": "The reason, I think: five people sign and none of them knows what for."},
    {"text": "Last year we tried a shorter form, but it changed nothing."},
    {"text": "What did others do about this?"},
    {"text": "The ward managers and the finance director would both have to agree."},
    {"text": "Could four of us get a demo next week?"},
    {"text": "Thanks, bye!"},
)
KEYS = {
    "conversation",
    "n",
    "reply",
    "move",
    "question",
    "stories",
    "stage",
    "gate",
    "heard",
    "brief",
    "attachments",
    "private",
    "ms",
}


@pytest.fixture(scope="module")
def talk(shelf, tmp_path_factory):
    """Ten turns, played once."""
    return played(shelf, tmp_path_factory.mktemp("talk"), *({**MIRA, **turn} for turn in TALK))


@pytest.fixture
def replay(groundwork, lines, shelf):
    return lambda *rows: groundwork("replay", lines(*rows), "--data-dir", shelf)


def played(data, folder, *rows):
    """Play lines in a process of its own."""
    file = folder / "talk.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "replay", str(file), "--data-dir", str(data)],
        cwd=CONTENT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_each_message_gets_one_line_with_every_field(talk):
    assert [row["n"] for row in talk] == list(range(len(TALK)))
    assert all(set(row) == KEYS for row in talk)


def test_a_product_question_is_answered_from_the_facts_sheet(talk):
    assert talk[1]["move"] == "answer_plainly"
    assert "300 euros a month for each team, whatever its size." in talk[1]["reply"]


def test_the_gate_stays_closed(talk):
    assert {row["gate"] for row in talk} == {"closed"}


def test_it_is_silent_where_colleagues_talk(talk):
    assert (talk[3]["move"], talk[3]["reply"], talk[3]["stories"]) == ("stay_silent", "", [])


def test_a_story_is_told_when_asked_what_others_did(talk):
    assert talk[6]["move"] == "share_story"
    [card] = talk[6]["stories"]
    assert set(card) == {"id", "title", "visibility", "text"}
    assert card["visibility"] in ("public", "prospects")


def test_a_demo_is_passed_to_a_person(talk):
    assert talk[8]["move"] == "hand_over"
    assert talk[8]["question"] is None


def test_thanks_get_a_reaction(talk):
    assert (talk[9]["move"], talk[9]["reply"]) == ("acknowledge", "reaction")


def test_at_most_one_question_in_a_reply(talk):
    assert all(len(re.findall(r"\?", row["reply"])) <= 1 for row in talk)
    for row in talk:
        assert ("?" in row["reply"]) == (row["question"] is not None)


def test_no_question_is_asked_twice_or_after_its_answer(talk):
    asked = [
        (row["question"]["field"], row["question"]["aspect"], row["n"])
        for row in talk
        if row["question"]
    ]
    assert len({(field, aspect) for field, aspect, _ in asked}) == len(asked)
    for field, _, n in asked:
        if field not in ("stakeholders", "workarounds"):
            assert field not in talk[n]["brief"]


def test_replies_are_short_enough_for_a_shared_room(talk):
    assert all(len(row["reply"]) <= 500 and len(row["stories"]) <= 1 for row in talk)


def test_no_reply_talks_about_the_product(talk, groundwork, lines, shelf):
    """All but the owner's own words, plain answers and points of view, is checked as any text."""
    ours = [row["reply"] for row in talk if row["move"] not in ("answer_plainly", "provoke")]
    said = [{"text": text} for text in ours]
    checked = groundwork("check", "--batch", lines(*said), "--data-dir", shelf).rows
    assert not [text for text, row in zip(said, checked, strict=True) if row["product_talk"]]


def test_the_brief_holds_what_was_said_in_their_words(talk):
    brief = talk[-1]["brief"]
    spans = {field: " ".join(entry["span"] for entry in brief[field]) for field in brief}
    assert "4,000 euro a month" in spans["impact"]
    assert "five people sign" in spans["root_cause"]
    assert "shorter form" in spans["workarounds"]
    assert "finance director" in spans["stakeholders"]
    assert all(e["who"] == "Mira" for entries in brief.values() for e in entries)


def test_the_brief_only_grows_here(talk):
    for before, after in pairwise(talk):
        assert set(before["brief"]) <= set(after["brief"])


def test_the_same_file_plays_the_same_again(shelf, talk, tmp_path):
    """Every run has rooms of its own: nothing is remembered from the one before."""
    again = played(shelf, tmp_path, *({**MIRA, **turn} for turn in TALK))
    assert [{**row, "ms": 0} for row in again] == [{**row, "ms": 0} for row in talk]


def test_an_unknown_role_or_place_is_the_most_restricted(replay):
    asked = {"conversation": "c", "speaker": "x", "text": "What do you know about approvals?"}
    rows = replay(
        {**asked, "role": "king", "place": "dm"},
        {**asked, "conversation": "d", "role": "rep", "place": "the moon"},
        {**asked, "conversation": "e"},
    ).rows
    assert all(card["visibility"] != "internal" for row in rows for card in row["stories"])
    assert "find" not in {row["move"] for row in rows}


def test_a_rep_is_answered_as_such_in_private_and_as_a_buyer_in_a_shared_room(replay):
    words = "Did others have approvals that wait?"
    asked = {"conversation": "c", "speaker": "Jo", "role": "rep", "text": words}
    private, shared = replay({**asked, "place": "internal"}, {**asked, "place": "shared"}).rows
    assert private["move"] == "find"
    assert shared["move"] != "find"
    assert shared["brief"] == {}
    assert not private["private"]
    assert not shared["private"]


def test_what_a_rep_asks_for_alone_in_a_shared_room_goes_elsewhere(replay):
    asked = {"conversation": "c", "place": "shared", "speaker": "Jo", "role": "rep"}
    rep, buyer, after = replay(
        {**asked, "text": "stories about forecasts that are always wrong"},
        {**asked, "speaker": "Ana", "role": "prospect", "text": "stories about forecasts"},
        {**asked, "text": "did others have forecasts that are wrong"},
    ).rows
    assert (rep["private"], rep["move"]) == (True, "find")
    assert "internal" in {card["visibility"] for card in rep["stories"]}
    for row in (buyer, after):
        assert not row["private"]
        assert "internal" not in {card["visibility"] for card in row["stories"]}


def test_a_direct_message_is_a_room_of_its_own(replay):
    said = {"conversation": "c", "speaker": "Mira", "role": "prospect"}
    told = {**said, "place": "dm", "text": "Approvals take us three weeks and nobody owns them."}
    asked = {**said, "place": "shared", "text": "Can you send me the notes?"}
    private, shared = replay(told, asked).rows
    assert private["brief"]
    assert shared["brief"] == {}


def test_bad_lines_get_the_full_shape(replay):
    ran = replay("no json", {**MIRA}, {**MIRA, "text": "Hello", "at": "yesterday"}, "[]")
    assert ran.code == 1
    assert [set(row) for row in ran.rows] == [KEYS | {"problems"}] * 4
    assert [row["problems"][0]["field"] for row in ran.rows] == ["line", "text", "at", "line"]
    assert [row["n"] for row in ran.rows] == [0, 1, 2, 3]


@pytest.mark.parametrize("text", ["", "\U0001f642", "word " * 4000, "\u202babc\u202c \u0000"])
def test_any_text_can_be_said(replay, text):
    ran = replay({**MIRA, "text": text})
    assert ran.code == 0
    assert len(ran.rows[0]["reply"]) <= 500
