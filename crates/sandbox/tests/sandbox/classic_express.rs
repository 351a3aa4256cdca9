//! Express Checkout in NVP: from the request to the money.

use crate::harness::classic::{MERCHANT, with_urls};
use crate::harness::message::{assert_fields, decoded};
use crate::harness::{self, Harness, field, location, text};
use reqwest::{Method, StatusCode};
use serde_json::json;

const TEN: &[(&str, &str)] = &[("PAYMENTREQUEST_0_AMT", "10.00")];

#[tokio::test]
async fn a_checkout_is_paid_once() {
    let sandbox = Harness::start().await;
    let token = sandbox
        .set_express(&[
            ("PAYMENTREQUEST_0_AMT", "32.50"),
            ("PAYMENTREQUEST_0_ITEMAMT", "25.00"),
            ("PAYMENTREQUEST_0_SHIPPINGAMT", "5.00"),
            ("PAYMENTREQUEST_0_TAXAMT", "3.00"),
            ("PAYMENTREQUEST_0_SHIPDISCAMT", "-0.50"),
            ("PAYMENTREQUEST_0_INVNUM", "I-1"),
            ("PAYMENTREQUEST_0_CUSTOM", "c=é&1"),
            ("L_PAYMENTREQUEST_0_NAME0", "Mug"),
            ("L_PAYMENTREQUEST_0_AMT0", "10.00"),
            ("L_PAYMENTREQUEST_0_QTY0", "3"),
            ("L_PAYMENTREQUEST_0_TAXAMT0", "1.00"),
            ("L_PAYMENTREQUEST_0_NAME1", "Voucher"),
            ("L_PAYMENTREQUEST_0_AMT1", "-5.00"),
        ])
        .await;
    let get = [("TOKEN", token.as_str())];
    let before = sandbox.nvp("GetExpressCheckoutDetails", &get).await;
    let before = before.expect_success();
    assert!(!before.has("PAYERID"));
    assert_eq!(before.get("CHECKOUTSTATUS"), "PaymentActionNotInitiated");
    let early = [
        ("TOKEN", token.as_str()),
        ("PAYERID", "BUYER23456789"),
        TEN[0],
    ];
    let early = sandbox.nvp("DoExpressCheckoutPayment", &early).await;
    assert_eq!(early.code(), "10485");

    let payer = sandbox.agree(&token).await;
    let details = sandbox.nvp("GetExpressCheckoutDetails", &get).await;
    let details = details.expect_success();
    for (name, value) in [
        ("PAYERID", "BUYER23456789"),
        ("EMAIL", "buyer@example.com"),
        ("CUSTOM", "c=é&1"),
        ("AMT", "32.50"),
        ("PAYMENTREQUEST_0_AMT", "32.50"),
        ("PAYMENTREQUEST_0_SHIPDISCAMT", "-0.50"),
        ("PAYMENTREQUEST_0_SHIPTOCITY", "San Jose"),
        ("L_PAYMENTREQUEST_0_NAME1", "Voucher"),
        ("L_PAYMENTREQUEST_0_TAXAMT0", "1.00"),
        ("L_QTY0", "3"),
    ] {
        assert_eq!(details.get(name), value, "{name}");
    }
    let pay = [
        ("TOKEN", token.as_str()),
        ("PAYERID", payer.as_str()),
        ("PAYMENTREQUEST_0_AMT", "32.50"),
        ("PAYMENTREQUEST_0_INVNUM", "I-1"),
    ];
    let paid = sandbox.nvp("DoExpressCheckoutPayment", &pay).await;
    let paid = paid.expect_success();
    for (name, value) in [
        ("PAYMENTINFO_0_AMT", "32.50"),
        ("PAYMENTINFO_0_PAYMENTSTATUS", "Completed"),
        ("PAYMENTINFO_0_PENDINGREASON", "None"),
        ("PAYMENTINFO_0_TRANSACTIONTYPE", "expresscheckout"),
        ("PAYMENTINFO_0_FEEAMT", "0.00"),
        ("PAYMENTINFO_0_ERRORCODE", "0"),
        ("PAYMENTINFO_0_ACK", "Success"),
        ("TOKEN", &token),
        ("VERSION", "204"),
    ] {
        assert_eq!(paid.get(name), value, "{name}");
    }
    assert_eq!(paid.get("PAYMENTINFO_0_TRANSACTIONID").len(), 17);
    let again = sandbox.nvp("DoExpressCheckoutPayment", &pay).await;
    assert_eq!(again.code(), "10415");
    let changed = [TEN[0], ("TOKEN", token.as_str())];
    let changed = sandbox
        .nvp("SetExpressCheckout", &with_urls(&changed))
        .await;
    assert_eq!(changed.code(), "10415");
    let done = sandbox.nvp("GetExpressCheckoutDetails", &get).await;
    let done = done.expect_success();
    assert_eq!(done.get("CHECKOUTSTATUS"), "PaymentActionCompleted");
    assert_eq!(
        done.get("PAYMENTREQUEST_0_TRANSACTIONID"),
        paid.get("PAYMENTINFO_0_TRANSACTIONID")
    );
    assert_eq!(
        sandbox.balances("USD").await,
        ("4967.50".into(), "32.50".into())
    );
    let payment = sandbox.payment_of(&token).await;
    assert_eq!(payment["api"], "classic");
    // The same invoice is not paid twice.
    let token = sandbox.set_express(TEN).await;
    let payer = sandbox.agree(&token).await;
    let twice = [
        TEN[0],
        ("PAYMENTREQUEST_0_INVNUM", "I-1"),
        ("TOKEN", &token),
        ("PAYERID", &payer),
    ];
    let twice = sandbox.nvp("DoExpressCheckoutPayment", &twice).await;
    assert_eq!(twice.code(), "10412");
}

