"""Reading Adaptive Cards: their words and their buttons."""


def cards(message):
    """The cards of a message."""
    return [a["content"] for a in message.get("attachments") or ()]


def actions(message):
    """All buttons of a message, by title."""
    return buttons(cards(message))


def buttons(part):
    """All buttons of a card or a part of one, by title."""
    if isinstance(part, list):
        return {title: button for item in part for title, button in buttons(item).items()}
    if not isinstance(part, dict):
        return {}
    own = {part["title"]: part} if str(part.get("type", "")).startswith("Action.") else {}
    return own | buttons([value for value in part.values() if isinstance(value, dict | list)])


def texts(part):
    """All words of a card or a part of one."""
    if isinstance(part, list):
        return " ".join(map(texts, part))
    if not isinstance(part, dict):
        return ""
    own = part.get("text") or part.get("value") or ""
    return " ".join([own if isinstance(own, str) else "", *map(texts, part.values())])
