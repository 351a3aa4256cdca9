//! A page with a merchant server: it prices the order and makes the payment,
//! or the form.

use leptos_paypal_core::CheckoutStatus;

use super::{Failure, Order, Outcome, Ready};
use crate::browser::merchant::{self, CallProblem, Refusal, Way};
use crate::browser::random;
use crate::reactive::untrack;
use crate::state::Shop;
use crate::text::Text;

/// How often a key that cannot be used any more is replaced.
const KEYS: u32 = 2;

/// The way to PayPal for an order, as the server at `url` makes it.
pub(super) async fn prepare(shop: Shop, url: &str, order: Order) -> Result<Outcome, Failure> {
    let mut tried = 0;
    loop {
        tried += 1;
        let Some(key) = random::checkout_id() else {
            return Err(Failure::new(shop, Text::ErrorServer, "no_randomness"));
        };
        let mut record = order.record(shop, key);
        // Kept before asking: an answer that gets lost is found again.
        shop.records().keep(record.clone());
        let answer = merchant::create(url, &record, order.cart.lines()).await;
        let again = tried < KEYS;
        let created = match answer {
            Err(CallProblem::Refused(refusal))
                if again && refusal.code == "idempotency_key_reused" =>
            {
                shop.records().forget(&record.key);
                continue;
            }
            Err(problem) => return Err(failure(shop, problem)),
            Ok(created) => created,
        };
        let name = created.name;
        record.name = Some(name.clone());
        match (created.status, created.way) {
            (
                CheckoutStatus::Created | CheckoutStatus::Approved | CheckoutStatus::Cancelled,
                Some(way),
            ) if created.status != CheckoutStatus::Cancelled || matches!(way, Way::Page(_)) => {
                let (address, fields) = match way {
                    Way::Form { action, fields } => (action, Some(fields)),
                    Way::Page(url) => (url, None),
                    Way::Order => {
                        let url = shop.now(|state| state.config.environment.checkout_now(&name));
                        (url, None)
                    }
                };
                record.approval = fields.is_none().then(|| address.clone());
                shop.records().keep(record);
                return Ok(Outcome::Ready(Ready {
                    name,
                    total: created.total.unwrap_or(order.total),
                    address,
                    fields,
                }));
            }
            (
                status @ (CheckoutStatus::Paid | CheckoutStatus::Pending | CheckoutStatus::Review),
                _,
            ) => {
                shop.records().keep(record);
                return Ok(Outcome::Already(name, status));
            }
            (CheckoutStatus::Created | CheckoutStatus::Approved, None) => {
                return Err(Failure::new(shop, Text::ErrorServer, "approval_missing"));
            }
            // That one is over: the same content is bought again.
            _ if again => shop.records().forget(&record.key),
            (over, _) => return Err(Failure::new(shop, Text::ErrorServer, over.as_str())),
        }
    }
}

fn failure(shop: Shop, problem: CallProblem) -> Failure {
    let refusal = match problem {
        CallProblem::Unreachable => {
            return Failure::new(shop, Text::ErrorUnreachable, "unreachable");
        }
        CallProblem::Refused(refusal) => *refusal,
    };
    let Refusal {
        code,
        approval,
        total,
        ..
    } = refusal;
    let text = match code.as_str() {
        "total_changed" => match total {
            Some(total) => {
                let shown = untrack(|| shop.money(total));
                return Failure {
                    message: untrack(|| shop.fill(Text::ErrorChanged, &[("total", &shown)])),
                    new_total: Some(total),
                    way_back: None,
                    code,
                };
            }
            None => Text::ErrorServer,
        },
        "sku_unknown" | "sold_out" | "option_unknown" | "quantity_above_limit" => {
            Text::ErrorArticle
        }
        "paypal_unreachable" | "paypal_answer" => Text::ErrorPayPal,
        "too_many_requests" | "http_429" => Text::ErrorBusy,
        "instrument_declined" => Text::ErrorDeclined,
        "payment_refused" | "paypal_refused" => Text::ErrorRefused,
        _ => Text::ErrorServer,
    };
    Failure {
        way_back: shop.allowed(approval),
        ..Failure::new(shop, text, &code)
    }
}
