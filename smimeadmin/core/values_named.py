"""Values that are names for something: identifiers, versions, addresses, members of an enum."""

from typing import Final

from smimeadmin.core.names import fold
from smimeadmin.core.secret import Secret


class Guid:
    """System.Guid: 128 bits; ``value`` is the number that the usual spelling shows."""

    __slots__ = ("value",)

    def __init__(self, value: int) -> None:
        if not 0 <= value < 1 << 128:
            raise ValueError("A Guid has 128 bits.")
        self.value = value

    @classmethod
    def parse(cls, text: str) -> "Guid":
        """Read the spellings N, D, B and P, blanks around them allowed; ValueError else."""
        bare = text.strip()
        if len(bare) == 38 and (bare[0], bare[-1]) in {("{", "}"), ("(", ")")}:
            bare = bare[1:-1]
        if len(bare) == 36 and all(bare[i] == "-" for i in (8, 13, 18, 23)):
            bare = bare.replace("-", "")
        if len(bare) != 32 or not all(c in "0123456789abcdefABCDEF" for c in bare):
            raise ValueError(f"'{text}' is not a Guid.")
        return cls(int(bare, 16))

    def to_bytes(self) -> bytes:
        """Return .NET's byte order: the first three groups little-endian."""
        raw = self.value.to_bytes(16, "big")
        return raw[3::-1] + raw[5:3:-1] + raw[7:5:-1] + raw[8:]

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Guid":
        """Read .NET's byte order; ValueError unless there are 16 bytes."""
        if len(raw) != 16:
            raise ValueError("A Guid has 16 bytes.")
        mixed = raw[3::-1] + raw[5:3:-1] + raw[7:5:-1] + raw[8:]
        return cls(int.from_bytes(mixed, "big"))

    def __str__(self) -> str:
        digits = f"{self.value:032x}"
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    def __repr__(self) -> str:
        return f"Guid({self})"

    def __eq__(self, other: object) -> bool:
        return type(other) is Guid and self.value == other.value

    def __lt__(self, other: "Guid") -> bool:
        return self.value < other.value

    def __hash__(self) -> int:
        return hash((Guid, self.value))


class Version:
    """System.Version: two to four numbers; those that were not given are -1."""

    __slots__ = ("build", "major", "minor", "revision")

    def __init__(self, major: int, minor: int, build: int = -1, revision: int = -1) -> None:
        self.major = major
        self.minor = minor
        self.build = build
        self.revision = revision

    def parts(self) -> tuple[int, int, int, int]:
        """Return all four numbers; they order versions as .NET does."""
        return self.major, self.minor, self.build, self.revision

    def __str__(self) -> str:
        return ".".join(str(part) for part in self.parts() if part >= 0)

    def __repr__(self) -> str:
        return f"Version({self})"

    def __eq__(self, other: object) -> bool:
        return type(other) is Version and self.parts() == other.parts()

    def __lt__(self, other: "Version") -> bool:
        return self.parts() < other.parts()

    def __hash__(self) -> int:
        return hash((Version, self.parts()))


class SemanticVersion:
    """System.Management.Automation.SemanticVersion: three numbers, a label, a build label."""

    __slots__ = ("build_label", "major", "minor", "patch", "pre_release")

    def __init__(
        self, major: int, minor: int = 0, patch: int = 0, pre_release: str = "", build: str = ""
    ) -> None:
        self.major = major
        self.minor = minor
        self.patch = patch
        self.pre_release = pre_release
        self.build_label = build

    def order_key(self) -> tuple[object, ...]:
        """Return what orders versions: a pre-release comes before its release (semver.org 11)."""
        labels = tuple(
            (0, int(part), "") if part.isdigit() else (1, 0, part)
            for part in self.pre_release.split(".")
            if part
        )
        return self.major, self.minor, self.patch, not self.pre_release or 0, labels

    def __str__(self) -> str:
        text = f"{self.major}.{self.minor}.{self.patch}"
        if self.pre_release:
            text += f"-{self.pre_release}"
        return f"{text}+{self.build_label}" if self.build_label else text

    def __repr__(self) -> str:
        return f"SemanticVersion({self})"

    def __eq__(self, other: object) -> bool:
        return type(other) is SemanticVersion and self.order_key() == other.order_key()

    def __lt__(self, other: "SemanticVersion") -> bool:
        return self.order_key() < other.order_key()

    def __hash__(self) -> int:
        return hash((SemanticVersion, self.order_key()))


