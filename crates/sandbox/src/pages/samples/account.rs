//! The pages of an account, with content that is hard to show.

use super::*;
use serde_json::json;

fn head(tab: &'static str) -> AccountHead {
    AccountHead {
        id: text("7Q2KX4N8VBTWC"),
        email: text("merchant@example.com"),
        name: text(HOSTILE),
        kind: text("business"),
        has_api: true,
        tab,
        notice: Some("Saved."),
    }
}

fn entry(title: &str, counterparty: &str, gross: &str, fee: Option<&str>) -> ActivityView {
    ActivityView {
        title: text(title),
        counterparty: text(counterparty),
        date: text("2026-11-21 12:04:09 UTC"),
        payment: Some(text("61E67681CH3238416")),
        txn_id: text("61E67681CH3238416"),
        status: text("Completed"),
        currency: text("USD"),
        gross: text(gross),
        fee: fee.map(text),
        net: text(gross),
    }
}

pub(crate) fn account() -> AccountPage {
    let mut added = entry("Money added", "Bank account", "1250000.00", None);
    added.payment = None;
    let mut pending = entry("Payment received", HOSTILE, "54.53", Some("-1.88"));
    pending.status = text("Pending");
    AccountPage {
        head: head("summary"),
        balances: pairs(&[("EUR", "52.65"), ("JPY", "332444"), ("USD", "-9.41")]),
        currencies: vec![text("EUR"), text("USD")],
        activity: vec![
            entry("Refund sent", "手作り萩焼湯呑み", "-54.53", Some("1.88")),
            pending,
            added,
        ],
    }
}

pub(crate) fn account_at_first() -> AccountPage {
    AccountPage {
        balances: Vec::new(),
        activity: Vec::new(),
        ..account()
    }
}

pub(crate) fn transaction() -> TransactionPage {
    TransactionPage {
        head: head("summary"),
        title: text("Payment received"),
        status: text("Partially_Refunded"),
        reason: Some(text("echeck")),
        txn_id: text("61E67681CH3238416"),
        facts: pairs(&[("Date", "2026-11-21 12:04:09 UTC"), ("Note", HOSTILE)]),
        lines: vec![
            line(HOSTILE, 2, "18.00", "36.00"),
            line("Mug", 1, "14.50", "14.50"),
        ],
        totals: totals("USD", "50.50", "54.53"),
        fee: Some(text("1.88")),
        net: Some(text("52.65")),
        ship_to: Some(vec![text(HOSTILE), text("1 Main St")]),
        money_back: vec![MoneyBackView {
            title: text("Refund sent"),
            date: text("2026-11-22 09:00:00 UTC"),
            txn_id: text("3KJ22049TY771530R"),
            gross: text("-4.00"),
            fee: Some(text("0.14")),
        }],
        disputes: vec![DisputeView {
            id: text("PP-D-123456789012"),
            title: text("Complaint: not received"),
            state: text("open"),
            date: text("2026-11-22 10:00:00 UTC"),
            is_open: true,
        }],
        can_dispute: true,
        is_reversed: true,
        refundable: Some(text("50.53")),
        is_pending: true,
    }
}

fn form(error: Option<&str>) -> AccountForm {
    AccountForm {
        document: json!({
            "email": "merchant@example.com", "type": "business", "password": "sandbox-password",
            "first_name": HOSTILE, "last_name": "Merchant", "business_name": "Kiln & Leaf",
            "country": "XK", "address": {"street": "1 Main St\nSuite 2", "country_code": "US"},
            "ipn": true, "ipn_url": "http://127.0.0.1:8080/paypal/ipn", "pdt": true,
            "pdt_token": "sandbox-pdt-token", "currencies": ["USD"], "charset": "utf-8",
            "api_permissions": ["a@example.com", "b@example.com"], "fee_rate": "2.9",
        }),
        currencies: vec![text("EUR"), text("USD")],
        error: error.map(text),
        is_of_email: error.is_some(),
    }
}

pub(crate) fn account_new() -> AccountNewPage {
    AccountNewPage {
        form: form(Some("accounts need an e-mail address each")),
    }
}

pub(crate) fn account_settings() -> AccountSettingsPage {
    AccountSettingsPage {
        head: head("settings"),
        form: form(None),
    }
}

