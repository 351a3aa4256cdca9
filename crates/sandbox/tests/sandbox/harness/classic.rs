//! A client of the classic APIs in NVP.

use std::collections::HashMap;

use paypal_sandbox::{AccountConfig, Config};
use reqwest::StatusCode;

use super::{Harness, encode, text};

/// Credentials of the first state.
pub const MERCHANT: &[(&str, &str)] = &[
    ("USER", "merchant_api1.example.com"),
    ("PWD", "sandbox-password"),
    ("SIGNATURE", "sandbox-signature"),
];

/// An answer, decoded.
#[derive(Clone, Debug)]
pub struct NvpAnswer {
    pub fields: HashMap<String, String>,
}

impl NvpAnswer {
    #[track_caller]
    pub fn get(&self, name: &str) -> &str {
        self.fields
            .get(name)
            .unwrap_or_else(|| panic!("no {name} in {:?}", self.fields))
    }

    pub fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    #[track_caller]
    pub fn expect_success(self) -> Self {
        assert_eq!(self.get("ACK"), "Success", "{:?}", self.fields);
        self
    }

    /// The codes of a call that was refused.
    #[track_caller]
    pub fn codes(&self) -> Vec<&str> {
        assert_eq!(self.get("ACK"), "Failure", "{:?}", self.fields);
        let codes = (0..).map_while(|index| self.fields.get(&format!("L_ERRORCODE{index}")));
        let codes: Vec<&str> = codes.map(String::as_str).collect();
        assert!(!codes.is_empty());
        for index in 0..codes.len() {
            for part in ["SHORTMESSAGE", "LONGMESSAGE", "SEVERITYCODE"] {
                assert!(!self.get(&format!("L_{part}{index}")).is_empty());
            }
        }
        codes
    }

    /// The code of a call that was refused for one reason.
    #[track_caller]
    pub fn code(&self) -> &str {
        let codes = self.codes();
        assert_eq!(codes.len(), 1, "{:?}", self.fields);
        codes[0]
    }
}

impl Harness {
    /// A call in NVP with whatever fields.
    pub async fn nvp_raw(&self, fields: &[(&str, &str)]) -> NvpAnswer {
        let response = self.client.post(self.url("/nvp")).body(encode(fields));
        let response = response.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let body = response.text().await.unwrap();
        let fields = form_urlencoded::parse(body.as_bytes()).into_owned();
        let fields: Vec<(String, String)> = fields.collect();
        let answer = NvpAnswer {
            fields: fields.iter().cloned().collect(),
        };
        assert_eq!(answer.fields.len(), fields.len(), "names twice in {body}");
        answer
    }

    /// A call of the merchant, version 204.
    pub async fn nvp(&self, method: &str, fields: &[(&str, &str)]) -> NvpAnswer {
        let mut all = MERCHANT.to_vec();
        all.extend([("VERSION", "204"), ("METHOD", method)]);
        all.extend(fields);
        self.nvp_raw(&all).await
    }

    /// Opens an Express Checkout; answers its token.
    pub async fn set_express(&self, fields: &[(&str, &str)]) -> String {
        let answer = self.nvp("SetExpressCheckout", &with_urls(fields)).await;
        let token = answer.expect_success().get("TOKEN").to_owned();
        assert!(token.starts_with("EC-") && token.len() == 20, "{token}");
        token
    }

    /// Agrees as the buyer; answers the payer id.
    pub async fn agree(&self, token: &str) -> String {
        let url = self.approve(token).await;
        let url = url::Url::parse(text(&url["redirect_url"])).unwrap();
        let query: HashMap<String, String> = url.query_pairs().into_owned().collect();
        assert_eq!(query["token"], token);
        query["PayerID"].clone()
    }

    /// Pays an Express Checkout of one amount; answers the transaction id.
    pub async fn express_paid(&self, amount: &str, currency: &str, action: &str) -> String {
        let payment = [
            ("PAYMENTREQUEST_0_AMT", amount),
            ("PAYMENTREQUEST_0_CURRENCYCODE", currency),
            ("PAYMENTREQUEST_0_PAYMENTACTION", action),
        ];
        let token = self.set_express(&payment).await;
        let payer = self.agree(&token).await;
        let mut fields = payment.to_vec();
        fields.extend([("TOKEN", token.as_str()), ("PAYERID", payer.as_str())]);
        let paid = self.nvp("DoExpressCheckoutPayment", &fields).await;
        let paid = paid.expect_success();
        paid.get("PAYMENTINFO_0_TRANSACTIONID").to_owned()
    }
}

/// With return addresses.
pub fn with_urls<'f>(fields: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let mut all = vec![
        ("RETURNURL", "http://shop.test/return?order=7"),
        ("CANCELURL", "http://shop.test/cancel"),
    ];
    all.extend(fields);
    all
}

/// Merchant, buyer and one more seller.
pub fn two_sellers() -> Config {
    let seller = AccountConfig {
        email: "seller@example.com".to_owned(),
        ..AccountConfig::default()
    };
    Config {
        accounts: vec![AccountConfig::merchant(), AccountConfig::buyer(), seller],
        ..Config::default()
    }
}
