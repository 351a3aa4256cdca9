//! Finds out what became of a payment: from the return query, from what this
//! browser knows, and from the server, which is asked again for a while.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_paypal_core::{CheckoutRef, CheckoutStatus, ReturnQuery};

use super::refused::{refused, says_nothing};
use super::without_server::without_server;
use super::{OutcomeState, PaymentOutcome};
use crate::checkout::StatusDetail;
use crate::config::{CheckoutConfig, CheckoutPath};
use crate::context::CheckoutContext;
use crate::http_client::{CallError, CheckoutResponse};
use crate::merchant_client::{self, CompleteRequest};
use crate::paypal_client::PayPalClient;
use crate::paypal_window::hand_over::{Return, hand_over};

/// Times that the server is asked before the buyer has to ask.
const ROUNDS: u32 = 12;

/// Longest pause between two questions, in multiples of the first.
const LONGEST_PAUSE: u32 = 20;

/// Content of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WatchView {
    /// The outcome, as far as it is known.
    pub(crate) outcome: PaymentOutcome,
    /// True when the server is not asked any more, although it may change.
    pub(crate) is_late: bool,
}

impl WatchView {
    /// Returns whether the buyer can have the server asked once more.
    pub(crate) fn can_ask_again(&self) -> bool {
        self.is_late || self.outcome.state == OutcomeState::Unreachable
    }
}

/// A payment that is watched. It ends with the reactive owner it is made in.
#[derive(Clone, Copy)]
pub(crate) struct PaymentWatch {
    context: CheckoutContext,
    view: RwSignal<WatchView>,
    progress: StoredValue<Progress>,
    report: Callback<StatusDetail>,
}

#[derive(Clone, Copy, Default)]
struct Progress {
    /// Number of the run that counts: a new one ends the one before.
    run: u32,
    /// True when the server has read the query.
    is_told: bool,
}

/// Next step after an answer.
enum Next {
    Stop,
    AskAgain { pause_ms: u32 },
}

/// One run: what is asked about, and whom.
struct Question {
    number: u32,
    config: Arc<CheckoutConfig>,
    query: String,
    returned: ReturnQuery,
    id: CheckoutRef,
    /// PayPal itself and its id of the payment, where the page has made it.
    paypal: Option<(PayPalClient, CheckoutRef)>,
}

impl Question {
    /// Returns whether a status can be asked for without completing anything.
    fn has_status(&self) -> bool {
        self.paypal.is_some() || self.config.status_address(&self.id).is_some()
    }
}

impl PaymentWatch {
    /// Nothing is asked before [`run`](Self::run). `report` gets every new
    /// status.
    pub(crate) fn new(context: CheckoutContext, report: Callback<StatusDetail>) -> Self {
        Self {
            context,
            view: RwSignal::new(WatchView::default()),
            progress: StoredValue::new(Progress::default()),
            report,
        }
    }

    /// Reads what the page shows, tracked.
    pub(crate) fn with<T>(&self, read: impl FnOnce(&WatchView) -> T) -> T {
        self.view.with(read)
    }

    /// Finds out what became of the payment that a return page's query names.
    /// In a window of its own the page that opened it does that.
    pub(crate) fn run(self, query: String) {
        let query = ReturnQuery::of_address(&query);
        let returned = ReturnQuery::parse(&query);
        let Some(back) = self.popup_return(&returned) else {
            return self.find_out(query, returned);
        };
        let storage_key = self.context.config_untracked().storage_key.clone();
        spawn_local(async move {
            hand_over(&storage_key, back).await;
            // The component may be gone meanwhile.
            if self.progress.try_with_value(|_| ()).is_none() {
                return;
            }
            self.find_out(query, returned);
        });
    }

    /// The return of a buyer who is in a window of its own.
    fn popup_return(&self, returned: &ReturnQuery) -> Option<Return> {
        let checkout = checkout_id(returned)?;
        let attempt = self.context.attempts().of(&checkout)?;
        let url = web_sys::window()?.location().href().ok()?;
        attempt.popup.then_some(Return {
            checkout,
            url,
            cancelled: returned.cancelled,
        })
    }

    fn find_out(self, query: String, returned: ReturnQuery) {
        let config = self.context.config_untracked();
        let number = self.progress.with_value(|progress| progress.run) + 1;
        self.progress.update_value(|progress| progress.run = number);
        let outcome = match checkout_id(&returned) {
            Some(id) if self.can_ask(&config, &id) => {
                let paypal = self.paypal(&id);
                let turned_back = paypal.is_some() && !returned.is_agreed();
                if !is_undecided(&returned) && !turned_back {
                    if number > 1 {
                        self.show(PaymentOutcome::default());
                    }
                    let question = Question {
                        number,
                        config,
                        query,
                        returned,
                        id,
                        paypal,
                    };
                    spawn_local(self.poll(question));
                    return;
                }
                let mut outcome = PaymentOutcome::default();
                outcome.recall(self.context, id);
                outcome.state = OutcomeState::Server(CheckoutStatus::Cancelled);
                outcome
            }
            _ => without_server(self.context, &returned),
        };
        self.report(&outcome);
        self.show(outcome);
    }

    /// Returns whether somebody knows more of a checkout than its return query.
    fn can_ask(&self, config: &CheckoutConfig, id: &CheckoutRef) -> bool {
        match config.payment_path() {
            CheckoutPath::Client { .. } => self.paypal(id).is_some(),
            _ => config.complete_address(id).is_some() && !self.is_by_page(id),
        }
    }

    /// Returns whether it is a form that this browser has made by itself.
    fn is_by_page(&self, id: &CheckoutRef) -> bool {
        let attempt = self.context.attempts().of(id);
        attempt.is_some_and(|attempt| attempt.is_by_page())
    }

