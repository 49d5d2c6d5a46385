"""The table of names that scripts bring along: what it says to use is there to be used."""

import re

import pytest

from cmdlets import _elsewhere as tables
from smimeadmin.shell.engine.common_parameters import name_matches
from smimeadmin.shell.engine.elsewhere import (
    COM_OBJECTS,
    COMMANDS,
    MODULES,
    STAND_INS,
    TYPES,
    Elsewhere,
)
from smimeadmin.shell.engine.index import read_index

NAMES = (COMMANDS, TYPES, COM_OBJECTS, MODULES, STAND_INS)
KNOWN = {entry.name for entry in read_index("cmdlets")}
VERB_NOUN = re.compile(r"\b[A-Z][a-z]+-[A-Z][A-Za-z]+\b")


@pytest.fixture
def elsewhere():
    made = Elsewhere()
    made.add("cmdlets")
    return made


@pytest.mark.parametrize("table", NAMES)
def test_names_are_folded_and_texts_are_sentences(table):
    for name, text in getattr(tables, table).items():
        assert name == name.lower().strip(), name
        if table != STAND_INS:
            assert text.endswith("."), name


@pytest.mark.parametrize("table", NAMES)
def test_every_command_that_a_text_names_is_here(table):
    for name, text in getattr(tables, table).items():
        missing = set(VERB_NOUN.findall(text)) - KNOWN
        assert missing == set(), name


def test_no_row_is_about_a_command_that_is_here():
    for command in KNOWN:
        name = command.lower()
        assert name not in tables.COMMANDS, command


def test_stand_ins_name_commands_and_are_no_missing_modules():
    for name, commands in tables.STAND_INS.items():
        assert not commands or VERB_NOUN.search(commands), name
        assert name not in tables.MODULES


@pytest.mark.parametrize(
    ("table", "name", "word"),
    [
        (COMMANDS, "GET-ADUSER", "Get-Recipient"),
        (COMMANDS, "Get-ADFineGrainedPasswordPolicy", "Get-Recipient"),
        (COMMANDS, "New-ADUser", "New-Recipient"),
        (COMMANDS, "Remove-TransportRule", "Exchange Management Shell"),
        (COMMANDS, "Get-ReceiveConnector", "Exchange Management Shell"),
        (TYPES, "DirectoryServices.AccountManagement.UserPrincipal", "Get-Recipient"),
        (COM_OBJECTS, "CAPICOM.Store", "Get-SmimeCertificate"),
        (MODULES, "Microsoft.Graph.Users", "cloud"),
        (STAND_INS, "Microsoft.Exchange.Management.PowerShell.Support", "Get-SmimeConfig"),
    ],
)
def test_answers(elsewhere, table, name, word):
    assert word in elsewhere.answer(table, name)


def test_the_exact_name_goes_before_a_pattern(elsewhere):
    both = [name for name in tables.COMMANDS if name_matches("get-addomain", name)]
    assert len(both) > 1
    assert "Connect-ActiveDirectory" in elsewhere.answer(COMMANDS, "Get-ADDomain")


def test_who_is_unknown_to_all_packages_gets_no_answer(elsewhere):
    assert elsewhere.answer(COMMANDS, "Get-Nonsense") is None
    assert not elsewhere.stands_in("Pester")
    assert elsewhere.stands_in("activeDirectory")


def test_a_package_without_tables_is_skipped():
    made = Elsewhere()
    made.add("tests.support")
    made.add("no_such_package_at_all")
    assert made.answer(COMMANDS, "Get-ADUser") is None
