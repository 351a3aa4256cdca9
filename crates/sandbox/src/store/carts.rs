//! The carts that PayPal hosts for `_cart` with `add` or `display`.

use std::collections::HashMap;

use serde_with::serde_as;

use super::accounts::AccountId;
use super::forms::HostedItem;
use crate::params::Params;

/// One browser's cart at one merchant: the posted forms, one for each item.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct HostedCart {
    pub(crate) items: Vec<HostedItem>,
    /// From the last form of all, shown or added: where to return and so on.
    pub(crate) last_form: Option<Params>,
    pub(crate) csrf: String,
    /// The checkout that pays this cart, from the first item on.
    pub(crate) token: Option<String>,
}

/// A form that was posted and waits for the browser to come with its cookie.
///
/// A browser does not send the cart's cookie with a form posted from the
/// shop's site, but it does with the page that follows.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Ticket {
    pub(crate) merchant: AccountId,
    pub(crate) params: Params,
    /// The checkout of the added item; none for a form that only shows.
    pub(crate) token: Option<String>,
}

/// All carts and tickets.
#[serde_as]
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Carts {
    #[serde_as(as = "Vec<(_, _)>")]
    pub(crate) carts: HashMap<(String, AccountId), HostedCart>,
    pub(crate) tickets: HashMap<String, Ticket>,
}
