//! Every answer says the same in both encodings.

use leptos_paypal_api::Answer;
use leptos_paypal_api::ApiError;
use leptos_paypal_api::classic::{
    ClassicClient, DoCapture, ExpressCheckoutPayment, ExpressCheckoutStatus, PaymentDetails,
    RefundTransaction, SetExpressCheckout, Token, TransactionSearch, TransactionStatus,
};
use leptos_paypal_core::ipn::{PaymentStatus, PendingReason, ReasonCode, TxnType};
use leptos_paypal_core::{Currency, Money};

use super::{BOTH, answering, client, fixtures, txn};
use crate::fixtures::money;
use crate::server::request_id;

fn usd(text: &str) -> Money {
    money(text, Currency::USD)
}

fn token() -> Token {
    "EC-42721413K79637829".parse().unwrap()
}

/// Result of a call, the same in either encoding.
async fn read<T: PartialEq + std::fmt::Debug>(
    operation: &str,
    call: impl AsyncFn(ClassicClient) -> Result<Answer<T>, ApiError>,
) -> T {
    let mut read = Vec::new();
    for encoding in BOTH {
        let server = answering(fixtures::answer(operation, encoding)).await;
        let answer = call(client(&server, encoding)).await.unwrap();
        assert_eq!(answer.status, 200);
        assert_eq!(answer.debug_id.as_deref(), Some("b1d1f06c7246d"));
        assert!(answer.warnings.is_empty());
        assert!(!answer.body.is_empty());
        read.push(answer.value);
    }
    let soap = read.pop().unwrap();
    let nvp = read.pop().unwrap();
    assert_eq!(nvp, soap, "{operation}");
    nvp
}

#[tokio::test]
async fn a_session_has_its_token_and_approval_address() {
    let request = SetExpressCheckout::new(
        PaymentDetails::new(usd("10.00")),
        "https://shop.example/return",
        "https://shop.example/cancel",
    );
    let opened = read("SetExpressCheckout", async |client: ClassicClient| {
        client.set_express_checkout(&request).await
    })
    .await;
    assert_eq!(opened, token());
    assert_eq!(
        opened.approval_url(&"live".parse().unwrap()),
        "https://www.paypal.com/cgi-bin/webscr?cmd=_express-checkout\
         &token=EC-42721413K79637829&useraction=commit"
    );
}

#[tokio::test]
async fn a_session_tells_its_buyer_and_its_payment() {
    let token = token();
    let details = read(
        "GetExpressCheckoutDetails",
        async |client: ClassicClient| client.express_checkout_details(&token).await,
    )
    .await;
    assert_eq!(details.status, Some(ExpressCheckoutStatus::Completed));
    assert_eq!(details.payer.payer_id.as_deref(), Some("FWRVKNRRZ3WUC"));
    assert_eq!(details.payer.first_name.as_deref(), Some("Jörg"));
    // No entity is read twice.
    assert_eq!(details.payer.last_name.as_deref(), Some("M&uuml;ller"));
    assert_eq!(details.total, Some(money("59.90", Currency::EUR)));
    assert_eq!(details.custom.as_deref(), Some("co_1"));
    assert_eq!(details.invoice.as_deref(), Some("co_1"));
    assert_eq!(details.note.as_deref(), Some("Please ring"));
    let address = details.ship_to.as_ref().unwrap();
    assert_eq!(address.name.as_deref(), Some("Jörg M"));
    assert_eq!(address.country.as_deref(), Some("DE"));
    assert_eq!(details.transaction_id, Some(txn()));
    assert!(details.is_paid() && !details.is_approved());
}

#[tokio::test]
async fn a_payment_tells_its_state_in_the_words_of_ipn() {
    let request = ExpressCheckoutPayment {
        token: token(),
        payer_id: "FWRVKNRRZ3WUC".to_owned(),
        payment: PaymentDetails::new(usd("1234.50")),
        button_source: None,
    };
    let outcome = read("DoExpressCheckoutPayment", async |client: ClassicClient| {
        client
            .do_express_checkout_payment(&request, &request_id())
            .await
    })
    .await;
    let payment = outcome.payment;
    assert_eq!(outcome.token, Some(token()));
    assert_eq!(payment.transaction_id, txn());
    assert_eq!(payment.parent, None);
    assert_eq!(payment.transaction_type, Some(TxnType::ExpressCheckout));
    assert_eq!(payment.amount, Some(usd("1234.50")));
    assert_eq!(payment.fee, Some(usd("36.10")));
    assert_eq!(payment.status.payment_status(), PaymentStatus::Pending);
    assert_eq!(payment.pending_reason, Some(PendingReason::PaymentReview));
    assert_eq!(payment.reason, None);
    assert!(!payment.is_authorization());
}

