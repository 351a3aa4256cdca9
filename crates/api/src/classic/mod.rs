//! PayPal's classic API: Express Checkout and the operations of the back
//! office, as NVP or SOAP.
//!
//! The way through: a [`SetExpressCheckout`] opens a session; the buyer agrees
//! at the [approval address](Token::approval_url) of its [`Token`]; an
//! [`ExpressCheckoutPayment`] moves the money; what came of it is in
//! [`TransactionDetails`].
//!
//! ```no_run
//! use leptos_paypal_api::classic::{
//!     ClassicClient, ClassicConfig, ClassicCredentials, ExpressCheckoutPayment, SetExpressCheckout,
//!     TransactionStatus,
//! };
//! use leptos_paypal_api::{Purchase, RequestId};
//! use leptos_paypal_core::{Cart, CheckoutId, Totals};
//!
//! async fn pay(checkout: &CheckoutId, cart: &Cart, totals: &Totals)
//! -> Result<(), Box<dyn std::error::Error>> {
//!     let credentials = ClassicCredentials::signature("user", "password", "signature");
//!     let client = ClassicClient::new(ClassicConfig::new("sandbox".parse()?, credentials))?;
//!
//!     let back = "https://shop.example/return";
//!     let purchase = Purchase::new(checkout, cart, totals, back, back);
//!     let request = SetExpressCheckout::of(&purchase)?;
//!     let token = client.set_express_checkout(&request).await?.value;
//!     println!("send the buyer to {}", token.approval_url(client.environment()));
//!
//!     // After the return, which brings `token` and `PayerID`:
//!     let payment = ExpressCheckoutPayment {
//!         token: token.clone(),
//!         payer_id: "PayerID of the return query".to_owned(),
//!         payment: request.payment,
//!         button_source: None,
//!     };
//!     let id = RequestId::of_step(checkout, "pay")?; // keep it before the call
//!     let transaction_id = match client.do_express_checkout_payment(&payment, &id).await {
//!         Ok(paid) => Some(paid.value.payment.transaction_id),
//!         Err(error) if error.failure().is_some_and(|failure| failure.already_done()) => {
//!             client.express_checkout_details(&token).await?.value.transaction_id
//!         }
//!         Err(error) if error.failure().is_some_and(|failure| failure.buyer_must_return()) => {
//!             println!("send the buyer to PayPal again, with the same token");
//!             None
//!         }
//!         Err(error) => return Err(error.into()),
//!     };
//!     if let Some(id) = transaction_id {
//!         let details = client.transaction(&id).await?;
//!         let paid = details.payment.status == TransactionStatus::Completed
//!             && details.payment.amount == Some(totals.total)
//!             && details.receiver.email.as_deref() == Some("merchant@example.com");
//!         println!("paid: {paid}");
//!     }
//!     Ok(())
//! }
//! ```
//!
//! - Warnings are no errors: they are in [`Answer::warnings`](crate::Answer).
//! - Amounts are proved against the total before a request is sent.
//! - A [`RequestId`](crate::RequestId) travels as `MSGSUBID`.

mod account;
mod address;
mod back_office;
mod certificate;
mod client;
mod credentials;
mod element;
mod encoding;
mod express_checkout;
mod fields;
mod limits;
mod message_id;
mod nvp;
mod operation;
mod payer;
mod payment_details;
mod payment_info;
mod read_messages;
mod record;
#[cfg(test)]
mod round_trip;
mod search;
mod set_express_checkout;
mod soap;
mod status;
mod transaction;

pub use crate::classic_failure::{
    Ack, CertificateProblem, ErrorCode, Failure, Message, Parameter, Severity,
};
pub use account::PalDetails;
pub use address::Address;
pub use back_office::{
    Authorization, CapturedPayment, DoCapture, RefundTransaction, RefundedTransaction,
};
pub use certificate::Certificate;
pub use client::{ClassicClient, ClassicConfig};
pub use credentials::ClassicCredentials;
pub use encoding::Encoding;
pub use express_checkout::{
    CheckoutDetails, ExpressCheckoutOutcome, ExpressCheckoutPayment, ExpressCheckoutStatus, Token,
};
pub use payer::Payer;
pub use payment_details::{Item, PaymentAction, PaymentDetails};
pub use payment_info::PaymentInfo;
pub use search::{FoundTransaction, SearchStatus, TransactionClass, TransactionSearch};
pub use set_express_checkout::{LandingPage, SetExpressCheckout, ShippingPages};
pub use status::TransactionStatus;
pub use transaction::{BoughtItem, Receiver, TransactionDetails};
