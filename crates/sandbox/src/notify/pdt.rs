//! `_notify-synch`: Payment Data Transfer.

use super::encode::lines;
use super::fields;
use crate::params::Params;
use crate::store::Store;

/// Error number for a token that is no merchant's.
const BAD_TOKEN: u16 = 4002;
/// Error number for a transaction that is not there, or somebody else's, and
/// for one that was looked up too often.
const NO_TRANSACTION: u16 = 4003;
/// Number of times that a transaction can be looked up (PayPal help, "Why did I get PDT
/// error 4003?").
const MAX_LOOKUPS: u32 = 5;

/// The answer: `SUCCESS` and the payment as it stands, a variable on each
/// line, or `FAIL` and an error number.
pub(crate) fn answer(store: &mut Store, params: &Params) -> String {
    let fail = |number: u16| format!("FAIL\nError: {number}\n");
    let token = params.get("at").unwrap_or_default();
    let merchant = store.accounts.with_pdt_token(token);
    let Some(merchant) = merchant.filter(|_| !token.is_empty()) else {
        return fail(BAD_TOKEN);
    };
    let merchant = merchant.id.clone();
    let txn_id = params.get("tx").unwrap_or_default();
    let payment = store.payment(txn_id);
    let Some(payment) = payment.filter(|payment| payment.payee == merchant) else {
        return fail(NO_TRANSACTION);
    };
    let fields = fields::of_payment(payment);
    let found = format!("SUCCESS\n{}\n", lines(&fields, payment.charset));
    if store.count_lookup(txn_id) > MAX_LOOKUPS {
        return fail(NO_TRANSACTION);
    }
    found
}
