//! The faces of a document → subsets that hold the glyphs on its pages and nothing else, each with what its glyphs mean.
//!
//! `subsetter` cuts the font programs, `printpdf` writes the font objects, and [`Subsets::complete`] sets in them what it does
//! not know: the map from glyphs to text, the widths of all glyphs uncut, and measures of the face.

use super::check;
use super::file::{File, rounded};
use crate::diagnostic::{Diagnostic, SourceSpan};
use crate::layout::pages::{Face, FontId, GlyphRun, Pages, Shape};
use lopdf::{Dictionary, Object, Stream};
use printpdf::{
    Codepoint, FontMetrics, FontType, Op, ParsedFont, PdfFont, PdfFontHandle, PdfFontMetricsStub, TextItem,
};
use sha2::{Digest, Sha256};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::Metrics;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::BTreeMap;
use std::fmt::Write;
use subsetter::GlyphRemapper;

/// A subset of each face, by [`FontId`]; `None` for a face that no page uses.
pub(super) struct Subsets {
    subsets: Vec<Option<Subset>>,
}

/// The glyphs of one face that the pages use.
pub(super) struct Subset {
    /// The name of the font among the resources of the pages.
    pub key: String,
    /// With the tag that says that it is a subset: `ABCDEF+NotoSans`.
    name: String,
    /// By the glyph's number in the face; `None` for one that is not used.
    glyphs: Vec<Option<SubsetGlyph>>,
    program: Vec<u8>,
    metrics: Metrics,
    weight: f32,
}

/// One glyph of a subset.
#[derive(Clone, Debug)]
pub(super) struct SubsetGlyph {
    /// Its number in the subset; never 0.
    pub id: u16,
    /// In thousandths of the size of type, to a hundredth.
    pub width: f64,
    /// The text that it stands for wherever nothing else is said.
    pub meaning: Box<str>,
}

/// Cuts the subsets of all faces.
///
/// # Errors
/// A face that is no font, or a glyph that it does not have: faults of layout.
pub(super) fn subset(pages: &Pages) -> Result<Subsets, Vec<Diagnostic>> {
    let mut used: Vec<Vec<Option<&str>>> = vec![Vec::new(); pages.faces.len()];
    let mut further = Vec::new();
    let fonts: Vec<_> = pages.faces.iter().map(|face| FontRef::from_index(&face.bytes, face.index).ok()).collect();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        if let Shape::Glyphs(run) = &item.shape {
            let at = usize::from(run.font.0);
            let face = used.get_mut(at).zip(fonts.get(at).and_then(Option::as_ref));
            let (used, font) = face.ok_or_else(|| unsound("a run is set in a face that is not there"))?;
            collect(run, font, used, &mut further);
        }
    }
    for (font, glyph, text) in further {
        slot(&mut used[usize::from(font)], glyph).get_or_insert(text);
    }
    let mut subsets = Vec::new();
    for (at, (face, used)) in pages.faces.iter().zip(used).enumerate() {
        let any = used.iter().any(Option::is_some);
        subsets.push(if any { Some(cut(at, face, &used)?) } else { None });
    }
    Ok(Subsets { subsets })
}

/// True if two texts are the same. Nearly all are one letter, and a comparison of slices would be a call.
fn is_same(a: &str, b: &str) -> bool {
    match (a.as_bytes(), b.as_bytes()) {
        ([a], [b]) => a == b,
        (a, b) => a == b,
    }
}

/// Notes what the glyphs of a run stand for. A glyph means the character that the face itself gives it to, where it shows that one
/// anywhere, alone or in a cluster, else the first text that it stood for; a further glyph of a cluster takes the cluster's text,
/// where it never stands for anything by itself.
fn collect<'p>(
    run: &'p GlyphRun,
    font: &FontRef<'_>,
    used: &mut Vec<Option<&'p str>>,
    further: &mut Vec<(u16, u16, &'p str)>,
) {
    let charmap = font.charmap();
    let is_own = |glyph: u16, c: char| charmap.map(c) == Some(GlyphId::new(glyph.into()));
    let mut cluster = Cluster::of("");
    for glyph in &run.glyphs {
        let text = run.text.get(glyph.text.0 as usize..glyph.text.1 as usize).unwrap_or_default();
        if !text.is_empty() {
            cluster = Cluster::of(text);
            if slot(used, glyph.id).is_some_and(|meaning| is_same(meaning, text)) {
                continue;
            }
        }
        match cluster.own_of(glyph.id, &charmap) {
            Some(own) => *slot(used, glyph.id) = Some(own),
            // What is never seen is drawn as a space without a width.
            None if text.is_empty() && is_own(glyph.id, ' ') => *slot(used, glyph.id) = Some(" "),
            None if text.is_empty() => further.push((run.font.0, glyph.id, cluster.text)),
            None => {
                slot(used, glyph.id).get_or_insert(text);
            }
        }
    }
}

