"""A small notation for tables of phrases: one phrase a line, made into one pattern."""

import re
from collections.abc import Mapping

# Fragments that many phrases share, with the usual short forms and typos.
FRAGMENTS: Mapping[str, str] = {
    "you": "(you|u|ya|yu)",
    "are": "(are|r)",
    "your": "(your|ur|yr)",
    "please": "(please|pls|plz|plse)",
    "thanks": "(thanks?|thankyou|thx|thnx|thanx|tnx|tks|tysm|ty|thank (you|u|ya))",
    "askto": "(can|could|may|shall|would|let'?s|please|pls|i want to|i'd like to|wanna) "
    "((we|you|i|u|please|pls|just) )*",
    "story": "(stor(y|ies)|examples?|cases?)",
    "end": r"\s*($|[.?!,;:)])",
    "it": "(it|that|this)",
    "model": "((a|an|any|the|your) )?(ai|a\\.i\\.|llm|language models?|chat ?gpt|openai|model)",
    "bot": "(bot|robot|ai|a\\.i\\.|machine|chat ?bot|chat ?gpt|gpt|llm|computer|"
    "program(me)?|script)",
}
_JOINED = re.compile(r"\\\n\s*")
_FRAGMENT = re.compile(r"(?<!\?P)<(\w+)>")
_GROUP = re.compile(r"(?<!\\)\((?!\?)")


def phrases(table: str) -> re.Pattern[str]:
    r"""Make a table into a pattern that finds any of its lines as whole words.

    A blank stands for any white space, `<name>` for a fragment, `(` groups without capturing; the
    rest is as in `re`. A backslash at the end joins a line with the next.
    """
    lines = [_line(line.strip()) for line in _JOINED.sub("", table).strip().splitlines()]
    return re.compile("|".join(lines), re.IGNORECASE)


def _line(line: str) -> str:
    written = _GROUP.sub("(?:", _FRAGMENT.sub(lambda found: FRAGMENTS[found[1]], line))
    spaced = written.replace(" ", r"\s+")
    return rf"(?<!\w)(?:{spaced})(?!\w)"


def praise_of(vendor: str) -> re.Pattern[str]:
    """Find the vendor's own offer called by name."""
    return re.compile(
        rf"\b{re.escape(vendor)}(?:'s)?\s+(?:product|platform|software|makes|helps|lets|gives)",
        re.IGNORECASE,
    )
