//! The page for people, with content that is hard to show.

use super::*;

fn payment(txn_id: &str, status: &str, summary: &str) -> PaymentView {
    PaymentView {
        txn_id: text(txn_id),
        date: text("21 Nov 2026, 12:04:09 UTC"),
        api: text("form"),
        status: text(status),
        reason: None,
        payer: text("buyer@example.com"),
        payee: text("merchant@example.com"),
        currency: text("USD"),
        gross: text("54.53"),
        fee: Some(text("1.88")),
        refunded: None,
        invoice: Some(text("co_01hx3v7t0g5r2m8k4n6p9q1s2w")),
        custom: Some(text("co_01hx3v7t0g5r2m8k4n6p9q1s2w")),
        summary: text(summary),
    }
}

fn message(id: &str, state: &str, verified: bool) -> NotificationView {
    let fields = pairs(&[
        ("mc_gross", "54.53"),
        ("protection_eligibility", "Eligible"),
        ("payer_id", "LPLWNMTBWMFAY"),
        ("payment_date", "04:04:09 Nov 21, 2026 PST"),
        ("payment_status", "Completed"),
        ("charset", "utf-8"),
        ("custom", ""),
        ("item_name1", HOSTILE),
        ("item_name2", "煎茶 100 g"),
        ("txn_id", "61E67681CH3238416"),
    ]);
    NotificationView {
        id: text(id),
        kind: text("IPN"),
        date: text("21 Nov 2026, 12:04:09 UTC"),
        url: text("http://127.0.0.1:8080/paypal/ipn"),
        txn_id: text("61E67681CH3238416"),
        payment_status: text("Completed"),
        state: text(state),
        verified,
        attempts: pairs(&[
            ("12:04:09", "connection refused"),
            ("12:04:24", "503"),
            ("12:04:54", "200"),
        ]),
        next_attempt: None,
        body: form_body(&fields),
        fields,
    }
}

fn form_body(fields: &[(String, String)]) -> String {
    let plain: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", value.replace(' ', "+")))
        .collect();
    plain.join("&")
}

pub(crate) fn people() -> PeoplePage {
    let mut refunded = payment("3KJ22049TY771530R", "Refunded", "Teapot, Tea towel");
    refunded.refunded = Some(text("54.53"));
    let mut pending = payment("9AB81726GH0047512", "Pending", HOSTILE);
    pending.reason = Some(text("echeck"));
    pending.invoice = None;
    pending.custom = Some(text(HOSTILE));
    pending.fee = None;
    let mut yen = payment(
        "5TR00318LL662945D",
        "Completed",
        "手作り萩焼湯呑み 大 四客揃い 桐箱入り",
    );
    yen.currency = text("JPY");
    yen.gross = text("344901");
    yen.fee = Some(text("12457"));
    yen.custom = None;
    let mut waiting = message("n_3", "waiting", false);
    waiting.attempts.truncate(1);
    waiting.next_attempt = Some(text("12:08:24"));
    let mut dropped = message("n_2", "dropped", false);
    dropped.attempts.clear();
    PeoplePage {
        now: text("21 Nov 2026, 12:05:31 UTC"),
        clock_is_real: false,
        base_url: text("http://127.0.0.1:8081"),
        faults: vec![
            text("The next 2 messages are not delivered."),
            text("Payments become Pending (echeck)."),
        ],
        accounts: vec![
            AccountView {
                email: text("merchant@example.com"),
                name: text("Kiln & Leaf"),
                id: text("7Q2KX4N8VBTWC"),
                kind: text("business"),
                balances: pairs(&[("USD", "52.65"), ("JPY", "332444")]),
                settings: pairs(&[
                    ("IPN", "on, http://127.0.0.1:8080/paypal/ipn"),
                    ("PDT", "on"),
                    ("Auto Return", "on, http://127.0.0.1:8080/www/return.html"),
                    ("Charset", "utf-8"),
                ]),
            },
            AccountView {
                email: text("buyer@example.com"),
                name: text(HOSTILE),
                id: text("LPLWNMTBWMFAY"),
                kind: text("personal"),
                balances: pairs(&[
                    ("AUD", "5000.00"),
                    ("CAD", "5000.00"),
                    ("EUR", "5000.00"),
                    ("GBP", "5000.00"),
                    ("JPY", "155099"),
                    ("USD", "4945.47"),
                ]),
                settings: pairs(&[("IPN", "off")]),
            },
        ],
        payments: vec![
            yen,
            pending,
            refunded,
            payment("61E67681CH3238416", "Completed", "Stoneware mug, Sencha"),
        ],
        notifications: vec![waiting, dropped, message("n_1", "delivered", true)],
        checkouts: vec![CheckoutView {
            token: text("EC-7BX40219HK3382514"),
            url: text("http://127.0.0.1:8081/checkoutnow?token=EC-7BX40219HK3382514"),
            date: text("21 Nov 2026, 12:03:40 UTC"),
            status: text("created"),
            payee: text("merchant@example.com"),
            currency: text("USD"),
            total: text("54.53"),
            ignored: ignored(),
        }],
    }
}

pub(crate) fn people_at_first() -> PeoplePage {
    PeoplePage {
        clock_is_real: true,
        faults: Vec::new(),
        payments: Vec::new(),
        notifications: Vec::new(),
        checkouts: Vec::new(),
        ..people()
    }
}
