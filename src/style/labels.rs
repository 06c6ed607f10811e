//! The few words that editions add to an article, in its own language.

use crate::tree::{CalloutKind, Contributor, Date, Lang, Meta, NoteId, Role, Task};

/// The words that editions add: never part of what the article says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// The language these words are in: that of the article, or English where its language has none yet. Formats that can say
    /// so mark the words with it.
    pub lang: Lang,
    words: &'static Words,
}

#[derive(Debug, PartialEq, Eq)]
struct Words {
    lang: &'static str,
    contents: &'static str,
    notes: &'static str,
    note: &'static str,
    links: &'static str,
    image: &'static str,
    skip: &'static str,
    cover: &'static str,
    back: &'static str,
    page: &'static str,
    page_of: &'static str,
    published: &'static str,
    modified: &'static str,
    reviewed: &'static str,
    next_review: &'static str,
    version: &'static str,
    callouts: [&'static str; 6],
    tasks: [&'static str; 2],
    /// Who wrote, edited, translated, illustrated and reviewed it.
    made_by: [&'static str; 5],
    date: &'static str,
    months: [&'static str; 12],
}

impl Labels {
    /// The words for a language; English ones where it has none here.
    pub fn of(lang: &Lang) -> Labels {
        let words = TABLE.iter().find(|words| words.lang == lang.primary()).unwrap_or(&TABLE[0]);
        let lang = if words.lang == lang.primary() { lang.clone() } else { Lang::english() };
        Labels { lang, words }
    }

    /// The heading of the list of contents.
    pub fn contents(&self) -> &'static str {
        self.words.contents
    }

    /// The heading of the notes.
    pub fn notes(&self) -> &'static str {
        self.words.notes
    }

    /// The name of one note: "Note 3".
    pub fn note(&self, id: NoteId) -> String {
        self.words.note.replace("{}", &id.number().to_string())
    }

    /// The heading of the list of web addresses.
    pub fn links(&self) -> &'static str {
        self.words.links
    }

    /// What stands before the words of an image in plain text.
    pub fn image(&self) -> &'static str {
        self.words.image
    }

