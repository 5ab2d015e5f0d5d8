//! Every seal against the journal entry that vouches for it. That the entry itself is as it was written, its chain says
//! (`journal::proof`).

use uuid::Uuid;

use super::Account;
use crate::prelude::*;
use crate::sealing::{SEALED, Seal, digest_of_lines, line};

/// Entries read at a time.
const STEP: usize = 500;

/// An entry, and its seals in the order of tables and rows.
struct Entry {
    seq: i64,
    id: Uuid,
    seal: String,
    seals: Vec<(String, Uuid, Seal)>,
}

impl Entry {
    fn is_whole(&mut self) -> bool {
        self.seals.sort_by(|(table, row, _), (other_table, other_row, _)| (table, row).cmp(&(other_table, other_row)));
        digest_of_lines(self.seals.iter().map(|(table, row, seal)| line(table, *row, seal))) == self.seal
    }
}

pub(super) async fn look(db: &Db, account: &mut Account) -> Result<(), StoreError> {
    let mut after = i64::MIN;
    loop {
        let entries = page(db, after).await?;
        let Some(last) = entries.last().map(|entry| entry.seq) else { break };
        for mut entry in entries {
            account.entries += 1;
            if !entry.is_whole() {
                account.differs("journal", entry.id, "the seals that it vouches for are not as they were written");
            }
        }
        after = last;
    }
    // Whoever invents a seal has no entry for it.
    let invented =
        format!("select s.table_name, s.row_id from seals s left join journal j on j.seq = s.seq where j.seal is null limit {STEP}");
    for record in db.rows(&invented, []).await? {
        let (table, row): (String, Uuid) = record.read()?;
        let table = SEALED.iter().find(|(name, _)| *name == table).map_or("seals", |(name, _)| name);
        account.differs(table, row, "no journal entry vouches for its seal");
    }
    Ok(())
}

/// The next entries after a number that vouch for something.
async fn page(db: &Db, after: i64) -> Result<Vec<Entry>, StoreError> {
    let text = format!(
        "select j.seq, j.id, j.seal, s.table_name, s.row_id, s.shape, s.digest from \
         (select seq, id, seal from journal where seal is not null and seq > $1 order by seq limit {STEP}) j \
         left join seals s on s.seq = j.seq order by j.seq"
    );
    let mut entries: Vec<Entry> = Vec::new();
    for record in db.rows(&text, [after.into()]).await? {
        let seq = record.get(0)?;
        if entries.last().is_none_or(|entry| entry.seq != seq) {
            entries.push(Entry { seq, id: record.get(1)?, seal: record.get(2)?, seals: Vec::new() });
        }
        if let (Some(entry), Some(table)) = (entries.last_mut(), record.get::<Option<String>>(3)?) {
            entry.seals.push((table, record.get(4)?, Seal { shape: record.get(5)?, digest: record.get(6)? }));
        }
    }
    Ok(entries)
}
