//! Given names that nearly always belong to a woman, or to a man.
//!
//! Used for two things: `Mrs X` is no man of the name and `Mr X` no woman of it, and `John` may be who is called `J. X`, as
//! `Jenkins` may not. Names that both bear are left out, and a name that is not here says nothing. Beside them are familiar
//! forms, for suggestions.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::lexicon::Gender;
use crate::entities::rules::lexicon::{LEXICON, Traits};

/// Common given names of women, folded, in order.
const FEMALE: &str = "abbie abigael abigail ada adelaide adele agatha agnes aileen aisha alexandra alice \
    alison alma amanda amber amelia amelie amina amy ana anastasia angela angelica angelina anita anjali \
    ann anna annabel annabelle anne annette antonia aoibheann aoibhinn aoife april ariana astrid aurelie \
    aurora ava ayesha barbara beatrice beatrix beatriz bella benedetta bernadette bernice bertha beryl \
    bessie bethany betty bianca blanche bonnie brenda bridget brigitte brittany bronagh camille candice \
    cara carla carmen carol caroline carolyn cassandra catherine catriona cecilia cecily celia chantal \
    chantelle charlene charlotte chelsea cheryl chiara chloe chrissie christina christine ciara cindy \
    claire clara clarissa claudia clementine colette constance cora cordelia corinne cosima dagmar daisy \
    danielle daphne dawn deborah deepika deirdre delia delilah delphine denise diana diane dolores \
    donatella doreen doris dorothy edith edna effie eileen eimear elaine eleanor elena eleni elisabeth \
    elisabetta elise eliza elizabeth elke ella ellen eloise elsie emily emma enid erica erin ernestine \
    esperanza estelle esther ethel eugenia eunice eva evangeline evelyn fanny farah fatima fatoumata \
    federica felicity fern fiona flora florence frances francesca francoise freya frieda gabriela \
    gabrielle gemma genevieve geraldine gertrude gillian gina giovanna giulia giuliana gladys glenda \
    gloria grace grainne greta gretchen gudrun gwen gwendolyn hannah harriet hazel heather heidi heike \
    helen helena henrietta hester hettie hilda hillary holly ida ilse imogen indira ines inge ingeborg \
    ingrid iona irene iris isabel isabella isabelle isla isobel ivy jacqueline jade jane janet janette \
    janice jasmine jeanette jemima jenna jennifer jessica jill jillian joan joanna joanne josefina \
    josephine joyce judith julia julie juliet juliette justine jutta karen karin katarzyna kate katharine \
    katherine kathleen kathryn katie katja kavita khadija kirsten kirsty kristin kristina kunigunde kylie \
    laetitia lakshmi lara latoya laura lauren lavinia layla leah leanne leila lena leonora lesley letitia \
    leyla liesel lilian lillian lily linda lisa lorna lorraine lottie louisa louise lucia lucinda lucy \
    ludmila luisa lydia lynda lynette mabel madeleine maeve magdalena maire mairead maisie mandy margaret \
    margarita margery margot marguerite maria marianne marie marina marion marjorie marlene martha mary \
    mathilde matilda maud maude maureen mavis maxine maya meera megan melanie melinda melissa michelle \
    mildred millicent millie minnie miranda mireille miriam molly mona monica monika muriel myra myrtle \
    nadia nadine nancie nancy naomi nasreen natalia natalie natasha nathalie neha nellie nelly nessa \
    niamh nichola nicola nina nora noreen norma noura octavia odette odile olga olive olivia oonagh \
    ophelia orla pamela paola parveen patience patricia paula paulette pauline pearl peggy penelope penny \
    petra philippa phoebe phyllis pilar pippa polly pooja priscilla priya prudence rachel radhika raquel \
    rebecca rebekah renate rhiannon rhoda rita roberta roisin rosa rosalie rosalind rosamund rosanna rose \
    rosemary rosie rowena roxanne ruby rukhsana ruth sabine sabrina sadie saima sally samantha samina \
    sandra saoirse sara sarah selina serena shabana shanti sharon shauna shazia sheila shirley sian \
    sieglinde sigrid silvana silvia sinead siobhan sita sofia solange sonia sonya sophia sophie stella \
    stephanie sunita susan susanna susannah suzanne svetlana swati sylvia sylvie tabitha tamara tamsin \
    tania tanya tatiana teresa tess thelma theodora theresa tiffany tina tracey trudy ulrike una ursula \
    usha ute valentina valeria valerie vanessa vera veronica veronique victoria viola violet virginia \
    vivienne wanda wendy wilhelmina winifred yasmin yolanda yvette yvonne zainab zara zoe";

