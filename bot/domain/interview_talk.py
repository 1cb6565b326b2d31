"""An interview in a chat: what is remembered of it between turns, and what may be wished there."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.interview import MORE, SUMMARY, Interview, asks_for, cleaned
from bot.domain.interview_script import Script, bare


@dataclass(frozen=True, slots=True)
class Telling:
    """A story that one person tells in a room.

    Without an `interview`, a yes to what is kept is waited for, or it has ended. `answered` are
    the messages that were answers, each with its question, so that one that is edited or deleted
    changes its answer. `left` are the stories that they have left.
    """

    who: str
    interview: Interview | None = None
    awaits_yes: bool = False
    paused: bool = False
    answered: tuple[tuple[str, str], ...] = ()
    left: tuple[str, ...] = ()

    @property
    def under_way(self) -> bool:
        """Whether what they write now is an answer."""
        return self.awaits_yes or (self.interview is not None and not self.paused)

    def asked_by(self, key: str) -> str:
        """Give the question that a message answered, "" where it answered none."""
        return next((ask for event, ask in self.answered if event == key), "")


class TellingWish(StrEnum):
    """What someone wishes that has to do with telling a story."""

    TELL = "tell"
    WITHDRAW = "withdraw"


_TELL = frozenset(
    {
        "tell a story",
        "tell my story",
        "tell our story",
        "story tell",
        "tell you a story",
        "i want to tell a story",
        "i would like to tell a story",
        "i'd like to tell a story",
        "can i tell a story",
        "go on with my story",
        "interview me",
    }
)
_WITHDRAW = frozenset(
    {
        "withdraw",
        "withdraw it",
        "withdraw my story",
        "withdraw the story",
        "take my story back",
        "take back my story",
        "delete my story",
    }
)


def telling_wish(text: str) -> TellingWish | None:
    """Hear a wish to tell a story or to take it back; None for anything else."""
    said = bare(text)
    if said in _TELL:
        return TellingWish.TELL
    return TellingWish.WITHDRAW if said in _WITHDRAW else None


def told_page(interview: Interview, script: Script) -> str:
    """Write down all that was noted, word for word, point by point, as Markdown."""
    lines = ["# What I noted", ""]
    for n, ask in enumerate(asks_for(interview, script), 1):
        lines += [f"## {n}. {ask.label}", "", _noted(interview, ask.id, script), ""]
    if MORE in interview.answers:
        lines += ["## Added", "", interview.answers[MORE], ""]
    return "\n".join(lines)


def with_answer(interview: Interview, ask_id: str, text: str) -> Interview:
    """Give an interview in which an answer that was given reads otherwise, or is gone."""
    answers = {ask: said for ask, said in interview.answers.items() if ask != ask_id}
    kept = tuple((ask, said) for ask, said in interview.replaced if ask != ask_id)
    if text:
        answers[ask_id] = cleaned(text)
    return replace(interview, answers=answers, replaced=kept)


def ends(interview: Interview) -> bool:
    """Whether all was asked, and what was noted is to be looked at."""
    return interview.at == SUMMARY


def _noted(interview: Interview, ask_id: str, script: Script) -> str:
    if ask_id in interview.answers:
        return interview.answers[ask_id]
    return script.phrase("not_known" if ask_id in interview.unknown else "left_out")
