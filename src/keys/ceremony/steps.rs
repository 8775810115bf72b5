//! One trustee's way through the ceremony: begun, shared, finished.

use std::collections::BTreeMap;

use frost_ristretto255::Identifier;
use frost_ristretto255::keys::dkg::{self, round1, round2};
use morada_engine::canonical;
use morada_engine::encoding::{bytes_from_hex, from_hex, to_hex};
use morada_engine::sealing::trustees::TrusteeShare;
use morada_engine::sealing::{ShareSecret, TrusteeSet, TrusteesKey};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::CeremonyError;
use super::chance::Lent;
use super::envelope::{self, Address, MailSecret};
use super::records::{self, HashRecord, PackageRecord, SealedShareRecord, Terms, TermsError};

/// A trustee who has made their package and published nothing but its hash.
pub struct Begun {
    index: u16,
    mail: MailSecret,
    package: PackageRecord,
    secret: round1::SecretPackage,
}

/// A trustee who has checked everyone's package and sealed a share to each.
pub struct Shared {
    index: u16,
    mail: MailSecret,
    packages: Vec<PackageRecord>,
    secret: round2::SecretPackage,
}

/// The end of the ceremony.
pub struct Finished {
    /// The common key and everyone's public share: equal for all trustees.
    pub trustees: TrusteeSet,
    /// This trustee's own secret share.
    pub share: ShareSecret,
}

/// What a trustee keeps between two steps. It never leaves their machine.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    index: u16,
    mail: String,
    packages: Vec<PackageRecord>,
    secret: String,
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Stage {
    Begun,
    Shared,
}

impl Begun {
    /// Makes a package. Only its hash may be shown before everyone's hash is there.
    ///
    /// # Errors
    /// [`CeremonyError::Terms`] when number or name do not fit.
    pub fn begin(
        terms: Terms,
        index: u16,
        name: &str,
        chance: &mut impl CryptoRng,
    ) -> Result<Self, CeremonyError> {
        let name = &canonical::compose(name).map_err(|_| TermsError::Name)?;
        terms.check(index, name)?;
        let mail = MailSecret::generate(chance);
        let (of, threshold) = (terms.of, terms.threshold);
        let (secret, package) =
            dkg::part1(identifier(index)?, of, threshold, Lent(chance)).map_err(library)?;
        let package = package.serialize().map_err(library)?;
        let package = PackageRecord::new(terms, index, name, mail.key(), &package);
        Ok(Self { index, mail, package, secret })
    }

    /// What is published first.
    pub fn hash(&self) -> HashRecord {
        self.package.hash()
    }

    /// What is shown once everyone's hash is published.
    pub fn package(&self) -> &PackageRecord {
        &self.package
    }

    /// Checks everyone's package against everyone's hash and seals a share to each of the others.
    ///
    /// Records of others than the trustees are ignored; the own ones may be among them.
    ///
    /// # Errors
    /// [`CeremonyError`], naming the trustee whose record is missing or does not hold.
    pub fn share(
        self,
        hashes: &[HashRecord],
        packages: &[PackageRecord],
        chance: &mut impl CryptoRng,
    ) -> Result<(Shared, Vec<SealedShareRecord>), CeremonyError> {
        let terms = &self.package.terms;
        let packages = checked(terms, hashes, packages)?;
        if packages.iter().any(|p| p.index == self.index && *p != self.package) {
            return Err(CeremonyError::Hash(self.index));
        }
        let (secret, outgoing) =
            dkg::part2(self.secret, &others(self.index, &packages)?).map_err(culprit(terms))?;
        let mut sealed = Vec::new();
        for package in packages.iter().filter(|package| package.index != self.index) {
            let to = package.index;
            let share = outgoing.get(&identifier(to)?).ok_or(CeremonyError::Proof(to))?;
            let share = Zeroizing::new(share.serialize().map_err(library)?);
            let election = terms.election.as_str();
            let address = Address { election, from: self.index, to };
            let (point, cipher) =
                envelope::seal(&address, *package.mail.as_bytes(), &share, chance)
                    .ok_or(CeremonyError::Proof(to))?;
            let terms = terms.clone();
            sealed.push(SealedShareRecord::new(terms, self.index, to, point, &cipher));
        }
        Ok((Shared { index: self.index, mail: self.mail, packages, secret }, sealed))
    }

