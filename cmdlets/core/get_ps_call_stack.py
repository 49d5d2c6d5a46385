"""Get-PSCallStack: which functions run, the innermost first."""

from typing import Any

from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import Example


class CallStackFrame:
    """One function, script or block that runs."""

    __slots__ = ("function_name", "invocation_info", "script_name")
    type_name = "System.Management.Automation.CallStackFrame"
    shown = ("command", "function_name", "script_name", "invocation_info")

    def __init__(self, function_name: str, script_name: str | None, invocation_info: Any) -> None:
        self.function_name = function_name
        self.script_name = script_name
        self.invocation_info = invocation_info

    @property
    def command(self) -> str:
        """The function, or the file."""
        return self.function_name

    def __str__(self) -> str:
        return f"at {self.function_name}"


class GetPSCallStack(CoreCmdlet, name="Get-PSCallStack", aliases=("gcs",)):
    """Lists the functions, scripts and blocks that called one another, the innermost first."""

    examples = (
        Example(
            "Who called.",
            "function Test-Inner { (Get-PSCallStack)[1].FunctionName }; "
            "function Test-Outer { Test-Inner }; Test-Outer",
            shows="Test-Outer",
        ),
    )

    def process(self) -> None:
        """Write a frame for each call."""
        seen: list[Any] = []
        for scope in self.invocation.frame.scope.chain():
            call = scope.call
            if call is not None and call not in seen:
                seen.append(call)
                self.write(CallStackFrame(call.name, call.path, call.invocation))
        if not seen or seen[-1].name != "<ScriptBlock>":
            self.write(CallStackFrame("<ScriptBlock>", None, None))
