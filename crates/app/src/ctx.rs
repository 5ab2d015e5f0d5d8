//! What every use case is given: storage, clock, the company, the rules in force; and [`Work`], the one way to write.

use std::fmt::Display;
use std::ops::Deref;
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant as Tick};

use domain::calendar::Calendar;
use domain::clients::Client;
use domain::commission::Plan;
use domain::ids::Id;
use domain::network::Networks;
use domain::norms::Norms;
use domain::org::working_time::WorkingTime;
use domain::{ClientId, Currency, Date, Decided, DecisionContext, Event, Instant};
use persistence::{Aggregate, AggregateId, Db, Stamp, Store, StoreError, Tx};
use secrecy::SecretString;

use crate::auth::Auth;
use crate::readings::Readings;
use crate::waiting::Waiting;
use crate::{Actor, AppError, Clock, Rules, Target, Who};

/// What the operator said about the company.
#[derive(Clone, Debug)]
pub struct Company {
    /// The currency of plans and statements (`BATON_CURRENCY`).
    pub currency: Currency,
    /// How national telephone numbers are read (`BATON_REGION`, ISO 3166).
    pub region: String,
    /// The zone of a fresh database's calendar (`BATON_TIME_ZONE`).
    pub time_zone: String,
    /// The address of this server as callers see it (`BATON_PUBLIC_URL`): issuer of tokens, base of links.
    pub public_url: String,
}

/// The application context: what every use case is given.
pub struct Ctx {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// The company.
    pub company: Company,
    /// Authentication.
    pub auth: Auth,
    /// Networks that are not public and that webhooks may reach all the same (`BATON_WEBHOOK_NETWORKS`).
    pub webhook_networks: Networks,
    /// Who looks at how many clients (E-45).
    pub(crate) readings: Readings,
    /// What telephony has posted here and nobody has worked on.
    pub(crate) waiting: Waiting,
    rules: RwLock<Option<(Tick, Arc<Rules>)>>,
}

/// How old the rules in memory may be: another instance may have changed them.
const RULES_LIVE: Duration = Duration::from_secs(1);

impl Ctx {
    /// The context on this database.
    pub fn new(store: Store, clock: Clock, company: Company) -> Self {
        let auth = Auth::new(&company.public_url, None);
        let readings = Readings::new(crate::ids::fresh());
        let (webhook_networks, waiting) = (Networks::default(), Waiting::default());
        Self { store, clock, company, auth, webhook_networks, readings, waiting, rules: RwLock::new(None) }
    }

    /// The same with its signing keys sealed under `secret` (`BATON_KEY_SECRET`).
    #[must_use]
    pub fn sealed_under(self, secret: Option<SecretString>) -> Self {
        Self { auth: Auth::new(&self.company.public_url, secret), ..self }
    }

    /// The same, which issues tokens in this name.
    #[must_use]
    pub fn issuing_as(self, issuer: &str) -> Self {
        Self { auth: self.auth.issuing_as(issuer), ..self }
    }

    /// The same, whose webhooks may reach these networks too.
    #[must_use]
    pub fn reaching(self, webhook_networks: Networks) -> Self {
        Self { webhook_networks, ..self }
    }

    /// Now.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// For reading.
    pub const fn read(&self) -> &Db {
        self.store.read()
    }

    /// What goes by this id, or [`AppError::NotFound`].
    pub async fn get<I: AggregateId>(&self, id: I) -> Result<I::Aggregate, AppError> {
        self.read().find(id).await?.ok_or(AppError::NotFound(I::Aggregate::NAME))
    }

    /// The rules in force.
    pub async fn rules(&self) -> Result<Arc<Rules>, AppError> {
        if let Some((loaded, rules)) = self.rules.read().ok().and_then(|kept| kept.clone())
            && loaded.elapsed() < RULES_LIVE
        {
            return Ok(rules);
        }
        let rules = Arc::new(self.load_rules(self.read()).await?);
        if let Ok(mut kept) = self.rules.write() {
            *kept = Some((Tick::now(), Arc::clone(&rules)));
        }
        Ok(rules)
    }

