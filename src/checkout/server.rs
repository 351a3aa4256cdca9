//! A page with a merchant server: it prices the order and makes the form.

use leptos::prelude::*;
use leptos_paypal_core::CheckoutStatus;

use super::{Failure, Order, Outcome, Ready};
use crate::browser::merchant::{self, CallProblem};
use crate::browser::random;
use crate::state::Shop;
use crate::text::Text;

/// How often a key that cannot be used any more is replaced.
const KEYS: u32 = 2;

/// The server's form for an order.
pub(super) async fn prepare(shop: Shop, server: &str, order: Order) -> Result<Outcome, Failure> {
    let mut tried = 0;
    loop {
        tried += 1;
        let Some(key) = random::checkout_id() else {
            return Err(Failure::new(shop, Text::ErrorServer, "no_randomness"));
        };
        let mut record = order.record(shop, key);
        // Kept before asking: an answer that gets lost is found again.
        shop.records().keep(record.clone());
        let answer =
            merchant::create(server, record.key.as_str(), order.cart.lines(), order.total).await;
        let again = tried < KEYS;
        match answer {
            Err(CallProblem::Refused { code, .. }) if again && code == "idempotency_key_reused" => {
                shop.records().forget(&record.key);
            }
            Err(problem) => return Err(failure(shop, problem)),
            Ok(created) => match created.status {
                CheckoutStatus::Created | CheckoutStatus::Approved => {
                    record.id = Some(created.id.clone());
                    shop.records().keep(record);
                    return Ok(Outcome::Ready(Ready {
                        id: created.id,
                        total: created.total,
                        action: created.action,
                        fields: created.fields,
                    }));
                }
                CheckoutStatus::Paid | CheckoutStatus::Pending | CheckoutStatus::Review => {
                    record.id = Some(created.id.clone());
                    shop.records().keep(record);
                    return Ok(Outcome::Already(created.id, created.status));
                }
                // That one is over: the same content is bought again.
                _ if again => shop.records().forget(&record.key),
                over => return Err(Failure::new(shop, Text::ErrorServer, over.as_str())),
            },
        }
    }
}

fn failure(shop: Shop, problem: CallProblem) -> Failure {
    match problem {
        CallProblem::Unreachable => Failure::new(shop, Text::ErrorUnreachable, "unreachable"),
        CallProblem::Refused { code, body } => match code.as_str() {
            "total_changed" => match merchant::total(&body) {
                Some(total) => {
                    let shown = untrack(|| shop.money(total));
                    Failure {
                        message: untrack(|| shop.fill(Text::ErrorChanged, &[("total", &shown)])),
                        new_total: Some(total),
                        code,
                    }
                }
                None => Failure::new(shop, Text::ErrorServer, &code),
            },
            "sku_unknown" | "sold_out" | "option_unknown" | "quantity_above_limit" => {
                Failure::new(shop, Text::ErrorArticle, &code)
            }
            _ => Failure::new(shop, Text::ErrorServer, &code),
        },
    }
}
