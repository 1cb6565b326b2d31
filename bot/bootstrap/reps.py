"""What helps the vendor's own people, joined: their desk, and what is looked up beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.adapters.language.builtin_speaker import BuiltinSpeaker
from bot.adapters.sql.engine import Database
from bot.adapters.sql.sql_conversations import SqlConversations
from bot.adapters.sql.sql_requests import SqlRequests
from bot.adapters.sql.sql_rooms import SqlRooms
from bot.adapters.sql.sql_shown import SqlShown
from bot.bootstrap.language import Language
from bot.bootstrap.library import Library
from bot.ports.rooms import AccountNames, Membership
from bot.settings import Settings
from bot.use_cases.assist_reps import AssistReps
from bot.use_cases.guide_rep import RepDesk
from bot.use_cases.hearing import Hearing
from bot.use_cases.introduce import Introduce
from bot.use_cases.look_in import LookIn
from bot.use_cases.open_rooms import OpenRooms
from bot.use_cases.prepare_meeting import PrepareMeeting
from bot.use_cases.say import Detectors, Say
from bot.use_cases.share_story import ShareStory


@dataclass(frozen=True, slots=True)
class ChannelWords:
    """What channels say of their rooms, by channel: who is in them, and of whom they are."""

    members: Mapping[str, Membership]
    names: Mapping[str, AccountNames]


def make_hearing(settings: Settings, language: Language) -> Hearing:
    """Give what a turn is understood with."""
    return Hearing(language.listener, language.answers, language.wording, settings.operator)


def make_desk(
    database: Database,
    hearing: Hearing,
    parts: tuple[Language, Library],
    channels: ChannelWords,
) -> RepDesk:
    """Give what helps reps."""
    language, library = parts
    rooms = OpenRooms(SqlRooms(database), channels.members, channels.names)
    speaker = BuiltinSpeaker(language.wording, hearing.operator)
    say = Say(speaker, _detectors(language), language.wording)
    talks = SqlConversations(database)
    share = ShareStory(rooms, talks, library.find, hearing, say)
    return RepDesk(
        find=library.find,
        requests=SqlRequests(database),
        rooms=rooms,
        prepare=PrepareMeeting(rooms, library.find, hearing),
        share=share,
        introduce=Introduce(share, hearing, say),
        say=say,
    )


def make_assist(
    database: Database, hearing: Hearing, language: Language, desk: RepDesk
) -> AssistReps:
    """Give what is looked up beside a conversation."""
    shown = SqlShown(database)
    return AssistReps(desk.find, shown, desk.share, hearing, _detectors(language))


def make_look_in(database: Database, hearing: Hearing, channels: ChannelWords) -> LookIn:
    """Give what is new for whoever looks in."""
    rooms = OpenRooms(SqlRooms(database), channels.members, channels.names)
    return LookIn(rooms, SqlConversations(database), hearing)


def _detectors(language: Language) -> Detectors:
    return Detectors(language.product_talk, language.personal_data)
