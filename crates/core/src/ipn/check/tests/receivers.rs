use super::*;

#[test]
fn money_on_another_account_is_told() {
    let elsewhere = [
        ("business", Some("thief@example.com")),
        ("receiver_email", Some("thief@example.com")),
        ("receiver_id", Some("THEFTHEFTHEF2")),
    ];
    let wrong = verdict(&elsewhere);
    assert_eq!(wrong.code(), "payee_mismatch");
    assert!(matches!(wrong, Verdict::Act { .. }));
    // Money that did not arrive on another account is nobody's business.
    let mut pending = elsewhere.to_vec();
    pending.push(("payment_status", Some("Pending")));
    assert!(matches!(verdict(&pending), Verdict::PayeeMismatch(_)));
    let mut refund = elsewhere.to_vec();
    refund.push(("payment_status", Some("Refunded")));
    refund.push(("parent_txn_id", Some("1AB23456CD789012E")));
    refund.push(("mc_gross", Some("-24.50")));
    assert!(matches!(verdict(&refund), Verdict::PayeeMismatch(_)));
    assert_eq!(
        verdict(&[
            ("business", None),
            ("receiver_email", Some("Shop@Example.COM "))
        ])
        .code(),
        "accepted"
    );
    assert_eq!(
        verdict(&[
            ("business", None),
            ("receiver_email", None),
            ("receiver_id", None)
        ])
        .code(),
        "payee_mismatch"
    );
}

/// The order's own payment went back, or did not come, and the account has another
/// name by now.
#[test]
fn what_follows_the_orders_own_payment_counts_under_any_name_of_the_account() {
    let parent = "1AB23456CD789012E";
    for (status, gross) in [
        ("Refunded", "-24.50"),
        ("Refunded", "-4.50"),
        ("Reversed", "-24.50"),
        ("Canceled_Reversal", "24.50"),
        ("Completed", "-24.50"),
        ("Denied", "24.50"),
    ] {
        let renamed = message(&[
            ("business", Some("new@example.com")),
            ("receiver_email", Some("new@example.com")),
            ("receiver_id", None),
            ("payment_status", Some(status)),
            ("mc_gross", Some(gross)),
            // Of a payment that did not come, its own.
            (
                "txn_id",
                Some(if status == "Denied" { parent } else { "9ZZ" }),
            ),
            ("parent_txn_id", Some(parent).filter(|_| status != "Denied")),
        ]);
        let own = [parent.parse().unwrap()];
        let verdict = verdict_with(&renamed, &[], &own);
        assert!(matches!(verdict, Verdict::Act { .. }), "{verdict:?}");
        assert_eq!(verdict.code(), "accepted");
        // Somebody else's payment is nobody's business.
        let other = ["8YY".parse().unwrap()];
        let verdict = verdict_with(&renamed, &[], &other);
        assert!(matches!(verdict, Verdict::PayeeMismatch(_)), "{verdict:?}");
        assert_eq!(verdict.not_understood(), None);
    }
}

/// `business` is what the form says: a buyer writes there what he likes.
#[test]
fn the_receiver_counts_and_not_what_the_form_said() {
    for (changes, fits) in [
        (&[("receiver_id", Some("THEFTHEFTHEF2"))][..], false),
        (&[("receiver_email", Some("thief@example.com"))], false),
        (
            &[
                ("receiver_email", Some("thief@example.com")),
                ("receiver_id", None),
            ],
            false,
        ),
        (
            &[
                ("receiver_email", None),
                ("receiver_id", Some("THEFTHEFTHEF2")),
            ],
            false,
        ),
        (&[("business", Some("thief@example.com"))], true),
        (&[("receiver_email", None), ("business", None)], true),
        (&[("receiver_email", None), ("receiver_id", None)], true),
        (
            &[
                ("receiver_email", None),
                ("receiver_id", None),
                ("business", Some("SELLERRD22222")),
            ],
            true,
        ),
        (
            &[
                ("receiver_email", None),
                ("receiver_id", None),
                ("business", Some("thief@example.com")),
            ],
            false,
        ),
    ] {
        let code = verdict(changes).code();
        let expected = if fits { "accepted" } else { "payee_mismatch" };
        assert_eq!(code, expected, "{changes:?}");
    }
}
