// A small reader of the Pabulib format: three tables of `;`-separated fields (pabulib.org/format).

const TABLES = ["META", "PROJECTS", "VOTES"];

export class PabulibReader {
  constructor() {
    this.table = -1;
    this.header = undefined;
  }

  /** Takes the next line as text: a row `{table, get(column)}`, undefined for a title or header, false for what cannot stand here. */
  take(text) {
    if (text === undefined) return false;
    const line = text.replace(/^\uFEFF+/, "").replace(/\r+$/, "");
    const next = Math.min(this.table + 1, TABLES.length - 1);
    if (this.table < next && line.trim().toUpperCase() === TABLES[next]) {
      [this.table, this.header] = [next, undefined];
      return undefined;
    }
    if (line.trim() === "") return undefined;
    if (this.table < 0) return false;
    const fields = split(line);
    if (fields === undefined) return false;
    if (this.header === undefined) {
      this.header = fields.map((name) => name.toLowerCase());
      return undefined;
    }
    if (fields.length > this.header.length) return false;
    const header = this.header;
    return { table: TABLES[this.table], get: (column) => fields[header.indexOf(column)] ?? "" };
  }

  /** Whether all three tables were seen. */
  isComplete() {
    return TABLES[this.table] === "VOTES" && this.header !== undefined;
  }
}

/** Splits a line at `;`; a field may be quoted, with `""` for a quote (RFC 4180). */
function split(line) {
  const fields = [];
  for (let rest = line; ;) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*(;|$)/.exec(rest);
    const plain = /^([^;]*)(;|$)/.exec(rest);
    if (!quoted && /^\s*"/.test(rest)) return undefined;
    const [whole, field, end] = quoted ?? plain;
    fields.push(quoted ? field.replaceAll('""', '"') : field.trim());
    if (end === "") return fields;
    rest = rest.slice(whole.length);
  }
}

/** An amount in minor units: `1331751.11` with exponent 2 is 133175111; undefined when it is none. */
export function amount(text, exponent) {
  const [, whole, fraction = ""] = /^(\d+)(?:[.,](\d*))?$/.exec(text) ?? [];
  if (whole === undefined || /[^0]/.test(fraction.slice(exponent))) return undefined;
  return BigInt(whole + fraction.slice(0, exponent).padEnd(exponent, "0"));
}
