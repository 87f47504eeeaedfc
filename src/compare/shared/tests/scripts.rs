//! Scripts without spaces between words: passages with small edits, exact on both sides, and nothing where nothing is shared.

use super::*;

/// What was found between two texts and shown: the words on both sides.
fn found(a: &str, b: &str) -> Vec<(String, String, Kind)> {
    let texts = [Text::new(a), Text::new(b)];
    let shown = shared(&texts).passages.into_iter().filter(|passage| passage.kind.is_shown());
    let words = |place: Place| texts[place.document.0 as usize].slice(place.span).to_owned();
    shown.map(|passage| (words(passage.a), words(passage.b), passage.kind)).collect()
}

const THAI: &str = "สำนักงานตำรวจแห่งชาติยืนยันว่าโทรศัพท์มือถือทั้งหมดที่ใช้ในการติดต่อราชการต้องเก็บรักษาไว้เป็นหลักฐาน \
                    และข้อความที่ถูกลบไปแล้วไม่มีเนื้อหาสำคัญต่อการสอบสวนแต่อย่างใด";
const CHINESE: &str = "市长在周二的记者会上表示，被删除的短信内容十分平常，只涉及会议安排，并不包含任何与警队工作有关的重要资料，\
                       因此没有必要再作进一步的调查";

#[test]
fn thai_is_compared_and_small_edits_are_tolerated() {
    let before = "เมื่อวานนี้ฝนตกหนักในหลายจังหวัดทางภาคเหนือ ชาวบ้านต้องอพยพขึ้นที่สูงก่อนค่ำ";
    let after = "ตลาดปลาในเช้าวันนี้คึกคักกว่าทุกวัน เพราะเรือประมงกลับเข้าฝั่งพร้อมกันหลายสิบลำ";
    let other = "นายกเทศมนตรีเดินทางไปเปิดหอสมุดแห่งใหม่ของเมือง มีเด็กนักเรียนมารอต้อนรับเป็นจำนวนมาก";
    let last = "ประภาคารที่ท่าเรือซ่อมเสร็จแล้ว ตอนกลางคืนจึงมองเห็นแสงไฟได้อีกครั้ง";
    let edited = THAI.replace("ทั้งหมด", "ทุกเครื่อง");
    assert_ne!(edited, THAI);
    let shared = found(&format!("{before}\n\n{THAI} {after}"), &format!("{other} {edited}\n\n{last}"));
    assert_eq!(shared, [(THAI.to_owned(), edited, Kind::Edited)]);
    let again = found(&format!("{before}\n\n{THAI} {after}"), &format!("{other} “{THAI}” {last}"));
    assert_eq!(again, [(THAI.to_owned(), THAI.to_owned(), Kind::Verbatim)]);
    assert_eq!(found(&format!("{before} {after}"), &format!("{other} {THAI}")), []);
    // Single letters before it are the same by chance.
    let letters = [("สูงก่อนค่ำ", "ของเมือง"), ("ก่อนค่ำ", "แห่งใหม่ของเมือง")];
    for (one, two) in letters {
        let shared =
            found(&format!("{before}{one}\n\n{THAI} {after}"), &format!("{other}{two}\n\n{THAI} {last}"));
        assert_eq!(shared, [(THAI.to_owned(), THAI.to_owned(), Kind::Verbatim)]);
    }
}

#[test]
fn chinese_is_compared_and_small_edits_are_tolerated() {
    let before = "昨天北方多省普降大雨，村民在天黑之前已经转移到高处。";
    let after = "今天早上的鱼市比往常热闹，几十条渔船同时回港。";
    let other = "图书馆新馆昨天开幕，许多学生冒着寒风前来参观，馆长向大家介绍了藏书。";
    let edited = CHINESE.replace("十分平常", "非常普通").replace("进一步的", "");
    let last = "港口的灯塔已经修好，夜里又能看见了。";
    let shared = found(&format!("{before}{CHINESE}。{after}"), &format!("{other}“{edited}。”{last}"));
    assert_eq!(shared, [(CHINESE.to_owned(), edited, Kind::Edited)]);
    assert_eq!(found(&format!("{before}{after}"), &format!("{other}{CHINESE}")), []);
}

