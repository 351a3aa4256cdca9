//! Classic calls that are refused, and by which codes.

use crate::harness::classic::{MERCHANT, two_sellers, with_urls};
use crate::harness::{Harness, text};
use paypal_sandbox::{AccountConfig, Config};

const TEN: &[(&str, &str)] = &[("PAYMENTREQUEST_0_AMT", "10.00")];

#[tokio::test]
async fn credentials_are_checked_and_may_be_headers() {
    let sandbox = Harness::start().await;
    for wrong in [
        ("USER", "somebody"),
        ("PWD", "wrong"),
        ("SIGNATURE", ""),
        ("SUBJECT", "buyer@example.com"),
    ] {
        let mut fields: Vec<(&str, &str)> = MERCHANT.to_vec();
        fields.retain(|(name, _)| *name != wrong.0);
        fields.extend([wrong, ("VERSION", "204"), ("METHOD", "GetBalance")]);
        assert_eq!(sandbox.nvp_raw(&fields).await.code(), "10002", "{wrong:?}");
    }
    let lower: Vec<(String, &str)> = MERCHANT
        .iter()
        .chain(&[("VERSION", "58.0"), ("METHOD", "getbalance")])
        .map(|(name, value)| (name.to_ascii_lowercase(), *value))
        .collect();
    let lower: Vec<(&str, &str)> = lower
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    let balance = sandbox.nvp_raw(&lower).await.expect_success();
    assert_eq!(
        (balance.get("L_AMT0"), balance.get("L_CURRENCYCODE0")),
        ("0.00", "USD")
    );
    let headers = sandbox
        .client
        .get(sandbox.url("/nvp/?METHOD=GetPalDetails&VERSION=204"))
        .header("X-PAYPAL-SECURITY-USERID", "merchant_api1.example.com")
        .header("X-PAYPAL-SECURITY-PASSWORD", "sandbox-password")
        .header("X-PAYPAL-SECURITY-SIGNATURE", "sandbox-signature")
        .send()
        .await
        .unwrap();
    let body = headers.text().await.unwrap();
    assert!(
        body.starts_with("PAL=MERCHANT23456&LOCALE=en%5fUS&"),
        "{body}"
    );
    let unknown = sandbox.nvp("DoWhatever", &[]).await;
    assert_eq!(unknown.code(), "81002");
    let mut fields = MERCHANT.to_vec();
    fields.push(("METHOD", "GetBalance"));
    assert_eq!(sandbox.nvp_raw(&fields).await.code(), "10006");
    let accounts = sandbox.get("accounts").await;
    assert_eq!(accounts[0]["classic"]["user"], "merchant_api1.example.com");
    assert_eq!(accounts[0]["classic"]["signature"], "sandbox-signature");
    assert!(accounts[1]["classic"].is_null());
}

