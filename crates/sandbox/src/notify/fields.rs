//! The variables of a payment, named as IPN and PDT name them.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use leptos_paypal_core::{Currency, Money};

use super::encode::Fields;
use crate::countries::country_name;
use crate::store::capture::AUTHORIZATION_LIFETIME;
use crate::store::order::{Line, OrderKind, PaymentAction};
use crate::store::payments::{Payer, Payment, PaymentStatus, PendingReason, Refund};

/// Collects fields in order.
pub(super) struct Collector(pub(super) Fields);

impl Collector {
    pub(super) fn add(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    pub(super) fn add_money(&mut self, name: impl Into<String>, value: Money) {
        self.add(name, value.to_string());
    }
}

/// The variables of a payment as it stands.
pub(crate) fn of_payment(payment: &Payment) -> Fields {
    let mut fields = Collector(Vec::new());
    let order = &payment.order;
    fields.add(
        "txn_type",
        match order.kind {
            OrderKind::Single | OrderKind::Donation => "web_accept",
            OrderKind::Express => "express_checkout",
            OrderKind::Cart => "cart",
            OrderKind::Reference => "merch_pmt",
            OrderKind::Recurring => "recurring_payment",
            OrderKind::Subscription => "subscr_payment",
            OrderKind::Transfer => "send_money",
        },
    );
    fields.add("txn_id", &payment.txn_id);
    if let Some(parent) = &payment.parent {
        fields.add("parent_txn_id", parent);
    }
    fields.add("payment_status", payment.status.message_word());
    if let Some(reason) = payment.status.pending_reason() {
        fields.add("pending_reason", reason.as_str());
    }
    match (order.kind, &payment.origin) {
        (OrderKind::Reference, Some(agreement)) => fields.add("mp_id", &agreement.id),
        (OrderKind::Subscription, Some(profile)) => fields.add("subscr_id", &profile.id),
        (OrderKind::Recurring, Some(profile)) => {
            fields.add("recurring_payment_id", &profile.id);
            let product = order.lines.first().map_or("", |line| line.name.as_str());
            fields.add("product_name", product);
        }
        _ => {}
    }
    fields.add("payment_date", pacific(payment.created));
    fields.add("payment_type", payment_type(payment));
    gross(&mut fields, payment.gross);
    // While money has not moved there is no fee yet.
    if !matches!(payment.status, PaymentStatus::Pending(_)) {
        fee(&mut fields, payment.fee);
    }
    if !payment.is_sale() {
        authorization(&mut fields, payment);
    }
    whole(&mut fields, payment);
    if order.kind == OrderKind::Cart {
        fields.add("num_cart_items", order.lines.len().to_string());
    }
    items(&mut fields, payment);
    fields.0
}

/// The variables of money sent back: a transaction of its own, negative, with
/// the items as they were. It has no `txn_type` and no count of items.
pub(crate) fn of_refund(payment: &Payment, refund: &Refund) -> Fields {
    of_money_back(
        payment,
        &refund.txn_id,
        ("Refunded", "refund"),
        (refund.gross.negated(), refund.fee.negated()),
        refund.created,
    )
}

/// The variables of a transaction that undoes a payment, or a part of it, with
/// its `payment_status` and `reason_code`, gross and fee.
pub(super) fn of_money_back(
    payment: &Payment,
    txn_id: &str,
    (status, reason): (&str, &str),
    (gross_amount, fee_amount): (Money, Money),
    created: Timestamp,
) -> Fields {
    let mut fields = Collector(Vec::new());
    fields.add("txn_id", txn_id);
    fields.add("parent_txn_id", &payment.txn_id);
    fields.add("payment_status", status);
    fields.add("reason_code", reason);
    fields.add("payment_date", pacific(created));
    fields.add("payment_type", payment_type(payment));
    gross(&mut fields, gross_amount);
    fee(&mut fields, fee_amount);
    whole(&mut fields, payment);
    items(&mut fields, payment);
    fields.0
}

/// Merchant, buyer and what passes through, of a message without money.
pub(super) fn of_parties(payment: &Payment) -> Fields {
    let mut fields = Collector(Vec::new());
    whole(&mut fields, payment);
    fields.0
}

/// `HH:MM:SS Mmm DD, YYYY PST` (or `PDT`), Pacific time.
pub(crate) fn pacific(at: Timestamp) -> String {
    let zone = TimeZone::get("America/Los_Angeles").unwrap_or(TimeZone::UTC);
    let local: Zoned = at.to_zoned(zone);
    local.strftime("%H:%M:%S %b %d, %Y %Z").to_string()
}

fn payment_type(payment: &Payment) -> &'static str {
    match payment.initial_reason {
        Some(PendingReason::Echeck) => "echeck",
        _ => "instant",
    }
}

fn gross(fields: &mut Collector, amount: Money) {
    fields.add_money("mc_gross", amount);
    fields.add("mc_currency", amount.currency().code());
    fields.add("payment_gross", dollars(amount));
}

fn fee(fields: &mut Collector, amount: Money) {
    fields.add_money("mc_fee", amount);
    fields.add("payment_fee", dollars(amount));
}

/// The copies that only USD has; empty for other currencies.
fn dollars(amount: Money) -> String {
    match amount.currency() {
        Currency::USD => amount.to_string(),
        _ => String::new(),
    }
}

fn authorization(fields: &mut Collector, payment: &Payment) {
    let pending = matches!(payment.status, PaymentStatus::Pending(_));
    fields.add(
        "transaction_entity",
        match payment.order.action {
            PaymentAction::Order => "order",
            _ if pending => "auth",
            _ => "payment",
        },
    );
    if payment.order.action == PaymentAction::Authorization {
        let end = payment
            .created
            .saturating_add(AUTHORIZATION_LIFETIME)
            .unwrap_or(payment.created);
        fields.add("auth_id", &payment.txn_id);
        fields.add("auth_exp", pacific(end));
        fields.add_money("auth_amount", payment.gross);
        fields.add(
            "auth_status",
            if pending {
                "Pending"
            } else {
                payment.status.message_word()
            },
        );
    }
}

