// What is said to dnsdist over its console: the servers of a pool are put aside, not removed, so that the way back brings the same ones.
import type { Upstream } from '../../model/resolvers.ts'
import { portOf } from './can-forward.ts'
import { luaList, luaString, oneLine } from './lua-text.ts'

/** Everything of ours is known by this beginning of its name. */
export const oursPrefix = 'tocsin-'
/** The usual servers, for zones that stay, while the pool has others. */
const asidePool = 'tocsin-usual'
const ruleName = 'tocsin-exclusions'
/** Every good answer begins with it. */
export const answerMark = 'TOCSIN'

/** One line for each server of the pool: name, address, order, weight. Names are the administrator's: control characters are taken out. */
export function readPool(pool: string): string {
  return `return ${oneLine(`(function()
    local out = { ${luaString(answerMark)} }
    for _, s in ipairs(getPoolServers(${luaString(pool)})) do
      out[#out + 1] = table.concat({ (s:getName():gsub('%c', ' ')), (s:getNameWithAddr():gsub('%c', ' ')), tostring(s.order), tostring(s.weight) }, '\\t')
    end
    return table.concat(out, '\\n')
  end)()`)}`
}

export interface PoolServer {
  name: string
  place: string
  order: string
  weight: string
}

/** null: that is no answer of `readPool`. */
export function poolServers(text: string): PoolServer[] | null {
  const [mark, ...lines] = text.replace(/\n$/, '').split('\n')
  if (mark !== answerMark) return null
  const servers = lines.map((line) => line.split('\t'))
  if (!servers.every((fields) => fields.length === 4)) return null
  return servers.map(([name = '', place = '', order = '', weight = '']) => ({ name, place, order, weight }))
}

export interface PoolMove {
  pool: string
  upstreams: readonly Upstream[]
  exclusions: readonly string[]
  /** Name-with-address of the servers that stood in the pool. */
  usual: readonly string[]
  ask: string
  forgetAll: boolean
}

/** May be said again after it was cut off in the middle: what is ours is taken away first. */
export function moveLua({ pool, upstreams, exclusions, usual, ask, forgetAll }: PoolMove): string {
  const servers = upstreams.map((one, at) => `newServer(${serverLua(one, at, pool, ask)})`)
  const rule =
    exclusions.length > 0
      ? `addAction(${luaList(exclusions.map((zone) => `${zone.replace(/\.$/, '')}.`))}, PoolAction(${luaString(asidePool)}), { name = ${luaString(ruleName)} })`
      : ''
  return `return ${oneLine(`(function()
    ${clearOurs}
    ${servers.join('\n')}
    local usual = {}
    for _, place in ipairs(${luaList(usual)}) do usual[place] = true end
    for _, s in ipairs(getServers()) do
      if usual[s:getNameWithAddr()] then s:addPool(${luaString(asidePool)}) s:rmPool(${luaString(pool)}) end
    end
    ${rule}
    ${forgetAll ? forgetCache(pool) : ''}
    return ${luaString(answerMark)}
  end)()`)}`
}

/** The servers come back in their order; what is ours goes. */
export function restoreLua(pool: string, usual: readonly string[]): string {
  return `return ${oneLine(`(function()
    for _, s in ipairs(getPoolServers(${luaString(pool)})) do s:rmPool(${luaString(pool)}) end
    for _, place in ipairs(${luaList(usual)}) do
      for _, s in ipairs(getServers()) do
        if s:getNameWithAddr() == place then s:rmPool(${luaString(pool)}) s:rmPool(${luaString(asidePool)}) s:addPool(${luaString(pool)}) end
      end
    end
    ${clearOurs}
    return ${luaString(answerMark)}
  end)()`)}`
}

const clearOurs = `rmRule(${luaString(ruleName)})
    for _, s in ipairs(getServers()) do if s:getName():sub(1, ${oursPrefix.length}) == ${luaString(oursPrefix)} then rmServer(s) end end`

const forgetCache = (pool: string) =>
  `pcall(function() local c = getPool(${luaString(pool)}):getCache() if c then c:expunge(0) end end)`

/** Its health is asked by a name of the plan: the standard one would ask the root. */
function serverLua(upstream: Upstream, at: number, pool: string, ask: string): string {
  const address = upstream.address.includes(':') ? `[${upstream.address}]` : upstream.address
  const tls =
    upstream.transport === 'dot' || upstream.transport === 'doh'
      ? [`tls = 'openssl'`, `subjectName = ${luaString(upstream.tlsName ?? '')}`, 'validateCertificates = true']
      : []
  const doh = upstream.transport === 'doh' ? [`dohPath = ${luaString(upstream.path ?? '/dns-query')}`] : []
  const fields = [
    `address = ${luaString(`${address}:${portOf(upstream)}`)}`,
    `name = ${luaString(`${oursPrefix}${at + 1}`)}`,
    `pool = ${luaString(pool)}`,
    `checkName = ${luaString(`${ask.replace(/\.$/, '')}.`)}`,
    'checkInterval = 1',
    ...tls,
    ...doh,
  ]
  return `{ ${fields.join(', ')} }`
}
