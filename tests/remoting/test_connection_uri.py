import pytest

from smimeadmin.remoting.connection_uri import ConnectionUri
from smimeadmin.remoting.errors import InvalidConnectionUriError


@pytest.mark.parametrize(
    ("text", "fields", "server"),
    [
        ("http://ex1/PowerShell/", ("http", "ex1", 80, "/PowerShell/"), "ex1"),
        ("https://Ex1.contoso.example", ("https", "ex1.contoso.example", 443, "/"), None),
        ("http://127.0.0.1:8080/x?a=b", ("http", "127.0.0.1", 8080, "/x?a=b"), "127.0.0.1:8080"),
        ("http://[::1]:81/", ("http", "::1", 81, "/"), "[::1]:81"),
    ],
)
def test_addresses_are_taken_apart(text, fields, server):
    uri = ConnectionUri.parse(text)
    assert (uri.scheme, uri.host, uri.port, uri.path) == fields
    assert uri.server == (server or fields[1])
    assert ConnectionUri.parse(str(uri)) == uri


@pytest.mark.parametrize(
    "text",
    ["", "ex1", "ftp://ex1/", "http:///x", "http://ex1:99999/", "http://ex1/#a", "http://ex1:x/"],
)
def test_what_is_no_address_is_refused_by_name(text):
    with pytest.raises(InvalidConnectionUriError) as caught:
        ConnectionUri.parse(text)
    assert caught.value.uri == text


def test_a_password_in_an_address_is_refused_and_not_shown():
    with pytest.raises(InvalidConnectionUriError) as caught:
        ConnectionUri.parse("http://anna:secret@ex1/")
    assert "secret" not in caught.value.message


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/PowerShell/", "/PowerShell/?serializationLevel=Full"),
        ("/PowerShell?serializationLevel=Partial", "/PowerShell?serializationLevel=Partial"),
        ("/p?a=1;b=2", "/p?a=1&b=2&serializationLevel=Full"),
    ],
)
def test_exchange_is_asked_for_whole_objects(path, asked):
    assert ConnectionUri("http", "ex1", 80, path).with_full_serialization().path == asked


def test_a_server_alone_means_its_powershell_folder():
    assert str(ConnectionUri.of_exchange("ex1")) == "http://ex1/PowerShell/"
    assert (
        str(ConnectionUri.of_exchange("ex1:8443", use_tls=True)) == "https://ex1:8443/PowerShell/"
    )