pub(crate) fn api_access() -> ApiAccessPage {
    ApiAccessPage {
        head: head("api"),
        user: Some(text("merchant_api1.example.com")),
        password: text("sandbox-password"),
        signature: text("sandbox-signature"),
        file_password: "sandbox",
        apps: vec![AppView {
            name: text(HOSTILE),
            client_id: text("sandbox-client"),
            secret: text("sandbox-secret"),
        }],
    }
}

fn letter() -> MailView {
    MailView {
        id: text("3KJ22049TY771530R"),
        to: text("merchant@example.com"),
        subject: text(HOSTILE),
        text: format!("{HOSTILE}\n\nTransaction id: 61E67681CH3238416\n"),
        date: text("2026-11-21 12:04:09 UTC"),
        is_read: false,
    }
}

pub(crate) fn mails() -> MailsPage {
    let mut read = letter();
    read.is_read = true;
    read.subject = text("You've got money");
    MailsPage {
        head: head("mails"),
        mails: vec![letter(), read],
    }
}

pub(crate) fn mail() -> MailPage {
    MailPage {
        head: head("mails"),
        mail: letter(),
    }
}

pub(crate) fn ipn_simulator() -> IpnSimulatorPage {
    IpnSimulatorPage {
        types: pairs(&[("web_accept", "Buy Now or donation"), ("cart", "Cart")]),
        kind: text("cart"),
        url: text("http://127.0.0.1:8080/paypal/ipn"),
        fields: pairs(&[("txn_type", "cart"), ("item_name1", HOSTILE)]),
        added: 2,
        answer: Some(IpnAnswerView {
            status: Some(500),
            body: text(HOSTILE),
            error: None,
        }),
        error: Some(text("The simulator sends to this machine alone.")),
    }
}

fn region(key: &'static str, basis: &str, rows: &[(&str, &str, bool)]) -> RegionView {
    RegionView {
        key,
        title: text(match key {
            "domestic" => "Within the account's country",
            _ => "To other countries",
        }),
        basis: text(basis),
        currency: text("USD"),
        weight_unit: text("kgs"),
        rows: rows
            .iter()
            .map(|(from, rate, is_percent)| RateRow {
                from: text(from),
                rate: text(rate),
                is_percent: *is_percent,
            })
            .collect(),
    }
}

pub(crate) fn selling() -> SellingPage {
    let tax = |country: &str, state: &str, rate: &str| TaxRow {
        country: text(country),
        state: text(state),
        rate: text(rate),
        on_shipping: state.is_empty(),
    };
    SellingPage {
        head: head("selling"),
        regions: vec![
            region(
                "domestic",
                "amount",
                &[
                    ("0.01", "5.00", false),
                    (HOSTILE, "2.5", true),
                    ("", "", false),
                ],
            ),
            region("international", "", &[("", "", false)]),
        ],
        form_overrides: true,
        taxes: vec![
            tax("US", "CA", "8.25"),
            tax("XK", "", "18"),
            TaxRow::default(),
        ],
        currencies: vec![text("EUR"), text("USD")],
        error: Some((
            text("Within the account's country, row 2: not an amount"),
            text("domestic-from-2"),
        )),
    }
}

pub(crate) fn selling_at_first() -> SellingPage {
    SellingPage {
        regions: vec![
            region("domestic", "", &[("", "", false)]),
            region("international", "", &[("", "", false)]),
        ],
        taxes: vec![TaxRow::default()],
        error: None,
        ..selling()
    }
}

pub(crate) fn form_certificates() -> FormCertificatesPage {
    let own = |cert_id: &str, subject: &str, is_expired| FormCertificateView {
        cert_id: text(cert_id),
        subject: text(subject),
        serial: text("6A:59:0C:F3:2E:88:41:7D:90:15:AB:EE:03:7C:11:52:9F:60:D4:B8"),
        expires: text("2027-11-21 12:04:09 UTC"),
        is_expired,
    };
    FormCertificatesPage {
        head: head("certificates"),
        certificates: vec![
            own("9K4N7PX2QWERT", HOSTILE, false),
            own("2B3C4D5E6F7G8", "CN=old.example.com", true),
        ],
        only_encrypted: true,
        typed: text(HOSTILE),
        error: Some(text("this is no certificate in PEM with an RSA key")),
    }
}

pub(crate) fn form_certificates_at_first() -> FormCertificatesPage {
    FormCertificatesPage {
        certificates: Vec::new(),
        only_encrypted: false,
        typed: String::new(),
        error: None,
        ..form_certificates()
    }
}
