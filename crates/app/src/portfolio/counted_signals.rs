//! Looks at every portfolio and every staff, raises the signals that hold and resolves those that hold no longer (§4, N-1 … N-6, N-4c, E-25).

use std::collections::BTreeSet;

use domain::access::Role;
use domain::org::User;
use domain::portfolio::load::{CountedAt, Load};
use domain::portfolio::staffing::Staff;
use domain::portfolio::{NewSignal, SignalKind, leavers, load, staffing};
use domain::queue::base::bad_lists;
use persistence::{Db, Reach};

use super::signals;
use crate::prelude::*;
use crate::queue::dialled;

/// The kinds of signals that follow from counting alone; nobody else raises them.
const COUNTED: [SignalKind; 8] = [
    SignalKind::Overload,
    SignalKind::Neglect,
    SignalKind::AddFarmer,
    SignalKind::Understaffed,
    SignalKind::NoAdmin,
    SignalKind::RedZone,
    SignalKind::ClientsWithoutKeeper,
    SignalKind::NormBreach,
];

/// Resolves the open signals that hold no longer, and raises those that hold and are not open.
pub(crate) async fn update_counted_signals(work: &Work<'_>) -> Result<()> {
    let open = work.signals().open_of(&COUNTED).await?;
    let holding = holding(work).await?;
    let identity = |kind: SignalKind, subject: &str| (kind, subject.to_owned());
    let hold: BTreeSet<_> = holding.iter().map(|new| identity(new.kind, &new.subject)).collect();
    let are_open: BTreeSet<_> = open.iter().map(|signal| identity(signal.kind, &signal.subject)).collect();
    for signal in open.into_iter().filter(|signal| !hold.contains(&identity(signal.kind, &signal.subject))) {
        signals::resolve(work, signal.kind, &signal.subject).await?;
    }
    for new in holding.into_iter().filter(|new| !are_open.contains(&identity(new.kind, &new.subject))) {
        signals::raise(work, new).await?;
    }
    Ok(())
}

/// The signals that hold now.
async fn holding(work: &Work<'_>) -> Result<Vec<NewSignal>> {
    let counts = work.clients().counts(&CountedAt::new(work.now, work.today, work.norms), None).await?;
    let owners = work.clients().all_portfolio_owners(Reach::All, (None, None)).await?;
    let loads: Vec<_> = owners.iter().map(|user| Load::of(user.id, user.unit, &counts)).collect();
    let mut signals = load::signals(&loads, work.norms);
    signals.extend(staffing::signals(staff(work).await?, work.norms));
    signals.extend(leavers::signals(&work.clients().left_behind(None).await?, work.norms, work.calendar));
    signals.extend(bad_lists(&dialled(work).await?, work.norms));
    Ok(signals)
}

async fn staff(work: &Work<'_>) -> Result<Staff> {
    count_staff(work).await
}

/// Who may work in the roles that a department cannot do without.
pub(super) async fn count_staff(db: &Db) -> Result<Staff> {
    let users = db.users();
    let number = |people: Vec<User>| i64::try_from(people.len()).unwrap_or(i64::MAX);
    Ok(Staff {
        call_managers: number(users.working_as(Role::CallManager).await?),
        call_centre_admins: number(users.working_as(Role::CallCentreAdmin).await?),
        hunters: number(users.working_as(Role::Hunter).await?),
    })
}
