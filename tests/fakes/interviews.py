"""Interviews in memory."""

from bot.domain.interview import Interview
from bot.ports.interviews import Interviews


class MemoryInterviews(Interviews):
    """Keeps interviews in the order in which they were saved."""

    def __init__(self):
        self.kept: dict[str, Interview] = {}

    async def save(self, interview):
        self.kept.pop(interview.id, None)
        self.kept[interview.id] = interview

    async def get(self, interview_id):
        return self.kept.get(interview_id)

    async def latest(self):
        return list(self.kept.values())[-1] if self.kept else None

    async def remove(self, interview_id):
        self.kept.pop(interview_id, None)
