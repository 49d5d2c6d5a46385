"""A regular expression that is compiled when it is first used: start-up pays for none."""

import re
from typing import Any


class LazyPattern:
    """A pattern of ``re``; its methods are the compiled one's, found at the first use."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in {"match", "search", "fullmatch", "sub", "findall", "finditer", "split"}:
            raise AttributeError(name)
        method = getattr(re.compile(self.pattern, self.flags), name)
        setattr(self, name, method)  # the next use does not come here
        return method
