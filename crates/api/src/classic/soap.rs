//! SOAP 1.1: envelopes of PayPal's own namespaces.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::element::{COMPONENTS, ENVELOPE, Element, PAYPAL_API};
use super::fields::{Fields, Node};

/// Prefix of [`PAYPAL_API`].
const API: &str = "ns:";
/// Prefix of [`COMPONENTS`].
const COMPONENT: &str = "ebl:";

type Xml = Writer<Vec<u8>>;

/// Writes the envelope of a request; `credentials` are the elements of
/// `Credentials`.
pub(crate) fn write(
    operation: &str,
    version: &str,
    credentials: &[(&str, &str)],
    fields: &Fields,
) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let mut envelope = BytesStart::new("soapenv:Envelope");
    envelope.push_attribute(("xmlns:soapenv", ENVELOPE));
    envelope.push_attribute(("xmlns:ns", PAYPAL_API));
    envelope.push_attribute(("xmlns:ebl", COMPONENTS));
    xml.write_event(Event::Start(envelope))?;
    element(&mut xml, "soapenv:Header", |xml| {
        element(xml, "ns:RequesterCredentials", |xml| {
            element(xml, "ebl:Credentials", |xml| {
                for (name, value) in credentials {
                    text(xml, &[COMPONENT, name].concat(), value)?;
                }
                Ok(())
            })
        })
    })?;
    element(&mut xml, "soapenv:Body", |xml| {
        element(xml, &format!("{API}{operation}Req"), |xml| {
            element(xml, &format!("{API}{operation}Request"), |xml| {
                text(xml, "ebl:Version", version)?;
                append(xml, fields, API)
            })
        })
    })?;
    xml.write_event(Event::End(BytesEnd::new("soapenv:Envelope")))?;
    Ok(xml.into_inner())
}

/// Fields of the request itself are in the namespace of the operations,
/// everything deeper in that of the components.
fn append(xml: &mut Xml, fields: &Fields, prefix: &str) -> io::Result<()> {
    for node in fields.nodes() {
        match node {
            Node::Text { soap: "", .. } | Node::Amount { soap: "", .. } => {}
            Node::Text { soap, value, .. } => text(xml, &[prefix, soap].concat(), value)?,
            Node::Amount { soap, value, .. } => {
                let name = [prefix, soap].concat();
                let mut start = BytesStart::new(name.as_str());
                start.push_attribute(("currencyID", value.currency().code()));
                xml.write_event(Event::Start(start))?;
                xml.write_event(Event::Text(BytesText::new(&value.text())))?;
                xml.write_event(Event::End(BytesEnd::new(name.as_str())))?;
            }
            Node::Part { part, fields } => {
                let name = [COMPONENT, part.soap].concat();
                element(xml, &name, |xml| append(xml, fields, COMPONENT))?;
            }
        }
    }
    Ok(())
}

fn text(xml: &mut Xml, name: &str, value: &str) -> io::Result<()> {
    element(xml, name, |xml| {
        xml.write_event(Event::Text(BytesText::new(value)))
    })
}

fn element(
    xml: &mut Xml,
    name: &str,
    content: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    xml.write_event(Event::Start(BytesStart::new(name)))?;
    content(xml)?;
    xml.write_event(Event::End(BytesEnd::new(name)))
}

/// Content of the body of an envelope.
#[derive(Debug)]
pub(crate) enum Body {
    /// `<Operation>Response`.
    Response(Element),
    /// `faultstring`, or the code where there is none.
    Fault(String),
}

/// Reads the envelope of an answer to `operation`.
pub(crate) fn read(operation: &str, body: &[u8]) -> Result<Body, String> {
    let envelope = Element::read(body)?;
    let content = envelope
        .children()
        .iter()
        .find(|part| part.is_soap() && part.name() == "Body")
        .filter(|_| envelope.is_soap() && envelope.name() == "Envelope")
        .ok_or_else(|| "it is no SOAP envelope".to_owned())?;
    for element in content.children() {
        if element.is_soap() && element.name() == "Fault" {
            let text = ["faultstring", "faultcode"]
                .into_iter()
                .find_map(|name| element.at(name).map(Element::text));
            return Ok(Body::Fault(text.unwrap_or("SOAP fault").to_owned()));
        }
        if !element.is_soap() && element.name().strip_suffix("Response") == Some(operation) {
            return Ok(Body::Response(element.clone()));
        }
    }
    Err(format!("its body has no {operation}Response"))
}
