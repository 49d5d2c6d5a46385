"""Types of the allow-list that need the domain; importing this registers them."""

from cmdlets._types import (
    certificate,
    chain,
    cms,
    collection,
    enums,
    extensions,
    keys,
    loader,
    names,
    oids,
)

__all__ = [
    "certificate",
    "chain",
    "cms",
    "collection",
    "enums",
    "extensions",
    "keys",
    "loader",
    "names",
    "oids",
]
