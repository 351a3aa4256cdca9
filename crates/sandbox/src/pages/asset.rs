//! The files that the pages link to, kept inside the program.

const CSS: &str = "text/css; charset=utf-8";

/// A file as it is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    /// Value of the `Content-Type` header.
    pub content_type: &'static str,
    /// The whole file.
    pub bytes: &'static [u8],
}

/// The file that is served at `/_sandbox/assets/{name}`.
#[must_use]
pub fn asset(name: &str) -> Option<Asset> {
    let (content_type, bytes): (_, &[u8]) = match name {
        "base.css" => (CSS, include_bytes!("../../assets/base.css")),
        "controls.css" => (CSS, include_bytes!("../../assets/controls.css")),
        "tables.css" => (CSS, include_bytes!("../../assets/tables.css")),
        "checkout.css" => (CSS, include_bytes!("../../assets/checkout.css")),
        "account.css" => (CSS, include_bytes!("../../assets/account.css")),
        "people.css" => (CSS, include_bytes!("../../assets/people.css")),
        "return.js" => (
            "text/javascript; charset=utf-8",
            include_bytes!("../../assets/return.js"),
        ),
        "mark.svg" => ("image/svg+xml", include_bytes!("../../assets/mark.svg")),
        _ => return None,
    };
    Some(Asset {
        content_type,
        bytes,
    })
}
