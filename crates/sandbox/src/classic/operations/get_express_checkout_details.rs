//! `GetExpressCheckoutDetails`.

use super::requested_payment::{write, write_address};
use crate::classic::answer::Answer;
use crate::classic::call::Call;
use crate::classic::errors::{CallResult, refused};
use crate::classic::fields::Fields;
use crate::classic::operation::{Operation, Reply, code_of_text};
use crate::store::accounts::Account;
use crate::store::checkouts::{Checkout, CheckoutStatus};
use crate::store::express_checkouts::{ExpressCheckout, ShipTo};

/// Tells how a checkout stands.
#[derive(Debug)]
pub(super) struct GetExpressCheckoutDetails {
    token: String,
}

/// A checkout with its buyer, once that one has agreed.
pub(super) struct CheckoutSnapshot {
    express: ExpressCheckout,
    checkout: Checkout,
    buyer: Option<Account>,
    is_flat: bool,
}

/// Reads the token of a request.
pub(super) fn read_token(fields: &Fields<'_>) -> CallResult<String> {
    match fields.text("TOKEN", "Token") {
        Some(token) => Ok(token),
        None => refused(10408),
    }
}

/// The checkout of a token that this merchant was given, while it lives.
pub(super) fn find<'c>(
    call: &'c Call<'_>,
    token: &str,
) -> CallResult<(&'c ExpressCheckout, &'c Checkout)> {
    let found = call.store.express.get(token);
    let (Some(express), Some(checkout)) = (found, call.store.checkouts.get(token)) else {
        return refused(10410);
    };
    if express.merchant != call.account {
        return refused(10409);
    }
    if !checkout.is_paid() && checkout.is_outdated(call.now) {
        return refused(10411);
    }
    Ok((express, checkout))
}

/// Refuses a token that is not open any more.
pub(super) fn check_open(call: &Call<'_>, token: &str) -> CallResult<()> {
    let (_, checkout) = find(call, token)?;
    if checkout.is_paid() {
        return refused(10415);
    }
    Ok(())
}

impl Operation for GetExpressCheckoutDetails {
    const NAME: &'static str = "GetExpressCheckoutDetails";
    type Reply = CheckoutSnapshot;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        Ok(Self {
            token: read_token(fields)?,
        })
    }

    fn test_codes(&self) -> Vec<u32> {
        code_of_text(&self.token).into_iter().collect()
    }

    fn write_refused(answer: &mut Answer) {
        answer.group("ebl:GetExpressCheckoutDetailsResponseDetails", |answer| {
            answer.text("", "Token", "");
            answer.group("PayerInfo", |answer| answer.group("PayerName", |_| {}));
        });
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<CheckoutSnapshot> {
        let (express, checkout) = find(call, &self.token)?;
        let buyer = checkout.buyer.as_ref();
        let buyer = buyer.filter(|_| checkout.status.is_agreed());
        Ok(CheckoutSnapshot {
            express: express.clone(),
            checkout: checkout.clone(),
            buyer: buyer
                .and_then(|buyer| call.store.accounts.get(buyer))
                .cloned(),
            is_flat: call.is_flat,
        })
    }
}

impl CheckoutSnapshot {
    fn status(&self) -> &'static str {
        match self.checkout.status {
            CheckoutStatus::Paid { .. } => "PaymentActionCompleted",
            _ if self.express.has_failed => "PaymentActionFailed",
            _ => "PaymentActionNotInitiated",
        }
    }

    /// The address that was agreed to; before that, the one asked for.
    fn ship_to(&self, asked: Option<&ShipTo>) -> Option<ShipTo> {
        let Some(buyer) = &self.buyer else {
            return asked.cloned();
        };
        let prefill = &self.checkout.details.prefill;
        let address = prefill.ship_to(buyer.address.as_ref())?;
        match asked {
            Some(asked) if asked.address == address => Some(asked.clone()),
            _ => Some(ShipTo {
                name: buyer.full_name(),
                address,
                phone: String::new(),
            }),
        }
    }

    fn write_payer(&self, answer: &mut Answer, ship_to: Option<&ShipTo>) {
        answer.group("PayerInfo", |answer| {
            let buyer = self.buyer.as_ref();
            if let Some(buyer) = buyer {
                answer.text("EMAIL", "Payer", &buyer.email);
                answer.text("PAYERID", "PayerID", &buyer.id.0);
                answer.text("PAYERSTATUS", "PayerStatus", "verified");
            }
            answer.group("PayerName", |answer| {
                if let Some(buyer) = buyer {
                    answer.optional("FIRSTNAME", "FirstName", Some(&buyer.first_name));
                    answer.optional("LASTNAME", "LastName", Some(&buyer.last_name));
                }
            });
            if let Some(buyer) = buyer {
                let country = buyer.country.as_deref();
                answer.optional("COUNTRYCODE", "PayerCountry", country);
                answer.optional("BUSINESS", "PayerBusiness", buyer.business_name.as_deref());
            }
            if let Some(ship_to) = ship_to.filter(|_| buyer.is_some()) {
                answer.group("Address", |answer| write_address(answer, ship_to));
            }
        });
    }
}

impl Reply for CheckoutSnapshot {
    fn write(&self, answer: &mut Answer) {
        let first = self.express.payments.first();
        answer.group("ebl:GetExpressCheckoutDetailsResponseDetails", |answer| {
            answer.text("TOKEN", "Token", &self.express.token);
            let ship_to = self.ship_to(first.and_then(|first| first.ship_to.as_ref()));
            self.write_payer(answer, ship_to.as_ref());
            if let Some(first) = first {
                let (custom, invoice) = (&first.order.custom, first.order.invoice.as_deref());
                answer.optional("CUSTOM", "Custom", Some(custom));
                answer.optional("INVNUM", "InvoiceID", invoice);
            }
            answer.text(
                "BILLINGAGREEMENTACCEPTEDSTATUS",
                "BillingAgreementAcceptedStatus",
                {
                    let accepted = self.buyer.is_some() && !self.express.agreements.is_empty();
                    if accepted { "1" } else { "0" }
                },
            );
            answer.optional("NOTE", "Note", self.checkout.memo.as_deref());
            answer.text("CHECKOUTSTATUS", "CheckoutStatus", self.status());
            for (index, payment) in self.express.payments.iter().enumerate() {
                let txn_id = self.express.txn_ids.get(index).map(String::as_str);
                let ship_to = self.ship_to(payment.ship_to.as_ref());
                let write = |answer: &mut Answer| write(answer, payment, ship_to.as_ref(), txn_id);
                if index == 0 {
                    // PayPal has the first payment by its flat names too.
                    let soap = if self.is_flat { "PaymentDetails" } else { "" };
                    answer.named_group(soap, "", "", write);
                }
                if !self.is_flat {
                    let prefix = format!("PAYMENTREQUEST_{index}_");
                    answer.named_group("PaymentDetails", &prefix, "", write);
                }
            }
            for (index, txn_id) in self.express.txn_ids.iter().enumerate() {
                let prefix = format!("PAYMENTREQUESTINFO_{index}_");
                answer.named_group("PaymentRequestInfo", &prefix, "", |answer| {
                    answer.text("TRANSACTIONID", "TransactionId", txn_id);
                    let payment = self.express.payments.get(index);
                    let id = payment.and_then(|payment| payment.request_id.as_deref());
                    answer.optional("PAYMENTREQUESTID", "PaymentRequestID", id);
                });
            }
        });
    }
}
