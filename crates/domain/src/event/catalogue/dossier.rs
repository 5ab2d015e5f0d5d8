//! What happens to the files of clients: sections of the dossier, contracts, promises, claims; and to plans of collections.

super::catalogue! {
    /// The file of a client.
    ContractDrafted [contract] "A contract was drafted." "Составлен проект договора." { kind: Word }
    ContractUpdated [contract] "A draft of a contract was changed, or the clock looked at a contract." "Проект договора изменён, или подошёл срок по договору." { expiring ~ Flag, judged_on ~ Day; others }
    ContractSigned [contract] "A contract was signed." "Договор подписан." { state ~ Word, signed_on: Day }
    ContractPerformed [contract] "A contract was performed." "Договор исполнен." { state ~ Word, performed_on: Day }
    ContractTerminated [contract] "A contract was terminated before its time." "Договор расторгнут." { state ~ Word, terminated_on: Day }
    ContractExpired [contract] "The last day of a contract is over." "Срок договора истёк." { state ~ Word }
    PromiseMade [promise] "Something was promised to a client, or by a client." "Клиенту или клиентом что-то обещано." { made_by: Word, kind: Word, due_on: Day, user_id: Id | null }
    PromiseUpdated [promise] "A promise was changed." "Обещание изменено." { due_on ~ Day; others }
    PromiseKept [promise] "A promise was kept." "Обещание выполнено." { state ~ Word, kept_on: Day }
    PromiseBroken [promise] "A promise was broken." "Обещание нарушено." { state ~ Word }
    PromiseWithdrawn [promise] "A promise was withdrawn." "Обещание снято." { state ~ Word }
    PromiseOverdue [promise] "The day of a promise is over, and nobody has said what came of it." "Срок обещания прошёл, а итога нет." { due_on: Day, user_id: Id | null }
    ClaimOpened [claim] "A client made a claim." "Клиент предъявил претензию." { severity: Word, owner_id: Id }
    ClaimUpdated [claim] "A claim was changed." "Претензия изменена." { severity ~ Word; others }
    ClaimAssigned [claim] "Somebody else settles a claim." "Претензией занимается другой сотрудник." { owner_id ~ Id }
    ClaimResolved [claim] "A claim was settled." "Претензия урегулирована." { state ~ Word }
    ClaimRejected [claim] "A claim was rejected." "Претензия отклонена." { state ~ Word }
    CollectionPlanCreated [collectionplan] "Somebody's collections of a month were planned." "Составлен план инкассации сотрудника на месяц." { user_id: Id, period: Month, planned: Money }
    CollectionPlanUpdated [collectionplan] "A plan of collections was changed." "План инкассации изменён." { items: Text, planned ~ Money }
    CollectionPlanApproved [collectionplan] "A plan of collections was approved." "План инкассации утверждён." { state ~ Word, user_id: Id, period: Month, planned: Money }
    DossierSectionWritten [dossier] "A section of a dossier was written." "Раздел досье записан." { section: Word; others }
    DossierSectionRead [dossier] "Somebody read a restricted section of a dossier." "Прочитан закрытый раздел досье." { section: Word }
    DossierSectionRefused [dossier] "Somebody asked for a section of a dossier that is not his to read, write or review." "Отказано в чтении, записи или проверке раздела досье." { section: Word, action: Word }
    DossierSectionExported [dossier] "What is written in a section of a dossier was given out with the personal data of the client." "Записи раздела досье выданы вместе с персональными данными клиента." { section: Word }
    DossierReviewed [dossier] "A section of a dossier was read and found right." "Раздел досье проверен." { section: Word }
}
