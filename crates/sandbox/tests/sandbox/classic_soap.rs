//! SOAP: envelopes in the spellings of clients, answers, faults, attacks.

use crate::harness::Harness;
use reqwest::StatusCode;

const API: &str = "urn:ebay:api:PayPalAPI";
const COMPONENTS: &str = "urn:ebay:apis:eBLBaseComponents";

/// Namespaces by default, as ActiveMerchant has them.
fn active_merchant(request: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:env="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><env:Header><RequesterCredentials xmlns="{API}" xmlns:n1="{COMPONENTS}" env:mustUnderstand="0"><n1:Credentials><n1:Username>merchant_api1.example.com</n1:Username><n1:Password>sandbox-password</n1:Password><n1:Subject/><n1:Signature>sandbox-signature</n1:Signature></n1:Credentials></RequesterCredentials></env:Header><env:Body>{request}</env:Body></env:Envelope>"#
    )
}

/// Prefixes for everything, as PayPal's SDK for PHP has them.
fn php(request: &str) -> String {
    format!(
        r#"<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ns="{API}" xmlns:ebl="{COMPONENTS}" xmlns:cc="urn:ebay:apis:CoreComponentTypes"><soapenv:Header><ns:RequesterCredentials><ebl:Credentials><ebl:Username>merchant_api1.example.com</ebl:Username><ebl:Password>sandbox-password</ebl:Password><ebl:Signature>sandbox-signature</ebl:Signature></ebl:Credentials></ns:RequesterCredentials></soapenv:Header><soapenv:Body>{request}</soapenv:Body></soapenv:Envelope>"#
    )
}

const SET: &str = r#"<SetExpressCheckoutReq xmlns="urn:ebay:api:PayPalAPI"><SetExpressCheckoutRequest xmlns:n2="urn:ebay:apis:eBLBaseComponents"><n2:Version>124</n2:Version><n2:SetExpressCheckoutRequestDetails><n2:ReturnURL>http://shop.test/?a=1&amp;b=2</n2:ReturnURL><n2:CancelURL>http://shop.test/</n2:CancelURL><n2:PaymentDetails><n2:OrderTotal currencyID="USD">10.00</n2:OrderTotal><n2:OrderDescription><![CDATA[<Mug> & more]]></n2:OrderDescription></n2:PaymentDetails></n2:SetExpressCheckoutRequestDetails></SetExpressCheckoutRequest></SetExpressCheckoutReq>"#;

impl Harness {
    async fn soap(&self, path: &str, body: impl Into<reqwest::Body>) -> (StatusCode, String) {
        let request = self.client.post(self.url(path)).body(body);
        let response = request.send().await.unwrap();
        let kind = response.headers()["content-type"].to_str().unwrap();
        assert!(kind.starts_with("text/xml"), "{kind}");
        let status = response.status();
        (status, response.text().await.unwrap())
    }
}

/// The text of the first element of this name.
fn text_of<'x>(xml: &'x str, name: &str) -> &'x str {
    let (_, rest) = xml
        .split_once(&format!("<{name}"))
        .unwrap_or_else(|| panic!("{xml}"));
    let (_, rest) = rest.split_once('>').unwrap();
    rest.split_once('<').unwrap().0
}

