"""The static members of a type, for Get-Member -Static and completion."""

from smimeadmin.shell.engine.late_tables import STATICS
from smimeadmin.shell.engine.members_table import STATIC_METHODS, STATIC_PROPERTIES
from smimeadmin.shell.engine.net_type import NetType

Row = tuple[str, str, str]


def static_members(net_type: NetType) -> list[Row]:
    """Return (name, kind, definition) of a type's static members, sorted, properties first."""
    STATICS.load()
    table = net_type.definition or net_type.name
    rows: list[Row] = []
    if net_type.enum is not None:
        shown = f"static {net_type.name}"
        rows += [(name, "Property", f"{shown} {name} {{get;}}") for name in net_type.enum.members]
    known = STATIC_PROPERTIES.get(table, {})
    rows += [(p.name, "Property", f"static {p.name} {{get;}}") for p in known.values()]
    for method in STATIC_METHODS.get(table, {}).values():
        made = f"{net_type} " if method.name == "new" else ""
        forms = [
            f"static {made or f'{form.result_text} '.lstrip()}{method.name}({form.signature()})"
            for form in method.overloads
        ]
        rows.append((method.name, "Method", ", ".join(forms)))
    return sorted(rows, key=lambda row: (row[1] != "Property", row[0].lower()))
