//! Requests: path, headers and body of every call.

use leptos_paypal_api::classic::{
    Address, ClassicClient, DoCapture, Encoding, ExpressCheckoutPayment, Item, PaymentAction,
    PaymentDetails, RefundTransaction, SetExpressCheckout, Token, TransactionSearch,
};
use leptos_paypal_api::{Answer, ApiError, Intent, Purchase};
use leptos_paypal_core::Currency;

use super::{PASSWORD, SIGNATURE, USER, answering, client, config, fixtures, only, txn};
use crate::fixtures::{CANCEL_URL, RETURN_URL, cart, checkout, money};
use crate::server::request_id;

pub fn token() -> Token {
    "EC-42721413K79637829".parse().unwrap()
}

/// A request with every field.
pub fn everything() -> SetExpressCheckout {
    let usd = |text| money(text, Currency::USD);
    let payment = PaymentDetails {
        items_total: Some(usd("35.00")),
        shipping: Some(usd("4.00")),
        handling: Some(usd("1.00")),
        tax: Some(usd("2.00")),
        insurance: Some(usd("1.00")),
        shipping_discount: Some(usd("3.00").negated()),
        action: PaymentAction::Authorization,
        description: Some("Tea & more".to_owned()),
        custom: Some("co_1".to_owned()),
        invoice: Some("co_1".to_owned()),
        notify_url: Some("https://shop.example/paypal/ipn?a=1&b=2".to_owned()),
        ship_to: Some(Address {
            name: Some("Jörg M".to_owned()),
            street: Some("1 <Road> St".to_owned()),
            street2: Some("Apartment 1".to_owned()),
            city: Some("Berlin".to_owned()),
            state: Some("BE".to_owned()),
            zip: Some("10115".to_owned()),
            country: Some("DE".to_owned()),
            phone: Some("555 5555".to_owned()),
        }),
        items: vec![
            Item {
                name: "Mug".to_owned(),
                description: Some("Size: Large".to_owned()),
                number: Some("MUG".to_owned()),
                quantity: 2,
                amount: usd("20.00"),
                tax: Some(usd("1.00")),
            },
            Item {
                name: "Voucher".to_owned(),
                description: None,
                number: None,
                quantity: 1,
                amount: usd("5.00").negated(),
                tax: None,
            },
        ],
        instant_only: true,
        seller: Some("merchant@example.com".to_owned()),
        request_id: Some("co_1".to_owned()),
        ..PaymentDetails::new(usd("40.00"))
    };
    let mut request = SetExpressCheckout::new(payment, RETURN_URL, CANCEL_URL);
    request.token = Some(token());
    request.max_amount = Some(usd("50.00"));
    request.require_confirmed_address = Some(false);
    request.shipping_pages = Some(leptos_paypal_api::classic::ShippingPages::FromAccount);
    request.address_override = Some(true);
    request.locale = Some("de_DE".to_owned());
    request.page_style = Some("plain".to_owned());
    request.logo_image = Some("https://shop.example/logo.png".to_owned());
    request.guests = Some(true);
    request.landing_page = Some(leptos_paypal_api::classic::LandingPage::Billing);
    request.email = Some("buyer@example.com".to_owned());
    request.allow_note = Some(true);
    request.brand_name = Some("The Shop".to_owned());
    request
}

/// The body that a call sends.
pub async fn sent<T>(
    operation: &str,
    encoding: Encoding,
    call: impl AsyncFnOnce(ClassicClient) -> Result<Answer<T>, ApiError>,
) -> String {
    let server = answering(fixtures::answer(operation, encoding)).await;
    call(client(&server, encoding)).await.map(drop).unwrap();
    let seen = only(&server);
    assert_eq!(seen.method, "POST");
    let (path, kind, action) = match encoding {
        Encoding::Nvp => ("/nvp", "application/x-www-form-urlencoded", None),
        Encoding::Soap => ("/2.0/", "text/xml; charset=utf-8", Some("\"\"")),
    };
    assert_eq!(seen.path, path);
    assert_eq!(seen.header("content-type"), Some(kind));
    assert_eq!(seen.header("soapaction"), action);
    assert_eq!(seen.header("authorization"), None);
    String::from_utf8(seen.body.to_vec()).unwrap()
}

