"""The loopback Exchange host to rehearse on: WS-Management, PSRP and WinRS over a real socket."""
