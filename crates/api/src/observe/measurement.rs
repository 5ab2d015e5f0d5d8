//! How long requests take, as Prometheus reads it (`/metrics`): by method, route and status.

use std::cell::RefCell;
use std::collections::HashMap;
use std::time::Duration;

use actix_web::http::Method;
use metrics::Histogram;

/// What was measured of one route; few methods and statuses ever come of it.
type Answers = Vec<(&'static str, u16, Histogram)>;

thread_local! {
    /// The histograms that this worker has written to. To find one by its labels costs more than to write to it.
    static HISTOGRAMS: RefCell<HashMap<String, Answers>> = RefCell::default();
}

/// Counts one answer.
pub(super) fn record(method: &Method, route: &str, status: u16, elapsed: Duration) {
    let method = label(method);
    HISTOGRAMS.with_borrow_mut(|routes| {
        let known = routes.get(route).and_then(|answers| answers.iter().find(|(by, with, _)| *by == method && *with == status));
        if let Some((.., histogram)) = known {
            return histogram.record(elapsed);
        }
        let labels = [("method", method.to_owned()), ("route", route.to_owned()), ("status", status.to_string())];
        let histogram = metrics::histogram!("baton_http_request_duration_seconds", &labels);
        histogram.record(elapsed);
        routes.entry(route.to_owned()).or_default().push((method, status, histogram));
    });
}

/// The method, if it is one that we answer: strangers may think up as many as they like, and none of them is to stay in memory.
fn label(method: &Method) -> &'static str {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    known.into_iter().find(|known| *known == method.as_str()).unwrap_or("other")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_strangers_think_up_is_no_label() {
        let of = |method: &str| label(&Method::from_bytes(method.as_bytes()).unwrap());
        assert_eq!((of("PATCH"), of("BREW"), of("get")), ("PATCH", "other", "other"));
    }
}
