//! Product lines, opportunities, sales, payments.

mod add_product_line;
mod get_product_line;
mod list_product_lines;
mod update_product_line;

pub use add_product_line::{NewProductLine, add_product_line};
pub use get_product_line::get_product_line;
pub use list_product_lines::list_product_lines;
pub use update_product_line::{ProductLineChange, update_product_line};
