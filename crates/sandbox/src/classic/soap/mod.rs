//! SOAP 1.1.

mod element;
mod endpoint;
mod envelope;
mod response;

pub(super) use element::Element;
pub(super) use endpoint::{serve, serve_any};

/// Namespace of envelopes.
const ENVELOPE: &str = "http://schemas.xmlsoap.org/soap/envelope/";
/// Namespace of operations.
const API: &str = "urn:ebay:api:PayPalAPI";
/// Namespace of most types.
const COMPONENTS: &str = "urn:ebay:apis:eBLBaseComponents";
/// Namespace of amounts.
const CORE: &str = "urn:ebay:apis:CoreComponentTypes";
/// Namespace of airline itineraries and the like.
const ENHANCED: &str = "urn:ebay:apis:EnhancedDataTypes";
