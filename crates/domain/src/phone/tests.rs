//! 12b: what is a number, what stands beside it, and what is none.

use super::*;

fn e164(text: &str, region: &str) -> Option<String> {
    Phone::parse(text, region).map(|phone| phone.0)
}

fn line(text: &str) -> Option<(String, Option<String>, Option<String>)> {
    PhoneLine::read(text, "RU").map(|line| (line.number.0, line.extension, line.label))
}

#[test]
fn national_and_international_forms_read_as_one_number() {
    for text in [
        "89161234567",
        "8 (916) 123-45-67",
        "79161234567",
        "9161234567",
        "tel:+79161234567",
        "+7 916 123 45 67",
        "0079161234567",
        "sip:+79161234567@pbx;user=phone",
        "sip:89161234567@10.0.0.1:5060",
        "<sip:%2B79161234567@pbx>",
        "+79161234567@pbx",
        "810 7 916 123-45-67",
        "8\u{a0}916\u{a0}123\u{2011}45\u{2011}67",
    ] {
        assert_eq!(e164(text, "RU"), Some("+79161234567".into()), "{text}");
    }
    assert_eq!(e164("810442079460000", "RU"), Some("+442079460000".into()));
    assert_eq!(e164("0044 20 7946 0000", "RU"), Some("+442079460000".into()));
    assert_eq!(e164("0049 30 123456", "DE"), Some("+4930123456".into()));
}

#[test]
fn what_nobody_could_dial_is_no_number() {
    for text in [
        "442079460000",
        "101",
        "15657*101",
        "sip:user1@pbx",
        "sip:101@pbx",
        "anonymous",
        "",
        "2562533",
        "8 495 123456",
        "8 029 123-45-67",
        "+7 (000) 000-00-00",
        "266696687",
        "+266696687",
        "7378742833",
        "8656696",
        "0",
        "112",
        "*100#",
        "89161234567, 89161234568",
        "89161234567 89261234567",
        "7800123456789",
    ] {
        assert_eq!(e164(text, "RU"), None, "{text}");
    }
}

#[test]
fn an_extension_stands_in_its_place() {
    for text in [
        "8 495 123-45-67 доб. 123",
        "8 495 123-45-67 доб 123",
        "84951234567 вн. 123",
        "84951234567, вн.123",
        "84951234567 ext. 123",
        "84951234567 EXT123",
        "84951234567#123",
        "+74951234567;ext=123",
        "tel:+74951234567;ext=123",
        "84951234567,,123",
        "8(495)123-45-67 (доб. 123)",
        "84951234567 x123",
        "84951234567 внутр. 123",
    ] {
        let read = line(text).map(|(number, extension, _)| (number, extension));
        assert_eq!(read, Some(("+74951234567".into(), Some("123".into()))), "{text}");
    }
    assert_eq!(line("8 495 123-45-67 доб. 123"), Some(("+74951234567".into(), Some("123".into()), None)));
}

#[test]
fn words_beside_a_number_are_its_label() {
    let of = |label: &str| Some(("+79161234567".to_owned(), None, Some(label.to_owned())));
    assert_eq!(line("89161234567 Иван"), of("Иван"));
    assert_eq!(line("Иван: 8 (916) 123-45-67"), of("Иван"));
    assert_eq!(line("8 916 123-45-67 (склад, после 18)"), of("склад, после 18"));
    assert_eq!(line("\"Иван\" <sip:+79161234567@pbx>"), of("Иван"));
    assert_eq!(line("84951234567 доб. 12 Пётр"), Some(("+74951234567".into(), Some("12".into()), Some("Пётр".into()))));
}
