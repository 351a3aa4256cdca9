use super::*;

#[test]
fn a_duplicate_has_the_same_transaction_and_status() {
    let txn: TxnId = "1AB23456CD789012E".parse().unwrap();
    let pending = [(txn.clone(), PaymentStatus::Pending)];
    assert_eq!(verdict_of(&message(&[]), &pending).code(), "accepted");
    let completed = [(txn, PaymentStatus::Completed)];
    assert_eq!(verdict_of(&message(&[]), &completed).code(), "duplicate");
}

#[test]
fn follow_ups_name_their_payment() {
    let refund = |amount| {
        message(&[
            ("payment_status", Some("Refunded")),
            ("reason_code", Some("refund")),
            ("txn_type", None),
            ("num_cart_items", None),
            ("txn_id", Some("9ZZ")),
            ("parent_txn_id", Some("1AB23456CD789012E")),
            ("mc_gross", Some(amount)),
            ("mc_fee", Some("-0.10")),
        ])
    };
    let paid = paid();
    for (amount, status) in [
        ("-4.50", CheckoutStatus::PartiallyRefunded),
        ("-24.50", CheckoutStatus::Refunded),
    ] {
        let Verdict::Act { event, .. } = verdict_of(&refund(amount), &[]) else {
            panic!("not acted upon");
        };
        assert_eq!(transition(&paid, &event).to, status);
    }
    assert_eq!(
        verdict(&[("payment_status", Some("Canceled_Reversal"))]).code(),
        "parent_missing"
    );
}

/// Effects of a message's status and amount on an open and on a paid order.
#[test]
fn the_sign_of_the_amount_says_which_way_money_went() {
    use CheckoutStatus::{Created, Paid, PartiallyRefunded, Refunded, Reversed, Review};
    let paid = paid();
    let open = CheckoutState::new(total());
    let nobody = [
        ("receiver_id", None),
        ("receiver_email", None),
        ("business", None),
    ];
    // Status, amount, parent; what becomes of an open order and of a paid one.
    for (kind, status, gross, parent, of_open, of_paid) in [
        (
            "adjustment",
            "Completed",
            "-24.50",
            true,
            Reversed,
            Reversed,
        ),
        ("adjustment", "Completed", "-4.50", true, Created, Reversed),
        ("adjustment", "Completed", "-24.50", false, Review, Review),
        ("adjustment", "Completed", "0.00", true, Review, Review),
        ("cart", "Completed", "-24.50", true, Refunded, Refunded),
        (
            "cart",
            "Completed",
            "-4.50",
            true,
            Created,
            PartiallyRefunded,
        ),
        ("cart", "Completed", "-24.50", false, Review, Review),
        ("cart", "Completed", "0.00", false, Review, Review),
        ("cart", "Completed", "-0.00", false, Review, Review),
        ("", "Refunded", "-24.50", true, Refunded, Refunded),
        ("", "Refunded", "24.50", true, Review, Review),
        ("", "Refunded", "0.00", true, Review, Review),
        ("", "Reversed", "24.50", true, Review, Review),
        ("", "Canceled_Reversal", "-24.50", true, Review, Review),
        ("", "Canceled_Reversal", "24.50", true, Created, Paid),
    ] {
        for receiver in [&nobody[..], &[]] {
            let mut changes = vec![
                ("txn_type", Some(kind).filter(|kind| !kind.is_empty())),
                ("payment_status", Some(status)),
                ("mc_gross", Some(gross)),
                ("txn_id", Some("2CB23456CD789012E")),
                ("parent_txn_id", parent.then_some("1AB23456CD789012E")),
            ];
            changes.extend(receiver);
            let verdict = verdict(&changes);
            let event = match &verdict {
                Verdict::Act { event, .. } => event,
                other => panic!("{changes:?}: {other}"),
            };
            assert_eq!(transition(&open, event).to, of_open, "{changes:?}");
            // What names no receiver and is no follow-up may be somebody
            // else's money: it does not unpay an order.
            if receiver.is_empty() || of_open != Review {
                assert_eq!(transition(&paid, event).to, of_paid, "{changes:?}");
            }
        }
    }
}
