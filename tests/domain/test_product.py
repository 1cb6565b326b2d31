"""Asked about the product: plain facts at any time, more only through the gate."""

import pytest

from bot.domain.brief import Brief, Field
from bot.domain.decide import decide
from bot.domain.gate import open_gate
from bot.domain.heard import Intent
from bot.domain.moves import MoveKind
from bot.domain.remember import CONFIRM, PERSON
from bot.domain.story import Facet
from tests.builders import (
    RAJ,
    make_brief,
    make_conversation,
    make_entry,
    make_fact,
    make_heard,
    make_situation,
    make_turns,
)

BOTH = (Field.PROBLEM, Field.DECISION)
CONFIRMED = make_brief(*BOTH, confirmed=True)
TALKING = make_turns("..")


def asked(conversation=None, intents=(), **changes):
    conversation = conversation or make_conversation(turns=TALKING)
    return decide(
        make_situation(conversation, make_heard(Intent.ASK_PRODUCT, *intents), **changes)
    )


def test_the_price_is_answered_plainly_at_any_time():
    move = asked(make_conversation(), fact=make_fact())
    assert (move.kind, move.fact) == (MoveKind.ANSWER_PLAINLY, make_fact())


def test_a_plain_answer_alone_brings_no_story_and_no_question():
    move = asked(fact=make_fact())
    assert (move.want, move.question) == (None, None)


def test_who_also_tells_of_their_issue_gets_a_story_and_a_question_along():
    problem = make_entry()
    conversation = make_conversation(brief=Brief((problem,)))
    move = asked(conversation, fact=make_fact(), fresh=(problem,))
    assert move.want is not None
    assert move.question is not None


def test_what_is_not_on_the_facts_sheet_is_not_known():
    move = asked()
    assert (move.kind, move.line, move.awaits) == (MoveKind.OFFER_PERSON, "no_fact", PERSON)


def test_with_problem_and_decision_named_they_are_read_back_first():
    move = asked(make_conversation(*BOTH, turns=TALKING))
    assert (move.kind, move.line, move.awaits) == (MoveKind.CONFIRM_BRIEF, "confirm_ask", CONFIRM)
    assert move.values == {
        "problem": "what was said of problem",
        "decision": "what was said of decision",
    }


def test_all_that_a_yes_will_confirm_is_read_back():
    """Also Raj's view, and the second thing that Ana named."""
    more = (make_entry(span="and trust", n=5), make_entry(span="it is fine", n=6, who=RAJ))
    conversation = make_conversation(brief=make_brief(*BOTH).add(*more), turns=TALKING)
    read = asked(conversation).values["problem"]
    assert read == "what was said of problem; and trust; it is fine"


def test_a_question_about_the_product_opens_the_gate_once_both_are_confirmed():
    move = asked(make_conversation(brief=CONFIRMED, turns=TALKING))
    assert (move.kind, move.line) == (MoveKind.OPEN_PRODUCT, "gate_open")
    assert move.want.facets == (Facet.PRODUCT_NOTES,)


def test_nobody_hears_of_the_product_who_did_not_ask():
    conversation = make_conversation(brief=CONFIRMED, turns=TALKING)
    move = decide(make_situation(conversation, fresh=(make_entry(n=9),)))
    assert move.kind is not MoveKind.OPEN_PRODUCT


def test_behind_the_open_gate_a_fact_comes_without_ceremony():
    conversation = make_conversation(brief=CONFIRMED, gate=open_gate(CONFIRMED), turns=TALKING)
    move = asked(conversation, fact=make_fact())
    assert (move.kind, move.line, move.fact) == (MoveKind.OPEN_PRODUCT, "", make_fact())


def test_after_the_problem_changed_the_gate_is_shut_again():
    changed = CONFIRMED.correct("m0/0", make_entry(span="it was the data", n=8))
    conversation = make_conversation(brief=changed, gate=open_gate(CONFIRMED), turns=TALKING)
    assert asked(conversation).kind is MoveKind.CONFIRM_BRIEF


def test_where_our_data_is_kept_is_a_question_to_the_facts_sheet():
    move = decide(
        make_situation(
            make_conversation(turns=make_turns("..")),
            make_heard(Intent.ASK_PRIVACY),
            text="Is our data kept in the EU?",
            fact=make_fact(),
        )
    )
    assert (move.kind, move.fact) == (MoveKind.ANSWER_PLAINLY, make_fact())


@pytest.mark.parametrize("text", ["Who can see this?", "Is what I write here confidential?"])
def test_who_reads_along_here_is_not_left_to_the_facts_sheet(text):
    heard = make_heard(Intent.ASK_PRIVACY)
    conversation = make_conversation(turns=make_turns(".."))
    move = decide(make_situation(conversation, heard, text=text, fact=make_fact()))
    assert move.kind is MoveKind.EXPLAIN_PRIVACY
