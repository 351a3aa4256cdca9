//! Tags and texts of a page.

/// A start or end tag: its name (`/form` for an end tag) and its attributes.
///
/// The scan is simple because the templates escape `<`, `>` and `"` in all that comes from outside.
pub(super) fn tags(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut found = Vec::new();
    for piece in html.split('<').skip(1) {
        let inside = piece.split('>').next().unwrap();
        let (name, mut rest) = inside
            .split_once(char::is_whitespace)
            .unwrap_or((inside, ""));
        let mut attributes = Vec::new();
        while !rest.trim_start().is_empty() {
            rest = rest.trim_start();
            let end = rest
                .find(|c: char| c == '=' || c.is_whitespace())
                .unwrap_or(rest.len());
            let key = rest[..end].to_owned();
            rest = &rest[end..];
            let mut value = String::new();
            if let Some(quoted) = rest.strip_prefix("=\"") {
                let (text, after) = quoted.split_once('"').expect("a closing quote");
                value = text.to_owned();
                rest = after;
            }
            attributes.push((key, value));
        }
        found.push((name.to_ascii_lowercase(), attributes));
    }
    found
}

pub(super) fn attribute<'a>(
    tag: &'a (String, Vec<(String, String)>),
    name: &str,
) -> Option<&'a str> {
    tag.1
        .iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}

/// The text that a person reads, on one line.
pub(super) fn visible(html: &str) -> String {
    let mut text = String::new();
    for (index, piece) in html.split('<').enumerate() {
        let Some((tag, after)) = piece.split_once('>') else {
            if index == 0 {
                text.push_str(piece);
            }
            continue;
        };
        let within_a_word = ["bdi", "/bdi", "data", "/data", "strong", "/strong", "wbr"];
        if !within_a_word.contains(&tag.split_whitespace().next().unwrap_or_default()) {
            text.push(' ');
        }
        text.push_str(after);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of every button.
pub(super) fn buttons(html: &str) -> Vec<String> {
    html.split("<button")
        .skip(1)
        .map(|rest| {
            let inside = rest.split("</button>").next().unwrap();
            visible(inside.split_once('>').unwrap().1)
        })
        .collect()
}
