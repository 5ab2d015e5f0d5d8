//! Instants and days of answers are written at once (`api::wire::moments`): chrono's own way, a character at a time, made a fifth of
//! what a list cost.

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

#[test]
fn a_member_without_the_mark_is_named_where_it_is_written() {
    let written = "#[derive(Debug, Serialize)]\npub struct X {\n    pub at: DateTime<Utc>,\n}\n";
    assert_eq!(unmarked(written), ["pub at: DateTime<Utc>,"]);
    assert!(unmarked(&written.replace("    pub", &format!("    {MARK}\n    pub"))).is_empty());
    assert!(unmarked(&written.replace("Serialize", "Deserialize")).is_empty(), "what is only read is no matter");
}
