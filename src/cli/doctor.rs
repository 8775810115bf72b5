//! `morada doctor`: what is wrong with this installation, in words.

use std::process::ExitCode;

use crate::app::examine::{Finding, examine};
use crate::config::Config;

/// Looks at the installation and says what it found; fails when something must be mended.
pub async fn run(config: &Config) -> ExitCode {
    let (mut mend, mut think) = (0, 0);
    for finding in examine(config).await {
        match finding {
            Finding::Good(text) => println!("good    {text}"),
            Finding::Fact(text) => println!("        {text}"),
            Finding::Think(text) => {
                think += 1;
                println!("think   {text}");
            }
            Finding::Mend(text) => {
                mend += 1;
                println!("MEND    {text}");
            }
        }
    }
    match (mend, think) {
        (0, 0) => println!("Nothing to mend."),
        (0, _) => println!("Nothing to mend, {think} to think about."),
        _ => println!("{mend} to mend, {think} to think about."),
    }
    if mend == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
