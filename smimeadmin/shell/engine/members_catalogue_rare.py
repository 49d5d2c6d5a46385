"""Types that few scripts name, loaded when a name is in none of the other tables."""

from smimeadmin.shell.engine.net import chance, delegates, tuples, web, zones

_MODULES = (chance, delegates, tuples, web, zones)
LOADED: bool = len(_MODULES) > 0  # read by those who need the tables filled
