//! The page for people.

use axum::body::Body;
use axum::extract::State as Shared;
use axum::http::{HeaderMap, Response, StatusCode};
use encoding_rs::{Encoding, UTF_8};
use jiff::Timestamp;

use super::own_page;
use crate::pages::{AccountView, CheckoutView, NotificationView, PaymentView, PeoplePage};
use crate::params::byte_pairs;
use crate::response::base_url;
use crate::state::State;
use crate::store::Store;
use crate::store::accounts::Account;
use crate::store::checkouts::Checkout;
use crate::store::notifications::Notification;
use crate::store::payments::Payment;
use crate::views;

/// So many of each, newest first.
const SHOWN: usize = 200;

pub(super) async fn page(state: Shared<State>, headers: HeaderMap) -> Response<Body> {
    let now = state.clock().now();
    let base_url = base_url(&state, &headers);
    let store = state.store();
    let held = store.faults.ipn.hold;
    let view = PeoplePage {
        now: views::date(now),
        clock_is_real: state.clock().is_real(),
        faults: store.faults.sentences(),
        accounts: store.accounts.iter().map(account).collect(),
        payments: store
            .payments
            .iter()
            .rev()
            .take(SHOWN)
            .map(payment)
            .collect(),
        notifications: store
            .notifications
            .iter()
            .rev()
            .take(SHOWN)
            .map(|message| notification(&store, message, held))
            .collect(),
        checkouts: store
            .checkouts
            .iter()
            .rev()
            .take(SHOWN)
            .map(|found| checkout(&store, found, now, &base_url))
            .collect(),
        base_url,
    };
    own_page(StatusCode::OK, &view)
}

fn account(account: &Account) -> AccountView {
    let settings = &account.settings;
    let on = |on: bool| if on { "on" } else { "off" }.to_owned();
    let ipn = match &settings.ipn_url {
        Some(url) => format!("{}, {url}", on(settings.ipn)),
        None => on(settings.ipn),
    };
    let pairs = [
        ("Negative testing", on(settings.negative_testing)),
        ("IPN", ipn),
        ("PDT", on(settings.pdt)),
        ("Auto Return", on(settings.auto_return)),
        ("Encrypted forms only", on(settings.encrypted_forms_only)),
        ("Charset", settings.charset.name().to_owned()),
        (
            "Duplicate invoices",
            on(!settings.block_duplicate_invoices).replace("off", "refused"),
        ),
    ];
    AccountView {
        email: account.email.clone(),
        name: account.display_name(),
        id: account.id.0.clone(),
        kind: account.kind.as_str().to_owned(),
        balances: account
            .balances()
            .filter(|money| !money.is_zero())
            .map(|money| (money.currency().code().to_owned(), money.to_string()))
            .collect(),
        settings: pairs
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    }
}

fn payment(payment: &Payment) -> PaymentView {
    PaymentView {
        txn_id: payment.txn_id.clone(),
        date: views::date(payment.created),
        api: payment.api.into_str().to_owned(),
        status: payment.status.into_str().to_owned(),
        reason: payment
            .status
            .pending_reason()
            .map(|reason| reason.as_str().to_owned()),
        payer: payment.payer.email.clone(),
        payee: payment.payee_email.clone(),
        currency: payment.currency().code().to_owned(),
        gross: payment.gross.to_string(),
        fee: views::nonzero(payment.fee),
        refunded: views::nonzero(payment.refunded()),
        invoice: payment.order.invoice.clone(),
        custom: Some(payment.order.custom.clone()).filter(|custom| !custom.is_empty()),
        summary: views::summary(payment),
    }
}

fn notification(store: &Store, message: &Notification, held: bool) -> NotificationView {
    NotificationView {
        id: message.id.clone(),
        kind: match message.transmission {
            Some(_) => "Webhook".to_owned(),
            None => "IPN".to_owned(),
        },
        date: views::date(message.created),
        url: message.url.clone(),
        txn_id: message.txn_id.clone(),
        payment_status: message.payment_status.clone(),
        state: message.state(held).to_owned(),
        verified: message.verified,
        attempts: message
            .attempts
            .iter()
            .map(|attempt| (views::date(attempt.at), attempt.answer.words()))
            .collect(),
        next_attempt: message.due().filter(|_| !held).map(views::date),
        body: message.body.clone(),
        fields: match message.transmission {
            Some(_) => Vec::new(),
            None => decoded(message, charset_of(store, message)),
        },
    }
}

fn charset_of(store: &Store, message: &Notification) -> &'static Encoding {
    let is_about = |payment: &&Payment| {
        payment.txn_id == message.txn_id
            || payment
                .refunds
                .iter()
                .any(|refund| refund.txn_id == message.txn_id)
            || payment
                .reversals
                .iter()
                .any(|reversal| reversal.txn_id == message.txn_id)
    };
    store
        .payments
        .iter()
        .find(is_about)
        .map_or(UTF_8, |payment| payment.charset)
}

fn decoded(message: &Notification, charset: &'static Encoding) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| charset.decode_without_bom_handling(bytes).0.into_owned();
    byte_pairs(message.body.as_bytes())
        .iter()
        .map(|(name, value)| (text(name), text(value)))
        .collect()
}

fn checkout(store: &Store, checkout: &Checkout, now: Timestamp, base_url: &str) -> CheckoutView {
    let order = &checkout.details.order;
    CheckoutView {
        token: checkout.token.clone(),
        url: format!("{base_url}/checkoutnow?token={}", checkout.token),
        date: views::date(checkout.created),
        status: views::checkout_status(store, checkout, now).to_owned(),
        payee: store
            .accounts
            .get(&checkout.payee)
            .map(Account::display_name)
            .unwrap_or_default(),
        currency: order.currency.code().to_owned(),
        total: order.total.to_string(),
        ignored: views::ignored(&checkout.details.ignored),
    }
}
