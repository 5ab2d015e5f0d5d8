//! Filters of lists: one line each gives the parameter of the query with its description, its check and its condition in SQL.

use domain::Scalar;
use domain::scalar::Shape;

use crate::{Db, Page, PageRequest, Reach, StoreError};

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
    fn set(&mut self, name: &str, text: &str, region: &str) -> Result<(), String>;
}

/// Parameters that choose from a table.
pub trait Filter: Parameters {
    /// What is listed.
    type Item: Send;

    /// A page of what is within `reach` and passes the filter.
    fn page(&self, db: &Db, reach: Reach, request: &PageRequest) -> impl Future<Output = Result<Page<Self::Item>, StoreError>> + Send;
}

impl Db {
    /// A page of what is within `reach` and passes the filter.
    pub async fn page<F: Filter>(&self, reach: Reach, filter: &F, request: &PageRequest) -> Result<Page<F::Item>, StoreError> {
        filter.page(self, reach, request).await
    }
}

/// A type that a parameter can have.
pub trait FromParameter: Sized {
    /// What its value looks like.
    const SHAPE: Shape;
    /// Several values, by commas?
    const SEVERAL: bool;
    /// Reads it; the error says what is accepted.
    fn from_parameter(text: &str, region: &str) -> Result<Self, String>;
}

impl<T: Scalar> FromParameter for T {
    const SHAPE: Shape = T::SHAPE;
    const SEVERAL: bool = false;
    fn from_parameter(text: &str, region: &str) -> Result<Self, String> {
        T::from_parameter(text, region)
    }
}

/// Several values by commas: `stage=active,abandoned`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Several<T>(pub Vec<T>);

impl<T: Scalar> FromParameter for Several<T> {
    const SHAPE: Shape = T::SHAPE;
    const SEVERAL: bool = true;
    fn from_parameter(text: &str, region: &str) -> Result<Self, String> {
        text.split(',').map(|one| T::from_parameter(one.trim(), region)).collect::<Result<_, _>>().map(Self)
    }
}

impl<T: Copy> Several<T> {
    /// The values.
    pub fn each(&self) -> impl Iterator<Item = T> {
        self.0.iter().copied()
    }
}

/// Declares the filter of a list:
///
/// ```text
/// filter! {
///     /// Which deals a list shows.
///     pub struct OpportunityFilter of opportunity {
///         /// Only deals of this client.
///         client_id: ClientId => C::ClientId.is(*client_id),
///         /// Only deals in these states, by commas: `open,won`.
///         state: Several<OpportunityState> => C::State.is_one_of(state.each()),
///     }
///     within reach { reach.all_or_nothing() }
///     sorts { close_on: C::CloseOn }
///     newest_first
/// }
/// ```
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
        $(sorts { $($sort:ident: $column:expr),+ $(,)? })?
        $(newest_first $($newest:ident)?)?
    ) => {
        $crate::filter! {
            $(#[$meta])*
            pub struct $name {
                $($(#[doc = $doc])+ $field: $type),*
            }
            $(sorts { $($sort),+ })?
            $(newest_first $($newest)?)?
        }

        impl $name {
            /// The rows that pass.
            fn condition(&self) -> sea_orm::Condition {
                sea_orm::Condition::all()$($(.add_option(self.$field.as_ref().map(|$field| $condition)))?)*
            }

            /// A page of the rows that pass and that are `within`.
            pub(crate) async fn page_within(
                &self,
                db: &$crate::Db,
                within: impl sea_orm::sea_query::IntoCondition,
                request: &$crate::PageRequest,
            ) -> Result<$crate::Page<<$table::Entity as $crate::table::Table>::Value>, $crate::StoreError> {
                let orders: &[$crate::page::SortedBy<$table::Entity>] = &[$($((stringify!($sort), $column)),+)?];
                let select = sea_orm::QueryFilter::filter(<$table::Entity as sea_orm::EntityTrait>::find(), self.condition());
                $crate::page::page(db, sea_orm::QueryFilter::filter(select, within), orders, request).await
            }
        }

        $(impl $crate::Filter for $name {
            type Item = <$table::Entity as $crate::table::Table>::Value;

            async fn page(&self, db: &$crate::Db, $reach: $crate::Reach, request: &$crate::PageRequest) -> Result<$crate::Page<Self::Item>, $crate::StoreError> {
                self.page_within(db, $within, request).await
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
            }),*];
            const SORTS: &'static [&'static str] = $crate::filter!(@sorts [$($($sort),+)?] [$($($only),+)?]);
            $(const LASTING: bool = $crate::filter!(@$lasting);)?
            $(const NEWEST_FIRST: bool = $crate::filter!(@newest_first $($newest)?);)?

            #[allow(unused_variables, unreachable_code, reason = "a list may have no parameters of its own")]
            fn set(&mut self, name: &str, text: &str, region: &str) -> Result<(), String> {
                match name {
                    $(stringify!($field) => self.$field = Some(<$type as $crate::filter::FromParameter>::from_parameter(text, region)?),)*
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
