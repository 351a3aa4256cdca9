//! Payments v1: create, send the buyer to `approval_url`, execute.

mod operations;
mod payment;
mod resources;

pub use leptos_paypal_core::paypal::v1::{
    Amount, AmountDetails, ApplicationContext, AuthorizationState, CaptureState, FailureReason,
    Item, ItemList, LandingPage, NewPayee, NewPayer, NewPayment, NewTransaction, OrderState,
    PaymentIntent, PaymentOptions, PaymentState, RedirectUrls, RefundState, SaleState,
    ShippingAddress, UserAction,
};
pub use operations::{CaptureRequest, ListQuery, PaymentsV1, RefundRequest};
pub use payment::{Payer, PayerInfo, Payment, PaymentList, Transaction};
pub use resources::{Authorization, Capture, Order, Refund, RelatedResource, Sale};
