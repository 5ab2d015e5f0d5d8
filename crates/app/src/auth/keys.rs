//! Signing keys between memory and the database: made at the first start, read by every instance, rotated without a logout.

use std::sync::Arc;
use std::time::{Duration, Instant as Tick};

use persistence::{Tx, org::SealedKey};

use super::keyring::{BadKey, KeyRing, SigningKey};
use super::seal::Unreadable;
use crate::clock;
use crate::prelude::*;

/// Keys are read again after so long: a new one is known everywhere before it signs.
const KNOWN_FOR: Duration = Duration::from_mins(1);
/// A token with an unknown key makes us look again, but not more often than this.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

impl From<BadKey> for AppError {
    fn from(_: BadKey) -> Self {
        Self::Internal("a signing key is not usable")
    }
}

impl From<Unreadable> for AppError {
    fn from(error: Unreadable) -> Self {
        match error {
            Unreadable::SecretMissing => {
                Self::Internal("the secrets in the database are sealed: set BATON_KEY_SECRET to the secret they were made with")
            }
            Unreadable::SecretWrong => Self::Internal("BATON_KEY_SECRET is not the secret that those in the database were sealed with"),
            Unreadable::Damaged => Self::Internal("a secret in the database is damaged"),
        }
    }
}

/// Reads the signing keys, and makes the first. Called at start, so that a wrong `BATON_KEY_SECRET` is known there.
pub async fn open_keys(ctx: &Ctx) -> Result<()> {
    if ctx.read().signing_keys().await?.is_empty() {
        // Of several instances that start together one makes it: a key that the others have not read signs nothing.
        ctx.write(&Actor::system(), async |work| {
            if work.lock_signing_keys().await?.is_empty() {
                add_key(ctx, work).await?;
            }
            Ok(())
        })
        .await?;
    }
    load(ctx).await.map(|_| ())
}

/// Adds a key, which will sign as soon as everybody has read it, and forgets those that have not signed for a day.
pub async fn rotate_keys(ctx: &Ctx) -> Result<()> {
    let ring = load(ctx).await?;
    ctx.write(&Actor::system(), async |work| {
        for key in ring.superseded(clock::wall()) {
            work.delete_signing_key(&key.kid).await?;
        }
        add_key(ctx, work).await
    })
    .await?;
    load(ctx).await.map(|_| ())
}

/// The public halves (RFC 7517).
pub async fn jwks(ctx: &Ctx) -> Result<Vec<serde_json::Value>> {
    Ok(ring(ctx).await?.jwks())
}

/// The keys, not older than a minute.
pub(super) async fn ring(ctx: &Ctx) -> Result<Arc<KeyRing>> {
    not_older_than(ctx, KNOWN_FOR).await
}

/// The keys, as new as an attacker may make us fetch them.
pub(super) async fn newest_ring(ctx: &Ctx) -> Result<Arc<KeyRing>> {
    not_older_than(ctx, LOOK_AGAIN).await
}

async fn not_older_than(ctx: &Ctx, age: Duration) -> Result<Arc<KeyRing>> {
    let known = ctx.auth.ring.read().ok().and_then(|known| known.clone());
    match known {
        Some((read_at, ring)) if read_at.elapsed() < age => Ok(ring),
        _ => load(ctx).await,
    }
}

async fn load(ctx: &Ctx) -> Result<Arc<KeyRing>> {
    let sealed = ctx.read().signing_keys().await?;
    let keys = sealed
        .iter()
        .map(|stored| -> Result<SigningKey> { Ok(SigningKey::read(&ctx.auth.open(&stored.private, &stored.kid)?, stored.created_at)?) });
    let ring = Arc::new(KeyRing::new(keys.collect::<Result<_, _>>()?));
    if let Ok(mut known) = ctx.auth.ring.write() {
        *known = Some((Tick::now(), Arc::clone(&ring)));
    }
    Ok(ring)
}

async fn add_key(ctx: &Ctx, tx: &Tx) -> Result<()> {
    let now = clock::wall();
    let (key, pkcs8) = SigningKey::generate(now)?;
    let private = ctx.auth.seal(&pkcs8, &key.kid)?;
    Ok(tx.insert_signing_key(&SealedKey { kid: key.kid, private, created_at: now }).await?)
}
