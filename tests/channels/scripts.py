"""Conversations to hold word for word through every channel, in a shared room or alone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Script:
    """What one person writes, turn by turn. `who` is a buyer or a rep."""

    lines: tuple[str, ...]
    shared: bool
    who: str = "buyer"


LATE_CLOSE = (
    "Just looking around. What is this?",
    "Month-end closing takes us nine days and nobody knows why.",
    "About 30 people lose two days each month, that is a guess.",
    "skip this one",
    "We tried a new checklist last year and it changed nothing.",
    "Finance and the plant managers both feel it.",
    "who can read this?",
    "not like us",
    "What should we think about?",
    "Show my notes",
    "thanks, that helps",
)
RETURNS = (
    "We are 140 people with three warehouses, and our returns are too many.",
    "What does your product cost?",
    "no idea, 60 of 100 perhaps",
    "We put up a returns desk and it got worse.",
    "do you have another example",
    "If nothing changes we have to hire two people in spring.",
    "We will fix it ourselves in one quarter, no new tools.",
    "can you send me the whole thing on a page",
    "yes, that is right",
)
A_CHANCE = (
    "We could sell to schools, nobody does it well, but we have one shot.",
    "what if we are wrong",
    "did others try that",
    "Our director has to agree, and nobody has asked the teachers.",
    "what did I just say?",
    "Can I talk to a person?",
    "Ask me again in three weeks",
    "forget that about our director",
    "Show my notes",
)
A_REP = (
    "Stories about approvals that wait",
    "What went wrong when a new tool came first?",
    "did others have late closes",
    "sales inflates the forecast to hold places in the factory",
    "who can read this?",
    "stories on the mating calls of frogs",
    "are you a bot?",
    "thanks",
)

SCRIPTS = {
    "a late close, in a shared room": Script(LATE_CLOSE, shared=True),
    "returns, in a shared room": Script(RETURNS, shared=True),
    "a late close, alone": Script(LATE_CLOSE, shared=False),
    "a chance, alone": Script(A_CHANCE, shared=False),
    "a rep, alone": Script(A_REP, shared=False, who="rep"),
}
