use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::error::Error;

const FIRST_DELAY: Duration = Duration::from_secs(1);
const MAX_DELAY: Duration = Duration::from_secs(30);
const FIRST_POLL: Duration = Duration::from_secs(1);
const MAX_POLL: Duration = Duration::from_secs(10);
const POLL_GROWTH: f64 = 1.5;
const MAX_DOUBLINGS: u32 = 10;
const MAX_SECONDS_DIGITS: usize = 9;
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The delay before retry number `retry`, counted from 1: between half and all of a doubling delay, so that clients
/// that failed together do not retry together, or as long as the service asks.
pub(crate) fn retry_delay(retry: u32, failure: &Error, random: f64) -> Duration {
    let longest = (FIRST_DELAY * (1 << (retry - 1).min(MAX_DOUBLINGS))).min(MAX_DELAY);
    or_longer(longest.mul_f64(0.5 + random / 2.0), failure)
}

/// Our own delay, or that of the refusal if it is longer.
pub(crate) fn or_longer(own: Duration, failure: &Error) -> Duration {
    match failure.retry_after() {
        // A tenth more, so that clients that were told the same time do not return together.
        Some(requested) if requested > own => requested + own / 10,
        _ => own,
    }
}

/// The delays between polls: each between 80% and all of its step, so that many jobs do not ask at the same moment.
pub(crate) struct PollSchedule(Duration);

impl PollSchedule {
    pub(crate) fn new() -> Self {
        Self(FIRST_POLL)
    }

    pub(crate) fn next(&mut self, random: f64) -> Duration {
        let delay = self.0.mul_f64(0.8 + random / 5.0);
        self.0 = self.0.mul_f64(POLL_GROWTH).min(MAX_POLL);
        delay
    }
}

/// A random number from the keys that the standard library draws for its maps.
pub(crate) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// From 0 to 1.
pub(crate) fn random_fraction() -> f64 {
    random() as f64 / u64::MAX as f64
}

/// The delay that a refusal gives, by `Retry-After` (RFC 9110 §10.2.3) or by a header that the document names.
pub(crate) fn retry_after<'a>(
    header: impl Fn(&str) -> Option<&'a str>,
    reset_headers: &[&str],
    now: SystemTime,
) -> Option<Duration> {
    let until = |seconds: i64| {
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        Duration::from_secs(seconds.try_into().unwrap_or(0)).saturating_sub(now)
    };
    let delay = header("retry-after").map(str::trim).and_then(|value| {
        if (1..=MAX_SECONDS_DIGITS).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit()) {
            value.parse().ok().map(Duration::from_secs)
        } else {
            http_date(value).map(until)
        }
    });
    delay.or_else(|| reset_headers.iter().find_map(|name| iso_time(header(name)?.trim()).map(until)))
}

/// Seconds since 1970 of the preferred form of RFC 9110 §5.6.7, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(crate) fn http_date(text: &str) -> Option<i64> {
    let (_, date) = text.split_once(", ")?;
    let [day, month, year, time, "GMT"] = date.split(' ').collect::<Vec<_>>()[..] else { return None };
    let month = MONTHS.iter().position(|name| month.eq_ignore_ascii_case(name))? + 1;
    seconds(number(year, 4)?, month.try_into().ok()?, number(day, day.len().clamp(1, 2))?, time)
}

/// Seconds since 1970 of a time of the service. Its exact form was never published: ISO 8601 with or without a zone
/// is understood.
pub(crate) fn iso_time(text: &str) -> Option<i64> {
    let (date, time) = text.split_once(['T', 't', ' '])?;
    let [year, month, day] = date.split('-').collect::<Vec<_>>()[..] else { return None };
    let (time, offset) = match time.find(['Z', 'z', '+', '-']) {
        Some(at) => (&time[..at], zone(&time[at..])?),
        None => (time, 0),
    };
    Some(seconds(number(year, 4)?, number(month, 2)?, number(day, 2)?, time)? - offset)
}

fn zone(text: &str) -> Option<i64> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text[1..].split_once(':')?;
    Some(sign * (number(hours, 2)? * 3600 + number(minutes, 2)? * 60))
}

