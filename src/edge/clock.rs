//! What day it is, and how long something took.
//!
//! Edge. The only module that asks the clock.

#![expect(clippy::disallowed_methods, reason = "the edge asks the clock and the environment")]

use std::{env, time::Instant};

use jiff::{Timestamp, tz::TimeZone};

use crate::{date::Date, edge::failure::Failure};

/// The variable that sets the day, as <https://reproducible-builds.org/specs/source-date-epoch/>
/// has it: seconds since 1970.
const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// Today: the day that `SOURCE_DATE_EPOCH` falls on in UTC, else the day it is here.
///
/// # Errors
///
/// Wrong usage, when the variable is set and holds no number of seconds.
pub fn today() -> Result<Date, Failure> {
    let now = match env::var_os(EPOCH) {
        None => TimeZone::system().to_datetime(Timestamp::now()),
        Some(seconds) => {
            let seconds = seconds.to_str().and_then(|text| text.parse().ok());
            let moment = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
            let moment = moment.ok_or_else(|| Failure::usage(format!("`{EPOCH}` is not a number of seconds")))?;
            TimeZone::UTC.to_datetime(moment)
        }
    };
    let day = now.date();
    Date::new(day.year(), day.month(), day.day()).ok_or_else(|| Failure::usage("the clock shows no day"))
}

/// A moment to count from.
#[derive(Clone, Copy, Debug)]
pub struct Start(Instant);

impl Start {
    /// Now.
    #[must_use]
    pub fn now() -> Self {
        Self(Instant::now())
    }

    /// Thousandths of a second since then.
    #[must_use]
    pub fn millis(self) -> u128 {
        self.0.elapsed().as_millis()
    }

    /// Seconds since then, as a summary prints them: `0.31`.
    #[must_use]
    pub fn seconds(self) -> String {
        format!("{:.2}", self.0.elapsed().as_secs_f64())
    }
}
