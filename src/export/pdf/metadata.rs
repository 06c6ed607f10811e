//! The metadata of a PDF: the catalog, Info, the XMP packet, which agree, and the colours it is meant for.

use super::file::{File, name};
use super::icc;
use super::text::text_string;
use crate::export::Job;
use crate::export::mark::between;
use crate::tree::{Date, Meta, Role, walk};
use lopdf::{Dictionary, Object, Stream};
use std::fmt::Write;

/// Writes the catalog's entries and the Info dictionary.
pub(super) fn write(file: &mut File, job: Job<'_>) {
    let meta = job.document.meta();
    let facts = Facts::of(job);
    file.catalog().set("Lang", text_string(meta.lang.as_str()));
    let mut preferences = Dictionary::new();
    preferences.set("DisplayDocTitle", true);
    if job.document.direction() == crate::tree::Direction::Rtl {
        preferences.set("Direction", name("R2L"));
    }
    file.catalog().set("ViewerPreferences", preferences);
    output_intent(file);
    let mut info = Dictionary::new();
    let entries = [
        ("Title", Some(facts.title)),
        ("Author", Some(facts.authors.join(", ")).filter(|names| !names.is_empty())),
        ("Subject", facts.description.map(str::to_owned)),
        ("Keywords", Some(facts.subjects.join(", ")).filter(|words| !words.is_empty())),
        ("Creator", Some(CREATOR.to_owned())),
        ("Producer", Some(PRODUCER.to_owned())),
        ("CreationDate", facts.created.map(pdf_date)),
        ("ModDate", facts.changed.map(pdf_date)),
    ];
    for (key, value) in entries {
        if let Some(value) = value {
            info.set(key, text_string(&value));
        }
    }
    if let Ok(old) = file.document.trailer.get(b"Info").and_then(Object::as_reference) {
        file.document.set_object(old, info);
    }
}

const CREATOR: &str = "Quatrefoil";
const PRODUCER: &str = concat!("Quatrefoil ", env!("CARGO_PKG_VERSION"));

/// The facts that both Info and XMP say.
struct Facts<'a> {
    title: String,
    authors: Vec<&'a str>,
    others: Vec<&'a str>,
    description: Option<&'a str>,
    subjects: Vec<&'a str>,
    created: Option<Date>,
    changed: Option<Date>,
}