    /// The rules of this transaction: those in memory, unless somebody has changed them since, here or on another instance.
    async fn rules_of(&self, tx: &Tx, known: &Arc<Rules>) -> Result<Arc<Rules>, AppError> {
        if tx.rules_version().await? == known.version {
            return Ok(Arc::clone(known));
        }
        // Not kept in memory: they may have been changed by this transaction itself, which may come to nothing.
        Ok(Arc::new(self.load_rules(tx).await?))
    }

    async fn load_rules(&self, db: &Db) -> Result<Rules, AppError> {
        // Read first: what changes while the rest is read will be seen as a change.
        let version = db.rules_version().await?;
        let calendar = match db.find(WorkingTime::ID).await? {
            Some(time) => time.calendar,
            // Before the first start is over there is no row yet.
            None => Calendar::standard(&self.company.time_zone).map_err(|_| AppError::Internal("the time zone is unknown"))?,
        };
        let versions = db.norm_versions().await?.into_iter().map(|record| record.version);
        let plans = db.plans().published().await?;
        Ok(Rules { norms: Norms::on(calendar.date(self.now()), versions), calendar, plans, version })
    }

    /// Forgets the rules in memory: somebody here has just changed them, or moved the clock.
    pub fn forget_rules(&self) {
        if let Ok(mut kept) = self.rules.write() {
            *kept = None;
        }
    }

    /// Runs `work` as one transaction with its journal entries, by the rules that are in force in it; `Err` leaves nothing behind. It may run again after a deadlock.
    pub async fn write<T>(&self, actor: &Actor, work: impl AsyncFn(&Work<'_>) -> Result<T, AppError>) -> Result<T, AppError> {
        let known = self.rules().await?;
        let now = self.now();
        let (actor_kind, actor_id) = match &actor.who {
            Who::User { id, .. } => ("user", Some(id.uuid())),
            Who::Integration { id, .. } => ("integration", Some(id.uuid())),
            Who::System => ("system", None),
        };
        let stamp = Stamp { at: now, actor_kind, actor_id, request_id: actor.request_id.clone() };
        let work = async |tx: &Tx| {
            let rules = self.rules_of(tx, &known).await?;
            let today = rules.calendar.date(now);
            let (norms, calendar, plans) = (&rules.norms, &rules.calendar, rules.plans.as_slice());
            let work_now = Work { tx, actor, now, today, norms, calendar, plans, company: &self.company };
            // On the heap: the longest work would fill the stack of a thread where it is not optimised.
            Box::pin(work(&work_now)).await
        };
        if let Some(outer) = &actor.part_of {
            return self.store.write_within(outer, &stamp, work).await;
        }
        let Some(once) = &actor.once else { return self.store.write(&stamp, work).await };
        let claimed = async |tx: &Tx| {
            once.claim(tx, now).await?;
            work(tx).await
        };
        let (value, prepared) = self.store.prepare(&stamp, claimed).await?;
        once.hold(prepared).map(|()| value)
    }

    /// [`Ctx::write`] for work that changes who may do what: afterwards nobody is authenticated here by what was known before.
    pub(crate) async fn write_rights<T>(&self, actor: &Actor, work: impl AsyncFn(&Work<'_>) -> Result<T, AppError>) -> Result<T, AppError> {
        let done = self.write(actor, work).await?;
        self.auth.forget();
        Ok(done)
    }
}

/// A unit of work: an open transaction, and all that a decision needs to know. Repositories are reached through it.
pub struct Work<'a> {
    tx: &'a Tx,
    /// Who acts.
    pub actor: &'a Actor,
    /// Now; the same instant throughout.
    pub now: Instant,
    /// The civil date of `now` in the company's zone.
    pub today: Date,
    /// The norms in force.
    pub norms: &'a Norms,
    /// The company's calendar.
    pub calendar: &'a Calendar,
    /// Every published plan of commission.
    pub plans: &'a [Plan],
    /// The company.
    pub company: &'a Company,
}

impl Deref for Work<'_> {
    type Target = Tx;
    fn deref(&self) -> &Tx {
        self.tx
    }
}