#[test]
fn other_scripts_without_spaces_are_compared_as_well() {
    for (passage, before, after) in [
        // Japanese.
        (
            "警察本部は、削除されたメッセージの内容はごく日常的なものであり、捜査にとって重要な情報は含まれていないと説明した",
            "昨日は北部の各地で大雨が降った。",
            "今朝の魚市場はにぎわっていた。",
        ),
        // Tibetan.
        (
            "ཉེན་རྟོག་པས་ཁ་པར་དེ་ཚོའི་ནང་གི་ཡི་གེ་བསུབས་པ་རྣམས་ལ་དོན་གནད་ཆེན་པོ་གང་ཡང་མེད་པ་དང་ལས་དོན་རྒྱུན་ལྡན་ཙམ་ཡིན་པར་བཤད་སོང",
            "ཁ་སང་བྱང་ཕྱོགས་སུ་ཆར་པ་ཆེན་པོ་བབས། ",
            "། དེ་རིང་ཞོགས་པར་ཉ་ཁྲོམ་ལ་མི་མང་པོ་འདུག",
        ),
        // Javanese.
        (
            "ꦥꦸꦭꦶꦱꦶꦤꦼꦒꦼꦱ꧀ꦏꦺꦏꦧꦺꦃꦠꦺꦭꦥꦺꦴꦤ꧀ꦏꦁꦏꦔ꧀ꦒꦺꦴꦏꦸꦢꦸꦢꦶꦱꦶꦩ꧀ꦥꦼꦤ꧀ꦩꦶꦤꦁꦏꦧꦸꦏ꧀ꦠꦶꦭꦤ꧀ꦥꦼꦱꦼꦤ꧀ꦏꦁꦮꦶꦱ꧀ꦢꦶꦧꦸꦮꦔ꧀ꦎꦫꦲꦤꦥꦼꦤ꧀ꦠꦶꦔꦺ",
            "ꦮꦶꦔꦶꦈꦢꦤ꧀ꦢꦼꦉꦱ꧀ꦲꦶꦁꦭꦺꦴꦂ ",
            " ꦥꦱꦂꦲꦶꦮꦏ꧀ꦫꦩꦺꦱꦸꦏ꧀ꦲꦶꦏꦶ",
        ),
        // Lao.
        (
            "ຕຳຫຼວດຢືນຢັນວ່າໂທລະສັບມືຖືທັງໝົດທີ່ໃຊ້ໃນການຕິດຕໍ່ລາຊະການຕ້ອງເກັບຮັກສາໄວ້ເປັນຫຼັກຖານແລະຂໍ້ຄວາມທີ່ຖືກລຶບໄປແລ້ວບໍ່ມີເນື້ອຫາສຳຄັນ",
            "ມື້ວານນີ້ຝົນຕົກໜັກຢູ່ພາກເໜືອ ",
            " ຕະຫຼາດປາໃນເຊົ້ານີ້ມີຄົນຫຼາຍ",
        ),
        // Khmer.
        (
            "ប៉ូលីសបានបញ្ជាក់ថាទូរស័ព្ទដៃទាំងអស់ដែលប្រើក្នុងការទំនាក់ទំនងផ្លូវការត្រូវតែរក្សាទុកជាភស្តុតាងហើយសារដែលបានលុបមិនមានខ្លឹមសារសំខាន់សម្រាប់ការស៊ើបអង្កេតទេ",
            "ម្សិលមិញភ្លៀងធ្លាក់ខ្លាំងនៅភាគខាងជើង ",
            " ផ្សារត្រីព្រឹកនេះមានមនុស្សច្រើន",
        ),
        // Burmese.
        (
            "ရဲတပ်ဖွဲ့ကတရားဝင်ဆက်သွယ်ရာတွင်အသုံးပြုသောလက်ကိုင်ဖုန်းအားလုံးကိုသက်သေအဖြစ်သိမ်းဆည်းထားရမည်ဟုအတည်ပြုခဲ့ပြီးဖျက်ပစ်ခဲ့သောစာများတွင်အရေးကြီးသောအချက်မပါဟုဆိုသည်",
            "မနေ့ကမြောက်ပိုင်းတွင်မိုးသည်းထန်စွာရွာသည်။ ",
            "။ ယနေ့မနက်ငါးဈေးစည်ကားသည်",
        ),
    ] {
        let shared = found(&format!("{before}{passage}{after}"), &format!("{after}\n\n{passage}\n\n"));
        assert!(
            shared
                .iter()
                .any(|(a, b, kind)| (a.as_str(), b.as_str(), *kind) == (passage, passage, Kind::Verbatim)),
            "{passage}: {shared:?}"
        );
    }
}

