"""Telling a story in its own sentences: who was stuck, what failed, what turned it."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.story import Facet, Outcome
from bot.domain.telling import (
    CARD_CHARACTERS,
    ENDED,
    card,
    difference,
    full_text,
    product_notes,
    tell,
    wished_questions,
)
from tests.builders import FACETS, make_rendition, make_told

PROBLEM, ATTEMPTS, TURNING = Facet.PROBLEM, Facet.ATTEMPTS, Facet.TURNING_POINT


def anything(_sentence):
    return True


def told_of(wanted=(), limit=400, tellable=anything, **facets):
    told = make_told({Facet(k): v for k, v in facets.items()} or None)
    return tell(told, wanted, limit, tellable)


def test_a_story_is_told_in_three_sentences_of_its_own():
    assert told_of() == [
        "The close took nine days.",
        "They bought a calendar tool first.",
        "The books are closed on day five now.",
    ]


def test_the_facet_that_the_moment_calls_for_is_told_for_sure():
    told = told_of([Facet.FEARED], feared="They feared the audit.", **FACETS)
    assert "They feared the audit." in told


def test_the_first_wanted_facet_that_the_story_has_is_told():
    assert told_of([Facet.MISSING, Facet.SITUATION])[0] == "Nine plants shared one ledger."


def test_events_are_told_in_their_order_whatever_the_moment_calls_for():
    """The outcome comes last also where it was chosen first."""
    told = told_of([Facet.OUTCOME])
    assert told[-1] == "The books are closed on day five now."
    assert told[0] == "The close took nine days."


def test_what_failed_comes_before_the_check_that_found_the_cause():
    told = told_of(
        [Facet.FOUND_OUT],
        problem="It took a week.",
        found_out="They counted fifty cases.",
        attempts="They made the form shorter.",
    )
    assert told == ["It took a week.", "They made the form shorter.", "They counted fifty cases."]


def test_a_recommendation_says_for_whom_it_is_not():
    """What one learned, and when to drop it."""
    more = {"lessons": "Count first.", "not_for": "Not for a single site."}
    told = told_of([Facet.LESSONS, Facet.TURNING_POINT, Facet.NOT_FOR], **FACETS, **more)
    assert told == ["The close took nine days.", "Count first.", "Not for a single site."]


def test_product_notes_are_never_told():
    told = told_of([Facet.PRODUCT_NOTES], product_notes="Northstar keeps a list.", **FACETS)
    assert "Northstar keeps a list." not in told


def test_what_may_not_be_told_here_is_left_out_for_the_next_sentence():
    told = told_of(tellable=lambda s: "calendar" not in s)
    assert "Nothing changed." in told
    assert not [s for s in told if "calendar" in s]


def test_a_storys_questions_are_not_told():
    """At most one question a reply, and that one is ours."""
    assert told_of(problem="Who owns it? Nobody knew.") == ["Nobody knew."]


def test_what_announces_a_list_is_not_told():
    """The list would not follow."""
    assert told_of(problem="The notebook says this:\nSix meals too many.") == [
        "Six meals too many."
    ]


def test_a_story_without_facets_is_told_from_its_text():
    assert told_of(unsorted="It began in March. It ended badly.") == ["It began in March."]


def test_nothing_is_told_where_nothing_fits():
    assert told_of(limit=10) == []


@given(st.integers(0, 300), st.lists(st.sampled_from(list(Facet)), max_size=3))
def test_telling_keeps_its_limit_and_the_storys_words(limit, wanted):
    told = told_of(wanted, limit)
    assert len(" ".join(told)) <= limit
    assert len(told) <= 3
    assert all(sentence in make_rendition().text for sentence in told)


def test_the_card_says_who_and_opens_with_the_wanted_facet():
    shown = card(make_told(why="Both wait."), [ATTEMPTS], anything, insider=False)
    assert shown.text == (
        "A logistics group with nine plants. They bought a calendar tool first. Nothing changed."
    )
    assert (shown.outcome, shown.why, shown.badge) == ("succeeded", "Both wait.", "")


def test_the_card_leaves_out_what_may_not_be_told():
    shown = card(make_told(), [ATTEMPTS], lambda s: "tool" not in s, insider=False)
    assert "tool" not in shown.text


def test_the_card_of_a_long_story_stays_short():
    told = make_told({PROBLEM: "It took nine days and nobody knew why. " * 20})
    shown = card(told, (), anything, insider=False)
    assert len(shown.text) <= CARD_CHARACTERS + len(told.rendition.who) + 2


def test_only_insiders_see_why_outsiders_may_not_read_it():
    assert card(make_told(held=True), (), anything, insider=True).badge == "held"
    assert card(make_told(), (), anything, insider=True).badge == "prospects"
    assert card(make_told(held=True), (), anything, insider=False).badge == ""


def test_the_nearest_story_is_told_apart_by_who_and_what_it_is_about():
    assert difference(make_told()) == (
        "it is about a logistics group with nine plants. The close took nine days"
    )


def test_a_difference_is_no_broken_sentence():
    """A long sentence is cut at a comma, or left out."""
    long = (
        "A supplier pays all of the money back if the item is registered in time, "
        + "or later " * 20
    )
    cut = make_told({PROBLEM: f"{long.strip()}."})
    none = make_told({PROBLEM: "a very long sentence " * 12 + "ends."})
    assert difference(cut).endswith("if the item is registered in time")
    assert difference(none) == "it is about a logistics group with nine plants"


def test_wished_questions_are_statements_in_a_list():
    told = make_told({Facet.QUESTIONS: "Who waits for whom? What did the clerk know?"})
    assert wished_questions([told], 3) == [
        ("close", "Who waits for whom"),
        ("close", "What did the clerk know"),
    ]
    assert len(wished_questions([told], 1)) == 1


def test_product_notes_give_one_sentence_a_story():
    noted = make_told({Facet.PRODUCT_NOTES: "It keeps the list. It costs little."})
    assert product_notes([noted, make_told()]) == [("close", "It keeps the list.")]


def test_the_whole_story_is_written_out_facet_by_facet():
    whole = full_text(make_rendition(attribution="A public report"))
    assert whole.startswith("# The close that was not finance's\n\nA logistics group with nine")
    assert "## What they tried\n\nThey bought a calendar tool first." in whole
    assert "Source: A public report" in whole


def test_every_ending_has_words():
    assert set(ENDED) == set(Outcome)


SHORT = (
    "A group with nine plants closed on day nine. A calendar changed nothing. It closes on five."
)


def test_what_was_written_to_be_told_is_told_whole():
    assert " ".join(told_of(in_short=SHORT, **FACETS)) == SHORT


def test_what_does_not_fit_whole_is_told_from_its_beginning():
    told = " ".join(told_of(in_short=SHORT, limit=len(SHORT) - 1, **FACETS))
    assert told == SHORT.rpartition(" It ")[0]
    assert told_of(in_short=SHORT, limit=10, **FACETS) == []


def test_what_may_not_be_told_here_is_told_from_the_facets():
    told = told_of(in_short=SHORT, tellable=lambda s: "calendar changed" not in s, **FACETS)
    assert told[0] == "The close took nine days."


def test_whom_it_is_not_for_is_not_left_out_for_the_sake_of_brevity():
    told = told_of([Facet.NOT_FOR], not_for="Not for one plant.", in_short=SHORT, **FACETS)
    assert "Not for one plant." in told
