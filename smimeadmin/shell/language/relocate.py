"""Moves a tree that was parsed from a changed copy of some text back onto the text itself."""

from smimeadmin.shell.language.ast_base import (
    ArrayTypeName,
    Ast,
    GenericTypeName,
    SourceText,
    TypeName,
)


def relocate(root: Ast, offsets: list[int], source: SourceText) -> None:
    """Give every node of a tree its place in ``source``.

    ``offsets[i]`` is the place in ``source`` of the character ``i`` of the copy.
    """

    def begin(offset: int) -> int:
        return offsets[min(offset, len(offsets) - 1)]

    def finish(offset: int, start: int) -> int:
        return offsets[offset - 1] + 1 if offset > 0 and offset > start else begin(offset)

    names: list[TypeName] = []
    nodes = [root]
    while nodes:
        node = nodes.pop()
        nodes.extend(node.children())
        start = node.start
        node.start, node.end = begin(start), finish(node.end, start)
        node.source = source
        name = getattr(node, "type_name", None)
        if isinstance(name, TypeName):
            names.append(name)
    while names:
        name = names.pop()
        start = name.start
        name.start, name.end = begin(start), finish(name.end, start)
        if isinstance(name, GenericTypeName):
            names.extend((name.type_name, *name.generic_arguments))
        elif isinstance(name, ArrayTypeName):
            names.append(name.element_type)
