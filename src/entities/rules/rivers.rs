//! Rivers, which share their names with people and are told by their article: `the Clyde`. Part of the rule of
//! [`super::gazetteer`].

use super::tokens::{Page, Shape};

/// `the Clyde`, `up the Hooghly`: a known river after its article, or a word that no list knows where only a river is gone on.
pub fn is_river(page: &Page<'_>, at: usize) -> bool {
    let goes_on = page.follows(at + 1) && page.capital(at + 1);
    let alone = page.get(at).shape == Shape::Capital && page.follows(at) && !goes_on;
    let Some(the) = at.checked_sub(1).filter(|the| alone && page.low(*the) == "the") else { return false };
    let up =
        matches!(page.low(the.wrapping_sub(1)), "up" | "down" | "along") && page.get(at).traits.is_unknown();
    up || matches!(
        page.low(at),
        "clyde"
            | "tees"
            | "tyne"
            | "mersey"
            | "humber"
            | "trent"
            | "severn"
            | "tweed"
            | "forth"
            | "tay"
            | "spey"
            | "dee"
            | "don"
            | "avon"
            | "ouse"
            | "tamar"
            | "wye"
            | "usk"
            | "taff"
            | "medway"
            | "calder"
            | "aire"
            | "ribble"
            | "derwent"
            | "liffey"
            | "shannon"
            | "rhine"
            | "danube"
            | "seine"
            | "loire"
            | "rhône"
            | "somme"
            | "marne"
            | "meuse"
            | "volga"
            | "dnieper"
            | "vistula"
            | "oder"
            | "elbe"
            | "nile"
            | "niger"
            | "congo"
            | "zambezi"
            | "limpopo"
            | "ganges"
            | "indus"
            | "hooghly"
            | "irrawaddy"
            | "mekong"
            | "yangtze"
            | "euphrates"
            | "tigris"
            | "jordan"
            | "amazon"
            | "mississippi"
            | "missouri"
            | "potomac"
            | "hudson"
            | "klondike"
            | "yukon"
            | "murray"
    )
}
