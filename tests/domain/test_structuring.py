from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.audience import Visibility
from bot.domain.prose import facets_of, prose_of
from bot.domain.story import Facet, Outcome, Story
from bot.domain.structuring import (
    LONG,
    Guess,
    Structure,
    inferred_lines,
    structured,
    without_islands,
)

GUESSED = [facet for facet in Facet if facet is not Facet.AS_TOLD]
TEXT = "We pack crates. They came back.\n\nA clerk counted them. Half were empty."


def story(**facets):
    texts = {Facet(name): text for name, text in facets.items()}
    return Story("s", "Crates", Visibility.INTERNAL, texts)


def sort(told, labels, product=(), outcome=None, sure=0.0):
    prose = prose_of(told)
    scores = tuple(product) or (0.0,) * len(prose.said)
    guesses = tuple(Guess(Facet(label), 0.8) for label in labels)
    return structured(told, prose, Structure(guesses, scores, outcome, sure))


def by_facet(found):
    """All but the whole in its own order."""
    return {facet: text for facet, text in found.facets.items() if facet is not Facet.AS_TOLD}


def test_sentences_go_where_they_belong_and_stay_together():
    found = sort(story(unsorted=TEXT), ["situation", "problem", "found_out", "found_out"])
    assert by_facet(found) == {
        Facet.SITUATION: "We pack crates.",
        Facet.PROBLEM: "They came back.",
        Facet.FOUND_OUT: "A clerk counted them. Half were empty.",
    }
    assert found.inferred == {"situation", "problem", "found_out"}
    assert found.facet_sure[Facet.PROBLEM] == 0.8


def test_what_nobody_can_tell_stays_unsorted_and_is_not_marked():
    found = sort(story(unsorted=TEXT), ["unsorted"] * 4)
    assert (found.facets, found.inferred) == ({Facet.UNSORTED: TEXT}, frozenset())


def test_the_whole_is_kept_in_its_own_order_without_product_talk():
    labels = ["found_out", "product_notes", "situation", "problem"]
    found = sort(story(unsorted=TEXT), labels, [0.0, 0.9, 0.0, 0.0])
    assert (
        found.facets[Facet.AS_TOLD] == "We pack crates.\n\nA clerk counted them. Half were empty."
    )


def test_the_whole_is_not_kept_beside_the_one_facet_that_it_is():
    found = sort(story(unsorted=TEXT), ["problem"] * 4)
    assert found.facets == {Facet.PROBLEM: TEXT}


def test_a_story_that_was_sorted_before_keeps_its_order():
    once = sort(story(unsorted=TEXT), ["problem", "situation", "problem", "situation"])
    again = sort(once, ["situation", "situation", "problem", "problem"])
    assert again.facets == once.facets


def test_a_facet_that_the_writer_named_takes_nothing_in():
    told = story(problem="Crates went missing.", unsorted="They came back. We pack crates.")
    found = sort(told, ["problem", "problem", "situation"])
    assert by_facet(found) == {
        Facet.SITUATION: "We pack crates.",
        Facet.PROBLEM: "Crates went missing.",
        Facet.UNSORTED: "They came back.",
    }


def test_a_facet_from_a_loose_heading_takes_more_in():
    told = story(lessons="Count first.", unsorted="Ask the driver.")
    found = sort(replace(told, inferred=frozenset({"lessons"})), ["lessons", "lessons"])
    assert found.facets == {Facet.LESSONS: "Count first.\n\nAsk the driver."}


@pytest.mark.parametrize(
    ("written", "score", "moves"),
    [(False, 0.5, True), (False, 0.4, False), (True, 0.6, False), (True, 0.99, True)],
)
def test_product_talk_leaves_what_the_writer_named_only_where_it_is_beyond_doubt(
    written, score, moves
):
    told = story(outcome="It is quiet now. The platform does it all.")
    told = told if written else replace(told, inferred=frozenset({"outcome"}))
    found = sort(told, ["outcome"] * 2, [0.0, score])
    assert (Facet.PRODUCT_NOTES in found.facets) is moves


def test_its_neighbours_alone_make_no_sentence_product_talk():
    found = sort(story(unsorted="We looked at four offers."), ["product_notes"], [0.1])
    assert found.facets == {Facet.UNSORTED: "We looked at four offers."}


def test_product_notes_of_the_writer_keep_what_they_have():
    told = story(unsorted="The platform does it all.", product_notes="It counts crates.")
    found = sort(told, ["product_notes"] * 2, [0.4, 0.0])
    assert found.facets == {
        Facet.PRODUCT_NOTES: "The platform does it all.\n\nIt counts crates.",
    }


