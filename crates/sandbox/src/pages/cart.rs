//! The cart that PayPal keeps for a shop (`cmd=_cart` with `add` or `display`).

use super::filters;
use super::parts::{LineView, TotalsView, is_web_address};
use askama::Template;

/// One line of the hosted cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartLineView {
    /// Number of the line, from 1: names its `quantity_…` field.
    pub index: usize,
    /// Name.
    pub line: LineView,
    /// Shipping of this line, a decimal string; `None` when it is zero.
    pub shipping: Option<String>,
}

/// `GET /cart`.
#[derive(Debug, Clone, Template)]
#[template(path = "cart.html")]
pub struct CartPage {
    /// The shop's account, sent back by the page's forms.
    pub merchant: String,
    /// Secret that the page's forms send back.
    pub csrf: String,
    /// The shop's name.
    pub payee: String,
    /// Items in the cart.
    pub lines: Vec<CartLineView>,
    /// `None` when the cart is empty.
    pub totals: Option<TotalsView>,
    /// Target of "Continue shopping".
    pub shopping_url: Option<String>,
    /// Notices for the buyer, such as an item that was not added.
    pub notices: Vec<String>,
}

impl CartPage {
    fn way_back(&self) -> Option<&String> {
        self.shopping_url.as_ref().filter(|url| is_web_address(url))
    }
}
