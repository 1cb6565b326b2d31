"""Which versions of prompts there are."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.adapters.content.prompt_files import FOR_MODELS, WORDING, known_versions


def prompt_versions(folder: Path) -> Mapping[str, Sequence[int]]:
    """Give the versions of each prompt that can be pinned and compared."""
    return {name: known_versions(folder / name) for name in (*WORDING, *FOR_MODELS)}
