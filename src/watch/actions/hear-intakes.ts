// Hears what federate took in: objects that people should read become items, once each, in new versions as the object has them.
import type { Federate } from '#federate/index.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking, MarkingChoice } from '#kernel/marking.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { View } from '#platform/journal/types.ts'
import type { Job } from '#platform/room.ts'
import { itemRecord } from '../events.ts'
import { type ObjectText, readTypes, refsOf, textOfObject } from '../rules/foreign-objects.ts'
import {
  isNotedMeanwhile,
  itemOfObject,
  noteHeard,
  noteItemOfObject,
  type Unheard,
  unheardIntakes,
} from '../store/intakes.ts'
import { articlesFrom, given, rawOf } from './articles.ts'
import { tooLate } from './import-text.ts'
import { markOf } from './join-story.ts'
import { keepRaw } from './keep-raw.ts'
import { type Article, momentOf, plainLine } from './read-item.ts'
import type { WatchRoom } from './room.ts'
import { type Provenance, takeIn } from './take-in.ts'

/** What watch asks the room that takes objects in. */
export type ToObjects = Pick<Federate['objects'], 'find'>
type Stored = Awaited<ReturnType<ToObjects['find']>>[number]

const intakesATurn = 50
const objectsATurn = 500

export interface Hearing {
  jobs: Job[]
  /** From now on intakes are heard as they are committed, and not only at the next turn. */
  start(): void
  stop(): Promise<void>
}

/** The job goes on where a process that died left off; an object that two processes take at once becomes an item once. */
export function hearing(room: WatchRoom, objects: ToObjects): Hearing {
  let under: Promise<void> | undefined
  let again = false
  let unhear: (() => void) | undefined
  const failed = new Map<Id, number>()
  const run = async () => {
    do {
      again = false
      await hearIntakes(room, objects, failed)
    } while (again)
  }
  const hear = () => {
    again = true
    under ??= run().finally(() => {
      under = undefined
    })
    return under
  }
  return {
    jobs: [{ name: 'watch-intakes', everySeconds: 30, run: hear }],
    start() {
      unhear = room.journal.onCommitted((batch) => {
        if (batch.length > 0 && !batch.some(({ record }) => record === 'federate.intake')) return
        hear().catch((error: unknown) =>
          room.log.error({ err: error }, 'an intake was not heard; the next turn tries again'),
        )
      })
    },
    async stop() {
      unhear?.()
      await under?.catch(() => undefined)
    },
  }
}

export async function hearIntakes(room: WatchRoom, objects: ToObjects, failed = new Map<Id, number>()): Promise<void> {
  for (;;) {
    const waiting = await unheardIntakes(room.journal.sql, intakesATurn)
    let stuck = false
    for (const intake of waiting) {
      try {
        if (!(await hearOne(room, objects, intake))) return
        failed.delete(intake.id)
      } catch (error) {
        stuck = true
        await giveUpOrWait(room, intake, failed, error)
      }
    }
    if (stuck || waiting.length < intakesATurn) return
  }
}

const mostTries = 5

/** An intake that cannot be heard holds no other up, and is not tried for ever; its objects stay where they are. */
async function giveUpOrWait(room: WatchRoom, { id }: Unheard, failed: Map<Id, number>, error: unknown): Promise<void> {
  const tries = (failed.get(id) ?? 0) + 1
  failed.set(id, tries)
  room.log.error({ intake: id, tries, err: error }, 'an intake could not be heard')
  if (tries < mostTries) return
  await noteHeard(room.journal.sql, id, room.clock.now().toISOString())
  failed.delete(id)
}

/** False: the house is full, the rest waits for the next turn. An object that is there already as that version is passed over. */
async function hearOne(room: WatchRoom, objects: ToObjects, { id, realm }: Unheard): Promise<boolean> {
  const view: View = { reader: systemReader('intakes', [realm], room.journal.home), realm }
  const cause = (await room.journal.reads.entriesOf(view, id)).slice(-1).map((entry) => entry.id)
  let after = 0
  for (;;) {
    const asked = { intake: id, format: 'stix' as const, types: readTypes, after, limit: objectsATurn }
    const found = await objects.find(view, asked)
    const names = await namesFor(objects, view, found)
    for (const one of found) {
      const taken = await takeObject(room, view, one, names, cause)
      if (!taken.ok && (taken.refusal === 'busy' || taken.refusal === 'storage-full')) return false
      if (!taken.ok) room.log.warn({ object: one.id, refusal: taken.refusal }, 'an object became no item')
      after = one.added
    }
    if (found.length < objectsATurn) break
  }
  await noteHeard(room.journal.sql, id, room.clock.now().toISOString())
  return true
}

