//! Express Checkout of the classic API, as NVP or SOAP.

use jiff::{SignedDuration, Timestamp};
use leptos_paypal_api::classic::{
    CheckoutDetails, ClassicClient, DoCapture, Encoding, ExpressCheckoutPayment, RefundTransaction,
    SetExpressCheckout, Token, TransactionDetails, TransactionSearch,
};
use leptos_paypal_api::{Answer, ApiError, Clock, RequestId};
use leptos_paypal_core::TxnId;

use super::{Called, CreatedPayment, Operated, PaymentApi, RefundOf};
use crate::ledger::ApiCall;
use crate::services::payments::calls::call;
use crate::services::payments::snapshot::{BuyerState, ExpectedOrder, PaymentSnapshot};
use crate::services::payments::{OperationOutcome, PaymentContext, PaymentError};

/// Age up to which transactions of a checkout are searched: money goes back
/// for half a year.
const SEARCHED: SignedDuration = SignedDuration::from_hours(366 * 24);

/// The classic API by the credentials of the shop's account.
pub(in crate::services::payments) struct Classic<'a> {
    client: &'a ClassicClient,
    names: &'static Names,
    /// Time from which on transactions are searched.
    since: Timestamp,
}

/// Names of the calls in the ledger.
struct Names {
    set: &'static str,
    details: &'static str,
    pay: &'static str,
    transaction: &'static str,
    search: &'static str,
    refund: &'static str,
    capture: &'static str,
    void: &'static str,
}

static NVP: Names = Names {
    set: "nvp SetExpressCheckout",
    details: "nvp GetExpressCheckoutDetails",
    pay: "nvp DoExpressCheckoutPayment",
    transaction: "nvp GetTransactionDetails",
    search: "nvp TransactionSearch",
    refund: "nvp RefundTransaction",
    capture: "nvp DoCapture",
    void: "nvp DoVoid",
};

static SOAP: Names = Names {
    set: "soap SetExpressCheckout",
    details: "soap GetExpressCheckoutDetails",
    pay: "soap DoExpressCheckoutPayment",
    transaction: "soap GetTransactionDetails",
    search: "soap TransactionSearch",
    refund: "soap RefundTransaction",
    capture: "soap DoCapture",
    void: "soap DoVoid",
};

impl<'a> Classic<'a> {
    pub(super) fn new(client: &'a ClassicClient, clock: &Clock) -> Self {
        let names = match client.encoding() {
            Encoding::Nvp => &NVP,
            Encoding::Soap => &SOAP,
        };
        let now = Timestamp::from_millisecond(clock.now()).unwrap_or(Timestamp::MIN);
        Self {
            client,
            names,
            since: now.saturating_sub(SEARCHED).unwrap_or(now),
        }
    }

    pub(super) async fn open(&self, new: &SetExpressCheckout) -> Called<CreatedPayment> {
        let result = self.client.set_express_checkout(new).await;
        Called::once(
            call(self.names.set, None, &result),
            result.map(|token| CreatedPayment {
                paypal_id: token.to_string(),
                token: Some(token.to_string()),
                approval: Ok(token.approval_url(self.client.environment())),
            }),
        )
    }

    /// Asks for a transaction.
    async fn transaction(
        &self,
        id: &TxnId,
    ) -> (ApiCall, Result<Answer<TransactionDetails>, ApiError>) {
        let result = self.client.transaction(id).await;
        (call(self.names.transaction, None, &result), result)
    }

    /// Everything that PayPal has of a checkout: the payment that its session
    /// names, and what carries its number.
    async fn transactions(
        &self,
        context: &PaymentContext<'_>,
        paid: Option<TxnId>,
        mut before: Vec<ApiCall>,
    ) -> Called<Vec<TransactionDetails>> {
        let mut search = TransactionSearch::since(self.since);
        search.invoice = Some(context.id.to_string());
        let found = self.client.search(&search).await;
        let mut last = call(self.names.search, None, &found);
        let found = match found {
            Ok(found) => found.value,
            Err(error) => {
                return Called {
                    before,
                    call: last,
                    result: Err(error),
                };
            }
        };
        let mut ids: Vec<TxnId> = paid.into_iter().collect();
        for id in found.into_iter().filter_map(|found| found.transaction_id) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let mut transactions = Vec::new();
        for id in ids {
            before.push(last);
            let (call, result) = self.transaction(&id).await;
            last = call;
            match result {
                Ok(details) => transactions.push(details.value),
                Err(error) => {
                    return Called {
                        before,
                        call: last,
                        result: Err(error),
                    };
                }
            }
        }
        Called {
            before,
            call: last,
            result: Ok(transactions),
        }
    }
}

