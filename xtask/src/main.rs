//! `cargo xtask RECIPE`: the commands that a contributor and `.ci/run` call, in one table. Uses the standard library alone.

use std::env;
use std::path::Path;
use std::process::{Command, ExitCode};

/// A named list of commands.
struct Recipe {
    name: &'static str,
    about: &'static str,
    /// Each is a program and its arguments, run from the root of the checkout. The first that fails ends the recipe.
    commands: &'static [&'static [&'static str]],
    /// Variables that the commands get beside those of the caller.
    variables: &'static [(&'static str, &'static str)],
}

const RECIPES: &[Recipe] = &[
    Recipe {
        name: "fmt",
        about: "check the format of the code (`cargo fmt` mends it)",
        commands: &[&["cargo", "fmt", "--all", "--check"]],
        variables: &[],
    },
    Recipe {
        name: "lint",
        about: "run clippy with warnings denied",
        commands: &[&["cargo", "clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]],
        variables: &[],
    },
    Recipe {
        name: "doc",
        about: "build the documentation with warnings denied",
        commands: &[&["cargo", "doc", "--quiet", "--no-deps"]],
        variables: &[("RUSTDOCFLAGS", "-D warnings")],
    },
    Recipe {
        name: "features",
        about: "compile the library alone and each feature alone, with warnings denied",
        commands: &[
            &["cargo", "clippy", "--quiet", "--lib", "--no-default-features", "--", "-D", "warnings"],
            &["cargo", "clippy", "--quiet", "--no-default-features", "--features", "cli", "--", "-D", "warnings"],
            &["cargo", "clippy", "--quiet", "--no-default-features", "--features", "watch", "--", "-D", "warnings"],
        ],
        variables: &[],
    },
    Recipe {
        name: "package",
        about: "build the crate from what would be published",
        commands: &[&["cargo", "package", "--quiet", "--locked", "--package", "quatrefoil"]],
        variables: &[],
    },
    Recipe { name: "test", about: "run every test", commands: &[&["cargo", "test", "--quiet"]], variables: &[] },
    Recipe {
        name: "licences",
        about: "check that the list of licences is what the dependencies ask for (`packaging/licenses.py` writes it)",
        commands: &[&["python3", "packaging/licenses.py", "--check"]],
        variables: &[],
    },
    Recipe {
        name: "install-judges",
        about: "install the outside judges of finished editions (Debian, as root)",
        commands: &[&["tests/conformance/install"]],
        variables: &[],
    },
    Recipe {
        name: "judges",
        about: "check that the judges can fail, then bring every edition before them",
        commands: &[&["tests/conformance/self-test"], &["tests/conformance/preview"], &["tests/conformance/run"]],
        variables: &[],
    },
];

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let names: Vec<String> = env::args().skip(1).collect();
    if names.is_empty() {
        for recipe in RECIPES {
            println!("{:16}{}", recipe.name, recipe.about);
        }
        return ExitCode::SUCCESS;
    }
    for name in &names {
        let Some(recipe) = RECIPES.iter().find(|recipe| recipe.name == name) else {
            eprintln!("xtask: there is no recipe `{name}`; `cargo xtask` lists them");
            return ExitCode::from(2);
        };
        if let Err(what) = recipe.run(root) {
            eprintln!("xtask {name}: {what}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

impl Recipe {
    /// Runs the commands one after another; the error says which failed and how.
    fn run(&self, root: &Path) -> Result<(), String> {
        for words in self.commands {
            let [program, arguments @ ..] = words else { continue };
            // A script of the checkout is found from its root, wherever the caller stands.
            let program = if program.contains('/') { root.join(program) } else { program.into() };
            let mut command = Command::new(&program);
            command.args(arguments).current_dir(root).envs(self.variables.iter().copied());
            let status = command.status().map_err(|error| format!("{}: {error}", program.display()))?;
            if !status.success() {
                return Err(format!("`{}` failed: {status}", words.join(" ")));
            }
        }
        Ok(())
    }
}
