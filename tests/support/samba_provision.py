"""Provisions one Samba AD domain controller with its seed people; run by the system's Python.

    /usr/bin/python3 samba_provision.py FOLDER ADDRESS SEED.json

python3-samba lives with the system's interpreter only, so this file is a program and is not
imported. ``etc/smb.conf`` in FOLDER must exist already; it is read, not generated.
"""

import json
import logging
import sys
from pathlib import Path

import ldb
from samba import dsdb, provision, sd_utils
from samba.auth import system_session
from samba.dcerpc import security
from samba.ndr import ndr_unpack
from samba.param import LoadParm
from samba.samdb import SamDB

# schemaIDGUIDs: userCertificate, userSMIMECertificate, class user.
CERTIFICATE_ATTRIBUTES = (
    "bf967a7f-0de6-11d0-a285-00aa003049e2",
    "e16a9db2-403c-11d1-a9c0-0000f80367c1",
)
CLASS_USER = "bf967aba-0de6-11d0-a285-00aa003049e2"


def main() -> None:
    folder, address, seed_file = sys.argv[1:]
    seed = json.loads(Path(seed_file).read_text(encoding="utf-8"))
    conf = f"{folder}/etc/smb.conf"
    lp = LoadParm()
    lp.load(conf)
    session = system_session()
    provision.provision(
        logging.getLogger("provision"),
        session,
        smbconf=conf,
        lp=lp,
        samdb_fill=provision.FILL_FULL,
        realm=seed["realm"],
        domain=seed["domain"],
        hostname="dc1",
        hostip=address,
        adminpass=seed["password"],
        dns_backend="SAMBA_INTERNAL",
        serverrole="active directory domain controller",
        dom_for_fun_level=dsdb.DS_DOMAIN_FUNCTION_2008_R2,
        use_rfc2307=True,
        skip_sysvolacl=True,
        batch_mode=True,
        nobody=None,
        useeadb=True,
    )
    database = SamDB(url=f"{folder}/private/sam.ldb", session_info=session, lp=lp)
    database.transaction_start()
    for entry in seed["entries"]:
        add(database, entry)
    database.transaction_commit()
    for account, password in seed["passwords"].items():
        # Outside the transaction: setpassword opens one of its own, and enables the account.
        database.setpassword(f"(sAMAccountName={account})", password)
        database.enable_account(f"(sAMAccountName={account})")
    for account, unit in seed["delegations"].items():
        delegate(database, account, unit)


def add(database: SamDB, entry: dict) -> None:
    """Add one object: a DN and its attributes, each a list of texts."""
    message = ldb.Message(ldb.Dn(database, entry["dn"]))
    for name, values in entry["attributes"].items():
        message[name] = ldb.MessageElement(
            [value.encode() for value in values], ldb.FLAG_MOD_ADD, name
        )
    database.add(message)


def delegate(database: SamDB, account: str, unit: str) -> None:
    """Let an account write both certificate attributes of the users below an OU."""
    found = database.search(
        base=database.domain_dn(), expression=f"(sAMAccountName={account})", attrs=["objectSid"]
    )
    sid = ndr_unpack(security.dom_sid, found[0]["objectSid"][0])
    descriptors = sd_utils.SDUtils(database)
    for attribute in CERTIFICATE_ATTRIBUTES:
        descriptors.dacl_add_ace(unit, f"(OA;CIIO;RPWP;{attribute};{CLASS_USER};{sid})")


main()
