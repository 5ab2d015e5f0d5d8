//! `baton ledger verify`: what differs in the ledger from what was written, in words.

use app::ledger::{Account, Difference, Evidence};

use crate::audit::{self, Evidenced};
use crate::config::Config;

/// Looks at every row of money of the configured database; what differs is the error, a line a row.
pub async fn verify(config: &Config) -> Result<String, String> {
    let Evidenced { store, now } = audit::open(config).await?;
    let found = app::ledger::verify(store.read(), now).await.map_err(|error| format!("the ledger cannot be read: {error:?}"))?;
    store.close().await.map_err(|error| format!("the ledger cannot be read: {error:?}"))?;
    told(&found)
}

fn told(found: &Evidence) -> Result<String, String> {
    let Account { rows, entries, differences } = &found.account;
    let journal = found.journal.as_ref().map(audit::sound).map_err(audit::broken);
    let line = |Difference { row, table, what }: &Difference| format!("{row} ({table}): {what}");
    let lines: Vec<_> = journal.as_ref().err().cloned().into_iter().chain(differences.iter().map(line)).collect();
    match journal {
        Ok(journal) if lines.is_empty() => Ok(format!(
            "the ledger is whole: {rows} rows of money, vouched for by {entries} journal entries; every sum is that of its parts\n{journal}"
        )),
        _ => {
            let more = if differences.len() < Account::MOST { "" } else { " at least" };
            Err(format!("the ledger differs from what was written,{more} {} times:\n  {}", lines.len(), lines.join("\n  ")))
        }
    }
}
