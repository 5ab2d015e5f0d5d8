//! What is made of the rows of codes.

macro_rules! codes {
    ($($code:ident $text:literal $status:literal [$($fact:literal)*] $title:literal $title_ru:literal $advice:literal $advice_ru:literal;)+) => {
        /// The stable codes: clients switch on these, never on prose.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code { $($code),+ }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$code),+];
            /// The code as clients read it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$code => $text),+ }
            }
            /// Its HTTP status.
            pub const fn status(self) -> u16 {
                match self { $(Self::$code => $status),+ }
            }
            /// Its title in English.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$code => $title),+ }
            }
            /// Its title in Russian.
            pub const fn title_ru(self) -> &'static str {
                match self { $(Self::$code => $title_ru),+ }
            }
            /// What to do about it, in English.
            pub const fn advice(self) -> &'static str {
                match self { $(Self::$code => $advice),+ }
            }
            /// The same in Russian.
            pub const fn advice_ru(self) -> &'static str {
                match self { $(Self::$code => $advice_ru),+ }
            }
            /// Members that stand in the body besides those of every problem.
            pub const fn facts(self) -> &'static [&'static str] {
                match self { $(Self::$code => &[$($fact),*]),+ }
            }
        }
    };
}

pub(super) use codes;
