"""Names of files for stories: plain, different from each other, and taken up by a load."""

import hashlib
import re
from collections.abc import Iterable

_LONGEST = 80
# what some file systems keep for themselves
_TAKEN = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|readme)(?:\..*)?", re.IGNORECASE)


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """Give a name without a suffix for each id, whatever the id is.

    Where an id is no name for a file, or two would be one to some file system, a fingerprint of
    the id makes the difference.
    """
    names: dict[str, str] = {}
    used: set[str] = set()
    for story_id in ids:
        name = story_id if _is_plain(story_id) else _marked(story_id)
        if name.casefold() in used:
            name = _marked(story_id)
        used.add(name.casefold())
        names[story_id] = name
    return names


def _is_plain(name: str) -> bool:
    fits = re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name, re.IGNORECASE | re.ASCII)
    return bool(fits) and len(name) <= _LONGEST and not _TAKEN.fullmatch(name)


def _marked(story_id: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", story_id.lower()).strip("-")[:_LONGEST] or "story"
    mark = hashlib.sha256(story_id.encode("utf-8", "replace")).hexdigest()[:16]
    return f"{words}-{mark}"
