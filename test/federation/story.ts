// Story 1 among five organisations: what an operator sees reaches its CSIRT, another Member State, the Union level and NATO's point of
// contact, each as far as agreed; reports and answers come back down. One link is cut, one key is changed, one node lies.
import { cp, rm } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { declareIncident, describeIncident, getIncident } from '#assess/api.ts'
import { openCrisis } from '#coordinate/api/crises.ts'
import { releaseByHand } from '#federate/api/agreements.ts'
import { answerRequest, listResponses, respond } from '#federate/api/copies.ts'
import { getPeer, refreshPeer, rollOverKeys } from '#federate/api/directory.ts'
import { getLetter, listLetters } from '#federate/api/post.ts'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { pathOf } from '#platform/http/index.ts'
import { backup, verify } from '#platform/journal/api.ts'
import { approveProduct, draftProduct, getProduct, putForward } from '#share/api/products.ts'
import { agree, delivered, did, introduce, type Member, openMember, until } from './nodes.ts'

export interface Five {
  operator: Member
  csirt: Member
  second: Member
  union: Member
  nato: Member
}

export type Tell = (what: string) => void

/** Nobody but the operator may ever hold this. */
export const canary = 'CANARY-9f31-KEEP-AT-HOME'

const told = new Set(['copy', 'withdraw', 'response', 'agreement'])

type Incident = OutputOf<typeof getIncident>

/** Fills `five` as the nodes come up, so that what is there can be closed whatever happens. */
export async function openFive(five: Partial<Five>, tell: Tell): Promise<Five> {
  const wanted: [keyof Five, Parameters<typeof openMember>[0]][] = [
    ['operator', { name: 'Platform operator', kind: 'operator', country: 'BE', groups: ['EU', 'NATO'] }],
    ['csirt', { name: 'National CSIRT', kind: 'csirt', country: 'BE', groups: ['EU', 'NATO'] }],
    ['second', { name: 'CSIRT of a second Member State', kind: 'csirt', country: 'AT', groups: ['EU'] }],
    ['union', { name: 'Union level', kind: 'union-body', country: null, groups: ['EU'] }],
    ['nato', { name: 'NATO coordination point', kind: 'nato-coordination-point', country: null, groups: ['NATO'] }],
  ]
  // Two at a time: each waits for its disk and its peers half of the while, and five at once on two cores only stand in each other's way.
  const open = async ([which, organisation]: (typeof wanted)[number]) => {
    const member = await openMember(organisation)
    five[which] = member
    tell(`${organisation.name} runs at ${member.link.url}`)
  }
  for (let at = 0; at < wanted.length; at += 2) {
    // Both come to their end before anybody is told, so that none comes up behind the back of whoever closes them.
    const ends = await Promise.allSettled(wanted.slice(at, at + 2).map(open))
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  }
  return five as Five // each of the five was opened above
}

export async function closeFive(five: Partial<Five>): Promise<void> {
  await Promise.all(Object.values(five).map((member) => member?.close()))
}

export async function trustAndAgree({ operator, csirt, second, union, nato }: Five, tell: Tell): Promise<void> {
  const pairs: [Member, Member, string, string][] = [
    [operator, csirt, 'operator-to-csirt', 'operator'],
    [csirt, second, 'csirt-to-csirt', 'one'],
    [csirt, union, 'csirt-to-union', 'csirt'],
    [second, union, 'csirt-to-union', 'csirt'],
    [union, nato, 'nato-coordination-point', 'union'],
  ]
  // Each pair has its own desks and its own telephone.
  await Promise.all(
    pairs.map(async ([one, other, id, side]) => {
      await introduce(one, other)
      await agree(one, other, { id, side })
      tell(`${one.name} and ${other.name} trust each other's keys and have signed an agreement (${id})`)
    }),
  )
}

/** Marked for the organisations named, within the Union where nothing else is said. */
const amberFor = (...members: Member[]) => ({
  tlp: 'AMBER' as const,
  audience: members.map((member) => member.organisation),
})