/** Names of what these objects refer to, each with the marking that it is told under. */
async function namesFor(objects: ToObjects, view: View, found: readonly Stored[]): Promise<Map<string, Stored>> {
  const wanted = [...new Set(found.flatMap(({ json }) => refsOf(JSON.parse(json))))].slice(0, 2_000)
  const [collection] = found.map((one) => one.collection)
  if (wanted.length === 0 || collection === undefined) return new Map()
  const named = await objects.find(view, { collection, format: 'stix', ids: wanted, versions: ['last'], limit: 2_000 })
  return new Map(named.map((one) => [one.id, one]))
}

async function takeObject(
  room: WatchRoom,
  view: View,
  stored: Stored,
  names: ReadonlyMap<string, Stored>,
  cause: Id[],
): Promise<Reply<null>> {
  const object: Record<string, unknown> = JSON.parse(stored.json)
  const nameOf = (id: string) => nameIn(names.get(id), stored)
  const text = textOfObject(object, nameOf)
  if (!text) return done(null)
  const { owner, ...marking } = stored.marking
  const key = { realm: view.realm, owner, object: stored.id }
  const before = await itemOfObject(room.journal.sql, key)
  if (before && before.version >= stored.version) return done(null)
  const article = await articleOf(room, view.realm, owner, text)
  if (!article.ok) return article
  const kept = await keepRaw(room, [article.value.article])
  if (!kept.ok) return kept
  const createdBy = typeof object.created_by_ref === 'string' ? nameOf(object.created_by_ref) : undefined
  const from: Provenance = {
    ...{ source: null, sourceName: createdBy ? plainLine(createdBy, 200) : null, reliability: 'F' },
    ...{ marking: marking satisfies MarkingChoice, owner, cause, context: article.value.context },
    ...(before && (await sameItem(room, view, before.item, stored.marking))
      ? { again: { item: before.item, why: whyAgain(object) } }
      : {}),
  }
  try {
    return await room.inTurn(() =>
      room.journal.commit({ view, verb: 'watch.hearIntake' }, async (unit) => {
        const [taken] = await takeIn(room.journal, unit, [article.value.article], from)
        const noted = { ...key, version: stored.version, item: taken?.item.id ?? '' }
        if (taken) unit.also((trx) => noteItemOfObject(trx, noted, before?.version))
        return done(null)
      }),
    )
  } catch (error) {
    // Another process took the same object in the same moment: it is there.
    if (isNotedMeanwhile(error)) return done(null)
    throw error
  }
}

function whyAgain(object: Record<string, unknown>): string {
  return object.revoked === true
    ? 'its source took the object back'
    : 'its source published a new version of the object'
}

/** A name is told only where everybody who reads the object may read what is named so. */
function nameIn(named: Stored | undefined, user: Stored): string | undefined {
  if (!named || !staysWithin(user.marking, named.marking)) return undefined
  const { name } = JSON.parse(named.json) as { name?: unknown }
  return typeof name === 'string' ? name.slice(0, 300) : undefined
}

/** A version joins the item only where both are marked alike: an item keeps its marking, and a stricter version must not be shown under it. */
async function sameItem(room: WatchRoom, view: View, item: Id, marking: Marking): Promise<boolean> {
  const held = await room.journal.reads.one(itemRecord, view, item)
  return held !== undefined && markOf(held.marking) === markOf(marking)
}

async function articleOf(room: WatchRoom, realm: Realm, owner: Id, text: ObjectText) {
  const context = await room.contexts.of(realm, owner)
  const moment = momentOf(text.publishedAt)
  const late = moment !== null && tooLate(moment, room.clock.in(realm).toISOString())
  const known = {
    title: text.title,
    ...(moment === null || late ? {} : { publishedAt: moment }),
    // An address is that of a page that many objects may name, so it must not make one item of them.
  }
  const input = { text: text.text, kind: 'plain' as const, ...given(known), split: false }
  const answer = await room.analyser.analyse(input, context)
  const read = articlesFrom(answer, known, rawOf(text.text, 'text'), () => input)
  if (!read.ok) return read
  const [article] = read.value.articles
  if (!article) return { ok: false as const, refusal: 'no-text' }
  const shown: Article = { ...article, url: text.url }
  return done({ article: shown, context })
}
