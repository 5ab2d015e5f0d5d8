//! Product lines, opportunities, sales, payments.

mod product_lines;

pub use product_lines::{ProductLineFilter, ProductLines};
