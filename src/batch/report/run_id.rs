//! The name and the times of one run, in records for programs.

use crate::batch::files::digest::Digest;
use crate::tree::Date;
use std::time::{SystemTime, UNIX_EPOCH};

/// A name of 16 hexadecimal digits, from the time and the process.
pub fn run_id() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let number = Digest::blake3(format!("{} {}", since.as_nanos(), std::process::id()).as_bytes()).number();
    format!("{number:016x}")
}

/// The current time (RFC 3339, UTC, whole seconds); `None` if the clock is set before 1970.
pub fn now() -> Option<String> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    rfc_3339(seconds)
}

fn rfc_3339(seconds: u64) -> Option<String> {
    let date = Date::from_unix_seconds(seconds.try_into().ok()?)?;
    let of_day = seconds % 86_400;
    let (hours, minutes, seconds) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    Some(format!("{date}T{hours:02}:{minutes:02}:{seconds:02}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_rfc_3339_asks() {
        assert_eq!(rfc_3339(0).as_deref(), Some("1970-01-01T00:00:00Z"));
        assert_eq!(rfc_3339(1_796_083_199).as_deref(), Some("2026-11-30T23:59:59Z"));
    }
}