#[tokio::test]
async fn what_is_wrong_has_paypals_code() {
    let sandbox = Harness::start().await;
    for (fields, codes) in [
        (vec![], vec!["10401"]),
        (vec![("PAYMENTREQUEST_0_AMT", "ten")], vec!["10400"]),
        (vec![("PAYMENTREQUEST_0_AMT", "-1.00")], vec!["10400"]),
        (vec![("PAYMENTREQUEST_0_AMT", "1.005")], vec!["10400"]),
        (
            vec![("PAYMENTREQUEST_0_AMT", "99999999999999999999999999.00")],
            vec!["10400"],
        ),
        (vec![("PAYMENTREQUEST_0_AMT", "10000.01")], vec!["10414"]),
        (vec![("PAYMENTREQUEST_0_AMT", "0.00")], vec!["10525"]),
        (
            vec![TEN[0], ("PAYMENTREQUEST_0_CURRENCYCODE", "XXX")],
            vec!["10605"],
        ),
        (
            vec![TEN[0], ("PAYMENTREQUEST_0_SHIPPINGAMT", "1.00")],
            vec!["10413"],
        ),
        (
            vec![TEN[0], ("L_PAYMENTREQUEST_0_AMT0", "10.00")],
            vec!["10413"],
        ),
        (
            vec![TEN[0], ("PAYMENTREQUEST_0_ITEMAMT", "9.99")],
            vec!["10413"],
        ),
        (
            vec![
                TEN[0],
                ("PAYMENTREQUEST_0_ITEMAMT", "10.00"),
                ("L_PAYMENTREQUEST_0_AMT0", "3.33"),
                ("L_PAYMENTREQUEST_0_QTY0", "3"),
            ],
            vec!["10413"],
        ),
        (
            vec![
                TEN[0],
                ("PAYMENTREQUEST_0_ITEMAMT", "10.00"),
                ("L_PAYMENTREQUEST_0_AMT0", "9999999999.99"),
                ("L_PAYMENTREQUEST_0_QTY0", "4294967295"),
            ],
            vec!["10413"],
        ),
        (
            vec![TEN[0], ("PAYMENTREQUEST_0_PAYMENTACTION", "Gift")],
            vec!["10004"],
        ),
        (
            vec![TEN[0], ("PAYMENTREQUEST_0_NOTIFYURL", "javascript:1")],
            vec!["10004"],
        ),
        (
            vec![TEN[0], ("RETURNURL", ""), ("CANCELURL", "")],
            vec!["10404", "10405"],
        ),
        (vec![TEN[0], ("RETURNURL", "shop")], vec!["10471"]),
        (
            vec![TEN[0], ("TOKEN", "EC-NOBODYKNOWSTHIS00")],
            vec!["10410"],
        ),
        (
            vec![
                TEN[0],
                ("PAYMENTREQUEST_1_AMT", "1.00"),
                ("PAYMENTREQUEST_1_CURRENCYCODE", "EUR"),
            ],
            vec!["10418"],
        ),
        (
            vec![
                TEN[0],
                (
                    "PAYMENTREQUEST_0_SELLERPAYPALACCOUNTID",
                    "nobody@example.com",
                ),
            ],
            vec!["10004"],
        ),
        (vec![TEN[0], ("ADDROVERRIDE", "1")], vec!["10736"]),
    ] {
        let mut all = fields.clone();
        let urls = with_urls(&[]);
        all.extend(
            urls.iter()
                .filter(|(name, _)| !fields.iter().any(|(known, _)| known == name)),
        );
        let answer = sandbox.nvp("SetExpressCheckout", &all).await;
        assert_eq!(answer.codes(), codes, "{fields:?}");
    }
    let long = "x".repeat(300);
    for (name, code) in [("CUSTOM", "10434"), ("INVNUM", "10432"), ("DESC", "10433")] {
        let name = format!("PAYMENTREQUEST_0_{name}");
        let fields = [TEN[0], (&name, &long)];
        let answer = sandbox.nvp("SetExpressCheckout", &with_urls(&fields)).await;
        assert_eq!(answer.code(), code);
    }
    for (fields, code) in [
        (vec![], "10408"),
        (vec![("TOKEN", "EC-NOBODYKNOWSTHIS00")], "10419"),
        (
            vec![("TOKEN", "EC-NOBODYKNOWSTHIS00"), ("PAYERID", "X")],
            "10401",
        ),
        (
            vec![("TOKEN", "EC-NOBODYKNOWSTHIS00"), ("PAYERID", "X"), TEN[0]],
            "10410",
        ),
    ] {
        let answer = sandbox.nvp("DoExpressCheckoutPayment", &fields).await;
        assert_eq!(answer.code(), code, "{fields:?}");
    }
    let token = sandbox.set_express(TEN).await;
    let payer = sandbox.agree(&token).await;
    for (more, code) in [
        (vec![("PAYERID", "SOMEBODY22222"), TEN[0]], "10406"),
        (
            vec![
                ("PAYERID", &payer),
                TEN[0],
                ("PAYMENTREQUEST_0_PAYMENTACTION", "Authorization"),
            ],
            "10423",
        ),
        (
            vec![
                ("PAYERID", &payer),
                TEN[0],
                ("PAYMENTREQUEST_0_CURRENCYCODE", "EUR"),
            ],
            "10444",
        ),
        (
            vec![("PAYERID", &payer), ("PAYMENTREQUEST_0_AMT", "6000.00")],
            "10486",
        ),
        (
            vec![("PAYERID", &payer), ("PAYMENTREQUEST_0_AMT", "0")],
            "10525",
        ),
    ] {
        let mut fields = vec![("TOKEN", token.as_str())];
        fields.extend(more.iter().map(|(name, value)| (*name, *value)));
        let answer = sandbox.nvp("DoExpressCheckoutPayment", &fields).await;
        assert_eq!(answer.code(), code, "{more:?}");
    }
    assert_eq!(sandbox.balances("USD").await.1, "0.00");
}

