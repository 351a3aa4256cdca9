//! The rules of PayPal Payments Standard: from a posted form to what the buyer
//! is asked to pay.

#[cfg(test)]
mod balance_tests;
mod charges;
pub(crate) mod command;
mod form;
mod item;
mod options;
mod page_options;
mod payment_variables;
mod prefill;
mod profile_charges;
mod reader;
mod refusal;
mod subscription;
mod unused;

use jiff::Timestamp;

use crate::store::Store;
use crate::store::accounts::Account;
use crate::store::checkout_details::{BuyerInput, CheckoutDetails};
use crate::store::checkouts::{Checkout, Source};
use crate::store::forms::Form;

pub(crate) use form::{payee, read};
pub(crate) use reader::parse_quantity;
pub(crate) use refusal::{Refusal, RefusalKind};
pub(crate) use unused::is_submit;

/// Opens a checkout for a form; answers its token.
pub(crate) fn open_checkout(
    store: &mut Store,
    form: Form,
    now: Timestamp,
) -> Result<String, Refusal> {
    let details = read(&form, store, &BuyerInput::default(), None)?;
    Ok(store.open_checkout(form, details, now))
}

/// Gives an open checkout another form.
pub(crate) fn change_checkout(
    store: &mut Store,
    token: &str,
    form: Form,
    now: Timestamp,
) -> Result<(), Refusal> {
    let buyer = store.checkouts.get(token);
    let buyer = buyer.and_then(|checkout| store.accounts.get(checkout.buyer.as_ref()?));
    let details = read(&form, store, &BuyerInput::default(), buyer)?;
    store.change_checkout(token, form, details, now);
    Ok(())
}

/// Reads the details of a checkout again, with the buyer's input and for the
/// buyer's address.
pub(crate) fn read_checkout(
    checkout: &Checkout,
    store: &Store,
    input: &BuyerInput,
    buyer: Option<&Account>,
) -> Result<CheckoutDetails, Refusal> {
    match &checkout.source {
        Source::Form(form) => read(form, store, input, buyer),
        Source::Payment(_) | Source::Order(_) | Source::ExpressCheckout => {
            Ok(checkout.details.clone())
        }
    }
}
