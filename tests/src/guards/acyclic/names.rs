//! Which names a file takes from which other file of its crate.

use std::collections::{BTreeMap, BTreeSet};

use super::code::{Code, code, is_name};

/// A module by its names from the crate's root down; the root itself has none.
pub(super) type Module = Vec<String>;

/// What each file takes from each other, by name.
pub(super) type Arrows = BTreeMap<(Module, Module), BTreeSet<String>>;

/// A path as it stands in a file.
struct Mention {
    /// From the crate's root down.
    path: Vec<String>,
    /// The name it is given where it is imported.
    imported_as: Option<String>,
    /// It is handed on by `pub use`.
    handed_on: bool,
}

struct File {
    code: Code,
    mentions: Vec<Mention>,
}

/// The files of a crate, by module.
pub(super) struct Files(BTreeMap<Module, File>);

impl Files {
    /// Reads what `texts` are; modules that are for tests only are left out.
    pub(super) fn read(texts: BTreeMap<Module, String>) -> Self {
        let read: BTreeMap<_, _> = texts.iter().map(|(module, text)| (module.clone(), code(text))).collect();
        let tests =
            read.iter().flat_map(|(module, (_, tests))| tests.iter().map(|name| [module.as_slice(), std::slice::from_ref(name)].concat()));
        let tests: Vec<Module> = tests.collect();
        let kept = read.into_iter().filter(|(module, _)| !tests.iter().any(|test| module.starts_with(test)));
        let known: BTreeSet<Module> = texts.into_keys().collect();
        let file = |(module, (code, _)): (Module, (Code, _))| {
            let mentions = mentions(&code, &module, &known);
            (module, File { code, mentions })
        };
        Self(kept.map(file).collect())
    }

    /// The arrows between files. That a parent hands on what is its child's is none; that it uses it itself is one.
    pub(super) fn arrows(&self) -> Arrows {
        let mut arrows = Arrows::new();
        for (module, file) in &self.0 {
            for mention in &file.mentions {
                let Some((to, name)) = self.home(&mention.path, 0).filter(|(to, _)| to != module) else { continue };
                let only_handed_on = mention.handed_on && to.starts_with(module) && !self.0[module].names(mention.imported_as.as_deref());
                if !only_handed_on {
                    arrows.entry((module.clone(), to)).or_default().insert(name);
                }
            }
        }
        arrows
    }

    /// The file in which that stands which `path` leads to, and its name.
    fn home(&self, path: &[String], depth: usize) -> Option<(Module, String)> {
        let deepest = (0..=path.len()).rev().find(|length| self.0.contains_key(&path[..*length]))?;
        let (module, rest) = path.split_at(deepest);
        let Some(name) = rest.first() else { return Some((module.to_vec(), path.last()?.clone())) };
        let from = self.0[module].mentions.iter().find(|mention| mention.imported_as.as_ref() == Some(name));
        match from.filter(|mention| depth < 4 && mention.path != path) {
            Some(mention) => self.home(&[&mention.path, &rest[1..]].concat(), depth + 1),
            None => Some((module.to_vec(), name.clone())),
        }
    }
}

impl File {
    /// Is the name used here, outside of `use`?
    fn names(&self, name: Option<&str>) -> bool {
        let (mut importing, mut before) = (false, "");
        self.code.iter().any(|word| {
            importing = word == "use" || importing && word != ";";
            let used = !importing && Some(word.as_str()) == name && !["::", ".", "fn", "mod"].contains(&before);
            before = word;
            used
        })
    }
}

/// The paths in `code` that lead into this crate.
fn mentions(code: &[String], module: &Module, known: &BTreeSet<Module>) -> Vec<Mention> {
    let (mut found, mut inline, mut depth) = (Vec::new(), Vec::<(String, usize)>::new(), 0);
    for (place, word) in code.iter().enumerate() {
        let around = |back: usize| place.checked_sub(back).map_or("", |place| code[place].as_str());
        let next = code.get(place + 1).map_or("", String::as_str);
        match word.as_str() {
            "{" if around(2) == "mod" => {
                depth += 1;
                inline.push((around(1).to_owned(), depth));
            }
            "{" => depth += 1,
            "}" => {
                inline.retain(|(_, opened)| *opened != depth);
                depth -= 1;
            }
            "use" => {
                let handed_on = ["pub", ")"].contains(&around(1));
                let here = [module.as_slice(), &inline.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>()].concat();
                for (path, name) in tree(&mut code[place + 1..].iter()) {
                    if let Some(path) = absolute(&path, &here, known) {
                        found.push(Mention { path, imported_as: Some(name), handed_on });
                    }
                }
            }
            _ if is_name(word) && next == "::" && !["::", "use", "{", ","].contains(&around(1)) || word == "crate" && next == "::" => {
                let here = [module.as_slice(), &inline.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>()].concat();
                let path: Vec<String> = code[place..]
                    .chunks(2)
                    .take_while(|pair| is_name(&pair[0]))
                    .scan(true, |goes_on, pair| {
                        std::mem::replace(goes_on, pair.get(1).is_some_and(|sign| sign == "::")).then(|| pair[0].clone())
                    })
                    .collect();
                found.extend(absolute(&path, &here, known).map(|path| Mention { path, imported_as: None, handed_on: false }));
            }
            _ => {}
        }
    }
    found
}

/// `a::{b, c as d}` as paths, each with the name by which it goes here.
fn tree<'a>(code: &mut impl Iterator<Item = &'a String>) -> Vec<(Vec<String>, String)> {
    let (mut stack, mut path, mut all, mut renamed) = (Vec::new(), Vec::<String>::new(), Vec::new(), None);
    let end = |path: &[String], renamed: Option<String>, all: &mut Vec<(Vec<String>, String)>| {
        let path: Vec<_> = path.iter().filter(|part| *part != "*").cloned().collect();
        let path = if path.len() > 1 && path.last().is_some_and(|last| last == "self") { path[..path.len() - 1].to_vec() } else { path };
        if let Some(last) = path.last().cloned() {
            all.push((path, renamed.unwrap_or(last)));
        }
    };
    let mut closed = false;
    while let Some(word) = code.next() {
        match word.as_str() {
            "::" => {}
            "{" => stack.push(path.len()),
            "as" => renamed = code.next().cloned(),
            "," | "}" | ";" => {
                if !closed {
                    end(&path, renamed.take(), &mut all);
                }
                closed = word == "}";
                path.truncate(stack.last().copied().unwrap_or_default());
                if closed {
                    stack.pop();
                } else if word == ";" {
                    break;
                }
            }
            name => path.push(name.to_owned()),
        }
    }
    all
}

/// `path`, as it stands in the module `here`, from the crate's root down; `None` if it leads elsewhere.
fn absolute(path: &[String], here: &[String], known: &BTreeSet<Module>) -> Option<Vec<String>> {
    let supers = path.iter().take_while(|part| *part == "super").count();
    let first = path.first()?;
    if first == "crate" {
        return Some(path[1..].to_vec());
    }
    if first == "self" {
        return (path.len() > 1).then(|| [here, &path[1..]].concat());
    }
    if supers > 0 {
        return Some([&here[..here.len().checked_sub(supers)?], &path[supers..]].concat());
    }
    let child = [here, &path[..1]].concat();
    known.contains(&child).then(|| [here, path].concat())
}
