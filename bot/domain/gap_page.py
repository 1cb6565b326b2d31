"""The open gaps as a page and as points: what was asked, how often, what came nearest."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.gaps import GapGroup
from bot.domain.moves import Told
from bot.domain.plain import quoted
from bot.domain.telling import difference
from bot.domain.text import clip

_POINT = 90  # characters of a question in a list
_OTHERS = 3  # further questions of a group that the page shows
WITHHELD = "(words withheld)"


@dataclass(frozen=True, slots=True)
class ListedGap:
    """A problem that was asked about without a story that fits.

    `answered_by` are stories that fit by now, and `internal` one that fits but that those who
    asked may not read.
    """

    group: GapGroup
    nearest: Told | None = None
    answered_by: tuple[str, ...] = ()
    internal: str = ""

    @property
    def words(self) -> str:
        """The question that stands for all of them, empty where words are withheld."""
        return self.group.central.words

    @property
    def name(self) -> str:
        """What the group is called: its question, else the story that came nearest."""
        if self.words:
            return self.words
        near = f'nearest is "{self.nearest.rendition.title}"' if self.nearest else "none was near"
        return f"{WITHHELD} {near}"

    @property
    def others(self) -> tuple[str, ...]:
        """The other questions of the group, each once."""
        asked = dict.fromkeys(gap.words for gap in self.group.gaps[1:] if gap.words)
        return tuple(words for words in asked if words != self.words)

    @property
    def differs(self) -> str:
        """How the nearest story differs."""
        return difference(self.nearest) if self.nearest else ""

    @property
    def counted(self) -> str:
        """How often it was asked, and by how many accounts."""
        count, accounts = len(self.group.gaps), self.group.accounts
        asked = "asked once" if count == 1 else f"asked {count} times"
        if accounts == 0:
            return asked
        return f"{asked}, by {accounts} account{'s' if accounts > 1 else ''}"

    @property
    def standing(self) -> str:
        """What there is to know for closing it: an answer by now, or what is nearest."""
        if self.answered_by:
            return f"now answered by {', '.join(self.answered_by)}"
        if self.internal:
            return f"{self.internal} fits, but those who asked may not read it"
        return self.differs


def gap_points(listed: Sequence[ListedGap]) -> tuple[str, ...]:
    """Give each gap as a line of a list, without question marks or live markup."""
    return tuple(f"{clip(quoted(gap.name), _POINT)} ({gap.counted})" for gap in listed)


def gap_page(listed: Sequence[ListedGap]) -> str:
    """Write all gaps as a Markdown page."""
    lines = ["# Questions that no story fitted", ""]
    for gap in listed:
        lines.append(f"- **{gap.group.central.id}** {quoted(gap.name)}")
        lines.append(f"  - {gap.counted}, last on {gap.group.last:%d %B %Y}")
        lines += [f"  - also: {quoted(words)}" for words in gap.others[:_OTHERS]]
        if gap.standing:
            lines.append(f"  - {quoted(gap.standing)}")
    lines += ["", "Close one with `groundwork gaps close NUMBER --story ID`, or --why."]
    return "\n".join(lines) + "\n"