class EnumType:
    """An enumeration: its .NET name, its members in order of declaration, whether they combine.

    ``underlying`` is the class of its numbers, Int32 unless it was declared otherwise.
    """

    __slots__ = ("by_fold", "flags", "full_name", "members", "names", "underlying")

    def __init__(
        self,
        full_name: str,
        members: dict[str, int],
        *,
        flags: bool = False,
        underlying: type[int] = int,
    ) -> None:
        self.full_name = full_name
        self.underlying = underlying
        self.members = members
        self.flags = flags
        self.by_fold = {fold(name): number for name, number in members.items()}
        names: dict[int, str] = {}
        for name, number in members.items():
            names.setdefault(number, name)
        self.names = names

    def text_of(self, number: int) -> str:
        """Return a member's name, of flags the names joined by a comma, else the number."""
        name = self.names.get(number)
        if name is not None:
            return name
        if self.flags and number > 0:
            rest = number
            found: list[str] = []
            for bit, label in sorted(self.names.items(), reverse=True):
                if bit and rest & bit == bit:
                    rest &= ~bit
                    found.append(label)
            if not rest:
                return ", ".join(reversed(found))
        return str(number)

    def value(self, name: str) -> "EnumValue":
        """Return the member of that exact name; KeyError if there is none."""
        return EnumValue(self, self.members[name])

    def __repr__(self) -> str:
        return f"EnumType({self.full_name})"


class EnumValue:
    """A value of an enumeration."""

    __slots__ = ("type", "value")

    def __init__(self, enum_type: EnumType, value: int) -> None:
        self.type = enum_type
        self.value = value

    def __str__(self) -> str:
        return self.type.text_of(self.value)

    def __repr__(self) -> str:
        return f"{self.type.full_name}.{self}"

    def __eq__(self, other: object) -> bool:
        return type(other) is EnumValue and self.type is other.type and self.value == other.value

    def __hash__(self) -> int:
        return hash((self.type.full_name, self.value))


class Credential:
    """System.Management.Automation.PSCredential: a user's name and a password."""

    __slots__ = ("password", "user_name")

    def __init__(self, user_name: str, password: Secret[str]) -> None:
        self.user_name = user_name
        self.password = password

    def __repr__(self) -> str:
        return f"Credential({self.user_name!r})"


class SwitchParameter:
    """System.Management.Automation.SwitchParameter: given or not."""

    __slots__ = ("is_present",)

    def __init__(self, *, is_present: bool) -> None:
        self.is_present = is_present

    def __bool__(self) -> bool:
        return self.is_present

    def __str__(self) -> str:
        return "True" if self.is_present else "False"

    def __repr__(self) -> str:
        return f"SwitchParameter({self.is_present})"

    def __eq__(self, other: object) -> bool:
        return type(other) is SwitchParameter and self.is_present == other.is_present

    def __hash__(self) -> int:
        return hash((SwitchParameter, self.is_present))


class IPAddress:
    """System.Net.IPAddress: 4 or 16 bytes in network order."""

    __slots__ = ("packed",)

    def __init__(self, packed: bytes) -> None:
        if len(packed) not in {4, 16}:
            raise ValueError("An IP address has 4 or 16 bytes.")
        self.packed = packed

    def __repr__(self) -> str:
        return f"IPAddress({self.packed.hex()})"

    def __eq__(self, other: object) -> bool:
        return type(other) is IPAddress and self.packed == other.packed

    def __hash__(self) -> int:
        return hash((IPAddress, self.packed))


class MailAddress:
    """System.Net.Mail.MailAddress: an address and the name shown for it."""

    __slots__ = ("address", "display_name")

    def __init__(self, address: str, display_name: str = "") -> None:
        self.address = address
        self.display_name = display_name

    def __str__(self) -> str:
        return f'"{self.display_name}" <{self.address}>' if self.display_name else self.address

    def __repr__(self) -> str:
        return f"MailAddress({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return type(other) is MailAddress and str(self).lower() == str(other).lower()

    def __hash__(self) -> int:
        return hash((MailAddress, str(self).lower()))


class CultureInfo:
    """System.Globalization.CultureInfo: a name such as ``en-US``; invariant has none."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"CultureInfo({self.name!r})"

    def __eq__(self, other: object) -> bool:
        return type(other) is CultureInfo and self.name == other.name

    def __hash__(self) -> int:
        return hash((CultureInfo, self.name))


class FileInfo:
    """System.IO.FileInfo or DirectoryInfo: a path as it was given. What it holds is read later."""

    __slots__ = ("is_directory", "original")

    def __init__(self, original: str, *, is_directory: bool = False) -> None:
        self.original = original
        self.is_directory = is_directory

    def __str__(self) -> str:
        return self.original

    def __repr__(self) -> str:
        return f"FileInfo({self.original!r})"


DAY_OF_WEEK: Final = EnumType(
    "System.DayOfWeek",
    {
        "Sunday": 0,
        "Monday": 1,
        "Tuesday": 2,
        "Wednesday": 3,
        "Thursday": 4,
        "Friday": 5,
        "Saturday": 6,
    },
)
