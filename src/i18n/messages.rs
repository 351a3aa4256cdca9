//! Messages in one language.

use super::Message;

/// Messages of one language; English where it has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Messages(Vec<Option<String>>);

impl Messages {
    /// Texts from a lookup by key.
    pub fn from_lookup(mut lookup: impl FnMut(&'static str) -> Option<String>) -> Self {
        Self(
            Message::ALL
                .iter()
                .map(|message| lookup(message.key()))
                .collect(),
        )
    }

    /// The text, with its `{placeholders}` as they are.
    #[must_use]
    pub fn get(&self, message: Message) -> &str {
        match self.0.get(message as usize) {
            Some(Some(own)) => own,
            _ => message.english(),
        }
    }

    /// The text with `{name}` replaced by each value.
    #[must_use]
    pub fn format(&self, message: Message, values: &[(&str, &str)]) -> String {
        let mut rest = self.get(message);
        let mut filled = String::new();
        // Values are never looked at again, so that a name with braces in it
        // stays as it is.
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                filled.push('{');
                rest = after;
                break;
            };
            if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
                filled.push_str(value);
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn locale(json: &str) -> BTreeMap<String, String> {
        serde_json::from_str(json).unwrap()
    }

    fn placeholders(text: &str) -> Vec<&str> {
        let mut names: Vec<_> = text
            .split('{')
            .skip(1)
            .filter_map(|part| part.split_once('}').map(|(name, _)| name))
            .collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn every_language_has_every_text() {
        let plural = [
            Message::UnitsZero,
            Message::UnitsTwo,
            Message::UnitsFew,
            Message::UnitsMany,
        ];
        let mut missing = Vec::new();
        for (name, json, forms) in [
            ("en", include_str!("../../locales/en.json"), 2),
            ("de", include_str!("../../locales/de.json"), 2),
            ("zh", include_str!("../../locales/zh.json"), 1),
            ("ar", include_str!("../../locales/ar.json"), 6),
        ] {
            let texts = locale(json);
            let mut known = 0;
            for text in Message::ALL {
                let Some(own) = texts.get(text.key()) else {
                    let optional =
                        plural.contains(text) || *text == Message::UnitsOne && forms == 1;
                    if !optional || forms == 6 {
                        missing.push(format!("{name}: {}", text.key()));
                    }
                    continue;
                };
                known += 1;
                if !text.key().starts_with("cart.units.") {
                    assert_eq!(
                        placeholders(own),
                        placeholders(text.english()),
                        "{name} {}",
                        text.key()
                    );
                }
                if name == "en" {
                    assert_eq!(own, text.english(), "{}", text.key());
                }
            }
            assert_eq!(known, texts.len(), "{name} has texts that nobody uses");
        }
        assert!(missing.is_empty(), "missing: {missing:#?}");
    }

    #[test]
    fn values_are_put_in_once() {
        let messages = Messages::default();
        let filled = messages.format(Message::LineRemove, &[("name", "{name} {count}")]);
        assert_eq!(filled, "Remove {name} {count}");
        let own = Messages::from_lookup(|key| {
            (key == "line.remove").then(|| "{name} {name} {".to_owned())
        });
        assert_eq!(own.format(Message::LineRemove, &[("name", "A")]), "A A {");
    }
}
