//! The words that the plain-text edition adds, in the languages of [`super::Labels`].
//!
//! What other formats show by place, type or colour, plain text has to say. The words stand before a colon (`Quote:`) or in
//! square brackets (`[End: Quote]`).

use super::Labels;

/// The words of the plain-text edition in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextLabels(&'static Words);

#[derive(Debug, PartialEq, Eq)]
struct Words {
    lang: &'static str,
    /// What stands before a colon, and the colon: French puts a space before it.
    colon: &'static str,
    section: &'static str,
    part: &'static str,
    quote: &'static str,
    table: &'static str,
    exact: &'static str,
    end: &'static str,
    deleted: &'static str,
    about: &'static str,
    phone: &'static str,
    online: &'static str,
    usage: [&'static str; 4],
}

impl TextLabels {
    /// The words in the language of other labels.
    pub fn of(labels: &Labels) -> TextLabels {
        TextLabels(TABLE.iter().find(|words| words.lang == labels.lang.primary()).unwrap_or(&TABLE[0]))
    }

    /// What parts a label from what it labels: `: `, and in French a no-break space before it.
    pub fn colon(self) -> &'static str {
        self.0.colon
    }

    /// Where a link within the text leads: "Section 2.1".
    pub fn section(self, number: &str) -> String {
        self.0.section.replace("{}", number)
    }

    /// The place of a part among its neighbours: "Part 2 of 7".
    pub fn part_of(self, number: &str, last: &str) -> String {
        self.0.part.replacen("{}", number, 1).replacen("{}", last, 1)
    }

    /// Stands before the words of someone else.
    pub fn quote(self) -> &'static str {
        self.0.quote
    }

    /// Stands before a table.
    pub fn table(self) -> &'static str {
        self.0.table
    }

    /// Stands before text whose spaces and lines matter.
    pub fn exact(self) -> &'static str {
        self.0.exact
    }

    /// Stands before the name of what ends.
    pub fn end(self) -> &'static str {
        self.0.end
    }

    /// Stands before words that are struck out.
    pub fn deleted(self) -> &'static str {
        self.0.deleted
    }

    /// The heading of what is said about the article at its end.
    pub fn about(self) -> &'static str {
        self.0.about
    }

    /// "Telephone: 0800 123 456".
    pub fn phone(self, number: &str) -> String {
        self.0.phone.replace("{}", number)
    }

    /// "Online: https://…".
    pub fn online(self, address: &str) -> String {
        self.0.online.replace("{}", address)
    }

    /// How to use the text, of that many columns.
    pub fn usage(self, width: usize) -> String {
        self.0.usage[0].replace("{}", &width.to_string())
    }

    /// That headings say their place.
    pub fn usage_of_headings(self) -> &'static str {
        self.0.usage[1]
    }

    /// What a number in brackets means.
    pub fn usage_of_links(self) -> &'static str {
        self.0.usage[2]
    }

    /// Where the notes are.
    pub fn usage_of_notes(self) -> &'static str {
        self.0.usage[3]
    }
}

const TABLE: &[Words] = &[
    Words {
        lang: "en",
        colon: ": ",
        section: "Section {}",
        part: "Part {} of {}",
        quote: "Quote",
        table: "Table",
        exact: "Exact text",
        end: "End",
        deleted: "Deleted",
        about: "About this text",
        phone: "Telephone: {}",
        online: "Online: {}",
        usage: [
            "How to use this text: make the letters as large as you like. No line is longer than {} characters.",
            "Each heading says its place.",
            "A number such as [1] leads to an address at the end.",
            "The notes are at the end too.",
        ],
    },
    Words {
        lang: "de",
        colon: ": ",
        section: "Abschnitt {}",
        part: "Teil {} von {}",
        quote: "Zitat",
        table: "Tabelle",
        exact: "Genauer Wortlaut",
        end: "Ende",
        deleted: "Gestrichen",
        about: "Über diesen Text",
        phone: "Telefon: {}",
        online: "Im Internet: {}",
        usage: [
            "So lesen Sie diesen Text: Stellen Sie die Schrift so groß, wie Sie möchten. Keine Zeile ist länger als {} Zeichen.",
            "Jede Überschrift nennt ihre Stelle im Text.",
            "Eine Zahl wie [1] führt zu einer Adresse am Ende.",
            "Auch die Anmerkungen stehen am Ende.",
        ],
    },
    Words {
        lang: "fr",
        colon: "\u{a0}: ",
        section: "Section {}",
        part: "Partie {} sur {}",
        quote: "Citation",
        table: "Tableau",
        exact: "Texte exact",
        end: "Fin",
        deleted: "Supprimé",
        about: "À propos de ce texte",
        phone: "Téléphone\u{a0}: {}",
        online: "En ligne\u{a0}: {}",
        usage: [
            "Comment lire ce texte\u{a0}: agrandissez les lettres autant que vous le souhaitez. Aucune ligne ne dépasse {} caractères.",
            "Chaque titre indique sa place.",
            "Un numéro comme [1] renvoie à une adresse à la fin.",
            "Les notes se trouvent aussi à la fin.",
        ],
    },
    Words {
        lang: "es",
        colon: ": ",
        section: "Sección {}",
        part: "Parte {} de {}",
        quote: "Cita",
        table: "Tabla",
        exact: "Texto exacto",
        end: "Fin",
        deleted: "Suprimido",
        about: "Sobre este texto",
        phone: "Teléfono: {}",
        online: "En línea: {}",
        usage: [
            "Cómo leer este texto: agrande las letras tanto como quiera. Ninguna línea tiene más de {} caracteres.",
            "Cada título indica su lugar.",
            "Un número como [1] remite a una dirección al final.",
            "Las notas también están al final.",
        ],
    },
    Words {
        lang: "it",
        colon: ": ",
        section: "Sezione {}",
        part: "Parte {} di {}",
        quote: "Citazione",
        table: "Tabella",
        exact: "Testo esatto",
        end: "Fine",
        deleted: "Eliminato",
        about: "Informazioni su questo testo",
        phone: "Telefono: {}",
        online: "In rete: {}",
        usage: [
            "Come leggere questo testo: ingrandisca le lettere quanto desidera. Nessuna riga supera {} caratteri.",
            "Ogni titolo indica la sua posizione.",
            "Un numero come [1] rimanda a un indirizzo alla fine.",
            "Anche le note sono alla fine.",
        ],
    },
    Words {
        lang: "nl",
        colon: ": ",
        section: "Paragraaf {}",
        part: "Deel {} van {}",
        quote: "Citaat",
        table: "Tabel",
        exact: "Exacte tekst",
        end: "Einde",
        deleted: "Vervallen",
        about: "Over deze tekst",
        phone: "Telefoon: {}",
        online: "Online: {}",
        usage: [
            "Zo leest u deze tekst: maak de letters zo groot als u wilt. Geen regel is langer dan {} tekens.",
            "Elke kop noemt zijn plaats.",
            "Een nummer zoals [1] verwijst naar een adres aan het eind.",
            "Ook de noten staan aan het eind.",
        ],
    },
];
