"""Numbers and mail addresses as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khien.audiences.rules.columns import guessed, has_header
from khien.audiences.rules.numbers import (
    OLD_PREFIXES,
    BadAddress,
    Fault,
    either,
    mail,
    masked,
    mobile,
    number,
)

HEADS = [
    f"{a}{b}"
    for a, rest in (("3", "23456789"), ("5", "23456789"), ("7", "06789"), ("9", "0123456789"))
    for b in rest
]
MOBILES = st.builds(
    lambda head, rest: f"{head}{rest:07}",
    st.sampled_from(HEADS),
    st.integers(min_value=0, max_value=9_999_999),
)


@pytest.mark.parametrize(
    "text",
    [
        "0912345678", "0912 345 678", "0912.345.678", "0912-345-678", "(091) 234 5678", "+84912345678",
        "+84 (0)912 345 678", "84912345678", "0084912345678", "0084 0912 345 678", " 0912345678\u200b",
    ],
)  # fmt: skip
def test_one_number_in_many_spellings_is_one_number(text: str) -> None:
    assert mobile(text).address == "+84912345678"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("01201234567", "+84701234567"), ("01211234567", "+84791234567"), ("01221234567", "+84771234567"),
        ("01261234567", "+84761234567"), ("01281234567", "+84781234567"), ("01231234567", "+84831234567"),
        ("01241234567", "+84841234567"), ("01251234567", "+84851234567"), ("01271234567", "+84811234567"),
        ("01291234567", "+84821234567"), ("01621234567", "+84321234567"), ("01691234567", "+84391234567"),
        ("01861234567", "+84561234567"), ("01881234567", "+84581234567"), ("01991234567", "+84591234567"),
        ("+841681234567", "+84381234567"), ("1681234567", "+84381234567"),
    ],
)  # fmt: skip
def test_eleven_digits_of_before_2018_become_todays_ten(old: str, new: str) -> None:
    found = mobile(old)
    assert (found.address, found.mended) == (new, True)


def test_every_old_prefix_leads_to_its_own_new_one() -> None:
    assert len(set(OLD_PREFIXES.values())) == len(OLD_PREFIXES) == 21


def test_a_zero_that_a_table_ate_is_given_back() -> None:
    found = mobile("912345678")
    assert (found.address, found.mended) == ("+84912345678", True)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.EMPTY), ("   ", Fault.EMPTY), ("không có", Fault.NO_NUMBER), ("---", Fault.NO_NUMBER),
        ("0912 345", Fault.SHORT), ("09123456789", Fault.UNKNOWN_PREFIX), ("091234567890", Fault.LONG),
        ("+1 202 555 0100", Fault.ABROAD), ("0001234567", Fault.ABROAD), ("0412345678", Fault.UNKNOWN_PREFIX),
        ("0912345678/0987654321", Fault.SEVERAL), ("0912345678 0987654321", Fault.SEVERAL),
        ("024 3825 1234", Fault.LANDLINE), ("0260 3862 123", Fault.LANDLINE), ("٠٩١٢٣٤٥٦٧٨", Fault.UNKNOWN_PREFIX),
        ("9" * 500, Fault.SEVERAL),
    ],
)  # fmt: skip
def test_nonsense_is_refused_with_its_reason(text: str, fault: Fault) -> None:
    with pytest.raises(BadAddress) as refused:
        mobile(text)
    assert refused.value.fault == fault
    assert not any(c.isdigit() for c in str(refused.value))


def test_a_landline_is_a_number_but_takes_no_message() -> None:
    assert number("024 3825 1234").address == "+842438251234"


@given(MOBILES)
def test_what_is_normalised_once_stays_so(national: str) -> None:
    first = mobile(f"0{national}")
    assert mobile(first.address) == first
    assert mobile(first.address.removeprefix("+")).address == first.address


@given(st.text(max_size=80))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for read in (mobile, mail):
        try:
            found = read(text)
        except BadAddress:
            continue
        assert read(found.address).same == found.same


@given(MOBILES)
def test_a_masked_number_hides_five_digits(national: str) -> None:
    shown = masked("sms", mobile(f"0{national}").address)
    assert shown == f"0{national[0]}•• ••• {national[-3:]}"


def test_mail_addresses_are_one_however_their_letters_stand() -> None:
    assert mail(" Lan@VIDU.vn ").address == "Lan@vidu.vn"
    assert mail("mailto:Lan@vidu.vn").same == mail("lan@VIDU.VN.").same == "lan@vidu.vn"
    assert mail("lan@cộngđồng.vn").address == "lan@xn--cngng-3ob1v5i1h.vn" or mail(
        "lan@cộngđồng.vn"
    ).address.startswith("lan@xn--")


@pytest.mark.parametrize(
    "text",
    ["lan", "lan@", "@vidu.vn", "lan@vidu", "lan@@vidu.vn", "lan nguyen@vidu.vn", "lan..n@vidu.vn", "lan@vidu.1",
     "lân@vidu.vn", "a@b.vn,c@d.vn", "lan@-vidu.vn", "x" * 65 + "@vidu.vn", "lan@" + "a." * 130 + "vn",
     "lan@vi\nBcc: du.vn"],
)  # fmt: skip
def test_what_is_no_mail_address_is_refused(text: str) -> None:
    with pytest.raises(BadAddress):
        mail(text)


def test_one_field_takes_both() -> None:
    assert either("lan@vidu.vn")[0] == "email"
    assert either("0912345678")[0] == "sms"
    assert masked("email", "lan@vidu.vn") == "l•••@vidu.vn"
    assert masked("zalo", "123456789") == "•••"


def test_columns_are_guessed_from_their_headings_and_from_what_stands_below() -> None:
    assert guessed(["STT", "Họ và tên", "SĐT", "E-mail", "Xã/Phường", "Đối tượng"], []) == {
        "phone": 2, "mail": 3, "name": 1, "place": 4, "audience": 5,
    }  # fmt: skip
    assert guessed(["A", "B", "C"], [["1", "0912 345 678", "a@b.vn"]]) == {"phone": 1, "mail": 2}
    assert has_header(["Họ tên", "Số điện thoại"])
    assert not has_header(["Lan", "0912345678"])
