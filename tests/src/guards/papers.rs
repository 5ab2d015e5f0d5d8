//! Whoever follows a link or a citation finds what it promises: links between pages lead somewhere, and no file cites a page, or a
//! section of a page, that is not in the project.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::successors;

/// Made or fetched, not written by us.
const NOT_OURS: [&str; 5] = [".git", ".make", "target", "node_modules", "__pycache__"];
/// What is longer is a database that somebody left here.
const LONGEST: u64 = 8 << 20;
const PAGE: &str = ".md";

/// The project as its files are.
#[derive(Default)]
struct Project {
    /// Every file and folder, by its path from the top.
    paths: BTreeSet<String>,
    texts: BTreeMap<String, String>,
}

impl Project {
    fn checkout() -> Self {
        let (top, mut project) = (super::root(), Self::default());
        let mut folders = vec![top.clone()];
        while let Some(folder) = folders.pop() {
            for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                let name = path.strip_prefix(&top).unwrap().to_str().unwrap().to_owned();
                if NOT_OURS.iter().any(|other| path.ends_with(other)) {
                    continue;
                }
                if path.is_dir() {
                    folders.push(path);
                } else if path.metadata().is_ok_and(|file| file.len() < LONGEST)
                    && let Ok(text) = std::fs::read_to_string(&path)
                {
                    project.texts.insert(name.clone(), text);
                }
                project.paths.insert(name);
            }
        }
        project
    }

    /// Everything that leads nowhere, and from where.
    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (path, text) in &self.texts {
            if path.ends_with(PAGE) {
                let lost = links(text).into_iter().filter(|link| !self.leads(path, link));
                faults.extend(lost.map(|link| format!("{path}: the link {link} leads nowhere")));
            }
            faults.extend(citations(text).into_iter().filter_map(|cited| self.missing(path, &cited)).map(|what| format!("{path}: {what}")));
        }
        faults
    }

    /// Does a link in the page `from` lead to a file, and to a heading of it if it names one?
    fn leads(&self, from: &str, link: &str) -> bool {
        let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
        let target = if file.is_empty() { Some(from.to_owned()) } else { joined(from, file) };
        let Some(target) = target.filter(|target| self.paths.contains(target)) else { return false };
        anchor.is_empty() || self.texts.get(&target).is_some_and(|text| headings(text).iter().any(|heading| slug(heading) == anchor))
    }

    /// What is not here of a page, and its section, that the file `from` cites.
    fn missing(&self, from: &str, (page, section): &(&str, &str)) -> Option<String> {
        let beside = joined(from, page);
        let below = format!("/{page}");
        let meant: Vec<_> =
            self.texts.iter().filter(|(path, _)| beside.as_ref() == Some(path) || path == page || path.ends_with(&below)).collect();
        if meant.is_empty() {
            return Some(format!("cites {page}, which is not in the project"));
        }
        let found =
            section.is_empty() || meant.iter().any(|(_, text)| headings(text).into_iter().any(|heading| number(heading) == *section));
        (!found).then(|| format!("cites §{section} of {page}, which has no such section"))
    }
}

/// `link` as a path from the top, seen from the file `from`; `None` outside of the project.
fn joined(from: &str, link: &str) -> Option<String> {
    let mut path: Vec<_> = from.split('/').collect();
    path.pop();
    for part in link.split('/').filter(|part| !matches!(*part, "" | ".")) {
        if part == ".." {
            path.pop()?;
        } else {
            path.push(part);
        }
    }
    Some(path.join("/"))
}

/// The lines of a page that are no code.
fn prose(text: &str) -> Vec<&str> {
    text.split("```").step_by(2).flat_map(str::lines).collect()
}

fn headings(text: &str) -> Vec<&str> {
    prose(text).into_iter().filter(|line| line.starts_with('#')).map(|line| line.trim_matches(['#', ' '])).collect()
}

/// The anchor that GitHub gives a heading.
fn slug(heading: &str) -> String {
    let kept = heading.to_lowercase().replace(' ', "-");
    kept.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_')).collect()
}

/// The number that a heading begins with.
fn number(heading: &str) -> &str {
    heading.split(' ').next().unwrap_or_default().trim_start_matches('§').trim_end_matches('.')
}

/// Where the links of a page lead within the project.
fn links(text: &str) -> Vec<String> {
    let plain = prose(text).into_iter().map(|line| line.split('`').step_by(2).collect::<String>());
    let targets =
        plain.flat_map(|line| line.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0.to_owned())).collect::<Vec<_>>());
    targets.filter(|target| !target.contains("://") && !target.starts_with("mailto:")).collect()
}

/// Pages that a text names, each with the section that it names of it.
fn citations(text: &str) -> Vec<(&str, &str)> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.' | '/');
    let ends = text.match_indices(PAGE).map(|(at, _)| text.split_at(at + PAGE.len()));
    let whole = ends.filter(|(_, after)| !after.starts_with(|letter: char| letter.is_alphanumeric() || letter == '_'));
    let named = whole.map(|(before, after)| (before.split_at(before.trim_end_matches(is_part).len()).1, after));
    named
        .filter(|(page, _)| !page.starts_with("//") && !page.ends_with(&format!("/{PAGE}")) && *page != PAGE)
        .map(|(page, after)| (page, section(after)))
        .collect()
}

/// The section in `after`, if it begins with one.
fn section(after: &str) -> &str {
    let Some(rest) = after.trim_start_matches(['`', ' ']).strip_prefix('§') else { return "" };
    let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.').unwrap_or(rest.len());
    rest.split_at(end).0.trim_end_matches('.')
}

#[test]
fn what_is_linked_and_cited_is_here() {
    let project = Project::checkout();
    assert!(project.texts.len() > 400, "only {} files: the guard does not find what it looks at", project.texts.len());
    let faults = project.faults();
    assert!(faults.is_empty(), "a stranger with this checkout alone cannot look these up:\n{}", faults.join("\n"));
}

#[test]
fn what_leads_nowhere_is_found() {
    // Put together here, so that this file cites none of them.
    let page = |name: &str| format!("{name}{PAGE}");
    let (here, gone) = (page("docs/here"), page("gone"));
    const SECTION: char = '§';
    let project = |more: &str, comment: &str| {
        let text = format!(
            "# Here\n## 2.1 Of *this*, and `that`\n[a](#21-of-this-and-that) [b](../src) `[c](lost)`\n```sh\n## 7. code\n```\n{more}"
        );
        let files = [
            (here.clone(), text),
            ("src/x.rs".to_owned(), format!("// {here} {SECTION}2.1, {}; https://x.y/{gone}\n{comment}", page("here"))),
        ];
        let texts = BTreeMap::from(files);
        let above = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let paths = texts.keys().flat_map(|path| successors(Some(path.clone()), |path| above(path))).collect();
        Project { paths, texts }
    };
    assert_eq!(project("", "").faults(), [""; 0]);
    let wrong = project("[d](#nowhere) [e](lost) [f](../../outside)\n", &format!("// {gone}, {here} §7.\n"));
    assert_eq!(
        wrong.faults(),
        [
            format!("{here}: the link #nowhere leads nowhere"),
            format!("{here}: the link lost leads nowhere"),
            format!("{here}: the link ../../outside leads nowhere"),
            format!("src/x.rs: cites {gone}, which is not in the project"),
            format!("src/x.rs: cites §7 of {here}, which has no such section"),
        ]
    );
}
