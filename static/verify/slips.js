// Tracking codes: the first 100 bits of a leaf hash in Crockford's base-32 (docs/FORMATS.md section 2).
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The tracking code of a leaf hash in hex. */
export function trackingCode(hash) {
  const bits = BigInt(`0x${hash.slice(0, 26)}`) >> 4n;
  const symbols = Array.from({ length: 20 }, (_, at) => ALPHABET[Number((bits >> BigInt(95 - 5 * at)) & 31n)]).join("");
  return symbols.match(/.{5}/g).join("-");
}

/** A typed code in its one spelling, forgiving case, spaces, hyphens, O, I and L; undefined when it is none. */
export function readTrackingCode(typed) {
  const symbols = typed.replace(/[ -]/g, "").toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1");
  const fine = symbols.length === 20 && [...symbols].every((symbol) => ALPHABET.includes(symbol));
  return fine ? symbols.match(/.{5}/g).join("-") : undefined;
}
