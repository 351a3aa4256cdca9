//! Billing agreements, transfers to many and address checks of the classic
//! APIs.

use crate::harness::classic::two_sellers;
use crate::harness::message::{assert_fields, decoded};
use crate::harness::{Harness, text};

const AGREEMENT: &[(&str, &str)] = &[
    ("PAYMENTREQUEST_0_AMT", "0.00"),
    ("L_BILLINGTYPE0", "MerchantInitiatedBilling"),
    ("L_BILLINGAGREEMENTDESCRIPTION0", "Club"),
];

async fn agreement(sandbox: &Harness) -> String {
    let token = sandbox.set_express(AGREEMENT).await;
    let fields = [("TOKEN", token.as_str())];
    let early = sandbox.nvp("CreateBillingAgreement", &fields).await;
    assert_eq!(early.code(), "10485");
    sandbox.agree(&token).await;
    let created = sandbox
        .nvp("CreateBillingAgreement", &fields)
        .await
        .expect_success();
    let again = sandbox
        .nvp("CreateBillingAgreement", &fields)
        .await
        .expect_success();
    let id = created.get("BILLINGAGREEMENTID").to_owned();
    assert!(id.starts_with("B-") && id.len() == 19, "{id}");
    assert_eq!(again.get("BILLINGAGREEMENTID"), id);
    id
}

#[tokio::test]
async fn an_agreement_is_charged_until_it_is_canceled() {
    let sandbox = Harness::start().await;
    let id = agreement(&sandbox).await;
    let charge = [
        ("REFERENCEID", id.as_str()),
        ("AMT", "7.50"),
        ("CURRENCYCODE", "EUR"),
        ("PAYMENTACTION", "Sale"),
        ("NOTIFYURL", "http://127.0.0.1:9/ipn"),
        ("MSGSUBID", "m-1"),
    ];
    let paid = sandbox
        .nvp("DoReferenceTransaction", &charge)
        .await
        .expect_success();
    assert_eq!(paid.get("BILLINGAGREEMENTID"), id);
    assert_eq!(paid.get("TRANSACTIONTYPE"), "merchtpmt");
    assert_eq!(paid.get("PAYMENTSTATUS"), "Completed");
    let again = sandbox
        .nvp("DoReferenceTransaction", &charge)
        .await
        .expect_success();
    assert_eq!(again.get("TRANSACTIONID"), paid.get("TRANSACTIONID"));
    assert_eq!(sandbox.balances("EUR").await.1, "7.50");
    let all = sandbox.get("notifications").await;
    let message = decoded(text(&all[0]["body"]));
    assert_fields(
        &message,
        &[
            ("txn_type", "merch_pmt"),
            ("mp_id", &id),
            ("mc_gross", "7.50"),
        ],
    );
    for (fields, code) in [
        (
            vec![("REFERENCEID", "B-NOBODYKNOWSTHIS00"), ("AMT", "1.00")],
            "11451",
        ),
        (
            vec![("REFERENCEID", paid.get("TRANSACTIONID")), ("AMT", "1.00")],
            "11451",
        ),
        (vec![("REFERENCEID", &id), ("AMT", "6000.00")], "10486"),
        (vec![("REFERENCEID", &id), ("AMT", "0")], "10525"),
        (vec![("REFERENCEID", &id)], "10401"),
        (vec![("AMT", "1.00")], "11451"),
    ] {
        let answer = sandbox.nvp("DoReferenceTransaction", &fields).await;
        assert_eq!(answer.code(), code, "{fields:?}");
    }
    let refund = [("TRANSACTIONID", paid.get("TRANSACTIONID"))];
    sandbox
        .nvp("RefundTransaction", &refund)
        .await
        .expect_success();
    let cancel = [
        ("REFERENCEID", id.as_str()),
        ("BILLINGAGREEMENTSTATUS", "Canceled"),
    ];
    let canceled = sandbox
        .nvp("BillAgreementUpdate", &cancel)
        .await
        .expect_success();
    assert_eq!(canceled.get("BILLINGAGREEMENTSTATUS"), "Canceled");
    assert_eq!(canceled.get("EMAIL"), "buyer@example.com");
    assert_eq!(
        sandbox.nvp("BillAgreementUpdate", &cancel).await.code(),
        "10201"
    );
    let late = [("REFERENCEID", id.as_str()), ("AMT", "1.00")];
    assert_eq!(
        sandbox.nvp("DoReferenceTransaction", &late).await.code(),
        "10201"
    );
    assert_eq!(
        sandbox.balances("EUR").await,
        ("5000.00".into(), "0.00".into())
    );
}

