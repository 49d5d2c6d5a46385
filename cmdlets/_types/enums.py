"""The enumerations of .NET's certificate types."""

from cmdlets._types._making import named
from smimeadmin.pki.dotnet_enums import ALL
from smimeadmin.shell.engine.types import register_enum

for _enum in ALL:
    named(register_enum(_enum, _enum.full_name.rpartition(".")[2]))
