//! The steps of the stories, each by the person whose step it is.

use chrono::{Duration, NaiveTime};
use domain::access::Role;
use domain::calling::disposition::Disposition;
use domain::calling::fold::Report;
use domain::calling::{CallOutcome, CallState};
use domain::clients::register::NewClient;
use domain::clients::{ActivityKind, ClientPhone, ClientSource, Direction, Qualification, Temperature};
use domain::handoffs::{ChecklistItem, IntroKind, ReturnReason};
use domain::meetings::RejectReason;
use domain::meetings::booking::{Host, Wish};
use domain::phone::Phone;
use domain::sales::OpportunityStage;
use domain::sales::allocation::Named;
use domain::sales::opportunity::Loss;
use domain::sales::payment::NewPayment;
use domain::sales::refund::NewRefund;
use domain::sales::sale::{NewLine, Terms};
use domain::{CallId, ClientId, Date, HandoffId, Id, Instant, MeetingId, Money, OpportunityId, SaleId, Word};
use persistence::handoffs::HandoffFilter;

use super::people::{Person, Staff};
use super::plots::{Step, meeting_of};
use crate::calling::{Posted, Recorded as Heard, Said, dispose_call, record_call};
use crate::clients::{NewActivity, Registered, log_activity, register_client};
use crate::handoffs::{Introduction, Proposing, Returning, accept_handoff, introduce_handoff, propose_handoff, return_handoff};
use crate::meetings::{Asked, Rejection, accept_meeting, hold_meeting, miss_meeting, reject_meeting};
use crate::sales::{
    Advance, Losing, NewOpportunity, Recorded, SaleDraft, advance_opportunity, confirm_sale, draft_sale, lose_opportunity, open_opportunity, record_payment,
    record_refund,
};
use crate::{Actor, AppError, Ctx};
