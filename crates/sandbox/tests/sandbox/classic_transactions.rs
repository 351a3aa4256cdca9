//! Classic calls about transactions, whichever API made them.

use crate::harness::rest::{Rest, order};
use crate::harness::{Harness, buy_now, text};
use serde_json::json;

const YEAR: (&str, &str) = ("STARTDATE", "2000-01-01T00:00:00Z");

#[tokio::test]
async fn refunds_give_back_to_the_cent_and_once() {
    let sandbox = Harness::start().await;
    let txn_id = sandbox.express_paid("10.00", "USD", "Sale").await;
    let refund = |more: Vec<(&'static str, &'static str)>| {
        let (sandbox, txn_id) = (&sandbox, txn_id.as_str());
        async move {
            let mut fields = vec![("TRANSACTIONID", txn_id)];
            fields.extend(more);
            sandbox.nvp("RefundTransaction", &fields).await
        }
    };
    for (fields, code) in [
        (vec![("REFUNDTYPE", "Partial")], "10004"),
        (vec![("REFUNDTYPE", "Full"), ("AMT", "1.00")], "10004"),
        (vec![("REFUNDTYPE", "Half")], "10004"),
        (vec![("REFUNDTYPE", "Partial"), ("AMT", "10.01")], "10009"),
        (vec![("REFUNDTYPE", "Partial"), ("AMT", "-1.00")], "10004"),
        (vec![("REFUNDTYPE", "Partial"), ("AMT", "0.00")], "10009"),
        (vec![("REFUNDTYPE", "Partial"), ("AMT", "0.001")], "10004"),
        (
            vec![
                ("REFUNDTYPE", "Partial"),
                ("AMT", "1.00"),
                ("CURRENCYCODE", "EUR"),
            ],
            "10009",
        ),
    ] {
        assert_eq!(refund(fields.clone()).await.code(), code, "{fields:?}");
    }
    let part = vec![
        ("REFUNDTYPE", "Partial"),
        ("AMT", "3.34"),
        ("NOTE", "Sorry"),
        ("MSGSUBID", "r-1"),
    ];
    let first = refund(part.clone()).await.expect_success();
    for (name, value) in [
        ("GROSSREFUNDAMT", "3.34"),
        ("NETREFUNDAMT", "3.34"),
        ("FEEREFUNDAMT", "0.00"),
        ("TOTALREFUNDEDAMOUNT", "3.34"),
        ("CURRENCYCODE", "USD"),
        ("REFUNDSTATUS", "Instant"),
    ] {
        assert_eq!(first.get(name), value, "{name}");
    }
    let again = refund(part).await.expect_success();
    let id = first.get("REFUNDTRANSACTIONID").to_owned();
    assert_eq!(again.get("REFUNDTRANSACTIONID"), id);
    assert_eq!(refund(vec![]).await.code(), "10009");
    assert_eq!(sandbox.balances("USD").await.1, "6.66");
    let rest = vec![("REFUNDTYPE", "Partial"), ("AMT", "6.66")];
    refund(rest.clone()).await.expect_success();
    assert_eq!(refund(rest).await.code(), "10009");
    assert_eq!(
        sandbox.balances("USD").await,
        ("5000.00".into(), "0.00".into())
    );
    let details = [("TRANSACTIONID", id.as_str())];
    let details = sandbox.nvp("GetTransactionDetails", &details).await;
    let details = details.expect_success();
    assert_eq!(details.get("AMT"), "-3.34");
    assert_eq!(details.get("PARENTTRANSACTIONID"), txn_id);
    let details = [("TRANSACTIONID", txn_id.as_str())];
    let details = sandbox.nvp("GetTransactionDetails", &details).await;
    assert_eq!(details.get("PAYMENTSTATUS"), "Refunded");
    let late = sandbox.express_paid("1.00", "USD", "Sale").await;
    sandbox.sandbox.clock().advance(181 * 24 * 3600);
    let late = [("TRANSACTIONID", late.as_str())];
    assert_eq!(
        sandbox.nvp("RefundTransaction", &late).await.code(),
        "10009"
    );
}

