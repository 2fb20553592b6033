// The people room on a fresh store, behind the real HTTP edge, with browsers that keep their cookies.
import type { Contract, InputOf, OutputOf } from '#kernel/contract.ts'
import type { Problem } from '#kernel/problem.ts'
import type { Role } from '#kernel/role.ts'
import * as api from '#people/api.ts'
import { createPeople, type People, peopleRecords } from '#people/index.ts'
import { type Clock, sameEverywhere } from '#platform/clock.ts'
import { readSettings, type Settings } from '#platform/config.ts'
import { type Db, openDatabase } from '#platform/db/index.ts'
import { type Binding, createServer } from '#platform/http/index.ts'
import { createJournal, type Journal, type OpenJournal } from '#platform/journal/index.ts'
import { silent } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { packageRoot } from '#platform/worker.ts'
import { migratedStorage, openMigrated } from './database.ts'
import { outboxOf } from './outbox.ts'

export const goodPassword = 'quiet lantern under seven bridges'

/** A clock that stands still until it is moved on. */
export interface HandClock extends Clock {
  pass(seconds: number): void
}

export function handClock(start = '2027-03-10T09:45:00.000Z'): HandClock {
  let now = Date.parse(start)
  return {
    ...sameEverywhere({ now: () => new Date(now) }),
    pass(seconds) {
      now += seconds * 1000
    },
  }
}

export interface Answer<T> {
  status: number
  body: T & Omit<Partial<Problem>, keyof T>
  headers: Record<string, string | string[] | number | undefined>
}

export interface Browser {
  cookies: Map<string, string>
  call<C extends Contract>(contract: C, input: InputOf<C>, more?: Sent): Promise<Answer<OutputOf<C>>>
  open(path: string): Promise<{ status: number; location: string }>
}

export interface Sent {
  headers?: Record<string, string>
  address?: string
}

export interface PeopleHouse {
  people: People
  journal: OpenJournal
  clock: HandClock
  settings: Settings
  browser(options?: { bearer?: string; address?: string; agent?: string }): Browser
  /** Sets the node up and gives the browser of its first administrator. */
  setUp(): Promise<Browser & { id: string; home: string }>
  /** Invites, accepts, and gives the browser of the new person. */
  join(
    administrator: Browser,
    person: { email: string; organisation: string; roles: Role[] },
  ): Promise<Browser & { id: string }>
  /** The same node in another process: on PostgreSQL one that hears nothing of the first, the worst case. */
  another(): Promise<People>
  /** The room once more, on a journal that a test has put something before. */
  on(journal: Journal): People
  close(): Promise<void>
}

export async function openPeople(
  env: Record<string, string> = {},
  extra: readonly Binding[] = [],
): Promise<PeopleHouse> {
  const storage = await migratedStorage()
  const db = await openMigrated(storage)
  const clock = handClock()
  const settings = readSettings(
    { ...storage.env, TOCSIN_PORT: '0', TOCSIN_ORIGIN: 'http://localhost:8999', ...env },
    packageRoot(),
  )
  const journal = await createJournal(db, clock, silent, peopleRecords)
  await journal.start()
  const others: Db[] = []
  const deps = { journal, clock, settings, log: silent, metrics: createMetrics(), outbox: outboxOf(journal, clock) }
  const people = createPeople(deps)
  const app = await createServer({
    ...deps,
    identify: (edge, authorization) => people.identify(edge, authorization),
    bindings: [...people.bindings, ...extra],
    rawRoutes: people.rawRoutes,
    ready: async () => {},
    root: storage.folder,
    version: '0',
  })

  function browser(options: { bearer?: string; address?: string; agent?: string } = {}): Browser {
    const cookies = new Map<string, string>()
    async function send(method: 'GET' | 'POST', url: string, payload: object | undefined, more: Sent = {}) {
      const answer = await app.inject({
        method,
        url,
        remoteAddress: more.address ?? options.address ?? '192.0.2.10',
        headers: {
          'user-agent': options.agent ?? 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
          ...(options.bearer ? { authorization: `Bearer ${options.bearer}` } : {}),
          ...(cookies.size > 0 ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
          ...more.headers,
        },
        ...(payload ? { payload } : {}),
      })
      for (const { name, value, maxAge, expires } of answer.cookies as {
        name: string
        value: string
        maxAge?: number
        expires?: Date
      }[]) {
        if (maxAge === 0 || (expires && expires.getTime() <= 0)) cookies.delete(name)
        else cookies.set(name, value)
      }
      return answer
    }
    return {
      cookies,
      async call(contract, input, more) {
        const query = new URLSearchParams(
          Object.entries(input as object).map(([name, value]): [string, string] => [name, String(value)]),
        )
        const path = `/api/${contract.name.replace('.', '/')}`
        const answer =
          contract.does === 'query'
            ? await send('GET', `${path}?${query}`, undefined, more)
            : await send('POST', path, input as object, more)
        return { status: answer.statusCode, body: answer.json(), headers: answer.headers }
      },
      async open(path) {
        const answer = await send('GET', path, undefined)
        return { status: answer.statusCode, location: String(answer.headers.location ?? '') }
      },
    }
  }

  return {
    people,
    journal,
    clock,
    settings,
    browser,
    async setUp() {
      const link = await people.setUpLink()
      const first = browser()
      const answer = await first.call(api.setUp, {
        token: String(link).split('#')[1] ?? '',
        organisation: { name: 'National CSIRT', kind: 'csirt', country: 'FR' },
        person: { name: 'First desk', email: 'first@csirt.example' },
        password: goodPassword,
      })
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
      return Object.assign(first, { id: answer.body.person, home: answer.body.organisation })
    },
    async join(administrator, person) {
      const invited = await administrator.call(api.invitePerson, { name: person.email, ...person })
      if (invited.status !== 200) throw new Error(JSON.stringify(invited.body))
      const their = browser()
      const token = String(invited.body.link).split('#')[1] ?? ''
      const accepted = await their.call(api.acceptInvitation, { token, password: goodPassword })
      if (accepted.status !== 200) throw new Error(JSON.stringify(accepted.body))
      return Object.assign(their, { id: invited.body.person.id })
    },
    on: (other) => createPeople({ ...deps, journal: other, metrics: createMetrics() }),
    async another() {
      if (!storage.databaseUrl) return createPeople({ ...deps, metrics: createMetrics() })
      const second = await openDatabase({ url: storage.databaseUrl })
      others.push(second)
      return createPeople({
        ...deps,
        journal: await createJournal(second, clock, silent, peopleRecords),
        metrics: createMetrics(),
      })
    },
    async close() {
      await app.close()
      await people.stop?.()
      await journal.stop()
      for (const other of others) await other.close()
      await db.close()
      await storage.remove()
    },
  }
}
