"""Cutting text: sentences as a reader sees them, clips that never exceed, plain words."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.text import clip, sentences, statements, without_lead_in, words

PROSE = st.text(st.sampled_from("aB1 .?!…\"'\u2019“)(\n,-😀é。؟"), max_size=120)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is slow. We lose days.", ["It is slow.", "We lose days."]),
        ("it is slow. we lose days", ["it is slow.", "we lose days"]),
        ("Really? Yes! Good.", ["Really?", "Yes!", "Good."]),
        ("No full stop", ["No full stop"]),
        ("one\ntwo\n\nthree", ["one", "two", "three"]),
        ("Great. 🙂 We go on.", ["Great.", "🙂 We go on."]),
        ("It is dear. €300 a month.", ["It is dear.", "€300 a month."]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_sentences_are_split_where_a_reader_would(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It costs 3.50 euro in list 2.1, fig. 4.",
        "We use lists, e.g. Excel, and mail.",
        "Mr. Smith and Dr. J. Brown signed it.",
        "See No. 4 in the list.",
        "The U.S. team signs at 5 p.m. on Fridays.",
        "Acme Inc. is large.",
        "1. First count the parcels.",
        "hmm... we lose days",
    ],
)
def test_abbreviations_and_numbers_end_no_sentence(text):
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said no. Then he left.", ["He said no.", "Then he left."]),
        ("We chose plan B. It held.", ["We chose plan B.", "It held."]),
        ("They close at 5 p.m. The rest waits.", ["They close at 5 p.m.", "The rest waits."]),
        ("It is Acme Inc. They make trays.", ["It is Acme Inc.", "They make trays."]),
        ("1. Count. 2. Compare.", ["1. Count.", "2. Compare."]),
    ],
)
def test_a_word_that_looks_like_an_abbreviation_may_end_a_sentence(text, expected):
    assert sentences(text) == expected


def test_quotation_marks_stay_with_their_sentence():
    told = '"If it drips, you come late," one said. “If it floods, you run.” Costs rose.'
    assert sentences(told) == [
        '"If it drips, you come late," one said.',
        "“If it floods, you run.”",
        "Costs rose.",
    ]


def test_what_a_colon_leads_in_is_said_by_itself():
    text = (
        "Here is what one did: Handovers took 38 minutes. They cut them: by half. It is 8:30 now."
    )
    assert statements(text) == [
        "Here is what one did:",
        "Handovers took 38 minutes.",
        "They cut them: by half.",
        "It is 8:30 now.",
    ]


def test_a_quoted_question_does_not_cut_its_sentence_in_two():
    """What follows in small letters belongs to it."""
    told = 'He fills in "Why now?" before anything else. Twice he could not.'
    assert sentences(told) == [
        'He fills in "Why now?" before anything else.',
        "Twice he could not.",
    ]


@given(PROSE)
def test_sentences_are_exact_parts_of_the_text_in_its_order(text):
    at = 0
    for sentence in sentences(text):
        at = text.index(sentence, at) + len(sentence)
        assert sentence == sentence.strip() != ""


@given(PROSE)
def test_no_word_is_lost_between_sentences(text):
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@given(PROSE)
def test_a_sentence_is_one_sentence(text):
    """Splitting again splits no further: what was told is found again by the guard."""
    for sentence in sentences(text):
        assert sentences(sentence) == [sentence]


@given(PROSE, st.integers(-2, 40))
def test_a_clip_is_never_longer_than_its_limit(text, limit):
    assert len(clip(text, limit)) <= max(limit, 0)


@given(PROSE)
def test_what_fits_is_left_as_it_is(text):
    assert clip(text, len(text)) == text


def test_a_clip_ends_with_a_sentence_if_one_fits():
    assert clip("It is slow. We lose days each week.", 20) == "It is slow."


def test_else_a_clip_ends_with_a_word():
    assert clip("approvals take more than a week", 20) == "approvals take more…"
    assert clip("approvals, all of them, wait", 12) == "approvals…"


def test_words_are_plain_and_small():
    assert words("Don't say “Ñandú”, it's 3,400!") == ["don't", "say", "ñandú", "it's", "3", "400"]
    assert words("Ana\u2019s_list") == ["ana\u2019s", "list"]


@pytest.mark.parametrize(
    "text", ["e.g. " * 4000, "A. " * 6000, ". " * 9000, " " * 20000, "?" * 20000]
)
def test_long_and_odd_text_is_cut_in_good_time(text):
    """Twenty thousand characters are input like any other."""
    began = time.perf_counter()
    sentences(text)
    clip(text, 100)
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Sorry, I meant we lost nine this year.", "we lost nine this year."),
        ("Thank you, that takes two days", "that takes two days"),
        ("ok, well, so: nobody owns it", "nobody owns it"),
        ("What I meant was that finance waits", "finance waits"),
        ("I think we lose two days", "I think we lose two days"),
        ("no tools at all", "no tools at all"),
        ("we mean business", "we mean business"),
        ("Thanks, both", "Thanks, both"),
        ("Well-known suppliers deliver late", "Well-known suppliers deliver late"),
        ("", ""),
    ],
)
def test_courtesy_and_run_up_are_left_out_and_the_rest_stays_word_for_word(said, kept):
    assert without_lead_in(said) == kept
    assert said.endswith(kept)


def test_before_a_choice_the_supposing_is_left_out_too():
    said = "Thank you, I think we will fix it ourselves"
    assert without_lead_in(said, chosen=True) == "we will fix it ourselves"
