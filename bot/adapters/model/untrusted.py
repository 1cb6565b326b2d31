"""Handing text that is not ours to a model: as data, in one delimited block."""

import json
from collections.abc import Mapping

OPENS, CLOSES = "<data>", "</data>"


def as_data(values: Mapping[str, object]) -> str:
    """Write values as JSON between two marks that nothing inside can write."""
    written = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return f"{OPENS}{written.replace('<', chr(92) + 'u003c')}{CLOSES}"
