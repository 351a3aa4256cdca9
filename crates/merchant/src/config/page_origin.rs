//! Origin of pages that may call the server from elsewhere.

use std::str::FromStr;

use axum::http::HeaderValue;
use url::{Origin, Url};

/// An origin as browsers send it: scheme, host, and the port unless it is the
/// scheme's own, such as `https://shop.example`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageOrigin(HeaderValue);

/// A text that is no origin of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "use an origin as browsers send it, such as https://shop.example: in small letters, with no path and no slash at the end"
)]
pub struct PageOriginError;

impl PageOrigin {
    /// Value of the header `Origin`.
    pub(crate) const fn header(&self) -> &HeaderValue {
        &self.0
    }
}

impl FromStr for PageOrigin {
    type Err = PageOriginError;

    fn from_str(text: &str) -> Result<Self, PageOriginError> {
        let origin = Url::parse(text).map_err(|_| PageOriginError)?.origin();
        let is_web = matches!(&origin, Origin::Tuple(scheme, ..) if matches!(scheme.as_str(), "http" | "https"));
        // What the browser would write otherwise is a mistake, and never fits.
        // A star stands for nothing here, though hosts may have it.
        if !is_web || text.contains('*') || origin.ascii_serialization() != text {
            return Err(PageOriginError);
        }
        HeaderValue::from_str(text)
            .map(Self)
            .map_err(|_| PageOriginError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_as_browsers_send_it() {
        for good in [
            "https://shop.example",
            "https://shop.example:8443",
            "http://127.0.0.1:5173",
            "http://[::1]:5173",
            "https://xn--tpferei-90a.example",
        ] {
            let origin: PageOrigin = good.parse().unwrap();
            assert_eq!(origin.header(), good);
        }
        for bad in [
            "",
            "*",
            "null",
            "shop.example",
            "https://shop.example/",
            "https://shop.example/page",
            "https://shop.example:443",
            "https://Shop.example",
            "https://töpferei.example",
            "https://*.shop.example",
            "https://ann@shop.example",
            "https://shop.example?",
            " https://shop.example",
            "https://a.example,https://b.example",
            "file:///page.html",
            "ftp://shop.example",
            "javascript:alert(1)",
        ] {
            assert_eq!(bad.parse::<PageOrigin>(), Err(PageOriginError), "{bad}");
        }
    }
}