#[tokio::test]
async fn a_transaction_tells_whose_it_is() {
    let details = read("GetTransactionDetails", async |client: ClassicClient| {
        client.transaction(&txn()).await
    })
    .await;
    assert_eq!(
        details.receiver.email.as_deref(),
        Some("merchant@example.com")
    );
    assert_eq!(
        details.receiver.business.as_deref(),
        Some("shop@example.com")
    );
    assert_eq!(details.receiver.id.as_deref(), Some("ABCDEFGHJKLMN"));
    assert_eq!(details.custom.as_deref(), Some("co_1"));
    assert_eq!(details.invoice.as_deref(), Some("co_1"));
    let payment = &details.payment;
    assert_eq!(payment.amount, Some(money("1500", Currency::JPY)));
    assert_eq!(payment.status, TransactionStatus::PartiallyRefunded);
    assert_eq!(payment.status.payment_status(), PaymentStatus::Completed);
    assert_eq!(payment.reason, Some(ReasonCode::Refund));
    assert_eq!(payment.pending_reason, None);
    assert_eq!(details.items.len(), 2);
    assert_eq!(details.items[0].name.as_deref(), Some("Tea & mug"));
    assert_eq!(details.items[0].quantity, Some(3));
    assert_eq!(details.items[0].amount, Some(money("1500", Currency::JPY)));
    assert_eq!(details.items[1].amount, None);
}

#[tokio::test]
async fn a_search_tells_all_that_it_found() {
    let search = TransactionSearch::since("2026-11-20T00:00:00Z".parse().unwrap());
    let found = read("TransactionSearch", async |client: ClassicClient| {
        client.search(&search).await
    })
    .await;
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].amount, Some(usd("10.00").negated()));
    assert_eq!(found[0].kind.as_deref(), Some("Refund"));
    assert_eq!(found[1].transaction_id, Some(txn()));
    assert_eq!(found[1].net, Some(usd("9.41")));
    for encoding in BOTH {
        let nothing = match encoding {
            leptos_paypal_api::classic::Encoding::Nvp => fixtures::nvp("Success", ""),
            leptos_paypal_api::classic::Encoding::Soap => {
                fixtures::soap("TransactionSearch", "Success", "", "")
            }
        };
        let server = answering(nothing).await;
        let found = client(&server, encoding).search(&search).await.unwrap();
        assert_eq!(found.value, []);
    }
}

#[tokio::test]
async fn the_back_office_tells_what_it_did() {
    let refund = RefundTransaction::of(txn(), Some(usd("10.00")));
    let refunded = read("RefundTransaction", async |client: ClassicClient| {
        client.refund(&refund, &request_id()).await
    })
    .await;
    assert_eq!(refunded.refund_id.as_str(), "5RR959492F879224U");
    assert_eq!(refunded.gross, Some(usd("10.00")));
    assert_eq!(refunded.total, Some(usd("15.00")));
    assert_eq!(refunded.pending_reason, Some(PendingReason::Echeck));

    let authorized = read("DoAuthorization", async |client: ClassicClient| {
        client.authorize(&txn(), usd("10.00"), &request_id()).await
    })
    .await;
    assert_eq!(authorized.amount, Some(usd("10.00")));
    assert_eq!(
        authorized.pending_reason,
        Some(PendingReason::Authorization)
    );

    let again = read("DoReauthorization", async |client: ClassicClient| {
        client
            .reauthorize(&txn(), usd("10.00"), &request_id())
            .await
    })
    .await;
    assert_eq!(again.id, txn());

    let capture = DoCapture::of(txn(), usd("10.00"));
    let captured = read("DoCapture", async |client: ClassicClient| {
        client.capture(&capture, &request_id()).await
    })
    .await;
    assert_eq!(captured.authorization_id, captured.payment.parent);
    assert_eq!(captured.payment.amount, Some(usd("10.00")));
    assert_eq!(captured.payment.status, TransactionStatus::Completed);

    let voided = read("DoVoid", async |client: ClassicClient| {
        client.void(&txn(), Some("sold out"), &request_id()).await
    })
    .await;
    assert_eq!(voided, Some(txn()));
}

#[tokio::test]
async fn the_account_tells_its_balances_and_its_id() {
    // A currency that nobody knows hides no other.
    let balances = read("GetBalance", async |client: ClassicClient| {
        client.balances(true).await
    })
    .await;
    assert_eq!(balances, [usd("120.50"), money("700", Currency::JPY)]);
    let details = read("GetPalDetails", async |client: ClassicClient| {
        client.pal_details().await
    })
    .await;
    assert_eq!(details.account_id.as_deref(), Some("ABCDEFGHJKLMN"));
    assert_eq!(details.locale.as_deref(), Some("en_US"));
}
