//! Cells of a row read back into the vocabulary: what no rule can have written is [`StoreError::Corrupt`], with its place.

use domain::Word;
use uuid::Uuid;

use crate::StoreError;

/// The row whose cells are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) table: &'static str,
    pub(crate) id: Uuid,
}

impl Row {
    pub(crate) const fn of(table: &'static str, id: Uuid) -> Self {
        Self { table, id }
    }

    pub(crate) const fn corrupt(self, column: &'static str) -> StoreError {
        StoreError::corrupt(self.table, column, self.id)
    }

    /// One spelling.
    pub(crate) fn word<W: Word>(self, column: &'static str, text: &str) -> Result<W, StoreError> {
        W::parse(text).ok_or_else(|| self.corrupt(column))
    }

    /// One spelling, or none.
    pub(crate) fn maybe_word<W: Word>(self, column: &'static str, text: Option<&str>) -> Result<Option<W>, StoreError> {
        text.map(|text| self.word(column, text)).transpose()
    }

    /// A JSON list of spellings.
    pub(crate) fn words<W: Word>(self, column: &'static str, list: &serde_json::Value) -> Result<Vec<W>, StoreError> {
        let list = list.as_array().ok_or_else(|| self.corrupt(column))?;
        list.iter().map(|item| item.as_str().and_then(W::parse).ok_or_else(|| self.corrupt(column))).collect()
    }
}

/// A JSON list of spellings.
pub(crate) fn spelt<W: Word>(words: &[W]) -> serde_json::Value {
    words.iter().map(|word| word.as_str()).collect()
}