async function incident(
  at: Member,
  title: string,
  more: Partial<InputOf<typeof declareIncident>> = {},
): Promise<string> {
  const severity = { value: 'yellow' as const, reason: 'Many users in several Member States are cut off.' }
  return (await did(at.head, declareIncident, { title, severity, ...more })).id
}

async function seen(at: Member, id: string): Promise<Incident | undefined> {
  const answered = await at.head.call(getIncident, { id })
  return answered.ok ? answered.value : undefined
}

const arrives = (at: Member, id: string, what: string) => until(`${what} at ${at.name}`, () => seen(at, id))

/** Up: the operator's incident reaches its CSIRT; the CSIRT's own reaches its peers; one is released to NATO by hand. */
export async function flowsUp(
  five: Five,
  tell: Tell,
): Promise<{ report: string; warning: string; coordinated: string }> {
  const { operator, csirt, second, union, nato } = five
  await incident(operator, canary, { marking: { tlp: 'AMBER+STRICT' } })
  const report = await incident(operator, 'Waves of requests against our platform', { marking: amberFor(csirt) })
  await arrives(csirt, report, 'the report of the operator')
  tell('the incident of the operator is at its CSIRT, and nowhere else')
  const marking = amberFor(second, union)
  const severity = { value: 'red' as const, reason: 'Millions of users, several Member States.' }
  const warning = await incident(csirt, 'Platform X is knocked over by waves of requests', { marking, severity })
  await Promise.all([second, union].map((at) => arrives(at, warning, 'the warning')))
  tell('the warning of the CSIRT is at the second Member State and at the Union level')
  const coordinated = await incident(union, 'Coordinated picture: Platform X', { marking: amberFor(nato), severity })
  await new Promise((resolve) => setTimeout(resolve, 2500))
  if (await seen(nato, coordinated)) throw new Error('It went to NATO before anybody released it')
  await did(union.head, releaseByHand, {
    peer: nato.node,
    record: 'assess.incident',
    id: coordinated,
    reason: 'Agreed with the lead.',
  })
  await arrives(nato, coordinated, 'what was released by hand')
  tell('what a person at the Union level released by hand is at the NATO coordination point')
  for (const [at, ids] of [
    [second, [report, coordinated]],
    [union, [report]],
    [nato, [report, warning]],
    [operator, [warning, coordinated]],
  ] as const)
    for (const id of ids) if (await seen(at, id)) throw new Error(`${at.name} has a record that was not for it`)
  return { report, warning, coordinated }
}

/** Down: a situation report of the Union level, and answers back to whose record it is. */
export async function flowsDown(five: Five, warning: string, tell: Tell): Promise<void> {
  const { csirt, second, union } = five
  const picture = await incident(union, 'The picture of the Union level', { marking: amberFor(csirt, second) })
  const crisis = await did(union.head, openCrisis, {
    ...{ title: 'Platform X', incidents: [picture], marking: amberFor(csirt, second) },
  })
  const drafted = await did(union.head, draftProduct, {
    crisis: crisis.id,
    template: 'sitrep',
    marking: amberFor(csirt, second),
  })
  const forward = await did(union.head, putForward, { id: drafted.id, version: drafted.version })
  const approval = await did(union.second, approveProduct, { id: drafted.id, version: forward.version })
  if (approval.stillNeeded > 0) throw new Error('The report needs more approvals than this story has people')
  for (const at of [csirt, second])
    await until(
      `the situation report at ${at.name}`,
      async () => (await at.head.call(getProduct, { id: drafted.id })).ok,
    )
  tell('the situation report of the Union level is at both CSIRTs')
  const about = { record: 'assess.incident', subject: warning }
  const now = new Date().toISOString()
  const marking = amberFor(csirt)
  await did(second.head, respond, {
    kind: 'sighting',
    about,
    text: 'Seen here too.',
    seen: { first: now, last: now, count: 3 },
    marking,
  })
  await did(second.head, respond, {
    kind: 'request',
    about,
    text: 'From which networks?',
    by: new Date(Date.now() + 3600_000).toISOString(),
    marking,
  })
  const asked = await until('sighting and request at the CSIRT', async () => {
    const { items } = await did(csirt.head, listResponses, { about: warning, whose: 'theirs' })
    return items.length === 2 ? items.find((item) => item.state.kind === 'request') : undefined
  })
  await did(csirt.head, answerRequest, {
    id: asked.id,
    version: asked.version,
    text: 'From three networks.',
    marking: amberFor(second),
  })
  await until('the answer at the second Member State', async () => {
    const { items } = await did(second.head, listResponses, { about: warning, whose: 'theirs' })
    return items.find((item) => item.state.kind === 'answer')
  })
  tell('a sighting and a request came back to the CSIRT, and its answer went to the second Member State')
}

