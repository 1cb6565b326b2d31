"""Stand-ins for hearing and knowing, light enough for a process that is about to be killed."""

from bot.domain.heard import Heard, Intent
from bot.domain.review.parts import Judgement
from bot.ports.language import Listener, PlainAnswers, ProductTalk, StoryJudge
from bot.ports.library import PersonalData


class FakeListener(Listener):
    """Hears a description in everything."""

    async def listen(self, message, conversation):
        return Heard(intents=frozenset({Intent.DESCRIBE}))


class NoAnswers(PlainAnswers):
    """Knows no fact and has no view."""

    def learn(self):
        pass

    def answer(self, question):
        return None

    def view(self, about):
        return None


class NoProductTalk(ProductTalk):
    """Finds product talk nowhere."""

    def scores(self, sentences):
        return [0.0 for _ in sentences]


class AllProductTalk(ProductTalk):
    """Takes everything for product talk, so that another's view decides."""

    def scores(self, sentences):
        return [1.0 for _ in sentences]


class Content(StoryJudge):
    """Finds every text whole."""

    def judge(self, text):
        return Judgement()


class NoPersonalData(PersonalData):
    """Finds personal data nowhere."""

    def find(self, text):
        return []
