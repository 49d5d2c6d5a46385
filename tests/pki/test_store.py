"""Serialized stores, written here by separate code and by hand."""

import hashlib
import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.pki.certificate import Certificate, load_certificate
from smimeadmin.pki.errors import PkiError
from smimeadmin.pki.store import (
    MAX_ELEMENT_SIZE,
    StoreEntry,
    TrustCollection,
    build_store,
    parse_store,
)
from smimeadmin.pki.store_errors import (
    NotAStoreError,
    StoreCorruptError,
    StoreElementError,
    StoreTooLargeError,
    StoreTruncatedError,
)

CERTIFICATES = Path(__file__).parent.parent / "vectors" / "dotnet" / "cms"
HEAD = bytes.fromhex("0000000043455254")
END = bytes(12)


def certificate(name: str) -> Certificate:
    return load_certificate((CERTIFICATES / f"{name}.cer").read_bytes())


def element(identifier: int, data: bytes, encoding: int = 1) -> bytes:
    return struct.pack("<III", identifier, encoding, len(data)) + data


def friendly(text: str) -> bytes:
    return element(11, text.encode("utf-16-le") + b"\0\0")


def test_written_store_is_header_certificates_end() -> None:
    root, anna = certificate("root"), certificate("anna")
    expected = (
        bytes.fromhex("0000000043455254")
        + bytes.fromhex("2000000001000000")
        + len(root.raw).to_bytes(4, "little")
        + root.raw
        + bytes.fromhex("2000000001000000")
        + len(anna.raw).to_bytes(4, "little")
        + anna.raw
        + bytes.fromhex("000000000000000000000000")
    )
    assert TrustCollection.of([root, anna, root]).build() == expected


def test_empty_store_has_twenty_bytes() -> None:
    assert TrustCollection.of([]).build() == HEAD + END
    assert TrustCollection.parse(HEAD + END).count == 0
    assert TrustCollection.of([]).earliest_expiry is None


IDS = st.integers(1, 0xFFFF).filter(lambda number: number not in (32, 33, 34))
PROPERTIES = st.lists(
    st.builds(element, IDS, st.binary(max_size=40), st.sampled_from([1, 1, 1, 0x10001])),
    max_size=7,
).map(b"".join)
GROUPS = st.lists(
    st.tuples(PROPERTIES, st.sampled_from([32, 33, 34]), st.binary(max_size=60)), max_size=5
)


@given(GROUPS)
def test_any_order_unknown_ids_crl_and_ctl_come_back_byte_for_byte(
    groups: list[tuple[bytes, int, bytes]],
) -> None:
    data = HEAD + b"".join(before + element(kind, body) for before, kind, body in groups) + END
    entries = parse_store(data)
    assert build_store(entries) == data
    assert [(entry.context_id, entry.data) for entry in entries] == [group[1:] for group in groups]
    for entry, (before, _, _) in zip(entries, groups, strict=True):
        assert b"".join(one.build() for one in entry.properties) == before
        for one in entry.properties:
            assert one.value is not None


@given(GROUPS.filter(bool))
def test_every_cut_is_told(groups: list[tuple[bytes, int, bytes]]) -> None:
    data = HEAD + b"".join(before + element(kind, body) for before, kind, body in groups) + END
    for size in range(len(data)):
        with pytest.raises((StoreTruncatedError, NotAStoreError)):
            parse_store(data[:size])


@given(st.binary(max_size=200))
def test_any_bytes_are_a_store_or_a_clear_error(data: bytes) -> None:
    for candidate in (data, HEAD + data):
        try:
            entries = parse_store(candidate)
        except PkiError:
            continue
        assert build_store(entries) == candidate


def test_properties_are_decoded() -> None:
    anna = certificate("anna")
    data = (
        HEAD
        + element(83, b"\x30\x03\x02\x01\x05")
        + friendly("Anna's")
        + element(9, bytes.fromhex("300a06082b06010505070304"))
        + element(3, bytes.fromhex(anna.thumbprint))
        + element(104, (133_444_736_000_000_000).to_bytes(8, "little"))
        + element(104, b"")
        + element(122, b"\x30\x05")
        + element(32, anna.raw)
        + END
    )
    (entry,) = parse_store(data)
    values = [(one.name, one.value) for one in entry.properties]
    assert values[1:5] == [
        ("FriendlyName", "Anna's"),
        ("EnhancedKeyUsage", ("1.3.6.1.5.5.7.3.4",)),
        ("Sha1Hash", bytes.fromhex(anna.thumbprint)),
        ("DisallowedFileTime", datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
    ]
    assert values[5:] == [("DisallowedFileTime", b""), ("DisallowedEnhancedKeyUsage", b"\x30\x05")]
    assert entry.certificate.friendly_name == "Anna's"
    assert entry.property_value(98) is None


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", NotAStoreError),
        (b"\0\0\0", NotAStoreError),
        (b"\1\0\0\0CERT" + END, NotAStoreError),
        (b"Name,PrimarySmtpAddress\n", NotAStoreError),
        (b"\x30\x82\x01\x00", NotAStoreError),
        (HEAD, StoreTruncatedError),
        (HEAD[:6], StoreTruncatedError),
        (HEAD + element(32, b"abc"), StoreTruncatedError),
        (HEAD + element(32, b"abc")[:-1] + b"", StoreTruncatedError),
        (HEAD + struct.pack("<III", 32, 1, 500) + END, StoreTruncatedError),
        (HEAD + element(11, b"") + END, StoreCorruptError),
        (HEAD + END + b"x", StoreCorruptError),
        (HEAD + struct.pack("<III", 0, 1, 0), StoreCorruptError),
        (HEAD + struct.pack("<III", 32, 1, MAX_ELEMENT_SIZE + 1) + END, StoreTooLargeError),
    ],
)
def test_damaged_stores(data: bytes, error: type[PkiError]) -> None:
    with pytest.raises(error) as caught:
        parse_store(data, "x.sst")
    assert "x.sst" in caught.value.message


def test_element_of_an_impossible_id_is_refused_by_it() -> None:
    with pytest.raises(StoreElementError) as caught:
        parse_store(HEAD + element(0x10000, b"") + element(32, b"x") + END)
    assert caught.value.element_id == 0x10000


def test_collection_merges_and_knows_what_expires() -> None:
    root, anna, bo = certificate("root"), certificate("anna"), certificate("bo")
    collection = TrustCollection.of([root, anna]).merge(TrustCollection.of([anna, bo]))
    assert collection.certificates == (root, anna, bo)
    assert collection.thumbprints == (root.thumbprint, anna.thumbprint, bo.thumbprint)
    assert (collection.count, collection.size) == (3, len(collection.build()))
    assert collection.sha256 == hashlib.sha256(collection.build()).hexdigest().upper()
    assert collection.earliest_expiry == datetime(2036, 1, 1, tzinfo=UTC)
    assert collection.expired(datetime(2040, 1, 1, tzinfo=UTC)) == (anna, bo)
    assert collection.anchors() == (root,)
    assert collection.holds(bo)
    assert not TrustCollection.of([root]).holds(bo)


def test_merge_keeps_the_entry_with_properties() -> None:
    data = HEAD + friendly("A") + element(32, certificate("anna").raw) + END
    merged = TrustCollection.parse(data).merge(TrustCollection.of([certificate("anna")]))
    assert merged.build() == data
    assert merged.entries != (StoreEntry(certificate("anna").raw),)