impl PaymentApi for Classic<'_> {
    fn verb(&self, _: bool) -> &'static str {
        "pay"
    }

    async fn complete(
        &self,
        context: &PaymentContext<'_>,
        order: &ExpectedOrder<'_>,
        payer_id: Option<&str>,
        id: &RequestId,
    ) -> Result<Option<Called<PaymentSnapshot>>, PaymentError> {
        let Some(payer_id) = payer_id else {
            return Ok(None);
        };
        let purchase = &context.payment.purchase;
        let request = ExpressCheckoutPayment {
            token: context.paypal_id.parse()?,
            payer_id: payer_id.to_owned(),
            payment: purchase.payment_details(context.id, &purchase.cart()?)?,
            button_source: None,
        };
        let paid = self.client.do_express_checkout_payment(&request, id).await;
        let paid_call = call(self.names.pay, Some(id), &paid);
        let transaction_id = match paid {
            Ok(paid) => paid.value.payment.transaction_id,
            Err(error) => return Ok(Some(Called::once(paid_call, Err(error)))),
        };
        // The payment counts once PayPal has said whose it is.
        let (asked, details) = self.transaction(&transaction_id).await;
        Ok(Some(match details {
            Ok(details) => Called {
                before: vec![paid_call],
                call: asked,
                result: Ok(order.snapshot_classic(&[details.value])),
            },
            Err(_) => Called {
                before: vec![asked],
                call: paid_call,
                result: Ok(PaymentSnapshot {
                    buyer: BuyerState::Done,
                    payer_id: None,
                    facts: Vec::new(),
                    names_payees: false,
                }),
            },
        }))
    }

    async fn fetch(
        &self,
        context: &PaymentContext<'_>,
        order: &ExpectedOrder<'_>,
    ) -> Result<Called<PaymentSnapshot>, PaymentError> {
        let token: Token = context.paypal_id.parse()?;
        let details = self.client.express_checkout_details(&token).await;
        let details_call = call(self.names.details, None, &details);
        let (paid, payer_id, is_paid) = match details {
            Ok(details) if !details.is_paid() => {
                return Ok(Called::once(details_call, Ok(unpaid(&details))));
            }
            Ok(details) => {
                let details = details.value;
                (details.transaction_id, details.payer.payer_id, true)
            }
            Err(error) => match error.failure() {
                Some(failure) if failure.already_done() => (None, None, true),
                // A session is forgotten long before its payment.
                Some(failure) if failure.token_unknown() => (None, None, false),
                _ => return Ok(Called::once(details_call, Err(error))),
            },
        };
        let found = self.transactions(context, paid, vec![details_call]).await;
        Ok(Called {
            before: found.before,
            call: found.call,
            result: found.result.map(|transactions| {
                let snapshot = order.snapshot_classic(&transactions);
                PaymentSnapshot {
                    payer_id,
                    buyer: if is_paid {
                        // Also while the search does not find it yet.
                        BuyerState::Done
                    } else {
                        snapshot.buyer
                    },
                    ..snapshot
                }
            }),
        })
    }

    async fn refund(
        &self,
        order: &ExpectedOrder<'_>,
        refund: &RefundOf<'_>,
        id: &RequestId,
    ) -> Called<Operated> {
        let operation = refund.operation;
        // PayPal gives back the rest of a payment only as an amount.
        let amount = operation.amount.or(refund.rest);
        let request = RefundTransaction::of(operation.txn_id.clone(), amount);
        let result = self.client.refund(&request, id).await;
        Called::once(
            call(self.names.refund, Some(id), &result),
            result.map(|refund| {
                let fact = order.refund_classic(&refund, &operation.txn_id);
                let status = refund.value.status.as_deref().unwrap_or("done");
                let done = OperationOutcome::refund(&refund.refund_id, status);
                (done, fact.into_iter().collect())
            }),
        )
    }

    async fn capture(
        &self,
        order: &ExpectedOrder<'_>,
        authorization: &TxnId,
        id: &RequestId,
    ) -> Called<Operated> {
        let request = DoCapture::of(authorization.clone(), order.total);
        let result = self.client.capture(&request, id).await;
        let made = call(self.names.capture, Some(id), &result);
        let capture = match result {
            Ok(capture) => capture.value.payment,
            Err(error) => return Called::once(made, Err(error)),
        };
        let status = capture.status.as_str();
        let done = OperationOutcome::capture(&capture.transaction_id, status);
        let (asked, details) = self.transaction(&capture.transaction_id).await;
        let facts = match &details {
            Ok(details) => order.snapshot_classic(std::slice::from_ref(details)).facts,
            Err(_) => Vec::new(),
        };
        Called {
            before: vec![asked],
            call: made,
            result: Ok((done, facts)),
        }
    }

    async fn void(&self, authorization: &TxnId, id: &RequestId) -> Called<()> {
        let result = self.client.void(authorization, None, id).await;
        Called::once(call(self.names.void, Some(id), &result), result.map(drop))
    }
}

/// Snapshot of a session that has made no payment.
fn unpaid(details: &CheckoutDetails) -> PaymentSnapshot {
    PaymentSnapshot {
        buyer: if details.is_approved() {
            BuyerState::Approved
        } else {
            BuyerState::Undecided
        },
        payer_id: details.payer.payer_id.clone(),
        facts: Vec::new(),
        names_payees: true,
    }
}
