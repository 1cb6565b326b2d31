"""When the bot speaks: by whom it was asked, and in which thread."""

import re
from dataclasses import dataclass

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True)
class Posted:
    """A message as it was posted, as far as whom it is meant for goes."""

    author: str
    text: str
    direct: bool
    in_thread: bool


def mentioned(text: str) -> frozenset[str]:
    """Give the ids of all who are mentioned."""
    return frozenset(_MENTION.findall(text))


def surely_meant(posted: Posted, bot: str) -> bool:
    """Say whether a message is for the bot whatever else goes on."""
    return posted.direct or bot in mentioned(posted.text)


def names_nobody(posted: Posted) -> bool:
    """Say whether a message calls nobody by name."""
    return not mentioned(posted.text)
