"""What can be wrong with a setting of the organization."""

from datetime import datetime

from smimeadmin.core.errors import ErrorKind, SmimeAdminError


class UnknownSettingError(SmimeAdminError):
    """SmimeConfig has no such setting on premises."""

    id = "Exchange.UnknownSetting"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, name: str) -> None:
        super().__init__(
            f"SmimeConfig has no setting '{name}'.", hint="Get-SmimeConfig shows the settings."
        )
        self.name = name


class InvalidSettingError(SmimeAdminError):
    """A value is not one that the setting documents."""

    id = "Exchange.InvalidSetting"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, name: str, value: object, allowed: str) -> None:
        super().__init__(f"{name} can't be '{value}'.", hint=f"Allowed: {allowed}.")
        self.name = name
        self.value = value


class InvalidAlgorithmListError(SmimeAdminError):
    """A list of algorithms does not follow the documented grammar."""

    id = "Exchange.InvalidAlgorithmList"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, setting: str, item: str, reason: str, hint: str) -> None:
        super().__init__(f"{setting}: '{item}' {reason}.", hint=hint)
        self.setting = setting
        self.item = item


class CollectionExpiredError(SmimeAdminError):
    """A collection holds a certificate that is out of date, and Exchange refuses it whole."""

    id = "Exchange.CollectionExpired"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, subject: str, thumbprint: str, not_after: datetime, more: int) -> None:
        others = f" ({more} more have expired too)" if more else ""
        super().__init__(
            f"The collection was not taken: the certificate '{subject}' ({thumbprint}) "
            f"expired on {not_after:%Y-%m-%d}{others}.",
            hint="Build the collection again without it: New-TrustCollection, then "
            "Export-TrustCollection. The organization's collection is as it was.",
        )
        self.subject = subject
        self.thumbprint = thumbprint
        self.not_after = not_after


class CollectionMissingError(SmimeAdminError):
    """Nothing was given as a collection: what should have read the file most likely failed."""

    id = "Exchange.CollectionMissing"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, setting: str) -> None:
        super().__init__(
            f"{setting} was given nothing; the organization's collection is as it was.",
            hint="Check that the file was read. To take the collection away, give an empty one: "
            f"-{setting} ([byte[]]@()).",
        )
        self.setting = setting


class NoCollectionError(SmimeAdminError):
    """The organization has no virtual certificate collection yet."""

    id = "Exchange.NoCollection"
    kind = ErrorKind.NOT_FOUND

    def __init__(self) -> None:
        super().__init__(
            "The organization has no virtual certificate collection.",
            hint="Make one with New-TrustCollection | Export-TrustCollection, then "
            "Import-TrustCollection.",
        )
