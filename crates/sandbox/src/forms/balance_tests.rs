//! What buyers pay by forms, and what goes back, moves between the accounts
//! and PayPal's fees: no amount appears, and none is lost.

use jiff::Timestamp;
use leptos_paypal_core::{Currency, Money};
use proptest::prelude::*;

use super::open_checkout;
use crate::config::{AccountConfig, Config};
use crate::params::Params;
use crate::store::Store;
use crate::store::forms::{Command, Form};
use crate::store::payments::{PaymentStatus, RefundNote, Settlement};

fn store() -> Store {
    let mut merchant = AccountConfig::merchant();
    merchant.fee_rate = Some("2.9".parse().unwrap());
    merchant.fee_fixed.insert(Currency::USD, "0.30".to_owned());
    Store::new(&Config {
        accounts: vec![merchant, AccountConfig::buyer()],
        ..Config::default()
    })
    .unwrap()
}

fn order(store: &mut Store, minor: i64, now: Timestamp) -> String {
    let amount = Money::from_minor(minor, Currency::USD).unwrap();
    let body = format!("cmd=_xclick&business=merchant%40example.com&item_name=x&amount={amount}");
    let params = Params::read(&[], body.as_bytes(), encoding_rs::UTF_8);
    let form = Form::Posted {
        command: Command::BuyNow,
        params,
        outside: Vec::new(),
    };
    open_checkout(store, form, now).unwrap()
}

/// Sum of the two balances and of the fees that PayPal kept.
fn all_money(store: &Store) -> i64 {
    let balances = store
        .accounts
        .iter()
        .map(|account| account.balance(Currency::USD).minor());
    let kept = store
        .payments
        .iter()
        .filter(|payment| {
            !matches!(
                payment.status,
                PaymentStatus::Pending(_) | PaymentStatus::Denied | PaymentStatus::Failed
            )
        })
        .map(|payment| {
            let back: i64 = payment
                .refunds
                .iter()
                .map(|refund| refund.fee.minor())
                .sum();
            payment.fee.minor() - back
        });
    balances.sum::<i64>() + kept.sum::<i64>()
}

proptest! {
    #[test]
    fn money_is_neither_made_nor_lost(steps in proptest::collection::vec((0..4_u8, 0..8_usize, 1..200_000_i64), 1..40)) {
        let mut store = store();
        let now: Timestamp = "2026-03-01T12:00:00Z".parse().unwrap();
        let buyer = store.accounts.named("buyer@example.com").unwrap().id.clone();
        for (step, which, minor) in steps {
            let txn_id = store.payments.get(which).map(|payment| payment.txn_id.clone()).unwrap_or_default();
            store.faults.payment.pending = (step == 1).then_some(crate::PendingReason::Echeck);
            match step {
                0 | 1 => {
                    let token = order(&mut store, minor, now);
                    let _ = store.pay(&token, &buyer, None, now);
                }
                2 => {
                    let amount = Money::from_minor(minor, Currency::USD).unwrap();
                    let part = (minor % 3 > 0).then_some(amount);
                    let _ = store.refund(&txn_id, part, RefundNote::default(), now);
                }
                _ => {
                    let to = if minor % 2 == 0 { Settlement::Completed } else { Settlement::Denied };
                    let _ = store.settle(&txn_id, to, now);
                }
            }
            prop_assert_eq!(all_money(&store), 500_000);
            for account in store.accounts.iter() {
                prop_assert!(!account.balance(Currency::USD).is_negative());
            }
            for payment in &store.payments {
                prop_assert!(!payment.refundable().is_negative());
                prop_assert_eq!(payment.status == PaymentStatus::Refunded, payment.refundable().is_zero());
            }
        }
    }
}
