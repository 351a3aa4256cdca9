//! `SetExpressCheckout`.

use super::payment_details::{PaymentDetails, read_payments};
use crate::classic::amounts::{currency, unsigned};
use crate::classic::answer::Answer;
use crate::classic::call::Call;
use crate::classic::errors::{CallResult, ClassicError, Refusal, refused};
use crate::classic::fields::Fields;
use crate::classic::operation::{Operation, Reply, code_of_amount};
use crate::store::checkout_details::{
    CheckoutPageOptions, Contact, NoShipping, Prefill, ReturnMethod,
};
use crate::store::express_checkouts::{AgreementRequest, ExpressDraft, ShipTo};
use crate::store::http_url;

const MAX_URL: usize = 2048;

/// Opens a checkout, or changes one that is open.
#[derive(Debug)]
pub(super) struct SetExpressCheckout {
    token: Option<String>,
    return_url: String,
    cancel_url: String,
    payments: Vec<PaymentDetails>,
    agreements: Vec<AgreementRequest>,
    no_shipping: NoShipping,
    address_override: bool,
    allow_note: bool,
    email: Option<String>,
    test_code: Option<u32>,
}

/// The token of the checkout.
pub(super) struct OpenedCheckout {
    token: String,
}

impl Operation for SetExpressCheckout {
    const NAME: &'static str = "SetExpressCheckout";
    const HAS_PAYMENTS: bool = true;
    type Reply = OpenedCheckout;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        let fields = &fields.within("SetExpressCheckoutRequestDetails");
        let return_url = read_url(fields, ("RETURNURL", "ReturnURL"), 10404, 10471);
        let cancel_url = read_url(fields, ("CANCELURL", "CancelURL"), 10405, 10472);
        let payments = read_payments(fields);
        let max_amount = fields.amount("MAXAMT", "MaxAmount");
        let is_max_amount = match &max_amount {
            Some(amount) => currency(fields, Some(amount))
                .and_then(|currency| unsigned(amount, currency, 10004).map(drop)),
            None => Ok(()),
        };
        match (return_url, cancel_url, payments, is_max_amount) {
            (Ok(return_url), Ok(cancel_url), Ok(payments), Ok(())) => Ok(Self {
                token: fields.text("TOKEN", "Token"),
                return_url,
                cancel_url,
                payments,
                agreements: read_agreements(fields),
                no_shipping: match fields.text("NOSHIPPING", "NoShipping").as_deref() {
                    Some("1") => NoShipping::Without,
                    Some("2") => NoShipping::Required,
                    _ => NoShipping::Optional,
                },
                address_override: fields.flag("ADDROVERRIDE", "AddressOverride"),
                // Allowed unless the shop says no.
                allow_note: fields.text("ALLOWNOTE", "AllowNote").as_deref() != Some("0"),
                email: fields.text("EMAIL", "BuyerEmail"),
                test_code: max_amount.as_ref().and_then(code_of_amount),
            }),
            // A shop learns of all that is wrong at once.
            (return_url, cancel_url, payments, is_max_amount) => {
                let all = [
                    return_url.err(),
                    cancel_url.err(),
                    payments.err(),
                    is_max_amount.err(),
                ];
                let errors = all.into_iter().flatten();
                Err(Refusal(errors.flat_map(|refusal| refusal.0).collect()))
            }
        }
    }

    fn test_codes(&self) -> Vec<u32> {
        self.test_code.into_iter().collect()
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<OpenedCheckout> {
        // An agreement alone needs no amount.
        let zero = self.payments.iter().any(|payment| payment.total.is_zero());
        if zero && self.agreements.is_empty() {
            return refused(10525);
        }
        if let Some(token) = &self.token {
            super::get_express_checkout_details::check_open(call, token)?;
        }
        let payments = self.payments.iter().map(|payment| payment.resolve(call));
        let draft = ExpressDraft {
            merchant: call.account.clone(),
            payments: payments.collect::<CallResult<Vec<_>>>()?,
            agreements: self.agreements.clone(),
            page_options: CheckoutPageOptions {
                return_url: Some(self.return_url.clone()),
                cancel_return: Some(self.cancel_url.clone()),
                notify_url: None,
                rm: ReturnMethod::Get,
                note: self.allow_note,
                charset: None,
            },
            prefill: self.prefill()?,
        };
        let now = call.now;
        let opened = call
            .store
            .open_express_checkout(draft, self.token.as_deref(), now);
        let token = opened.map_err(|_| Refusal::from(ClassicError::of(10400)))?;
        Ok(OpenedCheckout { token })
    }
}

impl SetExpressCheckout {
    fn prefill(&self) -> CallResult<Prefill> {
        let ship_to = self
            .payments
            .first()
            .and_then(|first| first.ship_to.as_ref());
        let is_usable = |ship_to: &&ShipTo| {
            let address = &ship_to.address;
            let parts = [&address.street, &address.city, &address.country_code];
            parts.iter().all(|part| !part.is_empty())
        };
        let country = ship_to.map(|ship_to| ship_to.address.country_code.as_str());
        if country.is_some_and(|country| !country.is_empty() && country.len() != 2) {
            return refused(10730);
        }
        let address = ship_to.filter(is_usable);
        if self.address_override && address.is_none() {
            return refused(10736);
        }
        Ok(Prefill {
            email: self.email.clone(),
            contact: Contact::default(),
            no_shipping: self.no_shipping,
            address: address.map(|ship_to| ship_to.address.clone()),
            address_override: self.address_override,
        })
    }
}

fn read_url(
    fields: &Fields<'_>,
    (nvp, soap): (&str, &str),
    missing: u32,
    invalid: u32,
) -> CallResult<String> {
    let Some(url) = fields.text(nvp, soap) else {
        return refused(missing);
    };
    if url.len() > MAX_URL || http_url(&url).is_none() {
        return refused(invalid);
    }
    Ok(url)
}

fn read_agreements(fields: &Fields<'_>) -> Vec<AgreementRequest> {
    let entries = fields.list(&["BILLINGTYPE"], "BillingAgreementDetails");
    let agreements = entries.iter().filter_map(|entry| {
        let kind = entry.text("BILLINGTYPE", "BillingType")?;
        (kind != "None").then(|| AgreementRequest {
            is_recurring: kind == "RecurringPayments",
            description: entry
                .text_or_empty("BILLINGAGREEMENTDESCRIPTION", "BillingAgreementDescription"),
        })
    });
    agreements.collect()
}

impl Reply for OpenedCheckout {
    fn write(&self, answer: &mut Answer) {
        answer.text("TOKEN", "Token", &self.token);
    }
}
