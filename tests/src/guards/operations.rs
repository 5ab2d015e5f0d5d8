//! Who may do what, as the server does it: every operation of the document × every role × what is one's own, a colleague's and
//! foreign (RULES.md §6, I-18; tests/README.md §1, promises 10 and 11), as a table that a head of sales can check.

mod company;
mod examples;
mod requests;
mod table;
mod trail;
mod walk;

on_both! {
    async fn every_operation_is_for_those_whom_the_table_names(app) {
        let company = company::Company::found(app).await;
        let walked = walk::walk(app, &company).await;
        let faults: Vec<_> = walked.iter().filter_map(|step| step.fault.clone()).collect();
        assert!(faults.is_empty(), "{} requests are refused for what they say, or not as they should be:\n{}", faults.len(), faults.join("\n"));
        app.has_told_what_is_declared().await;
        crate::guards::committed("access_by_operation", &table::drawn(&walked));
    }
}
