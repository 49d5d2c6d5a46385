"""Whether Enter submits what was typed, or asks for another line."""

from smimeadmin.shell.language import ParseError, parse


def is_unfinished(text: str) -> bool:
    """Say whether more lines could complete the text.

    What is wrong whatever follows is not unfinished: it is submitted, so that its error is shown.
    """
    try:
        parse(text)
    except ParseError as error:
        return error.incomplete
    return False
