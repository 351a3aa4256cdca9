//! Requests against PayPal's own WSDL, where it is at hand: in the directory
//! that `PAYPAL_WSDL` names, or in `../shared/wsdl` seen from the project's
//! root. It is not part of this repository. `xmllint` reads it.

use std::path::PathBuf;
use std::process::Command;

use leptos_paypal_api::classic::{
    ClassicClient, DoCapture, Encoding, ExpressCheckoutPayment, PaymentDetails, RefundTransaction,
    SearchStatus, SetExpressCheckout, TransactionClass, TransactionSearch,
};
use leptos_paypal_api::{Answer, ApiError};
use leptos_paypal_core::Currency;

use super::fixtures;
use super::requests::{everything, sent, token};
use super::txn;
use crate::fixtures::money;
use crate::missing;
use crate::server::request_id;

const WSDL: &str = "get PayPalSvc.wsdl 204.0 and its three schemas from PayPal, and set PAYPAL_WSDL to their directory";
const XMLLINT: &str = "it is in the package libxml2-utils";

/// Schema of requests and answers, beside the schemas that it imports.
struct Schema(tempdir::Directory);

mod tempdir {
    use std::path::{Path, PathBuf};

    /// A directory that is removed with its content.
    pub struct Directory(PathBuf);

    impl Directory {
        pub fn new() -> Self {
            let name = format!("leptos-paypal-wsdl-{}", std::process::id());
            let path = std::env::temp_dir().join(name);
            std::fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        pub fn path(&self) -> &Path {
            &self.0
        }
    }

    impl Drop for Directory {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }
}

impl Schema {
    fn find() -> Option<Self> {
        let named = std::env::var_os("PAYPAL_WSDL");
        let required = named.is_some();
        let directory = named.map_or_else(
            || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/wsdl")),
            PathBuf::from,
        );
        let Ok(wsdl) = std::fs::read_to_string(directory.join("PayPalSvc.wsdl")) else {
            missing::skip("PayPalSvc.wsdl", WSDL, required);
            return None;
        };
        if Command::new("xmllint").arg("--version").output().is_err() {
            missing::skip("xmllint", XMLLINT, true);
            return None;
        }
        let schema = tempdir::Directory::new();
        for name in [
            "eBLBaseComponents.xsd",
            "CoreComponentTypes.xsd",
            "EnhancedDataTypes.xsd",
        ] {
            std::fs::copy(directory.join(name), schema.path().join(name)).unwrap();
        }
        // The schema of the operations stands in the WSDL, with its prefixes
        // declared outside.
        let start = wsdl.find("<schema ").unwrap();
        let end = wsdl.find("</schema>").unwrap() + "</schema>".len();
        let operations = wsdl[start..end].replacen(
            "<schema ",
            "<schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" \
             xmlns:ns=\"urn:ebay:api:PayPalAPI\" xmlns:ebl=\"urn:ebay:apis:eBLBaseComponents\" \
             xmlns:cc=\"urn:ebay:apis:CoreComponentTypes\" xmlns:ed=\"urn:ebay:apis:EnhancedDataTypes\" ",
            1,
        );
        std::fs::write(schema.path().join("PayPalAPI.xsd"), operations).unwrap();
        Some(Self(schema))
    }

