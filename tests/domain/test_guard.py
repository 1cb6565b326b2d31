"""The guard: nothing leaves unchecked, whoever worded it."""

import pytest

from bot.domain.draft import PartKind
from bot.domain.guard import violations
from bot.domain.story import Facet
from tests.builders import (
    FACETS,
    make_bounds,
    make_draft,
    make_part,
    make_story_part,
    make_told,
)

TOLD = make_told(secrets=("Northwind Freight", "Northwind", "NWF", "Bert Olsen"))
QUESTION = "What happens today?"


def rules(*parts, told=TOLD, **bounds):
    """The rules that a draft of these parts breaks."""
    found = violations(make_draft(*parts), make_bounds(told, **bounds))
    return sorted({v.rule for v in found})


def asked(text=QUESTION):
    return make_part(text, PartKind.QUESTION, own=True)


def test_a_plain_draft_passes():
    parts = ["Noted.", make_story_part("The close took nine days."), asked()]
    assert rules(*parts, question=QUESTION) == []


# --- claims about a customer ---


@pytest.mark.parametrize(
    "claim",
    [
        "The close took nine days.",
        "The close took nine days",
        "The  close took nine  days.",
        "They bought a calendar tool first. Nothing changed.",
    ],
)
def test_a_storys_own_sentence_passes(claim):
    assert rules(make_story_part(claim)) == []


@pytest.mark.parametrize(
    "claim",
    [
        "The close took two days.",
        "close took nine days.",
        "They bought a calendar tool.",
        "The close took nine days. Everyone was happy.",
        "took",
        ".",
        "",
    ],
)
def test_a_sentence_that_is_not_in_the_rendition_does_not_pass(claim):
    """Half a sentence may say the opposite of the whole."""
    assert rules(make_story_part(claim)) == ["unfounded"]


def test_half_of_a_denial_is_no_claim_of_the_story():
    told = make_told({Facet.OUTCOME: "They did not buy anything."})
    assert rules(make_story_part("buy anything.", told), told=told) == ["unfounded"]


def test_a_sentence_of_a_story_that_is_not_shown_does_not_pass():
    other = make_told({Facet.PROBLEM: "It took a year."}, story_id="other")
    assert rules(make_story_part("It took a year.", other)) == ["unfounded"]


def test_a_wished_question_may_be_told_without_its_question_mark():
    told = make_told({Facet.QUESTIONS: 'Who waits? Who says "done"?'})
    parts = [make_story_part(s, told) for s in ("Who waits", 'Who says "done"')]
    assert rules(*parts, told=told) == []


# --- names ---


@pytest.mark.parametrize(
    "said",
    [
        "That is Northwind.",
        "northwind did it",
        "NORTHWIND FREIGHT",
        "North\u00adwind",
        "Northwind_Freight",
        "Northwind\u00a0Freight",
        "Northwind-Freight's people",
        "Nörthwind",
        "N o r t h w i n d",
        "N.o.r.t.h.w.i.n.d",
        "\uff2e\uff4f\uff52\uff54\uff48\uff57\uff49\uff4e\uff44",
        "(NWF)",
        "bert olsen said so",
        "Bert  Olsen",
    ],
)
def test_the_name_behind_a_story_is_never_said(said):
    assert "customer_named" in rules(said)


@pytest.mark.parametrize("said", ["Northwinds blow", "unwf", "Olsen", "a north wind blows here"])
def test_a_name_counts_as_a_whole(said):
    told = make_told(secrets=("Northwind", "NWF", "Bert Olsen"))
    assert rules(said, told=told) == []


def test_box_is_not_a_box():
    told = make_told({Facet.PROBLEM: "Each box was counted."}, secrets=("Box", "Swing"))
    assert (
        rules("Each box counts.", make_story_part("Each box was counted.", told), told=told) == []
    )
    assert rules("It was Box.", told=told) == ["customer_named"]


