//! The cards of the demo's clients: names, tax ids, cities with their time zones, mail addresses.

use domain::clients::register::NewClient;
use domain::clients::{ClientPhone, ClientSource};
use domain::phone::Phone;

/// Cities and their time zones, from two hours east of London to seven.
const CITIES: [(&str, &str); 5] = [
    ("Москва", "Europe/Moscow"),
    ("Калининград", "Europe/Kaliningrad"),
    ("Самара", "Europe/Samara"),
    ("Екатеринбург", "Asia/Yekaterinburg"),
    ("Новосибирск", "Asia/Novosibirsk"),
];

/// Weights of the check digit of a company's INN.
const INN_WEIGHTS: [usize; 9] = [2, 4, 10, 3, 5, 9, 4, 6, 8];

/// The mobile number of client `number`.
pub(super) fn phone(number: usize) -> Phone {
    Phone::stored(format!("+7916555{:04}", number + 1))
}

/// The card of client `number` as his company would fill it in. Every other one is in Moscow.
pub(super) fn card(number: usize, source: ClientSource) -> NewClient {
    let (city, zone) =
        CITIES.get(if number.is_multiple_of(2) { 0 } else { number / 2 % CITIES.len() }).copied().unwrap_or(("Москва", "Europe/Moscow"));
    let name = NAMES.split(' ').cycle().nth(number).unwrap_or_default();
    let round = number / NAMES.split(' ').count();
    let name = if round == 0 { format!("«{name}»") } else { format!("«{name}-{}»", round + 1) };
    let legal_name = format!("{} {name}", if number % 4 == 3 { "АО" } else { "ООО" });
    NewClient {
        inn: Some(inn(number)),
        kpp: Some(format!("{:04}01001", 7701 + number % 40)),
        city: Some(city.to_owned()),
        actual_address: Some(format!("{city}, Садовая улица, {}", number + 1)),
        time_zone: Some(zone.to_owned()),
        phones: vec![ClientPhone {
            number: phone(number),
            extension: None,
            label: Some("офис".to_owned()),
            callable: true,
            do_not_call: None,
        }],
        emails: vec![format!("office@client-{}.example", number + 1)],
        ..NewClient::named(legal_name, source)
    }
}

/// A company's INN with its check digit.
fn inn(number: usize) -> String {
    let digits = format!("7701{:05}", 10_000 + number * 7);
    let sum: usize = digits.bytes().zip(INN_WEIGHTS).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    format!("{digits}{}", sum % 11 % 10)
}

const NAMES: &str = "Ромашка Василёк Клевер Мак Незабудка Ландыш Колокольчик Одуванчик Подснежник Шиповник Сирень Жасмин Лаванда Мята \
    Ива Берёза Рябина Калина Осина Дуб Ясень Клён Липа Кедр Лиственница Пихта Волга Ока \
    Кама Дон Нева Ангара Енисей Обь Амур Лена Урал Печора Онега Двина Сокол Ястреб \
    Журавль Чайка Стриж Зимородок Гранит Базальт Кварц Малахит Агат Топаз Опал Яшма";

#[cfg(test)]
mod tests {
    use domain::clients::tax::{is_inn, is_kpp};

    use super::*;

    #[test]
    fn every_client_has_tax_ids_of_his_own() {
        let cards: Vec<_> = (0..200).map(|number| card(number, ClientSource::Import)).collect();
        let inns: std::collections::BTreeSet<_> = cards.iter().filter_map(|card| card.inn.clone()).collect();
        assert!(inns.len() == 200 && inns.iter().all(|inn| is_inn(inn)));
        assert!(cards.iter().all(|card| card.kpp.as_deref().is_some_and(is_kpp)));
    }
}