#[tokio::test]
async fn tokens_and_transactions_are_the_merchants_own() {
    let sandbox = Harness::with(two_sellers()).await;
    let token = sandbox.set_express(TEN).await;
    let txn_id = sandbox.express_paid("3.00", "USD", "Sale").await;
    let accounts = sandbox.get("accounts").await;
    let seller = &accounts[2]["classic"];
    assert_eq!(seller["user"], "seller_api1.example.com");
    for (method, more, code) in [
        (
            "GetExpressCheckoutDetails",
            ("TOKEN", token.as_str()),
            "10409",
        ),
        ("GetTransactionDetails", ("TRANSACTIONID", &txn_id), "10007"),
        ("RefundTransaction", ("TRANSACTIONID", &txn_id), "10007"),
    ] {
        let fields = [
            ("USER", text(&seller["user"])),
            ("PWD", text(&seller["password"])),
            ("SIGNATURE", text(&seller["signature"])),
            ("VERSION", "204"),
            ("METHOD", method),
            more,
        ];
        assert_eq!(sandbox.nvp_raw(&fields).await.code(), code, "{method}");
    }
}

#[tokio::test]
async fn negative_tests_ask_for_errors() {
    let merchant = AccountConfig {
        negative_testing: true,
        ..AccountConfig::merchant()
    };
    let config = Config {
        accounts: vec![merchant, AccountConfig::buyer()],
        ..Config::default()
    };
    let sandbox = Harness::with(config).await;
    let set = with_urls(&[TEN[0], ("MAXAMT", "104.11")]);
    assert_eq!(
        sandbox.nvp("SetExpressCheckout", &set).await.code(),
        "10411"
    );
    for (method, fields, code) in [
        (
            "GetExpressCheckoutDetails",
            vec![("TOKEN", "10408")],
            "10408",
        ),
        ("DoVoid", vec![("AUTHORIZATIONID", "10603")], "10603"),
        (
            "DoAuthorization",
            vec![("TRANSACTIONID", "X"), ("AMT", "106.23")],
            "10623",
        ),
        (
            "GetTransactionDetails",
            vec![("TRANSACTIONID", "10007")],
            "10007",
        ),
        (
            "DoExpressCheckoutPayment",
            vec![
                ("TOKEN", "X"),
                ("PAYERID", "X"),
                ("PAYMENTREQUEST_0_AMT", "104.22"),
            ],
            "10422",
        ),
    ] {
        assert_eq!(sandbox.nvp(method, &fields).await.code(), code, "{method}");
    }
    // No code: an amount like any other.
    let txn_id = sandbox.express_paid("12.34", "USD", "Sale").await;
    assert_eq!(txn_id.len(), 17);
    let normal = Harness::start().await;
    let set = with_urls(&[TEN[0], ("MAXAMT", "104.11")]);
    normal
        .nvp("SetExpressCheckout", &set)
        .await
        .expect_success();
}
