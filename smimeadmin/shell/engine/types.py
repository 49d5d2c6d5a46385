"""Types as scripts name them: one table from names to .NET types, and from values to types.

The table is the allow-list: a name that is not in it is an error, never a look into Python.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.lazy_pattern import LazyPattern
from smimeadmin.core.names import fold
from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.core.secret import Secret
from smimeadmin.core.values_named import EnumType
from smimeadmin.shell.engine.elsewhere import ELSEWHERE, TYPES
from smimeadmin.shell.engine.errors import TypeNameError
from smimeadmin.shell.engine.late_tables import RARE, STATICS
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.type_sources import SOURCES
from smimeadmin.shell.engine.types_table import TYPE_ROWS

_TYPES: dict[str, NetType] = {}
_ACCELERATORS: dict[str, NetType] = {}
_BY_CLASS: dict[type, "NetType | Callable[[Any], NetType]"] = {}


def register_type(
    name: str,
    *,
    accelerators: Iterable[str] = (),
    python: Any = None,
    base: str = "System.Object",
    interfaces: Iterable[str] = (),
    enum: EnumType | None = None,
) -> NetType:
    """Add a type to the allow-list, and return it; a name that is known is replaced.

    ``python`` is the class of its values (or a tuple of classes). This is the door for the types
    of the domain, and for those of the engine that live elsewhere (script blocks).
    """
    short_names = tuple(accelerators)
    net_type = NetType(
        name,
        short=short_names[0] if short_names else "",
        python=python,
        base=_TYPES.get(fold(base)) if base else None,
        interfaces=interfaces,
    )
    net_type.enum = enum
    _TYPES[fold(name)] = net_type
    for accelerator in short_names:
        _ACCELERATORS[fold(accelerator)] = net_type
    if python is not None:
        for one in python if isinstance(python, tuple) else (python,):
            _BY_CLASS[one] = net_type
    return net_type


def register_class(cls: type, find: Callable[[Any], NetType]) -> None:
    """Let ``find`` say the type of each value of a class: for classes that hold many types."""
    _BY_CLASS[cls] = find


def register_enum(enum: EnumType, *accelerators: str) -> NetType:
    """Add an enumeration to the allow-list."""
    return register_type(enum.full_name, accelerators=accelerators, base="System.Enum", enum=enum)


_KNOWN_ROOTS: Final = ("system.", "microsoft.", "windows.")
_NAME: Final = LazyPattern(r"\s*([\w.+`*]+)\s*")


def resolve_type(name: str) -> NetType:
    """Return the type of a name as it stands between brackets in a script.

    Accelerators, names with or without ``System.``, arrays (``int[]``), generics
    (``List[string]``), an assembly after a comma. TypeNameError with the id TypeNotFound else.
    """
    known = _ACCELERATORS.get(fold(name)) or _TYPES.get(fold(name))
    if known is not None:
        return known
    net_type, rest = _read_type(name, name)
    if rest.strip() and not rest.lstrip().startswith(","):
        raise _unknown(name)
    return net_type


def is_registered(name: str) -> bool:
    """Say whether a full name is in the table as it stands, without loading more types."""
    return fold(name) in _TYPES


def known_names() -> list[tuple[str, str]]:
    """Return (name, full name) of every accelerator and type, those of packages too."""
    STATICS.load()
    RARE.load()
    SOURCES.load()
    short = [(t.short if fold(t.short) == key else key, t.name) for key, t in _ACCELERATORS.items()]
    return short + [(net_type.name, net_type.name) for net_type in _TYPES.values()]


def find_type(name: str) -> NetType | None:
    """Return the type of a name, or None if there is none."""
    try:
        return resolve_type(name)
    except TypeNameError:
        return None


def _read_type(text: str, whole: str) -> tuple[NetType, str]:
    """Read one type from the front of a text; return it and what follows."""
    match = _NAME.match(text)
    if match is None:
        raise _unknown(whole)
    bare = match.group(1)
    rest = text[match.end() :]
    if rest.startswith("[") and not _is_array_suffix(rest):
        arguments, rest = _read_arguments(rest[1:], whole)
        net_type = generic_type(_lookup(f"{bare.split('`')[0]}`{len(arguments)}", whole), arguments)
    else:
        net_type = _lookup(bare, whole)
    while _is_array_suffix(rest):
        net_type = array_type(net_type)
        rest = rest[rest.index("]") + 1 :]
    return net_type, rest


def _is_array_suffix(text: str) -> bool:
    return re.match(r"\s*\[[\s,]*\]", text) is not None


def _read_arguments(text: str, whole: str) -> tuple[list[NetType], str]:
    """Read the arguments of a generic type behind its bracket."""
    arguments: list[NetType] = []
    while True:
        text = text.lstrip()
        bracketed = text.startswith("[")
        argument, text = _read_type(text[1:] if bracketed else text, whole)
        arguments.append(argument)
        if bracketed:  # [[System.String, an assembly]]
            text = text[text.index("]") + 1 :] if "]" in text else ""
        text = text.lstrip()
        if text.startswith(","):
            text = text[1:]
        elif text.startswith("]"):
            return arguments, text[1:]
        else:
            raise _unknown(whole)


def _lookup(name: str, whole: str) -> NetType:
    """Find a name by itself, with System in front, then by the end of the usual namespaces."""
    key = fold(name)
    found = _find(key)
    if found is None and STATICS.load():  # the modules of the members declare types too
        found = _find(key)
    if found is None and RARE.load():
        found = _find(key)
    if found is None and SOURCES.load():
        found = _find(key)
    if found is None:
        raise _unknown(whole)
    return found


def _find(key: str) -> NetType | None:
    found = _ACCELERATORS.get(key) or _TYPES.get(key) or _TYPES.get(f"system.{key}")
    if found is None and key.endswith(("`1", "`2")):
        found = _ACCELERATORS.get(key[:-2]) or _TYPES.get(f"system.collections.generic.{key}")
    return found


def _unknown(name: str) -> TypeNameError:
    bare = fold(name).removeprefix("system.")
    hint = ELSEWHERE.answer(TYPES, bare)
    if fold(name).startswith(_KNOWN_ROOTS):
        return TypeNameError(
            "TypeNotFound",
            f"The .NET type [{name}] is not available in this shell.",
            hint=hint or "Only the types listed in docs/types.md can be used.",
            target=name,
        )
    return TypeNameError("TypeNotFound", f"Unable to find type [{name}].", target=name, hint=hint)


def array_type(element: NetType) -> NetType:
    """Return the type of arrays of an element type."""
    name = f"{element.name}[]"
    known = _TYPES.get(fold(name))
    if known is None:
        known = NetType(name, base=_TYPES["system.array"], interfaces=("System.ICloneable",))
        known.element = element
        _TYPES[fold(name)] = known
    return known


def generic_type(definition: NetType, arguments: Iterable[NetType]) -> NetType:
    """Return a generic type with its arguments filled in."""
    chosen = tuple(arguments)
    name = f"{definition.name}[{','.join(a.name for a in chosen)}]"
    known = _TYPES.get(fold(name))
    if known is None:
        known = NetType(
            name,
            python=definition.python,
            base=definition.base,
            interfaces=definition.interfaces,
        )
        known.definition = definition.name
        known.arguments = chosen
        _TYPES[fold(name)] = known
    return known


def fixed_type(cls: type) -> NetType | None:
    """Return the type that all values of a class have, or None if each has its own."""
    found = _BY_CLASS.get(cls)
    return found if isinstance(found, NetType) else None


def type_of(value: Any) -> NetType:
    """Return the type of a value; of ``$null`` it is System.Object."""
    found = _BY_CLASS.get(type(value))
    if isinstance(found, NetType):
        return found
    if found is None:
        return _type_of_foreign(value)
    return found(value)


def _type_of_foreign(value: Any) -> NetType:
    """Return the type of a domain object, named by its class, and remember it."""
    if value is None:
        return _TYPES["system.object"]
    cls = type(value)
    for parent in cls.__mro__[1:-1]:
        inherited = _BY_CLASS.get(parent)
        if inherited is not None:
            _BY_CLASS[cls] = inherited
            return inherited if isinstance(inherited, NetType) else inherited(value)
    name = getattr(cls, "type_name", "") or f"SmimeAdmin.{cls.__name__}"
    return register_type(name, python=cls)


def type_names(value: Any) -> tuple[str, ...]:
    """Return an object's type names, most specific first, as ``.PSObject.TypeNames`` does."""
    kind = type(value)
    if kind is PropertyBag:
        names: tuple[str, ...] = value.type_names
        return names
    if kind is Annotated:
        own = () if value.replaces else type_names(value.base)
        return (*value.type_names, *own)
    net_type: NetType | None = type_of(value)
    found: list[str] = []
    while net_type is not None:
        found.append(net_type.full_name)
        net_type = net_type.base
    return tuple(found)


