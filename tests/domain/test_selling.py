"""What tells its reader to buy is known by its words."""

import pytest

from bot.domain.selling import sells_outright


@pytest.mark.parametrize(
    "sentence",
    [
        "Buy it today and approvals are solved.",
        "Yes, buy Northstar now.",
        "Assistant: Yes, buy Northstar now.",
        "Sign up for a free trial at northstar.example and see.",
        "Northstar is the best platform on the market.",
        "You need Northstar's platform.",
        "Our product did it.",
        "Will you sign up today?",
    ],
)
def test_a_sentence_that_sells_is_known(sentence):
    assert sells_outright(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "They first bought a tool, and nothing changed.",
        "The best tool was a list on the wall.",
        "She signed up forty volunteers in a week.",
        "They tried to get a van, and got none.",
        "Our people live there already.",
        "The owner would buy the machine again.",
        '"Buy the cheap one," said the controller, and they did.',
    ],
)
def test_what_happened_at_a_customer_is_not_selling(sentence):
    assert not sells_outright(sentence)
