mod follow_ups;
mod receivers;

use super::*;
use crate::{
    CheckoutState, CheckoutStatus, ChosenOption, Currency, Money, ReviewReason, transition,
};

const ID: &str = "co_abcdefghijklmnopqrstuvwxyz";

/// The cart of two of section 2.3, with changes.
fn body(changes: &[(&str, Option<&str>)]) -> Vec<u8> {
    let mut pairs: Vec<(String, String)> = [
        ("num_cart_items", "2"),
        ("item_name1", "Mug"),
        ("item_number1", "MUG-1"),
        ("quantity1", "2"),
        ("option_name1_1", "Size"),
        ("option_selection1_1", "Large"),
        ("mc_gross_1", "21.50"),
        ("item_name2", "Pen"),
        ("item_number2", "PEN-1"),
        ("quantity2", "1"),
        ("mc_gross_2", "3.00"),
        ("txn_type", "cart"),
        ("mc_gross", "24.50"),
        ("mc_fee", "1.01"),
        ("mc_currency", "USD"),
        ("payment_status", "Completed"),
        ("txn_id", "1AB23456CD789012E"),
        ("business", "shop@example.com"),
        ("receiver_email", "Primary@Example.com"),
        ("receiver_id", "SELLERRD22222"),
        ("test_ipn", "1"),
        ("custom", ID),
        ("charset", "UTF-8"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec();
    for (name, value) in changes {
        pairs.retain(|(field, _)| field != name);
        if let Some(value) = value {
            pairs.push(((*name).to_owned(), (*value).to_owned()));
        }
    }
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
        .into_bytes()
}

fn message(changes: &[(&str, Option<&str>)]) -> IpnMessage {
    IpnMessage::parse(&body(changes)).unwrap()
}

fn ordered() -> Vec<OrderedItem> {
    vec![
        OrderedItem {
            number: Some("PEN-1".to_owned()),
            name: "Pen".to_owned(),
            quantity: 1,
            options: vec![],
        },
        OrderedItem {
            number: Some("MUG-1".to_owned()),
            name: "Mug".to_owned(),
            quantity: 2,
            options: vec![ChosenOption {
                name: "Size".to_owned(),
                value: "Large".to_owned(),
            }],
        },
    ]
}

fn total() -> Money {
    Money::parse("24.50", Currency::USD).unwrap()
}

fn verdict_of(message: &IpnMessage, seen: &[Seen]) -> Verdict {
    verdict_with(message, seen, &[])
}

/// The verdict where the server knows these transactions to be its own.
fn verdict_with(message: &IpnMessage, seen: &[Seen], own: &[TxnId]) -> Verdict {
    let items = ordered();
    let id = ID.parse().unwrap();
    let expected = Expected {
        id: &id,
        payees: &[
            " SHOP@example.com".to_owned(),
            "primary@example.com".to_owned(),
            "sellerrd22222".to_owned(),
        ],
        test: true,
        amount: total().into(),
        own,
        recorded: own,
        items: Some(&items),
        txn_types: &[TxnType::Cart, TxnType::WebAccept],
    };
    check(message, Some(&expected), seen)
}

fn verdict(changes: &[(&str, Option<&str>)]) -> Verdict {
    verdict_of(&message(changes), &[])
}

/// The order once it is paid.
fn paid() -> CheckoutState {
    match verdict(&[]) {
        Verdict::Act { event, .. } => transition(&CheckoutState::new(total()), &event).state,
        other => panic!("{other}"),
    }
}

#[test]
fn what_fits_is_accepted() {
    let verdict = verdict(&[]);
    assert_eq!(verdict.code(), "accepted");
    assert_eq!(verdict.to_string(), "fits the order");
    let Verdict::Act { event, mismatches } = verdict else {
        panic!("not acted upon");
    };
    assert!(mismatches.is_empty());
    let next = transition(&CheckoutState::new(total()), &event);
    assert_eq!(next.to, CheckoutStatus::Paid);
}

#[test]
fn each_check_has_its_name_and_its_values() {
    for (field, value, code, told) in [
        (
            "mc_gross",
            "0.01",
            "amount_mismatch",
            "paid 0.01 USD, expected 24.50",
        ),
        (
            "mc_currency",
            "EUR",
            "currency_mismatch",
            "paid in EUR, expected USD",
        ),
        ("quantity1", "3", "items_mismatch", "3 × #MUG-1 Size=Large"),
        ("quantity1", "many", "items_mismatch", "0 × #MUG-1"),
        ("item_number2", "GOLD", "items_mismatch", "1 × #GOLD"),
        (
            "option_selection1_1",
            "Small",
            "items_mismatch",
            "Size=Small",
        ),
        (
            "txn_type",
            "send_money",
            "txn_type_mismatch",
            "of type send_money",
        ),
        ("payment_status", "Uncleared", "status_unknown", "Uncleared"),
        ("mc_gross", "lots", "field_unreadable", "mc_gross"),
        ("txn_id", "a b", "field_unreadable", "txn_id"),
        (
            "test_ipn",
            "0",
            "environment_mismatch",
            "real money, this shop is play money",
        ),
    ] {
        let verdict = verdict(&[(field, Some(value))]);
        assert_eq!(verdict.code(), code, "{field}={value}");
        assert!(verdict.to_string().contains(told), "{verdict}");
    }
    assert_eq!(verdict(&[("txn_id", None)]).code(), "field_missing");
    let other = "co_bbbbbbbbbbbbbbbbbbbbbbbbbb";
    for (field, value, code) in [
        ("custom", "order-77", "order_mismatch"),
        ("custom", other, "order_mismatch"),
        ("invoice", other, "order_mismatch"),
        // The shop's own number.
        ("invoice", "order-77", "accepted"),
    ] {
        let verdict = verdict(&[(field, Some(value))]);
        assert_eq!(verdict.code(), code, "{field}={value}");
        if code != "accepted" {
            let told = format!("{field} is {value:?}, expected {ID}");
            assert_eq!(verdict.to_string(), told);
        }
    }
    assert_eq!(
        verdict(&[("payment_status", None), ("txn_type", Some("new_case"))]).code(),
        "not_a_payment"
    );
    assert_eq!(check(&message(&[]), None, &[]).code(), "unknown_order");
    assert_eq!(
        verdict(&[
            ("item_number2", None),
            ("item_name2", None),
            ("quantity2", None),
            ("mc_gross_2", None)
        ])
        .code(),
        "items_mismatch"
    );
}

/// A message that is verified and not understood is for a person, with the reason.
#[test]
fn what_is_not_understood_is_for_a_person() {
    for (changes, reason) in [
        (
            &[("mc_gross", Some("40,00"))][..],
            ReviewReason::MessageUnreadable,
        ),
        (
            &[("mc_gross", Some("1,040.00"))],
            ReviewReason::MessageUnreadable,
        ),
        (
            &[("mc_currency", Some("usd"))],
            ReviewReason::MessageUnreadable,
        ),
        (
            &[("mc_currency", Some("XXX"))],
            ReviewReason::MessageUnreadable,
        ),
        (&[("mc_gross", None)], ReviewReason::MessageUnreadable),
        (&[("payment_status", None)], ReviewReason::MessageUnreadable),
        (
            &[("payment_status", Some("Sparkling"))],
            ReviewReason::StatusUnknown,
        ),
        (
            &[
                ("payment_status", Some("Refunded")),
                ("mc_gross", Some("-24.50")),
            ],
            ReviewReason::ParentMissing,
        ),
        (
            &[
                ("payment_status", Some("Reversed")),
                ("mc_gross", Some("-24.50")),
                ("receiver_email", None),
                ("receiver_id", None),
                ("business", None),
            ],
            ReviewReason::ParentMissing,
        ),
        (&[("test_ipn", None)], ReviewReason::EnvironmentMismatch),
    ] {
        let verdict = verdict(changes);
        assert_eq!(verdict.not_understood(), Some(reason), "{changes:?}");
        let event = CheckoutEvent::Unclear { message: 1, reason };
        for state in [paid(), CheckoutState::new(total())] {
            let next = transition(&state, &event);
            assert_eq!(next.to, CheckoutStatus::Review);
            assert_eq!(next.reason, Some(reason));
        }
    }
    for (changes, code) in [
        (&[][..], "accepted"),
        (&[("txn_type", Some("masspay"))], "txn_type_mismatch"),
        (
            &[
                ("payment_status", Some("Pending")),
                ("receiver_email", Some("thief@example.com")),
            ],
            "payee_mismatch",
        ),
    ] {
        let verdict = verdict(changes);
        assert_eq!(verdict.code(), code);
        assert_eq!(verdict.not_understood(), None, "{changes:?}");
    }
}

/// `sdk-core-java #67`: RUB is no currency that a cart can be priced in.
#[test]
fn money_in_any_currency_is_compared() {
    for code in ["RUB", "TRY", "ARS", "ZAR", "INR", "KWD", "CLP"] {
        let verdict = verdict(&[("mc_currency", Some(code)), ("mc_gross", Some("500.00"))]);
        assert_eq!(verdict.code(), "currency_mismatch", "{code}");
        assert_eq!(
            verdict.to_string().split(',').next(),
            Some(&*format!("paid in {code}"))
        );
    }
}

/// Messages about something else than a payment to the shop are no messages
/// with fields missing.
#[test]
fn what_is_about_something_else_is_calm() {
    for body in [
        // `activemerchant/offsite_payments`, `ppy/osu-web #6695`.
        "txn_type=masspay&payment_status=Processed&payer_email=shop%40example.com&masspay_txn_id_1=6GB23456CD789012E&receiver_email_1=friend%40example.org&mc_gross_1=100.00&mc_fee_1=2.00&mc_currency_1=USD&status_1=Completed",
        "txn_type=subscr_failed&mc_gross=5.00&mc_currency=USD",
        "txn_type=recurring_payment_profile_created&amount=5.00&currency_code=USD",
        "txn_type=new_case&txn_id=1AB23456CD789012E&case_id=PP-1",
        "txn_type=subscr_signup&txn_id=1AB23456CD789012E",
        "txn_type=cart&memo=x",
        "transaction_type=Adaptive+Payment+PAY&status=COMPLETED",
        "payment_status=Completed&memo=x",
    ] {
        let message = IpnMessage::parse(body.as_bytes()).unwrap();
        assert_eq!(verdict_of(&message, &[]).code(), "not_a_payment", "{body}");
        assert_eq!(check(&message, None, &[]).code(), "not_a_payment", "{body}");
    }
}

/// A payment by its kind, of which neither status nor amount is told.
#[test]
fn a_payment_that_tells_next_to_nothing_is_for_a_person() {
    for kind in ["cart", "web_accept", "express_checkout", "subscr_payment"] {
        let verdict = verdict(&[
            ("txn_type", Some(kind)),
            ("payment_status", None),
            ("mc_gross", None),
        ]);
        assert_eq!(verdict.code(), "field_missing", "{kind}");
        let reason = Some(ReviewReason::MessageUnreadable);
        assert_eq!(verdict.not_understood(), reason);
    }
}

/// A settled dispute may carry no status of its own.
#[test]
fn a_settled_dispute_needs_no_status() {
    let verdict = verdict(&[
        ("txn_type", Some("adjustment")),
        ("payment_status", None),
        ("mc_gross", Some("-24.50")),
        ("txn_id", Some("2CB23456CD789012E")),
        ("parent_txn_id", Some("1AB23456CD789012E")),
    ]);
    let Verdict::Act { event, .. } = verdict else {
        panic!("{verdict}");
    };
    assert_eq!(transition(&paid(), &event).to, CheckoutStatus::Reversed);
}

#[test]
fn yen_come_with_and_without_decimals() {
    let yen = Money::parse("2600", Currency::JPY).unwrap();
    let id = ID.parse().unwrap();
    let expected = Expected {
        id: &id,
        payees: &["primary@example.com".to_owned()],
        test: true,
        amount: yen.into(),
        own: &[],
        recorded: &[],
        items: None,
        txn_types: &[TxnType::Cart],
    };
    for (amount, code) in [
        ("2600", "accepted"),
        ("2600.00", "accepted"),
        ("2600.50", "field_unreadable"),
        ("26.00", "amount_mismatch"),
    ] {
        let message = message(&[
            ("mc_currency", Some("JPY")),
            ("mc_gross", Some(amount)),
            ("mc_fee", None),
        ]);
        assert_eq!(
            check(&message, Some(&expected), &[]).code(),
            code,
            "{amount}"
        );
    }
}

#[test]
fn a_lookup_is_not_asked_for_its_environment() {
    let body: Vec<u8> = [
        b"SUCCESS\n".to_vec(),
        body(&[("test_ipn", None)])
            .into_iter()
            .map(|byte| if byte == b'&' { b'\n' } else { byte })
            .collect(),
        b"\n\n".to_vec(),
    ]
    .concat();
    let answer = IpnMessage::from_pdt(&body).unwrap();
    assert_eq!(verdict_of(&answer, &[]).code(), "accepted");
}
