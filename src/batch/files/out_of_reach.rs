//! Messages about paths that cannot be used.

use crate::cli::command_names;
use crate::diagnostic::nearest;
use std::io;
use std::path::Path;

/// The reason why a path that the user named cannot be used.
pub fn out_of_reach(path: &Path, error: &io::Error) -> String {
    match error.kind() {
        // Running the bare program where there is no shelf yet is the usual cause.
        io::ErrorKind::NotFound if path == Path::new("sources") => {
            "there is no folder `sources`: name articles, or a folder of them, or make a shelf with `quatrefoil init`"
                .to_owned()
        }
        io::ErrorKind::NotFound => {
            let near = command_near(path).map(|name| format!(": did you mean `quatrefoil {name}`?"));
            format!("`{}` is not there{}", path.display(), near.unwrap_or_default())
        }
        _ => format!("{}: {error}", path.display()),
    }
}

/// The command that the user probably meant when a path does not exist.
fn command_near(path: &Path) -> Option<String> {
    let names = command_names();
    nearest(path.to_str()?, names.iter().map(String::as_str)).map(str::to_owned)
}
