//! The paints of a drawing: plain colours, gradients and patterns.

use super::canvas::{Canvas, number, soft_mask};
use super::file::name;
use lopdf::{Dictionary, Object, ObjectId};
use std::fmt::Write;
use usvg::{LinearGradient, NonZeroRect, Paint, Path, Pattern, RadialGradient, Stop, Transform};

/// The part of a shape that is painted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Fill,
    Stroke,
}

/// True for a transparent paint.
pub(super) fn is_see_through(paint: &Paint) -> bool {
    match paint {
        Paint::Color(_) => false,
        Paint::LinearGradient(gradient) => fades(gradient.stops()),
        Paint::RadialGradient(gradient) => fades(gradient.stops()),
        Paint::Pattern(_) => true,
    }
}

fn fades(stops: &[Stop]) -> bool {
    stops.iter().any(|stop| stop.opacity().get() < 1.0)
}

/// Sets the paint that a shape is filled or stroked with.
pub(super) fn set(canvas: &mut Canvas<'_>, path: &Path, paint: &Paint, to: Use) {
    let pattern = match paint {
        Paint::Color(colour) => {
            let [red, green, blue] =
                [colour.red, colour.green, colour.blue].map(|channel| number(f32::from(channel) / 255.0));
            let operator = if to == Use::Fill { "rg" } else { "RG" };
            let _ = writeln!(canvas.content, "{red} {green} {blue} {operator}");
            return;
        }
        Paint::LinearGradient(gradient) => gradient_of(canvas, path, &Gradient::linear(gradient)),
        Paint::RadialGradient(gradient) => gradient_of(canvas, path, &Gradient::radial(gradient)),
        Paint::Pattern(pattern) => tiles(canvas, pattern),
    };
    let key = canvas.pattern(pattern);
    let operators = if to == Use::Fill { ("cs", "scn") } else { ("CS", "SCN") };
    let _ = writeln!(canvas.content, "/Pattern {} /{key} {}", operators.0, operators.1);
}

/// Colours that pass into one another along a line or between two circles.
struct Gradient<'a> {
    kind: i64,
    coordinates: Vec<f32>,
    transform: Transform,
    stops: &'a [Stop],
}

