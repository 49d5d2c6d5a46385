"""``python -m smimeadmin``."""

from smimeadmin.app.main import entry

entry()
