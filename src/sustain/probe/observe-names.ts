// What DNS says of a host name: where it leads, who answers for it, who takes its mail. A few questions, each with its time, and an end.
import type { Question, Sample, Upstream } from '../model/resolvers.ts'
import { isHostName, zonesAbove } from '../rules/observe/domain.ts'
import { ask } from './ask.ts'

export interface NamesLimits {
  questionMilliseconds: number
  /** When it is aborted, what is under way ends. */
  signal: AbortSignal
}

export interface SeenInDns {
  aliases: string[]
  addresses: string[]
  zone: string | null
  nameServers: string[]
  mail: string[]
  problems: string[]
}

const mostAliases = 10
const mostServers = 32

type Asking = (name: string, type: Question['type']) => Promise<Sample>

export async function observeNames(
  name: string,
  resolvers: readonly Upstream[],
  limits: NamesLimits,
): Promise<SeenInDns> {
  const seen: SeenInDns = { aliases: [], addresses: [], zone: null, nameServers: [], mail: [], problems: [] }
  const asking: Asking = (asked, type) => askAny(asked, type, resolvers, limits)
  const last = await followAliases(name, asking, seen)
  if (last !== null) await findAddresses(last, asking, seen)
  await findZone(name, asking, seen)
  if (seen.zone !== null) {
    const { answers } = await asking(seen.zone, 'MX')
    seen.mail = answers
      .map((answer) => answer.split(' ')[1] ?? '')
      .filter(isHostName)
      .slice(0, mostServers)
  }
  return { ...seen, problems: seen.problems.slice(0, 10) }
}

/** The next resolver is asked where one says nothing. */
async function askAny(
  name: string,
  type: Question['type'],
  resolvers: readonly Upstream[],
  limits: NamesLimits,
): Promise<Sample> {
  let last: Sample | undefined
  for (const resolver of resolvers.slice(0, 3)) {
    const question: Question = { name, type, expect: 'answers', compare: false }
    last = await ask(resolver, question, { timeoutMilliseconds: limits.questionMilliseconds, signal: limits.signal })
    if (['answered', 'empty', 'nxdomain'].includes(last.outcome)) return last
  }
  if (!last) throw new Error('No resolver to ask')
  return last
}

/** The last name of the chain; null where it has no end. */
async function followAliases(name: string, asking: Asking, seen: SeenInDns): Promise<string | null> {
  const met = new Set([name.toLowerCase()])
  for (let at = name; ; ) {
    const { outcome, answers, why } = await asking(at, 'CNAME')
    if (outcome === 'nxdomain') return problem(seen, `There is no ${at}.`)
    if (outcome !== 'answered' && outcome !== 'empty')
      return problem(seen, `${at}: ${outcome}${why ? ` (${why})` : ''}.`)
    const [next] = answers
    if (next === undefined) return at
    if (!isHostName(next)) return problem(seen, `${at} leads to ${next.slice(0, 100)}, which no service can be called.`)
    if (met.has(next.toLowerCase())) return problem(seen, `${at} leads back to ${next}: names that lead in a ring.`)
    if (seen.aliases.length >= mostAliases)
      return problem(seen, `${name} leads on and on; after ${mostAliases} names it was left.`)
    met.add(next.toLowerCase())
    seen.aliases.push(next)
    at = next
  }
}

function problem(seen: SeenInDns, why: string): null {
  seen.problems.push(why.slice(0, 400))
  return null
}

async function findAddresses(name: string, asking: Asking, seen: SeenInDns): Promise<void> {
  const [four, six] = await Promise.all([asking(name, 'A'), asking(name, 'AAAA')])
  seen.addresses = [...four.answers, ...six.answers].slice(0, mostServers)
  if (seen.addresses.length === 0) problem(seen, `${name} has no address (A: ${four.outcome}, AAAA: ${six.outcome}).`)
}

async function findZone(name: string, asking: Asking, seen: SeenInDns): Promise<void> {
  for (const zone of zonesAbove(name)) {
    const { answers } = await asking(zone, 'NS')
    const servers = answers.filter(isHostName).slice(0, mostServers)
    if (servers.length === 0) continue
    seen.zone = zone
    seen.nameServers = servers
    return
  }
  problem(seen, `Nobody says who answers for ${name}.`)
}
