//! The laws of reading web pages, leaflets and mails as programs save them as text: with blank lines, without any, and broken by
//! columns or by characters.

use quatrefoil::read::{Article, Form, Neighbours, read};
use quatrefoil::tree::walk;
use quatrefoil::tree::{BlockKind, Body};

fn headings_of(body: &Body, list: &mut Vec<String>) {
    for section in &body.sections {
        list.push(walk::text_of(&section.title));
        headings_of(&section.body, list);
    }
}

/// Reads a text below a title; these are its headings.
#[track_caller]
fn check(text: &str, headings: &[&str]) {
    check_whole(&format!("Welcome to the ward\n\n{text}"), headings);
}

/// Reads a text that begins with its title.
#[track_caller]
fn check_whole(text: &str, headings: &[&str]) {
    let neighbours = Neighbours::default();
    let reading =
        read(&Article { bytes: text.as_bytes(), form: Form::PlainText, stem: "page", neighbours: &neighbours });
    let mut found = Vec::new();
    headings_of(&reading.draft.expect("plain text is always read").body, &mut found);
    assert_eq!(found, headings);
}

/// Breaks words into lines of so many units.
fn broken(words: &str, most: usize, size: fn(char) -> usize) -> String {
    let mut lines = vec![String::new()];
    for word in words.split(' ') {
        let sum = |words: &str| words.chars().map(size).sum::<usize>();
        let last = lines.last_mut().expect("there is a first line");
        if last.is_empty() {
            last.push_str(word);
        } else if sum(last) + 1 + sum(word) <= most {
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.join("\n")
}

#[test]
fn lines_broken_by_characters_are_as_full_as_lines_broken_by_columns() {
    let korean = "간호사가 이름을 물어보고 진료실로 안내합니다 약 봉투와 Insulin 주사기를 가져오시고 지난 주에 느낀 점을 적어 오세요 \
                  의사는 눈을 천천히 살펴보고 다음 방문 날짜를 정합니다 OK 라고 말하면 검사를 시작합니다 통증은 거의 없습니다";
    let wide = |c: char| if c.is_ascii() { 1 } else { 2 };
    for size in [(|_| 1) as fn(char) -> usize, wide] {
        for most in [40, 60, 72] {
            let text = broken(korean, most, size);
            check(
                &format!("{text}\n\n검사 준비\n\n{text}\n\n집에 돌아온 뒤\n\n{text}\n"),
                &["검사 준비", "집에 돌아온 뒤"],
            );
        }
    }
    let hindi = "नर्स आपका नाम पूछेगी और आपको कमरे में ले जाएगी अपनी दवाइयों की सूची साथ लाएँ और पिछले हफ़्ते की तकलीफ़ लिख लें डॉक्टर आँखों को \
                 ध्यान से देखेंगे और अगली मुलाक़ात की तारीख़ तय करेंगे जाँच में दर्द नहीं होता और आप उसी दिन घर जा सकते हैं";
    let mark =
        |c: char| usize::from(!matches!(c, '\u{901}'..='\u{902}' | '\u{93c}' | '\u{941}'..='\u{948}' | '\u{94d}'));
    for size in [(|_| 1) as fn(char) -> usize, mark] {
        let text = broken(hindi, 60, size);
        check(&format!("{text}\n\nजाँच से पहले\n\n{text}\n\nघर लौटकर\n\n{text}\n"), &["जाँच से पहले", "घर लौटकर"]);
    }
}

#[test]
fn headings_stand_right_above_unbroken_paragraphs_of_any_script() {
    let chinese = "护士会先叫您的名字，然后带您进入检查室，请把正在服用的药物清单带来，也请写下上周的不适，医生会仔细检查您的眼睛。";
    let longer = format!("{chinese}{chinese}{chinese}");
    check(&format!("{longer}\n检查之前\n{chinese}\n{longer}\n回家以后\n{longer}\n"), &["检查之前", "回家以后"]);
    let russian = "Медсестра назовёт ваше имя и проводит вас, возьмите с собой список лекарств и IPhone для записи, врач осмотрит глаза.";
    check(
        &format!(
            "{russian} {russian}\nПеред осмотром\n{russian}\n{russian} {russian}\nПосле The Day Clinic\n{russian}\n"
        ),
        &["Перед осмотром", "После The Day Clinic"],
    );
}

#[test]
fn two_sentences_are_no_heading_in_scripts_of_one_case() {
    let text = "의사는 눈을 천천히 살펴보고 다음 방문 날짜를 정합니다.";
    check(
        &format!("{text}\n\n준비가 끝났습니다. 이제 무엇을 할까요?\n\n{text}\n\n무엇을 할까요?\n\n{text}\n"),
        &["무엇을 할까요?"],
    );
}

#[test]
fn a_small_picture_may_stand_before_a_heading_not_before_a_saying() {
    let text = "The nurse will call you in and ask for your name. She may ask again later.";
    check(
        &format!("{text}\n\n\u{1f48a} Your tablets\n\n{text}\n\n\u{1f622} \"Why me?\"\n\n{text}\n"),
        &["\u{1f48a} Your tablets"],
    );
}

#[test]
fn items_without_signs_are_no_headings() {
    let text = "The nurse will call you in and ask for your name, which is only to be sure that you are the one whose eyes she looks at. \
                She may ask you again later.";
    // Right below a colon, one alone is none.
    check(
        &format!(
            "{text}\nBefore the visit\n{text}\nPlease bring:\nA list of tablets\nYour glasses, and a hat.\n{text}\n"
        ),
        &["Before the visit"],
    );
    // Rows below each other: the first may head them, the last the text below.
    check(
        &format!("{text}\nPeople\nThe ward sister\nA student nurse\nYour own doctor\nBefore the visit\n{text}\n"),
        &["People", "Before the visit"],
    );
    // Where blank lines stand above headings, what stands right below a line is none.
    let apart = |words: &str| format!("{text}\n\n{words}\n\n");
    let rows = format!(
        "{text}\nThe eye clinic, on the second floor, beside the lift and the stairs to the garden of the house\nThe tea room\n\n"
    );
    check(
        &format!("{}{}{}{rows}{text}\n", apart("Before the visit"), apart("On the day"), apart("Going home")),
        &["Before the visit", "On the day", "Going home"],
    );
}

#[test]
fn rows_are_no_headings_where_blank_lines_part_all_running_text() {
    let text = "The nurse will call you in and ask for your name, which is only to be sure that you are the one whose eyes she looks at.";
    let group = |name: &str| {
        let row =
            format!("The {name} room on the second floor, beside the lift and the stairs to the garden of the house");
        format!("{text}\n\nThe {name} clinic\n\n{row}\nThe {name} garden\n{row} too\nThe {name} car park\n\n{text}\n\n")
    };
    let text = ["eye", "ear", "skin", "heart"].map(group).concat();
    check(&text, &["The eye clinic", "The ear clinic", "The skin clinic", "The heart clinic"]);
}

#[test]
fn a_title_ends_with_its_line_where_every_line_end_is_meant() {
    let text = "The nurse will call you in and ask for your name, which is only to be sure that you are the one whose eyes she looks at.";
    let more = format!("{text} {text}");
    check_whole(
        &format!("Your visit\nHow to prepare\nBring your tablets.\n\n{text}\nOn the day\n{more}\nGood luck!\n{more}\n"),
        &["How to prepare", "On the day", "Good luck!"],
    );
}

#[test]
fn short_lines_with_a_full_stop_are_headings_where_several_stand_above_text() {
    let text = "The nurse will call you in and ask for your name, which is only to be sure that you are the one whose eyes she looks at.";
    let list = "- a list of your tablets\n- your glasses";
    check(
        &format!(
            "{text}\n\nBring your things.\n\n{list}\n\nRest at home.\n\n{text}\n\nKeep the shield on.\n\n{text}\n"
        ),
        &["Bring your things.", "Rest at home.", "Keep the shield on."],
    );
    // One alone is a sentence, and so are those that mostly stand elsewhere.
    check(&format!("{text}\n\nRest at home.\n\n{text}\n"), &[]);
    let calm = "It will not hurt.\n\nYou will see well.\n\n";
    check(&format!("{calm}{text}\n\n{calm}{text}\n\n{calm}{text}\n"), &[]);
}

#[test]
fn an_article_that_a_mail_quotes_whole_keeps_its_headings() {
    let text = "Your visit\n\nThe nurse will call you in and ask\nfor your name, which is only to be\nsure of it.\n\nOn the day\n\n- Eat as \
                you always do.\n- Bring your glasses.\n";
    let quoted: String = text.lines().map(|line| format!("> {line}\n")).collect();
    check_whole(&quoted, &["On the day"]);
    check_whole(&format!("On Monday Ada Writer wrote:\n{quoted}"), &["Your visit", "On the day"]);
    // An answer stands beside its quotation.
    check_whole(&format!("{quoted}\nThank you, I shall come.\n"), &[]);
}

#[test]
fn numbers_of_editions_and_sections_are_no_times() {
    let text = "The nurse will call you in and ask for your name. She may ask again later.";
    check(
        &format!(
            "{text}\n\n3.10 Side effects\n\n{text}\n\n0.16.1 Change log\n\n{text}\n\n14.30 Lunch in the garden\n\n{text}\n"
        ),
        &["3.10 Side effects", "0.16.1 Change log"],
    );
}

#[test]
fn numbered_headings_may_stand_above_lists_and_have_full_stops() {
    let text =
        "The nurse will call you in and ask for your name, which is only to be sure of it. She may ask again later.";
    let list = "- a list of your tablets\n- your glasses";
    // The list below such a number stands no deeper than any other.
    check(
        &format!("{text}\n\n1. Bring your things\n\n{list}\n\n2. Come to the ward\n\n{list}\n"),
        &["1. Bring your things", "2. Come to the ward"],
    );
    let deeper = list.replace("- ", "   - ");
    check(&format!("{text}\n\n1. Bring your things\n\n{deeper}\n\n2. Come to the ward\n\n{deeper}\n"), &[]);
    check(
        &format!("{text}\n\n1. Who we are.\n\n{text}\n\n2. What we do; what we do not.\n\n{text}\n"),
        &["1. Who we are.", "2. What we do; what we do not."],
    );
    let steps = " 1. Wash your hands.\n 2. Dry them.";
    check(&format!("1. Drops\n\n{steps}\n\n2. Gels\n\n{steps}\n"), &["1. Drops", "2. Gels"]);
    // `C` is also a hundred, and the last letter stands above numbers of its own.
    check(
        &format!("A. Visits\n\n{text}\n\nB. Meals\n\n{text}\n\nC. Rooms\n\n{text}\n\nD. Law\n\n1. Courts\n\n{text}\n"),
        &["A. Visits", "B. Meals", "C. Rooms", "D. Law"],
    );
}

#[test]
fn what_stands_as_deep_as_the_words_of_an_item_is_no_heading() {
    let text = "The nurse will call you in and ask for your\nname, which is only to be sure of it. She may\nask again.";
    let item = "  * The nurse will call you in and ask for\n    your name, to be sure.";
    check(
        &format!(
            "Visits\n\n{text}\n\nMeals\n\n{text}\n\nBooks\n\n{item}\n    Kind: leaflet\n\n{item}\n\n    Or\n\n{item}\n"
        ),
        &["Visits", "Meals", "Books"],
    );
}

#[test]
fn paragraphs_that_count_themselves_are_no_headings() {
    let text = "The nurse will call you in and ask for your name. She may ask again later, to be sure of it.";
    check(
        &format!("1 {text}\n\n2 {text}\n\nThe ward\n\n3 {text}\n\n4 May I show a picture?\n\n5 {text}\n"),
        &["The ward"],
    );
}

#[test]
fn the_first_line_is_the_title_where_headings_stand_further_down() {
    let text = "The nurse will call you in and ask for your name. She may ask again later, to be sure of it.";
    check_whole(&format!("How we see. Report 12.\n\n{text}\n\nThe ward\n\n{text}\n"), &["The ward"]);
    let read = |text: &str| {
        let neighbours = Neighbours::default();
        let article = Article { bytes: text.as_bytes(), form: Form::PlainText, stem: "page", neighbours: &neighbours };
        walk::text_of(&read(&article).draft.expect("plain text is always read").meta.title)
    };
    assert_eq!(read(&format!("How we see. Report 12.\n\n{text}\n\nThe ward\n\n{text}\n")), "How we see. Report 12.");
    let list = "1. a towel\n2. soap\n3. your glasses";
    assert_eq!(read(&format!("2. The ward\n\n{text}\n\n{list}\n")), "2. The ward");
    // A sentence above nothing but text begins the text.
    assert_ne!(read(&format!("It will not hurt.\n\n{text}\n\n{text}\n")), "It will not hurt.");
}

#[test]
fn steps_below_a_numbered_heading_do_not_go_on_with_its_number() {
    let text =
        "The nurse will call you in and ask for your name, which is only to be sure of it. She may ask again later.";
    let steps = " 1. Wash your hands.\n 2. Dry them.";
    check(
        &format!("1. At home\n\n{text}\n\n2. On the ward\n\n{text}\n\n{steps}\n\n3. Back home\n\n{text}\n"),
        &["1. At home", "2. On the ward", "3. Back home"],
    );
}

#[test]
fn where_most_headings_ask_one_may_ask_twice_or_say_something_first() {
    let text =
        "The nurse will call you in and ask for your name, which is only to be sure of it. She may ask again later.";
    let twice = "May I eat? And what may I drink?";
    let said = "I lost my glasses on the ward. Who has them?";
    let asked = ["Who calls me?", "When may I go?", "Does it hurt?"];
    let all: Vec<&str> = asked.into_iter().chain([twice, said]).collect();
    let faq: String = all.iter().map(|question| format!("{question}\n\n{text}\n\n")).collect();
    check(&faq, &all);
    // Where others do not ask, a few words may.
    let named: String = ["Visits", "Meals", "Rooms"].iter().map(|name| format!("{name}\n\n{text}\n\n")).collect();
    check(&format!("{named}{said}\n\n{text}\n"), &["Visits", "Meals", "Rooms"]);
    let few = "Lost your glasses. What now?";
    check(&format!("{named}{few}\n\n{text}\n"), &["Visits", "Meals", "Rooms", few]);
}

#[test]
fn a_full_stop_before_a_small_letter_ends_no_sentence() {
    let text =
        "The nurse will call you in and ask for your name, which is only to be sure of it. She may ask again later.";
    check(&format!("Ein- bzw. zweimal am Tag\n\n{text}\n"), &["Ein- bzw. zweimal am Tag"]);
    check(&format!("The door is open. Come in at once\n\n{text}\n"), &[]);
}

#[test]
fn greetings_menus_and_remarks_with_a_date_are_no_headings() {
    let text =
        "The nurse will call you in and ask for your name, which is only to be sure of it. She may ask again later.";
    for line in [
        "Distinguished guests, ladies and gentlemen",
        "Meine Damen und Herren",
        "Home | Visits | Contact",
        "활성화됨: 2026년 5월 12일",
        "Ward closed: 3 May 2026 to 7 May 2026",
        "12 May 2026 Posted in News",
        "Old Town 179434",
    ] {
        check(&format!("{line}\n\n{text}\n\nVisits\n\n{text}\n"), &["Visits"]);
    }
}

#[test]
fn whom_a_speaker_greets_and_an_address_head_nothing() {
    let text =
        "The nurse will call you in and ask for your name, which is only to be sure of it. She may ask again later.";
    let greeted = "Professor Ada Writer, Head of the Ward\n\nBob Reader, Friend of the Ward\n\nLadies and gentlemen\n\nWho we are";
    check(&format!("{greeted}\n\n{text}\n\nVisits\n\n{text}\n"), &["Who we are", "Visits"]);
    let address = "Write to the ward\n\n#08-02 Mill House\n\nOld Town 179434";
    check(&format!("Visits\n\n{text}\n\n{address}\n\n{text}\n"), &["Visits", "Write to the ward"]);
}

#[test]
fn a_title_that_stands_below_itself_is_one_title() {
    let text =
        "The nurse will call you in and ask for your name, which is only to be sure of it. She may ask again later.";
    check_whole(&format!("Your visit\n\nYour visit\n\n{text}\n\nMeals\n\n{text}\n"), &["Meals"]);
}

#[test]
fn a_hyphen_stands_before_a_name_where_lists_have_other_signs() {
    let text =
        "The nurse will call you in and ask for your name, which is only to be sure of it. She may ask again later.";
    let lists = |text: &str| {
        let neighbours = Neighbours::default();
        let article = Article { bytes: text.as_bytes(), form: Form::PlainText, stem: "page", neighbours: &neighbours };
        let body = read(&article).draft.expect("plain text is always read").body;
        body.blocks.iter().filter(|block| matches!(block.kind, BlockKind::List(_))).count()
    };
    let credit = "- Ada Writer, on the ward";
    assert_eq!(lists(&format!("Your visit\n\n{text}\n\n• a towel\n• soap\n\n{text}\n\n{credit}\n\n{text}\n")), 1);
    assert_eq!(lists(&format!("Your visit\n\n{text}\n\n- a towel\n- soap\n\n{text}\n\n{credit}\n\n{text}\n")), 2);
}
