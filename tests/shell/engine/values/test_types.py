"""Names of types: accelerators, arrays, generics, and what is not on the list."""

import pytest

from smimeadmin.core import values as v
from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.shell.engine.errors import TypeNameError
from smimeadmin.shell.engine.types import (
    find_type,
    register_type,
    resolve_type,
    type_names,
    type_of,
)


@pytest.mark.parametrize(
    ("name", "full", "shown"),
    [
        ("INT", "System.Int32", "int"),
        ("System.Int32", "System.Int32", "int"),
        ("string[]", "System.String[]", "string[]"),
        ("byte[][]", "System.Byte[][]", "byte[][]"),
        ("Net.IPAddress", "System.Net.IPAddress", "ipaddress"),
        ("nullable[int]", "System.Nullable`1[System.Int32]", "System.Nullable[int]"),
        (
            "Collections.Generic.List[string]",
            "System.Collections.Generic.List`1[System.String]",
            "System.Collections.Generic.List[string]",
        ),
        (
            "System.Collections.Generic.Dictionary[string,[int[]]]",
            "System.Collections.Generic.Dictionary`2[System.String,System.Int32[]]",
            "System.Collections.Generic.Dictionary[string,int[]]",
        ),
        ("System.Int32, mscorlib", "System.Int32", "int"),
        ("StringSplitOptions", "System.StringSplitOptions", "System.StringSplitOptions"),
    ],
)
def test_a_name_leads_to_one_type(name, full, shown):
    found = resolve_type(name)
    assert found.name == full
    assert str(found) == shown
    assert resolve_type(name) is found


@pytest.mark.parametrize("name", ["Nope", "System.Diagnostics.Process", "List[", "int]", "", "os"])
def test_an_unknown_name_has_an_id(name):
    assert find_type(name) is None
    with pytest.raises(TypeNameError) as caught:
        resolve_type(name)
    assert caught.value.error_id == "TypeNotFound"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (5, "System.Int32"),
        (True, "System.Boolean"),
        (v.Byte(5), "System.Byte"),
        ([1], "System.Object[]"),
        (bytearray(), "System.Byte[]"),
        (v.TypedArray([], "System.String"), "System.String[]"),
        (v.EnumValue(v.DAY_OF_WEEK, 1), "System.DayOfWeek"),
        (PropertyBag(), "System.Management.Automation.PSCustomObject"),
        (Annotated("x"), "System.String"),
        (resolve_type("int"), "System.RuntimeType"),
        (v.HashSet(element="System.Int32"), "System.Collections.Generic.HashSet`1[System.Int32]"),
        (v.FileInfo("x", is_directory=True), "System.IO.DirectoryInfo"),
    ],
)
def test_a_value_has_its_type(value, name):
    assert type_of(value).name == name


def test_a_domain_class_is_named_by_itself_and_can_be_registered():
    class Certificate:
        """A class of another wing."""

    assert type_of(Certificate()).name == "SmimeAdmin.Certificate"
    registered = register_type("Test.Certificate2", accelerators=("testcert",), python=Certificate)
    assert type_of(Certificate()) is registered
    assert resolve_type("TestCert") is registered


def test_type_names_run_from_the_type_to_object():
    assert type_names("x") == ("System.String", "System.Object")
    assert type_names(Annotated("x", ("My.T",))) == ("My.T", "System.String", "System.Object")
    assert type_names(PropertyBag(type_names=("A",))) == ("A",)
