"""Sessions on remote servers: PowerShell remoting over WS-Management, and WinRS."""
