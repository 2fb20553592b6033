// dnsdist.conf, a Lua program: the servers that it sends questions to, and names with a pool of their own.
import { fieldIn, type LuaCall, readLua, stringsIn } from './lua-calls.ts'
import { plainName, type Reading } from './reading.ts'

interface Backend {
  call: LuaCall
  written: string
  pools: string[]
  tls: 'dot' | 'doh' | null
  order: number | null
}

export function readDnsdist(text: string, it: Reading): void {
  const { calls, programmed, broken } = readLua(text)
  if (broken) it.skip(broken.line, '', broken.why)
  for (const { line, text: shown } of programmed)
    it.skip(line, shown, 'A program decides here; what it does was not worked out.')
  const backends = calls.filter(({ name }) => name === 'newServer').map(backend)
  const zones = calls.flatMap((call) => (call.name === 'addAction' ? poolZones(call) : []))
  const policy = calls.find(({ name }) => name === 'setServerPolicy')?.text.trim() ?? null
  for (const { name, pool, call } of zones) {
    const servers = backends.filter(({ pools }) => pools.includes(pool)).map(({ written }) => hostOf(written).address)
    it.zone(call.line, `addAction(${call.text})`, name, servers, true)
  }
  const firstOnly = policy !== null && /firstAvailable/.test(policy)
  const open = backends.filter(({ pools }) => pools.length === 0 || pools.includes(''))
  const ordered = firstOnly ? [...open].sort((a, b) => (a.order ?? 1) - (b.order ?? 1)) : open
  for (const [at, one] of ordered.entries()) addBackend(one, firstOnly && at > 0 ? 'fallback' : 'used', it)
  for (const { call } of backends.filter((one) => !open.includes(one)))
    it.read(call.line, `newServer(${call.text})`, 'Serves a pool; asked for some names only.')
  for (const call of calls)
    if (
      !/^(newServer|addAction|setServerPolicy|setLocal|addLocal|addTLSLocal|addDOHLocal|setACL|addACL|controlSocket|setKey|webserver|setWebserverConfig|newPacketCache|getPool|setMaxUDPOutstanding|setSecurityPollSuffix|setStaleCacheEntriesTTL|PoolAction|QNameRule|QNameSuffixRule|SuffixMatchNodeRule|newSuffixMatchNode)$/.test(
        call.name,
      )
    )
      it.skip(call.line, `${call.name}(${secretless(call)})`, 'Not looked at.')
  it.remark('dnsdist passes questions on: whether answers are validated is decided by the servers behind it.')
  if (ordered.length > 0) it.result.bootstrap = 'address'
  if (!firstOnly && ordered.length > 1)
    it.remark('All servers without a pool share the questions; none of them only stands by.')
}

/** Keys stand in calls of this kind. */
function secretless({ name, text }: LuaCall): string {
  return /key|password|secret|api/i.test(name + text) ? '…' : text.trim()
}

function backend(call: LuaCall): Backend {
  const [first = ''] = stringsIn(call.text)
  const order = fieldIn(call.text, 'order')
  const dohPath = fieldIn(call.text, 'dohPath')
  const tls = fieldIn(call.text, 'tls')
  const pool = fieldIn(call.text, 'pool')
  const table = /pool\s*=\s*\{([^}]{0,1000})\}/.exec(call.text)?.[1]
  return {
    ...{ call, written: fieldIn(call.text, 'address') ?? first },
    pools: table === undefined ? (pool === undefined ? [] : [pool]) : stringsIn(table),
    tls: dohPath !== undefined ? 'doh' : tls === undefined ? null : 'dot',
    order: order === undefined ? null : Number(order),
  }
}

function addBackend({ call, written, tls }: Backend, role: 'used' | 'fallback', it: Reading): void {
  const { address, port } = hostOf(written)
  const asked = { transport: tls ?? ('udp' as const), port, tlsName: fieldIn(call.text, 'subjectName'), role }
  it.resolver(call.line, `newServer(${secretless(call)})`, address, asked)
  if (call.inBlock)
    it.remark(`Line ${call.line}: a server stands within a block; whether it is added is decided when the file runs.`)
}

/** 192.0.2.1, 192.0.2.1:5300, [2001:db8::1]:5300 */
function hostOf(written: string): { address: string; port: number | undefined } {
  const six = /^\[([0-9a-fA-F:.]{2,45})\](?::(\d{1,5}))?$/.exec(written)
  const four = /^([0-9.]{7,15})(?::(\d{1,5}))?$/.exec(written)
  const [, address, port] = six ?? four ?? []
  return { address: address ?? written, port: port === undefined ? undefined : Number(port) }
}

/** addAction({"corp.example", "10.in-addr.arpa"}, PoolAction("internal")) */
function poolZones(call: LuaCall): { name: string; pool: string; call: LuaCall }[] {
  const pool = /PoolAction\s*\(\s*["']([^"'\n]{0,100})["']/.exec(call.text)?.[1]
  if (pool === undefined) return []
  const names = stringsIn(call.text.slice(0, call.text.indexOf('PoolAction')))
  return names.flatMap((given) => {
    const name = plainName(given)
    return name === null || name === '.' ? [] : [{ name, pool, call }]
  })
}
