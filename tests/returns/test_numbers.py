import pytest

from stocktake.returns.numbers import TwoReadingsError, number_from_text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234", 1234), ("12.5", 12.5), ("-3", -3), ("\u22123", -3), ("1,234,567", 1234567),
        ("1,234.5", 1234.5), ("1.234,5", 1234.5), ("1.234.567,8", 1234567.8), ("1 234", 1234),
        ("1\u00a0234,5", 1234.5), ("77,1", 77.1), ("0,123", 0.123), ("1e3", 1000), ("1.234", 1.234),
    ],
)  # fmt: skip
def test_numbers_as_people_type_them(text, number):
    assert number_from_text(text, is_count=False) == pytest.approx(number)


@pytest.mark.parametrize(("text", "is_count"), [
    ("1,234", False), ("1.234", True), ("12,34", True), ("0,123", True),
])  # fmt: skip
def test_two_readings_are_not_guessed_at(text, is_count):
    with pytest.raises(TwoReadingsError):
        number_from_text(text, is_count=is_count)


def test_a_thousand_in_a_count_is_a_thousand():
    assert number_from_text("1,234", is_count=True) == 1234


@pytest.mark.parametrize("text", ["", "n/a", "12a", "nan", "inf", "1e999", "1,23,4", "1_000",
                                  "0x10", "9" * 60, "--1", "12 34"])  # fmt: skip
def test_what_is_no_number_is_none(text):
    assert number_from_text(text, is_count=False) is None
