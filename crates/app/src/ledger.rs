//! The ledger as evidence: rows of money are sealed as they are written (`persistence`), and looked at every night and whenever somebody
//! asks (`baton ledger verify`).

use chrono::Datelike;
use domain::org::UnitCode;
use domain::portfolio::{NewSignal, SignalKind};
use domain::{Date, Facts, Instant};
pub use persistence::ledger::{Account, Difference};
use persistence::{Db, StoreError};
use serde_json::json;

use crate::journal::{Fault, Proof};
use crate::portfolio::signals;
use crate::prelude::*;

/// What was found: of the journal, which vouches for the seals, and of the rows of money.
#[derive(Debug)]
pub struct Evidence {
    /// The journal.
    pub journal: Result<Proof, Fault>,
    /// The money.
    pub account: Account,
}

impl Evidence {
    /// Is nothing altered?
    pub const fn is_whole(&self) -> bool {
        self.journal.is_ok() && self.account.differences.is_empty()
    }
}

/// Looks at the journal and at every row of money, as of `now`.
pub async fn verify(db: &Db, now: Instant) -> Result<Evidence, StoreError> {
    Ok(Evidence { journal: db.journal().prove(now).await?, account: db.ledger().verify().await? })
}

/// Seals what an earlier version has written without seals, and remembers which columns this one seals.
pub(crate) async fn begin(ctx: &Ctx) -> Result<()> {
    ctx.write(&Actor::system(), async |work| Ok(work.remember_shapes().await?)).await?;
    if ctx.read().ledger().is_sealed().await? {
        return Ok(());
    }
    while ctx.write(&Actor::system(), async |work| Ok(work.seal_older_rows().await?)).await? {}
    Ok(())
}

/// The setting that tells of the last look.
const VERIFIED: &str = "ledger_verified";

/// What the last nightly look found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// When.
    pub at: Instant,
    /// Rows of money that there were.
    pub rows: u64,
    /// How many of them differ; a broken journal counts as one.
    pub differences: u64,
}

/// What the last nightly look found, on whichever instance it was.
pub async fn last_verified(ctx: &Ctx) -> Result<Option<Verified>> {
    let Some(told) = ctx.read().setting(VERIFIED).await? else { return Ok(None) };
    let at = told.get("at").and_then(|at| at.as_str()?.parse().ok());
    let number = |name| told.get(name).and_then(serde_json::Value::as_u64);
    let verified = || Some(Verified { at: at?, rows: number("rows")?, differences: number("differences")? });
    Ok(verified())
}

/// Verifies, tells the finance department and the directors if something differs, and says in the log what it is.
pub(crate) async fn verify_at_night(ctx: &Ctx, today: Date, now: Instant) -> Result<()> {
    if !looks_tonight(ctx, today).await? {
        return Ok(());
    }
    let found = verify(ctx.read(), now).await?;
    let first = last_verified(ctx).await?.is_none();
    tell(&found, first || ctx.clock.is_manual());
    let differences = found.account.differences.len() + usize::from(found.journal.is_err());
    let named: Vec<_> = found.account.differences.iter().map(|difference| difference.row.clone()).take(20).collect();
    ctx.write(&Actor::system(), async |work| {
        work.set_setting(VERIFIED, json!({"at": domain::zulu(now), "rows": found.account.rows, "differences": differences})).await?;
        let subject = "ledger".to_owned();
        if found.is_whole() {
            return signals::resolve(work, SignalKind::LedgerDiffers, &subject).await;
        }
        let facts = Facts::from_iter([
            ("differences".to_owned(), differences.into()),
            ("rows".to_owned(), named.clone().into()),
            ("journal".to_owned(), if found.journal.is_ok() { "whole" } else { "broken" }.into()),
        ]);
        signals::raise(work, NewSignal { kind: SignalKind::LedgerDiffers, subject, user_id: None, unit: UnitCode::Finance, facts }).await
    })
    .await
}

fn tell(found: &Evidence, quietly: bool) {
    if let Err(fault) = &found.journal {
        tracing::error!(?fault, "the journal has been altered: run `baton audit verify`");
    }
    for Difference { row, table, what } in found.account.differences.iter().take(20) {
        tracing::error!(row, table, what, "the ledger differs: run `baton ledger verify`");
    }
    let anchor = found.journal.as_ref().ok().and_then(|proof| proof.anchor.as_ref());
    if let Some(anchor) = anchor.filter(|_| !quietly && found.is_whole()) {
        // The log is outside of the database: whoever keeps it can tell later whether the journal is the one of tonight.
        tracing::info!(rows = found.account.rows, anchor = anchor.number, hash = anchor.hash, "the journal and the ledger are whole");
    }
}

/// Does a sandbox look tonight? It lives through a year of nights in minutes: one with a long journal looks every other night, every third,
/// and so on. Nights on the wall's clock are far enough apart.
async fn looks_tonight(ctx: &Ctx, today: Date) -> Result<bool> {
    const EVERY_NIGHT: i64 = 20_000;
    let nights = ctx.read().journal().length().await? / EVERY_NIGHT + 1;
    Ok(!ctx.clock.is_manual() || i64::from(today.num_days_from_ce()) % nights == 0)
}