/// Common given names of men, folded, in order.
const MALE: &str = "aaron abdul abdullah abraham adam ahmed aidan alan alasdair alastair albert alberto \
    alec alejandro alexander alfred ali alistair alphonse alvin ambrose amos andre andrew angus anton \
    antonio archibald archie arnold arthur arturo augustus barnaby barney barry bartholomew basil \
    benedict benito benjamin bernard bernardo bertram bill billy bob bobby boris bradley brendan brett \
    brian bruce byron caleb callum carl carlos cecil cedric charles charlie christopher clarence claude \
    clement clifford clive colin connor conrad cornelius craig cuthbert cyril cyrus damian damien daniel \
    darius darren david declan dennis denys derek desmond diego dimitri dirk dmitri dmitry dominic donald \
    douglas duane duncan dwight ebenezer edgar edgardo edmund eduardo edward edwin elias elijah emanuel \
    emilio emmanuel enoch enrico enrique ephraim eric erik ernest ernst eugene ezra fabian faisal felipe \
    felix ferdinand fergus fernando finlay finn francesco francois frank franz fred freddie frederick \
    fritz gabriel gareth gary gavin geoff geoffrey george gerald gerard gerhard gilbert giles giovanni \
    giuseppe glenn godfrey gordon graeme graham greg gregory guido guillermo gunther gustav hamish hamza \
    hans harold harry harvey hassan hector heinrich henry herbert herman hermann hiram horace horatio \
    howard hubert hugh hugo humphrey hussein ian ibrahim ignatius igor irving isaac isaiah ismael ismail \
    ivan jack jacob jacques james jason jasper javier jeffrey jeremiah jeremy jerome jim jimmy joachim \
    jock joel johann john johnny jonas jonathan jorge jose josef joseph joshua josiah juan julian julio \
    julius jurgen justin karl keith kenneth kevin khalid kieran klaus konrad kurt kyle lachlan lars \
    laurence lawrence leonard leopold leroy lewis liam lionel lorenzo louis lucas ludwig luigi luis luke \
    malcolm manuel marcel marco marcus mario mark martin matthew maurice max maximilian mehmet micah \
    michael mick miguel mikhail mohamed mohammad mohammed moses muhammad muhammed mustafa nathan \
    nathaniel ned neil neville niall nicholas nicolas nigel nikolai noah norman octavio oleg oliver omar \
    orlando osama oscar oswald otto owen pablo pascal pascual patrick paul pedro percival percy peter \
    philip philippe pierre quentin rafael rajesh ralph randolph raphael raul raymond reginald rene reuben \
    reynold ricardo richard robert roberto roderick rodney rodolfo rodrigo roger roland rolf ronald rory \
    rowland roy rudolf rudolph rufus rupert ryan salvador salvatore samuel saul sean sebastian sergei \
    sergio seth shane sigmund silas simon solomon stanley stefan stephan stephen steven stuart sylvester \
    tariq terence thaddeus theo theodore thomas timothy tobias tom tommy trevor tristan ulrich umar uwe \
    vasily vernon victor vikram vincent vladimir walter wayne wesley wilbur wilfred wilhelm willem \
    william winston wolfgang xavier yuri yusuf zachary";

/// Woman or man, as a folded given name says.
pub(crate) fn gender(given: &str) -> Option<Gender> {
    GENDERS.get(given).copied()
}

static GENDERS: LazyLock<FxHashMap<&'static str, Gender>> = LazyLock::new(|| {
    let all = |names: &'static str, gender| names.split(' ').map(move |name| (name, gender));
    all(FEMALE, Gender::Female).chain(all(MALE, Gender::Male)).collect()
});

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
