"""What gunicorn and the `flask` command load."""

from __future__ import annotations

import logging
import sys

from app import create_app
from app.core.logs import write_log
from app.core.memory import forbid_core_dumps
from config import SettingMissing

write_log(logging.WARNING)
forbid_core_dumps()
try:
    app = create_app()
except SettingMissing as error:
    sys.exit(str(error))
