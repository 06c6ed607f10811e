//! Forty words or so in many languages, and the charsets that each is written in.

/// A text of a leaflet.
pub struct Text {
    pub lang: &'static str,
    /// Those that are found without a word about language or charset.
    pub guessed: &'static [&'static str],
    /// Those that are found where the language is said.
    pub with_lang: &'static [&'static str],
    /// Those that have to be named.
    pub named: &'static [&'static str],
    pub text: &'static str,
}

pub const TEXTS: &[Text] = &[
    Text {
        lang: "en",
        guessed: &["windows-1252"],
        with_lang: &[],
        named: &["macintosh"],
        text: "Don’t stop the tablets on your own – even when you feel well again. It’s the naïve mistake that we see most often at \
               the café next door to the ward. “When may I stop?” you may ask. Your doctor’s answer counts, and nobody else’s.\n",
    },
    Text {
        lang: "de",
        guessed: &["windows-1252", "iso-8859-1", "iso-8859-15", "macintosh"],
        with_lang: &[],
        named: &["iso-8859-10", "iso-8859-14", "iso-8859-16", "iso-8859-3", "iso-8859-4"],
        text: "Nehmen Sie die Tabletten täglich nach dem Frühstück mit einem großen Glas Wasser ein. Hören Sie nicht von selbst damit \
               auf, auch wenn es Ihnen wieder besser geht. Fragen Sie Ihre Ärztin, falls Übelkeit oder Müdigkeit länger als drei \
               Tage anhält.\n",
    },
    Text {
        lang: "fr",
        guessed: &["windows-1252", "iso-8859-1", "iso-8859-15", "macintosh"],
        with_lang: &[],
        named: &["iso-8859-16"],
        text: "Prenez le comprimé chaque matin après le petit déjeuner, avec un grand verre d'eau. N'arrêtez pas le traitement de \
               vous-même, même si vous vous sentez mieux. Parlez-en à votre médecin dès que la fièvre dépasse trente-huit degrés \
               ou si la douleur se réveille.\n",
    },
    Text {
        lang: "es",
        guessed: &["windows-1252", "iso-8859-15"],
        with_lang: &[],
        named: &["macintosh"],
        text: "Tome la pastilla cada mañana después del desayuno con un vaso de agua. No deje el tratamiento por su cuenta, aunque se \
               encuentre mejor. ¿Tiene fiebre o le duele el estómago? Llame a su médico o acuda al hospital más cercano, también \
               durante la noche.\n",
    },
    Text {
        lang: "pt",
        guessed: &["windows-1252", "macintosh"],
        with_lang: &[],
        named: &[],
        text: "Tome o comprimido todas as manhãs depois do pequeno-almoço, com um copo de água. Não interrompa o tratamento por sua \
               iniciativa, mesmo que já se sinta melhor. Se tiver febre ou dores no estômago, fale com o seu médico ou vá às \
               urgências mais próximas.\n",
    },
    Text {
        lang: "it",
        guessed: &["windows-1252", "macintosh"],
        with_lang: &[],
        named: &[],
        text: "Prenda la compressa ogni mattina dopo colazione con un bicchiere d'acqua. Non sospenda la cura di sua volontà, anche se \
               sta già meglio. Se la febbre è più alta di trentotto gradi, o se il dolore non passerà entro lunedì, chiami il \
               medico: è lì perché può aiutarla.\n",
    },
    Text {
        lang: "nl",
        guessed: &["windows-1252"],
        with_lang: &[],
        named: &[],
        text: "Neem elke ochtend na het ontbijt één tablet met een groot glas water. Stop niet op eigen houtje met de kuur, ook niet \
               als u zich beter voelt. Bel uw huisarts bij koorts of als er een allergische reactie is; de poliklinieken hebben \
               een coördinator die u verder helpt.\n",
    },
    Text {
        lang: "sv",
        guessed: &["windows-1252", "macintosh"],
        with_lang: &[],
        named: &["iso-8859-10"],
        text: "Ta en tablett varje morgon efter frukosten med ett stort glas vatten. Sluta inte med behandlingen på egen hand, även om \
               du mår bättre. Ring till mottagningen om febern inte går ner, om du får utslag på huden eller om smärtan är svår att \
               stå ut med.\n",
    },
    Text {
        lang: "da",
        guessed: &["windows-1252"],
        with_lang: &["macintosh"],
        named: &[],
        text: "Tag en tablet hver morgen efter morgenmaden med et stort glas vand. Stop ikke behandlingen på egen hånd, selv om du får \
               det bedre. Ring til lægen, hvis feberen ikke går ned, hvis du får udslæt på huden, eller hvis smerterne bliver så \
               stærke, at du ikke kan søvne.\n",
    },
    Text {
        lang: "fi",
        guessed: &["windows-1252", "macintosh"],
        with_lang: &[],
        named: &["iso-8859-15"],
        text: "Ota yksi tabletti joka aamu aamiaisen jälkeen vesilasillisen kanssa. Älä lopeta lääkitystä omin päin, vaikka olosi \
               tuntuisi paremmalta. Soita lääkärille, jos kuume ei laske, jos ihollesi tulee näppylöitä tai jos kipu yltyy niin, \
               ettet pysty nukkumaan.\n",
    },
    Text {
        lang: "is",
        guessed: &["windows-1252"],
        with_lang: &[],
        named: &[],
        text: "Taktu eina töflu á hverjum morgni eftir morgunmat með fullu glasi af vatni. Hættu ekki meðferðinni upp á eigin spýtur, \
               þótt þér líði betur. Hringdu í lækninn ef hitinn lækkar ekki, ef þú færð útbrot á húðina eða ef verkirnir versna \
               svo að þú getur ekki sofið.\n",
    },
    Text {
        lang: "cs",
        guessed: &["windows-1250", "iso-8859-2"],
        with_lang: &[],
        named: &[],
        text: "Užívejte jednu tabletu každé ráno po snídani a zapijte ji sklenicí vody. Nepřestávejte s léčbou sami od sebe, ani když \
               se už cítíte lépe. Zavolejte svému lékaři, pokud horečka neklesá, pokud se na kůži objeví vyrážka nebo pokud kvůli \
               bolesti nemůžete spát.\n",
    },
    Text {
        lang: "sk",
        guessed: &["windows-1250", "iso-8859-2"],
        with_lang: &[],
        named: &[],
        text: "Užívajte jednu tabletu každé ráno po raňajkách a zapite ju pohárom vody. Neprestávajte s liečbou sami od seba, ani keď \
               sa už cítite lepšie. Zavolajte svojmu lekárovi, ak horúčka neklesá, ak sa na koži objavia vyrážky alebo ak pre \
               bolesť nemôžete spať.\n",
    },
    Text {
        lang: "pl",
        guessed: &["windows-1250", "iso-8859-2"],
        with_lang: &[],
        named: &["iso-8859-16"],
        text: "Proszę przyjmować jedną tabletkę każdego ranka po śniadaniu i popić ją szklanką wody. Nie wolno samemu przerywać \
               leczenia, nawet jeśli czują się Państwo lepiej. Trzeba zadzwonić do lekarza, gdy gorączka nie spada, gdy pojawi się \
               wysypka albo ból nie pozwala zasnąć.\n",
    },
    Text {
        lang: "hu",
        guessed: &["windows-1250", "iso-8859-2"],
        with_lang: &[],
        named: &["iso-8859-16"],
        text: "Vegyen be egy tablettát minden reggel a reggeli után, egy nagy pohár vízzel. Ne hagyja abba a kezelést önhatalmúlag, \
               akkor sem, ha már jobban érzi magát. Hívja fel az orvosát, ha a láz nem csökken, ha bőrkiütést lát, vagy ha a \
               fájdalomtól nem tud aludni.\n",
    },
    Text {
        lang: "sl",
        guessed: &["windows-1250", "iso-8859-2"],
        with_lang: &[],
        named: &[],
        text: "Vzemite eno tableto vsako jutro po zajtrku in jo popijte s kozarcem vode. Zdravljenja ne prekinite sami, tudi če se že \
               počutite bolje. Pokličite svojega zdravnika, če vročina ne pade, če se na koži pokaže izpuščaj ali če zaradi bolečin \
               ne morete spati.\n",
    },
    Text {
        lang: "hr",
        guessed: &["windows-1250", "iso-8859-2"],
        with_lang: &[],
        named: &[],
        text: "Uzmite jednu tabletu svako jutro poslije doručka i popijte čašu vode. Nemojte sami prekidati liječenje, čak ni kad se \
               već osjećate bolje. Nazovite svojega liječnika ako temperatura ne pada, ako se na koži pojavi osip ili ako zbog \
               boli ne možete spavati.\n",
    },
    Text {
        lang: "ro",
        guessed: &["windows-1250", "iso-8859-2"],
        with_lang: &[],
        named: &[],
        text: "Luaţi câte un comprimat în fiecare dimineaţă, după micul dejun, cu un pahar mare de apă. Nu întrerupeţi singur \
               tratamentul, chiar dacă vă simţiţi mai bine. Sunaţi medicul dacă febra nu scade, dacă vă apar pete pe piele sau dacă \
               durerea nu vă lasă să dormiţi.\n",
    },
    Text {
        lang: "ro",
        guessed: &[],
        with_lang: &[],
        named: &["iso-8859-16"],
        text: "Luați câte un comprimat în fiecare dimineață, după micul dejun, și nu întrerupeți singur tratamentul.\n",
    },
    Text {
        lang: "ru",
        guessed: &["windows-1251", "koi8-r", "iso-8859-5", "ibm866", "x-mac-cyrillic"],
        with_lang: &[],
        named: &["koi8-u"],
        text: "Принимайте по одной таблетке каждое утро после завтрака и запивайте её стаканом воды. Не прекращайте лечение сами, даже \
               если вам уже лучше. Позвоните врачу, если температура не снижается, если на коже появилась сыпь или если боль не \
               даёт вам спать. Обязательно скажите ему обо всём, что вы принимаете.\n",
    },
    Text {
        lang: "uk",
        guessed: &["windows-1251", "koi8-u", "iso-8859-5"],
        with_lang: &[],
        named: &["x-mac-cyrillic"],
        text: "Приймайте по одній таблетці щоранку після сніданку та запивайте її склянкою води. Не припиняйте лікування самі, навіть \
               якщо вам уже краще. Зателефонуйте лікареві, якщо температура не спадає, якщо на шкірі з'явився висип або якщо біль \
               не дає вам спати.\n",
    },
    Text {
        lang: "bg",
        guessed: &["windows-1251", "iso-8859-5"],
        with_lang: &[],
        named: &[],
        text: "Вземайте по една таблетка всяка сутрин след закуска и я изпивайте с чаша вода. Не прекъсвайте лечението сами, дори ако \
               вече се чувствате по-добре. Обадете се на лекаря си, ако температурата не пада, ако по кожата се появи обрив или \
               ако болката не ви дава да спите.\n",
    },
    Text {
        lang: "el",
        guessed: &["windows-1253", "iso-8859-7"],
        with_lang: &[],
        named: &[],
        text: "Παίρνετε ένα χάπι κάθε πρωί μετά το πρωινό με ένα ποτήρι νερό. Μη σταματήσετε μόνοι σας τη θεραπεία, ακόμα κι αν \
               νιώθετε καλύτερα. Τηλεφωνήστε στον γιατρό σας αν ο πυρετός δεν πέφτει, αν βγάλετε εξάνθημα στο δέρμα ή αν ο πόνος \
               δεν σας αφήνει να κοιμηθείτε.\n",
    },
    Text {
        lang: "tr",
        guessed: &["windows-1254", "iso-8859-9"],
        with_lang: &[],
        named: &[],
        text: "Her sabah kahvaltıdan sonra bir bardak suyla bir tablet alınız. Kendinizi daha iyi hissetseniz bile tedaviyi kendi \
               başınıza bırakmayınız. Ateşiniz düşmezse, derinizde döküntü görürseniz ya da ağrı yüzünden uyuyamıyorsanız \
               doktorunuzu arayınız.\n",
    },
    Text {
        lang: "he",
        guessed: &["windows-1255", "iso-8859-8-i"],
        with_lang: &[],
        named: &["iso-8859-8"],
        text: "קחו כדור אחד בכל בוקר אחרי הארוחה עם כוס מים. אל תפסיקו את הטיפול על דעת עצמכם, גם אם אתם כבר מרגישים טוב יותר. \
               התקשרו לרופא אם החום אינו יורד, אם מופיעה פריחה על העור או אם הכאב אינו נותן לכם לישון.\n",
    },
    Text {
        lang: "ar",
        guessed: &["windows-1256", "iso-8859-6"],
        with_lang: &[],
        named: &[],
        text: "تناول قرصا واحدا كل صباح بعد الفطور مع كوب من الماء. لا توقف العلاج من تلقاء نفسك حتى لو شعرت بتحسن. اتصل بطبيبك إذا لم \
               تنخفض الحرارة أو ظهر طفح على الجلد أو إذا منعك الألم من النوم.\n",
    },
    Text {
        lang: "lt",
        guessed: &["windows-1257", "iso-8859-13"],
        with_lang: &[],
        named: &["iso-8859-4", "iso-8859-10"],
        text: "Gerkite po vieną tabletę kiekvieną rytą po pusryčių, užsigerdami stikline vandens. Nenutraukite gydymo patys, net jeigu \
               jaučiatės geriau. Paskambinkite gydytojui, jeigu karščiavimas nemažėja, jeigu ant odos atsirado bėrimas arba jeigu \
               dėl skausmo negalite užmigti.\n",
    },
    Text {
        lang: "lv",
        guessed: &["windows-1257", "iso-8859-13", "iso-8859-4"],
        with_lang: &[],
        named: &["iso-8859-10"],
        text: "Lietojiet vienu tableti katru rītu pēc brokastīm, uzdzerot glāzi ūdens. Nepārtrauciet ārstēšanu paši, pat ja jūtaties \
               labāk. Zvaniet ārstam, ja drudzis nesamazinās, ja uz ādas parādās izsitumi vai ja sāpju dēļ nevarat aizmigt.\n",
    },
    Text {
        lang: "et",
        guessed: &["windows-1252"],
        with_lang: &[],
        named: &["windows-1257", "iso-8859-13", "iso-8859-4"],
        text: "Võtke igal hommikul pärast hommikusööki üks tablett koos klaasitäie veega. Ärge katkestage ravi omal käel, isegi kui \
               tunnete end paremini. Helistage arstile, kui palavik ei alane, kui nahale tekib lööve või kui valu tõttu ei saa \
               magada.\n",
    },
    Text {
        lang: "eo",
        guessed: &["iso-8859-3"],
        with_lang: &[],
        named: &[],
        text: "Prenu unu tablojdon ĉiun matenon post la matenmanĝo kun granda glaso da akvo. Ne ĉesigu la kuracadon mem, eĉ se vi jam \
               sentas vin pli bone. Telefonu al via kuracisto, se la febro ne malaltiĝas, aŭ se la doloro ne lasas vin dormi.\n",
    },
    Text {
        lang: "mt",
        guessed: &[],
        with_lang: &["iso-8859-3"],
        named: &[],
        text: "Ħu pillola waħda kuljum filgħodu wara l-kolazzjon ma' tazza ilma. Tieqafx mill-kura minn jeddek, anki jekk tħossok \
               aħjar. Ċempel lit-tabib jekk id-deni ma jinżilx, jew jekk l-uġigħ ma jħallikx torqod.\n",
    },
    Text {
        lang: "se",
        guessed: &[],
        with_lang: &["iso-8859-10"],
        named: &["iso-8859-4"],
        text: "Váldde ovtta tableahta juohke iđida maŋŋil iđitboradeami čáziin. Ale heaittit dálkkodeami ieš, vaikke dovddat iežat \
               buoret. Riŋge doaktárii jus feber ii njieja.\n",
    },
    Text {
        lang: "cy",
        guessed: &[],
        with_lang: &[],
        named: &["iso-8859-14"],
        text: "Cymerwch un dabled bob bore gyda gwydraid o ddŵr. Peidiwch â rhoi'r gorau i'r driniaeth eich hun, hyd yn oed os ŷch chi'n \
               teimlo'n well. Ffoniwch y tŷ gofal os yw'r gwres yn uchel.\n",
    },
    Text {
        lang: "vi",
        guessed: &["windows-1258"],
        with_lang: &[],
        named: &[],
        // The charset has letters and tone marks apart.
        text: "Mô\u{303}i buô\u{309}i sáng uô\u{301}ng mô\u{323}t viên thuô\u{301}c sau bư\u{303}a ăn vơ\u{301}i mô\u{323}t ly nươ\u{301}c. \
               Đư\u{300}ng tư\u{323} y\u{301} ngưng thuô\u{301}c, ngay ca\u{309} khi ba\u{323}n đa\u{303} thâ\u{301}y khoe\u{309} hơn. Ha\u{303}y go\u{323}i cho \
               bác si\u{303} nê\u{301}u vâ\u{303}n co\u{300}n sô\u{301}t hay đau đê\u{301}n mâ\u{301}t ngu\u{309}.\n",
    },
    Text {
        lang: "th",
        guessed: &["windows-874"],
        with_lang: &[],
        named: &[],
        text: "รับประทานยาครั้งละหนึ่งเม็ดทุกเช้าหลังอาหารพร้อมน้ำหนึ่งแก้ว อย่าหยุดยาเองแม้ว่าจะรู้สึกดีขึ้นแล้ว โทรหาแพทย์หากไข้ไม่ลด มีผื่นขึ้นตามผิวหนัง หรือปวดจนนอนไม่หลับ\n",
    },
    Text {
        lang: "ja",
        guessed: &["shift_jis", "euc-jp", "iso-2022-jp"],
        with_lang: &[],
        named: &[],
        text: "毎朝、朝食のあとに一錠をコップ一杯の水で飲んでください。気分がよくなっても、自分の判断で薬をやめないでください。熱が下がらないとき、\
               皮膚に発疹が出たとき、痛みで眠れないときは、すぐに医師に電話してください。\n",
    },
    Text {
        lang: "zh-Hans",
        guessed: &["gbk", "gb18030"],
        with_lang: &[],
        named: &["gb2312"],
        text: "每天早饭后用一杯水送服一片药。即使您觉得好些了，也不要自行停药。如果发烧不退、皮肤上出现皮疹，或者疼得睡不着觉，请马上给医生打电话。\n",
    },
    Text {
        lang: "zh-Hant",
        guessed: &["big5"],
        with_lang: &[],
        named: &[],
        text: "每天早飯後用一杯水送服一片藥。即使您覺得好些了，也不要自行停藥。如果發燒不退、皮膚上出現皮疹，或者疼得睡不著覺，請馬上給醫生打電話。\n",
    },
    Text {
        lang: "ko",
        guessed: &["euc-kr"],
        with_lang: &[],
        named: &[],
        text: "매일 아침 식사 후에 물 한 컵과 함께 한 알을 드십시오. 몸이 나아진 것 같아도 스스로 약을 끊지 마십시오. 열이 내리지 않거나 피부에 \
               발진이 생기거나 아파서 잠을 잘 수 없으면 의사에게 전화하십시오.\n",
    },
];