    /// Complaints of the schema about one element and all in it.
    fn problems(&self, element: &str) -> Option<String> {
        let directory = self.0.path();
        let file = directory.join("element.xml");
        std::fs::write(&file, element).unwrap();
        let checked = Command::new("xmllint")
            .args(["--nonet", "--noout", "--schema"])
            .arg(directory.join("PayPalAPI.xsd"))
            .arg(&file)
            .output()
            .unwrap();
        (!checked.status.success()).then(|| String::from_utf8_lossy(&checked.stderr).into_owned())
    }
}

/// The content of an element, with the prefixes that the envelope declares.
fn inside(envelope: &str, name: &str) -> String {
    let start = envelope.find(&format!("<{name}>")).unwrap() + name.len() + 2;
    let end = envelope.find(&format!("</{name}>")).unwrap();
    let content = &envelope[start..end];
    let head = content.find('>').unwrap();
    format!(
        "{} xmlns:ns=\"urn:ebay:api:PayPalAPI\" xmlns:ebl=\"urn:ebay:apis:eBLBaseComponents\"{}",
        &content[..head],
        &content[head..]
    )
}

async fn check<T>(
    schema: &Schema,
    operation: &str,
    call: impl AsyncFnOnce(ClassicClient) -> Result<Answer<T>, ApiError>,
) {
    let envelope = sent(operation, Encoding::Soap, call).await;
    for part in ["soapenv:Header", "soapenv:Body"] {
        let element = inside(&envelope, part);
        if let Some(problems) = schema.problems(&element) {
            panic!("{operation}, {part}: {problems}\n{element}");
        }
    }
}

#[tokio::test]
async fn the_wsdl_takes_every_request() {
    let Some(schema) = Schema::find() else {
        return;
    };
    let five = money("5.00", Currency::USD);
    let all = everything();
    let plain = SetExpressCheckout::new(PaymentDetails::new(five), "https://a/", "https://b/");
    for request in [&all, &plain] {
        check(
            &schema,
            "SetExpressCheckout",
            async |client: ClassicClient| client.set_express_checkout(request).await,
        )
        .await;
    }
    check(
        &schema,
        "GetExpressCheckoutDetails",
        async |client: ClassicClient| client.express_checkout_details(&token()).await,
    )
    .await;
    let payment = ExpressCheckoutPayment {
        token: token(),
        payer_id: "FWRVKNRRZ3WUC".to_owned(),
        payment: all.payment.clone(),
        button_source: Some("Shop_Cart_EC".to_owned()),
    };
    check(
        &schema,
        "DoExpressCheckoutPayment",
        async |client: ClassicClient| {
            client
                .do_express_checkout_payment(&payment, &request_id())
                .await
        },
    )
    .await;
    check(
        &schema,
        "GetTransactionDetails",
        async |client: ClassicClient| client.transaction(&txn()).await,
    )
    .await;
    let mut search = TransactionSearch::since("2026-11-20T00:00:00Z".parse().unwrap());
    search.end = Some("2026-11-21T00:00:00Z".parse().unwrap());
    search.payer = Some("buyer@example.com".to_owned());
    search.receiver = Some("merchant@example.com".to_owned());
    search.receipt_id = Some("1".to_owned());
    search.transaction_id = Some(txn());
    search.profile_id = Some("I-1".to_owned());
    search.invoice = Some("co_1".to_owned());
    search.class = Some(TransactionClass::Received);
    search.amount = Some(five);
    search.status = Some(SearchStatus::Success);
    check(
        &schema,
        "TransactionSearch",
        async |client: ClassicClient| client.search(&search).await,
    )
    .await;
    let mut refund = RefundTransaction::of(txn(), Some(five));
    refund.note = Some("sorry".to_owned());
    refund.invoice = Some("co_1".to_owned());
    check(
        &schema,
        "RefundTransaction",
        async |client: ClassicClient| client.refund(&refund, &request_id()).await,
    )
    .await;
    check(&schema, "DoAuthorization", async |client: ClassicClient| {
        client.authorize(&txn(), five, &request_id()).await
    })
    .await;
    check(
        &schema,
        "DoReauthorization",
        async |client: ClassicClient| client.reauthorize(&txn(), five, &request_id()).await,
    )
    .await;
    let mut capture = DoCapture::of(txn(), five);
    capture.note = Some("thanks".to_owned());
    capture.invoice = Some("co_1".to_owned());
    check(&schema, "DoCapture", async |client: ClassicClient| {
        client.capture(&capture, &request_id()).await
    })
    .await;
    check(&schema, "DoVoid", async |client: ClassicClient| {
        client.void(&txn(), Some("sold out"), &request_id()).await
    })
    .await;
    check(&schema, "GetBalance", async |client: ClassicClient| {
        client.balances(true).await
    })
    .await;
    check(&schema, "GetPalDetails", async |client: ClassicClient| {
        client.pal_details().await
    })
    .await;

    let wrong =
        "<ns:GetBalanceReq xmlns:ns=\"urn:ebay:api:PayPalAPI\"><ns:Wrong/></ns:GetBalanceReq>";
    assert!(schema.problems(wrong).is_some(), "the schema is looked at");

    // The answers that the other tests read are PayPal's, too.
    for operation in [
        "SetExpressCheckout",
        "GetExpressCheckoutDetails",
        "DoExpressCheckoutPayment",
        "TransactionSearch",
        "RefundTransaction",
        "DoAuthorization",
        "DoReauthorization",
        "DoCapture",
        "DoVoid",
        "GetBalance",
        "GetPalDetails",
    ] {
        let envelope = fixtures::answer(operation, Encoding::Soap);
        let start = envelope.find("<SOAP-ENV:Body id=\"_0\">").unwrap() + 23;
        let end = envelope.find("</SOAP-ENV:Body>").unwrap();
        let mut element = envelope[start..end].to_owned();
        let declared = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
            xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" \
            xmlns:cc=\"urn:ebay:apis:CoreComponentTypes\" \
            xmlns:ebl=\"urn:ebay:apis:eBLBaseComponents\"";
        element.insert_str(element.find(" xmlns").unwrap(), declared);
        if let Some(problems) = schema.problems(&element) {
            panic!("answer to {operation}: {problems}\n{element}");
        }
    }
}
