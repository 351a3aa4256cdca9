//! Envelopes of requests.

use super::element::{Element, parse};
use super::{API, ENVELOPE};
use crate::classic::credentials::Credentials;

/// A request inside its envelope.
pub(super) struct SoapRequest {
    /// The operation, without `Request`.
    pub(super) method: String,
    pub(super) version: Option<String>,
    pub(super) credentials: Credentials,
    /// `<Op>Request`.
    pub(super) request: Element,
}

/// A document that is no request.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// `Client` or `VersionMismatch`.
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl Fault {
    fn client(message: impl Into<String>) -> Self {
        Self {
            code: "Client",
            message: message.into(),
        }
    }
}

/// Reads a request.
pub(super) fn read(document: &[u8]) -> Result<SoapRequest, Fault> {
    let document = std::str::from_utf8(document)
        .map_err(|_| Fault::client("The document is not encoded in UTF-8"))?;
    let envelope = parse(document).map_err(Fault::client)?;
    if envelope.name == "Envelope" && envelope.namespace != ENVELOPE {
        return Err(Fault {
            code: "VersionMismatch",
            message: "The envelope is not that of SOAP 1.1".to_owned(),
        });
    }
    let body = envelope.children("Body").next();
    let outer = body.filter(|_| envelope.is(ENVELOPE, "Envelope"));
    let outer = outer.and_then(Element::first_child);
    let outer = outer.filter(|outer| outer.namespace == API);
    let outer = outer.ok_or_else(|| Fault::client("The body has no request"))?;
    // The element inside has mostly the operation's name, but not always.
    let found = match outer.name.strip_suffix("Req") {
        Some(method) => outer.first_child().map(|request| (request, method)),
        None => outer
            .name
            .strip_suffix("Request")
            .map(|method| (outer, method)),
    };
    let is_request =
        |request: &Element| request.namespace == API && request.name.ends_with("Request");
    let found = found.filter(|(request, _)| is_request(request));
    let (request, method) = found.ok_or_else(|| Fault::client("The body has no request"))?;
    let header = envelope.at("Header/RequesterCredentials/Credentials");
    let text = |name: &str| {
        let value = header?.children(name).next()?.text.trim();
        (!value.is_empty()).then(|| value.to_owned())
    };
    let version = request.children("Version").next();
    Ok(SoapRequest {
        method: method.to_owned(),
        version: version.map(|version| version.text.trim().to_owned()),
        credentials: Credentials {
            user: text("Username"),
            password: text("Password"),
            signature: text("Signature"),
            subject: text("Subject"),
            ..Credentials::default()
        },
        request: request.clone(),
    })
}
