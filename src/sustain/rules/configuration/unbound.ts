// unbound.conf(5): clauses with attributes, one on each line.
import { type Line, linesOf, plainName, type Reading } from './reading.ts'

interface Clause {
  kind: string
  line: Line
  name: string | null
  tls: boolean
  first: boolean
  servers: { line: Line; value: string; byName: boolean }[]
}

interface Server {
  anchor: boolean
  permissive: boolean
  modules: string | null
  tlsUpstream: boolean
  unread: boolean
}

export function readUnbound(text: string, it: Reading): void {
  const server: Server = { anchor: false, permissive: false, modules: null, tlsUpstream: false, unread: false }
  const clauses: Clause[] = []
  let clause: Clause | null = null
  for (const line of linesOf(text, ['#'])) {
    const colon = line.text.indexOf(':')
    if (colon < 1) {
      it.skip(line.number, line.text, 'Neither a clause nor an attribute.')
      continue
    }
    const word = line.text.slice(0, colon).trim().toLowerCase()
    const value = line.text
      .slice(colon + 1)
      .trim()
      .replace(/^"(.*)"$/, '$1')
    if (value === '' && /^[a-z-]+$/.test(word)) {
      clause = { kind: word, line, name: null, tls: false, first: false, servers: [] }
      clauses.push(clause)
    } else if (/^(include|include-toplevel)$/.test(word)) {
      server.unread = true
      it.skip(line.number, line.text, 'Another file is included, and was not given.')
    } else if (clause) attribute(clause, server, line, word, value, it)
    else it.skip(line.number, line.text, 'Stands outside of any clause.')
  }
  for (const one of clauses) zoneOf(one, server, it)
  conclude(server, it)
}

function attribute(clause: Clause, server: Server, line: Line, word: string, value: string, it: Reading): void {
  const yes = value === 'yes'
  if (/^(forward|stub)-(addr|host)$/.test(word)) clause.servers.push({ line, value, byName: word.endsWith('host') })
  else if (word === 'name') clause.name = value
  else if (/^(forward|stub)-(tls|ssl)-upstream$/.test(word)) clause.tls = yes
  else if (/^(forward|stub)-first$/.test(word)) clause.first = yes
  else if (word === 'tls-upstream' || word === 'ssl-upstream') server.tlsUpstream = yes
  else if (/^(auto-trust-anchor-file|trust-anchor-file|trust-anchor|trusted-keys-file)$/.test(word))
    server.anchor = true
  else if (word === 'val-permissive-mode') server.permissive = yes
  else if (word === 'module-config') server.modules = value
  else if (word === 'local-zone') localZone(line, value, it)
  else if (word === 'domain-insecure') it.read(line.number, line.text, 'Signatures of this zone are not asked for.')
  else {
    if (clause.kind === 'server' || clause.kind === 'remote-control') return
    if (!/^(forward|stub|auth)-zone$/.test(clause.kind))
      it.skip(line.number, line.text, `Not looked at in ${clause.kind}.`)
    return
  }
}

function localZone(line: Line, value: string, it: Reading): void {
  const [name = '', kind = ''] = value.replaceAll('"', '').split(/\s+/)
  if (
    /^(static|redirect|transparent|typetransparent)$/.test(kind) &&
    !/arpa\.?$|^localhost|^test\.?$|^invalid\.?$|^onion\.?$/.test(name)
  )
    it.zone(line.number, line.text, name, [], true)
}

function zoneOf({ kind, line, name, tls, first, servers }: Clause, server: Server, it: Reading): void {
  if (!/^(forward|stub|auth)-zone$/.test(kind)) return
  const zone = name === null ? null : plainName(name)
  if (zone === null) {
    it.skip(line.number, line.text, 'A zone without a name that could be read.')
    return
  }
  if (zone !== '.') {
    const addresses = servers.filter(({ byName }) => !byName).map(({ value }) => addressOf(value).address)
    it.zone(line.number, `${line.text} ${zone}`, zone, addresses, true)
    return
  }
  if (kind !== 'forward-zone') {
    it.read(line.number, line.text, 'The root zone is kept or asked for here.')
    return
  }
  const transport = tls || server.tlsUpstream ? 'dot' : 'udp'
  for (const { line: at, value, byName } of servers) {
    if (byName) it.named(at.number, at.text, addressOf(value).address, transport)
    else {
      const { address, port, tlsName } = addressOf(value)
      it.resolver(at.number, at.text, address, { transport, port, tlsName })
    }
  }
  if (first) it.remark('forward-first: when these do not answer, this server asks the authoritative servers itself.')
}

/** 192.0.2.1@853#name.example */
function addressOf(value: string): { address: string; port: number | undefined; tlsName: string | undefined } {
  const [, address = '', port, tlsName] = /^([^@#\s]{1,253})(?:@(\d{1,5}))?(?:#([^\s]{1,253}))?/.exec(value) ?? []
  return { address, port: port === undefined ? undefined : Number(port), tlsName }
}

function conclude({ anchor, permissive, modules, unread }: Server, it: Reading): void {
  const { result } = it
  result.bootstrap = result.resolvers.some(({ address }) => address === null)
    ? 'name'
    : result.resolvers.length > 0
      ? 'address'
      : null
  const validator = modules === null || modules.includes('validator')
  if (permissive || !validator) result.validates = false
  else if (anchor) result.validates = true
  else if (!unread) result.validates = false
  if (result.validates === false)
    it.remark('It does not validate: no trust anchor, no validator module, or permissive mode.')
  if (result.validates === null)
    it.remark('Whether it validates is not told: a trust anchor may stand in a file that is included.')
  if (result.resolvers.length > 0) return
  if (unread) it.remark('No forward-zone for "." stands here; one may stand in a file that is included.')
  else it.recursion('No forward-zone for ".": this server asks the authoritative servers itself.')
}
