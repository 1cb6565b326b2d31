"""Cues for a peer, for who reads along, and for talk that was not addressed to the bot."""

import pytest

from bot.adapters.language.cues import cues_in
from bot.domain.heard import Cue

PEER = {
    "Could I talk to someone who went through this?": True,
    "can you connect us with a company that has done it": True,
    "do you have a reference customer we could call?": True,
    "could we speak with the hospital in that story": True,
    "I'd like to meet somebody who's been through that": True,
    "is there another customer of yours I could talk to who had the same?": True,
    "can I talk to a person": False,
    "can I talk to someone in sales": False,
    "we need to talk to our customers first": False,
    "customers call us who never got an answer": False,
    "can I talk to your customer support": False,
}
WHO = {
    "which people exactly can read this?": True,
    "who exactly will see what I write here?": True,
    "who can read this": True,
    "who all has access to this": True,
    "can you give me the names of everyone who reads this": True,
    "who approves the orders": False,
    "nobody can say who exactly is responsible": False,
}
HIDE = {
    "can you make sure my boss doesn't see this?": True,
    "can you make sure that Lena does not see it": True,
    "please don't let my manager read this": True,
    "can you hide this from finance?": True,
    "please make sure nobody at headquarters finds out": True,
    "we have to make sure the customer gets a call": False,
    "the system does not show it to the planners": False,
    "customers don't see the delay": False,
}
OVERHEARD = {
    "what do you make of this?": True,
    "can we please stop having this argument every month": True,
    "who is right here, Ana or Raj?": True,
    "any thoughts?": True,
    "what's your take on the above": True,
    "can you settle this for us": True,
    "as we just discussed": True,
    "what do you think about quotas": False,
    "the sales team makes much of this": False,
    "nobody knows who is right for the job": False,
}


def cases(cue, table):
    return [pytest.param(cue, text, there, id=f"{cue}: {text}") for text, there in table.items()]


@pytest.mark.parametrize(
    ("cue", "text", "there"),
    [
        *cases(Cue.PEER, PEER),
        *cases(Cue.WHO_EXACTLY, WHO),
        *cases(Cue.HIDE_FROM, HIDE),
        *cases(Cue.OVERHEARD, OVERHEARD),
    ],
)
def test_a_cue_is_heard_where_it_is_meant(cue, text, there):
    assert (cue in cues_in(text)) is there
