// What every answer's headers must say (TRUST.md S1, UX.md A20 and A21).

/** One line per fault. `secret` pages (code, ballot, check, slip) must not be kept anywhere. */
export function headerFaults(headers, { secret = false } = {}) {
  const faults = []
  const csp = headers['content-security-policy'] ?? ''
  for (const part of ["default-src", "frame-ancestors 'none'", "form-action 'self'", "base-uri"]) {
    if (!csp.includes(part)) faults.push(`the policy lacks ${part}: ${csp}`)
  }
  if (/unsafe-(inline|eval)|\*|https?:/.test(csp)) faults.push(`the policy allows too much: ${csp}`)
  if (headers['x-content-type-options'] !== 'nosniff') faults.push('no nosniff')
  if (headers['referrer-policy'] !== 'no-referrer') faults.push(`referrer-policy is ${headers['referrer-policy']}`)
  if (headers['cross-origin-opener-policy'] !== 'same-origin') faults.push(`cross-origin-opener-policy is ${headers['cross-origin-opener-policy']}`)
  if (headers.server) faults.push(`tells its program: server: ${headers.server}`)
  if (secret && !/no-store/.test(headers['cache-control'] ?? '')) faults.push(`cache-control is ${headers['cache-control']}, not no-store`)
  return faults
}
