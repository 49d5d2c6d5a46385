"""Hostile CLIXML: depth, size, entities. Each limit has an error id, and memory stays bounded."""

import subprocess
import sys

import pytest

from smimeadmin.core.clixml.errors import ClixmlError
from smimeadmin.core.clixml.limits import COMMAND_BYTES, LEVELS, OBJECT_BYTES, DataMeter, check_xml
from smimeadmin.core.clixml.reader import NAMESPACE, ClixmlReader
from smimeadmin.core.clixml.writer import write_document

HEAD = f'<Objs Version="1.1.0.1" xmlns="{NAMESPACE}">'
KILOBYTES_ALLOWED = 300 * 1024


def document(inside: str) -> str:
    return f"{HEAD}{inside}</Objs>"


def nested(levels: int, before: str, after: str, core: str = "") -> str:
    return document(before * levels + core + after * levels)


NESTINGS = {
    "lists": ("<Obj><LST>", "</LST></Obj>"),
    "objects": ('<Obj N="a"><MS>', "</MS></Obj>"),
    "tables": ('<Obj N="Value"><DCT><En><S N="Key">k</S>', "</En></DCT></Obj>"),
    "values": ("<Obj>", "</Obj>"),
}


@pytest.mark.parametrize("kind", NESTINGS)
def test_twenty_thousand_levels_are_too_deep(kind):
    with pytest.raises(ClixmlError) as caught:
        ClixmlReader().document(nested(20_000, *NESTINGS[kind]))
    assert caught.value.id == "Clixml.TooDeep"


@pytest.mark.parametrize("kind", ["lists", "values"])
def test_the_last_level_is_read(kind):
    before, after = NESTINGS[kind]
    ClixmlReader().document(nested(LEVELS, before, after))
    with pytest.raises(ClixmlError) as caught:
        ClixmlReader().document(nested(LEVELS + 1, before, after))
    assert caught.value.id == "Clixml.TooDeep"


def test_sets_of_members_count_as_levels():
    inside = '<MS N="a">' * 20_000 + "</MS>" * 20_000
    with pytest.raises(ClixmlError) as caught:
        ClixmlReader().document(document(f"<Obj><MS>{inside}</MS></Obj>"))
    assert caught.value.id == "Clixml.TooDeep"


@pytest.mark.parametrize("tag", ["Foo", "S", "Props", "TN", "En"])
def test_other_elements_do_not_nest_at_all(tag):
    with pytest.raises(ClixmlError):
        ClixmlReader().document(nested(20_000, f"<{tag}>", f"</{tag}>"))


def test_what_is_skipped_may_be_deep():
    values = ClixmlReader().document(document(f"<Nil>{'<a>' * 20_000}{'</a>' * 20_000}</Nil>"))
    assert values == [None]


BOMB = '<!DOCTYPE a [<!ENTITY e0 "0123456789">' + "".join(
    f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10)
)
XD_CASES = {
    "bomb": f"{BOMB}]><a>&e9;</a>",
    "bomb in an attribute": f'{BOMB}]><a b="&e9;"/>',
    "quadratic": '<!DOCTYPE a [<!ENTITY e "' + "x" * 5000 + '">]><a>&e;&e;&e;</a>',
    "external": '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
    "external type": '<!DOCTYPE a SYSTEM "http://example.com/a.dtd"><a/>',
    "parameter": '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://example.com/p"> %p;]><a/>',
    "loop": '<!DOCTYPE a [<!ENTITY e "&f;"><!ENTITY f "&e;">]><a>&e;</a>',
}


def in_xd(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return document(f"<XD>{escaped}</XD>")


@pytest.mark.parametrize("case", XD_CASES)
def test_entities_beyond_the_limits_are_refused(case):
    with pytest.raises(ClixmlError) as caught:
        ClixmlReader().document(in_xd(XD_CASES[case]))
    assert caught.value.id in {"Clixml.EntityRefused", "Clixml.BadValue"}


def test_entities_within_the_limit_are_read():
    text = '<!DOCTYPE a [<!ENTITY e "' + "x" * 4999 + '">]><a>&e;&e;</a>'
    check_xml(text)
    assert ClixmlReader().document(in_xd(text)) == [text]


def test_a_document_of_xml_has_levels_too():
    check_xml("<a>" * 100 + "</a>" * 100)
    with pytest.raises(ClixmlError) as caught:
        check_xml("<a>" * 101 + "</a>" * 101)
    assert caught.value.id == "Clixml.TooDeep"


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE Objs [<!ENTITY e "x">]>',
        '<!DOCTYPE Objs SYSTEM "http://example.com/a.dtd">',
        "<!DOCTYPE Objs>",
    ],
)
def test_the_document_itself_has_no_type(head):
    with pytest.raises(ClixmlError) as caught:
        ClixmlReader().document(head + document("<S>a</S>"))
    assert caught.value.id == "Clixml.Malformed"


def test_an_object_has_a_largest_size():
    with pytest.raises(ClixmlError) as caught:
        ClixmlReader(object_bytes=100).message("<S>" + "a" * 100 + "</S>")
    assert caught.value.id == "Clixml.ObjectTooLarge"


def test_a_command_may_send_so_much():
    meter = DataMeter()
    meter.add(COMMAND_BYTES)
    assert meter.total == COMMAND_BYTES
    with pytest.raises(ClixmlError) as caught:
        meter.add(1)
    assert caught.value.id == "Clixml.CommandTooLarge"
    with pytest.raises(ClixmlError) as caught:
        DataMeter().add(1, of_object=OBJECT_BYTES + 1)
    assert caught.value.id == "Clixml.ObjectTooLarge"


def test_what_is_too_deep_is_left_out_when_written():
    value: list = []
    for _ in range(60):
        value = [value]
    text = write_document([value])
    assert text.count("<Obj ") == LEVELS
    assert text.count("<S>") == 1


PROBE = """
import resource, sys
sys.path.insert(0, {root!r})
from tests.core.clixml.test_clixml_limits import NESTINGS, XD_CASES, in_xd, nested
from smimeadmin.core.clixml.errors import ClixmlError
from smimeadmin.core.clixml.reader import ClixmlReader
texts = [nested(20_000, *pair) for pair in NESTINGS.values()]
texts += [in_xd(text) for text in XD_CASES.values()]
refused = 0
for text in texts:
    try:
        ClixmlReader().document(text)
    except ClixmlError:
        refused += 1
print(refused == len(texts), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.slow
def test_memory_stays_small(request):
    root = str(request.config.rootpath)
    run = subprocess.run(
        [sys.executable, "-c", PROBE.format(root=root)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        cwd=root,
    )
    all_refused, kilobytes = run.stdout.split()
    assert all_refused == "True"
    assert int(kilobytes) < KILOBYTES_ALLOWED


def test_many_names_do_not_grow_the_program():
    names = "".join(f'<I32 N="n{i}">1</I32>' for i in range(5000))
    (bag,) = ClixmlReader().document(document(f"<Obj><MS>{names}</MS></Obj>"))
    assert len(bag.names) == 5000
    assert bag.get("n4999") == 1
