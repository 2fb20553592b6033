// Carrying out what a scenario asks for, as somebody of the cast: look up, fill in, call, keep what was answered.
import { actorOf, type Reader } from '#kernel/reader.ts'
import { done, type Refused, type Reply } from '#kernel/reply.ts'
import { encodeFrames, type Frame } from '#sense/index.ts'
import type { Called } from '../../model/exercise.ts'
import type { Play } from '../../model/scenario.ts'
import type { Planned } from '../../rules/run/calls.ts'
import { valueAt } from '../../rules/run/pointer.ts'
import { type Filling, fill, fillText, firstRow, Unfilled } from '../../rules/run/template.ts'
import { buckets } from '../../rules/run/traffic.ts'
import { type ExerciseRoom, idOf } from '../room.ts'
import type { Cast } from './cast.ts'

export interface Stage {
  room: ExerciseRoom
  realm: string
  cast: Cast
  /** What calls answered, by the names of the scenario. Grows. */
  kept: Record<string, unknown>
  now(): number
}

/** Answers longer than this are kept by their id and version alone. */
const keptCharacters = 20_000

export function fillingOf({ kept, cast, now }: Stage): Filling {
  return {
    kept,
    now: now(),
    person: (ref) => cast.person(ref),
    organisation: (ref) => cast.organisation(ref),
  }
}

/** `key`: the same for the same step, so that it is done once however often it is tried. */
export async function perform(stage: Stage, step: Planned | Play, key: string): Promise<Called> {
  try {
    const made = 'do' in step ? await preparePlay(stage, step) : await preparePlanned(stage, step)
    if (!made.ok) return told(made.contract, step.as, made)
    const { contract, input, upload } = made
    const reader = stage.cast.reader(step.as)
    const within = { reader, realm: stage.realm, key: `${stage.realm}/${key}`, ...(upload ? { upload } : {}) }
    const answer = await stage.room.call(contract, input, within)
    // Done before a restart, with words that differed since: what was answered then still holds.
    const reply =
      !answer.ok && answer.refusal === 'key-reused' ? await answeredThen(stage, reader, within.key, answer) : answer
    if (reply.ok && step.keep !== undefined) stage.kept[step.keep] = small(reply.value)
    return told(contract, step.as, reply)
  } catch (error) {
    if (!(error instanceof Unfilled)) throw error
    return {
      contract: nameOf(step),
      as: step.as,
      ok: false,
      refusal: 'cannot-be-filled',
      detail: error.message.slice(0, 1_000),
    }
  }
}

async function answeredThen({ room }: Stage, reader: Reader, key: string, refused: Refused): Promise<Reply<unknown>> {
  const row = await room.journal.sql
    .selectFrom('journal.commands')
    .select('reply')
    .where('actor', '=', actorOf(reader))
    .where('key', '=', key)
    .executeTakeFirst()
  return row ? done(row.reply) : refused
}

type Made =
  | { ok: true; contract: string; input: unknown; upload?: Uint8Array }
  | { ok: false; contract: string; refusal: string; detail?: string }

async function preparePlay(stage: Stage, play: Play): Promise<Made> {
  const reader = stage.cast.reader(play.as)
  for (const find of play.find ?? []) {
    const filling = fillingOf(stage)
    const reply = await stage.room.call(find.query, fill(find.with ?? {}, filling), { reader, realm: stage.realm })
    if (!reply.ok) return { ...reply, contract: find.query }
    const found = firstRow(valueAt(reply.value, find.take), fill(find.where ?? {}, filling) as Record<string, unknown>)
    if (found === undefined || found === null)
      return {
        ok: false,
        contract: find.query,
        refusal: 'nothing-found',
        detail: `Nothing stands at ${find.take || '/'} that is as asked.`,
      }
    stage.kept[find.keep] = small(found)
  }
  const filling = fillingOf(stage)
  const upload = play.file === undefined ? undefined : Buffer.from(String(fillText(play.file, filling)))
  return { ok: true, contract: play.do, input: fill(play.with ?? {}, filling), ...(upload ? { upload } : {}) }
}

async function preparePlanned(stage: Stage, { contract, input, file, traffic }: Planned): Promise<Made> {
  if (traffic === undefined)
    return { ok: true, contract, input, ...(file === undefined ? {} : { upload: Buffer.from(file) }) }
  const sensor = await sensorOf(stage)
  if (!sensor.ok) return { ...sensor, contract: 'sense.registerSensor' }
  const frame: Frame = {
    // One life of the sensor for each inject, and one frame for each minute: what comes twice is counted once.
    ...{ realm: stage.realm, sensor: sensor.value, run: numberOf(traffic.inject), sequence: traffic.minute + 1 },
    buckets: buckets(traffic),
    health: {
      ...{ at: traffic.startSeconds + 60, startedAt: traffic.startSeconds, datagrams: 0, records: 0, bytes: 0 },
      ...{ lost: {}, exporters: 1, residentBytes: 0 },
    },
  }
  const { frames } = encodeFrames(frame)
  const [first] = frames
  if (!first) return { ok: false, contract, refusal: 'bad-frame', detail: 'The minute fits into no frame.' }
  return { ok: true, contract, input, upload: first.bytes }
}

/** The sensor of the exercise, registered when the first traffic comes. */
async function sensorOf(stage: Stage): Promise<Reply<string>> {
  const known = valueAt(stage.kept['exercise-sensor'], '/id')
  if (typeof known === 'string') return { ok: true, value: known }
  const reader = stage.cast.reader('direction')
  const reply = await stage.room.call(
    'sense.registerSensor',
    { name: 'EXERCISE traffic' },
    { reader, realm: stage.realm, key: 'exercise-sensor' },
  )
  if (!reply.ok) return reply
  stage.kept['exercise-sensor'] = small(reply.value)
  return { ok: true, value: String(valueAt(reply.value, '/id')) }
}

const numberOf = (inject: string) => Number.parseInt(idOf(inject).slice(0, 8), 16)

const nameOf = (step: Planned | Play) => ('do' in step ? step.do : step.contract)

function told(contract: string, as: string, reply: { ok: boolean; refusal?: string; detail?: string }): Called {
  return {
    ...{ contract, as, ok: reply.ok },
    ...(reply.refusal === undefined ? {} : { refusal: reply.refusal }),
    ...(reply.detail === undefined ? {} : { detail: reply.detail.slice(0, 1_000) }),
  }
}

function small(value: unknown): unknown {
  const text = JSON.stringify(value) ?? 'null'
  if (text.length <= keptCharacters) return JSON.parse(text)
  return { id: valueAt(value, '/id'), version: valueAt(value, '/version') }
}
