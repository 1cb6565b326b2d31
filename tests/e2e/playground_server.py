import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
import asyncio
from bot.channels.web.app import create_app
from bot.channels.web.parts import WebParts
from bot.channels.web.server import serve
from tests.fakes.talk import FakeTalk

t = FakeTalk()
app = create_app(WebParts(respond=t.respond, deliver=t, read=t, operator="Northstar", demo=True))
asyncio.run(serve(app, "127.0.0.1", 0, started=lambda u: print(u, flush=True)))
