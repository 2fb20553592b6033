// named.conf of BIND 9: options, zones, forwarders, tls blocks.
import type { Reading } from './reading.ts'
import { plainName } from './reading.ts'
import { readStatements, type Statement } from './statements.ts'

interface Seen {
  unread: boolean
  recursion: boolean
  forwarders: boolean
  anchors: boolean
  validation: string | null
  /** Names on certificates by the name of their tls block. */
  tls: Map<string, string | undefined>
}

const zonesOfItself = /^(\.|localhost|127\.in-addr\.arpa|0\.in-addr\.arpa|255\.in-addr\.arpa)$/

export function readBind(text: string, it: Reading): void {
  const { statements, broken } = readStatements(text)
  if (broken) it.skip(broken.line, '', broken.why)
  const seen: Seen = {
    ...{ unread: broken !== null, recursion: true, forwarders: false, anchors: false, validation: null },
    tls: new Map(),
  }
  for (const { words, block } of statements)
    if (words[0] === 'tls' && words[1])
      seen.tls.set(words[1], block?.find((one) => one.words[0] === 'remote-hostname')?.words[1])
  const work = [...statements]
  for (let one = work.shift(); one; one = work.shift()) {
    if (one.words[0] === 'view') work.unshift(...(one.block ?? []))
    else topLevel(one, seen, it)
  }
  conclude(seen, it)
}

function topLevel(one: Statement, seen: Seen, it: Reading): void {
  const [word = '', name = ''] = one.words
  const shown = one.words.join(' ')
  if (word === 'options') for (const inner of one.block ?? []) option(inner, seen, it)
  else if (/^(forwarders|recursion|dnssec-validation)$/.test(word)) option(one, seen, it)
  else if (word === 'zone') zone(one, name, it)
  else if (word === 'include') {
    seen.unread = true
    it.skip(one.line, shown, 'Another file is included, and was not given.')
  } else if (/^(trust-anchors|managed-keys|trusted-keys)$/.test(word)) seen.anchors = true
  else if (!/^(tls|acl|logging|controls|key|server|http|statistics-channels)$/.test(word))
    it.skip(one.line, shown, 'Not looked at, or not known.')
}

function option(one: Statement, seen: Seen, it: Reading): void {
  const [word, value = ''] = one.words
  const shown = one.words.join(' ')
  if (word === 'recursion') seen.recursion = value !== 'no'
  if (word === 'dnssec-validation') {
    seen.validation = value
    it.read(one.line, shown, `Validation is ${value}.`)
  }
  if (word === 'include') {
    seen.unread = true
    it.skip(one.line, shown, 'Another file is included, and was not given.')
  }
  if (word === 'forward')
    it.read(
      one.line,
      shown,
      value === 'only'
        ? 'Only forwarders are asked.'
        : 'Authoritative servers are asked when forwarders do not answer.',
    )
  if (word !== 'forwarders') return
  seen.forwarders ||= (one.block ?? []).length > 0
  const common = tlsOf(one.words.slice(1), seen)
  for (const { line, words } of one.block ?? []) {
    const own = tlsOf(words.slice(1), seen)
    const tls = own.tls ?? common.tls
    const port = own.port ?? common.port
    it.resolver(line, words.join(' '), words[0] ?? '', { transport: tls ? 'dot' : 'udp', port, tlsName: tls?.name })
  }
}

function tlsOf(
  words: readonly string[],
  { tls }: Seen,
): { tls: { name: string | undefined } | null; port: number | undefined } {
  const name = after(words, 'tls')
  const port = after(words, 'port')
  return {
    tls: name === undefined ? null : { name: tls.get(name) },
    port: port === undefined ? undefined : Number(port),
  }
}

function after(words: readonly string[], word: string): string | undefined {
  const at = words.indexOf(word)
  return at < 0 ? undefined : words[at + 1]
}

function zone(one: Statement, given: string, it: Reading): void {
  const kind = one.block?.find(({ words }) => words[0] === 'type')?.words[1] ?? ''
  const name = plainName(given)
  const shown = `zone ${given} ${kind}`
  if (name === null) {
    it.skip(one.line, shown, 'That is no name of a zone.')
    return
  }
  if (kind === 'hint' || zonesOfItself.test(name) || /(^|\.)(in-addr|ip6)\.arpa$/.test(name)) return
  const servers = (one.block ?? [])
    .filter(({ words }) => /^(forwarders|primaries|masters|server-addresses)$/.test(words[0] ?? ''))
    .flatMap(({ block }) => (block ?? []).map(({ words }) => words[0] ?? ''))
  it.zone(one.line, shown, name, servers, true)
}

function conclude({ unread, recursion, forwarders, anchors, validation }: Seen, it: Reading): void {
  const { result } = it
  if (validation === 'no') result.validates = false
  else if (validation === 'auto' || (validation === 'yes' && anchors)) result.validates = true
  else if (validation === 'yes')
    it.remark(
      'dnssec-validation yes needs trust-anchors, and none stand here: BIND 9.16 and newer bring those of the root.',
    )
  else it.remark('dnssec-validation does not stand here; what holds then depends on how BIND was built (auto in most).')
  if (result.resolvers.length > 0) result.bootstrap = 'address'
  if (forwarders) return
  if (unread) it.remark('No forwarders stand here; they may stand in a file that is included.')
  else if (recursion) it.recursion('No forwarders: this server asks the authoritative servers itself.')
  else it.remark('recursion no: this server resolves for nobody.')
}
