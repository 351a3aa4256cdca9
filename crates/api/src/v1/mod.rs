//! Payments v1: create, send the buyer to `approval_url`, execute.

mod amount;
mod new_payment;
mod operations;
mod payment;
mod resources;

pub use amount::{Amount, AmountDetails};
pub use leptos_paypal_core::paypal::v1::{
    AuthorizationState, CaptureState, FailureReason, OrderState, PaymentIntent, PaymentState,
    RefundState, SaleState,
};
pub use new_payment::{
    ApplicationContext, Item, ItemList, LandingPage, NewPayee, NewPayer, NewPayment,
    NewTransaction, PaymentOptions, RedirectUrls, UserAction,
};
pub use operations::{CaptureRequest, ListQuery, PaymentsV1, RefundRequest};
pub use payment::{Payer, PayerInfo, Payment, PaymentList, ShippingAddress, Transaction};
pub use resources::{Authorization, Capture, Order, Refund, RelatedResource, Sale};