#[tokio::test]
async fn authorizations_are_captured_renewed_and_let_go() {
    let sandbox = Harness::start().await;
    let id = sandbox.express_paid("10.00", "EUR", "Authorization").await;
    let capture = |id: &str, amount: &str, currency: &str, kind: &str| {
        let fields: Vec<(&str, String)> = vec![
            ("AUTHORIZATIONID", id.to_owned()),
            ("AMT", amount.to_owned()),
            ("CURRENCYCODE", currency.to_owned()),
            ("COMPLETETYPE", kind.to_owned()),
        ];
        let sandbox = &sandbox;
        async move {
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            sandbox.nvp("DoCapture", &fields).await
        }
    };
    assert_eq!(
        capture(&id, "10.01", "EUR", "NotComplete").await.code(),
        "10610"
    );
    assert_eq!(
        capture(&id, "1.00", "USD", "NotComplete").await.code(),
        "10613"
    );
    assert_eq!(capture(&id, "1.00", "EUR", "Half").await.code(), "10004");
    assert_eq!(
        capture(&id, "0.00", "EUR", "Complete").await.code(),
        "10525"
    );
    assert_eq!(
        capture("NOBODYKNOWSTHIS00", "1.00", "EUR", "Complete")
            .await
            .code(),
        "10609"
    );
    let part = capture(&id, "4.00", "EUR", "NotComplete")
        .await
        .expect_success();
    assert_eq!(part.get("PARENTTRANSACTIONID"), id);
    assert_eq!(part.get("PAYMENTSTATUS"), "Completed");
    let renew = [
        ("AUTHORIZATIONID", id.as_str()),
        ("AMT", "6.00"),
        ("CURRENCYCODE", "EUR"),
    ];
    let renewed = sandbox
        .nvp("DoReauthorization", &renew)
        .await
        .expect_success();
    let new = renewed.get("AUTHORIZATIONID").to_owned();
    assert_ne!(new, id);
    let again = [
        ("AUTHORIZATIONID", new.as_str()),
        ("AMT", "6.00"),
        ("CURRENCYCODE", "EUR"),
    ];
    assert_eq!(
        sandbox.nvp("DoReauthorization", &again).await.code(),
        "10615"
    );
    let void = [("AUTHORIZATIONID", new.as_str())];
    assert_eq!(sandbox.nvp("DoVoid", &void).await.code(), "10614");
    capture(&new, "5.00", "EUR", "NotComplete")
        .await
        .expect_success();
    let void = [("AUTHORIZATIONID", id.as_str())];
    let voided = sandbox.nvp("DoVoid", &void).await.expect_success();
    assert_eq!(voided.get("AUTHORIZATIONID"), id);
    assert_eq!(sandbox.nvp("DoVoid", &void).await.code(), "10600");
    assert_eq!(
        capture(&id, "1.00", "EUR", "Complete").await.code(),
        "10600"
    );
    assert_eq!(sandbox.balances("EUR").await.1, "9.00");
    let done = sandbox.express_paid("2.00", "EUR", "Authorization").await;
    capture(&done, "1.00", "EUR", "Complete")
        .await
        .expect_success();
    assert_eq!(
        capture(&done, "1.00", "EUR", "Complete").await.code(),
        "10602"
    );
    let old = sandbox.express_paid("2.00", "EUR", "Authorization").await;
    sandbox.sandbox.clock().advance(30 * 24 * 3600);
    assert_eq!(
        capture(&old, "1.00", "EUR", "Complete").await.code(),
        "10601"
    );
    let sale = sandbox.express_paid("2.00", "EUR", "Sale").await;
    assert_eq!(
        capture(&sale, "1.00", "EUR", "Complete").await.code(),
        "10609"
    );
}

#[tokio::test]
async fn orders_are_authorized_and_captured() {
    let sandbox = Harness::start().await;
    let id = sandbox.express_paid("10.00", "USD", "Order").await;
    let authorize = [
        ("TRANSACTIONID", id.as_str()),
        ("AMT", "7.00"),
        ("TRANSACTIONENTITY", "Order"),
    ];
    let authorized = sandbox
        .nvp("DoAuthorization", &authorize)
        .await
        .expect_success();
    assert_eq!(authorized.get("AMT"), "7.00");
    assert_eq!(authorized.get("PENDINGREASON"), "authorization");
    let over = sandbox.nvp("DoAuthorization", &authorize).await;
    assert_eq!(over.code(), "10610");
    let capture = [
        ("AUTHORIZATIONID", authorized.get("TRANSACTIONID")),
        ("AMT", "7.00"),
        ("COMPLETETYPE", "Complete"),
        ("INVNUM", "C-1"),
    ];
    let captured = sandbox.nvp("DoCapture", &capture).await.expect_success();
    let details = [("TRANSACTIONID", captured.get("TRANSACTIONID"))];
    let details = sandbox.nvp("GetTransactionDetails", &details).await;
    assert_eq!(details.get("INVNUM"), "C-1");
    assert_eq!(sandbox.balances("USD").await.1, "7.00");
}

