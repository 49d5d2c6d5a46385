"""The S/MIME side of an Exchange organization: SmimeConfig and its certificate collection."""
