//! Orders v2 and Payments v2: their statuses, and the request that creates an
//! order.

mod amount;
mod new_order;
mod shipping;
mod states;

pub use amount::{AmountWithBreakdown, Breakdown};
pub use new_order::{
    ApplicationContext, ExperienceContext, Item, LandingPage, NewOrder, NewPayee, NewPurchaseUnit,
    PayPalWallet, PaymentMethodPreference, PaymentSource, ShippingPreference, UserAction,
};
pub use shipping::{Address, Name, Shipping};
pub use states::{
    AuthorizationStatus, CaptureStatus, OrderIntent, OrderStatus, RefundStatus, StatusReason,
};
