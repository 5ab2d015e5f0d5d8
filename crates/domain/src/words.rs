//! Enums with a fixed text per variant: the same `lower_snake` word in the database and on the wire.

/// An enum with one fixed text per variant, used in the database and on the wire.
pub trait Word: Copy + Eq + Ord + Send + Sync + 'static {
    /// The name of the enum, `PascalCase`; its schema name in the OpenAPI document.
    const NAME: &'static str;
    /// Every variant, in declaration order.
    const ALL: &'static [Self];
    /// The text of the variant, `lower_snake`.
    fn as_str(self) -> &'static str;
    /// The variant with this text, if there is one.
    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|word| word.as_str() == text)
    }
}

/// Declares such an enum: `words! { /// doc  pub enum Stage { Suspect = "suspect", … } }`.
#[macro_export]
macro_rules! words {
    ($($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $crate::Word for $name {
            const NAME: &'static str = stringify!($name);
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::Word::as_str(*self))
            }
        }

        impl From<$name> for serde_json::Value {
            fn from(word: $name) -> Self {
                $crate::Word::as_str(word).into()
            }
        }
    )+};
}

#[cfg(test)]
mod tests {
    use super::Word;

    crate::words! {
        /// A vocabulary for the test.
        pub enum Colour { DarkRed = "dark_red", Blue = "blue" }
    }

    #[test]
    fn a_word_reads_what_it_writes() {
        for colour in Colour::ALL {
            assert_eq!(Colour::parse(colour.as_str()), Some(*colour));
        }
        assert_eq!(Colour::parse("DarkRed"), None);
        assert_eq!(Colour::NAME, "Colour");
    }
}