/// Merchant, buyer and what passes through.
fn whole(fields: &mut Collector, payment: &Payment) {
    let order = &payment.order;
    fields.add("business", &order.business);
    fields.add("receiver_email", &payment.payee_email);
    fields.add("receiver_id", &payment.payee.0);
    buyer(fields, &payment.payer);
    if let Some(memo) = &payment.payer.memo {
        fields.add("memo", memo);
    }
    fields.add("custom", &order.custom);
    let subject = match (order.kind, order.lines.first()) {
        (OrderKind::Subscription, Some(line)) => &line.name,
        _ => &order.custom,
    };
    fields.add("transaction_subject", subject);
    if let Some(invoice) = &order.invoice {
        fields.add("invoice", invoice);
    }
    fields.add("charset", payment.charset.name());
}

/// The buyer and the address to send to.
pub(super) fn buyer(fields: &mut Collector, payer: &Payer) {
    if !payer.email.is_empty() {
        fields.add("payer_email", &payer.email);
    }
    fields.add("payer_id", &payer.id.0);
    // Who pays with a card has no account to be verified.
    let is_known = payer.card.is_none();
    fields.add(
        "payer_status",
        if is_known { "verified" } else { "unverified" },
    );
    fields.add("first_name", &payer.first_name);
    fields.add("last_name", &payer.last_name);
    if let Some(country) = &payer.country {
        fields.add("residence_country", country);
    }
    if let Some(phone) = &payer.phone {
        fields.add("contact_phone", phone);
    }
    if let Some(address) = &payer.ship_to {
        fields.add("address_status", "confirmed");
        let own = payer.full_name();
        let name = payer.recipient.as_deref().unwrap_or(&own);
        fields.add("address_name", name);
        fields.add("address_street", address.street.replace('\n', "\r\n"));
        fields.add("address_city", &address.city);
        fields.add("address_state", &address.state);
        fields.add("address_zip", &address.zip);
        fields.add("address_country_code", &address.country_code);
        fields.add("address_country", country_name(&address.country_code));
    }
}

fn items(fields: &mut Collector, payment: &Payment) {
    let order = &payment.order;
    if order.discount.is_positive() {
        fields.add_money("discount", order.discount);
    }
    if order.kind == OrderKind::Cart {
        fields.add_money("mc_shipping", order.shipping);
        fields.add_money("mc_handling", order.handling);
        fields.add_money("tax", order.tax);
        for (index, line) in order.lines.iter().enumerate() {
            cart_item(fields, index + 1, line);
        }
    } else if let (OrderKind::Subscription, Some(line)) = (order.kind, order.lines.first()) {
        subscribed_item(fields, line);
    } else if let Some(line) = order.lines.first() {
        fields.add("item_name", &line.name);
        fields.add("item_number", &line.number);
        fields.add("quantity", line.quantity.to_string());
        fields.add_money("shipping", line.shipping);
        fields.add_money("handling_amount", line.handling);
        fields.add_money("tax", line.tax);
        options(fields, line);
    }
}

/// Adds the item of a subscription, which has neither a quantity nor charges of
/// its own.
pub(super) fn subscribed_item(fields: &mut Collector, line: &Line) {
    fields.add("item_name", &line.name);
    fields.add("item_number", &line.number);
    options(fields, line);
}

fn options(fields: &mut Collector, line: &Line) {
    for (index, (name, value)) in line.options.iter().enumerate() {
        fields.add(format!("option_name{}", index + 1), name);
        fields.add(format!("option_selection{}", index + 1), value);
    }
}

/// Item names have no underscore before the number, the gross has one.
fn cart_item(fields: &mut Collector, number: usize, line: &Line) {
    fields.add(format!("item_name{number}"), &line.name);
    fields.add(format!("item_number{number}"), &line.number);
    fields.add(format!("quantity{number}"), line.quantity.to_string());
    fields.add_money(format!("mc_gross_{number}"), line_gross(line));
    fields.add_money(format!("mc_shipping{number}"), line.shipping);
    fields.add_money(format!("mc_handling{number}"), line.handling);
    fields.add_money(format!("tax{number}"), line.tax);
    for (index, (name, value)) in line.options.iter().enumerate() {
        fields.add(format!("option_name{}_{number}", index + 1), name);
        fields.add(format!("option_selection{}_{number}", index + 1), value);
    }
}

/// The line's part of the total: goods less its own discount, with its own
/// shipping, handling and tax. What belongs to the cart is not in any line.
fn line_gross(line: &Line) -> Money {
    line.goods
        .minus(line.discount)
        .and_then(|sum| sum.plus(line.shipping))
        .and_then(|sum| sum.plus(line.handling))
        .and_then(|sum| sum.plus(line.tax))
        // The order's total, which has all of it, is in range.
        .unwrap_or(line.goods)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_pacific_with_the_seasons_name() {
        for (utc, text) in [
            ("2009-01-14T04:12:59Z", "20:12:59 Jan 13, 2009 PST"),
            ("2026-07-01T06:05:04Z", "23:05:04 Jun 30, 2026 PDT"),
            ("2026-03-08T09:59:59Z", "01:59:59 Mar 08, 2026 PST"),
            ("2026-03-08T10:00:00Z", "03:00:00 Mar 08, 2026 PDT"),
        ] {
            assert_eq!(pacific(utc.parse().unwrap()), text);
        }
    }
}
