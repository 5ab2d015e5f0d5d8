//! Area by area, over HTTP.
