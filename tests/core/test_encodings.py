from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.core.encodings import (
    ENCODING_NAMES,
    EncodingNameError,
    decode_text,
    decoded_pieces,
    detect_encoding,
    find_encoding,
)


@pytest.mark.parametrize("name", ENCODING_NAMES)
def test_every_name_is_known_in_any_case(name):
    assert find_encoding(name.upper()).decode(find_encoding(name).encode("abc")) == "abc"


def test_marks():
    assert find_encoding("utf8").encode("ä", begins_file=True) == "ä".encode()
    assert find_encoding("UTF8BOM").encode("ä", begins_file=True) == b"\xef\xbb\xbf\xc3\xa4"
    assert find_encoding("Unicode").encode("a", begins_file=True) == b"\xff\xfea\0"
    assert find_encoding("Unicode").encode("a") == b"a\0"


def test_code_pages_and_codec_names():
    assert find_encoding("1252").encode("€") == b"\x80"
    assert find_encoding("iso-8859-15").encode("€") == b"\xa4"
    assert find_encoding("ascii").encode("ä") == b"?"


@pytest.mark.parametrize("name", ["nope", "", "99999", "rot13", "base64"])
def test_what_is_no_text_encoding_is_an_error_that_names_it(name):
    with pytest.raises(EncodingNameError) as caught:
        find_encoding(name)
    assert caught.value.name == name


def test_a_mark_wins_over_the_default():
    assert detect_encoding(b"\xff\xfea\0").name == "unicode"
    assert detect_encoding(b"\xff\xfe\0\0a\0\0\0").name == "utf32"
    assert decode_text(b"\xe4", find_encoding("1252")) == "ä"


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"])).filter(lambda t: t[:1] != "\ufeff"),
    st.sampled_from(["utf8", "utf8BOM", "unicode", "bigendianunicode", "utf32", "bigendianutf32"]),
)
def test_unicode_goes_there_and_back(text, name):
    encoding = find_encoding(name)
    raw = encoding.encode(text, begins_file=True)
    assert decode_text(raw, encoding) == text
    assert "".join(decoded_pieces(BytesIO(raw), encoding, size=7)) == text