#[tokio::test]
async fn flat_names_are_answered_by_flat_names() {
    let sandbox = Harness::start().await;
    for (version, flat) in [("57.0", true), ("204", true)] {
        let call = |method: &'static str, more: Vec<(&'static str, String)>| {
            let mut fields: Vec<(&str, String)> = MERCHANT
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect();
            fields.extend([
                ("VERSION", version.to_owned()),
                ("METHOD", method.to_owned()),
            ]);
            fields.extend(more);
            fields
        };
        let run = |fields: Vec<(&'static str, String)>| {
            let sandbox = &sandbox;
            async move {
                let fields: Vec<(&str, &str)> = fields
                    .iter()
                    .map(|(name, value)| (*name, value.as_str()))
                    .collect();
                sandbox.nvp_raw(&fields).await.expect_success()
            }
        };
        let order = vec![
            ("RETURNURL", "http://shop.test/r".to_owned()),
            ("CANCELURL", "http://shop.test/c".to_owned()),
            ("AMT", "1,500".to_owned()),
            ("CURRENCYCODE", "JPY".to_owned()),
            ("PAYMENTACTION", "Authorization".to_owned()),
            ("ITEMAMT", "1500".to_owned()),
            ("L_NAME0", "A".to_owned()),
            ("L_AMT0", "500".to_owned()),
            ("L_QTY0", "3".to_owned()),
        ];
        let token = run(call("SetExpressCheckout", order.clone()))
            .await
            .get("TOKEN")
            .to_owned();
        let payer = sandbox.agree(&token).await;
        let details = run(call(
            "GetExpressCheckoutDetails",
            vec![("TOKEN", token.clone())],
        ))
        .await;
        assert_eq!((details.get("AMT"), details.get("L_NAME0")), ("1500", "A"));
        assert_eq!(details.has("PAYMENTREQUEST_0_AMT"), version == "204");
        let mut pay = order;
        pay.extend([("TOKEN", token), ("PAYERID", payer)]);
        let paid = run(call("DoExpressCheckoutPayment", pay)).await;
        assert_eq!(paid.has("TRANSACTIONID"), flat);
        assert_eq!(paid.get("PAYMENTSTATUS"), "Pending");
        assert_eq!(paid.get("PENDINGREASON"), "authorization");
        assert!(!paid.has("PAYMENTINFO_0_TRANSACTIONID"));
    }
    assert_eq!(sandbox.balances("JPY").await.1, "0");
}

#[tokio::test]
async fn a_token_lives_three_hours() {
    let sandbox = Harness::start().await;
    let token = sandbox.set_express(TEN).await;
    let payer = sandbox.agree(&token).await;
    sandbox.sandbox.clock().advance(3 * 3600 + 1);
    let fields = [
        TEN[0],
        ("TOKEN", token.as_str()),
        ("PAYERID", payer.as_str()),
    ];
    for method in ["GetExpressCheckoutDetails", "DoExpressCheckoutPayment"] {
        assert_eq!(
            sandbox.nvp(method, &fields).await.code(),
            "10411",
            "{method}"
        );
    }
    assert_eq!(sandbox.balances("USD").await.1, "0.00");
}

#[tokio::test]
async fn a_message_id_is_carried_out_once() {
    let sandbox = Harness::start().await;
    let token = sandbox.set_express(TEN).await;
    let payer = sandbox.agree(&token).await;
    let fields = |amount: &'static str| {
        vec![
            ("TOKEN", token.as_str()),
            ("PAYERID", payer.as_str()),
            ("PAYMENTREQUEST_0_AMT", amount),
            ("MSGSUBID", "m-1"),
        ]
    };
    let first = sandbox
        .nvp("DoExpressCheckoutPayment", &fields("10.00"))
        .await;
    let first = first.expect_success();
    let again = sandbox
        .nvp("DoExpressCheckoutPayment", &fields("10.00"))
        .await;
    let again = again.expect_success();
    let id = "PAYMENTINFO_0_TRANSACTIONID";
    assert_eq!(again.get(id), first.get(id));
    let other = sandbox
        .nvp("DoExpressCheckoutPayment", &fields("11.00"))
        .await;
    assert_eq!(other.code(), "11607");
    assert_eq!(sandbox.balances("USD").await.1, "10.00");
}

