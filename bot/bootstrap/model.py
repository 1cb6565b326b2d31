"""A language model beside the built-in listening and wording, where one is set."""

import asyncio
from dataclasses import dataclass

from bot.adapters.content.prompt_files import read_prompt
from bot.adapters.model.calls import CallLimits, ModelCalls
from bot.adapters.model.chat import OBJECT, SCHEMA, Chat
from bot.adapters.model.langchain_models import ModelChoice, open_model, told_as
from bot.adapters.model.model_listener import LangchainListener
from bot.adapters.model.model_speaker import LangchainSpeaker
from bot.adapters.model.model_structurer import LangchainStructurer
from bot.adapters.sql.engine import Database
from bot.adapters.sql.sql_refusals import SqlRefusals
from bot.adapters.sql.sql_usage import SqlUsage
from bot.bootstrap.clock import SystemClock
from bot.ports.language import Structurer
from bot.ports.model import ModelSpeaker, Prompt, Purpose, Refusals, Usage
from bot.ports.telemetry import Telemetry
from bot.settings import Answers, Settings
from bot.use_cases.read_along import Consent, ReadAlong

NONE = "none"
_METHODS = {Answers.SCHEMA: SCHEMA, Answers.OBJECT: OBJECT, Answers.TEXT: ""}


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """What a model does here. Each part is None where no model is set for it."""

    along: ReadAlong | None
    speaker: ModelSpeaker | None
    refusals: Refusals
    usage: Usage


def model_for(settings: Settings, purpose: Purpose) -> str:
    """Give the model that is set for a purpose, empty where none is."""
    named = {
        Purpose.LISTEN: settings.model_listen,
        Purpose.SPEAK: settings.model_speak,
        Purpose.STRUCTURE: settings.model_structure,
    }[purpose]
    chosen = named or settings.model
    return "" if chosen == NONE else chosen


class ModelParts:
    """Opens what is set; calls for all purposes share what may go on at once."""

    def __init__(self, settings: Settings, database: Database, telemetry: Telemetry) -> None:
        self._settings = settings
        self._usage = SqlUsage(database)
        self._refusals = SqlRefusals(database)
        self._limits = CallLimits(
            seconds=settings.model_call_seconds,
            at_once=asyncio.Semaphore(settings.model_at_once),
            tokens_a_day=settings.model_tokens_a_day,
            cost_a_day=settings.model_cost_a_day,
            telemetry=telemetry,
        )

    def open(self) -> LanguageModel:
        """Open what reads along and words replies.

        Raises:
            SetupError: a model is set that cannot be used.
        """
        listen, speak = (
            (self._parts(purpose), self._prompt(purpose)) if self._name(purpose) else None
            for purpose in (Purpose.LISTEN, Purpose.SPEAK)
        )
        listener = LangchainListener(*listen[0], listen[1]) if listen else None
        speaker = LangchainSpeaker(*speak[0], speak[1]) if speak else None
        along = None
        if listen or speak:
            prompts = [made[1] for made in (listen, speak) if made]
            along = ReadAlong(
                consent=Consent(self._refusals, self._settings.without_model),
                listener=listener,
                told_as=self._told_as(),
                seconds=self._settings.model_turn_seconds,
                versions={prompt.name: prompt.version for prompt in prompts},
            )
        return LanguageModel(along, speaker, self._refusals, self._usage)

    def structurer(self, plain: Structurer) -> Structurer:
        """Give what sorts stories: with the model that is set for it, else without one."""
        if not self._name(Purpose.STRUCTURE):
            return plain
        chat, calls = self._parts(Purpose.STRUCTURE)
        prompt = self._prompt(Purpose.STRUCTURE)
        seconds = self._settings.model_turn_seconds
        return LangchainStructurer(chat, calls, prompt, plain, seconds)

    def _name(self, purpose: Purpose) -> str:
        return model_for(self._settings, purpose)

    def _prompt(self, purpose: Purpose) -> Prompt:
        s = self._settings
        return read_prompt(s.prompts_dir, purpose.value, s.pinned.get(purpose.value), s.operator)

    def _parts(self, purpose: Purpose) -> tuple[Chat, ModelCalls]:
        s = self._settings
        choice = ModelChoice(
            name=self._name(purpose),
            url=s.model_url,
            key=s.model_key.get_secret_value(),
            options=s.model_options,
            seconds=s.model_call_seconds,
        )
        chat = Chat(open_model(choice), choice.provider, _METHODS[s.model_answers])
        return chat, ModelCalls(choice.name, self._limits, self._usage, SystemClock().now)

    def _told_as(self) -> str:
        s = self._settings
        if s.model_told_as:
            return s.model_told_as
        names = [self._name(p) for p in (Purpose.LISTEN, Purpose.SPEAK) if self._name(p)]
        told = dict.fromkeys(told_as(name, s.model_url, s.operator) for name in names)
        return " and ".join(told)
