//! A transaction as one of its two accounts sees it.

use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, Response, StatusCode};
use leptos_paypal_core::Money;

use super::account_pages::head;
use super::find_account::find;
use super::{failed, ledger, own_page};
use crate::pages::{DisputeView, MoneyBackView, TransactionPage};
use crate::response::{json_response, wants_page};
use crate::state::State;
use crate::store::Store;
use crate::store::accounts::Account;
use crate::store::card::Card;
use crate::store::error::StoreError;
use crate::store::payments::Payment;
use crate::views;

/// The page, or the payment as JSON. The id of a refund leads to its payment.
pub(super) async fn show(
    state: Shared<State>,
    Path((name, txn_id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response<Body> {
    let store = state.store();
    let found = find(&store, &name).and_then(|account| {
        let is_of = |payment: &&Payment| {
            (payment.payee == account.id || payment.payer.id == account.id)
                && (payment.txn_id == txn_id
                    || payment.refunds.iter().any(|refund| refund.txn_id == txn_id)
                    || payment.reversals.iter().any(|back| back.txn_id == txn_id))
        };
        let found = store.payments.iter().find(is_of);
        Ok((account, found.ok_or(StoreError::UnknownPayment)?))
    });
    match found {
        Ok((account, payment)) if wants_page(&headers) => {
            own_page(StatusCode::OK, &view(&store, account, payment))
        }
        Ok((_, payment)) => json_response(StatusCode::OK, &ledger::payment(payment)),
        Err(problem) => failed(&headers, &problem),
    }
}

/// Money as the account's balance has it: negative where it went out.
const fn signed(money: Money, comes_in: bool) -> Money {
    if comes_in { money } else { money.negated() }
}

fn view(store: &Store, account: &Account, payment: &Payment) -> TransactionPage {
    let is_payee = payment.payee == account.id;
    let title = match (is_payee, payment.is_sale()) {
        (true, true) => "Payment received",
        (true, false) => "Authorization received",
        (false, true) => "Payment sent",
        (false, false) => "Authorization given",
    };
    let has_failed = payment.status.has_failed();
    let is_paid = is_payee && payment.status.pending_reason().is_none() && !has_failed;
    let net = payment.gross.minus(payment.fee).unwrap_or(payment.gross);
    let payer = &payment.payer;
    let name = payer.full_name();
    let refunds = payment.refunds.iter().map(|refund| MoneyBackView {
        title: if is_payee {
            "Refund sent"
        } else {
            "Refund received"
        }
        .to_owned(),
        date: views::date(refund.created),
        txn_id: refund.txn_id.clone(),
        gross: signed(refund.gross, !is_payee).to_string(),
        fee: views::nonzero(refund.fee).filter(|_| is_payee),
    });
    let reversals = payment.reversals.iter().map(|reversal| MoneyBackView {
        title: if reversal.is_cancel {
            "Reversal cancelled"
        } else {
            "Reversal"
        }
        .to_owned(),
        date: views::date(reversal.created),
        txn_id: reversal.txn_id.clone(),
        gross: signed(reversal.gross, is_payee == reversal.is_cancel).to_string(),
        fee: views::nonzero(signed(reversal.fee, !reversal.is_cancel)).filter(|_| is_payee),
    });
    let disputes = store.disputes.iter().rev();
    let disputes = disputes
        .filter(|dispute| dispute.txn_id == payment.txn_id)
        .map(|dispute| DisputeView {
            id: dispute.id.clone(),
            title: format!("{}: {}", dispute.kind.words(), dispute.reason.words()),
            state: dispute.state().to_owned(),
            date: views::date(dispute.opened),
            is_open: dispute.outcome.is_none(),
        });
    let disputes: Vec<DisputeView> = disputes.collect();
    let refundable = payment.check_refundable().is_ok() && is_payee;
    TransactionPage {
        head: head(account, "summary"),
        title: title.to_owned(),
        status: payment.status.into_str().to_owned(),
        reason: payment
            .status
            .pending_reason()
            .map(|reason| reason.as_str().to_owned()),
        txn_id: payment.txn_id.clone(),
        facts: facts(store, payment),
        lines: payment.order.lines.iter().map(views::line).collect(),
        totals: views::totals(&payment.order),
        fee: views::nonzero(payment.fee).filter(|_| is_paid),
        net: is_paid.then(|| net.to_string()),
        ship_to: payer
            .ship_to
            .as_ref()
            .map(|address| views::address(&name, address)),
        money_back: refunds.chain(reversals).collect(),
        can_dispute: payment.check_refundable().is_ok()
            && disputes.iter().all(|dispute| !dispute.is_open),
        is_reversed: payment.standing_reversal().is_some()
            && disputes.iter().all(|dispute| !dispute.is_open),
        disputes,
        refundable: refundable.then(|| payment.refundable().to_string()),
        is_pending: is_payee && payment.is_sale() && payment.status.pending_reason().is_some(),
    }
}

fn facts(store: &Store, payment: &Payment) -> Vec<(String, String)> {
    let payee = store.accounts.get(&payment.payee);
    let payee = payee.map_or_else(|| payment.payee_email.clone(), Account::display_name);
    let payer = &payment.payer;
    let name = payer.full_name();
    let facts = [
        ("Date", Some(views::date(payment.created))),
        (
            "From",
            Some(match payer.email.as_str() {
                "" => name,
                email => format!("{name} ({email})"),
            }),
        ),
        ("Card", payer.card.as_ref().map(Card::label)),
        ("To", Some(format!("{payee} ({})", payment.payee_email))),
        ("Made by", Some(payment.api.into_str().to_owned())),
        ("Invoice", payment.order.invoice.clone()),
        ("Custom", Some(payment.order.custom.clone())),
        ("Note", payer.memo.clone()),
        ("Part of", payment.parent.clone()),
    ];
    let facts = facts.into_iter();
    facts
        .filter_map(|(name, value)| Some((name.to_owned(), value.filter(|text| !text.is_empty())?)))
        .collect()
}
