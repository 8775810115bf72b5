//! Which connection a request comes from, for the limits on tries, and for nothing else: it is never stored or logged.
//!
//! An address in a header is believed only when the operator named the header, because a proxy of theirs writes it.

use std::net::{IpAddr, Ipv6Addr};

use rocket::request::{FromRequest, Outcome, Request};

use super::site::Site;

/// The connection a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Client(IpAddr);

impl Client {
    /// The connection of `request`.
    pub fn of(request: &Request<'_>) -> Self {
        let header = request.rocket().state::<Site>().and_then(|s| s.client_address_header.clone());
        let told = header.and_then(|name| Self::told(request.headers().get(&name).last()?));
        let peer = request.remote().map(|socket| socket.ip());
        Self::at(told.or(peer).unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED)))
    }

    /// The address a proxy wrote: the last of a list, because all before it was written by strangers.
    fn told(header: &str) -> Option<IpAddr> {
        header.rsplit(',').next()?.trim().parse().ok()
    }

    /// A household has a whole /64 of IPv6 addresses, so these count as one.
    fn at(address: IpAddr) -> Self {
        Self(match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
                Some(v4) => IpAddr::V4(v4),
                None => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
            },
        })
    }
}

#[cfg(test)]
impl Client {
    /// A connection from an IPv4 address.
    pub(super) fn at_for_tests(octets: [u8; 4]) -> Self {
        Self::at(IpAddr::from(octets))
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Client {
    type Error = std::convert::Infallible;
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        Outcome::Success(Self::of(request))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_household_count_as_one() {
        let at = |text: &str| Client::at(text.parse().unwrap());
        assert_eq!(at("2001:db8::1"), at("2001:db8::ffff"));
        assert_ne!(at("2001:db8::1"), at("2001:db8:0:1::1"));
        assert_eq!(at("::ffff:192.0.2.1"), at("192.0.2.1"));
        assert_ne!(at("192.0.2.1"), at("192.0.2.2"));
    }

    #[test]
    fn of_a_list_of_addresses_only_the_proxys_own_is_believed() {
        assert_eq!(Client::told("6.6.6.6, 192.0.2.1"), "192.0.2.1".parse().ok());
        assert_eq!(Client::told("not an address"), None);
    }
}
