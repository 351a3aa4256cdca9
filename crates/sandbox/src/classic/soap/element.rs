//! Elements of a request, read with bounds: no document type, no entities but
//! XML's own, and a limit on depth and number.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use super::{API, COMPONENTS, CORE, ENHANCED, ENVELOPE};

const MAX_DEPTH: usize = 32;
const MAX_ELEMENTS: usize = 20_000;
const MAX_ATTRIBUTES: usize = 64;

/// An element with its text and its children.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    /// Without prefix.
    pub(super) name: String,
    pub(super) namespace: String,
    pub(crate) text: String,
    attributes: Vec<(String, String)>,
    children: Vec<Element>,
}

impl Element {
    /// The first descendant on a path such as `PayerName/FirstName`.
    pub(crate) fn at(&self, path: &str) -> Option<&Self> {
        let mut steps = path.split('/');
        steps.try_fold(self, |element, name| element.children(name).next())
    }

    /// The children of this name, in one of PayPal's namespaces or SOAP's.
    pub(crate) fn children(&self, name: &str) -> impl Iterator<Item = &Self> {
        let known = [API, COMPONENTS, CORE, ENHANCED, ENVELOPE];
        self.children
            .iter()
            .filter(move |child| child.name == name && known.contains(&child.namespace.as_str()))
    }

    /// The first child, whatever it is.
    pub(super) fn first_child(&self) -> Option<&Self> {
        self.children.first()
    }

    /// An attribute without a prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(&found.1)
    }

    /// Returns whether the element has this name in this namespace.
    pub(super) fn is(&self, namespace: &str, name: &str) -> bool {
        self.namespace == namespace && self.name == name
    }

    fn read(start: &BytesStart<'_>, namespace: &ResolveResult<'_>) -> Result<Self, String> {
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            if attributes.len() == MAX_ATTRIBUTES {
                return Err("an element has too many attributes".to_owned());
            }
            let value = attribute
                .normalized_value(XmlVersion::default())
                .map_err(|error| error.to_string())?;
            attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
        }
        let namespace = match namespace {
            ResolveResult::Bound(namespace) => namespace.as_ref().to_owned(),
            ResolveResult::Unbound => String::new(),
            ResolveResult::Unknown(_) => {
                return Err("an element has a prefix that nothing declares".to_owned());
            }
        };
        Ok(Self {
            name: start.local_name().as_ref().to_owned(),
            namespace,
            text: String::new(),
            attributes,
            children: Vec::new(),
        })
    }
}

/// Reads a document; the error is a sentence for the fault.
pub(super) fn parse(document: &str) -> Result<Element, String> {
    let mut reader = NsReader::from_str(document);
    reader.config_mut().enable_all_checks(true);
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    let mut count = 0_usize;
    loop {
        let (namespace, event) = reader
            .read_resolved_event()
            .map_err(|error| error.to_string())?;
        match event {
            Event::Start(start) | Event::Empty(start) if root.is_some() && open.is_empty() => {
                let name = start.local_name();
                return Err(format!("{} stands behind the document", name.as_ref()));
            }
            Event::Start(start) => {
                count += 1;
                if open.len() == MAX_DEPTH || count > MAX_ELEMENTS {
                    return Err("the document is too deep or has too many elements".to_owned());
                }
                open.push(Element::read(&start, &namespace)?);
            }
            Event::Empty(start) => {
                count += 1;
                if open.len() == MAX_DEPTH || count > MAX_ELEMENTS {
                    return Err("the document is too deep or has too many elements".to_owned());
                }
                let element = Element::read(&start, &namespace)?;
                close(element, &mut open, &mut root);
            }
            Event::End(_) => {
                if let Some(element) = open.pop() {
                    close(element, &mut open, &mut root);
                }
            }
            Event::Text(text) => add_text(&mut open, &text.xml10_content())?,
            Event::CData(text) => add_text(&mut open, &text.xml10_content())?,
            Event::GeneralRef(reference) => {
                let text = resolve(&reference)?;
                add_text(&mut open, &text)?;
            }
            Event::DocType(_) => return Err("a document type is not allowed".to_owned()),
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
            Event::Eof => break,
        }
    }
    if !open.is_empty() {
        return Err("the document ends too early".to_owned());
    }
    root.ok_or_else(|| "there is no document".to_owned())
}

fn close(element: Element, open: &mut [Element], root: &mut Option<Element>) {
    match open.last_mut() {
        Some(parent) => parent.children.push(element),
        None => *root = Some(element),
    }
}

fn add_text(open: &mut [Element], text: &str) -> Result<(), String> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().is_empty() || text == "\u{feff}" => {}
        None => return Err("text stands outside of the document".to_owned()),
    }
    Ok(())
}

fn resolve(reference: &BytesRef<'_>) -> Result<String, String> {
    let character = reference
        .resolve_char_ref()
        .map_err(|error| error.to_string())?;
    if let Some(character) = character {
        return Ok(character.to_string());
    }
    let name = reference.xml10_content();
    let known = resolve_predefined_entity(&name);
    known
        .map(str::to_owned)
        .ok_or_else(|| format!("entity {name} is not known"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn elements_are_found_by_namespace() {
        let document = format!(
            r#"<a:X xmlns:a="{API}" xmlns:b="{COMPONENTS}"><b:Y k="1 &amp; 2">&lt;é&#33;<![CDATA[&]]></b:Y><Y/><c:Y xmlns:c="urn:other">no</c:Y></a:X>"#
        );
        let element = parse(&document).unwrap();
        assert!(element.is(API, "X"));
        assert_eq!(element.at("Y").unwrap().text, "<é!&");
        assert_eq!(element.at("Y").unwrap().attribute("k"), Some("1 & 2"));
        assert_eq!(element.children("Y").count(), 1);
    }

    #[test]
    fn what_could_grow_is_refused() {
        let deep = format!("{}{}", "<a>".repeat(40), "</a>".repeat(40));
        let many = format!("<a>{}</a>", "<b/>".repeat(30_000));
        let attributes: String = (0..100).map(|n| format!(" a{n}='1'")).collect();
        for wrong in [
            deep.as_str(),
            &many,
            &format!("<a{attributes}/>"),
            r#"<!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>"#,
            "<a>&b;</a>",
            "<a>&#0;</a>",
            "<a></b>",
            "<a>",
            "<a/><b/>",
            "text",
            "",
            "<x:a/>",
            "<a b='1' b='2'/>",
        ] {
            assert!(parse(wrong).is_err(), "{:.60}", wrong);
        }
    }

    proptest! {
        #[test]
        fn anything_can_be_read(document in "[<>/a-c&;!\\[\\]='\" :#x0-9é\\-]{0,120}") {
            let _ = parse(&document);
        }
    }
}