@pytest.mark.parametrize(
    ("said", "guess", "sure", "ends"),
    [
        (None, Outcome.FAILED, 0.9, Outcome.FAILED),
        (None, Outcome.FAILED, 0.5, None),
        (Outcome.PARTLY, Outcome.FAILED, 0.99, Outcome.PARTLY),
    ],
)
def test_an_outcome_is_inferred_only_where_none_is_said_and_it_is_sure(said, guess, sure, ends):
    told = replace(story(unsorted="It ended."), outcome=said)
    found = sort(told, ["unsorted"], outcome=guess, sure=sure)
    assert found.outcome is ends
    assert found.outcome_guess is (None if said else guess)


def test_what_was_inferred_is_said_with_how_sure_and_what_to_do():
    found = sort(
        story(unsorted=TEXT),
        ["situation", "problem", "found_out", "product_notes"],
        [0.0, 0.0, 0.0, 0.9],
        outcome=Outcome.FAILED,
        sure=0.83,
    )
    outcome, facets, product = inferred_lines(found)
    assert outcome[0] == "outcome"
    assert outcome[1].startswith("The outcome was inferred: failed (0.8). Write `outcome:`")
    assert facets[1].startswith("Facets were inferred: situation (0.8), problem (0.8)")
    assert "product notes" in product[1]


def test_an_outcome_that_is_not_sure_is_named_for_its_owner_alone():
    found = sort(story(unsorted="It ended."), ["unsorted"], outcome=Outcome.PARTLY, sure=0.5)
    [(field, message)] = inferred_lines(found)
    assert (found.outcome, field) == (None, "outcome")
    assert message.startswith("How it ended could not be told, perhaps: partly (0.5).")


def test_nothing_is_said_where_nothing_was_inferred():
    assert inferred_lines(story(problem="Crates.")) == []


def test_a_lone_sentence_goes_with_its_paragraph_in_a_long_text():
    labels = ["situation"] * 3 + ["people"] + ["situation"] * LONG
    guesses = [Guess(Facet(label), 0.8) for label in labels]
    found = without_islands(guesses, [list(range(len(labels)))])
    assert {guess.facet for guess in found} == {Facet.SITUATION}


def test_a_short_text_keeps_its_lone_sentences():
    guesses = [Guess(Facet.SITUATION, 0.8), Guess(Facet.PEOPLE, 0.8), Guess(Facet.SITUATION, 0.8)]
    assert without_islands(guesses, [[0, 1, 2]]) == tuple(guesses)


def test_a_heading_is_sorted_with_what_it_announces():
    prose = prose_of(story(unsorted="First paragraph.\n\nA strange spring\n\nIt rained."))
    assert prose.unsorted == [[0], [1, 2]]


def test_taking_apart_and_putting_together_changes_nothing():
    told = story(unsorted=TEXT, lessons="One.\nTwo.\n\nThree.")
    prose = prose_of(told)
    assert facets_of(prose, [said.facet for said in prose.said]) == {
        Facet.LESSONS: "One.\nTwo.\n\nThree.",
        Facet.UNSORTED: TEXT,
    }


PIECES = st.sampled_from(
    [
        "We sell mills. ",
        "Nobody knew!\n",
        "Why?\n\n",
        "e.g. Dr. No. 5 \u201cwell.\u201d ",
        "مرحبا؟ ",
        "🙂",
        " ",
        "\n",
        "a",
    ]
)


@given(
    st.lists(PIECES, max_size=30).map("".join),
    st.lists(PIECES, max_size=10).map("".join),
    st.data(),
)
def test_every_sentence_ends_up_in_exactly_one_facet(loose, written, data):
    told = story(problem=written, unsorted=loose)
    prose = prose_of(told)
    count = len(prose.said)
    labels = data.draw(st.lists(st.sampled_from(GUESSED), min_size=count, max_size=count))
    scores = data.draw(st.lists(st.floats(0, 1), min_size=count, max_size=count))
    found = sort(told, labels, scores)
    assert sorted(said.text for said in prose.said) == sorted(
        said.text
        for facet, text in by_facet(found).items()
        for said in prose_of(story(**{facet: text})).said
    )
    assert letters(by_facet(found).values()) == letters(told.facets.values())


def letters(texts):
    return sorted(c for text in texts for c in text if not c.isspace())
