//! Variables about the payment and about the cart as a whole.

use leptos_paypal_core::{Currency, Money};

use super::charges::too_large;
use super::reader::Reader;
use super::refusal::{Refusal, RefusalKind};
use super::{page_options, prefill};
use crate::params::Params;
use crate::store::Store;
use crate::store::accounts::Account;
use crate::store::checkout_details::{CheckoutPageOptions, Prefill};
use crate::store::order::{Line, Order, OrderKind, PaymentAction};

const MAX_CUSTOM: usize = 256;
const MAX_INVOICE: usize = 127;

/// Variables about a payment as a whole.
pub(super) struct PaymentVariables {
    business: String,
    action: PaymentAction,
    invoice: Option<String>,
    custom: String,
    pub(super) page_options: CheckoutPageOptions,
    pub(super) prefill: Prefill,
}

/// Charges and discounts of a cart as a whole.
pub(super) struct CartCharges {
    pub(super) discount: Money,
    pub(super) shipping: Money,
    pub(super) handling: Money,
    pub(super) tax: Money,
}

impl CartCharges {
    pub(super) fn none(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self {
            discount: zero,
            shipping: zero,
            handling: zero,
            tax: zero,
        }
    }
}

impl PaymentVariables {
    pub(super) fn read(
        reader: &mut Reader<'_>,
        params: &Params,
        payee: &Account,
        store: &Store,
    ) -> Result<Self, Refusal> {
        let invoice = reader.filled("invoice").map(str::to_owned);
        if let Some(invoice) = &invoice {
            let refuse = |kind, detail: String| {
                Refusal::new(kind, "invoice", detail).with_value(invoice.clone())
            };
            let length = invoice.chars().count();
            if length > MAX_INVOICE {
                let detail = format!("invoice has {length} characters, {MAX_INVOICE} are allowed");
                return Err(refuse(RefusalKind::InvoiceTooLong, detail));
            }
            if store.is_duplicate(payee, invoice) {
                let detail = format!(
                    "invoice {invoice:?} is already paid: every order needs its own number"
                );
                return Err(refuse(RefusalKind::DuplicateInvoice, detail));
            }
        }
        Ok(Self {
            business: normalized_business(reader.filled("business").unwrap_or_default()),
            action: reader.word(
                "paymentaction",
                &[
                    ("sale", PaymentAction::Sale),
                    ("authorization", PaymentAction::Authorization),
                    ("order", PaymentAction::Order),
                ],
                PaymentAction::Sale,
            ),
            invoice,
            custom: reader.text("custom", MAX_CUSTOM).unwrap_or_default(),
            page_options: page_options::read(reader, params.charset),
            prefill: prefill::read(reader),
        })
    }

    /// Has the payment made at once: a subscription knows no `paymentaction`.
    pub(super) fn sell_at_once(&mut self, reader: &mut Reader<'_>) {
        if self.action != PaymentAction::Sale {
            reader.ignore("paymentaction", "a subscription is paid at once");
            self.action = PaymentAction::Sale;
        }
    }

    pub(super) fn order(
        &self,
        kind: OrderKind,
        currency: Currency,
        lines: Vec<Line>,
        extra: CartCharges,
    ) -> Result<Order, Refusal> {
        let sum = |part: fn(&Line) -> Money| Money::sum(currency, lines.iter().map(part));
        let totals = || {
            let items_total = sum(|line| line.goods)?;
            let discount = sum(|line| line.discount)?.plus(extra.discount)?;
            let shipping = sum(|line| line.shipping)?.plus(extra.shipping)?;
            let handling = sum(|line| line.handling)?.plus(extra.handling)?;
            let tax = sum(|line| line.tax)?.plus(extra.tax)?;
            let goods = items_total.minus(discount)?;
            let total = goods.plus(shipping)?.plus(handling)?.plus(tax)?;
            Ok((items_total, discount, shipping, handling, tax, total))
        };
        let (items_total, discount, shipping, handling, tax, total) =
            totals().map_err(too_large("amount"))?;
        Ok(Order {
            kind,
            action: self.action,
            business: self.business.clone(),
            currency,
            lines,
            items_total,
            discount,
            shipping,
            handling,
            tax,
            total,
            invoice: self.invoice.clone(),
            custom: self.custom.clone(),
        })
    }
}

/// An address is told in lower case, as PayPal does; an account id is not
/// changed.
fn normalized_business(business: &str) -> String {
    let business = business.trim();
    if business.contains('@') {
        business.to_lowercase()
    } else {
        business.to_owned()
    }
}
