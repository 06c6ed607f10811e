//! Diagnostics of files, folders and of Quatrefoil itself.

use crate::diagnostic::{Diagnostic, Rule, SourceSpan};

/// Reports a message of the file system.
pub fn file_fault(message: String) -> Diagnostic {
    Diagnostic::new(Rule::File, SourceSpan::NOWHERE, message)
}

/// Reports a folder that cannot be read.
pub fn unreadable_dir(why: &str) -> Diagnostic {
    file_fault(format!("the folder cannot be read: {why}")).with_help("the editions of its articles stay")
}

/// Reports a configuration below the shelf, which is ignored.
pub fn unread_configuration() -> Diagnostic {
    let message = "this configuration is ignored, since it is below the shelf";
    let help = "set what differs below `[folders]` in the configuration of the shelf, or build this folder by itself";
    Diagnostic::new(Rule::ConfigUnread, SourceSpan::NOWHERE, message).with_help(help)
}

/// Reports that Quatrefoil itself failed.
pub fn bug(what: &str) -> Diagnostic {
    let message = format!("quatrefoil failed while it made {what}: this is our bug");
    Diagnostic::new(Rule::Bug, SourceSpan::NOWHERE, message)
        .with_help("send us the article; the other editions are not affected")
}