impl<'a> Facts<'a> {
    fn of(job: Job<'a>) -> Facts<'a> {
        let meta: &Meta = job.document.meta();
        let author = Role::author();
        let (authors, others) = meta.contributors.iter().partition::<Vec<_>, _>(|who| who.role == author);
        let names = |list: Vec<&'a crate::tree::Contributor>| list.into_iter().map(|who| who.name.as_str()).collect();
        let created = meta.published.or(meta.modified).or(job.build_date);
        Facts {
            title: walk::text_of(&meta.title),
            authors: names(authors),
            others: names(others),
            description: meta.description.as_ref().map(crate::tree::Line::as_str),
            subjects: meta.subjects.iter().map(crate::tree::Line::as_str).collect(),
            created,
            changed: meta.modified.or(created),
        }
    }
}

/// ISO 32000-1, 7.9.4: as exact as it is known.
fn pdf_date(date: Date) -> String {
    format!("D:{}", date.to_string().replace('-', ""))
}

fn output_intent(file: &mut File) {
    let mut profile = Dictionary::new();
    profile.set("N", 3);
    let profile = file.add(Stream::new(profile, icc::srgb()));
    let mut intent = Dictionary::new();
    intent.set("Type", name("OutputIntent"));
    intent.set("S", name("GTS_PDFA1"));
    intent.set("OutputConditionIdentifier", text_string("sRGB IEC61966-2.1"));
    intent.set("RegistryName", text_string("http://www.color.org"));
    intent.set("Info", text_string("sRGB IEC61966-2.1"));
    intent.set("DestOutputProfile", profile);
    file.catalog().set("OutputIntents", vec![intent.into()]);
}

/// Writes the XMP packet, which says what the file conforms to. Only for a file whose check holds.
pub(super) fn stamp(file: &mut File, job: Job<'_>) {
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", name("Metadata"));
    dictionary.set("Subtype", name("XML"));
    // Readable without unpacking, for programs that look for it in the bytes.
    let packet = Stream::new(dictionary, xmp(job).into_bytes()).with_compression(false);
    let packet = file.add(packet);
    file.catalog().set("Metadata", packet);
}

/// The title, where the XMP packet, which is never compressed, names this program as the producer.
pub(super) fn mark(bytes: &[u8]) -> Option<String> {
    let packet = between(bytes, "<x:xmpmeta", "</x:xmpmeta>")?.as_bytes();
    let is_ours = between(packet, "<pdf:Producer>", "</pdf:Producer>")?.starts_with(CREATOR);
    let title = between(packet, "<dc:title>", "</dc:title>")?;
    is_ours.then(|| title.to_owned())
}

/// The XMP packet (ISO 16684-1).
fn xmp(job: Job<'_>) -> String {
    let meta = job.document.meta();
    let facts = Facts::of(job);
    let mut packet = Packet { text: String::from(HEAD), lang: meta.lang.as_str() };
    packet.words("dc:title", &facts.title);
    packet.list("dc:creator", "rdf:Seq", &facts.authors);
    packet.list("dc:contributor", "rdf:Bag", &facts.others);
    if let Some(description) = facts.description {
        packet.words("dc:description", description);
    }
    packet.list("dc:language", "rdf:Bag", &[meta.lang.as_str()]);
    packet.list("dc:publisher", "rdf:Bag", meta.publisher.as_ref().map(crate::tree::Line::as_str).as_slice());
    packet.list("dc:subject", "rdf:Bag", &facts.subjects);
    if let Some(rights) = &meta.rights {
        packet.words("dc:rights", rights.as_str());
    }
    if let Some(identifier) = &meta.identifier {
        packet.plain("dc:identifier", identifier.as_str());
    }
    packet.plain("dc:format", "application/pdf");
    packet.plain("xmp:CreatorTool", CREATOR);
    if let Some(created) = facts.created {
        packet.plain("xmp:CreateDate", &created.to_string());
    }
    if let Some(changed) = facts.changed {
        packet.plain("xmp:ModifyDate", &changed.to_string());
    }
    packet.plain("pdf:Producer", PRODUCER);
    if !facts.subjects.is_empty() {
        packet.plain("pdf:Keywords", &facts.subjects.join(", "));
    }
    packet.plain("pdfuaid:part", "1");
    packet.plain("pdfaid:part", "2");
    packet.plain("pdfaid:conformance", "A");
    packet.text.push_str(FOOT);
    packet.text
}

const HEAD: &str = "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">
<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">
";

/// The second description tells PDF/A what `pdfuaid:part` is (ISO 19005-2, 6.6.2.3), which is not among the properties it knows.
const FOOT: &str = "</rdf:Description>
<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end=\"r\"?>";

struct Packet<'a> {
    text: String,
    lang: &'a str,
}

impl Packet<'_> {
    fn plain(&mut self, property: &str, value: &str) {
        let _ = writeln!(self.text, "<{property}>{}</{property}>", escaped(value));
    }

    /// Words in the language of the document, which is also the default.
    fn words(&mut self, property: &str, words: &str) {
        let words = escaped(words);
        let _ = write!(self.text, "<{property}><rdf:Alt><rdf:li xml:lang=\"x-default\">{words}</rdf:li>");
        let _ = writeln!(self.text, "<rdf:li xml:lang=\"{}\">{words}</rdf:li></rdf:Alt></{property}>", self.lang);
    }

    fn list(&mut self, property: &str, container: &str, values: &[&str]) {
        if values.is_empty() {
            return;
        }
        let _ = write!(self.text, "<{property}><{container}>");
        for value in values {
            let _ = write!(self.text, "<rdf:li>{}</rdf:li>", escaped(value));
        }
        let _ = writeln!(self.text, "</{container}></{property}>");
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
