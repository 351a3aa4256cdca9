//! Story of a buyer, to be compared with the books.

use std::collections::BTreeMap;

/// Path on which the buyer goes to PayPal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Form,
    PaymentsV1,
    OrdersV2,
}

impl Way {
    pub const fn is_form(self) -> bool {
        matches!(self, Self::Form)
    }
}

/// A buyer's change to a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tampering {
    /// Everything is cheap.
    Price,
    /// The numbers stay, the currency does not.
    Currency,
    /// Somebody else is paid.
    Payee,
    /// For the same money, something else.
    Article,
    /// Nothing says which checkout it is.
    Names,
}

/// One buyer's.
#[derive(Clone, Debug)]
pub struct Story {
    pub way: Way,
    pub key: String,
    /// The checkout, once the shop has answered.
    pub checkout: Option<String>,
    pub total: String,
    pub currency: String,
    pub tampering: Option<Tampering>,
    /// The tokens that PayPal knew the buyer by.
    pub tokens: Vec<String>,
    /// Agreed to at PayPal, the last time the buyer was there.
    pub agreed: bool,
    /// The shop may have heard that the buyer turned back.
    pub turned_back: bool,
    /// The bank refuses this buyer.
    pub refused: bool,
    /// Refunds that the shop asked for: the key, and the refund's id once it
    /// is told.
    pub refunds: BTreeMap<String, Option<String>>,
    /// Refunds made at PayPal's own site.
    pub refunded_at_paypal: u32,
    /// Wrongs that were found on the way.
    pub wrong: Vec<String>,
    /// For people.
    pub log: Vec<String>,
}

impl Story {
    pub fn new(way: Way, key: String) -> Self {
        Self {
            way,
            key,
            checkout: None,
            total: String::new(),
            currency: String::new(),
            tampering: None,
            tokens: Vec::new(),
            agreed: false,
            turned_back: false,
            refused: false,
            refunds: BTreeMap::new(),
            refunded_at_paypal: 0,
            wrong: Vec::new(),
            log: Vec::new(),
        }
    }

    pub fn note(&mut self, line: impl Into<String>) {
        self.log.push(line.into());
    }

    /// Something that must be told of the checkout has two answers.
    pub fn must_equal<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, one: &T, two: &T) {
        if one != two {
            self.wrong.push(format!("{what}: {one:?} and {two:?}"));
        }
    }
}
