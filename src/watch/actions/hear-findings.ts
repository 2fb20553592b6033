// What was found about services becomes an item to judge, and new versions of it: measured by us, beside what others say. Nobody but a
// person accepts it.
import type { Id } from '#kernel/id.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { done } from '#kernel/reply.ts'
import type { Held, View } from '#platform/journal/types.ts'
import type { Job } from '#platform/room.ts'
import { reachFindingRecord } from '#sustain/events.ts'
import type { ReachFinding } from '#sustain/model/reach.ts'
import { gistOf, textOfFinding } from '../rules/finding-text.ts'
import { isNotedMeanwhile, itemOfObject, noteItemOfObject } from '../store/intakes.ts'
import { articlesFrom, given, rawOf } from './articles.ts'
import { keepRaw } from './keep-raw.ts'
import type { WatchRoom } from './room.ts'
import { takeIn } from './take-in.ts'

/** What changed longer ago was heard, or nobody needs it any more. */
const lookBackHours = 48
const findingsATurn = 200

export function findingJobs(room: WatchRoom): Job[] {
  return [{ name: 'watch-hear-findings', everySeconds: 15, run: () => hearFindings(room) }]
}

export async function hearFindings(room: WatchRoom): Promise<void> {
  for (const realm of await realmsWithFindings(room)) {
    const since = new Date(room.clock.in(realm).getTime() - lookBackHours * 3_600_000).toISOString()
    const view: View = { reader: systemReader('watch.findings', [realm], room.journal.home), realm, own: true }
    const findings = await room.journal.reads.many(reachFindingRecord, view, (q) =>
      q.where('valid_from', '>=', since).orderBy('subject').limit(findingsATurn),
    )
    for (const finding of findings) await hearOne(room, view, finding)
  }
}

async function realmsWithFindings({ journal }: WatchRoom): Promise<Realm[]> {
  const rows = await journal.sql
    .selectFrom('journal.records')
    .select('realm')
    .distinct()
    .where('record', '=', reachFindingRecord.name)
    .where('valid_to', 'is', null)
    .where('origin', 'is', null)
    .execute()
  return rows.map(({ realm }) => realm)
}

async function hearOne(room: WatchRoom, view: View, finding: Held<ReachFinding>): Promise<void> {
  const { owner, ...marking } = finding.marking
  const key = { realm: view.realm, owner, object: `${finding.record}:${finding.id}` }
  const version = gistOf(finding.state)
  const before = await itemOfObject(room.journal.sql, key)
  if (before?.version === version) return
  const article = await articleOf(room, view.realm, owner, finding.state)
  if (!article || !(await keepRaw(room, [article.article])).ok) return
  const from = {
    ...{ source: null, sourceName: 'Measured by us', reliability: 'F' as const },
    ...{ marking: marking satisfies MarkingChoice, owner, context: article.context },
    cause: (await room.journal.reads.entriesOf(view, finding.id)).slice(-1).map((entry) => entry.id),
    ...(before ? { again: { item: before.item, why: 'it was measured again' } } : {}),
  }
  try {
    await room.inTurn(() =>
      room.journal.commit({ view, verb: 'watch.hearFinding' }, async (unit) => {
        const [taken] = await takeIn(room.journal, unit, [article.article], from)
        const noted = { ...key, version, item: taken?.item.id ?? '' }
        if (taken) unit.also((trx) => noteItemOfObject(trx, noted, before?.version))
        return done(null)
      }),
    )
  } catch (error) {
    // Another process heard the same finding in the same moment: it is there.
    if (!isNotedMeanwhile(error)) throw error
  }
}

async function articleOf(room: WatchRoom, realm: Realm, owner: Id, finding: ReachFinding) {
  const context = await room.contexts.of(realm, owner)
  const { title, text, publishedAt } = textOfFinding(finding)
  const known = { title, publishedAt }
  const input = { text, kind: 'plain' as const, ...given(known), split: false }
  const answer = await room.analyser.analyse(input, context)
  const read = articlesFrom(answer, known, rawOf(text, 'text'), () => input)
  const [article] = read.ok ? read.value.articles : []
  return article && { article, context }
}
