//! Filters of lists: one line each gives the parameter of the query with its description, its check and its condition in SQL.

use domain::scalar::Shape;
use sea_orm::{Condition, EntityTrait, QueryFilter, Select};

use crate::counts::{CountedMember, Counts};
use crate::{Db, Page, PageRequest, Reach, StoreError};

mod followed;
mod value;

pub(crate) use followed::Followed;
pub(crate) use value::Wanted;
pub use value::{Asker, FromParameter, ME, NULL, OrNull, Several, is_person};

/// A parameter of a list.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it does, for the document; line breaks as in the source.
    pub description: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// Several values, by commas?
    pub several: bool,
    /// May it be `null`?
    pub nullable: bool,
}

/// What a list may be asked with. Every parameter may be left out.
pub trait Parameters: Default + Send + Sync + 'static {
    /// All of them but those that every list has.
    const PARAMETERS: &'static [Parameter];
    /// What the list may be sorted by; the first is the default, and `id` is the order of creation.
    const SORTS: &'static [&'static str] = &["id"];
    /// Is the list newest first by default?
    const NEWEST_FIRST: bool = false;
    /// Are its cursors places in the journal, which are valid with any filters and for ever?
    const LASTING: bool = false;

    /// Takes the value of a parameter, which is one of [`Parameters::PARAMETERS`]; the error says what is accepted.
    fn set(&mut self, name: &str, text: &str, asker: Asker<'_>) -> Result<(), String>;
}

/// Parameters that choose from a table, whose rows can be counted.
pub trait Countable: Parameters {
    /// The members by which what they choose can be counted.
    const COUNTED: &'static [CountedMember];
}

/// Parameters that choose from a table of which a reader sees what is within his reach.
pub trait Filter: Countable {
    /// What is listed.
    type Item: Send;

    /// A page of what is within `reach` and passes the filter.
    fn page(&self, db: &Db, reach: Reach, request: &PageRequest) -> impl Future<Output = Result<Page<Self::Item>, StoreError>> + Send;

