//! Dates that do not come from an article: today, and `SOURCE_DATE_EPOCH`.

use crate::tree::Date;

/// Today's date; `None` if the clock is set before 1970.
pub fn today() -> Option<Date> {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?.as_secs();
    Date::from_unix_seconds(seconds.try_into().ok()?)
}

/// The date in `SOURCE_DATE_EPOCH` (reproducible-builds.org): the only date that does not come from an article.
pub fn build_date() -> Result<Option<Date>, String> {
    let Some(seconds) = std::env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(None);
    };
    let date = seconds.to_str().and_then(|seconds| Date::from_unix_seconds(seconds.trim().parse().ok()?));
    date.map(Some).ok_or_else(|| "SOURCE_DATE_EPOCH is not a number of seconds since 1970".to_owned())
}