def test_an_ordinary_word_of_the_story_is_no_name():
    """A customer called Trays is named by "Trays", not by the trays of its story."""
    told = make_told({Facet.PROBLEM: "The trays waited."}, secrets=("Trays",))
    assert rules("So the trays waited.", told=told) == []
    assert rules("So TRAYS waited.", told=told) == ["customer_named"]
    assert rules("So Trays waited.", told=told) == ["customer_named"]


def test_our_own_lines_are_ours_whatever_a_customer_is_called():
    told = make_told(secrets=("Close",))
    assert rules(make_part("One that is close to this:", own=True), told=told) == []


def test_a_public_story_has_no_secrets():
    assert rules("Northwind said so.", told=make_told()) == []


# --- personal data ---


def names_found(text):
    return [name for name in ("Ana", "Bo Li", "+49 170 1") if name.lower() in text.lower()]


def test_personal_data_that_the_room_did_not_supply_does_not_pass():
    assert rules("Ask Ana.", personal_data=names_found) == ["personal_data"]


def test_what_the_room_itself_said_may_be_said_again():
    bounds = {"personal_data": names_found, "supplied": "ana signs, and bo  li too"}
    assert rules("Ask Ana and Bo Li.", **bounds) == []


def test_a_name_inside_another_word_was_not_supplied():
    assert rules("Ask Ana.", personal_data=names_found, supplied="bananas") == ["personal_data"]


def test_the_owners_facts_may_name_a_contact():
    fact = make_part("Call Bo Li.", PartKind.FACT)
    assert rules(fact, personal_data=names_found) == []


# --- product talk ---


def score(text):
    return 0.5 if "platform" in text else 0.49


def test_product_talk_does_not_pass_the_closed_gate():
    assert rules("Our platform does that.", product_talk=score) == ["product_talk"]
    assert rules("That took a week.", product_talk=score) == []


def test_behind_the_gate_it_may_be_said():
    assert rules("Our platform does that.", product_talk=score, gate_open=True) == []


def test_a_plain_fact_is_not_product_talk():
    fact = make_part("The platform costs 300 euros a month.", PartKind.FACT)
    assert rules(fact, product_talk=score) == []


def test_a_storys_praise_of_the_product_does_not_pass():
    told = make_told({**FACETS, Facet.OUTCOME: "The platform saved us."})
    part = make_story_part("The platform saved us.", told)
    assert rules(part, told=told, product_talk=score) == ["product_talk"]


# --- questions, length, markup ---


@pytest.mark.parametrize("text", ["Is that so?", "なに\uff1f", "لماذا؟", "Really⁉", "Why\ufe56"])
def test_a_question_of_anyone_elses_does_not_pass(text):
    """Ours is the one question; full-width marks count too."""
    assert rules(text) == ["questions"]
    assert rules(text, asked(), question=QUESTION) == ["questions"]


def test_our_question_may_not_be_put_twice():
    assert rules(asked(), asked(), question=QUESTION) == ["questions"]


def test_another_question_in_place_of_ours_does_not_pass():
    assert rules(asked("Want a demo?"), question=QUESTION) == ["another_question", "questions"]
    assert rules(asked("Want a demo?")) == ["another_question", "questions"]


def test_a_line_that_asks_may_ask_once():
    assert rules("Is that right?", asks=True) == []
    assert rules("Is that right? Is it?", asks=True) == ["questions"]


def test_a_reply_keeps_its_limit():
    assert rules("x" * 500) == []
    assert rules("x" * 501) == ["too_long"]
    assert rules("x" * 501, limit=700) == []


@pytest.mark.parametrize(
    "text",
    ["<!channel>", "hi @here", "<@U123>", "[x](http://y)", "<b>x</b>", "<at>Bo</at>", "a\u202eb"],
)
def test_no_live_markup_passes(text):
    assert rules(text) == ["markup"]
    assert rules(make_part(text, own=True)) == ["markup"]
