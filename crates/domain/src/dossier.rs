//! The file of a client: contracts with him, promises to him and of his, his claims, and the sections of his dossier (RULES.md
//! §3.15–§3.17, §3.22).

pub mod claim;
pub mod contract;
mod contract_state;
pub mod greeting;
pub mod history;
pub mod plan;
pub mod promise;
mod refusal;
pub mod review;
pub mod section;

pub use refusal::Refusal;

use crate::access::Standing;
use crate::clients::Client;

impl Client {
    /// Who keeps his restricted file (§6): his curator, which is the hunter until the handoff, and the head of the unit.
    pub fn standing_of_file(&self) -> Standing {
        Standing { people: self.curator_id.into_iter().collect(), unit: Some(self.unit()) }
    }
}
