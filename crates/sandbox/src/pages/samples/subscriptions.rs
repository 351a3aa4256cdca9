//! Pages of subscriptions with content that is hard to show.

use super::*;

pub(crate) fn review_subscription() -> ReviewPage {
    ReviewPage {
        lines: vec![line("Tea club", 1, "0.00", "0.00")],
        totals: totals("EUR", "0.00", "0.00"),
        kind: text("subscription"),
        plan: Some(subscription().plan),
        asks_note: false,
        payee: text(HOSTILE),
        ..review()
    }
}

fn subscription() -> SubscriptionView {
    SubscriptionView {
        id: text("I-8VCJ4C6TLLNG"),
        name: text(HOSTILE),
        payee: text(HOSTILE),
        buyer_email: text("buyer@example.com"),
        status: text("Active"),
        plan: vec![
            text("Free for the first 7 days"),
            text("Then 9.00 EUR every month until you cancel"),
        ],
        started: text("2026-11-21 12:04:09 UTC"),
        next: Some(text("2026-11-28 12:04:09 UTC")),
        ends: None,
        login: Some((text("pp-0a1b2c3d4e5f"), text("ABCDEFGHJKLMN"))),
        can_cancel: true,
    }
}

pub(crate) fn subscriptions() -> SubscriptionsPage {
    let over = SubscriptionView {
        status: text("Cancelled"),
        next: None,
        ends: Some(text("2026-12-28 12:04:09 UTC")),
        can_cancel: false,
        ..subscription()
    };
    SubscriptionsPage {
        buyer: Some((text("buyer@example.com"), text("c5f1"))),
        payee: Some(text("Kiln & Leaf")),
        subscriptions: vec![subscription(), over],
    }
}

pub(crate) fn all_subscriptions() -> SubscriptionsPage {
    SubscriptionsPage {
        buyer: None,
        payee: None,
        ..subscriptions()
    }
}

pub(crate) fn subscriptions_login() -> SubscriptionsLoginPage {
    SubscriptionsLoginPage {
        merchant: text("MERCHANT23456"),
        payee: text(HOSTILE),
        email: text("buyer@example.com"),
        password: text("sandbox-buyer"),
        error: Some(text("No test account has this address and password.")),
    }
}

pub(crate) fn subscribed() -> DonePage {
    DonePage {
        txn_id: None,
        total: text("0.00"),
        subscription: Some(subscription()),
        ..done()
    }
}
