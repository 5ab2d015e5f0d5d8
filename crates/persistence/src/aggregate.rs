//! What is found, locked and saved by its id and version, each declared in one line by [`aggregate!`].

use domain::Version;

use crate::driver::Record;
use crate::statement::Statement;
use crate::{Db, Dialect, StoreError};

/// Something with an id and a version, saved whole.
pub trait Aggregate: Sized + Send + Sync {
    /// Its id.
    type Id: Copy + Send + Sync;
    /// Its name for people, in the answer 404.
    const NAME: &'static str;
    /// The table of its rows.
    #[doc(hidden)]
    const TABLE: &'static str;

    /// The statement that finds one by id; `locked`, it is kept from changing until the transaction ends.
    #[doc(hidden)]
    fn found_by(id: Self::Id, locked: bool, dialect: Dialect) -> Statement<'static>;
    /// What that statement has found.
    #[doc(hidden)]
    fn read(records: &[Record]) -> Result<Option<Self>, StoreError>;
    /// Inserts it (version 0), or replaces the row of its id and version; another version there is [`StoreError::Stale`].
    fn put(&self, db: &Db) -> impl Future<Output = Result<(), StoreError>> + Send;
    /// Its version: 0 before it is first stored.
    fn version(&self) -> Version;
    /// The same, to be raised once stored.
    fn version_mut(&mut self) -> &mut Version;
}

/// The id of an aggregate.
pub trait AggregateId: Copy + Send + Sync {
    /// What it is the id of.
    type Aggregate: Aggregate<Id = Self>;
}

impl Db {
    /// What has this id.
    pub async fn find<I: AggregateId>(&self, id: I) -> Result<Option<I::Aggregate>, StoreError> {
        I::Aggregate::read(&self.answer(I::Aggregate::found_by(id, false, self.dialect())).await?)
    }

    /// What has this id, kept from changing until the transaction ends. Locks are taken in the order user, client, ledger.
    pub async fn lock<I: AggregateId>(&self, id: I) -> Result<Option<I::Aggregate>, StoreError> {
        I::Aggregate::read(&self.answer(I::Aggregate::found_by(id, true, self.dialect())).await?)
    }
}

/// `aggregate! { Endpoint: WebhookId, "webhook endpoint", in webhook_endpoint; }`: rows of a [`table!`](crate::table::table) that
/// have an id and a version. `then` names a function of the database and the value that saves what belongs to it.
macro_rules! aggregate {
    ($($value:ident: $id:ty, $name:literal, in $table:ident $(, then $also:expr)?;)+) => {$(
        impl $crate::aggregate::Aggregate for $value {
            type Id = $id;
            const NAME: &'static str = $name;

            const TABLE: &'static str = <$table::Entity as $crate::table::Table>::NAME;

            fn found_by(id: $id, locked: bool, dialect: $crate::Dialect) -> $crate::statement::Statement<'static> {
                $crate::query::by_key::<$table::Entity>(id.uuid(), locked, dialect)
            }

            fn read(records: &[$crate::driver::Record]) -> Result<Option<Self>, $crate::StoreError> {
                $crate::query::first::<$table::Entity>(records)
            }

            async fn put(&self, db: &$crate::Db) -> Result<(), $crate::StoreError> {
                $crate::query::put::<$table::Entity>(db, self, self.version).await?;
                $($also(db, self).await?;)?
                Ok(())
            }

            fn version(&self) -> domain::Version {
                self.version
            }

            fn version_mut(&mut self) -> &mut domain::Version {
                &mut self.version
            }
        }

        impl $crate::aggregate::AggregateId for $id {
            type Aggregate = $value;
        }
    )+};
}

pub(crate) use aggregate;
