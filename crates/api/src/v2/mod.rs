//! Orders v2 and Payments v2: create, send the buyer to `payer-action` (or
//! `approve`), capture.

mod amount;
mod new_order;
mod operations;
mod order;
mod patch;
mod payments;
mod resources;

pub use amount::{AmountWithBreakdown, Breakdown};
pub use leptos_paypal_core::paypal::v2::{
    AuthorizationStatus, CaptureStatus, OrderIntent, OrderStatus, RefundStatus, StatusReason,
};
pub use new_order::{
    ApplicationContext, ExperienceContext, Item, LandingPage, NewOrder, NewPayee, NewPurchaseUnit,
    PayPalWallet, PaymentMethodPreference, PaymentSource, ShippingPreference, UserAction,
};
pub use operations::OrdersV2;
pub use order::{Address, Name, Order, Payee, Payer, Payments, PurchaseUnit, Shipping};
pub use patch::{Patch, PatchOperation};
pub use payments::{CaptureRequest, PaymentsV2, RefundRequest};
pub use resources::{Authorization, Capture, Receivable, Refund, StatusDetails};
