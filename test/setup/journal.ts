// A journal on a fresh store, with one kind of record made for tests.

import { sql } from 'kysely'
import Type from 'typebox'
import type { Id } from '#kernel/id.ts'
import type { Reader } from '#kernel/reader.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { type RealTime, sameEverywhere, systemClock } from '#platform/clock.ts'
import type { Db } from '#platform/db/index.ts'
import { createJournal, type OpenJournal, type Writer } from '#platform/journal/index.ts'
import { silent } from '#platform/log.ts'
import { openTestDatabase } from './database.ts'
import { freshStorage, storageKind } from './storage.ts'

export const bell = recordKind({
  name: 'test.bell',
  state: Type.Object({ name: Type.String(), rings: Type.Integer() }),
  kinds: {
    'test.bellCast': opening(Type.Object({ name: Type.String() }), (body) => ({ name: body.name, rings: 0 })),
    'test.bellRung': change(Type.Object({ times: Type.Integer() }), (state: { name: string; rings: number }, body) => ({
      ...state,
      rings: state.rings + body.times,
    })),
  },
  index: (state) => ({ title: state.name, words: `rings ${state.rings}` }),
})

export interface TestJournal {
  journal: OpenJournal
  folder: string
  writer(reader: Reader, verb?: string): Writer
  close(): Promise<void>
}

export async function freshJournal(
  clock: RealTime = systemClock,
  kind: Db['kind'] = storageKind,
): Promise<TestJournal> {
  const storage = await freshStorage('embedded')
  const db = await openTestDatabase(kind)
  await sql`create table if not exists journal.bells partition of journal.records for values in ('test.bell')`.execute(
    db.sql,
  )
  const journal = await createJournal(db, sameEverywhere(clock), silent, [bell])
  return {
    journal,
    folder: storage.folder,
    writer: (reader, verb = 'test.act') => ({ view: { reader, realm: 'live' }, verb }),
    async close() {
      await journal.stop()
      await db.close()
      await storage.remove()
    },
  }
}

export function person(id: Id, organisation: Id, more: Partial<Reader> = {}): Reader {
  return {
    kind: 'person',
    id,
    person: id,
    organisation,
    clientOf: [],
    communities: [],
    roles: ['analyst'],
    realms: ['live'],
    ...more,
  }
}
