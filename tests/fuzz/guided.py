"""Fuzzing that is guided by coverage: `make fuzz`. Ends with an error where a reader breaks."""

import contextlib
import sys

import atheris

with atheris.instrument_imports(include=["bot.adapters.readers", "bot.domain", "yaml"]):
    from bot.adapters.readers.markdown_stories import MarkdownStories
    from bot.adapters.readers.text_stories import TextStories
    from bot.domain.errors import StoryRejectedError
    from bot.domain.hidden_words import hidden_words
    from bot.domain.plain import HIDDEN, MARKUP, plain
    from bot.ports.library import Defaults

READERS = ((MarkdownStories(), "a.md"), (TextStories(), "a.txt"))


def one(data: bytes) -> None:
    """Read a file as Markdown and as text, and make its words safe to repeat."""
    for reader, name in READERS:
        with contextlib.suppress(StoryRejectedError):
            for story in reader.read(name, data, Defaults()):
                list(hidden_words("\n".join(story.facets.values())))
    shown = plain(data.decode("utf-8", "replace"))
    assert not MARKUP.search(shown)
    assert not HIDDEN.search(shown)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
