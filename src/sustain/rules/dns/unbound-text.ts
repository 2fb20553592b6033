// The forward-zones of unbound as text: found in a file of clauses, made anew, everything else left as it stands.
import type { Upstream } from '../../model/resolvers.ts'
import { portOf } from './can-forward.ts'

interface Clause {
  /** 'forward-zone', 'stub-zone', ...; null: what stands before the first clause. */
  kind: string | null
  /** Its zone, without quotes and without the dot at the end; '.' stays. */
  zone: string | null
  lines: string[]
}

const clauseStart = /^\s*([a-z][a-z-]*):\s*(?:#.*)?$/
const nameLine = /^\s*name:\s*"?([^"\s#]+)"?/

export function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = [{ kind: null, zone: null, lines: [] }]
  for (const line of text.split('\n')) {
    const start = clauseStart.exec(line)?.[1]
    if (start) clauses.push({ kind: start, zone: null, lines: [] })
    const clause = clauses.at(-1)
    if (!clause) continue
    clause.lines.push(line)
    const name = nameLine.exec(line)?.[1]
    if (name && clause.zone === null) clause.zone = plainZone(name)
  }
  return clauses
}

export function plainZone(name: string): string {
  const lower = name.toLowerCase()
  return lower === '.' ? lower : lower.replace(/\.$/, '')
}

/** Addresses that '.' is sent to in this text, as people read them. */
export function rootUpstreams(text: string): string[] {
  const root = clausesOf(text).filter(isRootForward)
  return root.flatMap(({ lines }) =>
    lines.flatMap((line) => /^\s*forward-(?:addr|host):\s*(\S+)/.exec(line)?.[1] ?? []),
  )
}

const isRootForward = (clause: Clause) => clause.kind === 'forward-zone' && clause.zone === '.'

export type Moved = { ok: true; text: string } | { ok: false; why: string }

/**
 * The text with '.' sent elsewhere. `pinned`: zones without a zone of their own, which go on as '.' went before.
 */
export function movedUnbound(
  before: string,
  upstreams: readonly Upstream[],
  pinned: readonly string[],
  mark: string,
): Moved {
  const clauses = clausesOf(before)
  const roots = clauses.filter(isRootForward)
  const [root] = roots
  if (roots.length > 1) return { ok: false, why: "The forwards file has more than one forward-zone for '.'." }
  if (pinned.length > 0 && !root)
    return {
      ok: false,
      why: `${pinned.join(', ')} should stay, but has no zone of its own, and there is no forward-zone for '.' that it could go on with.`,
    }
  const kept = clauses.filter((clause) => clause !== root).flatMap(({ lines }) => lines)
  const pins = pinned.flatMap((zone) => (root?.lines ?? []).map((line) => withName(line, zone)))
  return {
    ok: true,
    text: `${[`# ${mark}`, ...trimmedEnd(kept), ...trimmedEnd(pins), ...zoneLines(upstreams)].join('\n')}\n`,
  }
}

function withName(line: string, zone: string): string {
  return nameLine.test(line) ? `    name: "${zone}"` : line
}

function trimmedEnd(lines: readonly string[]): string[] {
  const kept = [...lines]
  while (kept.length > 0 && kept.at(-1)?.trim() === '') kept.pop()
  return kept
}

function zoneLines(upstreams: readonly Upstream[]): string[] {
  const tls = upstreams.some(({ transport }) => transport === 'dot')
  return [
    'forward-zone:',
    '    name: "."',
    ...(tls ? ['    forward-tls-upstream: yes'] : []),
    ...upstreams.map((one) => `    forward-addr: ${unboundAddress(one)}`),
  ]
}

export function unboundAddress(upstream: Upstream): string {
  const name = upstream.transport === 'dot' && upstream.tlsName ? `#${upstream.tlsName}` : ''
  return `${upstream.address}@${portOf(upstream)}${name}`
}

/** Zones in the answer of list_forwards or list_stubs: "corp.example. IN stub noprime 192.0.2.1". null: not such an answer. */
export function zonesListed(text: string): { zone: string; line: string }[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const listed = lines.map((line) => ({ zone: plainZone(line.split(' ', 1)[0] ?? ''), line }))
  return lines.every((line) => /^\S+ IN (?:forward|stub) /.test(line)) ? listed : null
}

/** Exclusions that no listed zone holds (itself or one above it, '.' aside). */
export function withoutZone(exclusions: readonly string[], zones: readonly string[]): string[] {
  const own = new Set(zones.map(plainZone).filter((zone) => zone !== '.'))
  return exclusions.map(plainZone).filter((name) => !suffixesOf(name).some((suffix) => own.has(suffix)))
}

function suffixesOf(name: string): string[] {
  const labels = name.split('.')
  return labels.map((_, at) => labels.slice(at).join('.'))
}
