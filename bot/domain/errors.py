"""What can go wrong, in words for whoever runs a command. Never shown in a chat."""


class BotError(Exception):
    """An error whose message says what to do next."""


class StoryRejectedError(BotError):
    """A story file cannot be loaded; `field` says where in the file the trouble is.

    A file may have several troubles: `problems` holds them all, as (field, message).
    """

    def __init__(self, field: str, message: str, *more: tuple[str, str]) -> None:
        super().__init__(message)
        self.field = field
        self.message = message
        self.problems = ((field, message), *more)


class ContentError(BotError):
    """A file under `prompts/` or `knowledge/` breaks its format."""


class LeaseLostError(BotError):
    """Another worker has taken over the conversation; nothing of this turn was saved."""


class StaleStoryError(BotError):
    """A story was changed by someone else meanwhile; nothing was saved."""


class UnknownStoryError(BotError):
    """There is no story with this id."""


class NotAnOwnerError(BotError):
    """What was asked for is for content owners alone."""


class SetupError(BotError):
    """Settings or set-up are wrong; the message is one line that says what to do."""


class ModelUnavailableError(BotError):
    """A language model gave nothing that can be used; `reason` is one word, for records."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the language model was of no use: {reason}")
        self.reason = reason
