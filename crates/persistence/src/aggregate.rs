//! What is found, locked and saved by its id and version, each declared in one line by [`aggregate!`].

use domain::Version;

use crate::{Db, StoreError};

/// Something with an id and a version, saved whole.
pub trait Aggregate: Sized + Send + Sync {
    /// Its id.
    type Id: Copy + Send + Sync;
    /// Its name for people, in the answer 404.
    const NAME: &'static str;

    /// One by id.
    fn find(db: &Db, id: Self::Id) -> impl Future<Output = Result<Option<Self>, StoreError>> + Send;
    /// One by id, kept from changing until the transaction ends. Locks are taken in the order user, client, ledger.
    fn lock(db: &Db, id: Self::Id) -> impl Future<Output = Result<Option<Self>, StoreError>> + Send;
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
        I::Aggregate::find(self, id).await
    }

    /// What has this id, kept from changing until the transaction ends. Locks are taken in the order user, client, ledger.
    pub async fn lock<I: AggregateId>(&self, id: I) -> Result<Option<I::Aggregate>, StoreError> {
        I::Aggregate::lock(self, id).await
    }
}

/// `aggregate! { Endpoint: WebhookId, "webhook endpoint", in webhook_endpoint; }`: rows of a [`table!`](crate::table::table) that
/// have an id and a version. `then` names a function of the database and the value that saves what belongs to it.
macro_rules! aggregate {
    ($($value:ident: $id:ty, $name:literal, in $table:ident $(, then $also:expr)?;)+) => {$(
        impl $crate::aggregate::Aggregate for $value {
            type Id = $id;
            const NAME: &'static str = $name;

            async fn find(db: &$crate::Db, id: $id) -> Result<Option<Self>, $crate::StoreError> {
                $crate::query::find::<$table::Entity>(db, id.uuid()).await
            }

            async fn lock(db: &$crate::Db, id: $id) -> Result<Option<Self>, $crate::StoreError> {
                $crate::query::lock::<$table::Entity>(db, id.uuid()).await
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
