"""A secret that is built letter by letter: what .NET calls a SecureString."""

from smimeadmin.core.secret import Secret


class SecretText(Secret[str]):
    """A secret text that can be changed until it is made read-only."""

    __slots__ = ("read_only",)

    def __init__(self, value: str = "") -> None:
        super().__init__(value)
        self.read_only = False

    def replace(self, value: str) -> None:
        """Put another text in its place; PermissionError once it is read-only."""
        if self.read_only:
            raise PermissionError("The secret is read-only.")
        self._value = value

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Secret) and self.reveal() == other.reveal())

    def __hash__(self) -> int:
        return id(self)
