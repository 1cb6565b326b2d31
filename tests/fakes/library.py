"""Stand-ins for the story library."""

from bot.domain.story import StoredStory
from bot.ports.library import Lookalikes, Stories, StoryIndex


class EmptyIndex(StoryIndex):
    """Finds nothing."""

    async def search(self, query, clearance):
        return []

    async def put(self, passages, names):
        return None

    async def remove(self, story_ids, *, below=None):
        return None

    async def known(self):
        return {}


class NoStories(Stories):
    """Holds nothing."""

    async def library_version(self) -> int:
        return 0

    async def get(self, story_ids):
        return {}

    async def by_ref(self, ref) -> StoredStory | None:
        return None

    async def all(self, wanted):
        return []

    async def versions(self, story_id):
        return []

    async def save(self, stories, change) -> int:
        return 0


class NothingAlike(Lookalikes):
    """Finds no two texts alike."""

    def remember(self, key, text):
        return None

    def forget(self, key):
        return None

    def known(self):
        return set()

    def nearest(self, key, text):
        return None