/** One link is cut while much is written on both sides, and a key is changed in the midst of it. All of it arrives once, as it is last. */
export async function cutAndChange(five: Five, warning: string, many: number, tell: Tell): Promise<void> {
  const { csirt, second, union } = five
  csirt.link.cut.add(second.node)
  second.link.cut.add(csirt.node)
  tell('the link between the two CSIRTs is cut')
  const written = new Map<string, { from: Member; to: Member; title: string }>()
  const write = async (from: Member, to: Member) => {
    for (let n = 0; n < many; n++) {
      const title = `${from.name}, while the link was cut, number ${n}`
      written.set(await incident(from, title, { marking: amberFor(to) }), { from, to, title })
    }
  }
  await Promise.all([write(csirt, second), write(second, csirt)])
  await did(csirt.head, rollOverKeys, { step: 'announce', reason: 'Yearly change of keys.' })
  await until(
    'the announced keys at the Union level',
    async () => (await did(union.head, getPeer, { id: csirt.node })).card.nextKeysAnnounced,
  )
  await did(csirt.head, rollOverKeys, { step: 'switch', reason: 'Yearly change of keys.' })
  tell('the national CSIRT has changed its signature keys; the second Member State cannot know it yet')
  for (let n = 1; n <= 3; n++) await retitle(csirt, warning, `Platform X is knocked over, as known at ${n}`)
  await until('the newest words at the Union level', async () =>
    (await seen(union, warning))?.state.title.endsWith('at 3'),
  )
  if ((await seen(second, warning))?.state.title.endsWith('at 3')) throw new Error('The link was not cut')
  csirt.link.cut.clear()
  second.link.cut.clear()
  tell(`the link is back; ${csirt.link.stopped + second.link.stopped} tries were stopped`)
  // Nobody waits for the next try of a line that was away for long.
  await did(second.head, refreshPeer, { id: csirt.node })
  for (const [id, { to, title, from }] of written) {
    const came = await until(`"${title}" at ${to.name}`, () => seen(to, id))
    if (came.state.title !== title) throw new Error(`${from.name} said '${title}', and it reads '${came.state.title}'`)
  }
  await until('the newest words at the second Member State', async () =>
    (await seen(second, warning))?.state.title.endsWith('at 3'),
  )
  await delivered(csirt, second)
  await delivered(second, csirt)
  tell(`${written.size} records written on both sides have arrived, each as it was last`)
}

async function retitle(at: Member, id: string, title: string): Promise<void> {
  const held = await did(at.head, getIncident, { id })
  await did(at.head, describeIncident, { id, version: held.version, title })
}

