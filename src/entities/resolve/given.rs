//! Given names that nearly always belong to a woman, or to a man.
//!
//! Used for two things: `Mrs X` is not a man of the name when there is a woman of it, and `John` may be who is called `J. X`, as
//! `Jenkins` may not. Names that both bear are left out, and a name that is not here says nothing. Beside them are familiar
//! forms, for suggestions.

use super::lexicon::Gender;
use crate::entities::rules::lexicon::{LEXICON, Traits};

/// Common given names of women, folded, in order.
const FEMALE: &str = "abigail agnes aisha alice alison amanda amelia amina amy ana angela anita ann anna anne annette aoife \
    astrid barbara beatrice beatriz bernadette brenda bridget camille carla carmen carol caroline catherine \
    cecilia charlotte chiara chloe christina christine claire clara deborah diana diane dorothy edith eileen \
    elena elizabeth ella ellen emily emma esther eva evelyn fatima fiona florence frances francesca freya \
    gillian giulia grace greta hannah harriet heather heidi helen helena ines ingrid irene iris isabel \
    isabella jacqueline jane janet jennifer jessica joan joanna joanne josephine joyce judith julia julie \
    karen katarzyna kate katherine kathleen khadija laura lauren leila lily linda lisa louise lucia lucy \
    magdalena margaret margarita maria marie marion martha mary maya megan michelle miriam monica nancy \
    natalia natasha niamh nicola nina nora olga olivia pamela patricia paula pauline penelope philippa \
    phoebe priya rachel rebecca rita rosa rose rosemary ruth sally samantha sandra sara sarah sheila silvia \
    sofia sonia sophia sophie stella stephanie susan suzanne svetlana sylvia tamara tatiana teresa theresa \
    tina ursula valerie vanessa vera veronica victoria virginia yvonne zainab zoe";

/// Common given names of men, folded, in order.
const MALE: &str = "aaron abdul abdullah abraham adam ahmed alan albert alberto alejandro alexander alfred ali andrew \
    antonio arthur barry benjamin bernard brendan brian bruce callum carl carlos charles christopher clive \
    colin connor craig cyril daniel david declan dennis derek dimitri dmitri dominic donald douglas duncan \
    edgar eduardo edward eric erik ernest eugene felix fernando francesco frank franz frederick fritz gareth \
    geoffrey george gerald gerard giovanni giuseppe gordon graham gregory gustav hamza hans harold harry \
    hassan hector henry herbert horace howard hugh hussein ian ibrahim ismail ivan jack jacob james jason \
    javier jeffrey jeremy johann john jonathan jorge jose joseph joshua juan karl keith kenneth kevin khalid \
    klaus lars laurence lawrence leonard luigi luke malcolm manuel marco mark martin matthew max michael \
    miguel mohamed mohammad mohammed muhammad neil nicholas nigel norman oliver oscar otto owen pablo \
    patrick paul pedro peter philip pierre rajesh ralph raymond richard robert roberto roger roland ronald \
    roy rupert samuel sean sebastian sergei simon stanley stephen steven stuart terence theodore thomas \
    timothy tobias trevor umar victor vincent vladimir walter wilfred william wolfgang yusuf";

/// Woman or man, as a folded given name says.
pub(crate) fn gender(given: &str) -> Option<Gender> {
    let is_among = |names: &str| names.split(' ').any(|name| name == given);
    if is_among(FEMALE) { Some(Gender::Female) } else { is_among(MALE).then_some(Gender::Male) }
}

/// True for what is commonly a given name, and no surname or place that is as common.
pub(crate) fn is_known(name: &str) -> bool {
    let traits = LEXICON.traits(name);
    let is_given = traits.any(Traits::FIRST_NAME | Traits::GIVEN)
        && !traits.any(Traits::SURNAME | Traits::PLACE | Traits::TOWN);
    is_given || gender(name).is_some() || in_full(name) != name
}

/// Familiar forms of given names with the form in full, in order. Where one stands for several the commonest is given.
const FAMILIAR: &str = "abby=abigail al=albert alex=alexander andy=andrew barb=barbara ben=benjamin beth=elizabeth \
    betty=elizabeth bill=william billy=william bob=robert bobby=robert cath=catherine charlie=charles \
    chris=christopher chuck=charles dan=daniel danny=daniel dave=david debbie=deborah dick=richard \
    don=donald ed=edward eddie=edward fred=frederick geoff=geoffrey greg=gregory jack=john jeff=jeffrey \
    jenny=jennifer jerry=gerald jim=james jimmy=james joe=joseph josh=joshua kate=katherine kathy=katherine \
    ken=kenneth kev=kevin larry=lawrence liz=elizabeth maggie=margaret matt=matthew mike=michael \
    nick=nicholas pam=pamela pat=patricia peggy=margaret pete=peter phil=philip ray=raymond rick=richard \
    rob=robert ron=ronald sam=samuel steve=stephen sue=susan ted=edward terry=terence tim=timothy tom=thomas \
    tony=anthony vicky=victoria will=william";

/// A folded given name in full: `robert` for `bob`; itself when it is not a familiar form.
pub(crate) fn in_full(given: &str) -> &str {
    let pairs = FAMILIAR.split(' ').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(familiar, _)| *familiar == given).map_or(given, |(_, full)| full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_order_and_apart() {
        let list = |names: &'static str| names.split(' ').collect::<Vec<_>>();
        let (female, male, familiar) = (list(FEMALE), list(MALE), list(FAMILIAR));
        assert!([&female, &male, &familiar].iter().all(|names| names.is_sorted()));
        assert!(female.iter().all(|name| !name.is_empty() && !male.contains(name)));
        assert!(familiar.iter().all(|pair| pair.split_once('=').is_some()));
        assert_eq!(gender("mary"), Some(Gender::Female));
        assert_eq!(gender("robin"), None);
        assert_eq!((in_full("bob"), in_full("zoe")), ("robert", "zoe"));
        assert!(["john", "bob", "tomasz"].into_iter().all(is_known));
        assert!(!["jenkins", "pearson", "harris"].into_iter().any(is_known));
    }
}
