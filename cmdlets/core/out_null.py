"""Out-Null: takes objects, and does nothing with them."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import Example, Parameter


class OutNull(CoreCmdlet, name="Out-Null"):
    """Takes objects and does nothing with them."""

    input_object: object = Parameter("The objects.", default=None, from_pipeline=True)

    examples = (Example("No output.", "1..3 | Out-Null; 'quiet'", shows="quiet"),)

    def process(self, input_object: object) -> None:
        """Do nothing."""
