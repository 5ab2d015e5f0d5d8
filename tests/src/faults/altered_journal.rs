//! Promise 20 (tests/README.md §1): whatever is changed in the journal by hand is found by `baton audit verify`.

use api::Config;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};

use super::dice::Dice;
use crate::harness::scale::{report, size};
use crate::harness::story::{Story, Until, talk};
use crate::harness::{TestApp, days};

async fn verify(app: &TestApp) -> Result<String, String> {
    let url = app.database_url();
    api::audit::verify(&Config::of(&[("BATON_DATABASE_URL", &url)]).unwrap()).await
}

async fn change(pool: &DatabaseConnection, sql: impl Into<String>) {
    let sql = sql.into();
    pool.execute_unprepared(&sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

async fn numbers(pool: &DatabaseConnection, sql: &str) -> Vec<i64> {
    let rows = pool.query_all_raw(Statement::from_string(pool.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "n").unwrap()).collect()
}

fn alteration(kind: u64, dice: &mut Dice, anchored: &[i64]) -> Vec<String> {
    let seq = *dice.one(anchored);
    match kind {
        0 => {
            let edit = dice.one(&[
                "name = 'client_qualified_'",
                "facts = '{\"x\": 1}'",
                "at = '2001-02-03T04:05:06+00:00'",
                "actor_kind = 'nobody'",
                "request_id = 'forged'",
                "subject_kind = 'forged'",
                "client_id = actor_id, actor_id = client_id, request_id = 'moved'",
                "chain_no = chain_no + 1000",
                "hash = 'forged'",
                "chain_no = -seq - 1000000",
                "chain_no = -seq - 1000000, hash = ''",
            ]);
            vec![format!("update journal set {edit} where seq = {seq}")]
        }
        1 => vec![format!("delete from journal where seq = {seq}")],
        2 => {
            let other = *anchored.iter().find(|other| **other != seq).unwrap();
            // Two entries change places.
            vec![
                format!("update journal set seq = -1 where seq = {seq}"),
                format!("update journal set seq = {seq} where seq = {other}"),
                format!("update journal set seq = {other} where seq = -1"),
            ]
        }
        3 => vec![format!("delete from journal where subject_id = (select subject_id from journal where seq = {seq}) and seq >= {seq}")],
        _ => vec![format!("delete from journal where seq >= {seq}")],
    }
}

on_both! {
    async fn whatever_is_altered_in_the_journal_is_found(app) {
        let story = Story::told(app, Until::Proposed).await;
        talk(app, "ivan", &story.client).await;
        app.advance(days(1)).await;
        let whole = verify(app).await.unwrap();
        assert!(whole.contains("the journal is whole") && whole.contains("\nanchor "), "{whole}");
        app.advance(days(1)).await;
        let pool = Database::connect(app.database_url()).await.unwrap();
        change(&pool, "create table kept as select * from journal").await;
        let last = "select tx, seq from journal_anchors order by number desc limit 1";
        let anchored = numbers(&pool, &format!("select seq as n from journal where (tx, seq) <= ({last}) order by seq")).await;
        assert!(anchored.len() > 50, "{anchored:?}");
        let mut dice = Dice::new(20);
        let mut missed = Vec::new();
        for kind in 0..5 {
            for _ in 0..size(25, 200) {
                let statements = alteration(kind, &mut dice, &anchored);
                for sql in &statements {
                    change(&pool, sql).await;
                }
                match verify(app).await {
                    Err(found) => assert!(found.starts_with("the journal is broken"), "{found}"),
                    Ok(_) => missed.push(statements),
                }
                change(&pool, "delete from journal").await;
                change(&pool, "insert into journal select * from kept").await;
            }
        }
        assert!(missed.is_empty(), "{missed:#?}");
        report(&format!("{} alterations of the journal on {:?}, each found", 5 * size(25, 200), app.db));
        verify(app).await.unwrap();
        change(&pool, "update journal_anchors set hash = 'forged' where number = 1").await;
        assert!(verify(app).await.unwrap_err().contains("anchor 1"));
        pool.close().await.unwrap();
    }

    async fn many_who_write_of_one_thing_at_once_make_one_chain(app) {
        let story = Story::told(app, Until::Called).await;
        futures_util::future::join_all((0..12).map(|_| talk(app, "vera", &story.client))).await;
        verify(app).await.unwrap();
    }
}
