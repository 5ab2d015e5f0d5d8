//! Values of a statement as parameters of PostgreSQL, with the types that sqlx gives them, so that both drivers mean the same.

use bytes::BytesMut;
use sea_orm::sea_query::Value;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

/// A value to be bound.
#[derive(Debug)]
pub(super) struct Bound<'a>(pub(super) &'a Value);

/// The type that a value is sent as.
pub(super) const fn type_of(value: &Value) -> Type {
    match value {
        Value::Bool(_) => Type::BOOL,
        Value::SmallInt(_) | Value::TinyInt(_) | Value::TinyUnsigned(_) => Type::INT2,
        Value::Int(_) | Value::SmallUnsigned(_) => Type::INT4,
        Value::BigInt(_) | Value::BigUnsigned(_) | Value::Unsigned(_) => Type::INT8,
        Value::Float(_) => Type::FLOAT4,
        Value::Double(_) => Type::FLOAT8,
        Value::Bytes(_) => Type::BYTEA,
        Value::Json(_) => Type::JSONB,
        Value::Uuid(_) => Type::UUID,
        Value::ChronoDate(_) => Type::DATE,
        Value::ChronoDateTimeUtc(_) => Type::TIMESTAMPTZ,
        _ => Type::TEXT,
    }
}

impl ToSql for Bound<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self.0 {
            Value::Bool(value) => value.to_sql(ty, out),
            Value::TinyInt(value) => value.map(i16::from).to_sql(ty, out),
            Value::TinyUnsigned(value) => value.map(i16::from).to_sql(ty, out),
            Value::SmallInt(value) => value.to_sql(ty, out),
            Value::SmallUnsigned(value) => value.map(i32::from).to_sql(ty, out),
            Value::Int(value) => value.to_sql(ty, out),
            Value::Unsigned(value) => value.map(i64::from).to_sql(ty, out),
            Value::BigInt(value) => value.to_sql(ty, out),
            Value::BigUnsigned(value) => value.map(i64::try_from).transpose()?.to_sql(ty, out),
            Value::Float(value) => value.to_sql(ty, out),
            Value::Double(value) => value.to_sql(ty, out),
            Value::String(value) => value.to_sql(ty, out),
            Value::Bytes(value) => value.to_sql(ty, out),
            Value::Json(value) => value.as_deref().to_sql(ty, out),
            Value::Uuid(value) => value.to_sql(ty, out),
            Value::ChronoDate(value) => value.to_sql(ty, out),
            Value::ChronoDateTimeUtc(value) => value.to_sql(ty, out),
            other => Err(format!("{other:?} is bound nowhere").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