#[tokio::test]
async fn every_spelling_of_an_envelope_is_answered_alike() {
    let sandbox = Harness::start().await;
    for (path, body) in [
        ("/2.0/", active_merchant(SET)),
        ("/2.0", active_merchant(SET)),
        ("/124/", active_merchant(SET)),
        ("/2.0/", php(SET)),
        ("/2.0/", format!("\u{feff}\n{}", php(SET))),
    ] {
        let (status, answer) = sandbox
            .soap(path, body.trim_start_matches(['\u{feff}', '\n']).to_owned())
            .await;
        assert_eq!(status, StatusCode::OK);
        assert!(
            answer.contains("<SOAP-ENV:Envelope ") && answer.contains(r#"<SOAP-ENV:Body id="_0">"#)
        );
        assert!(answer.contains(r#"<SetExpressCheckoutResponse xmlns="urn:ebay:api:PayPalAPI">"#));
        assert_eq!(
            (text_of(&answer, "Ack"), text_of(&answer, "Version")),
            ("Success", "124")
        );
        let token = text_of(&answer, "Token");
        let shown = sandbox.checkout(token).await;
        assert_eq!(shown["lines"][0]["item_name"], "<Mug> & more");
        let back = sandbox.approve(token).await;
        let back = back["redirect_url"].as_str().unwrap().to_owned();
        assert!(
            back.starts_with("http://shop.test/?a=1&b=2&token=EC-"),
            "{back}"
        );
    }
}

#[tokio::test]
async fn errors_are_answers_and_broken_documents_are_faults() {
    let sandbox = Harness::start().await;
    let unknown = r#"<DoNothingReq xmlns="urn:ebay:api:PayPalAPI"><DoNothingRequest><Version xmlns="urn:ebay:apis:eBLBaseComponents">124</Version></DoNothingRequest></DoNothingReq>"#;
    let (status, answer) = sandbox.soap("/2.0", active_merchant(unknown)).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        (text_of(&answer, "Ack"), text_of(&answer, "ErrorCode")),
        ("Failure", "81002")
    );
    assert!(answer.contains("<DoNothingResponse "));
    let wrong = active_merchant(SET).replace("sandbox-signature", "x");
    let (_, answer) = sandbox.soap("/2.0", wrong).await;
    assert_eq!(text_of(&answer, "ErrorCode"), "10002");
    // Fields of another namespace are none.
    let foreign = SET.replace(
        r#"xmlns:n2="urn:ebay:apis:eBLBaseComponents""#,
        r#"xmlns:n2="urn:other""#,
    );
    let (_, answer) = sandbox.soap("/2.0", active_merchant(&foreign)).await;
    assert_eq!(text_of(&answer, "ErrorCode"), "10006");
    let bomb = r#"<!DOCTYPE a [<!ENTITY b "&c;&c;"><!ENTITY c "ha">]>"#;
    for broken in [
        String::new(),
        "<broken".to_owned(),
        "METHOD=SetExpressCheckout".to_owned(),
        "<a/>".to_owned(),
        active_merchant(""),
        active_merchant("<Other/>"),
        active_merchant("text"),
        format!("{bomb}{}", php("&b;")),
        active_merchant("&nbsp;"),
        active_merchant(&"<a>".repeat(5000)),
        active_merchant(&"<a/>".repeat(30_000)),
        active_merchant(SET).replace(
            "http://schemas.xmlsoap.org/soap/envelope/",
            "http://www.w3.org/2003/05/soap-envelope",
        ),
    ] {
        let (status, answer) = sandbox.soap("/2.0", broken.clone()).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "{broken:.80}");
        assert!(
            text_of(&answer, "faultcode").starts_with("SOAP-ENV:"),
            "{answer}"
        );
    }
    let (status, _) = sandbox.soap("/2.0", b"<a>\xff\xfe</a>".to_vec()).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    // Other paths stay what they are.
    for (path, body) in [("/124", None), ("/nothing", Some("a=b"))] {
        let request = match body {
            Some(body) => sandbox.client.post(sandbox.url(path)).body(body),
            None => sandbox.client.get(sandbox.url(path)),
        };
        let status = request.send().await.unwrap().status();
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn before_version_63_everything_stands_in_the_details() {
    let sandbox = Harness::start().await;
    let set = r#"<SetExpressCheckoutReq xmlns="urn:ebay:api:PayPalAPI"><SetExpressCheckoutRequest><e:Version xmlns:e="urn:ebay:apis:eBLBaseComponents">61.0</e:Version><SetExpressCheckoutRequestDetails xmlns="urn:ebay:apis:eBLBaseComponents"><OrderTotal currencyID="EUR">10.00</OrderTotal><ReturnURL>http://shop.test/</ReturnURL><CancelURL>http://shop.test/</CancelURL><AddressOverride>1</AddressOverride><Address><Name>Ann</Name><Street1>5 High St</Street1><CityName>Bath</CityName><Country>GB</Country></Address></SetExpressCheckoutRequestDetails></SetExpressCheckoutRequest></SetExpressCheckoutReq>"#;
    let (_, answer) = sandbox.soap("/2.0", active_merchant(set)).await;
    assert_eq!(text_of(&answer, "Ack"), "Success", "{answer}");
    let token = text_of(&answer, "Token").to_owned();
    sandbox.approve(&token).await;
    let get = format!(
        r#"<GetExpressCheckoutDetailsReq xmlns="{API}"><GetExpressCheckoutDetailsRequest><Version xmlns="{COMPONENTS}">61.0</Version><Token>{token}</Token></GetExpressCheckoutDetailsRequest></GetExpressCheckoutDetailsReq>"#
    );
    let (_, answer) = sandbox.soap("/2.0", active_merchant(&get)).await;
    assert_eq!(text_of(&answer, "CityName"), "Bath");
    assert!(
        answer.contains(r#"<OrderTotal currencyID="EUR">10.00</OrderTotal>"#),
        "{answer}"
    );
}

#[tokio::test]
async fn control_characters_do_not_break_answers() {
    let sandbox = Harness::start().await;
    let odd = SET.replace("<![CDATA[<Mug> & more]]>", "a&#9;b");
    let (_, answer) = sandbox.soap("/2.0", active_merchant(&odd)).await;
    assert_eq!(text_of(&answer, "Ack"), "Success");
    let token = text_of(&answer, "Token").to_owned();
    let get = format!(
        r#"<GetExpressCheckoutDetailsReq xmlns="{API}"><GetExpressCheckoutDetailsRequest><Version xmlns="{COMPONENTS}">124</Version><Token>{token}</Token></GetExpressCheckoutDetailsRequest></GetExpressCheckoutDetailsReq>"#
    );
    let (_, answer) = sandbox.soap("/2.0", active_merchant(&get)).await;
    assert_eq!(text_of(&answer, "OrderDescription"), "a\tb");
}
