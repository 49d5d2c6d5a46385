"""CLIXML: the text form of objects in files and on the wire of remoting (MS-PSRP 2.2.5)."""
