//! PayPal's API that a checkout goes through.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use thiserror::Error;
use utoipa::ToSchema;

/// One of PayPal's APIs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Api {
    /// Payments v1: create, execute.
    PaymentsV1,
    /// Orders v2: create, capture. What new shops should use.
    #[default]
    OrdersV2,
    /// Express Checkout of the classic API, as name-value pairs.
    Nvp,
    /// Express Checkout of the classic API, in SOAP.
    Soap,
}

/// A name of no API.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "api {0:?}: use one of \"orders_v2\", \"payments_v1\", \"nvp\" and \"soap\" that the shop has credentials for"
)]
pub struct ApiUnknown(pub String);

impl Api {
    /// Every API.
    pub const ALL: [Self; 4] = [Self::PaymentsV1, Self::OrdersV2, Self::Nvp, Self::Soap];

    /// Returns whether it is one of the REST APIs, which go by a REST app.
    #[must_use]
    pub const fn is_rest(self) -> bool {
        matches!(self, Self::PaymentsV1 | Self::OrdersV2)
    }

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

impl fmt::Display for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Api {
    type Err = ApiUnknown;

    fn from_str(name: &str) -> Result<Self, ApiUnknown> {
        Self::ALL
            .into_iter()
            .find(|api| api.as_str() == name)
            .ok_or_else(|| ApiUnknown(name.to_owned()))
    }
}
