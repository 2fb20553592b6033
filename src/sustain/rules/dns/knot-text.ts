// What is said to Knot Resolver 5 over its control socket: one rule of ours before its rule for all names, and that rule taken away again.
import type { Upstream } from '../../model/resolvers.ts'
import { portOf } from './can-forward.ts'
import { luaList, luaString, oneLine } from './lua-text.ts'

/** Every good answer begins with it. */
export const knotMark = 'TOCSIN'

/** A rule for all names is one that policy.all made: they all come from the same line of its source. */
const placeOfAll = `local all = debug.getinfo(policy.all(policy.PASS), 'S').linedefined`
const isForAll = `debug.getinfo(r.cb, 'S').linedefined == all`

/** One line for each rule: its number, ours or not, for all names or not, at rest or not. */
export function readRules(): string {
  return `return ${oneLine(`(function()
    ${placeOfAll}
    local out = { ${luaString(knotMark)} }
    for _, r in ipairs(policy.rules) do
      out[#out + 1] = table.concat({ tostring(r.id), r.tocsin and 'ours' or 'own', ${isForAll} and 'all' or 'some', r.suspended and 'rests' or 'works' }, ' ')
    end
    return table.concat(out, '\\n')
  end)()`)}`
}

export interface KnotRule {
  id: string
  ours: boolean
  all: boolean
}

/** null: that is no answer of `readRules`. */
export function knotRules(text: string): KnotRule[] | null {
  const [mark, ...lines] = text.replace(/\n$/, '').split('\n')
  if (mark !== knotMark || !lines.every((line) => /^\d+ (?:ours|own) (?:all|some) (?:rests|works)$/.test(line)))
    return null
  return lines.map((line) => {
    const [id = '', whose, which] = line.split(' ')
    return { id, ours: whose === 'ours', all: which === 'all' }
  })
}

/**
 * Rules before the one for all names (blocked names, internal zones) go on as they are; excluded zones fall through to it.
 * May be said again after it was cut off in the middle.
 */
export function moveKnotLua(upstreams: readonly Upstream[], exclusions: readonly string[], forgetAll: boolean): string {
  return `return ${oneLine(`(function()
    ${clearOurs}
    ${placeOfAll}
    local act = ${actionLua(upstreams)}
    local stay = policy.suffix(policy.PASS, policy.todnames(${luaList(exclusions)}))
    local at = #policy.rules + 1
    for i, r in ipairs(policy.rules) do if ${isForAll} and not r.suspended then at = i break end end
    local ours = policy.add(function (req, qry) if stay(req, qry) then return nil end return act end)
    ours.tocsin = true
    table.remove(policy.rules)
    table.insert(policy.rules, at, ours)
    ${forgetAll ? 'cache.clear()' : ''}
    return ${luaString(knotMark)}
  end)()`)}`
}

export function restoreKnotLua(): string {
  return `return ${oneLine(`(function()
    ${clearOurs}
    return ${luaString(knotMark)}
  end)()`)}`
}

const clearOurs = `for i = #policy.rules, 1, -1 do if policy.rules[i].tocsin then table.remove(policy.rules, i) end end`

function actionLua(upstreams: readonly Upstream[]): string {
  const places = upstreams.map((one) => `${one.address}@${portOf(one)}`)
  if (!upstreams.some(({ transport }) => transport === 'dot')) return `policy.FORWARD(${luaList(places)})`
  const targets = upstreams.map(
    (one, at) => `{ ${luaString(places[at] ?? '')}, hostname = ${luaString(one.tlsName ?? '')} }`,
  )
  return `policy.TLS_FORWARD({ ${targets.join(', ')} })`
}