    /// What the trustee keeps until the next step: secret.
    ///
    /// # Errors
    /// [`CeremonyError::Library`] when the state cannot be written.
    pub fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, CeremonyError> {
        let secret = Zeroizing::new(self.secret.serialize().map_err(library)?);
        Ok(Kept::write(self.index, &self.mail, vec![self.package.clone()], &secret, Stage::Begun))
    }

    /// Reads what [`Begun::to_bytes`] wrote; `None` if it is something else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (index, mail, packages, secret) = Kept::read(bytes, Stage::Begun)?;
        let [package] = <[PackageRecord; 1]>::try_from(packages).ok()?;
        let secret = round1::SecretPackage::deserialize(&secret).ok()?;
        Some(Self { index, mail, package, secret })
    }
}

impl Shared {
    /// Opens the shares that the others sealed to this trustee and adds them up.
    ///
    /// # Errors
    /// [`CeremonyError`], naming the trustee whose share is missing or does not fit their package.
    pub fn finish(self, sealed: &[SealedShareRecord]) -> Result<Finished, CeremonyError> {
        let terms = self.terms();
        let mut incoming = BTreeMap::new();
        for from in terms.indexes().filter(|from| *from != self.index) {
            let record = sealed
                .iter()
                .find(|record| (record.from, record.to) == (from, self.index))
                .ok_or(CeremonyError::Missing { what: "sealed share", index: from })?;
            if record.terms != *terms {
                let what = "sealed share";
                return Err(CeremonyError::OtherCeremony { what, index: from });
            }
            let share = self.open(record).ok_or(CeremonyError::Envelope(from))?;
            let share = round2::Package::deserialize(&share).map_err(library)?;
            incoming.insert(identifier(from)?, share);
        }
        let packages = others(self.index, &self.packages)?;
        let (key, public) =
            dkg::part3(&self.secret, &packages, &incoming).map_err(culprit(terms))?;

        let mut shares = Vec::new();
        for package in &self.packages {
            let id = identifier(package.index)?;
            let share =
                public.verifying_shares().get(&id).ok_or(CeremonyError::Share(package.index))?;
            let key = point(&share.serialize().map_err(library)?)?;
            shares.push(TrusteeShare { index: package.index, key, name: package.name.clone() });
        }
        let common = point(&public.verifying_key().serialize().map_err(library)?)?;
        let trustees = TrusteeSet::of_people(common, terms.threshold, shares).map_err(library)?;
        let secret = Zeroizing::new(key.signing_share().serialize());
        let secret = <[u8; 32]>::try_from(secret.as_slice()).ok();
        let share = secret
            .and_then(|bytes| ShareSecret::from_bytes(self.index, bytes))
            .filter(|share| trustees.share(self.index).is_some_and(|own| own.key == share.key()))
            .ok_or_else(|| CeremonyError::Library("the share is not usable".to_owned()))?;
        Ok(Finished { trustees, share })
    }

    /// What the trustee keeps until the next step: secret.
    ///
    /// # Errors
    /// [`CeremonyError::Library`] when the state cannot be written.
    pub fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, CeremonyError> {
        let secret = Zeroizing::new(self.secret.serialize().map_err(library)?);
        Ok(Kept::write(self.index, &self.mail, self.packages.clone(), &secret, Stage::Shared))
    }

    /// Reads what [`Shared::to_bytes`] wrote; `None` if it is something else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (index, mail, packages, secret) = Kept::read(bytes, Stage::Shared)?;
        let secret = round2::SecretPackage::deserialize(&secret).ok()?;
        (!packages.is_empty()).then_some(Self { index, mail, packages, secret })
    }

    /// This trustee's number.
    pub fn index(&self) -> u16 {
        self.index
    }

    /// The terms of the ceremony.
    pub fn terms(&self) -> &Terms {
        &self.packages.first().expect("a ceremony has packages").terms
    }

    fn open(&self, record: &SealedShareRecord) -> Option<Zeroizing<Vec<u8>>> {
        let election = record.terms.election.as_str();
        let address = Address { election, from: record.from, to: self.index };
        let cipher = bytes_from_hex(&record.cipher).ok()?;
        self.mail.open(&address, *record.point.as_bytes(), &cipher)
    }
}

