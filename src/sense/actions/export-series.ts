// The measurements of one target as a CSV file: a line a bucket, and first of all what kind of file it is.
import type { InputOf } from '#kernel/contract.ts'
import { isExercise } from '#kernel/realm.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type * as api from '../api/measurements.ts'
import type { Measure } from '../model/attacks.ts'
import { momentOf } from '../rules/moments.ts'
import { csvHead, csvTable } from '../rules/series-file.ts'
import { lineOf, loadSeries, marksOf } from './load-series.ts'
import type { SenseRoom } from './room.ts'
import { settleSpan } from './show-series.ts'
import { usualLine } from './usual-line.ts'

const units: Record<Measure, string> = {
  bits: 'bits_per_second',
  packets: 'packets_per_second',
  flows: 'flows_per_second',
  requests: 'requests_per_second',
  sources: 'distinct_sources',
  complaints: 'complaints_per_minute',
  value: 'value',
}

export async function exportSeries(
  room: SenseRoom,
  input: InputOf<typeof api.exportSeries>,
  call: Call,
): Promise<Reply<Download>> {
  const asked = await settleSpan(room, input, call)
  if ('ok' in asked) return asked
  const { target, grid } = asked
  const { realm } = call.view
  const loaded = await loadSeries(room, realm, target.id, grid)
  const first = loaded.measures[0]
  const usual = first ? await usualLine(room, realm, target, first, loaded) : []
  const marks = new Map<number, string[]>()
  for (const { mark, at } of marksOf(loaded))
    for (const start of at) marks.set(start, [...(marks.get(start) ?? []), mark])
  const columns = loaded.measures.map((measure) => ({ name: units[measure], values: lineOf(loaded, measure) }))
  const head = csvHead({
    exercise: isExercise(realm) ? realm.slice('exercise:'.length) : null,
    marking: target.marking,
    target: target.state.name,
    from: momentOf(grid.from),
    to: momentOf(grid.to),
    bucketSeconds: grid.seconds,
    tables: room.places.tables,
    madeAt: call.now,
  })
  const table = csvTable(loaded.at.map(momentOf), [
    ...columns,
    ...(first ? [{ name: `usual_${units[first]}`, values: usual }] : []),
    { name: 'marks', values: loaded.at.map((start) => marks.get(start)?.join(' ') ?? null) },
  ])
  const name = `${isExercise(realm) ? 'EXERCISE ' : ''}${fileName(target.state.name)} ${momentOf(grid.from).slice(0, 16).replace(':', '')}.csv`
  return done({ name, type: 'text/csv; charset=utf-8', bytes: Buffer.from(head + table) })
}

function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N} .-]/gu, '_').slice(0, 80)
}
