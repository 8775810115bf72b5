// Exact fractions of big integers, in lowest terms.

function gcd(a, b) {
  while (b !== 0n) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

export class Fraction {
  /** `above / below`, both big integers, `below` above zero. */
  constructor(above, below = 1n) {
    const common = gcd(above, below) || 1n;
    this.above = above / common;
    this.below = below / common;
  }

  plus(whole) {
    return new Fraction(this.above + whole * this.below, this.below);
  }

  add(other) {
    return new Fraction(this.above * other.below + other.above * this.below, this.below * other.below);
  }

  times(whole) {
    return new Fraction(this.above * whole, this.below);
  }

  dividedBy(whole) {
    return new Fraction(this.above, this.below * whole);
  }

  floor() {
    return new Fraction(this.above / this.below);
  }

  /** Below, equal or above zero as this number is below, equal to or above `other`. */
  compare(other) {
    const difference = this.above * other.below - other.above * this.below;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  /** `p/q`, or `p` when whole: as records write it. */
  toString() {
    return this.below === 1n ? String(this.above) : `${this.above}/${this.below}`;
  }
}
