//! The part of a URL that says whose it is.

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
        if url
            .bytes()
            .any(|byte| matches!(byte, 0..=b' ' | b'\\' | 0x7f))
        {
            return None;
        }
        let (scheme, after) = url.split_once(':')?;
        let after = after.strip_prefix("//")?;
        let https = if scheme.eq_ignore_ascii_case("https") {
            true
        } else if scheme.eq_ignore_ascii_case("http") {
            false
        } else {
            return None;
        };
        let end = after.find(['/', '?', '#']).unwrap_or(after.len());
        let (authority, rest) = after.split_at(end);
        // An address of IP version 6 has colons of its own.
        let host_end = match authority.strip_prefix('[') {
            Some(inner) => inner.find(']')? + 2,
            None => authority.find(':').unwrap_or(authority.len()),
        };
        let (host, port) = authority.split_at(host_end);
        let port = match port.strip_prefix(':') {
            Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                let port = digits.parse().ok()?;
                (!digits.starts_with('0')).then_some(port)?
            }
            None if port.is_empty() && https => 443,
            None if port.is_empty() => 80,
            _ => return None,
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

fn is_host(host: &str) -> bool {
    match host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        Some(address) => {
            address.bytes().any(|byte| byte == b':')
                && address
                    .bytes()
                    .all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.'))
        }
        None => host.split('.').all(|label| {
            !label.is_empty()
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        }),
    }
}
