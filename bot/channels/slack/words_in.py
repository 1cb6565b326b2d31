"""From Slack's markup to plain words: no id of a person and no live link gets further in."""

import html
import re

LONGEST = 20_000  # characters of a message that are read
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|([^>]*))?>")
_GROUP = re.compile(r"<!subteam\^[A-Z0-9]+(?:\|([^>]*))?>|<!(channel|here|everyone)(?:\|[^>]*)?>")
_CHANNEL = re.compile(r"<#[A-Z0-9]+(?:\|([^>]*))?>")
_OTHER = re.compile(r"<![^>|]*(?:\|([^>]*))?>")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^>|]*)(?:\|([^>]*))?>")
SOMEONE = "a colleague"


def words_of(text: str, bot: str) -> str:
    """Give a message's words: without the mention of the bot, other people without their ids."""
    said = _MENTION.sub(lambda m: "" if m[1] == bot else SOMEONE, text)
    said = _GROUP.sub("everyone", said)
    said = _CHANNEL.sub(lambda m: f"#{m[1]}" if m[1] else "a channel", said)
    said = _LINK.sub(lambda m: m[2] or m[1].removeprefix("mailto:").removeprefix("tel:"), said)
    said = _OTHER.sub(lambda m: m[1] or "", said)
    said = html.unescape(said).replace("\0", "")
    lines = (" ".join(line.split()) for line in said.splitlines())
    return "\n".join(lines).strip().lstrip(",:; ")[:LONGEST]
