"""The XML names and action URIs of WS-Management that the host speaks (DMTF DSP0226, MS-WSMV)."""

from typing import Final

SOAP: Final = "http://www.w3.org/2003/05/soap-envelope"
ADDRESSING: Final = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
WSMAN: Final = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
WSMAN_MS: Final = "http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd"
TRANSFER: Final = "http://schemas.xmlsoap.org/ws/2004/09/transfer"
SHELL: Final = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell"
FAULT: Final = "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault"
CONFIG: Final = "http://schemas.microsoft.com/wbem/wsman/1/config"
POWERSHELL: Final = "http://schemas.microsoft.com/powershell"

CREATE: Final = f"{TRANSFER}/Create"
DELETE: Final = f"{TRANSFER}/Delete"
GET: Final = f"{TRANSFER}/Get"
COMMAND: Final = f"{SHELL}/Command"
RECEIVE: Final = f"{SHELL}/Receive"
SEND: Final = f"{SHELL}/Send"
SIGNAL: Final = f"{SHELL}/Signal"

RUNNING: Final = f"{SHELL}/CommandState/Running"
DONE: Final = f"{SHELL}/CommandState/Done"

PREFIXES: Final = {
    "s": SOAP,
    "a": ADDRESSING,
    "w": WSMAN,
    "p": WSMAN_MS,
    "x": TRANSFER,
    "rsp": SHELL,
    "f": FAULT,
    "cfg": CONFIG,
}
