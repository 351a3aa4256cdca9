//! Whatever is written in one of the encodings reads back the same.

use proptest::prelude::*;

use leptos_paypal_core::{Currency, Money};

use super::element::Element;
use super::fields::{Fields, Part};
use super::nvp::{self, Pairs};
use super::record::Record;
use super::soap;
use leptos_paypal_core::paypal::text::one_line;

/// Texts of every kind: markup, escapes, blanks, controls, all of Unicode.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[<>&'\"%+=;\\[\\]! a-z\\u{0}-\\u{20}\\u{fffe}\\u{ffff}]{0,40}",
        Just("]]><![CDATA[&amp;<!-- --><?a?>".to_owned()),
    ]
}

fn money() -> impl Strategy<Value = Money> {
    let currency = proptest::sample::select(Currency::ALL);
    (-1_000_000_000_i64..1_000_000_000, currency)
        .prop_map(|(minor, currency)| Money::from_minor(minor, currency).unwrap())
}

/// A request with a text, an amount, a part and a list.
fn request(text: &str, amount: Money, items: &[(String, Money)]) -> Fields {
    let mut fields = Fields::default();
    fields.text("NOTE", "Note", text);
    fields.part(
        Part::prefixed("PaymentDetails", "PAYMENTREQUEST_0_"),
        |to| {
            to.currency(amount);
            to.amount("AMT", "OrderTotal", amount);
            for (index, (name, amount)) in items.iter().enumerate() {
                to.part(Part::entry("PaymentDetailsItem", "L_", index), |to| {
                    to.text("NAME", "Name", name);
                    to.currency(*amount);
                    to.amount("AMT", "Amount", *amount);
                });
            }
        },
    );
    fields
}

/// Text as a reader has it; `None` for a blank one.
fn seen(text: &str) -> Option<String> {
    let text = one_line(text);
    (!text.trim().is_empty()).then_some(text)
}

fn check(record: &Record<'_>, text: &str, amount: Money, items: &[(String, Money)], trims: bool) {
    let same = |read: Option<&str>, written: &str| {
        let written = seen(written);
        match trims {
            true => assert_eq!(read, written.as_deref().map(str::trim)),
            false => assert_eq!(
                read.filter(|text| !text.trim().is_empty()),
                written.as_deref()
            ),
        }
    };
    same(record.text("NOTE", "Note"), text);
    let payment = record.part(Part::prefixed("PaymentDetails", "PAYMENTREQUEST_0_"));
    assert_eq!(payment.amount("AMT", "OrderTotal"), Some(amount));
    let read = payment.list("L_", &["AMT"], "PaymentDetailsItem");
    assert_eq!(read.len(), items.len());
    for (read, (name, amount)) in read.iter().zip(items) {
        same(read.text("NAME", "Name"), name);
        assert_eq!(read.amount("AMT", "Amount"), Some(*amount));
    }
}

proptest! {
    #[test]
    fn nvp_reads_back(
        text in texts(),
        amount in money(),
        items in proptest::collection::vec((texts(), money()), 0..4),
    ) {
        let fields = request(&text, amount, &items);
        let body = nvp::write(&[("METHOD", "Test"), ("PWD", &text)], &fields);
        let pairs = Pairs::read(&body);
        prop_assert_eq!(pairs.get("PWD"), Some(text.as_str()));
        let record = Record::Nvp { pairs: &pairs, prefix: "", index: None };
        check(&record, &text, amount, &items, false);
    }

    #[test]
    fn soap_reads_back(
        text in texts(),
        amount in money(),
        items in proptest::collection::vec((texts(), money()), 0..4),
    ) {
        let fields = request(&text, amount, &items);
        let text_of_xml = one_line(&text);
        let body = soap::write("Test", "1", &[("Password", &text_of_xml)], &fields).unwrap();
        let envelope = Element::read(&body).unwrap();
        let password = envelope.at("Header/RequesterCredentials/Credentials/Password").unwrap();
        prop_assert_eq!(password.text(), text_of_xml.trim());
        let record = Record::Soap(envelope.at("Body/TestReq/TestRequest"));
        check(&record, &text, amount, &items, true);
    }

    #[test]
    fn any_bytes_are_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Pairs::read(&body);
        let _ = Element::read(&body);
    }
}
