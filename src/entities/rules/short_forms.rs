//! What companies and clubs are called for short: `Bluenose` for `Bluenose Terminals Ltd`, `Rovers`, `Castellane` for
//! `Castellane & Rowe`. Part of the rule of [`super::consistency`].

use super::lexicon::Traits;
use super::places;
use super::tokens::{Page, Shape};
use super::told_names::{Names, words};

/// Notes what a company or club is called for short: `Bluenose` for `Bluenose Terminals Ltd`, `Rovers`.
pub fn note_short_forms(page: &Page<'_>, from: usize, to: usize, names: &mut Names) {
    if to - from < 2 {
        return;
    }
    let last = page.low(to - 1);
    note_firm(page, from, to, names);
    let company = page.is(to - 1, Traits::COMPANY_FORM)
        || matches!(
            last,
            "group"
                | "holdings"
                | "industries"
                | "systems"
                | "technologies"
                | "semiconductor"
                | "semiconductors"
                | "pharmaceuticals"
                | "motors"
                | "airlines"
                | "airways"
                | "energy"
                | "foods"
                | "electronics"
                | "software"
                | "terminals"
                | "cement"
                | "retail"
                | "construction"
                | "engineering"
                | "textiles"
                | "haulage"
                | "breweries"
                | "brewery"
                | "shipping"
                | "insurance"
                | "logistics"
                | "studios"
                | "publishing"
                | "stores"
                | "properties"
                | "enterprises"
                | "partners"
                | "steel"
                | "chemicals"
                | "petroleum"
                | "mines"
                | "mining"
                | "marine"
                | "beverages"
                | "trawlers"
                | "cables"
        );
    let distinct = |at: usize| {
        page.get(at).shape == Shape::Capital
            && page.word(at).len() > 3
            && places::known_place(page, at).is_none()
            && !page.is(
                at,
                Traits::FIRST_NAME
                    | Traits::FUNCTION
                    | Traits::COMMON
                    | Traits::DEMONYM
                    | Traits::ROLE_MODIFIER
                    | Traits::ORG_HEAD
                    | Traits::PLACE_HEAD
                    | Traits::PROGRAMME_HEAD
                    | Traits::HONORIFIC
                    | Traits::PLACE_START,
            )
    };
    let several = page.sign(from + 1, ',') || page.sign(from + 1, '&');
    if company && distinct(from) && !several {
        // Without the legal form, then the first word alone.
        for end in [to - 1, from + 1] {
            if end > from {
                names.add_short_form(words(page, from, end));
            }
        }
    } else if page.is(to - 1, Traits::COMPANY_FORM) && to - from > 2 {
        names.add_short_form(words(page, from, to - 1));
    }
    if company {
        // `Red Mesa Cattle Co.` is Red Mesa.
        for end in from + 2..to - 1 {
            if page.capital(end - 1)
                && (from..end).all(|at| page.capital(at))
                && places::known_place(page, from).is_none()
            {
                names.add_short_form(words(page, from, end));
            }
        }
    }
    if matches!(
        last,
        "rovers"
            | "wanderers"
            | "united"
            | "town"
            | "city"
            | "athletic"
            | "albion"
            | "hotspur"
            | "rangers"
            | "harriers"
    ) {
        // `Fell United` is Fell too.
        if to - from == 2 && distinct(from) {
            names.add_short_form(page.word(from).to_owned());
        }
        let short = page.word(to - 1);
        if short.chars().any(char::is_lowercase)
            && matches!(
                last,
                "rovers"
                    | "wanderers"
                    | "united"
                    | "albion"
                    | "hotspur"
                    | "rangers"
                    | "harriers"
                    | "athletic"
            )
        {
            names.add_short_form(short.to_owned());
        }
    }
}

/// Notes the first name of a firm of several: `Castellane` for `Castellane & Rowe`, if nobody in the document is called so.
fn note_firm(page: &Page<'_>, from: usize, to: usize, names: &mut Names) {
    let joined = page.sign(from + 1, '&') || page.sign(from + 1, ',');
    let partner = page.get(from).shape == Shape::Capital
        && page.word(from).chars().count() > 3
        && places::known_place(page, from).is_none()
        && !page.is(from, Traits::FIRST_NAME | Traits::ORG_HEAD | Traits::COMMON | Traits::ROLE_MODIFIER);
    if joined && partner && to - from <= 6 {
        names.firms.push(page.word(from).to_owned());
    }
}

#[cfg(test)]
mod tests {
    use crate::entities::rules::board::testing::consistent as read;
    use crate::entities::{Kind, Label};

    #[test]
    fn a_firm_is_called_by_its_first_name_where_nobody_is() {
        let firm = [("Castellane & Rowe", Label::Organisation), ("Castellane fail", Label::GeoPolitical)];
        let all = read("Here Castellane & Rowe sat. Then did Castellane fail?", &firm);
        assert_eq!(all[1].1, Kind::Organisation);
        let all = read(
            "Here Castellane & Rowe sat. Then did Castellane fail? I saw Joe Castellane there.",
            &[firm[0], firm[1], ("Joe Castellane", Label::Person)],
        );
        assert_eq!(all[1].1, Kind::Person);
    }

    #[test]
    fn a_company_is_known_by_its_first_word() {
        let all = read(
            "That Bluenose Terminals Ltd said so. When Bluenose did not.",
            &[("Bluenose Terminals Ltd", Label::Organisation)],
        );
        assert_eq!(all[1], ("Bluenose".into(), Kind::Organisation));
    }
}
