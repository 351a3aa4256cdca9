//! Results of buttons, told on the page they lead to.

/// Result of a button, `done` in the address of the page after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A form was saved.
    Saved,
    /// Money was added.
    Added,
    /// An account or an app was created.
    Created,
    /// A secret or a certificate was replaced.
    Renewed,
}

impl Outcome {
    const ALL: [Self; 4] = [Self::Saved, Self::Added, Self::Created, Self::Renewed];

    const fn code(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Added => "added",
            Self::Created => "created",
            Self::Renewed => "renewed",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Saved => "Saved.",
            Self::Added => "The money was added.",
            Self::Created => "Created.",
            Self::Renewed => "Renewed. What was there before is no longer accepted.",
        }
    }

    /// Address of the page that tells it.
    pub(super) fn page(self, path: &str) -> String {
        format!("{path}?done={}", self.code())
    }

    /// The words that the query of a page asks for. An unknown code has none.
    pub(super) fn notice(query: Option<&str>) -> Option<&'static str> {
        let mut pairs = url::form_urlencoded::parse(query?.as_bytes());
        let (_, code) = pairs.find(|(name, _)| name == "done")?;
        let known = Self::ALL.into_iter().find(|own| own.code() == code);
        known.map(Self::words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_tell_known_outcomes_alone() {
        for outcome in Outcome::ALL {
            let page = outcome.page("/_sandbox/accounts/A/settings");
            let (_, query) = page.split_once('?').unwrap();
            assert_eq!(Outcome::notice(Some(query)), Some(outcome.words()));
        }
        for other in [
            None,
            Some(""),
            Some("done"),
            Some("done=<b>"),
            Some("x=saved"),
        ] {
            assert_eq!(Outcome::notice(other), None, "{other:?}");
        }
    }
}