#[tokio::test]
async fn payments_of_other_apis_are_found_and_refunded() {
    let rest = Rest::start().await;
    let form = rest
        .harness
        .paid(&buy_now(&[("invoice", "F-1"), ("custom", "c")]))
        .await;
    let created = rest
        .post("/v2/checkout/orders", order("CAPTURE", "USD", "4.00"))
        .await;
    let id = text(&created.expect(201)["id"]).to_owned();
    rest.approve(&id).await;
    let path = format!("/v2/checkout/orders/{id}/capture");
    rest.post(&path, json!({})).await.expect(201);
    let order = rest.harness.payment_of(&id).await;
    let classic = rest.harness.express_paid("2.00", "USD", "Sale").await;
    let details = [("TRANSACTIONID", text(&form["txn_id"]))];
    let details = rest
        .harness
        .nvp("GetTransactionDetails", &details)
        .await
        .expect_success();
    for (name, value) in [
        ("TRANSACTIONTYPE", "webaccept"),
        ("INVNUM", "F-1"),
        ("CUSTOM", "c"),
        ("RECEIVEREMAIL", "merchant@example.com"),
        ("EMAIL", "buyer@example.com"),
        ("L_NAME0", "Mug"),
        ("L_AMT0", "10.00"),
        ("SHIPTOCITY", "San Jose"),
    ] {
        assert_eq!(details.get(name), value, "{name}");
    }
    let refund = [("TRANSACTIONID", text(&order["txn_id"]))];
    rest.harness
        .nvp("RefundTransaction", &refund)
        .await
        .expect_success();
    // And the other way round.
    let path = format!("/v2/payments/captures/{classic}/refund");
    rest.post(&path, json!({})).await.expect(201);
    let v1 = rest
        .get(&format!("/v1/payments/sale/{classic}"))
        .await
        .expect(200);
    assert!(v1.get("parent_payment").is_none(), "{v1}");
    let found = rest
        .harness
        .nvp("TransactionSearch", &[YEAR])
        .await
        .expect_success();
    let kinds: Vec<&str> = (0..5).map(|n| found.get(&format!("L_TYPE{n}"))).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "Refund").count(), 2);
    assert!(!found.has("L_TYPE5"));
    for (more, count) in [
        (("INVNUM", "F-1"), 1),
        (("TRANSACTIONCLASS", "Received"), 3),
        (("TRANSACTIONCLASS", "Sent"), 0),
        (("AMT", "4.00"), 1),
        (("EMAIL", "somebody@example.com"), 0),
        (("TRANSACTIONID", &classic), 1),
        (("STATUS", "Pending"), 0),
        (("ENDDATE", "2001-01-01T00:00:00Z"), 0),
        (("ACCT", "4111"), 0),
    ] {
        let found = rest
            .harness
            .nvp("TransactionSearch", &[YEAR, more])
            .await
            .expect_success();
        let hits = (0..9)
            .filter(|n| found.has(&format!("L_TRANSACTIONID{n}")))
            .count();
        assert_eq!(hits, count, "{more:?}");
    }
    let wrong = rest
        .harness
        .nvp("TransactionSearch", &[("STARTDATE", "yesterday")])
        .await;
    assert_eq!(wrong.code(), "10004");
    let missing = rest.harness.nvp("TransactionSearch", &[]).await;
    assert_eq!(missing.code(), "10004");
    let balance = [("RETURNALLCURRENCIES", "1")];
    let balance = rest
        .harness
        .nvp("GetBalance", &balance)
        .await
        .expect_success();
    assert_eq!(balance.get("L_AMT0"), "10.00");
    assert!(!balance.has("L_AMT1"));
}

#[tokio::test]
async fn a_hundred_hits_are_answered_with_a_warning() {
    let sandbox = Harness::start().await;
    for number in 0..101 {
        let invoice = number.to_string();
        sandbox
            .paid(&buy_now(&[("invoice", &invoice), ("amount", "1.00")]))
            .await;
    }
    let found = sandbox.nvp("TransactionSearch", &[YEAR]).await;
    assert_eq!(found.get("ACK"), "SuccessWithWarning");
    assert_eq!(found.get("L_ERRORCODE0"), "11002");
    assert_eq!(found.get("L_SEVERITYCODE0"), "Warning");
    assert!(found.has("L_TYPE99") && !found.has("L_TYPE100"));
}