def _named(name: str) -> NetType:
    return _TYPES[fold(name)]


for _name, _short, _python, _base, _interfaces in TYPE_ROWS:
    register_type(
        _name,
        accelerators=_short.split(),
        python=_python,
        base=_base,
        interfaces=_interfaces.split(),
    )

OBJECT: Final = _named("System.Object")
STRING: Final = _named("System.String")
INT32: Final = _named("System.Int32")
DOUBLE: Final = _named("System.Double")
BOOLEAN: Final = _named("System.Boolean")
CHAR: Final = _named("System.Char")
BYTE: Final = _named("System.Byte")
OBJECT_ARRAY: Final = array_type(OBJECT)
STRING_ARRAY: Final = array_type(STRING)
BYTE_ARRAY: Final = array_type(BYTE)
CUSTOM_OBJECT: Final = _named("System.Management.Automation.PSCustomObject")
RUNTIME_TYPE: Final = _named("System.RuntimeType")
# .NET's own spelling: psobject and pscustomobject are one type to the parser, but show as two.
_named("System.Management.Automation.PSCustomObject").short = ""
_ACCELERATORS["pscustomobject"] = _named("System.Management.Automation.PSObject")
_named("System.Collections.Specialized.OrderedDictionary").short = ""
_named("System.Collections.Hashtable").short = "hashtable"


