"""The command line, read without starting anything."""

import pytest

from smimeadmin.app.arguments import UsageError, parse_arguments


def test_options_before_the_script_are_ours_and_those_after_are_its_own():
    read = parse_arguments(["--what-if", "a.ps1", "-Force", "--output-format", "json"])
    assert (read.what_if, read.script) == (True, "a.ps1")
    assert read.arguments == ["-Force", "--output-format", "json"]
    assert read.output_format == "text"


@pytest.mark.parametrize("spelling", ["-c", "--command", "-Command", "-COMMAND"])
def test_a_command_in_each_spelling(spelling):
    assert parse_arguments([spelling, "1 + 1"]).command == "1 + 1"


def test_values_can_be_attached():
    read = parse_arguments(["--output-format=JSON", "--passphrase-fd=3", "--workspace=a=b"])
    assert (read.output_format, read.passphrase_fd, read.workspace) == ("json", 3, "a=b")


def test_a_script_may_have_a_name_like_an_option():
    assert parse_arguments(["--", "-c"]).script == "-c"


def test_standard_input_is_a_script():
    assert parse_arguments(["-", "x"]).script == "-"


@pytest.mark.parametrize(
    "words",
    [
        ["--nope"],
        ["-c"],
        ["--what-if=yes"],
        ["--output-format", "xml"],
        ["--passphrase-fd", "three"],
        ["-c", "1", "a.ps1"],
        ["--passphrase-fd", "0", "-"],
    ],
)
def test_what_is_wrong_is_refused(words):
    with pytest.raises(UsageError):
        parse_arguments(words)
