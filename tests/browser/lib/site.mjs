// Where the program under test is, as run.mjs says it to the journeys.

export const url = process.env.MORADA_URL
export const codes = (process.env.MORADA_CODES ?? '').split(' ')

/** The process that takes votes, in a language: http://…/pt/p/lisboa-2026 */
export const base = language => `${url}/${language}/p/${process.env.MORADA_PROCESS}`
