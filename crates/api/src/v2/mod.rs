//! Orders v2 and Payments v2: create, send the buyer to `payer-action` (or
//! `approve`), capture.

mod operations;
mod order;
mod patch;
mod payments;
mod resources;

pub use leptos_paypal_core::paypal::v2::{
    Address, AmountWithBreakdown, ApplicationContext, AuthorizationStatus, Breakdown,
    CaptureStatus, ExperienceContext, Item, LandingPage, Name, NewOrder, NewPayee, NewPurchaseUnit,
    OrderIntent, OrderStatus, PayPalWallet, PaymentMethodPreference, PaymentSource, RefundStatus,
    Shipping, ShippingPreference, StatusReason, UserAction,
};
pub use operations::OrdersV2;
pub use order::{Order, Payee, Payer, Payments, PurchaseUnit};
pub use patch::{Patch, PatchOperation};
pub use payments::{CaptureRequest, PaymentsV2, RefundRequest};
pub use resources::{Authorization, Capture, Receivable, Refund, StatusDetails};
