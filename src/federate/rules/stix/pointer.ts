// JSON pointers (RFC 6901), and the list that findings are collected in.
import type { Finding } from '../../model/stix/finding.ts'
import { stixBudget } from './limits.ts'

export function pointer(keys: readonly (string | number)[]): string {
  return keys
    .map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
    .slice(0, 1000)
}

export interface Findings {
  error(at: readonly (string | number)[], section: string, says: string): void
  warn(at: readonly (string | number)[], section: string, says: string): void
  /** False: nobody asks for warnings, so their sentences need not be made. */
  warns: boolean
  all: Finding[]
}

/** Collects at most so many of each level that nobody is flooded by one object, and no error is lost behind warnings. */
export function findings(warns = true): Findings {
  const all: Finding[] = []
  const counts = { error: 0, warning: 0 }
  const add = (level: Finding['level'], at: readonly (string | number)[], section: string, says: string) => {
    if (counts[level]++ < stixBudget.findingsOfOne)
      all.push({ level, at: pointer(at), section, says: says.slice(0, 600) })
  }
  return {
    all,
    warns,
    error: (at, section, says) => add('error', at, section, says),
    warn: (at, section, says) => (warns ? add('warning', at, section, says) : undefined),
  }
}

/** A foreign text in a sentence of ours: short, in quotes, without control characters. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? typeof value)
  return `“${text.replace(/\p{Cc}|\p{Cf}/gu, ' ').slice(0, 80)}${text.length > 80 ? '…' : ''}”`
}
