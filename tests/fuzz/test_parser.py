"""A small run of the fuzz target of the parser, and what long runs found."""

import pytest

from smimeadmin.shell.language import ParseError, parse
from tests.fuzz.inputs import make_input, recorded
from tests.fuzz.parser import Finding, findings, main


def test_nothing_but_a_tree_or_a_parse_error() -> None:
    found = [result for result in findings(11, 0, 4000) if isinstance(result, Finding)]
    assert not found, str(found[0])


def test_inputs_are_made_again_by_their_number() -> None:
    assert make_input(3, 77) == make_input(3, 77)
    assert len({make_input(3, number) for number in range(50)}) > 40
    assert len(recorded()) > 800


def test_a_run_tells_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--inputs", "20", "--seed", "5", "--first", "100"]) == 0
    assert capsys.readouterr().out.startswith("20 inputs of seed 5 from 100: ")


@pytest.mark.parametrize("text", ["1" * 5000, "1" * 5000 + "n", "$a = " + "9" * 4301])
def test_a_number_of_thousands_of_digits_is_no_number(text: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse(text)
    assert caught.value.id == "BadNumericConstant"


def test_zeros_before_a_number_do_not_count() -> None:
    assert parse("0" * 5000 + "1") is not None


def test_texts_within_texts_are_counted_once() -> None:
    with pytest.raises(ParseError) as caught:
        parse('"$(' * 20_000 + "1" + ')"' * 20_000)
    assert caught.value.id == "NestingTooDeep"
