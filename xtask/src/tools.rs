//! Programs of other ecosystems: pinned in `tools/`, installed below the target directory.
//!
//! Each installation leaves a stamp with everything that decided over it; while that is unchanged,
//! nothing is downloaded again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command;
use crate::debian;
use crate::failure::{Context as _, Failure, Result};
use crate::workspace::Workspace;

/// Where Debian puts the browser.
pub(crate) const CHROMIUM: &str = "/usr/bin/chromium";

/// Where Debian puts the sources of Go packages.
const GO_PACKAGES: &str = "/usr/share/gocode";

/// The installed tools.
#[derive(Debug)]
pub(crate) struct Tools<'a> {
    workspace: &'a Workspace,
    directory: PathBuf,
}

impl<'a> Tools<'a> {
    /// Tools of this workspace. Nothing is installed before it is asked for.
    pub(crate) fn new(workspace: &'a Workspace) -> Self {
        Self {
            workspace,
            directory: workspace.target.join("tools"),
        }
    }

    /// The folder of the npm project, with everything of its lock file installed.
    ///
    /// # Errors
    /// npm is missing or fails.
    pub(crate) fn node(&self) -> Result<PathBuf> {
        let directory = self.directory.join("node");
        let files = ["package.json", "package-lock.json"].map(|name| (name, self.source(name)));
        let inputs = files
            .iter()
            .map(|(_, path)| read(path))
            .collect::<Result<Vec<_>>>()?;
        self.once("node", &inputs.concat(), || {
            fs::create_dir_all(&directory).context(directory.display())?;
            for (name, path) in &files {
                fs::copy(path, directory.join(name)).context(path.display())?;
            }
            if !command::is_available(self.workspace.program("npm").arg("--version")) {
                debian::install(&["nodejs", "npm"])?;
            }
            let mut npm = command::program("npm", &directory);
            command::run(npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]))
        })?;
        Ok(directory)
    }

    /// The folder of programs of the Python environment.
    ///
    /// # Errors
    /// Python is missing, or pip fails.
    pub(crate) fn python(&self) -> Result<PathBuf> {
        let directory = self.directory.join("python");
        let programs = directory.join("bin");
        let requirements = self.source("requirements.txt");
        self.once("python", &read(&requirements)?, || {
            let mut parts = self.workspace.program("python3");
            // Debian splits what a virtual environment needs from Python itself.
            if !command::is_available(parts.args(["-c", "import ensurepip, venv"])) {
                debian::install(&["python3", "python3-venv"])?;
            }
            let mut venv = self.workspace.program("python3");
            command::run(venv.args(["-m", "venv", "--clear"]).arg(&directory))?;
            // Every package is in the list; one that is missing there is an error, not a surprise.
            let mut pip = command::program(programs.join("pip"), &self.workspace.root);
            pip.args([
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--no-deps",
            ]);
            command::run(pip.arg("--requirement").arg(&requirements))?;
            command::run(command::program(programs.join("pip"), &self.workspace.root).arg("check"))
        })?;
        Ok(programs)
    }

    /// openapi-generator, which needs Java.
    ///
    /// # Errors
    /// As [`Tools::python`]; or Java is missing and cannot be installed.
    pub(crate) fn openapi_generator(&self) -> Result<Command> {
        if !command::is_available(self.workspace.program("java").arg("-version")) {
            debian::install(&["default-jre-headless"])?;
        }
        self.python_program("openapi-generator-cli")
    }

    /// The Go compiler, in the mode that reads every package from `GOPATH`: those of Debian, and the
    /// folder `src` of `project`.
    ///
    /// # Errors
    /// It is missing, or the package that generated clients need, and cannot be installed.
    pub(crate) fn go(&self, project: &Path) -> Result<Command> {
        let package = Path::new(GO_PACKAGES).join("src/gopkg.in/validator.v2");
        if !package.exists() || !command::is_available(self.workspace.program("go").arg("version"))
        {
            debian::install(&["golang-go", "golang-gopkg-validator.v2-dev"])?;
        }
        let mut go = command::program("go", project);
        go.env("GO111MODULE", "off").env("GOFLAGS", "");
        go.env("GOPATH", format!("{}:{GO_PACKAGES}", project.display()));
        Ok(go)
    }

    /// A program from crates.io, built once.
    ///
    /// # Errors
    /// cargo fails.
    pub(crate) fn cargo(&self, name: &str, version: &str) -> Result<PathBuf> {
        let build = self.directory.join("build");
        self.once(name, version, || {
            let mut cargo = self.workspace.cargo();
            cargo.args([
                "install",
                "--locked",
                "--quiet",
                // Optimising it would take longer than all that it does here.
                "--debug",
                name,
                "--version",
                version,
                "--root",
            ]);
            cargo.arg(&self.directory).arg("--target-dir").arg(&build);
            command::run(cargo.env("CARGO_PROFILE_DEV_DEBUG", "0"))?;
            fs::remove_dir_all(&build).context(build.display())
        })?;
        Ok(self.directory.join("bin").join(name))
    }

    /// Makes sure that the browser is there.
    ///
    /// # Errors
    /// It is not, and cannot be installed.
    pub(crate) fn chromium(&self) -> Result<()> {
        if Path::new(CHROMIUM).exists() {
            return Ok(());
        }
        debian::install(&["chromium", "fonts-dejavu-core"])
    }

    /// A program of the npm project.
    ///
    /// # Errors
    /// As [`Tools::node`].
    pub(crate) fn node_program(&self, name: &str) -> Result<Command> {
        let program = self.node()?.join("node_modules/.bin").join(name);
        Ok(command::program(program, &self.workspace.root))
    }

    /// A program of the Python environment.
    ///
    /// # Errors
    /// As [`Tools::python`].
    pub(crate) fn python_program(&self, name: &str) -> Result<Command> {
        Ok(command::program(
            self.python()?.join(name),
            &self.workspace.root,
        ))
    }

    fn source(&self, name: &str) -> PathBuf {
        self.workspace.root.join("tools").join(name)
    }

    fn once(&self, name: &str, inputs: &str, install: impl FnOnce() -> Result<()>) -> Result<()> {
        let stamp = self.directory.join(format!("{name}.stamp"));
        if fs::read_to_string(&stamp).is_ok_and(|installed| installed == inputs) {
            return Ok(());
        }
        fs::create_dir_all(&self.directory).context(self.directory.display())?;
        let start = std::time::Instant::now();
        install().map_err(|cause| Failure::new(format!("installing {name}: {cause}")))?;
        eprintln!(
            "=== installed {name} in {:.0} s",
            start.elapsed().as_secs_f64()
        );
        fs::write(&stamp, inputs).context(stamp.display())
    }
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).context(path.display())
}
