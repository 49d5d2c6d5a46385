"""The people of the test domain, and the accounts that act on them.

Everything here shapes the provisioned controller, so it is part of the key of its cache.
"""

REALM = "EXAMPLE.TEST"
DOMAIN = "EXAMPLE"
BASE = "DC=example,DC=test"
STAFF = f"OU=Staff,{BASE}"
ADMINISTRATOR = "Administrator@example.test"
PASSWORD = "Adm1n-Passw0rd!"

DELEGATED = "certadmin"
"""May write both certificate attributes of everyone below OU=Staff, and nothing else."""

WITHOUT_RIGHTS = "clerk"
"""An ordinary user."""


def person(
    account: str,
    name: str,
    *,
    proxies: tuple[str, ...] = (),
    mail: str | None = None,
    unit: str = STAFF,
    upn: str | None = None,
) -> dict[str, object]:
    """Return one user as the provisioning script takes it."""
    attributes = {
        "objectClass": ["user"],
        "sAMAccountName": [account],
        "userPrincipalName": [upn or f"{account}@example.test"],
        "displayName": [name],
        "userAccountControl": ["514"],
    }
    if mail:
        attributes["mail"] = [mail]
    if proxies:
        attributes["proxyAddresses"] = list(proxies)
    common_name = name.replace(",", "\\,")
    return {"dn": f"CN={common_name},{unit}", "attributes": attributes}


PEOPLE = [
    person(
        "amueller",
        "Anna Müller",
        proxies=("SMTP:Anna.Mueller@example.test", "smtp:a.mueller@example.test"),
        mail="Anna.Mueller@example.test",
    ),
    person(
        "sobrien",
        "Seán O'Brien",
        proxies=("SMTP:sean.o'brien@example.test", "x500:/o=Example/cn=sobrien"),
        mail="sean.o'brien@example.test",
    ),
    person("mailonly", "Mail Only", mail="mail.only@example.test"),
    person("nomail", "No Mail"),
    # Two who share a secondary address, and two who share a mail attribute.
    person("twin1", "Twin One", proxies=("SMTP:twin1@example.test", "smtp:twins@example.test")),
    person("twin2", "Twin Two", proxies=("SMTP:twin2@example.test", "smtp:twins@example.test")),
    person("shared1", "Shared One", mail="shared@example.test"),
    person("shared2", "Shared Two", mail="shared@example.test"),
    # One whose primary address is another one's secondary: the earlier kind decides.
    person("chief", "Chief", proxies=("SMTP:chief@example.test",)),
    person("deputy", "Deputy", proxies=("SMTP:deputy@example.test", "smtp:chief@example.test")),
    # A name full of what filters and distinguished names must escape.
    person("odd", "Odd (*), Name", proxies=("SMTP:odd@example.test",), upn="odd(*)@example.test"),
]

ACTORS = [
    person(DELEGATED, "Certificate Admin", unit=f"CN=Users,{BASE}"),
    person(WITHOUT_RIGHTS, "Clerk", unit=f"CN=Users,{BASE}"),
]

CONTACT = {
    "dn": f"CN=Partner Contact,{STAFF}",
    "attributes": {
        "objectClass": ["contact"],
        "displayName": ["Partner Contact"],
        "mail": ["partner@fabrikam.example"],
        "proxyAddresses": ["SMTP:partner@fabrikam.example"],
    },
}

SEED: dict[str, object] = {
    "realm": REALM,
    "domain": DOMAIN,
    "password": PASSWORD,
    "entries": [
        {"dn": STAFF, "attributes": {"objectClass": ["organizationalUnit"], "ou": ["Staff"]}},
        *PEOPLE,
        CONTACT,
        *ACTORS,
    ],
    "passwords": {DELEGATED: PASSWORD, WITHOUT_RIGHTS: PASSWORD},
    "delegations": {DELEGATED: STAFF},
}
