"""Types of command packages: a package's ``_types`` is imported when a name or method is missed.

What is in it registers types and members of the package's domain, which the engine can't know.
"""

from importlib import import_module


class TypeSources:
    """The packages that were named, and which of them were asked already."""

    __slots__ = ("_asked", "_waiting")

    def __init__(self) -> None:
        self._waiting: list[str] = []
        self._asked: set[str] = set()

    def add(self, package: str) -> None:
        """Name a package; nothing is imported yet."""
        if package not in self._asked:
            self._asked.add(package)
            self._waiting.append(package)

    def load(self) -> bool:
        """Take in the types of packages that were not asked yet; False if there are none."""
        waiting, self._waiting = self._waiting, []
        for package in waiting:
            module = f"{package}._types"
            try:
                import_module(module)
            except ModuleNotFoundError as error:
                if error.name not in (module, package):
                    raise
        return bool(waiting)


SOURCES = TypeSources()
