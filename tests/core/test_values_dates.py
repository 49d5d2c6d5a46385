"""DateTime and TimeSpan: ticks, the calendar (against Python's own), kinds and offsets."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.core.values import DateKind, DateTime, DateTimeOffset, TimeSpan
from smimeadmin.core.values_dates import MAX_TICKS, TICKS_PER_DAY, date_of_days, ticks_of_date

MOMENTS = st.datetimes()
TICKS = st.integers(0, MAX_TICKS)


@given(st.dates())
def test_days_and_dates_are_two_names_for_one_thing(date):
    assert ticks_of_date(date.year, date.month, date.day) == (date.toordinal() - 1) * TICKS_PER_DAY
    assert date_of_days(date.toordinal() - 1) == (date.year, date.month, date.day)


@given(MOMENTS)
def test_parts_agree_with_the_calendar(moment):
    ours = DateTime.from_datetime(moment)
    assert ours.kind is DateKind.UNSPECIFIED
    assert ours.date_parts() == (moment.year, moment.month, moment.day)
    hour, minute, second, below = ours.time_parts()
    assert (hour, minute, second) == (moment.hour, moment.minute, moment.second)
    assert below == moment.microsecond * 10
    assert ours.day_of_week == moment.isoweekday() % 7
    assert ours.day_of_year == moment.timetuple().tm_yday


@given(st.integers(0, 2**31 - 1))
def test_an_aware_moment_becomes_local_and_is_the_same_moment(seconds):
    moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    ours = DateTime.from_datetime(moment)
    assert ours.kind is DateKind.LOCAL
    assert ours.to_utc() == DateTime.from_datetime(moment.replace(tzinfo=None))


@given(TICKS, st.integers(-400, 400))
def test_adding_months_keeps_the_day_or_takes_the_last(ticks, months):
    moment = DateTime(ticks)
    year, month, day = moment.date_parts()
    total = year * 12 + month - 1 + months
    if not 12 <= total < 120_000:
        with pytest.raises(OverflowError):
            moment.add_months(months)
        return
    later = moment.add_months(months)
    assert later.date_parts()[:2] == (total // 12, total % 12 + 1)
    assert later.date_parts()[2] in {day, 28, 29, 30}
    assert later.ticks % TICKS_PER_DAY == ticks % TICKS_PER_DAY


@pytest.mark.parametrize("ticks", [-1, MAX_TICKS + 1])
def test_there_is_nothing_outside_the_calendar(ticks):
    with pytest.raises(OverflowError):
        DateTime(ticks)


@pytest.mark.parametrize("parts", [(2023, 2, 29), (2024, 13, 1), (0, 1, 1), (2024, 1, 1, 24)])
def test_a_moment_that_does_not_exist_is_refused(parts):
    with pytest.raises(ValueError, match="There is no"):
        DateTime.of(*parts)


def test_the_last_digit_of_a_tick_is_kept():
    assert DateTime.of(2024, 3, 1, ticks=1).ticks - DateTime.of(2024, 3, 1).ticks == 1


@given(st.integers(-(1 << 62), 1 << 62))
def test_the_parts_of_a_span_add_up(ticks):
    span = TimeSpan(ticks)
    days, hours, minutes, seconds, below = span.parts()
    assert TimeSpan.of(days, hours, minutes, seconds, below) == span


def test_spans_show_days_and_fractions_only_where_there_are_some():
    assert str(TimeSpan.of(hours=1)) == "01:00:00"
    assert str(TimeSpan.of(days=-1)) == "-1.00:00:00"
    assert str(TimeSpan(5)) == "00:00:00.0000005"


def test_offsets_compare_by_the_moment():
    assert DateTimeOffset(TICKS_PER_DAY, 60) < DateTimeOffset(TICKS_PER_DAY)
    assert DateTimeOffset(36_000_000_000, 60) == DateTimeOffset(0, 0)
