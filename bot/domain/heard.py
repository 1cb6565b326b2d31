"""What was heard in a turn."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.brief import Aspect, Certainty, Field


class Intent(StrEnum):
    """What a person wants with a turn; one turn may have several."""

    DESCRIBE = "describe"
    ASK_STORY = "ask_story"
    ASK_PRODUCT = "ask_product"
    ASK_HUMAN = "ask_human"
    ASK_PRIVACY = "ask_privacy"
    CORRECT = "correct"
    ASK_SUMMARY = "ask_summary"
    DECLINE = "decline"
    CHITCHAT = "chitchat"
    OFF_TOPIC = "off_topic"
    ADVERSARIAL = "adversarial"
    ASK_GUIDANCE = "ask_guidance"
    DECIDE = "decide"


class Assent(StrEnum):
    """Whether a turn says yes or no to what was just read back."""

    YES = "yes"
    NO = "no"
    NONE = "none"


class Cue(StrEnum):
    """Finer signs than intents, each with one meaning for what comes next."""

    THANKS = "thanks"
    GOODBYE = "goodbye"
    GREETING = "greeting"
    WHO_ARE_YOU = "who_are_you"
    IF_NOTHING = "if_nothing"  # asks what would come of leaving it
    IF_CHANGED = "if_changed"  # asks what a change would risk
    HOW_SURE = "how_sure"  # asks whether what is told can be relied on
    IS_THIS_A_BOT = "is_this_a_bot"
    FORGET = "forget"
    REPEAT = "repeat"
    GO_BACK = "go_back"
    SKIP = "skip"
    CANCEL = "cancel"
    CLARIFY = "clarify"
    MORE = "more"
    STOP = "stop"
    PRIVATE = "private"
    RECOMMEND = "recommend"
    ANOTHER_EXAMPLE = "another_example"
    NOT_LIKE_US = "not_like_us"
    DEMO = "demo"
    NOTHING = "nothing"  # decided to do nothing
    IMPATIENT = "impatient"  # was not helped by what was said
    TORN = "torn"  # cannot choose, or fears to choose wrongly
    ONE_WORD = "one_word"
    WALL = "wall"  # over 150 words
    CURIOUS = "curious"  # just looking around
    REMIND = "remind"  # wants to be asked again later
    NO_MODEL = "no_model"  # does not want a language model to read along
    PEER = "peer"  # wants to talk to a customer who went through it
    WHO_EXACTLY = "who_exactly"  # asks which people can read
    HIDE_FROM = "hide_from"  # asks to keep words from someone
    OVERHEARD = "overheard"  # points at what people said to each other
    PERSON = "person"  # wants one of the vendor's people, in so many words
    THAT_STORY = "that_story"  # asks on about the story that was told
    NAMES_ANOTHER = "names_another"  # the words turn to a colleague


@dataclass(frozen=True, slots=True)
class HeardEntry:
    """A span of the message that belongs in the brief."""

    field: Field
    span: str
    sure: Certainty = Certainty.ESTIMATE
    aspect: Aspect | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What one turn said."""

    intents: frozenset[Intent] = frozenset()
    entries: tuple[HeardEntry, ...] = ()
    assent: Assent = Assent.NONE
    cues: frozenset[Cue] = frozenset()
    language: str = "en"
    forget_span: str = ""
    when: datetime | None = None  # the day on which they want to be asked again

    def wants(self, *intents: Intent) -> bool:
        """Say whether any of these intents was heard."""
        return not self.intents.isdisjoint(intents)

    def has(self, *cues: Cue) -> bool:
        """Say whether any of these cues was heard."""
        return not self.cues.isdisjoint(cues)
