"""``--validate``: tells what is wrong with a script on stderr, and runs nothing of it."""

from collections.abc import Sequence

from smimeadmin.app.console_host import Screen
from smimeadmin.shell.engine.session import Session, command_line_arguments
from smimeadmin.shell.engine.validate import Finding, validate_file, validate_text
from smimeadmin.shell.formatting.error_view import draw_error


def validate(session: Session, screen: Screen, text: str) -> bool:
    """Check a text; tell whether nothing is wrong with it."""
    return _told(screen, validate_text(session, text))


def validate_script(session: Session, screen: Screen, path: str, arguments: Sequence[str]) -> bool:
    """Check a script file and what stands behind it; tell whether nothing is wrong with them."""
    return _told(screen, validate_file(session, path, command_line_arguments(arguments)))


def _told(screen: Screen, findings: Sequence[Finding]) -> bool:
    for finding in findings:
        screen.tell_parts(
            draw_error(
                message=finding.message,
                speaker=finding.command,
                position=finding.position,
                hint=finding.hint,
                error_id=finding.id,
                columns=screen.columns,
            )
        )
    if findings:
        screen.tell(f"{len(findings)} problem{'' if len(findings) == 1 else 's'} found")
    return not findings
