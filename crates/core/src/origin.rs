//! Origin of a URL.

/// Scheme, host and port of an absolute `http` or `https` URL.
///
/// Stricter than a browser: whatever a browser would repair (backslashes,
/// blanks, control characters, missing slashes) or what only serves to mislead
/// (user names) is no URL here.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin<'a> {
    pub(crate) https: bool,
    host: &'a str,
    port: u16,
    /// Everything after the origin.
    pub(crate) rest: &'a str,
}

impl<'a> Origin<'a> {
    pub(crate) fn of(url: &'a str) -> Option<Self> {
        // Other blanks than these are no part of a host, and harmless after it.
        if url.contains(|c: char| matches!(c, '\0'..=' ' | '\\' | '\u{7f}')) {
            return None;
        }
        let (scheme, after) = url.split_once("://")?;
        let https = scheme.eq_ignore_ascii_case("https");
        if !https && !scheme.eq_ignore_ascii_case("http") {
            return None;
        }
        let end = after.find(['/', '?', '#']).unwrap_or(after.len());
        let (authority, rest) = after.split_at(end);
        // An address of IP version 6 has colons of its own.
        let address_end = if authority.starts_with('[') {
            authority.find(']')?
        } else {
            0
        };
        let colon = authority[address_end..].find(':');
        let (host, port) = match colon.map(|colon| authority.split_at(address_end + colon)) {
            Some((host, port)) => (host, parse_port(&port[1..])?),
            None if https => (authority, 443),
            None => (authority, 80),
        };
        is_host(host).then_some(Self {
            https,
            host,
            port,
            rest,
        })
    }

    pub(crate) fn is_same(&self, other: &Origin<'_>) -> bool {
        self.https == other.https
            && self.host.eq_ignore_ascii_case(other.host)
            && self.port == other.port
    }
}

/// A port from 1, without zeros before it.
fn parse_port(text: &str) -> Option<u16> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let port = text.parse().ok()?;
    (digits && !text.starts_with('0')).then_some(port)
}

fn is_host(host: &str) -> bool {
    let address = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    if let Some(address) = address {
        return address.contains(':')
            && address
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.'));
    }
    host.split('.').all(|label| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}
