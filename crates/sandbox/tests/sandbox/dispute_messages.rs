//! Webhooks and classic calls about reversals and cases.

use crate::disputes::{pay, post, with_fees};
use crate::harness::rest::Rest;
use crate::harness::text;
use serde_json::{Value, json};

/// Apps are told of what becomes of their payments.
#[tokio::test]
async fn webhooks_tell_of_cases_and_reversals() {
    let rest = Rest::start().await;
    let webhook = json!({"url": "http://127.0.0.1:9/hook", "event_types": [{"name": "*"}]});
    rest.post("/v1/notifications/webhooks", webhook)
        .await
        .expect(201);
    let order = json!({"intent": "CAPTURE", "purchase_units": [
        {"amount": {"currency_code": "USD", "value": "10.00"}, "invoice_id": "inv-9"},
    ]});
    let order = rest.post("/v2/checkout/orders", order).await.expect(201);
    let id = text(&order["id"]);
    rest.harness.approve(id).await;
    let path = format!("/v2/checkout/orders/{id}/capture");
    rest.post(&path, json!({})).await.expect(201);
    let txn_id = text(&rest.harness.get("payments").await[0]["txn_id"]).to_owned();
    let open = json!({"type": "complaint", "reason": "not_as_described"});
    let dispute = post(&rest.harness, &format!("payments/{txn_id}/disputes"), open).await;
    let decide = format!("disputes/{}/decide", text(&dispute["id"]));
    post(&rest.harness, &decide, json!({"outcome": "buyer"})).await;
    let all = rest.harness.get("notifications").await;
    let events: Vec<Value> = all
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["kind"] == "webhook")
        .map(|one| serde_json::from_str(text(&one["body"])).unwrap())
        .collect();
    let types: Vec<&str> = events.iter().map(|one| text(&one["event_type"])).collect();
    assert_eq!(
        types[types.len() - 3..],
        [
            "CUSTOMER.DISPUTE.CREATED",
            "PAYMENT.CAPTURE.REVERSED",
            "CUSTOMER.DISPUTE.RESOLVED"
        ]
    );
    let [.., created, reversed, resolved] = events.as_slice() else {
        panic!("{events:?}");
    };
    let disputed = &created["resource"]["disputed_transactions"][0];
    assert_eq!(disputed["seller_transaction_id"], txn_id.as_str());
    assert_eq!(disputed["invoice_number"], "inv-9");
    assert_eq!(created["resource"]["dispute_amount"]["value"], "10.00");
    assert_eq!(reversed["resource"]["id"], txn_id.as_str());
    assert_eq!(reversed["resource"]["status"], "REFUNDED");
    let outcome = &resolved["resource"]["dispute_outcome"]["outcome_code"];
    assert_eq!(outcome, "RESOLVED_BUYER_FAVOUR");
    let capture = rest
        .get(&format!("/v2/payments/captures/{txn_id}"))
        .await
        .expect(200);
    assert_eq!(capture["status"], "REFUNDED");
}

#[tokio::test]
async fn classic_calls_find_a_reversal_and_its_end() {
    let sandbox = with_fees().await;
    let txn_id = pay(&sandbox).await;
    let reason = json!({"reason": "chargeback"});
    post(&sandbox, &format!("payments/{txn_id}/reverse"), reason).await;
    let details = sandbox
        .nvp("GetTransactionDetails", &[("TRANSACTIONID", &txn_id)])
        .await;
    assert_eq!(details.get("PAYMENTSTATUS"), "Reversed");
    assert_eq!(details.get("REASONCODE"), "chargeback");
    let cancel = format!("payments/{txn_id}/cancel-reversal");
    let payment = post(&sandbox, &cancel, json!({})).await;
    let id = |place: usize| text(&payment["reversals"][place]["txn_id"]).to_owned();

    let start = ("STARTDATE", "2000-01-01T00:00:00Z");
    let found = sandbox.nvp("TransactionSearch", &[start]).await;
    let mut rows: Vec<[&str; 4]> = (0..3)
        .map(|row| {
            ["L_TRANSACTIONID", "L_TYPE", "L_AMT", "L_FEEAMT"]
                .map(|name| found.get(&format!("{name}{row}")))
        })
        .collect();
    rows.sort_by_key(|row| row[1]);
    let (reversal, end) = (id(0), id(1));
    assert_eq!(
        rows,
        [
            [end.as_str(), "Canceled Reversal", "10.00", "-0.59"],
            [txn_id.as_str(), "Payment", "10.00", "-0.59"],
            [reversal.as_str(), "Reversal", "-10.00", "0.59"],
        ]
    );
    for (id, status, amount) in [
        (&reversal, "Reversed", "-10.00"),
        (&end, "Canceled-Reversal", "10.00"),
    ] {
        let details = sandbox
            .nvp("GetTransactionDetails", &[("TRANSACTIONID", id)])
            .await;
        assert_eq!(details.get("PAYMENTSTATUS"), status);
        assert_eq!(details.get("AMT"), amount);
        assert_eq!(details.get("PARENTTRANSACTIONID"), txn_id);
        assert_eq!(details.get("REASONCODE"), "chargeback");
    }
    let only = [start, ("TRANSACTIONCLASS", "Reversal")];
    let found = sandbox.nvp("TransactionSearch", &only).await;
    assert!(found.has("L_TRANSACTIONID1") && !found.has("L_TRANSACTIONID2"));
}
