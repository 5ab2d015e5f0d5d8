//! Names and addresses that lead inside, at the moment of sending.

use app::webhooks::Content;
use domain::Id;
use domain::webhooks::target::Target;
use uuid::Uuid;

use super::resolver::Lookup;
use super::*;

/// What comes of a message to `url`, whose name leads to `addresses`.
async fn sent(url: &str, addresses: &[&str]) -> Option<Unanswered> {
    let known = addresses.iter().map(|address| address.parse().unwrap()).collect();
    let client = WebhookClient::with_lookup(&Networks::default(), Lookup::Known(known)).unwrap();
    let target = Target::parse(url, &Networks::default()).unwrap();
    let content = Content::Test { endpoint: Id::new(Uuid::from_u128(1)), at: Instant::UNIX_EPOCH };
    let message = Message { id: Id::new(Uuid::from_u128(2)), content };
    client.deliver(&Receiver { target, secrets: Vec::new() }, &message, Instant::UNIX_EPOCH).await.error
}

#[actix_web::test]
async fn a_name_that_leads_inside_gets_nowhere() {
    for inside in
        ["127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "::ffff:127.0.0.1", "fd00::1", "64:ff9b::7f00:1"]
    {
        assert_eq!(sent("https://rebound.attacker.com/", &[inside]).await, Some(Unanswered::AddressRefused), "{inside}");
        assert_eq!(
            sent("https://rebound.attacker.com/", &["93.184.216.34", inside]).await,
            Some(Unanswered::AddressRefused),
            "{inside} too"
        );
    }
    assert_eq!(sent("https://nobody.example.com/", &[]).await, Some(Unanswered::NameUnknown));
}

#[actix_web::test]
async fn what_was_let_in_when_it_was_made_is_looked_at_again_when_it_is_sent() {
    let client = WebhookClient::with_lookup(&Networks::default(), Lookup::Known(Vec::new())).unwrap();
    let opened = Networks::parse("127.0.0.0/8").unwrap();
    for url in ["http://127.0.0.1:9000/", "https://127.0.0.1:9443/"] {
        let to = Receiver { target: Target::parse(url, &opened).unwrap(), secrets: Vec::new() };
        let content = Content::Test { endpoint: Id::new(Uuid::from_u128(1)), at: Instant::UNIX_EPOCH };
        let message = Message { id: Id::new(Uuid::from_u128(2)), content };
        assert_eq!(client.deliver(&to, &message, Instant::UNIX_EPOCH).await.error, Some(Unanswered::AddressRefused), "{url}");
    }
}
