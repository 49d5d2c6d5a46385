"""The enumerations of .NET's certificate types."""

from smimeadmin.pki.dotnet_enums import ALL
from smimeadmin.shell.engine.types import register_enum

for _enum in ALL:
    register_enum(_enum, _enum.full_name.rpartition(".")[2])