/// The pairs of a call in NVP, after those that every call has.
async fn pairs<T>(
    operation: &str,
    call: impl AsyncFnOnce(ClassicClient) -> Result<Answer<T>, ApiError>,
) -> Vec<(String, String)> {
    let body = sent(operation, Encoding::Nvp, call).await;
    let mut pairs: Vec<_> = form_urlencoded::parse(body.as_bytes())
        .into_owned()
        .collect();
    let head = [
        ("METHOD", operation),
        ("VERSION", "204.0"),
        ("USER", USER),
        ("PWD", PASSWORD),
        ("SIGNATURE", SIGNATURE),
    ];
    let rest = pairs.split_off(head.len());
    for ((name, value), (found, text)) in head.iter().zip(&pairs) {
        assert_eq!((*name, *value), (found.as_str(), text.as_str()));
    }
    rest
}

fn text(pairs: &[(String, String)]) -> String {
    pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[tokio::test]
async fn every_field_of_a_session_has_its_name() {
    let request = everything();
    let sent = pairs("SetExpressCheckout", async |client: ClassicClient| {
        client.set_express_checkout(&request).await
    })
    .await;
    let expected = "RETURNURL=https://shop.example/return?checkout=1
CANCELURL=https://shop.example/return?checkout=1&cancelled=1
TOKEN=EC-42721413K79637829
MAXAMT=50.00
REQCONFIRMSHIPPING=0
NOSHIPPING=2
ADDROVERRIDE=1
LOCALECODE=de_DE
PAGESTYLE=plain
LOGOIMG=https://shop.example/logo.png
SOLUTIONTYPE=Sole
LANDINGPAGE=Billing
EMAIL=buyer@example.com
ALLOWNOTE=1
BRANDNAME=The Shop
PAYMENTREQUEST_0_CURRENCYCODE=USD
PAYMENTREQUEST_0_AMT=40.00
PAYMENTREQUEST_0_ITEMAMT=35.00
PAYMENTREQUEST_0_SHIPPINGAMT=4.00
PAYMENTREQUEST_0_HANDLINGAMT=1.00
PAYMENTREQUEST_0_TAXAMT=2.00
PAYMENTREQUEST_0_DESC=Tea & more
PAYMENTREQUEST_0_CUSTOM=co_1
PAYMENTREQUEST_0_INVNUM=co_1
PAYMENTREQUEST_0_NOTIFYURL=https://shop.example/paypal/ipn?a=1&b=2
PAYMENTREQUEST_0_SHIPTONAME=Jörg M
PAYMENTREQUEST_0_SHIPTOSTREET=1 <Road> St
PAYMENTREQUEST_0_SHIPTOSTREET2=Apartment 1
PAYMENTREQUEST_0_SHIPTOCITY=Berlin
PAYMENTREQUEST_0_SHIPTOSTATE=BE
PAYMENTREQUEST_0_SHIPTOCOUNTRYCODE=DE
PAYMENTREQUEST_0_SHIPTOPHONENUM=555 5555
PAYMENTREQUEST_0_SHIPTOZIP=10115
L_PAYMENTREQUEST_0_NAME0=Mug
L_PAYMENTREQUEST_0_NUMBER0=MUG
L_PAYMENTREQUEST_0_QTY0=2
L_PAYMENTREQUEST_0_TAXAMT0=1.00
L_PAYMENTREQUEST_0_AMT0=20.00
L_PAYMENTREQUEST_0_DESC0=Size: Large
L_PAYMENTREQUEST_0_NAME1=Voucher
L_PAYMENTREQUEST_0_QTY1=1
L_PAYMENTREQUEST_0_AMT1=-5.00
PAYMENTREQUEST_0_INSURANCEAMT=1.00
PAYMENTREQUEST_0_SHIPDISCAMT=-3.00
PAYMENTREQUEST_0_ALLOWEDPAYMENTMETHOD=InstantPaymentOnly
PAYMENTREQUEST_0_SELLERPAYPALACCOUNTID=merchant@example.com
PAYMENTREQUEST_0_PAYMENTACTION=Authorization
PAYMENTREQUEST_0_PAYMENTREQUESTID=co_1";
    assert_eq!(text(&sent), expected);
}

#[tokio::test]
async fn soap_names_the_account_and_everything_in_its_namespace() {
    let request = everything();
    let xml = sent(
        "SetExpressCheckout",
        Encoding::Soap,
        async |client: ClassicClient| client.set_express_checkout(&request).await,
    )
    .await;
    for part in [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope",
        "xmlns:ns=\"urn:ebay:api:PayPalAPI\" xmlns:ebl=\"urn:ebay:apis:eBLBaseComponents\"",
        &format!(
            "<ns:RequesterCredentials><ebl:Credentials><ebl:Username>{USER}</ebl:Username>\
             <ebl:Password>{PASSWORD}</ebl:Password><ebl:Signature>{SIGNATURE}</ebl:Signature>\
             </ebl:Credentials></ns:RequesterCredentials>"
        ),
        "<ns:SetExpressCheckoutReq><ns:SetExpressCheckoutRequest><ebl:Version>204.0</ebl:Version>\
         <ebl:SetExpressCheckoutRequestDetails><ebl:ReturnURL>https://shop.example/return?checkout=1<",
        "<ebl:OrderTotal currencyID=\"USD\">40.00</ebl:OrderTotal>",
        "<ebl:ShippingDiscount currencyID=\"USD\">-3.00</ebl:ShippingDiscount>",
        "<ebl:Street1>1 &lt;Road&gt; St</ebl:Street1>",
        "<ebl:NotifyURL>https://shop.example/paypal/ipn?a=1&amp;b=2</ebl:NotifyURL>",
    ] {
        assert!(xml.contains(part), "{part} in {xml}");
    }
}

#[tokio::test]
async fn a_purchase_becomes_a_session_and_a_payment() {
    let (cart, totals) = cart();
    let checkout = checkout();
    let mut purchase = Purchase::new(&checkout, &cart, &totals, RETURN_URL, CANCEL_URL);
    purchase.intent = Intent::Authorize;
    purchase.brand_name = Some("The Shop");
    purchase.locale = Some("de-DE");
    let request = SetExpressCheckout::of(&purchase).unwrap();
    assert_eq!(request.payment, PaymentDetails::of(&purchase).unwrap());
    let session = pairs("SetExpressCheckout", async |client: ClassicClient| {
        client.set_express_checkout(&request).await
    })
    .await;
    let payment = ExpressCheckoutPayment {
        token: token(),
        payer_id: "FWRVKNRRZ3WUC".to_owned(),
        payment: request.payment.clone(),
        button_source: Some("Shop_Cart_EC".to_owned()),
    };
    let paid = pairs("DoExpressCheckoutPayment", async |client: ClassicClient| {
        client
            .do_express_checkout_payment(&payment, &request_id())
            .await
    })
    .await;
    assert_eq!(
        text(&paid[..4]),
        "TOKEN=EC-42721413K79637829\nPAYERID=FWRVKNRRZ3WUC\n\
         MSGSUBID=co_aaaaaaaaaaaaaaaaaaaaaaaaaa-capture\nBUTTONSOURCE=Shop_Cart_EC"
    );
    let of_payment = |pairs: &[(String, String)]| {
        let payment = pairs
            .iter()
            .filter(|(name, _)| name.contains("PAYMENTREQUEST_0_"));
        payment.cloned().collect::<Vec<_>>()
    };
    assert_eq!(of_payment(&session), of_payment(&paid));
    let value = |name: &str| {
        let mut pairs = paid.iter().filter(|(found, _)| found == name);
        pairs.next().map(|(_, value)| value.as_str())
    };
    assert_eq!(
        value("PAYMENTREQUEST_0_AMT"),
        Some(totals.total.text().as_str())
    );
    assert_eq!(value("PAYMENTREQUEST_0_CUSTOM"), Some(checkout.as_str()));
    assert_eq!(value("PAYMENTREQUEST_0_INVNUM"), Some(checkout.as_str()));
    assert_eq!(value("PAYMENTREQUEST_0_SHIPDISCAMT"), Some("-5.00"));
    assert_eq!(
        value("PAYMENTREQUEST_0_PAYMENTACTION"),
        Some("Authorization")
    );
    assert_eq!(value("L_PAYMENTREQUEST_0_DESC0"), Some("Size: Large"));
    assert_eq!(value("PAYMENTREQUEST_0_SELLERPAYPALACCOUNTID"), None);
}

#[tokio::test]
async fn the_back_office_is_asked_by_name() {
    let five = money("5.00", Currency::USD);
    let yen = money("500", Currency::JPY);
    let id = "\nMSGSUBID=co_aaaaaaaaaaaaaaaaaaaaaaaaaa-capture";
    macro_rules! check {
        ($operation:literal, $expected:expr, $call:expr) => {
            let sent = pairs($operation, $call).await;
            assert_eq!(text(&sent), $expected);
        };
    }
    check!(
        "GetExpressCheckoutDetails",
        "TOKEN=EC-42721413K79637829",
        async |client: ClassicClient| client.express_checkout_details(&token()).await
    );
    check!(
        "GetTransactionDetails",
        "TRANSACTIONID=4RR959492F879224U",
        async |client: ClassicClient| client.transaction(&txn()).await
    );
    let mut search = TransactionSearch::since("2026-11-20T00:00:00.5Z".parse().unwrap());
    search.end = Some("2026-11-21T00:00:00Z".parse().unwrap());
    search.invoice = Some("co_1".to_owned());
    search.class = Some(leptos_paypal_api::classic::TransactionClass::Received);
    search.amount = Some(five);
    check!(
        "TransactionSearch",
        "STARTDATE=2026-11-20T00:00:01Z\nENDDATE=2026-11-21T00:00:00Z\nINVNUM=co_1\n\
         TRANSACTIONCLASS=Received\nAMT=5.00\nCURRENCYCODE=USD",
        async |client: ClassicClient| client.search(&search).await
    );
    let mut refund = RefundTransaction::of(txn(), Some(yen));
    refund.note = Some("sorry".to_owned());
    check!(
        "RefundTransaction",
        format!(
            "TRANSACTIONID=4RR959492F879224U\nREFUNDTYPE=Partial\nCURRENCYCODE=JPY\nAMT=500\nNOTE=sorry{id}"
        ),
        async |client: ClassicClient| client.refund(&refund, &request_id()).await
    );
    let all = RefundTransaction::of(txn(), None);
    check!(
        "RefundTransaction",
        format!("TRANSACTIONID=4RR959492F879224U\nREFUNDTYPE=Full{id}"),
        async |client: ClassicClient| client.refund(&all, &request_id()).await
    );
    check!(
        "DoAuthorization",
        format!(
            "TRANSACTIONID=4RR959492F879224U\nTRANSACTIONENTITY=Order\nCURRENCYCODE=USD\nAMT=5.00{id}"
        ),
        async |client: ClassicClient| client.authorize(&txn(), five, &request_id()).await
    );
    check!(
        "DoReauthorization",
        format!("AUTHORIZATIONID=4RR959492F879224U\nCURRENCYCODE=USD\nAMT=5.00{id}"),
        async |client: ClassicClient| client.reauthorize(&txn(), five, &request_id()).await
    );
    let capture = DoCapture::of(txn(), five);
    check!(
        "DoCapture",
        format!(
            "AUTHORIZATIONID=4RR959492F879224U\nCURRENCYCODE=USD\nAMT=5.00\nCOMPLETETYPE=Complete{id}"
        ),
        async |client: ClassicClient| client.capture(&capture, &request_id()).await
    );
    check!(
        "DoVoid",
        format!("AUTHORIZATIONID=4RR959492F879224U{id}"),
        async |client: ClassicClient| client.void(&txn(), None, &request_id()).await
    );
    check!(
        "GetBalance",
        "RETURNALLCURRENCIES=1",
        async |client: ClassicClient| client.balances(true).await
    );
    check!("GetPalDetails", "", async |client: ClassicClient| {
        client.pal_details().await
    });
}

#[tokio::test]
async fn calls_for_another_account_name_it() {
    for (encoding, expected) in [
        (Encoding::Nvp, "&SUBJECT=other%40example.com"),
        (
            Encoding::Soap,
            "<ebl:Subject>other@example.com</ebl:Subject></ebl:Credentials>",
        ),
    ] {
        let server = answering(fixtures::answer("GetPalDetails", encoding)).await;
        let mut config = config(&server, encoding);
        config.credentials = config.credentials.on_behalf_of("other@example.com");
        ClassicClient::new(config)
            .unwrap()
            .pal_details()
            .await
            .unwrap();
        let body = String::from_utf8(only(&server).body.to_vec()).unwrap();
        assert!(body.contains(expected), "{body}");
    }
}
