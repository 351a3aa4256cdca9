//! Payments v1: its states, and the request that creates a payment.

mod amount;
mod new_payment;
mod shipping_address;
mod states;

pub use amount::{Amount, AmountDetails};
pub use new_payment::{
    ApplicationContext, Item, ItemList, LandingPage, NewPayee, NewPayer, NewPayment,
    NewTransaction, PaymentOptions, RedirectUrls, UserAction,
};
pub use shipping_address::ShippingAddress;
pub use states::{
    AuthorizationState, CaptureState, FailureReason, OrderState, PaymentIntent, PaymentState,
    RefundState, SaleState,
};
