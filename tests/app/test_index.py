"""The generated index of the commands equals the files, and is enough to describe them."""

from importlib import import_module
from pathlib import Path

from smimeadmin.app.index import COMMAND_PACKAGES, cmdlet_classes, index_text
from smimeadmin.shell.engine.index import read_index
from smimeadmin.shell.engine.registry import info_of_class


def test_index_equals_the_files():
    for package in COMMAND_PACKAGES:
        path = Path(str(import_module(package).__path__[0])) / "_index.py"
        assert path.read_text(encoding="utf-8") == index_text(package), "run: make index"


def test_index_describes_what_the_classes_declare():
    entries = {
        entry.name: entry.info for package in COMMAND_PACKAGES for entry in read_index(package)
    }
    for cls in (c for package in COMMAND_PACKAGES for c in cmdlet_classes(package)):
        told, real = entries[cls.name], info_of_class(cls)
        assert sorted(told.names) == sorted(real.names)
        assert told.default_set == real.default_set
        for spec in real.declared:
            known = told.exact(spec.name)
            assert known.type_name == spec.type_name
            assert set(known.sets) == set(spec.sets)
            assert known.from_remaining == spec.from_remaining
            assert known.nullable == spec.nullable
            assert spec.allows <= known.allows
            assert (known.accepts is None) == (spec.accepts is None)
