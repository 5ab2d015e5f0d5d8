//! Texts that say nothing: spaces, and characters that nobody sees.

/// Does nobody see anything of it? A name of such characters only is none: in a list it is a hole, and two of them look the same.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control() || is_invisible(c))
}

/// Characters that join, direct, vary or fill, and show nothing by themselves (Unicode's Default_Ignorable_Code_Point, soft hyphens, the
/// blank of Braille).
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::is_blank;

    #[test]
    fn what_nobody_sees_is_blank() {
        for blank in ["", " \t", "\u{200B}", "\u{200D}\u{FEFF} \u{2060}", "\u{3164}", "\u{2800}", "\u{AD}", "\u{202E}\u{E0041}", "\u{7}"] {
            assert!(is_blank(blank), "{blank:?}");
        }
        for name in ["Вода", "\u{200B}я", "👨\u{200D}👩", "-", "ꙮ"] {
            assert!(!is_blank(name), "{name:?}");
        }
    }
}