fn seconds(year: i64, month: i64, day: i64, time: &str) -> Option<i64> {
    let time = time.split_once('.').map_or(time, |(whole, _)| whole);
    let parts: Option<Vec<i64>> = time.split(':').map(|part| number(part, 2)).collect();
    let (hour, minute, second) = match parts?[..] {
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let is_valid = (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..=60).contains(&second);
    is_valid.then(|| days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second)
}

fn number(text: &str, digits: usize) -> Option<i64> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Days since 1970 in the Gregorian calendar, with years that start in March, so that leap days come last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468
}

/// The day of a time in seconds since 1970, such as `2026-11-24`. The inverse of [`days`].
pub(crate) fn iso_date(seconds: i64) -> String {
    // Years begin in March here, so that the leap day is the last one.
    let shifted = seconds.div_euclid(86_400) + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Billing;
    use crate::error::{ErrorKind, Failure};
    use crate::operations::TEXT_TO_VIDEO;

    #[test]
    fn http_date_and_iso_time_are_seconds_since_1970() {
        assert_eq!(http_date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
        assert_eq!(iso_time("1994-11-06T08:49:37Z"), Some(784_111_777));
        assert_eq!(iso_time("1994-11-06 08:49:37.123"), Some(784_111_777));
        assert_eq!(iso_time("1994-11-06T10:49:37+02:00"), Some(784_111_777));
        assert_eq!(iso_time("2024-02-29T00:00"), Some(1_709_164_800));
        for wrong in ["", "soon", "1994-13-06T08:49:37Z", "1994-11-06", "1994-11-06T08:49:37+x", "é-é-éTé"] {
            assert_eq!(iso_time(wrong), None, "{wrong}");
        }
        assert_eq!(http_date("Sunday, 06-Nov-94 08:49:37 GMT"), None);
    }

    #[test]
    fn iso_date_is_the_inverse_of_iso_time() {
        for day in 0..60_000 {
            let seconds = day * 86_400;
            let date = iso_date(seconds + 86_399);
            assert_eq!(iso_time(&format!("{date}T00:00")), Some(seconds), "{date}");
        }
    }

    #[test]
    fn poll_schedule_grows_from_one_to_ten_seconds() {
        let millis = |random| {
            let mut schedule = PollSchedule::new();
            [(); 8].map(|()| schedule.next(random).as_millis())
        };
        assert_eq!(millis(1.0), [1_000, 1_500, 2_250, 3_375, 5_062, 7_593, 10_000, 10_000]);
        assert_eq!(millis(0.0)[..2], [800, 1_200]);
    }

    #[test]
    fn retry_after_prefers_the_standard_header() {
        let now = UNIX_EPOCH + Duration::from_secs(784_111_700);
        let read = |standard: Option<&'static str>, reset: Option<&'static str>| {
            retry_after(|name| if name == "retry-after" { standard } else { reset }, &["reset"], now)
        };
        assert_eq!(read(Some("7"), None), Some(Duration::from_secs(7)));
        assert_eq!(read(Some("Sun, 06 Nov 1994 08:49:37 GMT"), None), Some(Duration::from_secs(77)));
        assert_eq!(read(Some("-1"), Some("1994-11-06T08:49:37Z")), Some(Duration::from_secs(77)));
        assert_eq!(read(None, Some("1990-11-06T08:49:37Z")), Some(Duration::ZERO));
        assert_eq!(read(None, None), None);
    }

    #[test]
    fn retry_delay_doubles_and_honours_the_service() {
        let failure = |retry_after| {
            Error::from(Failure::new(TEXT_TO_VIDEO, ErrorKind::RateLimited { retry_after }, Billing::NotBilled, ""))
        };
        let millis = |retry, after: Option<u64>, random| {
            retry_delay(retry, &failure(after.map(Duration::from_secs)), random).as_millis()
        };
        assert_eq!(millis(1, None, 0.0), 500);
        assert_eq!(millis(1, None, 1.0), 1_000);
        assert_eq!(millis(3, None, 1.0), 4_000);
        assert_eq!(millis(99, None, 1.0), 30_000);
        assert_eq!(millis(1, Some(60), 1.0), 60_100);
    }
}
