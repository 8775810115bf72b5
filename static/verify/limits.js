// How much of a bundle is read, so that a hostile one cannot exhaust a browser; the same numbers as morada-verify's.
export const SMALL_FILE = 4 << 20;
export const RESULT_FILE = 8 << 20;
export const NOTE = 64 << 10;
export const LEAF = 65_535;
export const LINE = 1 << 20;
export const LEAVES = 4_000_000;
export const KEYS = 8_000_000;
export const BALLOT_BYTES = 512 << 20;
export const FILES = 20_000;
export const CONTESTS = 1_000;
export const OPTIONS = 10_000;
/** Most findings kept of one check; the rest are counted. */
export const FINDINGS = 50;
