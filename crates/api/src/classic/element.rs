//! XML of an answer as a tree of PayPal's elements.

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

/// SOAP 1.1.
pub(crate) const ENVELOPE: &str = "http://schemas.xmlsoap.org/soap/envelope/";
/// Operations.
pub(crate) const PAYPAL_API: &str = "urn:ebay:api:PayPalAPI";
/// Everything in them.
pub(crate) const COMPONENTS: &str = "urn:ebay:apis:eBLBaseComponents";
const OTHER_PAYPAL: [&str; 2] = [
    "urn:ebay:apis:CoreComponentTypes",
    "urn:ebay:apis:EnhancedDataTypes",
];
/// The deepest that is read; PayPal's answers have less than half of it.
const DEEPEST: usize = 32;

/// An element. Names are compared without their prefix: the namespace was
/// checked when the element was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    name: String,
    is_soap: bool,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Self>,
}

impl Element {
    /// Path of an element to itself.
    pub(crate) const ITSELF: &'static str = ".";

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// True in the namespace of SOAP itself.
    pub(crate) const fn is_soap(&self) -> bool {
        self.is_soap
    }

    pub(crate) fn text(&self) -> &str {
        self.text.trim()
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn children(&self) -> &[Self] {
        &self.children
    }

    /// The element at a path: `PayerInfo/PayerName/FirstName`.
    pub(crate) fn at(&self, path: &str) -> Option<&Self> {
        if path == Self::ITSELF {
            return Some(self);
        }
        path.split('/').try_fold(self, |element, name| {
            element.children.iter().find(|child| child.name == name)
        })
    }

    /// The children of that name.
    pub(crate) fn all(&self, name: &'static str) -> impl Iterator<Item = &Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// Reads a document. Elements of foreign namespaces are left out; entities
    /// other than XML's own five, and document types, are refused.
    pub(crate) fn read(body: &[u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(body).map_err(|_| "it is not UTF-8".to_owned())?;
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let mut open: Vec<Option<Self>> = Vec::new();
        let mut root = None;
        loop {
            let (namespace, event) = reader
                .read_resolved_event()
                .map_err(|problem| format!("it is not XML: {problem}"))?;
            match event {
                Event::Start(start) => {
                    if open.len() == DEEPEST || root.is_some() {
                        return Err("it is nested too deeply, or has two roots".to_owned());
                    }
                    let in_fault = matches!(open.last(), Some(Some(parent))
                        if parent.is_soap && parent.name == "Fault");
                    let element = is_known(&namespace, in_fault)
                        .map(|is_soap| Self::start(&start, is_soap))
                        .transpose()?;
                    open.push(element);
                }
                Event::End(_) => {
                    let element = open.pop().flatten();
                    match (open.last_mut(), element) {
                        (Some(Some(parent)), Some(element)) => parent.children.push(element),
                        (Some(_), _) => {}
                        (None, element) => root = element,
                    }
                }
                Event::Text(text) => append(&mut open, &text.xml10_content()),
                Event::CData(text) => append(&mut open, &text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let known = match reference.resolve_char_ref() {
                        Ok(Some(character)) => Some(character),
                        Ok(None) => predefined(&reference.xml10_content()),
                        Err(_) => None,
                    };
                    let character =
                        known.ok_or_else(|| "it has an entity of its own".to_owned())?;
                    append(&mut open, character.encode_utf8(&mut [0; 4]));
                }
                Event::DocType(_) => return Err("it has a document type".to_owned()),
                Event::Eof => break,
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
        if !open.is_empty() {
            return Err("it is cut off".to_owned());
        }
        root.ok_or_else(|| "it has no element of SOAP or PayPal".to_owned())
    }

    fn start(start: &BytesStart<'_>, is_soap: bool) -> Result<Self, String> {
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|problem| format!("it is not XML: {problem}"))?;
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_err(|problem| format!("it is not XML: {problem}"))?;
            let name = attribute.key.local_name().into_inner().to_owned();
            attributes.push((name, value.into_owned()));
        }
        Ok(Self {
            name: start.local_name().into_inner().to_owned(),
            is_soap,
            attributes,
            ..Self::default()
        })
    }
}

/// Returns whether a namespace is SOAP's own; `None` for foreign ones. The parts of a
/// fault have none at all.
fn is_known(namespace: &ResolveResult<'_>, in_fault: bool) -> Option<bool> {
    let ResolveResult::Bound(namespace) = namespace else {
        return in_fault.then_some(false);
    };
    match namespace.0 {
        ENVELOPE => Some(true),
        PAYPAL_API | COMPONENTS => Some(false),
        other => OTHER_PAYPAL.contains(&other).then_some(false),
    }
}

/// XML 1.0, section 4.6.
fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

fn append(open: &mut [Option<Element>], text: &str) {
    if let Some(Some(element)) = open.last_mut() {
        element.text.push_str(text);
    }
}
