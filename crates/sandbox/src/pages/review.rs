//! Review and pay: the second page of a checkout.

use super::filters;
use super::parts::{IgnoredView, LineView, TotalsView, is_more_than_zero};
use askama::Template;

/// `GET /checkoutnow` once the buyer is known.
#[derive(Debug, Clone, Template)]
#[template(path = "review.html")]
pub struct ReviewPage {
    /// The checkout's `EC-…` token.
    pub token: String,
    /// Secret that the page's forms send back.
    pub csrf: String,
    /// Payee.
    pub payee: String,
    /// The payee's address.
    pub payee_email: String,
    /// Payer.
    pub buyer_name: String,
    /// The buyer's address.
    pub buyer_email: String,
    /// Items.
    pub lines: Vec<LineView>,
    /// The sums.
    pub totals: TotalsView,
    /// Address lines, when something is shipped.
    pub ship_to: Option<Vec<String>>,
    /// Telephone number that the shop has filled in.
    pub phone: Option<String>,
    /// Balance of the buyer in this currency.
    pub balance: String,
    /// `sale`, `authorization`, `order`, `donation` or `subscription`.
    pub kind: String,
    /// The terms of a subscription in words, a line for each period.
    pub plan: Option<Vec<String>>,
    /// The form left `item_name` to the buyer.
    pub asks_name: bool,
    /// The form left `amount` to the buyer.
    pub asks_amount: bool,
    /// Purpose that the buyer has typed.
    pub typed_name: String,
    /// Amount that the buyer has typed.
    pub typed_amount: String,
    /// The form lets the buyer change `quantity`; this is the present one.
    pub asks_quantity: Option<u32>,
    /// The form lets the buyer write a note.
    pub asks_note: bool,
    /// Variables that were dropped.
    pub ignored: Vec<IgnoredView>,
    /// The button says that the payment is made now; otherwise that the shop
    /// goes on with it.
    pub pays_now: bool,
    /// A program asked: it moves the money after the buyer agreed.
    pub programmed: bool,
    /// Ways of shipping that the shop offers.
    pub shipping_options: Vec<ShippingOptionView>,
    /// The page with an SDK that is asked about address and shipping before.
    pub asked: Option<AskedPage>,
    /// The page stands for PayPal's app.
    pub in_app: bool,
    /// Message to the buyer that is no fault.
    pub notice: Option<String>,
    /// Fault of the attempt before.
    pub error: Option<String>,
}

/// A way of shipping.
#[derive(Debug, Clone)]
pub struct ShippingOptionView {
    /// The shop's id of it.
    pub id: String,
    /// The shop's text.
    pub label: String,
    /// The buyer comes for the goods.
    pub is_pickup: bool,
    /// A decimal string; `None` when it is free.
    pub amount: Option<String>,
    /// It is the one in the total.
    pub is_selected: bool,
}

/// A page that hears of the buyer's address and way of shipping, and may refuse them.
#[derive(Debug, Clone)]
pub struct AskedPage {
    /// Its origin.
    pub origin: String,
    /// Question to the page, as JSON.
    pub message: String,
}

impl ReviewPage {
    fn asks(&self) -> bool {
        self.asks_name || self.asks_amount || self.asks_quantity.is_some()
    }

    /// An amount that the buyer has yet to type is zero until then.
    fn is_known(&self, amount: &str) -> bool {
        !self.asks_amount || is_more_than_zero(amount)
    }

    fn shows_total(&self) -> bool {
        self.is_known(&self.totals.total)
    }

    /// The field that an error most likely speaks of.
    fn error_field(&self) -> &'static str {
        if self.asks_amount {
            "amount"
        } else if self.asks_quantity.is_some() {
            "quantity"
        } else if self.asks_name {
            "item_name"
        } else {
            ""
        }
    }
}