    /// PayPal, where this browser has made the payment of the checkout itself.
    fn paypal(&self, id: &CheckoutRef) -> Option<(PayPalClient, CheckoutRef)> {
        let client = self.context.paypal_client()?;
        let attempt = self.context.attempts().of(id)?;
        let (_, api) = attempt.path();
        Some((client.with_api(api), attempt.paypal_id.clone()?))
    }

    /// Returns whether PayPal has told before what became of a checkout.
    fn was_completed(&self, id: &CheckoutRef) -> bool {
        let seen = self.context.attempts().of(id).and_then(|known| known.seen);
        seen.is_some_and(|status| !status.is_payable())
    }

    /// Asks the server until there is nothing to wait for.
    async fn poll(self, question: Question) {
        for round in 1..=ROUNDS {
            let response = self.ask(&question).await;
            if !self.is_current(question.number) {
                return;
            }
            match self.handle(&question, response, round) {
                Next::Stop => return,
                Next::AskAgain { .. } if round == ROUNDS => {}
                Next::AskAgain { pause_ms } => TimeoutFuture::new(pause_ms).await,
            }
            if !self.is_current(question.number) {
                return;
            }
        }
        let _ = self.view.try_update(|view| view.is_late = true);
    }

    /// Hands the query over once; afterwards the status is only looked at.
    async fn ask(&self, question: &Question) -> Result<CheckoutResponse, CallError> {
        let Question {
            config,
            query,
            returned,
            id,
            paypal,
            ..
        } = question;
        let is_told = self.progress.with_value(|progress| progress.is_told);
        if let Some((client, paypal_id)) = paypal {
            let payer_id = returned.payer_id.as_deref();
            let response = match returned.is_agreed() && !is_told && !self.was_completed(id) {
                true => client.complete(paypal_id, payer_id).await,
                false => client.get(paypal_id).await,
            };
            return response.map(|response| CheckoutResponse {
                id: id.clone(),
                is_paypals: false,
                ..response
            });
        }
        match config.status_address(id) {
            Some(url) if is_told => merchant_client::get(&url).await,
            _ => {
                let url = config.complete_address(id).unwrap_or_default();
                let request = match &config.complete_url {
                    Some(_) => CompleteRequest::with_names(query, returned),
                    None => CompleteRequest::query(query),
                };
                merchant_client::post(&url, &request).await
            }
        }
    }

    /// Shows what was answered.
    fn handle(
        &self,
        question: &Question,
        response: Result<CheckoutResponse, CallError>,
        round: u32,
    ) -> Next {
        let last = self.view.with_untracked(|view| view.outcome.clone());
        let is_known = last.state.status().is_some();
        let has_status = question.has_status();
        let was_told = self.progress.with_value(|progress| progress.is_told);
        let mut retry_after = 0;
        let mut outcome = PaymentOutcome::default();
        match response {
            Ok(response) => {
                self.progress
                    .update_value(|progress| progress.is_told = true);
                outcome = response.into();
            }
            // One answer that got lost does not hide what is known.
            Err(CallError::Unreachable) if is_known => {}
            Err(CallError::Unreachable) => outcome.state = OutcomeState::Unreachable,
            Err(CallError::Refused(refusal)) => {
                retry_after = refusal.retry_after;
                if says_nothing(&refusal) && has_status && !was_told {
                    // What the server made nothing of, it still knows.
                    self.progress
                        .update_value(|progress| progress.is_told = true);
                    return Next::AskAgain { pause_ms: 0 };
                }
                if !(refusal.is_retryable() && is_known) {
                    outcome = refused(self.context, *refusal, &question.id);
                }
            }
        }
        let is_new = outcome.state != OutcomeState::Looking && outcome != last;
        if is_new {
            if let (Some(status), Some(id)) = (outcome.state.status(), &outcome.id) {
                self.context.handle_status(id, status);
            }
            self.report(&outcome);
            self.show(outcome.clone());
        }
        let now = if is_new { outcome } else { last };
        let is_told = self.progress.with_value(|progress| progress.is_told);
        if !now.is_waiting(question.returned.cancelled) || is_told && !has_status {
            return Next::Stop;
        }
        let times = (round * round).min(LONGEST_PAUSE);
        let pause_ms = question.config.poll_ms.saturating_mul(times);
        Next::AskAgain {
            pause_ms: pause_ms.max(retry_after.saturating_mul(1_000)),
        }
    }

    /// Returns whether that run still counts: the component is there, and nobody has
    /// asked again.
    fn is_current(&self, number: u32) -> bool {
        let run = self.progress.try_with_value(|progress| progress.run);
        run == Some(number)
    }

    fn show(&self, outcome: PaymentOutcome) {
        let is_late = false;
        let _ = self.view.try_set(WatchView { outcome, is_late });
    }

    fn report(&self, outcome: &PaymentOutcome) {
        self.report.run(StatusDetail {
            checkout_id: outcome.reference().to_owned(),
            status: outcome.state.name().to_owned(),
            reason: outcome.reason.clone(),
        });
    }
}

/// Id of the checkout in the query: our own, or PayPal's, where a server has
/// none of its own.
fn checkout_id(returned: &ReturnQuery) -> Option<CheckoutRef> {
    if let Some(id) = &returned.checkout {
        return Some(id.clone().into());
    }
    let id = returned.payment_id.as_ref().or(returned.token.as_ref())?;
    id.parse().ok()
}

/// Returns whether PayPal itself says that the buyer has not agreed; of our own
/// checkouts the server asks.
const fn is_undecided(returned: &ReturnQuery) -> bool {
    returned.checkout.is_none() && !returned.is_agreed()
}
