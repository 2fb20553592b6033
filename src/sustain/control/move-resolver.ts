// Moves one resolver and puts it back: save, point, ask the resolver itself, and back at once when it does not answer.
import { createHash } from 'node:crypto'
import type { Control, Controlled, Forget, Plan, SavedConfiguration } from '../model/failover.ts'
import type { Question, Sample, Upstream } from '../model/resolvers.ts'
import { type Verified, verified, verifyingQuestions } from '../rules/dns/verify.ts'

export type Ask = (upstream: Upstream, question: Question, timeoutMilliseconds: number) => Promise<Sample>

/** What of a plan a move needs. */
export type Moved = Pick<Plan, 'usual' | 'fallback' | 'exclusions' | 'questions' | 'thresholds' | 'timeoutMilliseconds'>

export interface Moving {
  control: Control
  /** The resolver itself. */
  serves: Upstream
  plan: Moved
  ask: Ask
  /** Writes down what was done and what came back, before the next step. */
  note(did: string, ok: boolean, said: string): Promise<void>
  /** A label that nobody asked before. */
  fresh(): string
  /** How long the resolver may take until it answers as it should. */
  patienceMilliseconds: number
}

export type SwitchEnd = 'switched' | 'failed' | 'stranded'
export type ReturnEnd = 'returned' | 'kept' | 'stranded'

/** Reads what stands and says what speaks against the move. Touches nothing. */
export async function lookFirst(moving: Moving, forget: Forget): Promise<Controlled<SavedConfiguration>> {
  const read = await moving.control.read()
  await moving.note('Read what stands', read.ok, read.ok ? read.value.upstreams.join(', ') : read.why)
  if (!read.ok) return read
  if (read.value.moved)
    return { ok: false, why: 'It stands on a move of Tocsin already; put that back first.', said: '' }
  const against = await moving.control.check(moveOf(moving.plan, read.value, forget))
  if (against.length === 0) return read
  await moving.note('Look at what speaks against it', false, against.join(' '))
  return { ok: false, why: against.join(' '), said: '' }
}

/** `saved` must be kept safely before this is called. */
export async function switchOver(moving: Moving, saved: SavedConfiguration, forget: Forget): Promise<SwitchEnd> {
  const { control, plan } = moving
  const pointed = await control.point(moveOf(plan, saved, forget))
  await moving.note(`Point to ${namesOf(plan.fallback)}`, pointed.ok, pointed.ok ? pointed.said : pointed.why)
  if (pointed.ok && (await asksWell(moving)).ok) return 'switched'
  return (await restoreExactly(moving, saved)) ? 'failed' : 'stranded'
}

export interface PutBack {
  /** Over what somebody changed since, and so that it stays even if names do not resolve then. */
  force: boolean
  forget: Forget
  /** `markOf` what the resolver read as after the move; null: not known. */
  moved: string | null
}

export async function putBack(
  moving: Moving,
  saved: SavedConfiguration,
  { force, forget, moved }: PutBack,
): Promise<ReturnEnd> {
  if (!force && (await wasChangedSince(moving, saved, moved))) return 'kept'
  const isBack = await restoreExactly(moving, saved)
  if (isBack && (await asksWell(moving)).ok) return 'returned'
  if (isBack && force) return 'returned'
  const { control, plan } = moving
  const again = await control.point(moveOf(plan, saved, forget))
  await moving.note(`Point to ${namesOf(plan.fallback)} again`, again.ok, again.ok ? again.said : again.why)
  return again.ok && (await asksWell(moving)).ok ? 'kept' : 'stranded'
}

/** What somebody changed by hand meanwhile is theirs: it is not written over without a word. */
async function wasChangedSince(
  { control, note }: Moving,
  saved: SavedConfiguration,
  moved: string | null,
): Promise<boolean> {
  if (moved === null) return false
  const now = await control.read()
  if (!now.ok || [moved, markOf(saved)].includes(markOf(now.value))) return false
  await note(
    'Look whether somebody changed it since the move',
    false,
    `Somebody did (it now asks ${now.value.upstreams.join(', ')}), so nothing was touched. To put back what stood before all the same, force it.`,
  )
  return true
}

/** The SHA-256 of what was read. */
export function markOf({ text }: SavedConfiguration): string {
  return createHash('sha256').update(text).digest('hex')
}

/** What the resolver reads as after a move; null: it cannot be read. */
export async function markNow({ control }: Moving): Promise<string | null> {
  const now = await control.read()
  return now.ok ? markOf(now.value) : null
}

/** Puts back and reads again: only the same reading is a way back. */
export async function restoreExactly({ control, note }: Moving, saved: SavedConfiguration): Promise<boolean> {
  const restored = await control.restore(saved)
  await note('Put back what stood before', restored.ok, restored.ok ? restored.said : restored.why)
  if (!restored.ok) return false
  const now = await control.read()
  const same = now.ok && now.value.text === saved.text
  const said = same ? 'The same as before' : now.ok ? 'It reads differently from before' : now.why
  await note('Read it again', same, said)
  return same
}

async function asksWell(moving: Moving): Promise<Verified> {
  const until = Date.now() + moving.patienceMilliseconds
  for (;;) {
    const found = await askOnce(moving, moving.serves)
    if (found.ok || Date.now() > until) {
      await moving.note(`Ask ${moving.serves.name} itself`, found.ok, found.said)
      return found
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function askOnce(
  { ask, plan, fresh }: Pick<Moving, 'ask' | 'plan' | 'fresh'>,
  upstream: Upstream,
): Promise<Verified> {
  const questions = verifyingQuestions(plan.questions, fresh())
  const samples = await Promise.all(questions.map((one) => ask(upstream, one, plan.timeoutMilliseconds)))
  return verified(questions, samples, plan.thresholds)
}

/** Whether the resolver answers as it should, asked once. */
export function asksOnce(moving: Pick<Moving, 'ask' | 'plan' | 'fresh' | 'serves'>): Promise<Verified> {
  return askOnce(moving, moving.serves)
}

/** One upstream that answers is enough: the resolver finds it. */
export async function anyWell(moving: Moving, upstreams: readonly Upstream[]): Promise<Verified> {
  const found = await Promise.all(upstreams.map((one) => askOnce(moving, one)))
  const said = found.map((one, at) => `${upstreams[at]?.name}: ${one.said}`).join('. ')
  return { ok: found.some(({ ok }) => ok), lied: found.some(({ lied }) => lied), said: said.slice(0, 1900) }
}

function moveOf(plan: Moved, from: SavedConfiguration, forget: Forget) {
  const known = plan.questions.find(({ expect }) => expect === 'answers') ?? plan.questions[0]
  return { upstreams: plan.fallback, exclusions: plan.exclusions, from, forget, ask: known?.name ?? '.' }
}

const namesOf = (upstreams: readonly Upstream[]) => upstreams.map(({ name }) => name).join(', ')
