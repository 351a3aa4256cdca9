//! Parallel payments of Express Checkout: several sellers in one checkout.

use crate::harness::Harness;
use crate::harness::classic::two_sellers;

#[tokio::test]
async fn several_sellers_are_paid_together_or_none() {
    let sandbox = Harness::with(two_sellers()).await;
    let payments = |invoice: &'static str| {
        vec![
            ("PAYMENTREQUEST_0_AMT", "10.00"),
            ("PAYMENTREQUEST_0_PAYMENTREQUESTID", "first"),
            ("PAYMENTREQUEST_0_INVNUM", "A"),
            ("PAYMENTREQUEST_1_AMT", "5.50"),
            ("PAYMENTREQUEST_1_PAYMENTREQUESTID", "second"),
            (
                "PAYMENTREQUEST_1_SELLERPAYPALACCOUNTID",
                "seller@example.com",
            ),
            ("PAYMENTREQUEST_1_INVNUM", invoice),
        ]
    };
    let token = sandbox.set_express(&payments("B")).await;
    let shown = sandbox.checkout(&token).await;
    assert_eq!(shown["total"], "15.50");
    let payer = sandbox.agree(&token).await;
    let pay = |invoice: &'static str, token: &str| {
        let mut fields: Vec<(&str, String)> = payments(invoice)
            .into_iter()
            .map(|(name, value)| (name, value.to_owned()))
            .collect();
        fields.extend([("TOKEN", token.to_owned()), ("PAYERID", payer.clone())]);
        fields
    };
    let call = |fields: Vec<(&'static str, String)>| {
        let sandbox = &sandbox;
        async move {
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            sandbox.nvp("DoExpressCheckoutPayment", &fields).await
        }
    };
    let paid = call(pay("B", &token)).await.expect_success();
    assert_eq!(
        paid.get("PAYMENTINFO_0_SELLERPAYPALACCOUNTID"),
        "merchant@example.com"
    );
    assert_eq!(
        paid.get("PAYMENTINFO_1_SELLERPAYPALACCOUNTID"),
        "seller@example.com"
    );
    assert_eq!(paid.get("PAYMENTINFO_1_PAYMENTREQUESTID"), "second");
    assert_eq!(
        sandbox.balances("USD").await,
        ("4984.50".into(), "10.00".into())
    );
    // The second payment's invoice is paid already: nobody is paid.
    let fields = [
        ("PAYMENTREQUEST_0_AMT", "1.00"),
        ("PAYMENTREQUEST_1_AMT", "1.00"),
        (
            "PAYMENTREQUEST_1_SELLERPAYPALACCOUNTID",
            "seller@example.com",
        ),
        ("PAYMENTREQUEST_1_INVNUM", "B"),
    ];
    let token = sandbox.set_express(&fields).await;
    sandbox.agree(&token).await;
    let mut fields = fields.to_vec();
    fields.extend([("TOKEN", token.as_str()), ("PAYERID", payer.as_str())]);
    let refused = sandbox.nvp("DoExpressCheckoutPayment", &fields).await;
    assert_eq!(refused.code(), "10412");
    assert_eq!(
        sandbox.balances("USD").await,
        ("4984.50".into(), "10.00".into())
    );
}
