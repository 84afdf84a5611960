"""What gunicorn and the `flask` command load."""

from __future__ import annotations

import logging

from app import create_app
from app.core.logs import write_log

write_log(logging.WARNING)
app = create_app()
