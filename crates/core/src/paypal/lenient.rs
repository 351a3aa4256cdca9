//! Reading JSON so that one odd field does not hide the others.

use serde::de::{Deserialize, Deserializer};

/// A value, if it is of the type expected.
struct Lenient<T>(Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(T::deserialize(deserializer).ok()))
    }
}

/// The value; nothing when it is null or of another type.
pub(crate) fn readable<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Lenient::deserialize(deserializer).map(|Lenient(value)| value)
}

/// The entries of a list that are of the type expected; none when it is no
/// list.
pub(crate) fn readable_entries<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let entries: Option<Vec<Lenient<T>>> = readable(deserializer)?;
    let entries = entries.unwrap_or_default().into_iter();
    Ok(entries.filter_map(|Lenient(entry)| entry).collect())
}

/// Text, or what is read as one: a number or a flag, such as a postal code that
/// somebody has written as a number. Amounts are never read by it.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Word {
    Text(String),
    Whole(i64),
    Number(f64),
    Flag(bool),
}

/// Optional text; numbers and flags are read as text.
pub(crate) fn readable_text<'de, D>(deserializer: D) -> Result<Option<String>, D::Error>
where
    D: Deserializer<'de>,
{
    let word: Option<Word> = readable(deserializer)?;
    Ok(word.map(|word| match word {
        Word::Text(text) => text,
        Word::Whole(number) => number.to_string(),
        Word::Number(number) => number.to_string(),
        Word::Flag(flag) => flag.to_string(),
    }))
}

/// Text, which is empty when there is none.
pub(crate) fn text_or_empty<'de, D>(deserializer: D) -> Result<String, D::Error>
where
    D: Deserializer<'de>,
{
    readable_text(deserializer).map(Option::unwrap_or_default)
}