/// A cluster of a run, and which of its characters the face gives each glyph to.
struct Cluster<'p> {
    text: &'p str,
    /// Glyphs in order, each with the first character that it is given to; `None` until a glyph is looked for.
    own: Option<BTreeMap<GlyphId, &'p str>>,
}

impl<'p> Cluster<'p> {
    fn of(text: &'p str) -> Cluster<'p> {
        Cluster { text, own: None }
    }

    /// The character of the cluster that the face gives a glyph to. Each character is asked for its glyph once, however many glyphs
    /// the cluster has: a letter may carry thousands of marks.
    fn own_of(&mut self, glyph: u16, charmap: &Charmap<'_>) -> Option<&'p str> {
        let glyph = GlyphId::new(glyph.into());
        let mut letters = self.text.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            return (charmap.map(letter) == Some(glyph)).then_some(self.text);
        }
        let text = self.text;
        let own = self.own.get_or_insert_with(|| {
            let mut own = BTreeMap::new();
            for (at, c) in text.char_indices() {
                if let Some(glyph) = charmap.map(c) {
                    own.entry(glyph).or_insert(&text[at..at + c.len_utf8()]);
                }
            }
            own
        });
        own.get(&glyph).copied()
    }
}

fn slot<'l, 'p>(list: &'l mut Vec<Option<&'p str>>, at: u16) -> &'l mut Option<&'p str> {
    let at = usize::from(at);
    if list.len() <= at {
        list.resize(at + 1, None);
    }
    &mut list[at]
}

fn unsound(what: &str) -> Vec<Diagnostic> {
    vec![check::fault(SourceSpan::NOWHERE, what)]
}

fn cut(at: usize, face: &Face, used: &[Option<&str>]) -> Result<Subset, Vec<Diagnostic>> {
    let font = FontRef::from_index(&face.bytes, face.index).map_err(|_| unsound("a face is no font"))?;
    if used.first().is_some_and(Option::is_some) {
        return Err(unsound("a character has no glyph"));
    }
    let mut remapper = GlyphRemapper::new();
    let advances = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let metrics = font.metrics(Size::unscaled(), LocationRef::default());
    let mut glyphs = vec![None; used.len()];
    let mut seal = Sha256::new();
    for (number, meaning) in used.iter().enumerate() {
        let Some(meaning) = meaning else {
            continue;
        };
        let id = remapper.remap(number as u16);
        let width = advances.advance_width(GlyphId::new(number as u32));
        let width = width.ok_or_else(|| unsound("a face lacks a glyph that a run names"))?;
        // As the font object says it, so that a viewer's pen is where it is reckoned to be.
        let width = f64::from(rounded(width * 1000.0 / f32::from(metrics.units_per_em)));
        seal.update((number as u16).to_be_bytes());
        glyphs[number] = Some(SubsetGlyph { id, width, meaning: (*meaning).into() });
    }
    let program = subsetter::subset(&face.bytes, face.index, &remapper)
        .map_err(|error| unsound(&format!("a face cannot be embedded: {error}")))?;
    let family = postscript_name(&font, at);
    seal.update(&family);
    Ok(Subset {
        key: format!("T{at}"),
        name: format!("{}+{family}", tag_of(&seal.finalize())),
        glyphs,
        program,
        metrics,
        weight: font.attributes().weight.value(),
    })
}

/// ISO 32000-1, 9.6.4: six capitals.
fn tag_of(hash: &[u8]) -> String {
    hash.iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

fn postscript_name(font: &FontRef<'_>, at: usize) -> String {
    let said = font.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first();
    let said: String = said.map(|said| said.chars().collect()).unwrap_or_default();
    let clean: String = said.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    if clean.is_empty() { format!("Face{at}") } else { clean }
}

impl Subsets {
    /// The subset that a run is set in. [`subset`] has seen every run.
    pub fn of(&self, font: FontId) -> &Subset {
        let subset = self.subsets[usize::from(font.0)].as_ref();
        subset.expect("cut by `subset`, which saw this run: a run with glyphs has a subset")
    }

    fn all(&self) -> impl Iterator<Item = &Subset> {
        self.subsets.iter().flatten()
    }

    /// The fonts as `printpdf` takes them.
    pub fn for_printpdf(&self) -> BTreeMap<printpdf::FontId, PdfFont> {
        self.all().map(|subset| (printpdf::FontId(subset.key.clone()), subset.for_printpdf())).collect()
    }

    /// `printpdf` writes only fonts that it sees in use: a glyph of each.
    pub fn specimen(&self) -> Vec<Op> {
        let show = |subset: &Subset| {
            let font = PdfFontHandle::External(printpdf::FontId(subset.key.clone()));
            let glyph = Codepoint { gid: 1, offset: 0.0, cid: None };
            [
                Op::StartTextSection,
                Op::SetFont { font, size: printpdf::Pt(1.0) },
                Op::ShowText { items: vec![TextItem::GlyphIds(vec![glyph])] },
                Op::EndTextSection,
            ]
        };
        self.all().flat_map(show).collect()
    }

    /// Sets in the font objects what `printpdf` does not know.
    pub fn complete(&self, file: &mut File) {
        for subset in self.all() {
            subset.complete(file).expect("`printpdf` writes a font object for each font that a page names");
        }
    }
}

impl Subset {
    /// A glyph of the face.
    pub fn glyph(&self, id: u16) -> &SubsetGlyph {
        let glyph = self.glyphs[usize::from(id)].as_ref();
        glyph.expect("cut by `subset`, which saw this glyph")
    }

    fn used(&self) -> impl Iterator<Item = &SubsetGlyph> {
        self.glyphs.iter().flatten()
    }

    fn for_printpdf(&self) -> PdfFont {
        let metrics = &self.metrics;
        let bounds = metrics.bounds.unwrap_or_default();
        PdfFont::new(ParsedFont {
            original_bytes: self.program.clone(),
            font_index: 0,
            font_name: Some(self.name.clone()),
            codepoint_to_glyph: BTreeMap::new(),
            glyph_widths: BTreeMap::new(),
            units_per_em: metrics.units_per_em,
            font_metrics: FontMetrics { ascent: metrics.ascent as i16, descent: metrics.descent as i16 },
            font_type: FontType::TrueType,
            pdf_font_metrics: PdfFontMetricsStub {
                units_per_em: metrics.units_per_em,
                x_min: bounds.x_min as i16,
                y_min: bounds.y_min as i16,
                x_max: bounds.x_max as i16,
                y_max: bounds.y_max as i16,
                caret_slope_rise: 1,
                caret_slope_run: 0,
                us_weight_class: self.weight as u16,
            },
        })
    }

    fn complete(&self, file: &mut File) -> Result<(), lopdf::Error> {
        let resources = file.dictionary(file.resources).get(b"Font")?.as_reference()?;
        let font = file.dictionary(resources).get(self.key.as_bytes())?.as_reference()?;
        let map = file.dictionary(font).get(b"ToUnicode")?.as_reference()?;
        let stream = Stream::new(Dictionary::new(), self.to_unicode().into_bytes());
        file.document.set_object(map, stream);
        let descendants = file.dictionary(font).get_mut(b"DescendantFonts")?.as_array_mut()?;
        let descendant = descendants.first_mut().ok_or(lopdf::Error::DictKey("DescendantFonts".to_owned()))?;
        let descendant = descendant.as_dict_mut()?;
        descendant.set("W", self.widths());
        let descriptor = descendant.get(b"FontDescriptor")?.as_reference()?;
        let em = 1000.0 / f32::from(self.metrics.units_per_em);
        let cap_height = self.metrics.cap_height.unwrap_or(self.metrics.ascent * 0.7);
        let angle = self.metrics.italic_angle;
        let descriptor = file.dictionary(descriptor);
        descriptor.set("CapHeight", (cap_height * em).round() as i64);
        descriptor.set("ItalicAngle", angle.round() as i64);
        // ISO 32000-1, table 123: 4 is symbolic (its own characters), 64 italic.
        descriptor.set("Flags", if angle == 0.0 { 4 } else { 4 | 64 });
        Ok(())
    }

    /// The widths of all glyphs, which are numbered from 1 on without a gap (ISO 32000-1, 9.7.4.3).
    fn widths(&self) -> Vec<Object> {
        let widths: Vec<Object> = self.used().map(|glyph| (glyph.width as f32).into()).collect();
        vec![1.into(), widths.into()]
    }

    /// The map from glyphs to text (ISO 32000-1, 9.10.3).
    fn to_unicode(&self) -> String {
        let mut map = String::from(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
             /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
             /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
             1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
        );
        let glyphs: Vec<&SubsetGlyph> = self.used().collect();
        // Readers take at most 100 entries at a time.
        for some in glyphs.chunks(100) {
            let _ = writeln!(map, "{} beginbfchar", some.len());
            for glyph in some {
                let _ = write!(map, "<{:04X}> <", glyph.id);
                for unit in glyph.meaning.encode_utf16() {
                    let _ = write!(map, "{unit:04X}");
                }
                map.push_str(">\n");
            }
            map.push_str("endbfchar\n");
        }
        map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        map
    }
}
