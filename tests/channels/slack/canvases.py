"""The canvases of the small Slack: their words, and with whom they were shared."""

from dataclasses import dataclass, field
from itertools import count

HOME = "T0HOME"


@dataclass
class Canvases:
    """What is there. It is a part of the stand-in."""

    canvases: dict = field(default_factory=dict, kw_only=True)
    _ids: count = field(default_factory=lambda: count(1), kw_only=True)

    def _files_info(self, arguments):
        if arguments["file"] not in self.canvases:
            return {"error": "file_not_found"}
        link = f"https://northstar.example/docs/{HOME}/{arguments['file']}"
        return {"file": {"id": arguments["file"], "permalink": link}}

    def _canvases_create(self, arguments):
        name = f"F{next(self._ids)}"
        content = arguments["document_content"]
        self.canvases[name] = {"text": content["markdown"], "readers": []}
        return {"canvas_id": name}

    def _canvases_access_set(self, arguments):
        canvas = self.canvases.get(arguments["canvas_id"])
        if canvas is None:
            return {"error": "canvas_not_found"}
        canvas["readers"] += arguments["user_ids"].split(",")
        return {}

    def _canvases_delete(self, arguments):
        found = self.canvases.pop(arguments["canvas_id"], None)
        return {} if found else {"error": "canvas_not_found"}
