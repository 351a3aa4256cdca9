use super::*;
use crate::ledger::inbox::Limits;
use crate::ledger::testing::Books;

/// A body of as many bytes for every `n` of two digits.
fn body(n: u32) -> String {
    format!("{{\"id\":\"WH-{n:02}\"}}")
}

async fn keep(ledger: &Ledger, n: u32) -> StoredWebhook {
    let raw = body(n);
    let new = NewWebhook {
        event_id: &format!("WH-{n:02}"),
        event_type: "PAYMENT.CAPTURE.COMPLETED",
        transmission: "{}",
        raw: raw.as_bytes(),
    };
    ledger.store_webhook(&new, 0, 1).await.unwrap()
}

async fn open(ledger: &Ledger, n: u32) -> WebhookNumber {
    match keep(ledger, n).await {
        StoredWebhook::Open(id) => id,
        StoredWebhook::Done(id) => panic!("{id} was recorded before"),
    }
}

async fn kept(ledger: &Ledger) -> String {
    let rows: Vec<(String,)> = query("SELECT event_id FROM webhooks ORDER BY event_id")
        .fetch_all(&mut ledger.read().await.unwrap())
        .await
        .unwrap();
    let ids: Vec<_> = rows.iter().map(|row| &row.0[3..]).collect();
    ids.join(" ")
}

#[tokio::test]
async fn nobody_can_fill_the_disk() {
    let books = Books::fresh().await;
    let mut ledger = Ledger::open(books.database()).await.unwrap();
    ledger.limits = Limits::rows(3, 2);
    let mut ids = Vec::new();
    for n in 0..4 {
        ids.push(open(&ledger, n).await);
    }
    // The oldest went.
    assert_eq!(kept(&ledger).await, "01 02 03");
    // What waits already is no new message.
    assert_eq!(open(&ledger, 1).await, ids[1]);
    assert_eq!(kept(&ledger).await, "01 02 03");
    // One that nobody could be asked about is not kept for ever.
    ledger
        .webhook_unasked(ids[1], "no answer", None)
        .await
        .unwrap();
    open(&ledger, 4).await;
    assert_eq!(kept(&ledger).await, "02 03 04");
    // What is verified stays, however much comes.
    let verdict = WebhookVerdict {
        code: "unknown_order",
        detail: "PAYMENT.CAPTURE.COMPLETED",
        checkout: None,
    };
    let report = FactReport {
        cause: "webhook",
        hint: None,
        facts: &[],
        call: None,
    };
    let recorded = ledger
        .record_webhook(ids[2], "WH-02", &verdict, &report, 1)
        .await;
    assert_eq!(recorded.unwrap().verdict, "unknown_order");
    for n in 5..9 {
        ids.push(open(&ledger, n).await);
    }
    assert_eq!(kept(&ledger).await, "02 06 07 08");
    assert_eq!(keep(&ledger, 2).await, StoredWebhook::Done(ids[2]));
    for id in &ids[5..] {
        ledger.webhook_invalid(*id, "signature", 1).await.unwrap();
    }
    assert_eq!(kept(&ledger).await, "02 07 08");

    let size = i64::try_from(body(10).len()).unwrap();
    ledger.limits.waiting.bytes = 2 * size;
    for n in 10..14 {
        open(&ledger, n).await;
    }
    assert_eq!(kept(&ledger).await, "02 07 08 12 13");
}
