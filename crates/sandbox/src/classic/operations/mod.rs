//! Operations of the classic APIs.

mod address_verify;
mod authorizations;
mod balance;
mod billing_agreements;
mod button_form;
mod buttons;
mod capture;
mod do_express_checkout_payment;
mod do_reference_transaction;
mod get_express_checkout_details;
mod mass_pay;
mod money_back;
mod payment_details;
mod payment_info;
mod recurring_details;
mod recurring_profiles;
mod recurring_terms;
mod refund_transaction;
mod requested_payment;
mod set_express_checkout;
mod transaction_details;
mod transaction_search;

use super::answer::{Answer, Node};
use super::call::Call;
use super::carry_out::{Done, carry_out};
use super::errors::{CallResult, refused};
use super::fields::Fields;
use super::operation::Operation;

use address_verify::AddressVerify;
use authorizations::{DoAuthorization, DoReauthorization, DoVoid};
use balance::{GetBalance, GetPalDetails};
use billing_agreements::{BillAgreementUpdate, CreateBillingAgreement};
use buttons::{ButtonSearch, CreateButton, GetButtonDetails, ManageButtonStatus, UpdateButton};
use capture::DoCapture;
use do_express_checkout_payment::DoExpressCheckoutPayment;
use do_reference_transaction::DoReferenceTransaction;
use get_express_checkout_details::GetExpressCheckoutDetails;
use mass_pay::MassPay;
use recurring_profiles::{
    BillOutstandingAmount, CreateProfile, GetProfile, ManageProfile, UpdateProfile,
};
use refund_transaction::RefundTransaction;
use set_express_checkout::SetExpressCheckout;
use transaction_details::GetTransactionDetails;
use transaction_search::TransactionSearch;

/// An operation, whichever it is.
struct Entry {
    name: &'static str,
    soap_name: &'static str,
    carry_out: fn(&mut Call<'_>, &Fields<'_>) -> CallResult<Done>,
    write_refused: fn(&mut Answer),
}

const fn entry<O: Operation>() -> Entry {
    Entry {
        name: O::NAME,
        soap_name: O::SOAP_NAME,
        carry_out: carry_out::<O>,
        write_refused: O::write_refused,
    }
}

/// Every operation by its name.
const OPERATIONS: &[Entry] = &[
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
    entry::<CreateBillingAgreement>(),
    entry::<BillAgreementUpdate>(),
    entry::<DoReferenceTransaction>(),
    entry::<MassPay>(),
    entry::<AddressVerify>(),
    entry::<CreateButton>(),
    entry::<UpdateButton>(),
    entry::<GetButtonDetails>(),
    entry::<ButtonSearch>(),
    entry::<ManageButtonStatus>(),
    entry::<CreateProfile>(),
    entry::<GetProfile>(),
    entry::<ManageProfile>(),
    entry::<UpdateProfile>(),
    entry::<BillOutstandingAmount>(),
];

fn find(method: &str) -> Option<&'static Entry> {
    let mut all = OPERATIONS.iter();
    all.find(|entry| entry.name.eq_ignore_ascii_case(method))
}

/// Returns whether the sandbox has the operation.
pub(super) fn is_known(method: &str) -> bool {
    find(method).is_some()
}

/// An operation's name in SOAP's answers; as it came where it is unknown.
pub(super) fn soap_name(method: &str) -> String {
    find(method)
        .map_or(method, |entry| entry.soap_name)
        .to_owned()
}

/// The fields of the answer to a refused call.
pub(super) fn refused_nodes(method: &str) -> Vec<Node> {
    let mut answer = Answer::default();
    if let Some(entry) = find(method) {
        (entry.write_refused)(&mut answer);
    }
    answer.into_nodes()
}

/// Carries out the operation called `method`.
pub(super) fn dispatch(call: &mut Call<'_>, method: &str, fields: &Fields<'_>) -> CallResult<Done> {
    match find(method) {
        Some(entry) => (entry.carry_out)(call, fields),
        None => refused(81002),
    }
}