/** Each letter that was sent was taken once, under its number, with nothing refused; each copy came no more often than it was told. */
export async function nothingLost(five: Five, tell: Tell): Promise<void> {
  const { operator, csirt, second, union, nato } = five
  const ways: [Member, Member][] = [
    [operator, csirt],
    [csirt, second],
    [csirt, union],
    [second, union],
    [union, nato],
  ]
  for (const [one, other] of [...ways, ...ways.map(([a, b]): [Member, Member] => [b, a])]) {
    const line = await delivered(one, other)
    const taken = await all(other, one, 'taken')
    const numbers = taken.map((letter) => letter.sequence).sort((a, b) => a - b)
    const wanted = Array.from({ length: line.sent }, (_none, at) => at + 1)
    if (numbers.join() !== wanted.join())
      throw new Error(`${other.name} took ${numbers.join()} of ${line.sent} letters of ${one.name}`)
    const refused = [...taken, ...(await all(one, other, 'sent'))].filter((letter) => letter.refused > 0)
    for (const { id } of refused) {
      const reasons = await reasonsIn(other, one, id)
      if (reasons.length > 0)
        throw new Error(`${other.name} refused parts of letters of ${one.name}: ${reasons.join('; ')}`)
    }
  }
  for (const member of Object.values(five) as Member[]) {
    const answer = await did(member.head, verify, {})
    if (!answer.intact) throw new Error(`The journal of ${member.name} is not intact`)
  }
  tell('every letter was taken once, in its order, with its receipt; all five journals are whole')
}

/** What organisations told each other. That an older card came late, or news of a node that the other side does not know, is no loss. */
async function reasonsIn(other: Member, one: Member, id: string): Promise<string[]> {
  for (const at of [other, one]) {
    const letter = await at.head.call(getLetter, { id })
    if (!letter.ok) continue
    const refused = letter.value.contents.filter(({ part, refusal }) => refusal && told.has(part))
    return refused.map(({ part, refusal, why }) => `${part} ${refusal}: ${why}`)
  }
  return ['unknown']
}

async function all(at: Member, peer: Member, direction: 'sent' | 'taken') {
  const items = []
  let after: string | undefined
  do {
    const page = await did(at.head, listLetters, {
      peer: peer.node,
      direction,
      limit: 100,
      ...(after ? { after } : {}),
    })
    items.push(...page.items)
    after = page.next ?? undefined
  } while (after)
  return items
}

/** The whole content of all five databases, as their backups hold it: what was marked to stay at home is at home only. */
export async function staysAtHome(five: Five, tell: Tell): Promise<void> {
  const found: string[] = []
  for (const member of Object.values(five) as Member[]) {
    const response = await member.served.local.fetch(pathOf(backup))
    const text = await buffer(response.body as never as AsyncIterable<Buffer>).then((bytes) => buffer(unzipped(bytes)))
    if (text.includes(canary)) found.push(member.name)
  }
  if (found.join() !== five.operator.name) throw new Error(`The canary is at ${found.join(', ') || 'nobody'}`)
  tell('what was marked to stay at the operator is in none of the other four databases')
}

function unzipped(bytes: Buffer) {
  const gunzip = createGunzip()
  gunzip.end(bytes)
  return gunzip
}

/** A node is set back to an older copy of itself and writes another history under the same key. Its peer finds that out by itself. */
export async function oneLies(five: Five, tell: Tell): Promise<void> {
  const { operator, csirt } = five
  const folder = operator.storage.folder
  await operator.served.stop()
  await cp(folder, `${folder}-before`, { recursive: true })
  await operator.again()
  // Several checkpoints of both histories, so that the two meet at some size.
  for (let n = 0; n < 4; n++) {
    const first = await incident(operator, `What the operator says at first, ${n}`, { marking: amberFor(csirt) })
    await arrives(csirt, first, 'the first history')
    await delivered(operator, csirt)
  }
  await operator.served.stop()
  await rm(folder, { recursive: true, force: true })
  await cp(`${folder}-before`, folder, { recursive: true })
  await rm(`${folder}-before`, { recursive: true, force: true })
  await operator.again()
  tell('the operator was set back, and writes another history under the same key')
  const seen = async () => (await did(csirt.head, getPeer, { id: operator.node })).caught
  let caught = await seen()
  for (let n = 0; n < 12 && !caught; n++) {
    await incident(operator, `What the operator says instead, ${n}`, { marking: amberFor(csirt) })
    caught = await until('the CSIRT to notice', seen, 2.5).catch(() => null)
  }
  caught ??= await until('the CSIRT to notice', seen, 60)
  tell(`the CSIRT has found it out: ${caught.what}`)
}
