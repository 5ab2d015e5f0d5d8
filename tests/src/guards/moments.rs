//! Instants and days of answers are written at once (`api::wire::moments`): chrono's own way, a character at a time, made a fifth of
//! what a list cost. Those of bodies are read by the one reader of the domain, which makes whole microseconds of them.

const MARK: &str = r#"#[serde(serialize_with = "moment")]"#;
const TYPES: [&str; 4] = ["DateTime<Utc>,", "Option<DateTime<Utc>>,", "NaiveDate,", "Option<NaiveDate>,"];

/// Members without the mark, of structs that are written.
fn unmarked(source: &str) -> Vec<&str> {
    let (mut found, mut derives, mut written, mut before) = (Vec::new(), false, false, "");
    for line in source.lines() {
        if let Some(derived) = line.strip_prefix("#[derive(") {
            derives = derived.split([',', ')']).any(|name| name.trim() == "Serialize");
        } else if line.contains("struct ") && line.ends_with('{') {
            written = std::mem::take(&mut derives);
        } else if line == "}" {
            written = false;
        }
        let is_moment = line.starts_with("    pub ") && TYPES.iter().any(|kind| line.ends_with(&format!(": {kind}")));
        if written && is_moment && before.trim() != MARK {
            found.push(line.trim());
        }
        before = line;
    }
    found
}

#[test]
fn every_instant_and_day_of_an_answer_is_written_at_once() {
    let sources = super::sources("crates/api/src");
    assert!(sources.iter().any(|source| source.contains(MARK)));
    let faults: Vec<_> = sources.iter().flat_map(|source| unmarked(source)).collect();
    assert_eq!(faults, Vec::<&str>::new(), "put {MARK} before each");
}

/// Members that are read without the mark, of structs that are read.
fn read_by_chrono(source: &str) -> Vec<&str> {
    let (mut found, mut reads, mut marked) = (Vec::new(), false, false);
    for line in source.lines().map(str::trim) {
        if let Some(derived) = line.strip_prefix("#[derive(") {
            reads = derived.split([',', ')']).any(|name| name.trim() == "Deserialize");
        }
        let kind = line.strip_prefix("pub ").unwrap_or(line).split_once(": ").map_or("", |(_, kind)| kind);
        let is_moment = kind.ends_with(',') && (kind.contains("DateTime<Utc>") || kind.contains("NaiveDate"));
        if reads && is_moment && !marked && !line.contains("fn ") {
            found.push(line);
        }
        marked = line.starts_with("#[") && (marked || line.contains("deserialize_with = \"told"));
    }
    found
}

#[test]
fn every_instant_and_day_of_a_body_is_read_by_the_one_reader() {
    let sources = super::sources("crates/api/src/wire");
    assert!(sources.iter().any(|source| source.contains("deserialize_with = \"told\"")));
    let faults: Vec<_> = sources.iter().flat_map(|source| read_by_chrono(source)).collect();
    assert_eq!(faults, Vec::<&str>::new(), "put #[serde(deserialize_with = \"told\")] before each");
}

#[test]
fn a_member_without_the_mark_is_named_where_it_is_written() {
    let written = "#[derive(Debug, Serialize)]\npub struct X {\n    pub at: DateTime<Utc>,\n}\n";
    assert_eq!(unmarked(written), ["pub at: DateTime<Utc>,"]);
    assert!(unmarked(&written.replace("    pub", &format!("    {MARK}\n    pub"))).is_empty());
    assert!(unmarked(&written.replace("Serialize", "Deserialize")).is_empty(), "what is only read is no matter");
    let read = "#[derive(Debug, Deserialize)]\npub struct X {\n    pub at: Option<DateTime<Utc>>,\n}\n";
    assert_eq!(read_by_chrono(read), ["pub at: Option<DateTime<Utc>>,"]);
    assert!(read_by_chrono(&read.replace("    pub", "    #[serde(deserialize_with = \"told\")]\n    #[validate(x)]\n    pub")).is_empty());
}
