//! The part of a URL that says whose it is.

/// Scheme, host and port of an absolute `http` or `https` URL.
///
/// Stricter than a browser: whatever a browser would repair (backslashes,
/// blanks, control characters, missing slashes) or what only serves to mislead
/// (user names) is no URL here.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin<'a> {
    pub(crate) https: bool,
    host: &'a [u8],
    port: u16,
    /// Everything after the origin.
    pub(crate) rest: &'a str,
}

impl<'a> Origin<'a> {
    pub(crate) fn of(url: &'a str) -> Option<Self> {
        let bytes = url.as_bytes();
        // Other blanks than these are no part of a host, and harmless after it.
        if bytes
            .iter()
            .any(|byte| matches!(byte, 0..=b' ' | b'\\' | 0x7f))
        {
            return None;
        }
        let (https, start) = if starts_with(bytes, b"https://") {
            (true, 8)
        } else if starts_with(bytes, b"http://") {
            (false, 7)
        } else {
            return None;
        };
        let until = |from: usize, marks: &[u8]| {
            let mark = bytes[from..].iter().position(|byte| marks.contains(byte));
            mark.map_or(bytes.len(), |place| from + place)
        };
        let end = until(start, b"/?#");
        // An address of IP version 6 has colons of its own.
        let address_end = if bytes[start..].starts_with(b"[") {
            until(start, b"]").min(end)
        } else {
            start
        };
        let host_end = until(address_end, b":").min(end);
        let port = match bytes[host_end..end].split_first() {
            Some((_, digits)) => port(digits)?,
            None if https => 443,
            None => 80,
        };
        let host = &bytes[start..host_end];
        is_host(host).then_some(Self {
            https,
            host,
            port,
            // What ends there is one byte.
            rest: url.get(end..)?,
        })
    }

    pub(crate) fn is_same(&self, other: &Origin<'_>) -> bool {
        self.https == other.https
            && self.host.eq_ignore_ascii_case(other.host)
            && self.port == other.port
    }
}

fn starts_with(bytes: &[u8], scheme: &[u8]) -> bool {
    bytes
        .get(..scheme.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

/// A port, without zeros before it.
fn port(digits: &[u8]) -> Option<u16> {
    let mut port = 0_u16;
    for digit in digits {
        if !digit.is_ascii_digit() || digits[0] == b'0' {
            return None;
        }
        port = port.checked_mul(10)?.checked_add((digit - b'0').into())?;
    }
    (port != 0).then_some(port)
}

fn is_host(host: &[u8]) -> bool {
    if let [b'[', address @ .., b']'] = host {
        return address.contains(&b':')
            && address
                .iter()
                .all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.'));
    }
    // No label is empty.
    let mut before = b'.';
    for byte in host {
        if !(byte.is_ascii_alphanumeric() || *byte == b'-' || (*byte == b'.' && before != b'.')) {
            return false;
        }
        before = *byte;
    }
    before != b'.'
}