    /// How many there are of what is within `reach` and passes the filter, by members out of [`Countable::COUNTED`].
    fn counts(&self, db: &Db, reach: Reach, by: &[&'static str]) -> impl Future<Output = Result<Counts, StoreError>> + Send;
}

impl Db {
    /// A page of what is within `reach` and passes the filter.
    pub async fn page<F: Filter>(&self, reach: Reach, filter: &F, request: &PageRequest) -> Result<Page<F::Item>, StoreError> {
        filter.page(self, reach, request).await
    }

    /// How many there are of what is within `reach` and passes the filter, by members out of [`Countable::COUNTED`].
    pub async fn counts<F: Filter>(&self, reach: Reach, filter: &F, by: &[&'static str]) -> Result<Counts, StoreError> {
        filter.counts(self, reach, by).await
    }
}

/// What passes `filter` and lies `within`, and the database to be asked for it. Several conditions together, or a reach, choose very
/// different numbers of rows: then the best plan depends on their values (crates/persistence/README.md §7).
pub(crate) fn chosen<E: EntityTrait>(db: &Db, filter: Condition, within: Condition) -> (Db, Select<E>) {
    (db.planned_for_values(filter.len() > 1 || !within.is_empty()), E::find().filter(filter).filter(within))
}

/// Declares the filter of a list:
///
/// ```text
/// filter! {
///     /// Which deals a list shows.
///     pub struct OpportunityFilter of opportunity {
///         /// Only deals of this client.
///         client_id: ClientId => client_id.owns(C::ClientId),
///         /// Only deals in these states, by commas: `open,won`.
///         state: Several<OpportunityState> => C::State.is_one_of(state.each()),
///         /// Only deals lost to this competitor; `null` means none.
///         competitor: OrNull<String> => competitor.among(C::Competitor),
///     }
///     within reach { reach.all_or_nothing() }
///     sorts { close_on: C::CloseOn }
///     counts { state: OpportunityState = C::State, owner_id: UserId = C::OwnerId }
///     newest_first
/// }
/// ```
///
/// Every list of a table can be asked for some of its rows by their ids (`id`). `me` is understood by the types of people's ids, `null`
/// by [`OrNull`], which is for columns that may be null only. `counts` are the members by which the list can be counted.
///
/// `leaves_out filter { … }` is a condition beside those that are asked for, which almost all rows meet.
///
/// Without `within` the repository asks for the page by `page_within`, as for what belongs to one client, and handles parameters that
/// have no condition here. Without `of` it declares parameters only, for a list that is no plain page of a table; such a list may say
/// `sorts_only { starts_at }` if it has no order of creation, and `cursors lasting` if its cursors are places in the journal.
#[macro_export]
macro_rules! filter {
    (
        $(#[$meta:meta])*
        pub struct $name:ident of $table:ident {
            $($(#[doc = $doc:literal])+ $field:ident: $type:ty $(=> $condition:expr)?),* $(,)?
        }
        $(within $reach:ident $within:block)?
        $(leaves_out $this:ident { $left_out:expr })?
        $(sorts { $($sort:ident: $column:expr),+ $(,)? })?
        $(counts { $($by:ident: $by_type:ty = $by_column:expr),+ $(,)? })?
        $(newest_first $($newest:ident)?)?
    ) => {
        $crate::filter! {
            $(#[$meta])*
            pub struct $name {
                /// Only what has one of these ids, at most 200 of them, separated by commas; ids that name nothing here find nothing.
                id: $crate::Several<<$table::Entity as $crate::table::Table>::Id>,
                $($(#[doc = $doc])+ $field: $type),*
            }
            $(sorts { $($sort),+ })?
            $(newest_first $($newest)?)?
        }

        impl $crate::Countable for $name {
            const COUNTED: &'static [$crate::counts::CountedMember] = &[$($($crate::counts::CountedMember::of::<$by_type>(stringify!($by))),+)?];
        }

        impl $name {
            /// The rows that pass.
            fn condition(&self) -> sea_orm::Condition {
                sea_orm::Condition::all()
                    .add_option(self.id.as_ref().map(|ids| $crate::query::Compare::is_one_of($table::Column::Id, ids.each())))
                    $($(.add_option(self.$field.as_ref().map(|$field| $condition)))?)*
            }

            /// How many rows pass and are `within`, by members out of those of the list.
            #[allow(dead_code, reason = "some short lists are not counted")]
            pub(crate) async fn counts_within(
                &self,
                db: &$crate::Db,
                within: impl sea_orm::sea_query::IntoCondition,
                by: &[&'static str],
            ) -> Result<$crate::counts::Counts, $crate::StoreError> {
                let known: &[$crate::counts::GroupColumn<$table::Entity>] =
                    &[$($($crate::counts::GroupColumn::new::<$by_type>(stringify!($by), $by_column)),+)?];
                let (db, select) = $crate::filter::chosen::<$table::Entity>(db, self.condition(), within.into_condition());
                $(let $this = self; let select = sea_orm::QueryFilter::filter(select, $left_out);)?
                $crate::counts::count(&db, select, known, by).await
            }

            /// A page of the rows that pass and that are `within`.
            pub(crate) async fn page_within(
                &self,
                db: &$crate::Db,
                within: impl sea_orm::sea_query::IntoCondition,
                request: &$crate::PageRequest,
            ) -> Result<$crate::Page<<$table::Entity as $crate::table::Table>::Value>, $crate::StoreError> {
                let orders: &[$crate::page::SortedBy<$table::Entity>] = &[$($((stringify!($sort), $column)),+)?];
                let (db, select) = $crate::filter::chosen::<$table::Entity>(db, self.condition(), within.into_condition());
                $(let $this = self; let select = sea_orm::QueryFilter::filter(select, $left_out);)?
                $crate::page::page(&db, select, orders, request).await
            }
        }

        $(impl $crate::Filter for $name {
            type Item = <$table::Entity as $crate::table::Table>::Value;

            async fn page(&self, db: &$crate::Db, $reach: $crate::Reach, request: &$crate::PageRequest) -> Result<$crate::Page<Self::Item>, $crate::StoreError> {
                self.page_within(db, $within, request).await
            }

            async fn counts(&self, db: &$crate::Db, $reach: $crate::Reach, by: &[&'static str]) -> Result<$crate::counts::Counts, $crate::StoreError> {
                self.counts_within(db, $within, by).await
            }
        })?
    };
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[doc = $doc:literal])+ $field:ident: $type:ty),* $(,)?
        }
        $(sorts { $($sort:ident),+ $(,)? })?
        $(sorts_only { $($only:ident),+ $(,)? })?
        $(cursors $lasting:ident)?
        $(newest_first $($newest:ident)?)?
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default)]
        pub struct $name {
            $($(#[doc = $doc])+ pub $field: Option<$type>,)*
        }

        impl $crate::Parameters for $name {
            const PARAMETERS: &'static [$crate::filter::Parameter] = &[$($crate::filter::Parameter {
                name: stringify!($field),
                description: concat!($($doc, "\n"),+),
                shape: <$type as $crate::filter::FromParameter>::SHAPE,
                several: <$type as $crate::filter::FromParameter>::SEVERAL,
                nullable: <$type as $crate::filter::FromParameter>::NULLABLE,
            }),*];
            const SORTS: &'static [&'static str] = $crate::filter!(@sorts [$($($sort),+)?] [$($($only),+)?]);
            $(const LASTING: bool = $crate::filter!(@$lasting);)?
            $(const NEWEST_FIRST: bool = $crate::filter!(@newest_first $($newest)?);)?

            #[allow(unused_variables, unreachable_code, reason = "a list may have no parameters of its own")]
            fn set(&mut self, name: &str, text: &str, asker: $crate::filter::Asker<'_>) -> Result<(), String> {
                match name {
                    $(stringify!($field) => self.$field = Some(<$type as $crate::filter::FromParameter>::from_parameter(text, asker)?),)*
                    _ => return Err("is not known here".to_owned()),
                }
                Ok(())
            }
        }
    };
    (@newest_first) => { true };
    (@lasting) => { true };
    (@sorts [$($sort:ident),*] []) => { &["id", $(stringify!($sort)),*] };
    (@sorts [] [$($only:ident),+]) => { &[$(stringify!($only)),+] };
}