#[tokio::test]
async fn a_payment_can_come_with_an_agreement() {
    let sandbox = Harness::start().await;
    let mut fields = AGREEMENT.to_vec();
    fields[0] = ("PAYMENTREQUEST_0_AMT", "3.00");
    let token = sandbox.set_express(&fields).await;
    let payer = sandbox.agree(&token).await;
    let pay = [("TOKEN", token.as_str()), ("PAYERID", &payer), fields[0]];
    let paid = sandbox
        .nvp("DoExpressCheckoutPayment", &pay)
        .await
        .expect_success();
    assert!(paid.get("BILLINGAGREEMENTID").starts_with("B-"));
    let plain = sandbox.set_express(&[fields[0]]).await;
    sandbox.agree(&plain).await;
    let none = sandbox
        .nvp("CreateBillingAgreement", &[("TOKEN", &plain)])
        .await;
    assert_eq!(none.code(), "11502");
}

#[tokio::test]
async fn transfers_reach_every_receiver_or_none() {
    let sandbox = Harness::with(two_sellers()).await;
    sandbox.express_paid("20.00", "USD", "Sale").await;
    let pay = |second: &'static str, email: &'static str| {
        vec![
            ("RECEIVERTYPE", "EmailAddress"),
            ("CURRENCYCODE", "USD"),
            ("L_EMAIL0", "buyer@example.com"),
            ("L_AMT0", "5.00"),
            ("L_EMAIL1", email),
            ("L_AMT1", second),
            ("L_UNIQUEID1", "u-1"),
        ]
    };
    for (fields, code) in [
        (pay("15.01", "seller@example.com"), "10321"),
        (pay("1.00", "nobody@example.com"), "10004"),
        (pay("1.00", "merchant@example.com"), "10004"),
        (pay("-1.00", "seller@example.com"), "10004"),
        (pay("0.00", "seller@example.com"), "10525"),
        (vec![("CURRENCYCODE", "USD")], "10004"),
    ] {
        assert_eq!(
            sandbox.nvp("MassPay", &fields).await.code(),
            code,
            "{fields:?}"
        );
        assert_eq!(sandbox.balances("USD").await.1, "20.00");
    }
    let sent = pay("15.00", "seller@example.com");
    sandbox.nvp("MassPay", &sent).await.expect_success();
    assert_eq!(
        sandbox.balances("USD").await,
        ("4985.00".into(), "0.00".into())
    );
    let accounts = sandbox.get("accounts").await;
    assert_eq!(accounts[2]["balances"]["USD"], "15.00");
    let search = [
        ("STARTDATE", "2000-01-01T00:00:00Z"),
        ("TRANSACTIONCLASS", "Sent"),
    ];
    let found = sandbox
        .nvp("TransactionSearch", &search)
        .await
        .expect_success();
    assert!(found.has("L_TYPE1") && !found.has("L_TYPE2"));
}

#[tokio::test]
async fn addresses_are_compared_with_the_accounts() {
    let sandbox = Harness::start().await;
    for (email, street, zip, answer) in [
        (
            "buyer@example.com",
            "1 main  ST",
            "95131-1234",
            ["Confirmed", "Matched", "Matched"],
        ),
        (
            "buyer@example.com",
            "2 Main St",
            "95131",
            ["Confirmed", "Unmatched", "Matched"],
        ),
        (
            "nobody@example.com",
            "1 Main St",
            "95131",
            ["None", "None", "None"],
        ),
    ] {
        let fields = [("EMAIL", email), ("STREET", street), ("ZIP", zip)];
        let found = sandbox.nvp("AddressVerify", &fields).await.expect_success();
        let words = ["CONFIRMATIONCODE", "STREETMATCH", "ZIPMATCH"].map(|name| found.get(name));
        assert_eq!(words, answer, "{fields:?}");
    }
}