/// Thai words one after another, without spaces but for one now and then.
fn thai(count: usize, from: usize) -> String {
    const WORDS: &str = "การ ที่ และ ของ เป็น ใน มี ได้ ให้ ว่า ไม่ จะ กับ คน ตำรวจ บ้าน เมือง โรงเรียน นักเรียน ตลาด ปลา เรือ \
        น้ำ ฝน ลม แดด ภูเขา ทะเล แม่น้ำ ถนน สะพาน รถไฟ หนังสือ ห้องสมุด ครู หมอ พยาบาล โรงพยาบาล ข้าว ผัก ผลไม้ มะม่วง กล้วย \
        ส้ม เดิน วิ่ง กิน นอน พูด ฟัง อ่าน เขียน ซื้อ ขาย เปิด ปิด ใหญ่ เล็ก สูง เตี้ย ยาว สั้น เร็ว ช้า ร้อน เย็น สวย งาม ดี เลว เก่า ใหม่ \
        เช้า สาย บ่าย เย็น ค่ำ คืน วัน เดือน ปี หนึ่ง สอง สาม สี่ ห้า รัฐบาล ประชาชน กฎหมาย ศาล ทนาย พยาน หลักฐาน";
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut state = from as u64 + 1;
    let mut text = String::new();
    for at in 0..count {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // The first words are the most frequent.
        let share = (state >> 40) as f64 / (1u64 << 24) as f64;
        text.push_str(words[(share * share * words.len() as f64) as usize]);
        text.push_str(if at % 9 == 8 { " " } else { "" });
    }
    text
}

#[test]
fn words_that_recur_are_no_passage_and_passages_among_them_are_found() {
    let texts: Vec<Text> = (0..100)
        .map(|n| {
            let planted = if n % 10 < 2 { thai(40, 5_000 + n / 10) } else { String::new() };
            Text::new(format!("{} {planted} {}", thai(60, n), thai(50, n + 700)))
        })
        .collect();
    let found = shared(&texts);
    let shown: Vec<&SharedPassage> = found.passages.iter().filter(|it| it.kind.is_shown()).collect();
    let is_planted = |it: &&&SharedPassage| {
        let [a, b] = [it.a.document.0, it.b.document.0];
        a + 1 == b
            && a % 10 == 0
            && texts[a as usize].slice(it.a.span).contains(&thai(30, 5_000 + a as usize / 10))
    };
    assert_eq!(shown.iter().filter(is_planted).count(), 10);
    assert_eq!(shown.len(), 10, "what is there by chance is not shown");
}

#[test]
fn a_text_with_vowel_points_or_accents_is_the_same_without_them() {
    for (dressed, plain, before, after) in [
        (
            "בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ וְהָאָרֶץ הָיְתָה תֹהוּ וָבֹהוּ וְחֹשֶׁךְ עַל פְּנֵי תְהוֹם",
            "בראשית ברא אלהים את השמים ואת הארץ והארץ היתה תהו ובהו וחשך על פני תהום",
            "אתמול ירד גשם חזק בצפון.",
            "שוק הדגים היה מלא אדם.",
        ),
        (
            "إِنَّمَا الأَعْمَالُ بِالنِّيَّاتِ وَإِنَّمَا لِكُلِّ امْرِئٍ مَا نَوَى فَمَنْ كَانَتْ هِجْرَتُهُ إِلَى دُنْيَا يُصِيبُهَا",
            "إنما الأعمال بالنيات وإنما لكل امرئ ما نوى فمن كانت هجـــرته إلى دنيا يصيبها",
            "هطل المطر أمس في الشمال.",
            "كان سوق السمك مزدحما اليوم.",
        ),
        (
            "μῆνιν ἄειδε θεὰ Πηληϊάδεω Ἀχιλῆος οὐλομένην, ἣ μυρί᾽ Ἀχαιοῖς ἄλγε᾽ ἔθηκε, πολλὰς δ᾽ ἰφθίμους ψυχὰς Ἄϊδι προΐαψεν",
            "μηνιν αειδε θεα Πηληιαδεω Αχιληος ουλομενην, η μυρι᾽ Αχαιοις αλγε᾽ εθηκε, πολλας δ᾽ ιφθιμους ψυχας Αιδι προιαψεν",
            "χθες εβρεξε πολυ στον βορρα.",
            "η ψαραγορα ηταν γεματη κοσμο.",
        ),
        (
            "le maire a répété que la bibliothèque fermée depuis février sera rénovée grâce à l’été prochain à Bézières",
            "le maire a repete que la bibliotheque fermee depuis fevrier sera renovee grace a l’ete prochain a Bezieres",
            "Il pleuvait hier dans le nord.",
            "Le port reste ouvert.",
        ),
    ] {
        let shared =
            found(&format!("{before}\n\n{dressed}. {after}"), &format!("{after}\n\n{plain}. {before}"));
        assert!(shared.contains(&(dressed.to_owned(), plain.to_owned(), Kind::Verbatim)), "{shared:?}");
    }
}