impl Kept {
    fn write(
        index: u16,
        mail: &MailSecret,
        packages: Vec<PackageRecord>,
        secret: &[u8],
        stage: Stage,
    ) -> Zeroizing<Vec<u8>> {
        let kept = Kept {
            index,
            mail: to_hex(mail.to_bytes().as_ref()),
            packages,
            secret: to_hex(secret),
            stage,
        };
        Zeroizing::new(records::write(&kept))
    }

    #[expect(clippy::type_complexity, reason = "the parts of a state, taken apart once")]
    fn read(
        bytes: &[u8],
        stage: Stage,
    ) -> Option<(u16, MailSecret, Vec<PackageRecord>, Zeroizing<Vec<u8>>)> {
        let kept: Kept = records::read(bytes).ok()?;
        if kept.stage != stage {
            return None;
        }
        let mail = MailSecret::from_bytes(from_hex(&kept.mail).ok()?)?;
        let secret = Zeroizing::new(bytes_from_hex(&kept.secret).ok()?);
        Some((kept.index, mail, kept.packages, secret))
    }
}

/// Everyone's package in the order of their numbers, each checked against its hash.
fn checked(
    terms: &Terms,
    hashes: &[HashRecord],
    packages: &[PackageRecord],
) -> Result<Vec<PackageRecord>, CeremonyError> {
    let missing = |what, index| CeremonyError::Missing { what, index };
    let other = |what, index| CeremonyError::OtherCeremony { what, index };
    let hash_of = |index: u16| {
        let hash = hashes.iter().find(|h| h.index == index).ok_or(missing("hash", index))?;
        if hash.terms == *terms { Ok(hash) } else { Err(other("hash", index)) }
    };
    let package_of = |hash: &HashRecord| {
        let index = hash.index;
        let package =
            packages.iter().find(|p| p.index == index).ok_or(missing("package", index))?;
        if package.terms != *terms {
            Err(other("package", index))
        } else if package.hash() == *hash {
            Ok(package.clone())
        } else {
            Err(CeremonyError::Hash(index))
        }
    };
    // Every hash before any package: that is the order in which they are awaited.
    let hashes: Vec<&HashRecord> = terms.indexes().map(hash_of).collect::<Result<_, _>>()?;
    hashes.into_iter().map(package_of).collect()
}

/// The packages of the other trustees, for FROST.
fn others(
    own: u16,
    packages: &[PackageRecord],
) -> Result<BTreeMap<Identifier, round1::Package>, CeremonyError> {
    packages
        .iter()
        .filter(|package| package.index != own)
        .map(|record| {
            let package = bytes_from_hex(&record.package)
                .ok()
                .and_then(|bytes| round1::Package::deserialize(&bytes).ok())
                .ok_or(CeremonyError::Proof(record.index))?;
            Ok((identifier(record.index)?, package))
        })
        .collect()
}

fn identifier(index: u16) -> Result<Identifier, CeremonyError> {
    Identifier::try_from(index).map_err(library)
}

fn point(bytes: &[u8]) -> Result<TrusteesKey, CeremonyError> {
    let unusable = || CeremonyError::Library("the common key is not usable".to_owned());
    let bytes = bytes.try_into().map_err(|_| unusable())?;
    TrusteesKey::from_bytes(bytes).ok_or_else(unusable)
}

fn library(error: impl std::fmt::Display) -> CeremonyError {
    CeremonyError::Library(error.to_string())
}

/// Turns the library's culprit into a trustee's number.
fn culprit(terms: &Terms) -> impl Fn(frost_ristretto255::Error) -> CeremonyError {
    let of = terms.of;
    let number = move |id: Identifier| (1..=of).find(|i| Identifier::try_from(*i) == Ok(id));
    move |error| match error {
        frost_ristretto255::Error::InvalidProofOfKnowledge { culprit } => {
            number(culprit).map_or_else(|| library(error), CeremonyError::Proof)
        }
        frost_ristretto255::Error::InvalidSecretShare { culprit: Some(culprit) } => {
            number(culprit).map_or_else(|| library(error), CeremonyError::Share)
        }
        other => library(other),
    }
}