    /// The link that skips to the article.
    pub fn skip(&self) -> &'static str {
        self.words.skip
    }

    /// The name of the book's cover.
    pub fn cover(&self) -> &'static str {
        self.words.cover
    }

    /// The link from a note back to the text.
    pub fn back(&self) -> &'static str {
        self.words.back
    }

    /// The name of one page: "Page 3".
    pub fn page(&self, number: usize) -> String {
        self.words.page.replace("{}", &number.to_string())
    }

    /// The place of a page among all: "Page 2 of 5".
    pub fn page_of(&self, number: usize, count: usize) -> String {
        self.words.page_of.replacen("{}", &number.to_string(), 1).replacen("{}", &count.to_string(), 1)
    }

    /// "Published: 12 May 2026".
    pub fn published(&self, date: Date) -> String {
        self.words.published.replace("{}", &self.date(date))
    }

    /// "Updated: 12 May 2026".
    pub fn modified(&self, date: Date) -> String {
        self.words.modified.replace("{}", &self.date(date))
    }

    /// "Reviewed: 12 May 2026".
    pub fn reviewed(&self, date: Date) -> String {
        self.words.reviewed.replace("{}", &self.date(date))
    }

    /// "Next review: 12 May 2028".
    pub fn next_review(&self, date: Date) -> String {
        self.words.next_review.replace("{}", &self.date(date))
    }

    /// "Version: 3".
    pub fn version(&self, version: &str) -> String {
        self.words.version.replace("{}", version)
    }

    /// Who made the article, when it was checked and which version it is: one phrase for each, in the order of reading.
    pub fn facts(&self, meta: &Meta) -> Vec<String> {
        let mut facts = self.made_by(&meta.contributors);
        facts.extend(meta.published.map(|date| self.published(date)));
        facts.extend(meta.modified.map(|date| self.modified(date)));
        facts.extend(meta.reviewed.map(|date| self.reviewed(date)));
        facts.extend(meta.next_review.map(|date| self.next_review(date)));
        facts.extend(meta.version.as_ref().map(|version| self.version(version.as_str())));
        facts
    }

    /// Who made the article, one phrase for each role: "Written by A. Author, B. Author". Names alone where the role has no
    /// phrase here. Roles come in the order in which the article first names them.
    pub fn made_by(&self, contributors: &[Contributor]) -> Vec<String> {
        let mut roles: Vec<&Role> = Vec::new();
        for contributor in contributors {
            if !roles.contains(&&contributor.role) {
                roles.push(&contributor.role);
            }
        }
        let phrase = |role: &Role| {
            let names = contributors.iter().filter(|contributor| contributor.role == *role);
            let names: Vec<&str> = names.map(|contributor| contributor.name.as_str()).collect();
            let known = ["aut", "edt", "trl", "ill", "rev"].iter().position(|known| *known == role.as_str());
            let pattern = known.map_or("{}", |index| self.words.made_by[index]);
            pattern.replace("{}", &names.join(", "))
        };
        roles.into_iter().map(phrase).collect()
    }

    /// The kind of a callout in words: "Warning".
    pub fn callout(&self, kind: CalloutKind) -> &'static str {
        self.words.callouts[match kind {
            CalloutKind::Aside => 0,
            CalloutKind::Note => 1,
            CalloutKind::Tip => 2,
            CalloutKind::Important => 3,
            CalloutKind::Warning => 4,
            CalloutKind::Caution => 5,
        }]
    }

    /// What the box of a task says to those who do not see it: "To do" or "Done".
    pub fn task(&self, task: Task) -> &'static str {
        self.words.tasks[match task {
            Task::Open => 0,
            Task::Done => 1,
        }]
    }

    /// The months of the year, January first.
    pub fn months(&self) -> &'static [&'static str; 12] {
        &self.words.months
    }

    /// A date in words: "12 May 2026"; a month or a year alone where the day is not known.
    pub fn date(&self, date: Date) -> String {
        let month = date.month().map(|month| self.words.months[usize::from(month) - 1]);
        match (month, date.day()) {
            (Some(month), Some(day)) => self
                .words
                .date
                .replace("{d}", &day.to_string())
                .replace("{m}", month)
                .replace("{y}", &date.year().to_string()),
            (Some(month), None) => format!("{month} {}", date.year()),
            (None, _) => date.year().to_string(),
        }
    }
}

