//! A project's face: number plate, tile and pictogram. The same on screen, paper and poster, so that someone who
//! cannot read finds the project again.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::sprite::icon;

/// The theme of a project; it gives the three colours of its tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Trees, water, animals.
    Nature,
    /// Streets, buses, stairs.
    Move,
    /// History, culture.
    Memory,
    /// Health, food, people looking after people.
    Care,
    /// Schools, languages, tools.
    Learn,
    /// Sport and games.
    Play,
    /// None of these, or not said: imported elections often say nothing.
    Plain,
}

/// What a project looks like everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Face {
    /// The number on the ballot.
    pub number: u32,
    /// Gives the colours.
    pub theme: Theme,
    /// Which of the eight quarter motifs the tile repeats: 0 to 7.
    pub motif: u8,
    /// The pictogram's name in the sprite.
    pub icon: String,
}

impl Theme {
    /// The theme with this name; anything else is [`Theme::Plain`].
    pub fn parse(name: &str) -> Self {
        match name {
            "nature" => Self::Nature,
            "move" => Self::Move,
            "memory" => Self::Memory,
            "care" => Self::Care,
            "learn" => Self::Learn,
            "play" => Self::Play,
            _ => Self::Plain,
        }
    }

    /// The name of the style classes: `t-nature` for tiles, `s-nature` for bars.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nature => "nature",
            Self::Move => "move",
            Self::Memory => "memory",
            Self::Care => "care",
            Self::Learn => "learn",
            Self::Play => "play",
            Self::Plain => "plain",
        }
    }

    /// The pictogram of a project for which staff chose none.
    fn icon(self) -> &'static str {
        match self {
            Self::Nature => "tree-deciduous",
            Self::Move => "bike",
            Self::Memory => "flame",
            Self::Care => "heart-pulse",
            Self::Learn => "languages",
            Self::Play => "volleyball",
            Self::Plain => "house",
        }
    }
}

impl Face {
    /// The face of project `number` when staff chose neither motif nor pictogram.
    pub fn new(number: u32, theme: Theme) -> Self {
        let motif = u8::try_from((u64::from(number) * 5 + 1) % 8).unwrap_or_default();
        Self { number, theme, motif, icon: theme.icon().to_owned() }
    }

    /// The same face with a motif and a pictogram that staff chose.
    #[must_use]
    pub fn chosen(mut self, motif: u8, icon: &str) -> Self {
        self.motif = motif % 8;
        icon.clone_into(&mut self.icon);
        self
    }
}

/// The four quarters of a tile, each the same motif turned by 90 degrees.
fn quarters(motif: u8) -> String {
    [0, 90, 180, 270].iter().fold(String::new(), |mut out, angle| {
        let _ = write!(out, "<use href=\"#q{motif}\" transform=\"rotate({angle} 24 24)\"/>");
        out
    })
}

/// A tile alone.
pub fn tile(face: &Face) -> String {
    let (theme, quarters) = (face.theme.name(), quarters(face.motif));
    format!(
        "<svg class=\"tile t-{theme}\" viewBox=\"0 0 48 48\" aria-hidden=\"true\" focusable=\"false\">\
         <rect class=\"c\" width=\"48\" height=\"48\"/>{quarters}</svg>"
    )
}

/// A tile with the pictogram on a white disc.
pub fn pic(face: &Face) -> String {
    let (theme, tile, icon) = (face.theme.name(), tile(face), icon(&face.icon));
    format!("<span class=\"pic t-{theme}\">{tile}<span class=\"pic__i\">{icon}</span></span>")
}

/// The band at the top of a project's card: its tile laid many times, the pictogram, the plate.
pub fn band(face: &Face) -> String {
    let (theme, number, motif) = (face.theme.name(), face.number, face.motif);
    let (quarters, icon, plate) = (quarters(motif), icon(&face.icon), plate(face));
    format!(
        "<div class=\"pic t-{theme}\"><svg class=\"band\" aria-hidden=\"true\" focusable=\"false\"><defs>\
         <pattern id=\"band{number}\" width=\"48\" height=\"48\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"scale(0.9)\"><g class=\"t-{theme}\"><rect class=\"c\" width=\"48\" height=\"48\"/>\
         {quarters}<path class=\"g\" d=\"M0 0H48M0 0V48\"/></g></pattern></defs>\
         <rect width=\"100%\" height=\"100%\" fill=\"url(#band{number})\"/></svg>\
         <span class=\"pic__i\">{icon}</span>{plate}</div>"
    )
}

/// The ballot number as a house-number plate.
pub fn plate(face: &Face) -> String {
    format!("<span class=\"plate t-{}\">{}</span>", face.theme.name(), face.number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_whose_face_nobody_chose_gets_motif_five_times_its_number_plus_one() {
        let motifs: Vec<u8> = (1..=8).map(|n| Face::new(n, Theme::Care).motif).collect();
        assert_eq!(motifs, [6, 3, 0, 5, 2, 7, 4, 1]);
        assert_eq!(Face::new(u32::MAX, Theme::Care).motif, 4);
    }

    #[test]
    fn a_theme_nobody_knows_is_plain_and_still_has_a_face() {
        assert_eq!(Theme::parse("nature"), Theme::Nature);
        assert_eq!(Theme::parse("\"><script>"), Theme::Plain);
        assert!(pic(&Face::new(7, Theme::Plain)).contains("t-plain"));
    }
}
