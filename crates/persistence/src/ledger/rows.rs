//! Every row of money against its newest seal.

use sea_orm::sea_query::Value;
use uuid::Uuid;

use super::{Account, Shapes};
use crate::commission::{accrual, adjustment, commission_period, commission_plan, entitlement, fx_rate, statement};
use crate::driver::Record;
use crate::prelude::*;
use crate::sales::{allocation, payment, refund, sale, sale_line};
use crate::sealing::{self, Seal};

/// Rows read at a time.
const STEP: usize = 1_000;

macro_rules! sealed_tables {
    ($($table:ident),+ $(,)?) => {
        #[cfg(test)]
        const LOOKED_AT: &[&str] = &[$(<$table::Entity as Table>::NAME),+];

        /// Looks at every sealed table.
        pub(super) async fn look(db: &Db, shapes: &Shapes, account: &mut Account) -> Result<(), StoreError> {
            $(look_at::<$table::Entity>(db, shapes, account).await?;)+
            Ok(())
        }

        /// The columns that are sealed now, by the name of their shape.
        pub(super) fn shapes() -> impl Iterator<Item = (String, Vec<String>)> {
            let all = [$(<$table::Entity as Table>::COLUMNS),+];
            all.into_iter().map(|columns| (sealing::shape(columns), columns.iter().map(|column| (*column).to_owned()).collect()))
        }

        /// Seals some of the rows without a seal; `false` if every row has one.
        pub(super) async fn seal_unsealed(db: &Db) -> Result<bool, StoreError> {
            $(if seal_some::<$table::Entity>(db).await? { return Ok(true); })+
            Ok(false)
        }
    };
}

sealed_tables!(
    allocation,
    accrual,
    adjustment,
    entitlement,
    commission_period,
    commission_plan,
    statement,
    fx_rate,
    payment,
    refund,
    sale_line,
    sale,
);

async fn look_at<E: Table>(db: &Db, shapes: &Shapes, account: &mut Account) -> Result<(), StoreError> {
    let text = page::<E>();
    let mut after = Uuid::nil();
    loop {
        let records = db.rows(&text, [after.into()]).await?;
        for record in &records {
            let id = record.get::<Uuid>(0)?;
            account.rows += 1;
            if let Some(what) = wrong::<E>(record, shapes)? {
                account.differs(E::NAME, id, what);
            }
            after = id;
        }
        if records.len() < STEP {
            break;
        }
    }
    for record in db.rows(&missing::<E>(), []).await? {
        account.differs(E::NAME, record.get(0)?, "it was deleted by hand");
    }
    if db.dialect() == Dialect::Sqlite {
        // A key that is no UUID stands outside of the walk.
        let strange = format!("select count(*) from \"{}\" where typeof(\"{}\") <> 'blob' or length(\"{1}\") <> 16", E::NAME, key::<E>());
        if db.row(&strange, []).await?.map(|row| row.get::<i64>(0)).transpose()? > Some(0) {
            account.differs(E::NAME, Uuid::nil(), "there are rows whose ids are none");
        }
    }
    Ok(())
}

fn key<E: Table>() -> &'static str {
    E::COLUMNS.first().copied().unwrap_or_default()
}

/// The next rows after a key, each with its newest seal.
fn page<E: Table>() -> String {
    let (table, key) = (E::NAME, key::<E>());
    let select = &E::texts().select;
    let (columns, _) = select.split_once(" from ").unwrap_or((select, ""));
    format!(
        "{columns}, s.shape, s.digest from (select * from \"{table}\" where \"{key}\" > $1 order by \"{key}\" limit {STEP}) as \"{table}\" \
         left join seals s on s.table_name = '{table}' and s.row_id = \"{table}\".\"{key}\" and s.seq = \
         (select max(n.seq) from seals n where n.table_name = '{table}' and n.row_id = \"{table}\".\"{key}\") order by \"{table}\".\"{key}\""
    )
}

/// Sealed rows that are not there.
fn missing<E: Table>() -> String {
    let (table, key) = (E::NAME, key::<E>());
    format!(
        "select s.row_id from seals s left join \"{table}\" t on t.\"{key}\" = s.row_id where s.table_name = '{table}' \
         and t.\"{key}\" is null and s.digest <> '' \
         and s.seq = (select max(n.seq) from seals n where n.table_name = '{table}' and n.row_id = s.row_id) limit {STEP}"
    )
}

/// What is wrong with a row and its seal.
fn wrong<E: Table>(record: &Record, shapes: &Shapes) -> Result<Option<&'static str>, StoreError> {
    let (shape, digest) = (record.get::<Option<String>>(E::COLUMNS.len())?, record.get::<Option<String>>(E::COLUMNS.len() + 1)?);
    let Some(seal) = shape.zip(digest).map(|(shape, digest)| Seal { shape, digest }) else {
        return Ok(Some("no journal entry says that it was written"));
    };
    if seal == Seal::gone() {
        return Ok(Some("it had been deleted"));
    }
    let Ok(cells) = E::cells(record, 0) else { return Ok(Some("it holds what was never written")) };
    let Some(columns) = shapes.get(&seal.shape) else { return Ok(Some("nobody remembers which columns its seal covers")) };
    let sealed: Vec<(&str, &Value)> =
        E::COLUMNS.iter().copied().zip(&cells).filter(|(column, _)| columns.iter().any(|sealed| sealed == column)).collect();
    let whole = sealed.len() == columns.len() && sealing::digest(sealed.into_iter()) == seal.digest;
    Ok((!whole).then_some("it is not as it was written"))
}

/// Seals rows that have no seal.
async fn seal_some<E: Table>(db: &Db) -> Result<bool, StoreError> {
    let (table, key) = (E::NAME, key::<E>());
    let text = format!(
        "{} where not exists (select 1 from seals s where s.table_name = '{table}' and s.row_id = \"{table}\".\"{key}\") limit {STEP}",
        E::texts().select
    );
    let records = db.rows(&text, []).await?;
    for record in &records {
        db.sealing.add(E::NAME, record.get(0)?, Seal::of(E::COLUMNS, &E::cells(record, 0)?));
    }
    Ok(!records.is_empty())
}

#[cfg(test)]
mod tests {
    use super::LOOKED_AT;
    use crate::sealing::SEALED;

    #[test]
    fn what_is_sealed_is_looked_at() {
        let mut looked_at = LOOKED_AT.to_vec();
        looked_at.sort_unstable();
        assert_eq!(looked_at, SEALED.map(|(table, _)| table));
    }
}
