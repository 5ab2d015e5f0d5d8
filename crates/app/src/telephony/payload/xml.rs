//! XML: elements by their local names, whatever their prefixes, attributes behind an `@`. A document that defines entities of its own is
//! none.

use roxmltree::{Document, Node, ParsingOptions};
use serde_json::{Map, Value};

use super::DEEPEST;
use crate::telephony::Unreadable;

const UNREADABLE: Unreadable = Unreadable("the body begins like XML and is none, or defines entities");
/// No report has so many elements.
const MOST_NODES: u32 = 50_000;

pub(super) fn tree(bytes: &[u8]) -> Result<Value, Unreadable> {
    let text = String::from_utf8_lossy(bytes);
    if nests_too_deep(&text) {
        return Err(UNREADABLE);
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&text, options).map_err(|_| UNREADABLE)?;
    let root = document.root_element();
    let mut tree = Map::new();
    tree.insert(root.tag_name().name().to_owned(), value(root, 0).ok_or(UNREADABLE)?);
    Ok(Value::Object(tree))
}

/// Counted before it is parsed, since the parser goes down with every element.
fn nests_too_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut deepest = 0;
    for tag in text.split('<').skip(1) {
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !tag.starts_with(['?', '!']) && !tag.split('>').next().unwrap_or_default().ends_with('/') {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest > DEEPEST
}

fn value(element: Node<'_, '_>, depth: usize) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    let mut members = Map::new();
    for attribute in element.attributes() {
        members.insert(format!("@{}", attribute.name()), Value::String(attribute.value().to_owned()));
    }
    for child in element.children().filter(Node::is_element) {
        let read = value(child, depth + 1)?;
        match members.get_mut(child.tag_name().name()) {
            None => drop(members.insert(child.tag_name().name().to_owned(), read)),
            Some(Value::Array(several)) => several.push(read),
            Some(one) => *one = Value::Array(vec![one.take(), read]),
        }
    }
    let text: String = element.children().filter(Node::is_text).filter_map(|node| node.text()).collect();
    if members.is_empty() {
        return Some(Value::String(text.trim().to_owned()));
    }
    if !text.trim().is_empty() {
        members.insert("#text".to_owned(), Value::String(text.trim().to_owned()));
    }
    Some(Value::Object(members))
}
