"""The commands for CLIXML and secure strings over a real workspace."""

import pytest

from smimeadmin.app.embedded import open_services
from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.core.secret import Secret
from smimeadmin.shell.engine.host import SilentHost
from smimeadmin.shell.engine.session import Session


class Stage:
    def __init__(self, folder, workspace="workspace"):
        self.host = SilentHost()
        self.services = open_services(str(folder / workspace), "right")
        self.session = Session(
            self.host,
            files=DiskFiles(),
            services=self.services,
            packages=("cmdlets",),
            location=str(folder),
        )

    def run(self, text):
        return self.session.evaluate(text)

    @property
    def errors(self):
        return [r.fully_qualified_error_id for s, r in self.host.shown if s == "error"]


@pytest.fixture
def stage(tmp_path):
    stage = Stage(tmp_path)
    yield stage
    stage.services.close()


CREATE = "$s = ConvertTo-SecureString 'open sesame' -AsPlainText; "


def test_secure_strings_in_a_file_are_sealed(stage, tmp_path):
    stage.run(CREATE + "[pscredential]::new('anna', $s), $s | Export-Clixml a.xml")
    text = (tmp_path / "a.xml").read_text(encoding="utf-8")
    assert text.count("<SS") == 2
    assert "sesame" not in text
    assert "open sesame".encode("utf-16-le").hex() not in text.lower()
    credential, secret = stage.run("Import-Clixml a.xml")
    assert credential.password == Secret("open sesame")
    assert secret == Secret("open sesame")
    assert not stage.errors


def test_another_workspace_cannot_read_them(stage, tmp_path):
    stage.run(CREATE + "$s | Export-Clixml a.xml; ConvertFrom-SecureString $s > b.txt")
    other = Stage(tmp_path, "other")
    assert other.run("Import-Clixml a.xml") == []
    assert other.run("Get-Content b.txt | ConvertTo-SecureString") == []
    assert other.errors[0].startswith("Pki.SecretTextUnreadable")
    assert other.errors[1].startswith("ImportSecureString_InvalidArgument_CryptographicError")
    other.services.close()


def test_plain_forms_are_read(stage):
    assert stage.run("ConvertTo-SecureString 70006100") == [Secret("pa")]


@pytest.mark.parametrize("text", ["zz", "7000610", "smimeadmin-sealed-1:zz", "01000000d08c9d"])
def test_other_forms_are_refused(stage, text):
    assert stage.run(f"ConvertTo-SecureString '{text}'") == []
    assert len(stage.errors) == 1


def test_a_key_of_another_length(stage):
    stage.run(CREATE + "ConvertFrom-SecureString $s -Key (1..3)")
    assert stage.errors[0].startswith("Pki.SecretKeyLength")


def test_an_empty_secure_string_in_a_file(stage):
    stage.run("[securestring]::new() | Export-Clixml a.xml")
    assert stage.run("(Import-Clixml a.xml).Length") == [0]


def test_objects_of_the_domain_come_back_with_their_properties(stage):
    stage.run("Get-SmimeConfig | Export-Clixml a.xml")
    (names,) = stage.run("(Import-Clixml a.xml).PSTypeNames[0]")
    assert names == "Deserialized.SmimeAdmin.SmimeConfig"
    before = stage.run("(Get-SmimeConfig).PSObject.Properties.Name")
    after = stage.run("(Import-Clixml a.xml).PSObject.Properties.Name")
    assert after == before
    assert stage.run("(Import-Clixml a.xml).OWAClearSign") == [True]
    kinds = stage.run("(Import-Clixml a.xml).PSObject.Properties.MemberType | Get-Unique")
    assert [str(kind) for kind in kinds] == ["Property"]


def test_certificates_come_back_alive(stage):
    stage.run(
        "$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256; "
        "$null = New-Recipient -Name Anna -PrimarySmtpAddress anna@contoso.example; "
        "$null = New-SmimeCertificate anna@contoso.example -KeyAlgorithm P-256; "
        "Get-SmimeCertificate | Export-Clixml a.xml"
    )
    assert not stage.errors
    assert stage.run(
        "@(Import-Clixml a.xml)[0].Thumbprint -eq @(Get-SmimeCertificate)[0].Thumbprint"
    ) == [True]


def test_script_classes_and_enums(stage):
    stage.run(
        "enum Colour { Red; Green }; class Car { [string] $Name; [Colour] $Colour }; "
        "[Car]@{ Name = 'a'; Colour = 'Green' }, [Colour]::Green | Export-Clixml a.xml"
    )
    assert stage.run("(Import-Clixml a.xml)[0].Colour.Value") == ["Green"]
    assert stage.run("(Import-Clixml a.xml)[0].PSTypeNames[0]") == ["Deserialized.Car"]
    assert stage.run("[string](Import-Clixml a.xml)[1]") == ["Green"]
    assert stage.run("(Import-Clixml a.xml)[1] -eq 1") == [True]


def test_a_file_that_is_none(stage, tmp_path):
    (tmp_path / "a.xml").write_text("no XML")
    stage.run("Import-Clixml a.xml; Import-Clixml none.xml; ConvertFrom-CliXml '<a/>'")
    assert stage.errors == [
        "System.Xml.XmlException,Microsoft.PowerShell.Commands.ImportClixmlCommand",
        "PathNotFound,Microsoft.PowerShell.Commands.ImportClixmlCommand",
        "System.Xml.XmlException,Microsoft.PowerShell.Commands.ConvertFromClixmlCommand",
    ]


def test_what_if_writes_nothing(stage, tmp_path):
    stage.run("1 | Export-Clixml a.xml -WhatIf")
    assert not (tmp_path / "a.xml").exists()


def test_lists_are_one_object_unless_they_are_paged(stage):
    stage.run("Export-Clixml a.xml -InputObject 1,2,3")
    assert len(stage.run("Import-Clixml a.xml")) == 1
    assert stage.run("Import-Clixml a.xml -First 2") == [1, 2]
    assert stage.run("Import-Clixml a.xml -Skip 1 -First 1") == [2]


def test_a_member_of_an_enumeration_is_shown_by_its_name(stage):
    stage.run("[DayOfWeek]::Friday | Export-Clixml a.xml")
    assert stage.run("(Import-Clixml a.xml | Out-String).Trim()") == ["Friday"]
    assert stage.run('"$(Import-Clixml a.xml)"') == ["5"]
