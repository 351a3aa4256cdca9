//! Pages of a checkout.

use axum::body::Body;
use axum::extract::{RawQuery, State as Shared};
use axum::http::{HeaderMap, Response, StatusCode};

use super::{card_page, shipping};
use crate::pages::{AgreedPage, CancelledPage, DonePage, LoginPage, ReturnView, ReviewPage};
use crate::params::Params;
use crate::redirect::{ReturnRedirect, api_redirect_url, return_redirect};
use crate::response::{Problem, page};
use crate::sdk;
use crate::state::State;
use crate::store::Store;
use crate::store::accounts::{Account, DEFAULT_CHARSET};
use crate::store::checkouts::{Checkout, CheckoutStatus};
use crate::store::error::StoreError;
use crate::store::order::{OrderKind, PaymentAction};
use crate::store::subscriptions;
use crate::views;

/// Reads a query or body of the sandbox's own pages.
pub(super) fn own_form(encoded: &[u8]) -> Params {
    Params::read(&[], encoded, DEFAULT_CHARSET)
}

/// `GET /checkoutnow?token=…`: log in, review, or what became of it.
pub(super) async fn checkout(
    state: Shared<State>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response<Body> {
    let params = own_form(query.unwrap_or_default().as_bytes());
    let now = state.clock().now();
    let mut store = state.store();
    let token = params.get("token").unwrap_or_default();
    let Some(checkout) = store.checkouts.get_mut(token) else {
        return Problem::from(StoreError::UnknownCheckout).respond(&headers);
    };
    if params.get("useraction") == Some("commit") {
        checkout.pays_now = true;
    }
    sdk::enter_window(checkout, &params, &headers);
    let checkout = checkout.clone();
    if checkout.status == CheckoutStatus::Approved
        && !checkout.was_refused
        && checkout.window.is_none()
        && api_redirect_url(&checkout, true).is_none()
    {
        return agreed(&store, &checkout);
    }
    if checkout.is_paid() {
        let signature = store.ids.signature();
        return done(&store, &checkout, signature, false, &headers);
    }
    if checkout.is_expired(now) {
        return Problem::from(StoreError::Expired).respond(&headers);
    }
    if card_page::is_wanted(&store, &checkout, &params) {
        return card_page::page(&store, &checkout, "", None);
    }
    let buyer = checkout
        .buyer
        .as_ref()
        .and_then(|id| store.accounts.get(id));
    match buyer {
        Some(buyer) => {
            let view = review(&store, &checkout, buyer, None);
            sdk::page(&checkout, StatusCode::OK, &view)
        }
        None => sdk::page(&checkout, StatusCode::OK, &login(&store, &checkout, None)),
    }
}

/// After agreeing, where the shop named no address to return to: it waits for
/// the buyer in another window.
fn agreed(store: &Store, checkout: &Checkout) -> Response<Body> {
    let order = &checkout.details.order;
    page(
        StatusCode::OK,
        &AgreedPage {
            payee: views::payee_name(store, checkout),
            currency: order.currency.code().to_owned(),
            total: order.total.to_string(),
        },
    )
}

/// `GET /checkoutnow/cancelled?token=…`, where the shop has no cancel address.
pub(super) async fn cancelled(
    state: Shared<State>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response<Body> {
    let params = own_form(query.unwrap_or_default().as_bytes());
    let store = state.store();
    match params
        .get("token")
        .and_then(|token| store.checkouts.get(token))
    {
        Some(checkout) => page(
            StatusCode::OK,
            &CancelledPage {
                payee: views::payee_name(&store, checkout),
            },
        ),
        None => Problem::from(StoreError::UnknownCheckout).respond(&headers),
    }
}

pub(super) fn login(store: &Store, checkout: &Checkout, error: Option<String>) -> LoginPage {
    let order = &checkout.details.order;
    // The shop may know the buyer; otherwise it is the first test buyer.
    let known = checkout.details.prefill.email.as_deref();
    let account = known
        .and_then(|email| store.accounts.named(email))
        .filter(|account| account.id != checkout.payee)
        .or_else(|| store.accounts.buyers().next());
    LoginPage {
        token: checkout.token.clone(),
        csrf: checkout.csrf.clone(),
        payee: views::payee_name(store, checkout),
        total: order.total.is_positive().then(|| order.total.to_string()),
        currency: order.currency.code().to_owned(),
        email: account
            .map(|account| account.email.clone())
            .unwrap_or_default(),
        password: account
            .map(|account| account.password.clone())
            .unwrap_or_default(),
        accounts: store
            .accounts
            .buyers()
            .map(|buyer| buyer.email.clone())
            .collect(),
        in_app: checkout.app.is_some(),
        error,
    }
}

pub(super) fn review(
    store: &Store,
    checkout: &Checkout,
    buyer: &Account,
    error: Option<String>,
) -> ReviewPage {
    let details = &checkout.details;
    let order = &details.order;
    let payee = store.accounts.get(&checkout.payee);
    let kind = match (order.kind, order.action) {
        (OrderKind::Donation, PaymentAction::Sale) => "donation",
        (OrderKind::Subscription, _) => "subscription",
        (_, action) => action.into_str(),
    };
    let prefill = &details.prefill;
    let recipient = prefill.recipient(buyer.address.as_ref());
    let recipient = recipient.unwrap_or_else(|| buyer.full_name());
    let quantity = order.lines.first().map(|line| line.quantity);
    ReviewPage {
        token: checkout.token.clone(),
        csrf: checkout.csrf.clone(),
        payee: views::payee_name(store, checkout),
        payee_email: payee.map(|payee| payee.email.clone()).unwrap_or_default(),
        buyer_name: buyer.full_name(),
        buyer_email: buyer.email.clone(),
        lines: order.lines.iter().map(views::line).collect(),
        totals: views::totals(order),
        ship_to: prefill
            .ship_to(buyer.address.as_ref())
            .map(|address| views::address(&recipient, &address)),
        phone: prefill.contact.phone.clone(),
        balance: buyer.balance(order.currency).to_string(),
        kind: kind.to_owned(),
        plan: details
            .subscription
            .as_deref()
            .map(|plan| views::plan(&subscriptions::terms(plan, checkout.created))),
        asks_name: details.asks.name,
        asks_amount: details.asks.amount,
        typed_name: checkout.input.item_name.clone().unwrap_or_default(),
        typed_amount: checkout.input.amount.clone().unwrap_or_default(),
        asks_quantity: quantity.filter(|_| details.asks.quantity),
        asks_note: details.page_options.note,
        ignored: views::ignored(&details.ignored),
        pays_now: checkout.pays_now,
        programmed: checkout.is_api_checkout(),
        shipping_options: shipping::views(store, checkout),
        in_app: checkout.app.is_some(),
        asked: sdk::asked_page(checkout, buyer, shipping::options(store, checkout)),
        notice: None,
        error,
    }
}

/// The last page, with the way back to the shop.
pub(super) fn done(
    store: &Store,
    checkout: &Checkout,
    signature: String,
    just_paid: bool,
    headers: &HeaderMap,
) -> Response<Body> {
    let payment = checkout.status.txn_id().and_then(|id| store.payment(id));
    let subscr_id = checkout.status.subscr_id();
    let profile = subscr_id.and_then(|id| store.profiles.get(id));
    let payee = views::payee_name(store, checkout);
    let returns = return_redirect(store, checkout, signature).map(|(back, automatic)| {
        let label = format!("Return to {payee}");
        let automatic = automatic && just_paid;
        match back {
            ReturnRedirect::Get { url } => get_form(&url, label, automatic),
            ReturnRedirect::Post { url, fields } => ReturnView {
                method: "post".to_owned(),
                action: url,
                fields,
                label,
                automatic,
            },
        }
    });
    let paid = payment.map(|payment| (&payment.payer, payment.created));
    let signed_up = profile.and_then(|profile| {
        let payer = &profile.subscription.as_ref()?.payer;
        Some((payer, profile.terms.start))
    });
    let Some((payer, at)) = paid.or(signed_up) else {
        return Problem::from(StoreError::UnknownPayment).respond(headers);
    };
    let order = &checkout.details.order;
    let status = payment.map_or("Completed", |payment| payment.status.message_word());
    let reason = payment.and_then(|payment| payment.status.pending_reason());
    page(
        StatusCode::OK,
        &DonePage {
            payee,
            buyer_email: payer.email.clone(),
            txn_id: payment.map(|payment| payment.txn_id.clone()),
            status: status.to_owned(),
            pending_reason: reason.map(|reason| reason.as_str().to_owned()),
            currency: order.currency.code().to_owned(),
            total: order.total.to_string(),
            date: views::date(at),
            subscription: profile.map(|profile| views::subscription(store, profile)),
            returns,
        },
    )
}

/// A GET form drops its action's query, so that goes into the fields.
fn get_form(url: &str, label: String, automatic: bool) -> ReturnView {
    let (address, fields) = match url::Url::parse(url) {
        Ok(mut parsed) => {
            let fields = parsed.query_pairs().into_owned().collect();
            parsed.set_query(None);
            (parsed.into(), fields)
        }
        Err(_) => (url.to_owned(), Vec::new()),
    };
    ReturnView {
        method: "get".to_owned(),
        action: address,
        fields,
        label,
        automatic,
    }
}
