// The base score of a CVSS 3.1 vector, by the formula of FIRST (specification document, section 7.1).

const weights: Record<string, Record<string, number>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
}
const privileges: Record<string, { unchanged: number; changed: number }> = {
  N: { unchanged: 0.85, changed: 0.85 },
  L: { unchanged: 0.62, changed: 0.68 },
  H: { unchanged: 0.27, changed: 0.5 },
}

export interface BaseScore {
  score: number
  severity: 'NONE' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL'
}

/** Null where it is no vector with exactly the eight base metrics. */
export function baseScoreOf(vector: string): BaseScore | null {
  const [head, ...parts] = vector.split('/')
  const metrics = new Map(parts.map((part) => part.split(':') as [string, string]))
  if (head !== 'CVSS:3.1' || parts.length !== 8 || metrics.size !== 8) return null
  const scope = metrics.get('S')
  const privilege = privileges[metrics.get('PR') ?? '']
  const values = Object.entries(weights).map(([name, values]) => [name, values[metrics.get(name) ?? '']] as const)
  if (!privilege || (scope !== 'U' && scope !== 'C') || values.some(([, value]) => value === undefined)) return null
  const of = (name: string) => values.find(([one]) => one === name)?.[1] ?? 0
  const changed = scope === 'C'
  const base = 1 - (1 - of('C')) * (1 - of('I')) * (1 - of('A'))
  const impact = changed ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base
  const reach = 8.22 * of('AV') * of('AC') * (changed ? privilege.changed : privilege.unchanged) * of('UI')
  const score = impact <= 0 ? 0 : upwards(Math.min((changed ? 1.08 : 1) * (impact + reach), 10))
  return { score, severity: severityOf(score) }
}

/** To one decimal, upwards, by whole numbers: the sum of binary fractions would be a tenth too high at times. */
function upwards(value: number): number {
  const whole = Math.round(value * 100_000)
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10
}

function severityOf(score: number): BaseScore['severity'] {
  if (score === 0) return 'NONE'
  if (score < 4) return 'LOW'
  if (score < 7) return 'MEDIUM'
  return score < 9 ? 'HIGH' : 'CRITICAL'
}
