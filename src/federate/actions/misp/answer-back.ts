// What our people say about events of a MISP server goes back to it, where somebody decided that: sightings and proposals, once each.
import { type Tlp, tlpRank } from '#kernel/marking.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Held } from '#platform/journal/index.ts'
import type { MispRemark } from '../../model/misp/kept.ts'
import { mispEventRecord } from '../../rules/misp/event-record.ts'
import { notSent } from '../../store/misp/remarks.ts'
import { noteSent, type SentLine } from '../../store/misp/sent.ts'
import { type MispSource, saveSource } from '../../store/misp/sources.ts'
import { askServer } from './ask-server.ts'
import { eventSubject, type MispRoom, ownView } from './desk.ts'

const atOnce = 200
const answerBytes = 1024 * 1024

const ways = {
  sighting: (event: string) => `/sightings/bulkSaveSightings/${event}.json`,
  proposal: (event: string) => `/events/pushProposals/${event}.json`,
} as const

/** How many went. What a server will not have is noted with its reason and not sent again; the rest waits for the next turn. */
export async function answerBack(room: MispRoom, source: MispSource): Promise<Reply<number>> {
  // Nothing leaves an exercise.
  if (!source.sends || source.kind !== 'server' || source.realm !== 'live') return done(0)
  const view = ownView(room, source.realm)
  const asked = { source: source.id, organisation: source.organisation, limit: atOnce }
  const waiting = await notSent(room.journal, view, asked)
  let sent = 0
  for (const kind of ['sighting', 'proposal'] as const)
    for (const [event, remarks] of byEvent(waiting.filter((one) => one.state.kind === kind))) {
      const gone = await sendOne(room, source, kind, event, remarks)
      if (!gone.ok) return gone
      sent += gone.value
    }
  if (sent > 0) {
    const now = instant(room.clock.now())
    await saveSource(room.journal.sql, source.id, { sent: source.sent + sent, last_sent: now })
  }
  return done(sent)
}

async function sendOne(
  room: MispRoom,
  source: MispSource,
  kind: keyof typeof ways,
  event: string,
  remarks: readonly Held<MispRemark>[],
): Promise<Reply<number>> {
  const held = await room.journal.reads.one(
    mispEventRecord,
    ownView(room, source.realm),
    eventSubject(source.realm, event),
  )
  const tlp = held?.marking.tlp
  const [may, mayNot] = [remarks.filter((one) => goes(one, tlp)), remarks.filter((one) => !goes(one, tlp))]
  const above = 'It is marked higher than the event that came from there.'
  await noteSent(room.journal.sql, source.id, linesOf(mayNot, event, { error: above, refused: true }))
  if (may.length === 0) return done(0)
  // A sighting without an organisation counts there as that of the key; a proposal names it, or it is not taken.
  const body = may.map(({ state: { said } }) => {
    const { Organisation: _organisation, ...rest } = said
    return rest
  })
  const got = await askServer(room, source, ways[kind](event), body, answerBytes)
  const now = instant(room.clock.now())
  if (got.ok) {
    await noteSent(room.journal.sql, source.id, linesOf(may, event, { at: now }))
    return done(may.length)
  }
  const error = got.detail ?? got.refusal
  // What is wrong with it stays wrong; a key that may not write, or a server that is not well, may be mended.
  const refused = got.refusal === 'not-there' || got.refusal === 'not-taken'
  await noteSent(room.journal.sql, source.id, linesOf(may, event, { error, refused }))
  return done(0)
}

/** It came from there under that label: an answer under it, or a lower one, tells nobody more. */
function goes({ marking }: Held<MispRemark>, event: Tlp | undefined): boolean {
  return event !== undefined && marking.tlp !== 'RED' && tlpRank(marking.tlp) <= tlpRank(event)
}

function byEvent(remarks: readonly Held<MispRemark>[]): Map<string, Held<MispRemark>[]> {
  const found = new Map<string, Held<MispRemark>[]>()
  for (const one of remarks) found.set(one.state.event, [...(found.get(one.state.event) ?? []), one])
  return found
}

function linesOf(
  remarks: readonly Held<MispRemark>[],
  event: string,
  { at = null, error = null, refused = false }: { at?: Instant | null; error?: string | null; refused?: boolean },
): SentLine[] {
  return remarks.map(({ id }) => ({ remark: id, event, at, refused, error: error?.slice(0, 500) ?? null }))
}
