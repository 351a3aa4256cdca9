//! The sandbox's pages: plain views and their templates.
//!
//! A view holds text that is ready to be shown; the templates escape it. Nothing here knows a rule
//! about money. The pages work without JavaScript and under a policy without inline script or style.

mod account;
mod account_form;
mod agreed;
mod api_access;
mod api_calls;
mod asset;
mod cancelled;
mod card;
mod cart;
mod declined;
mod done;
mod filters;
mod form_certificates;
mod ipn_simulator;
mod login;
mod mails;
mod parts;
mod people;
mod problem;
mod refused;
mod review;
#[cfg(test)]
pub(crate) mod samples;
mod selling;
mod subscriptions;
#[cfg(test)]
mod tests;
mod tone;

pub use account::{
    AccountHead, AccountPage, ActivityView, DisputeView, MoneyBackView, TransactionPage,
};
pub use account_form::{AccountForm, AccountNewPage, AccountSettingsPage};
pub use agreed::AgreedPage;
pub use api_access::{ApiAccessPage, AppView};
pub use api_calls::{ApiCallView, ApiCallsPage};
pub use asset::{Asset, asset};
pub use cancelled::CancelledPage;
pub use card::CardPage;
pub use cart::{CartLineView, CartPage};
pub use declined::DeclinedPage;
pub use done::DonePage;
pub use form_certificates::{FormCertificateView, FormCertificatesPage};
pub use ipn_simulator::{IpnAnswerView, IpnSimulatorPage};
pub use login::LoginPage;
pub use mails::{MailPage, MailView, MailsPage};
pub use parts::{IgnoredView, LineView, ReturnView, TotalsView};
pub use people::{AccountView, CheckoutView, NotificationView, PaymentView, PeoplePage};
pub use problem::ProblemPage;
pub use refused::RefusedPage;
pub use review::{AskedPage, ReviewPage, ShippingOptionView};
pub use selling::{RateRow, RegionView, SellingPage, TaxRow};
pub use subscriptions::{SubscriptionView, SubscriptionsLoginPage, SubscriptionsPage};
