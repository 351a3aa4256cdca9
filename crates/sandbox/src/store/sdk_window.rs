//! Windows in which a browser SDK shows the buyer's pages, and PayPal's app in
//! their place.

/// The window of a checkout that a page with an SDK has opened, and waits for.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct SdkWindow {
    /// Origin of the page that waits; nobody else is told.
    pub(crate) origin: String,
    /// Origins of the pages around that page, where it is in a frame itself.
    #[serde(default)]
    pub(crate) ancestors: Vec<String>,
    /// A frame over that page, not a window of its own.
    pub(crate) is_frame: bool,
    /// The app that the SDK was loaded for, where it named one.
    pub(crate) client_id: Option<String>,
    /// The page wants to hear of the address before the buyer agrees.
    pub(crate) asks_shipping: bool,
    /// The page wants to hear of the shipping option that the buyer chooses.
    #[serde(default)]
    pub(crate) asks_options: bool,
}

/// PayPal's app on a phone, to which a page with an SDK has switched. The page
/// is gone meanwhile: the way back is the order's return address.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct AppSwitch {
    /// `button_session_id` of the page, which gets it back.
    pub(crate) session: Option<String>,
    /// Button that was pressed.
    pub(crate) funding_source: Option<String>,
}
