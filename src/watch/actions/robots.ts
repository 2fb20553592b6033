// What a site asks robots to leave alone (RFC 9309): read from its robots.txt, asked for each address. Pure and linear.
export interface Robots {
  allows(path: string): boolean
  /** Seconds between two requests, where the site asks for some. */
  delaySeconds: number | null
}

interface Rule {
  allow: boolean
  path: string
}

export const everythingAllowed: Robots = { allows: () => true, delaySeconds: null }
/** Where robots.txt cannot be had because the site fails, the standard says: nothing. */
export const nothingAllowed: Robots = { allows: () => false, delaySeconds: null }

const mostRules = 2000
const mostRuleChars = 500
/** Beyond so many rules with a star, one ends before its star: it then forbids more, and costs less. */
const mostStars = 50

/** The group that names the product, else the one for everybody. */
export function readRobots(text: string, product: string): Robots {
  const groups = new Map<string, { rules: Rule[]; delay: number | null }>()
  let naming = false
  let agents: string[] = []
  let rules = 0
  let stars = 0
  for (const line of text.slice(0, 500_000).split(/\r\n|\n|\r/)) {
    const colon = line.indexOf(':')
    if (colon === -1) continue
    const field = line.slice(0, colon).trim().toLowerCase()
    const value = (line.slice(colon + 1).split('#', 1)[0] ?? '').trim()
    if (field === 'user-agent') {
      agents = naming ? [...agents, value.toLowerCase()] : [value.toLowerCase()]
      naming = true
      continue
    }
    if (field !== 'allow' && field !== 'disallow' && field !== 'crawl-delay') continue
    naming = false
    rules += 1
    if (rules > mostRules) break
    for (const agent of agents) {
      const group = groups.get(agent) ?? { rules: [], delay: null }
      groups.set(agent, group)
      if (field === 'crawl-delay') group.delay = /^\d{1,5}(?:\.\d{1,3})?$/.test(value) ? Number(value) : group.delay
      else if (value !== '') {
        if (value.includes('*')) stars += 1
        const path = stars > mostStars ? (value.split('*', 1)[0] ?? '') : value
        group.rules.push({ allow: field === 'allow', path: path.slice(0, mostRuleChars) })
      }
    }
  }
  const group = groups.get(product.toLowerCase()) ?? groups.get('*')
  if (!group) return everythingAllowed
  return { allows: (path) => allowed(group.rules, path), delaySeconds: group.delay }
}

/** The longest rule that fits decides; of two of one length, the one that allows. */
function allowed(rules: readonly Rule[], path: string): boolean {
  if (path === '/robots.txt') return true
  let best: Rule | undefined
  for (const rule of rules) {
    if (!fits(rule.path, path)) continue
    const longer = best === undefined || rule.path.length > best.path.length
    if (longer || (rule.path.length === best?.path.length && rule.allow)) best = rule
  }
  return best?.allow ?? true
}

/** `*` stands for anything, `$` at the end for the end. Goes back to the last star only, so no pattern can blow up. */
function fits(pattern: string, path: string): boolean {
  const toEnd = pattern.endsWith('$')
  const rule = toEnd ? pattern.slice(0, -1) : `${pattern}*`
  let at = 0
  let star = -1
  let from = 0
  let i = 0
  while (i < path.length) {
    if (rule[at] === '*') {
      star = at++
      from = i
    } else if (at < rule.length && rule[at] === path[i]) {
      at += 1
      i += 1
    } else if (star !== -1) {
      at = star + 1
      i = ++from
    } else return false
  }
  while (rule[at] === '*') at += 1
  return at === rule.length
}
