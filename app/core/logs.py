"""What the processes say of themselves: one line for each thing that happened, which no text can break into two."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """A JSON object a line: when (UTC), how serious, from where, what, and the way to an error."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for a record. Everything but plain letters is escaped, the ends of lines first of all."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line)


def write_log(level: int) -> None:
    """Send what this process says, from ``level`` on, to its standard error. For entry points alone."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler])