const TABLE: &[Words] = &[
    Words {
        lang: "en",
        contents: "Contents",
        notes: "Notes",
        note: "Note {}",
        links: "Web addresses",
        image: "Image",
        skip: "Skip to the article",
        cover: "Cover",
        back: "Back to the text",
        page: "Page {}",
        page_of: "Page {} of {}",
        published: "Published: {}",
        modified: "Updated: {}",
        reviewed: "Reviewed: {}",
        next_review: "Next review: {}",
        version: "Version: {}",
        callouts: ["More", "Note", "Tip", "Important", "Warning", "Caution"],
        tasks: ["To do", "Done"],
        made_by: ["Written by {}", "Edited by {}", "Translated by {}", "Illustrated by {}", "Reviewed by {}"],
        date: "{d} {m} {y}",
        months: [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    },
    Words {
        lang: "de",
        contents: "Inhalt",
        notes: "Anmerkungen",
        note: "Anmerkung {}",
        links: "Internetadressen",
        image: "Bild",
        skip: "Zum Artikel springen",
        cover: "Titelbild",
        back: "Zurück zum Text",
        page: "Seite {}",
        page_of: "Seite {} von {}",
        published: "Veröffentlicht: {}",
        modified: "Aktualisiert: {}",
        reviewed: "Geprüft: {}",
        next_review: "Nächste Prüfung: {}",
        version: "Fassung: {}",
        callouts: ["Mehr", "Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht"],
        tasks: ["Offen", "Erledigt"],
        made_by: ["Text: {}", "Redaktion: {}", "Übersetzung: {}", "Illustration: {}", "Fachliche Prüfung: {}"],
        date: "{d}. {m} {y}",
        months: [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
    },
    Words {
        lang: "fr",
        contents: "Sommaire",
        notes: "Notes",
        note: "Note {}",
        links: "Adresses web",
        image: "Image",
        skip: "Aller à l’article",
        cover: "Couverture",
        back: "Retour au texte",
        page: "Page {}",
        page_of: "Page {} sur {}",
        published: "Publié : {}",
        modified: "Mis à jour : {}",
        reviewed: "Relu : {}",
        next_review: "Prochaine relecture : {}",
        version: "Version : {}",
        callouts: ["En savoir plus", "Remarque", "Conseil", "Important", "Avertissement", "Attention"],
        tasks: ["À faire", "Fait"],
        made_by: ["Texte : {}", "Édition : {}", "Traduction : {}", "Illustrations : {}", "Relecture : {}"],
        date: "{d} {m} {y}",
        months: [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
    },
    Words {
        lang: "es",
        contents: "Contenido",
        notes: "Notas",
        note: "Nota {}",
        links: "Direcciones web",
        image: "Imagen",
        skip: "Ir al artículo",
        cover: "Portada",
        back: "Volver al texto",
        page: "Página {}",
        page_of: "Página {} de {}",
        published: "Publicado: {}",
        modified: "Actualizado: {}",
        reviewed: "Revisado: {}",
        next_review: "Próxima revisión: {}",
        version: "Versión: {}",
        callouts: ["Más información", "Nota", "Consejo", "Importante", "Advertencia", "Precaución"],
        tasks: ["Pendiente", "Hecho"],
        made_by: ["Texto: {}", "Edición: {}", "Traducción: {}", "Ilustraciones: {}", "Revisión: {}"],
        date: "{d} de {m} de {y}",
        months: [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
    },
    Words {
        lang: "it",
        contents: "Indice",
        notes: "Note",
        note: "Nota {}",
        links: "Indirizzi web",
        image: "Immagine",
        skip: "Vai all’articolo",
        cover: "Copertina",
        back: "Torna al testo",
        page: "Pagina {}",
        page_of: "Pagina {} di {}",
        published: "Pubblicato: {}",
        modified: "Aggiornato: {}",
        reviewed: "Revisione: {}",
        next_review: "Prossima revisione: {}",
        version: "Versione: {}",
        callouts: ["Per saperne di più", "Nota", "Suggerimento", "Importante", "Avvertenza", "Attenzione"],
        tasks: ["Da fare", "Fatto"],
        made_by: ["Testo: {}", "Redazione: {}", "Traduzione: {}", "Illustrazioni: {}", "Revisione: {}"],
        date: "{d} {m} {y}",
        months: [
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ],
    },
    Words {
        lang: "nl",
        contents: "Inhoud",
        notes: "Noten",
        note: "Noot {}",
        links: "Webadressen",
        image: "Afbeelding",
        skip: "Naar het artikel",
        cover: "Omslag",
        back: "Terug naar de tekst",
        page: "Pagina {}",
        page_of: "Pagina {} van {}",
        published: "Gepubliceerd: {}",
        modified: "Bijgewerkt: {}",
        reviewed: "Nagekeken: {}",
        next_review: "Volgende controle: {}",
        version: "Versie: {}",
        callouts: ["Meer", "Opmerking", "Tip", "Belangrijk", "Waarschuwing", "Let op"],
        tasks: ["Te doen", "Gedaan"],
        made_by: ["Tekst: {}", "Redactie: {}", "Vertaling: {}", "Illustraties: {}", "Beoordeling: {}"],
        date: "{d} {m} {y}",
        months: [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
    },
];
