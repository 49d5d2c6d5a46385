import pytest

from smimeadmin.shell.engine.error_record import record_of
from smimeadmin.shell.formatting.error_view import (
    HINT,
    MARK,
    draw_error,
    draw_record,
    error_lines,
    message_line,
    progress_line,
)
from smimeadmin.shell.formatting.errors import FormattedOutputError
from smimeadmin.shell.language.ast_base import Ast, SourceText


class Spot(Ast):
    """A place in a text."""

    def __init__(self, text, part, name=None):
        self.source = SourceText(text, name)
        self.start = text.index(part)
        self.end = self.start + len(part)


def drawn(**fields):
    return [part.text for part in draw_error(**fields)]


def test_an_error_says_who_what_where_what_next_and_its_id():
    assert drawn(
        message="No recipient answers to 'nobody'.",
        speaker="Get-PublishedCertificate",
        position=Spot("Get-PublishedCertificate nobody", "nobody"),
        hint="Try the full address.",
        error_id="Directory.RecipientNotFound,Get-PublishedCertificate",
    ) == [
        "Get-PublishedCertificate: No recipient answers to 'nobody'.",
        "   1 | Get-PublishedCertificate nobody",
        "     |                          ^~~~~~",
        "  hint: Try the full address.",
        "  id:   Directory.RecipientNotFound,Get-PublishedCertificate",
    ]


def test_a_script_names_its_file_and_line():
    lines = drawn(message="Bad.", position=Spot("a\nb\n  Get-X $y -Z", "$y", "/srv/x.ps1"))
    assert lines[1:] == ["   3 |   Get-X $y -Z", "     |         ^~", "  at:   /srv/x.ps1:3:9"]


@pytest.mark.parametrize(
    "literal", ["'s3cret'", "'it''s3cret'", '"s3cret $x"', "s3cret", "-String 's3cret'"]
)
def test_a_password_in_clear_does_not_come_out_with_an_error(literal):
    text = f"Connect-X -Credential (f (ConvertTo-SecureString {literal} -AsPlainText -Force)) bad"
    lines = drawn(message="Bad.", position=Spot(text, "bad"), columns=200)
    assert "s3cret" not in lines[1]
    assert "-AsPlainText -Force)) bad" in lines[1]
    assert lines[1].index(" bad") + 1 == lines[2].index("^")


def test_a_variable_is_shown_as_it_stands():
    text = "ConvertTo-SecureString $env:ADMIN_PASSWORD -AsPlainText"
    assert drawn(message="Bad.", position=Spot(text, "ConvertTo"))[1].endswith(text)


def test_wide_characters_and_tabs_keep_the_mark_in_place():
    lines = drawn(message="Bad.", position=Spot("\t証明書 $bad", "$bad"))
    assert lines[1].index("$") + 3 == lines[2].index("^")


def test_a_line_of_a_megabyte_shows_only_what_is_near():
    lines = drawn(message="Bad.", position=Spot("x" * 500_000 + " $bad " + "y" * 500_000, "$bad"))
    assert all(len(line) <= 90 for line in lines)
    assert "$bad" in lines[1]


def test_foreign_text_cannot_move_the_cursor():
    lines = drawn(message="CN=\x1b[2J\u202eevil", speaker="a\nb", hint="c\x07", error_id="d\x1b")
    assert not any("\x1b" in line or "\x07" in line or "\u202e" in line for line in lines)


def test_a_position_at_the_end_of_the_text_and_an_empty_text():
    spot = Spot("Get-X", "X")
    spot.start = spot.end = 5
    assert drawn(message="Bad.", position=spot)[2] == "     |      ^"
    assert drawn(message="Bad.", position=Spot("", "")) == ["Bad."]


def test_a_record_is_drawn_with_its_hint_and_trace():
    record = record_of(FormattedOutputError("json"), in_command=True).named("X", "Format-Table")
    parts = draw_record(record, trace="Traceback\n  line")
    assert HINT in {part.kind for part in parts}
    assert MARK not in {part.kind for part in parts}
    assert parts[-1].text == "  line"
    assert error_lines(record)[0].startswith("Format-Table: ")
    assert error_lines(record)[-1] == "  id:   Formatting.FormattedOutput,X"


def test_messages_have_leads_and_progress_fits_a_line():
    assert message_line("warning", "a\x1bb") == "WARNING: a\u241bb"
    assert message_line("verbose", "x") == "VERBOSE: x"
    assert message_line("what if", "What if: x") == "What if: x"
    assert progress_line("Issue", "anna", 40) == "Issue: anna [40 %]"
    assert len(progress_line("x" * 200, "", None, 40)) == 39


def test_a_secret_of_another_statement_on_the_line_is_starred():
    text = "$n = 1\n'hunter2' | ConvertTo-SecureString -AsPlainText -Force; bad"
    lines = drawn(message="Bad.", position=Spot(text, "bad"))
    assert lines[1].startswith("   2 | ********* | ConvertTo-SecureString")
