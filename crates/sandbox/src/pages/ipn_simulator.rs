//! The IPN simulator.

use askama::Template;

/// Answer of a listener.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IpnAnswerView {
    /// Its status.
    pub status: Option<u16>,
    /// The start of its body.
    pub body: String,
    /// Reason why there is none.
    pub error: Option<String>,
}

impl IpnAnswerView {
    fn is_success(&self) -> bool {
        self.status == Some(200)
    }
}

/// `GET /_sandbox/ipn-simulator`.
#[derive(Debug, Clone, Template)]
#[template(path = "ipn_simulator.html")]
pub struct IpnSimulatorPage {
    /// Names and labels of the types.
    pub types: Vec<(String, String)>,
    /// The type that is chosen.
    pub kind: String,
    /// The listener's address.
    pub url: String,
    /// Names and values of the message.
    pub fields: Vec<(String, String)>,
    /// Limit of further fields.
    pub added: usize,
    /// Answer of the listener to the message before.
    pub answer: Option<IpnAnswerView>,
    /// Fault of the attempt before.
    pub error: Option<String>,
}
