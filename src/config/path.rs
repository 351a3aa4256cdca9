//! Paths of a checkout to PayPal.

use super::SdkVersion;
use crate::error::CheckoutError;

/// Path of a checkout to PayPal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CheckoutPath {
    /// The server makes a form of Payments Standard, and the page posts it.
    #[default]
    Form,
    /// The server makes the payment through PayPal's REST APIs, and the
    /// browser goes to where the buyer agrees.
    Server {
        /// Through which API; the server's own choice where there is none.
        api: Option<ServerApi>,
    },
    /// The page makes the payment through PayPal's REST APIs, with a client id
    /// alone. No server has seen the price: the shop has to ask PayPal before
    /// it delivers.
    Client {
        /// Through which API.
        api: ClientApi,
    },
    /// Buttons of PayPal's own SDK, which is loaded from PayPal. The payment is
    /// an order (Orders v2) of the server, or of the page where it has no
    /// server. Where the SDK cannot be used, our own button leads to the same
    /// order.
    Sdk {
        /// Version of the SDK.
        version: SdkVersion,
    },
}

/// One of PayPal's APIs that a page makes payments by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClientApi {
    /// Payments v1.
    PaymentsV1,
    /// Orders v2.
    #[default]
    OrdersV2,
}

impl ClientApi {
    /// Every API.
    pub const ALL: [Self; 2] = [Self::PaymentsV1, Self::OrdersV2];

    /// The stable name: `payments_v1`, `orders_v2`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PaymentsV1 => ServerApi::PaymentsV1.as_str(),
            Self::OrdersV2 => ServerApi::OrdersV2.as_str(),
        }
    }
}

/// One of PayPal's APIs that a server makes payments by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerApi {
    /// Payments v1.
    PaymentsV1,
    /// Orders v2.
    OrdersV2,
    /// Express Checkout as name-value pairs.
    Nvp,
    /// Express Checkout in SOAP.
    Soap,
}

impl ServerApi {
    /// Every API.
    pub const ALL: [Self; 4] = [Self::PaymentsV1, Self::OrdersV2, Self::Nvp, Self::Soap];

    /// The stable name: `payments_v1`, `orders_v2`, `nvp`, `soap`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PaymentsV1 => "payments_v1",
            Self::OrdersV2 => "orders_v2",
            Self::Nvp => "nvp",
            Self::Soap => "soap",
        }
    }
}

impl CheckoutPath {
    /// The stable names: `form`, `server`, `client` or `sdk`, and the API where
    /// one is chosen, or the SDK's version.
    #[must_use]
    pub const fn names(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Form => ("form", None),
            Self::Server { api: None } => ("server", None),
            Self::Server { api: Some(api) } => ("server", Some(api.as_str())),
            Self::Client { api } => ("client", Some(api.as_str())),
            Self::Sdk { version } => ("sdk", Some(version.as_str())),
        }
    }

    /// Path with these names; `form` where none is given.
    ///
    /// # Errors
    /// `path_unsupported` for other names.
    pub fn from_names(path: Option<&str>, api: Option<&str>) -> Result<Self, CheckoutError> {
        let unsupported = || CheckoutError::PathUnsupported {
            path: path.unwrap_or("form").to_owned(),
            api: api.unwrap_or_default().to_owned(),
        };
        if path == Some("sdk") {
            let version = match api {
                None => Some(SdkVersion::default()),
                Some(name) => SdkVersion::from_name(name),
            };
            return version
                .map(|version| Self::Sdk { version })
                .ok_or_else(unsupported);
        }
        let server_api = match api {
            None => Some(None),
            Some(name) => ServerApi::ALL
                .into_iter()
                .find(|api| api.as_str() == name)
                .map(Some),
        };
        match (path, server_api) {
            (None | Some("form"), Some(_)) => Ok(Self::Form),
            (Some("server"), Some(api)) => Ok(Self::Server { api }),
            (Some("client"), Some(None)) => Ok(Self::Client {
                api: ClientApi::default(),
            }),
            (Some("client"), _) => {
                let mut apis = ClientApi::ALL.into_iter();
                let api = apis.find(|known| Some(known.as_str()) == api);
                api.map(|api| Self::Client { api }).ok_or_else(unsupported)
            }
            _ => Err(unsupported()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_is_found_by_its_names() {
        let mut paths = vec![CheckoutPath::Form, CheckoutPath::Server { api: None }];
        paths.extend(ServerApi::ALL.map(|api| CheckoutPath::Server { api: Some(api) }));
        paths.extend(ClientApi::ALL.map(|api| CheckoutPath::Client { api }));
        paths.extend(SdkVersion::ALL.map(|version| CheckoutPath::Sdk { version }));
        for path in paths {
            let (name, api) = path.names();
            assert_eq!(CheckoutPath::from_names(Some(name), api), Ok(path));
        }
        let version = SdkVersion::default();
        let sdk = CheckoutPath::from_names(Some("sdk"), None);
        assert_eq!(sdk, Ok(CheckoutPath::Sdk { version }));
        let unknown = CheckoutPath::from_names(Some("sdk"), Some("v4"));
        assert_eq!(unknown.unwrap_err().code(), "path_unsupported");
    }
}