impl<'a> Gradient<'a> {
    fn linear(gradient: &'a LinearGradient) -> Gradient<'a> {
        let coordinates = vec![gradient.x1(), gradient.y1(), gradient.x2(), gradient.y2()];
        Gradient { kind: 2, coordinates, transform: gradient.transform(), stops: gradient.stops() }
    }

    fn radial(gradient: &'a RadialGradient) -> Gradient<'a> {
        let (focus, centre) = ([gradient.fx(), gradient.fy()], [gradient.cx(), gradient.cy()]);
        let coordinates = [&focus[..], &[gradient.fr().get()], &centre, &[gradient.r().get()]].concat();
        Gradient { kind: 3, coordinates, transform: gradient.transform(), stops: gradient.stops() }
    }

    /// A shading pattern (ISO 32000-1, 8.7.4) of what `values` says of each stop.
    fn pattern(
        &self,
        canvas: &mut Canvas<'_>,
        at: Transform,
        space: &str,
        values: impl Fn(&Stop) -> Vec<f32>,
    ) -> ObjectId {
        let mut shading = Dictionary::new();
        shading.set("ShadingType", self.kind);
        shading.set("ColorSpace", name(space));
        shading.set("Coords", reals(&self.coordinates));
        shading.set("Extend", vec![true.into(), true.into()]);
        shading.set("Function", function(self.stops, values));
        let mut pattern = Dictionary::new();
        pattern.set("Type", name("Pattern"));
        pattern.set("PatternType", 2);
        pattern.set("Shading", shading);
        pattern.set("Matrix", matrix(at.pre_concat(self.transform)));
        canvas.file.add(pattern)
    }
}

fn gradient_of(canvas: &mut Canvas<'_>, path: &Path, gradient: &Gradient<'_>) -> ObjectId {
    if fades(gradient.stops) {
        fade(canvas, path, gradient);
    }
    let at = canvas.at;
    gradient.pattern(canvas, at, "DeviceRGB", |stop| {
        let colour = stop.color();
        [colour.red, colour.green, colour.blue].map(|channel| f32::from(channel) / 255.0).to_vec()
    })
}

/// Lets what is painted fade as the stops do: a mask whose light is their opacity.
fn fade(canvas: &mut Canvas<'_>, path: &Path, gradient: &Gradient<'_>) {
    let area = path.stroke_bounding_box();
    let mut light = Canvas::new(canvas.file);
    let pattern = gradient.pattern(&mut light, Transform::identity(), "DeviceGray", |stop| vec![stop.opacity().get()]);
    let key = light.pattern(pattern);
    let numbers = [area.x(), area.y(), area.width(), area.height()].map(number).join(" ");
    let _ = writeln!(light.content, "/Pattern cs /{key} scn {numbers} re f");
    let bounds = NonZeroRect::from_ltrb(area.left(), area.top(), area.right(), area.bottom());
    let form = light.into_form(bounds, Some("DeviceGray"));
    let mut state = Dictionary::new();
    state.set("SMask", soft_mask(form, "Luminosity"));
    canvas.set_state(state);
}

/// From 0 to 1, what the stops say and what lies between them (ISO 32000-1, 7.10.3 and 7.10.4).
fn function(stops: &[Stop], values: impl Fn(&Stop) -> Vec<f32>) -> Dictionary {
    let mut points: Vec<(f32, Vec<f32>)> = stops.iter().map(|stop| (stop.offset().get(), values(stop))).collect();
    if let Some((_, first)) = points.first().filter(|(offset, _)| *offset > 0.0).cloned() {
        points.insert(0, (0.0, first));
    }
    if let Some((_, last)) = points.last().filter(|(offset, _)| *offset < 1.0).cloned() {
        points.push((1.0, last));
    }
    // Stops at the same place are a sharp edge; a stretch without length is no function.
    let stretches: Vec<_> = points.windows(2).filter(|pair| pair[0].0 < pair[1].0).collect();
    let steps = stretches.iter().map(|pair| {
        let mut step = Dictionary::new();
        step.set("FunctionType", 2);
        step.set("Domain", reals(&[0.0, 1.0]));
        step.set("C0", reals(&pair[0].1));
        step.set("C1", reals(&pair[1].1));
        step.set("N", 1);
        Object::from(step)
    });
    let steps: Vec<Object> = steps.collect();
    let bounds: Vec<f32> = stretches.iter().skip(1).map(|pair| pair[0].0).collect();
    let mut function = Dictionary::new();
    function.set("FunctionType", 3);
    function.set("Domain", reals(&[0.0, 1.0]));
    function.set("Bounds", reals(&bounds));
    function.set("Encode", reals(&[0.0, 1.0].repeat(steps.len())));
    function.set("Functions", steps);
    function
}

/// A drawing that is laid like tiles (ISO 32000-1, 8.7.3).
fn tiles(canvas: &mut Canvas<'_>, pattern: &Pattern) -> ObjectId {
    let at = canvas.at;
    let mut tile = Canvas::new(canvas.file);
    tile.nodes(pattern.root());
    let area = pattern.rect();
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", name("Pattern"));
    dictionary.set("PatternType", 1);
    dictionary.set("PaintType", 1);
    dictionary.set("TilingType", 1);
    dictionary.set("XStep", area.width());
    dictionary.set("YStep", area.height());
    dictionary.set("Matrix", matrix(at.pre_concat(pattern.transform())));
    let (file, stream) = tile.into_stream(dictionary, Some(area));
    file.add(stream)
}

fn reals(numbers: &[f32]) -> Vec<Object> {
    numbers.iter().copied().map(Object::Real).collect()
}

fn matrix(by: Transform) -> Vec<Object> {
    reals(&[by.sx, by.ky, by.kx, by.sy, by.tx, by.ty])
}
