use super::*;
use crate::ledger::Shop;
use crate::ledger::inbox::Limits;
use crate::ledger::testing::Books;

fn message(n: u32) -> IpnMessage {
    IpnMessage::parse(format!("txn_id=T{n}&payment_status=Completed").as_bytes()).unwrap()
}

#[tokio::test]
async fn nobody_can_fill_the_disk() {
    let books = Books::fresh().await;
    let mut ledger = Ledger::open(books.database()).await.unwrap();
    let size = i64::try_from(message(10).raw().len()).unwrap();
    ledger.limits = Limits::rows(3, 2);
    let names = async |ledger: &Ledger| {
        let kept = ledger.messages(None).await.unwrap();
        let mut names: Vec<_> = kept.into_iter().filter_map(|kept| kept.txn_id).collect();
        names.sort_by_key(|name| name[1..].parse::<u32>().unwrap());
        names.join(" ")
    };
    let keep = async |ledger: &Ledger, n: u32| {
        let StoredMessage::Open(id) = ledger.store_message(&message(n), 0, 1).await.unwrap() else {
            panic!("nothing was recorded yet");
        };
        id
    };
    let mut ids = Vec::new();
    for n in 0..4 {
        ids.push(keep(&ledger, n).await);
    }
    // The oldest went.
    assert_eq!(names(&ledger).await, "T1 T2 T3");
    // What waits already is no new message.
    assert_eq!(keep(&ledger, 1).await, ids[1]);
    // One that nobody could be asked about is not kept for ever.
    ledger.unasked(ids[1], "no answer", None).await.unwrap();
    keep(&ledger, 4).await;
    assert_eq!(names(&ledger).await, "T2 T3 T4");
    // What is verified stays, however much comes.
    let shop = Shop {
        payees: Vec::new(),
        test: true,
    };
    ledger.record(ids[2], &message(2), &shop, 1).await.unwrap();
    for n in 5..9 {
        ids.push(keep(&ledger, n).await);
    }
    assert_eq!(names(&ledger).await, "T2 T6 T7 T8");
    for id in &ids[5..] {
        ledger.invalid(*id, 1).await.unwrap();
    }
    assert_eq!(names(&ledger).await, "T2 T7 T8");

    ledger.limits.waiting.bytes = 2 * size;
    for n in 10..14 {
        keep(&ledger, n).await;
    }
    assert_eq!(names(&ledger).await, "T2 T7 T8 T12 T13");
}

#[tokio::test]
async fn what_a_database_cannot_hold_is_kept_all_the_same() {
    let books = Books::fresh().await;
    let ledger = Ledger::open(books.database()).await.unwrap();
    let raw: &[u8] = b"txn_id=T%00\x00&payment_status=%00&charset=utf-8&first_name=%ff%FE\xff";
    let message = IpnMessage::parse(raw).unwrap();
    let kept = ledger.store_message(&message, 0, 1).await.unwrap();
    let StoredMessage::Open(id) = kept else {
        panic!("nothing was recorded yet");
    };
    assert_eq!(ledger.store_message(&message, 0, 1).await.unwrap(), kept);
    let shop = Shop {
        payees: Vec::new(),
        test: true,
    };
    ledger.record(id, &message, &shop, 1).await.unwrap();
    assert_eq!(ledger.messages(None).await.unwrap()[0].raw, raw);
}

/// Nobody asks about an answer again: it is recorded, or it is not there.
#[tokio::test]
async fn an_answer_is_kept_with_what_it_comes_to() {
    let books = Books::fresh().await;
    let ledger = Ledger::open(books.database()).await.unwrap();
    let shop = Shop {
        payees: Vec::new(),
        test: true,
    };
    let answer = "SUCCESS\ntxn_id=T1\npayment_status=Completed\nmc_gross=1.00\nmc_currency=USD\n";
    let answer = IpnMessage::from_pdt(answer.as_bytes()).unwrap();
    let rename = async |from: &str, to: &str| {
        let mut write = ledger.write().await.unwrap();
        let renamed = query(format!("ALTER TABLE {from} RENAME TO {to}"));
        renamed.execute(&mut write).await.unwrap();
        write.commit().await.unwrap();
    };
    rename("payments", "gone").await;
    ledger.record_answer(&answer, &shop, 1).await.unwrap_err();
    assert!(ledger.messages(None).await.unwrap().is_empty());
    rename("gone", "payments").await;
    let (_, outcome) = ledger
        .record_answer(&answer, &shop, 1)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(outcome.verdict, "unknown_order");
    assert_eq!(ledger.record_answer(&answer, &shop, 2).await.unwrap(), None);
    let kept = ledger.messages(None).await.unwrap();
    assert_eq!(kept[0].verdict.as_deref(), Some("unknown_order"));
}

#[tokio::test]
async fn what_is_due_is_taken_once_and_given_up_in_the_end() {
    let books = Books::fresh().await;
    let ledger = Ledger::open(books.database()).await.unwrap();
    let StoredMessage::Open(id) = ledger.store_message(&message(1), 0, 100).await.unwrap() else {
        panic!("nothing was recorded yet");
    };
    assert!(ledger.take_due(99, 1000).await.unwrap().is_none());
    let taken = ledger.take_due(100, 1000).await.unwrap().unwrap();
    assert_eq!((taken.id, taken.attempts), (id, 0));
    assert!(ledger.take_due(999, 2000).await.unwrap().is_none());
    ledger.unasked(id, "no answer", Some(500)).await.unwrap();
    assert_eq!(
        ledger.take_due(500, 2000).await.unwrap().unwrap().attempts,
        1
    );
    ledger.unasked(id, "no answer", None).await.unwrap();
    assert!(ledger.take_due(i64::MAX, i64::MAX).await.unwrap().is_none());
    let kept = ledger.messages(None).await.unwrap();
    assert_eq!(kept[0].verification, "given_up");
}
