"""The enumerations of .NET's certificate types."""

from typing import Final

from smimeadmin.core.values_named import EnumType

CERTIFICATES: Final = "System.Security.Cryptography.X509Certificates."


def _enum(name: str, members: dict[str, int], *, flags: bool = False) -> EnumType:
    return EnumType(CERTIFICATES + name, members, flags=flags)


NAME_TYPE: Final = _enum(
    "X509NameType",
    {
        "SimpleName": 0,
        "EmailName": 1,
        "UpnName": 2,
        "DnsName": 3,
        "DnsFromAlternativeName": 4,
        "UrlName": 5,
    },
)
CONTENT_TYPE: Final = _enum(
    "X509ContentType",
    {
        "Unknown": 0,
        "Cert": 1,
        "SerializedCert": 2,
        "Pfx": 3,
        "Pkcs12": 3,
        "SerializedStore": 4,
        "Pkcs7": 5,
        "Authenticode": 6,
    },
)
KEY_USAGE_FLAGS: Final = _enum(
    "X509KeyUsageFlags",
    {
        "None": 0,
        "EncipherOnly": 1,
        "CrlSign": 2,
        "KeyCertSign": 4,
        "KeyAgreement": 8,
        "DataEncipherment": 16,
        "KeyEncipherment": 32,
        "NonRepudiation": 64,
        "DigitalSignature": 128,
        "DecipherOnly": 32768,
    },
    flags=True,
)
KEY_STORAGE_FLAGS: Final = _enum(
    "X509KeyStorageFlags",
    {
        "DefaultKeySet": 0,
        "UserKeySet": 1,
        "MachineKeySet": 2,
        "Exportable": 4,
        "UserProtected": 8,
        "PersistKeySet": 16,
        "EphemeralKeySet": 32,
    },
    flags=True,
)
FIND_TYPE: Final = _enum(
    "X509FindType",
    {
        name: number
        for number, name in enumerate(
            (
                "FindByThumbprint",
                "FindBySubjectName",
                "FindBySubjectDistinguishedName",
                "FindByIssuerName",
                "FindByIssuerDistinguishedName",
                "FindBySerialNumber",
                "FindByTimeValid",
                "FindByTimeNotYetValid",
                "FindByTimeExpired",
                "FindByTemplateName",
                "FindByApplicationPolicy",
                "FindByCertificatePolicy",
                "FindByExtension",
                "FindByKeyUsage",
                "FindBySubjectKeyIdentifier",
            )
        )
    },
)
REVOCATION_MODE: Final = _enum("X509RevocationMode", {"NoCheck": 0, "Online": 1, "Offline": 2})
REVOCATION_FLAG: Final = _enum(
    "X509RevocationFlag", {"EndCertificateOnly": 0, "EntireChain": 1, "ExcludeRoot": 2}
)
TRUST_MODE: Final = _enum("X509ChainTrustMode", {"System": 0, "CustomRootTrust": 1})
VERIFICATION_FLAGS: Final = _enum(
    "X509VerificationFlags",
    {
        "NoFlag": 0,
        "IgnoreNotTimeValid": 1,
        "IgnoreCtlNotTimeValid": 2,
        "IgnoreNotTimeNested": 4,
        "IgnoreInvalidBasicConstraints": 8,
        "AllowUnknownCertificateAuthority": 16,
        "IgnoreWrongUsage": 32,
        "IgnoreInvalidName": 64,
        "IgnoreInvalidPolicy": 128,
        "IgnoreEndRevocationUnknown": 256,
        "IgnoreCtlSignerRevocationUnknown": 512,
        "IgnoreCertificateAuthorityRevocationUnknown": 1024,
        "IgnoreRootRevocationUnknown": 2048,
        "AllFlags": 4095,
    },
    flags=True,
)
CHAIN_STATUS_FLAGS: Final = _enum(
    "X509ChainStatusFlags",
    {
        "NoError": 0,
        "NotTimeValid": 1,
        "NotTimeNested": 2,
        "Revoked": 4,
        "NotSignatureValid": 8,
        "NotValidForUsage": 16,
        "UntrustedRoot": 32,
        "RevocationStatusUnknown": 64,
        "Cyclic": 128,
        "InvalidExtension": 256,
        "InvalidPolicyConstraints": 512,
        "InvalidBasicConstraints": 1024,
        "InvalidNameConstraints": 2048,
        "HasNotSupportedNameConstraint": 4096,
        "HasNotDefinedNameConstraint": 8192,
        "HasNotPermittedNameConstraint": 16384,
        "HasExcludedNameConstraint": 32768,
        "PartialChain": 65536,
        "CtlNotTimeValid": 131072,
        "CtlNotSignatureValid": 262144,
        "CtlNotValidForUsage": 524288,
        "HasWeakSignature": 1048576,
        "OfflineRevocation": 16777216,
        "NoIssuanceChainPolicy": 33554432,
        "ExplicitDistrust": 67108864,
        "HasNotSupportedCriticalExtension": 134217728,
    },
    flags=True,
)
INCLUDE_OPTION: Final = _enum(
    "X509IncludeOption", {"None": 0, "ExcludeRoot": 1, "EndCertOnly": 2, "WholeChain": 3}
)
NAME_FLAGS: Final = _enum(
    "X500DistinguishedNameFlags",
    {
        "None": 0,
        "Reversed": 1,
        "UseSemicolons": 16,
        "DoNotUsePlusSign": 32,
        "DoNotUseQuotes": 64,
        "UseCommas": 128,
        "UseNewLines": 256,
        "UseUTF8Encoding": 4096,
        "UseT61Encoding": 8192,
        "ForceUTF8Encoding": 16384,
    },
    flags=True,
)
KEY_IDENTIFIER_HASH: Final = _enum(
    "X509SubjectKeyIdentifierHashAlgorithm",
    {
        "Sha1": 0,
        "ShortSha1": 1,
        "CapiSha1": 2,
        "Sha256": 3,
        "Sha384": 4,
        "Sha512": 5,
        "ShortSha256": 6,
        "ShortSha384": 7,
        "ShortSha512": 8,
    },
)
STORE_NAME: Final = _enum(
    "StoreName",
    {
        "AddressBook": 1,
        "AuthRoot": 2,
        "CertificateAuthority": 3,
        "Disallowed": 4,
        "My": 5,
        "Root": 6,
        "TrustedPeople": 7,
        "TrustedPublisher": 8,
    },
)
STORE_LOCATION: Final = _enum("StoreLocation", {"CurrentUser": 1, "LocalMachine": 2})
OPEN_FLAGS: Final = _enum(
    "OpenFlags",
    {
        "ReadOnly": 0,
        "ReadWrite": 1,
        "MaxAllowed": 2,
        "OpenExistingOnly": 4,
        "IncludeArchived": 8,
    },
    flags=True,
)
OID_GROUP: Final = EnumType(
    "System.Security.Cryptography.OidGroup",
    {
        "All": 0,
        "HashAlgorithm": 1,
        "EncryptionAlgorithm": 2,
        "PublicKeyAlgorithm": 3,
        "SignatureAlgorithm": 4,
        "Attribute": 5,
        "ExtensionOrAttribute": 6,
        "EnhancedKeyUsage": 7,
        "Policy": 8,
        "Template": 9,
        "KeyDerivationFunction": 10,
    },
)

ALL: Final = (
    NAME_TYPE,
    CONTENT_TYPE,
    KEY_USAGE_FLAGS,
    KEY_STORAGE_FLAGS,
    FIND_TYPE,
    REVOCATION_MODE,
    REVOCATION_FLAG,
    TRUST_MODE,
    VERIFICATION_FLAGS,
    CHAIN_STATUS_FLAGS,
    INCLUDE_OPTION,
    NAME_FLAGS,
    KEY_IDENTIFIER_HASH,
    STORE_NAME,
    STORE_LOCATION,
    OPEN_FLAGS,
    OID_GROUP,
)