def _of_one(definition: str) -> Callable[[Any], NetType]:
    opening = _named(definition)
    return lambda value: generic_type(opening, (resolve_type(value.element),))


def _of_two(definition: str) -> Callable[[Any], NetType]:
    opening = _named(definition)
    return lambda value: generic_type(
        opening, (resolve_type(value.key_type), resolve_type(value.value_type))
    )


def _type_of_queue(value: Any) -> NetType:
    word = type(value).__name__
    if not value.element:
        return _named(f"System.Collections.{word}")
    return generic_type(
        _named(f"System.Collections.Generic.{word}`1"), (resolve_type(value.element),)
    )


def _type_of_entry(value: Any) -> NetType:
    return resolve_type(value.generic or "System.Collections.DictionaryEntry")


def _type_of_sorted(value: Any) -> NetType:
    if not value.key_type:
        return _named("System.Collections.SortedList")
    return _of_two("System.Collections.Generic.SortedDictionary`2")(value)


def _type_of_view(value: Any) -> NetType:
    """Return the type of the keys or values of a dictionary, which is nested in its own."""
    owner = type_of(value.owner).name
    part = value.part
    if owner == "System.Collections.Specialized.OrderedDictionary":
        part = "OrderedDictionaryKeyValueCollection"
    name = f"{owner}+{part}"
    known = _TYPES.get(fold(name))
    if known is None:
        known = register_type(
            name, interfaces=("System.Collections.ICollection", "System.Collections.IEnumerable")
        )
    return known


def _type_of_enum(value: Any) -> NetType:
    enum: EnumType = value.type
    return _TYPES.get(fold(enum.full_name)) or register_enum(enum)


_BY_CLASS.update(
    {
        list: OBJECT_ARRAY,
        tuple: OBJECT_ARRAY,
        range: OBJECT_ARRAY,
        bytearray: BYTE_ARRAY,
        bytes: BYTE_ARRAY,
        NetType: RUNTIME_TYPE,
        PropertyBag: CUSTOM_OBJECT,
        Secret: _named("System.Security.SecureString"),
        v.DictionaryView: _type_of_view,
        v.TypedArray: lambda value: array_type(resolve_type(value.element)),
        v.GenericList: _of_one("System.Collections.Generic.List`1"),
        v.Collection: _of_one("System.Collections.ObjectModel.Collection`1"),
        v.ReadOnlyList: _of_one("System.Collections.ObjectModel.ReadOnlyCollection`1"),
        v.HashSet: _of_one("System.Collections.Generic.HashSet`1"),
        v.Dictionary: _of_two("System.Collections.Generic.Dictionary`2"),
        v.SortedList: _type_of_sorted,
        v.Queue: _type_of_queue,
        v.Stack: _type_of_queue,
        v.DictionaryEntry: _type_of_entry,
        v.KeyValuePair: _type_of_entry,
        v.EnumValue: _type_of_enum,
        v.FileInfo: lambda value: _named(
            "System.IO.DirectoryInfo" if value.is_directory else "System.IO.FileInfo"
        ),
        Annotated: lambda value: type_of(value.base),
    }
)
register_enum(v.DAY_OF_WEEK)