impl Work<'_> {
    /// A fresh id.
    pub fn id<K>(&self) -> Id<K> {
        Id::new(crate::ids::fresh())
    }

    /// What decisions that depend on time are given: now, the norms and the calendar.
    pub const fn decision_context(&self) -> DecisionContext<'_> {
        DecisionContext { now: self.now, norms: self.norms, calendar: self.calendar }
    }

    /// What goes by this id, or [`AppError::NotFound`]; not locked.
    pub async fn get<I: AggregateId>(&self, id: I) -> Result<I::Aggregate, AppError> {
        self.tx.find(id).await?.ok_or(AppError::NotFound(I::Aggregate::NAME))
    }

    /// What a member of the request at `pointer` names by this id; without it the member is wrong. Not locked.
    pub async fn named<I: AggregateId + Display>(&self, pointer: &str, id: I) -> Result<I::Aggregate, AppError> {
        let found = self.tx.find(id).await?;
        found.ok_or_else(|| AppError::field(pointer, "unknown", format!("there is no {} {id}", I::Aggregate::NAME)))
    }

    /// What goes by this id, kept from changing until the transaction ends; [`AppError::NotFound`] without one. Locks are taken in the
    /// order user, client, everything else, ledger.
    pub async fn lock<I: AggregateId>(&self, id: I) -> Result<I::Aggregate, AppError> {
        self.tx.lock(id).await?.ok_or(AppError::NotFound(I::Aggregate::NAME))
    }

    /// The same; [`AppError::VersionMismatch`] where the caller has read another version.
    pub async fn lock_target<I: AggregateId>(&self, target: Target<I>) -> Result<I::Aggregate, AppError> {
        let found = self.lock(target.id).await?;
        target.check(found.version()).map(|()| found)
    }

    /// The client of what goes by this id, and then that itself, both locked.
    pub async fn lock_with_client<I>(&self, id: I, client_of: fn(&I::Aggregate) -> ClientId) -> Result<(Client, I::Aggregate), AppError>
    where
        I: AggregateId,
    {
        let (client, own) = self.tx.lock_with_client(id).await?;
        let own = own.ok_or(AppError::NotFound(I::Aggregate::NAME))?;
        // Between the two locks it may have got another client.
        let client = client.filter(|client| client.id == client_of(&own)).ok_or(StoreError::Stale)?;
        Ok((client, own))
    }

    /// What a member of the request at `pointer` names by this id, locked; without it the member is wrong.
    pub async fn lock_named<I: AggregateId>(&self, pointer: &str, id: I) -> Result<I::Aggregate, AppError> {
        let found = self.tx.lock(id).await?;
        found.ok_or_else(|| AppError::field(pointer, "unknown", format!("there is no such {}", I::Aggregate::NAME)))
    }

    /// What goes by this id, locked, where its absence is no fault.
    pub async fn lock_if_there<I: AggregateId>(&self, id: I) -> Result<Option<I::Aggregate>, AppError> {
        Ok(self.tx.lock(id).await?)
    }

    /// Saves what was decided and journals what happened; gives back the state with its new version.
    pub async fn apply<T: Aggregate>(&self, decided: Decided<T>) -> Result<T, AppError> {
        Ok(self.tx.apply(decided).await?)
    }

    /// Saves a new or changed aggregate with the event that explains it.
    pub async fn save<T: Aggregate>(&self, state: T, event: Event) -> Result<T, AppError> {
        self.apply(Decided::one(state, event)).await
    }

    /// Refuses a day of what has happened that has not come (E-11): things are recorded once they have happened.
    pub fn refuse_future(&self, pointer: &str, day: Date) -> Result<(), AppError> {
        if day <= self.today {
            return Ok(());
        }
        Err(AppError::field(pointer, "in_the_future", format!("must not lie in the future: it is {} today", self.today)))
    }
}
