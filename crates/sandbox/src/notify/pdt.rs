//! `_notify-synch`: Payment Data Transfer.

use super::encode::lines;
use super::fields;
use crate::store::Store;
use crate::webscr::Params;

/// Error number for a token that is no merchant's.
const BAD_TOKEN: u16 = 4002;
/// Error number for a transaction that is not there, or somebody else's.
const NO_TRANSACTION: u16 = 4003;

/// The answer: `SUCCESS` and the payment as it stands, a variable on each
/// line, or `FAIL` and an error number.
pub(crate) fn answer(store: &Store, params: &Params) -> String {
    let fail = |number: u16| format!("FAIL\nError: {number}\n");
    let token = params.get("at").unwrap_or_default();
    let Some(merchant) = store
        .accounts
        .with_pdt_token(token)
        .filter(|_| !token.is_empty())
    else {
        return fail(BAD_TOKEN);
    };
    let txn_id = params.get("tx").unwrap_or_default();
    match store
        .payment(txn_id)
        .filter(|payment| payment.payee == merchant.id)
    {
        Some(payment) => {
            let fields = fields::of_payment(payment);
            format!("SUCCESS\n{}\n", lines(&fields, payment.charset))
        }
        None => fail(NO_TRANSACTION),
    }
}
