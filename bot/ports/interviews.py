"""Interviews that are under way, kept so that no answer is lost."""

from typing import Protocol

from bot.domain.interview import Interview


class Interviews(Protocol):
    """Keeps what was told until it has become a draft."""

    async def save(self, interview: Interview) -> None:
        """Keep an interview as it is now; it survives the end of the process."""
        ...

    async def get(self, interview_id: str) -> Interview | None:
        """Give an interview, None where there is none."""
        ...

    async def latest(self) -> Interview | None:
        """Give the interview that was saved last, None where there is none."""
        ...

    async def remove(self, interview_id: str) -> None:
        """Drop an interview whose story is in the library."""
        ...
