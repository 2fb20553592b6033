// Nodes of a federation, each a process with a data folder of its own, set up by its people over HTTP as anybody would.
import { randomBytes } from 'node:crypto'
import { draftAgreement, listAgreements, proposeAgreement, signAgreement } from '#federate/api/agreements.ts'
import { getOwnCard, getPeer, introducePeer, trustPeer } from '#federate/api/directory.ts'
import { listQueue } from '#federate/api/post.ts'
import type { Contract, InputOf, OutputOf } from '#kernel/contract.ts'
import type { Role } from '#kernel/role.ts'
import { acceptInvitation, changeOrganisation, getOrganisation, invitePerson, setUp, whoAmI } from '#people/api.ts'
import { migratedStorage } from '../setup/database.ts'
import { type Client, createClient, testPassword } from '../setup/node.ts'
import { type ServedNode, serveNode } from '../setup/process.ts'
import type { Storage } from '../setup/storage.ts'
import { type Link, openLink } from './link.ts'

export interface Organisation {
  name: string
  kind: 'csirt' | 'operator' | 'union-body' | 'nato-coordination-point'
  country: string | null
  groups: ('EU' | 'NATO')[]
}

export interface Member {
  name: string
  link: Link
  storage: Storage
  served: ServedNode
  /** The id of the node, and of its organisation. */
  node: string
  organisation: string
  /** Two named persons with every working role: what one drafts, the other may propose. */
  head: Client
  second: Client
  /** After a kill, with whatever its folder holds then. */
  again(): Promise<void>
  close(): Promise<void>
}

/** One call, or an error that says what was refused. */
export async function did<C extends Contract>(as: Client, contract: C, input: InputOf<C>): Promise<OutputOf<C>> {
  const answered = await as.call(contract, input)
  if (!answered.ok) throw new Error(`${contract.name}: ${JSON.stringify(answered.problem)}`)
  return answered.value
}

/** All processes that were started here, so that none outlives a story that broke off half way. */
const running = new Set<ServedNode>()
process.once('exit', () => {
  for (const served of running) served.child.kill('SIGKILL')
})

export async function openMember(organisation: Organisation): Promise<Member> {
  const link = await openLink()
  // Embedded, whatever the run says: what is tried here is the way between nodes, and each must have a store that no other one shares.
  const storage = await migratedStorage('embedded')
  const env = { TOCSIN_ORIGIN: link.url, TOCSIN_FETCH_ALLOW: '127.0.0.1', DATABASE_URL: '' }
  const served = await serveNode(storage, env)
  running.add(served)
  link.to = served.address
  // Printed a moment after the node says that it runs.
  const token = await until(
    'the link for setting up',
    async () => /\/setup#([A-Za-z0-9_-]{43,64})/.exec(served.said())?.[1],
  )
  const head = createClient(served.address)
  const { person, organisation: id } = await did(head, setUp, {
    token,
    organisation: { name: organisation.name, kind: organisation.kind, country: organisation.country },
    person: { name: `Head of ${organisation.name}`, email: `head-${randomBytes(3).toString('hex')}@example.org` },
    password: testPassword,
  } as InputOf<typeof setUp>)
  Object.assign(head, { person, organisation: id })
  const { version } = await did(head, getOrganisation, { organisation: id })
  await did(head, changeOrganisation, { organisation: id, version, groups: organisation.groups })
  const second = await personAt(served.address, head, ['analyst', 'duty-officer', 'crisis-manager', 'liaison'])
  const card = await did(head, getOwnCard, {})
  const member: Member = {
    ...{ name: organisation.name, link, storage, served, node: card.node, organisation: id, head, second },
    async again() {
      const next = await serveNode(storage, env)
      running.add(next)
      member.served = next
      link.to = next.address
      // Sessions live in the data folder; only the port is another one.
      for (const client of [head, second]) {
        const moved = createClient(next.address)
        for (const [name, value] of client.cookies) moved.cookies.set(name, value)
        Object.assign(client, { fetch: moved.fetch, call: moved.call, get: moved.get })
      }
    },
    async close() {
      link.close()
      await member.served.kill()
      await storage.remove()
    },
  }
  return member
}

async function personAt(address: string, head: Client, roles: Role[]): Promise<Client> {
  const tag = randomBytes(3).toString('hex')
  const invited = await did(head, invitePerson, {
    ...{ name: `Second ${tag}`, email: `${tag}@example.org`, organisation: head.organisation, roles },
  })
  const client = createClient(address)
  await did(client, acceptInvitation, { token: String(invited.link).split('#')[1] ?? '', password: testPassword })
  const { me } = await did(client, whoAmI, {})
  return Object.assign(client, { person: me?.id ?? '', organisation: me?.organisation.id ?? '' })
}

/** First contact, both ways: each reads the other's card from its address, and compares the fingerprint that the other one shows. */
export async function introduce(one: Member, other: Member): Promise<void> {
  for (const [own, peer] of [
    [one, other],
    [other, one],
  ] as const) {
    const { id } = await did(own.head, introducePeer, { address: peer.link.url })
    const { fingerprint } = await did(peer.head, getOwnCard, {})
    const { version } = await did(own.head, getPeer, { id })
    await did(own.head, trustPeer, {
      id,
      version,
      way: 'qr',
      fingerprint: fingerprint.link,
      note: 'Shown on the other screen.',
    })
  }
}

/** An agreement from a model, drafted and proposed by one side, counter-signed by the other when it has arrived there. */
export async function agree(one: Member, other: Member, model: { id: string; side: string }): Promise<void> {
  const drafted = await did(one.head, draftAgreement, { peer: other.node, model } as InputOf<typeof draftAgreement>)
  await did(one.second, proposeAgreement, { id: drafted.id, version: drafted.version, function: 'Deputy head' })
  const came = await until(`the agreement of ${one.name} at ${other.name}`, async () => {
    const { items } = await did(other.head, listAgreements, {})
    return items.find((item) => item.id === drafted.id)
  })
  await did(other.head, signAgreement, { id: came.id, version: came.version, function: 'Head' })
  await until(`the counter-signature of ${other.name} at ${one.name}`, async () => {
    const { items } = await did(one.head, listAgreements, {})
    const item = items.find((each) => each.id === drafted.id)
    return item?.state.status === 'in-force' ? item : undefined
  })
}

/** Asks until there is an answer, for as long as a busy machine may need. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false>,
  seconds = 60,
): Promise<T> {
  const end = Date.now() + seconds * 1000
  let last: unknown
  while (Date.now() < end) {
    try {
      const answer = await ask()
      if (answer) return answer
    } catch (error) {
      last = error
    }
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  throw new Error(`Waited ${seconds} s in vain for ${what}.${last instanceof Error ? ` ${last.message}` : ''}`)
}

/** Nothing waits at `from` for `to`, and nothing is on the way. */
export async function delivered(from: Member, to: Member): Promise<OutputOf<typeof listQueue>['lines'][number]> {
  return until(`all letters of ${from.name} to be acknowledged by ${to.name}`, async () => {
    const { lines } = await did(from.head, listQueue, { peer: to.node })
    const [line] = lines
    return line && line.waits.length === 0 && line.sealed === 0 ? line : undefined
  })
}