#[tokio::test]
async fn a_refused_buyer_chooses_again() {
    let sandbox = Harness::start().await;
    let token = sandbox.set_express(TEN).await;
    let approve = format!("checkouts/{token}/approve");
    let body = Some(json!({"bank_refuses": true}));
    let (status, _) = sandbox.control(Method::POST, &approve, body).await;
    assert_eq!(status, StatusCode::OK);
    let fields = [
        TEN[0],
        ("TOKEN", token.as_str()),
        ("PAYERID", "BUYER23456789"),
    ];
    let refused = sandbox.nvp("DoExpressCheckoutPayment", &fields).await;
    assert_eq!(refused.code(), "10486");
    let get = sandbox.nvp("GetExpressCheckoutDetails", &fields).await;
    assert_eq!(get.get("CHECKOUTSTATUS"), "PaymentActionFailed");
    // The same address shows the page again.
    let path = format!("/webscr?cmd=_express-checkout&token={token}");
    let page = sandbox.client.get(sandbox.url(&path)).send().await.unwrap();
    let page = sandbox.client.get(location(&page)).send().await.unwrap();
    assert!(page.text().await.unwrap().contains("10.00"));
    sandbox.agree(&token).await;
    let paid = sandbox.nvp("DoExpressCheckoutPayment", &fields).await;
    paid.expect_success();
    assert_eq!(sandbox.balances("USD").await.1, "10.00");
}

#[tokio::test]
async fn the_buyers_pages_lead_back_to_the_shop() {
    let sandbox = Harness::start().await;
    for path in [
        "/cgi-bin/webscr?cmd=_express-checkout&useraction=commit&token=",
        "/cgi-bin/webscr?cmd=_express-checkout-mobile&token=",
        "/checkoutnow?token=",
    ] {
        let token = sandbox.set_express(TEN).await;
        let mut page = sandbox.client.get(sandbox.url(&format!("{path}{token}")));
        if path.starts_with("/cgi-bin") {
            page = sandbox.client.get(location(&page.send().await.unwrap()));
        }
        let page = page.send().await.unwrap().text().await.unwrap();
        let csrf = field(&page, "csrf");
        let login = [
            ("token", token.as_str()),
            ("csrf", &csrf),
            ("email", "buyer@example.com"),
            ("password", "sandbox-password"),
        ];
        let login = sandbox
            .post("/checkoutnow/login", harness::encode(&login))
            .await;
        let review = sandbox.client.get(location(&login)).send().await.unwrap();
        let review = review.text().await.unwrap();
        assert_eq!(
            review.contains("Pay now"),
            path.contains("commit"),
            "{path}"
        );
        let form = [
            ("token", token.as_str()),
            ("csrf", &csrf),
            ("memo", "Ring twice"),
        ];
        let agreed = sandbox
            .post("/checkoutnow/pay", harness::encode(&form))
            .await;
        let back = format!("http://shop.test/return?order=7&token={token}&PayerID=BUYER23456789");
        assert_eq!(location(&agreed), back);
        let details = [("TOKEN", token.as_str())];
        let details = sandbox.nvp("GetExpressCheckoutDetails", &details).await;
        assert_eq!(details.get("NOTE"), "Ring twice");
    }
    let token = sandbox.set_express(TEN).await;
    let cancel = format!("checkouts/{token}/cancel");
    let (_, cancelled) = sandbox.control(Method::POST, &cancel, None).await;
    assert_eq!(
        text(&cancelled["redirect_url"]),
        format!("http://shop.test/cancel?token={token}")
    );
}

#[tokio::test]
async fn notifications_name_the_checkout() {
    let sandbox = Harness::start().await;
    let payment = [
        ("PAYMENTREQUEST_0_AMT", "10.00"),
        ("PAYMENTREQUEST_0_NOTIFYURL", "http://127.0.0.1:9/ipn"),
    ];
    let token = sandbox.set_express(&payment).await;
    let payer = sandbox.agree(&token).await;
    let mut pay = payment.to_vec();
    pay.extend([
        ("TOKEN", token.as_str()),
        ("PAYERID", payer.as_str()),
        ("PAYMENTREQUEST_0_ITEMAMT", "10.00"),
        ("PAYMENTREQUEST_0_CUSTOM", "c-1"),
        ("L_PAYMENTREQUEST_0_NAME0", "A"),
        ("L_PAYMENTREQUEST_0_AMT0", "4.00"),
        ("L_PAYMENTREQUEST_0_NAME1", "B"),
        ("L_PAYMENTREQUEST_0_AMT1", "6.00"),
    ]);
    let paid = sandbox
        .nvp("DoExpressCheckoutPayment", &pay)
        .await
        .expect_success();
    assert_eq!(paid.get("PAYMENTINFO_0_TRANSACTIONTYPE"), "cart");
    let all = sandbox.get("notifications").await;
    assert_eq!(all[0]["url"], "http://127.0.0.1:9/ipn");
    let message = decoded(text(&all[0]["body"]));
    assert_fields(
        &message,
        &[
            ("txn_type", "cart"),
            ("txn_id", paid.get("PAYMENTINFO_0_TRANSACTIONID")),
            ("mc_gross", "10.00"),
            ("custom", "c-1"),
            ("item_name2", "B"),
            ("payment_status", "Completed"),
        ],
    );
}
