//! Operations of the classic APIs.

mod authorizations;
mod balance;
mod capture;
mod do_express_checkout_payment;
mod get_express_checkout_details;
mod payment_details;
mod payment_info;
mod refund_transaction;
mod requested_payment;
mod set_express_checkout;
mod transaction_details;
mod transaction_search;

use super::call::{Call, Done, carry_out};
use super::errors::{CallResult, refused};
use super::fields::Fields;
use super::operation::Operation;

use authorizations::{DoAuthorization, DoReauthorization, DoVoid};
use balance::{GetBalance, GetPalDetails};
use capture::DoCapture;
use do_express_checkout_payment::DoExpressCheckoutPayment;
use get_express_checkout_details::GetExpressCheckoutDetails;
use refund_transaction::RefundTransaction;
use set_express_checkout::SetExpressCheckout;
use transaction_details::GetTransactionDetails;
use transaction_search::TransactionSearch;

/// Carries a request out on the store.
type Handler = fn(&mut Call<'_>, &Fields<'_>) -> CallResult<Done>;

const fn entry<O: Operation>() -> (&'static str, Handler) {
    (O::NAME, carry_out::<O>)
}

/// Every operation by its name.
const OPERATIONS: &[(&str, Handler)] = &[
    entry::<SetExpressCheckout>(),
    entry::<GetExpressCheckoutDetails>(),
    entry::<DoExpressCheckoutPayment>(),
    entry::<GetTransactionDetails>(),
    entry::<TransactionSearch>(),
    entry::<RefundTransaction>(),
    entry::<DoAuthorization>(),
    entry::<DoReauthorization>(),
    entry::<DoCapture>(),
    entry::<DoVoid>(),
    entry::<GetBalance>(),
    entry::<GetPalDetails>(),
];

fn find(method: &str) -> Option<&'static (&'static str, Handler)> {
    let mut all = OPERATIONS.iter();
    all.find(|(name, _)| name.eq_ignore_ascii_case(method))
}

/// Returns whether the sandbox has the operation.
pub(super) fn is_known(method: &str) -> bool {
    find(method).is_some()
}

/// An operation's name in PayPal's spelling; as it came where it is unknown.
pub(super) fn canonical_name(method: &str) -> String {
    find(method).map_or(method, |(name, _)| name).to_owned()
}

/// Carries out the operation called `method`.
pub(super) fn dispatch(call: &mut Call<'_>, method: &str, fields: &Fields<'_>) -> CallResult<Done> {
    match find(method) {
        Some((_, handler)) => handler(call, fields),
        None => refused(81002),
    }
}
