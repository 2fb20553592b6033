// What is known as a seizure page, where sinkholes are, what was obtained, and what was promised by when.
import type { InputOf } from '#kernel/contract.ts'
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/operations/afterwards.ts'
import { operationRecord } from '../../events/operations.ts'
import { hexOf, simhashOf, wordsOf } from '../../rules/monitors/simhash.ts'
import { nameTarget } from '../../rules/targets/names.ts'
import { withOpenReleases } from '../../store/operations/operations.ts'
import { changed, momentFor, momentOf, mustHaveSpace } from '../desk.ts'
import type { DisruptRoom } from '../room.ts'
import { type Changed, forEvent, partnerOf } from './area.ts'

export function addSeizurePage(
  room: DisruptRoom,
  { name, phrases, page, agreed, ...which }: InputOf<typeof api.addSeizurePage>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'note')
    mustHaveSpace(unit, state.seizurePages, 30)
    for (const partner of agreed) partnerOf(unit, state, partner, '/agreed')
    const short = phrases.find((phrase) => wordsOf(phrase).length < 3)
    if (short !== undefined) unit.refuse('says-too-little', `“${short}” has fewer than three words.`, '/phrases')
    const simhash = page === undefined ? null : simhashOf(wordsOf(page))
    const body = { name, phrases, agreed: [...new Set(agreed)], simhash: simhash && hexOf(simhash) }
    const options = { expectedVersion: which.version }
    return changed(await unit.append(operationRecord, 'disrupt.seizurePageAdded', which.id, body, options))
  })
}

export function agreeSeizurePage(
  room: DisruptRoom,
  { page, partner, ...which }: InputOf<typeof api.agreeSeizurePage>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'note')
    partnerOf(unit, state, partner)
    const found = state.seizurePages.find(({ key }) => key === page)
    if (!found) return unit.refuse('no-such-part', `There is no seizure page ${page}.`, '/page')
    if (found.agreed.includes(partner)) unit.refuse('nothing-to-change', 'They agreed already.')
    const options = { expectedVersion: which.version }
    return changed(
      await unit.append(operationRecord, 'disrupt.seizurePageAgreed', which.id, { page, partner }, options),
    )
  })
}

export function nameSinkholes(
  room: DisruptRoom,
  { sinkholes, ...which }: InputOf<typeof api.nameSinkholes>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    await forEvent(unit, which, 'note')
    const named = sinkholes.map((address) => {
      const it = nameTarget('address', address)
      return it.ok ? it.name : unit.refuse('no-target', `${address}: ${it.why}`, '/sinkholes')
    })
    const body = { sinkholes: [...new Set(named)] }
    const options = { expectedVersion: which.version }
    return changed(await unit.append(operationRecord, 'disrupt.sinkholesNamed', which.id, body, options))
  })
}

export function noteObtained(
  room: DisruptRoom,
  { at, country = null, sha256 = null, kind, count, sealed, heldBy, ...which }: InputOf<typeof api.noteObtained>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'note')
    mustHaveSpace(unit, state.obtained, 500)
    partnerOf(unit, state, heldBy, '/heldBy')
    const options = { expectedVersion: which.version, observedAt: momentFor(unit, at) }
    const body = { kind, count, sealed, heldBy, country, sha256 }
    return changed(await unit.append(operationRecord, 'disrupt.obtainedNoted', which.id, body, options))
  })
}

export function promiseRelease(
  room: DisruptRoom,
  { what, to, due: given, at, ...which }: InputOf<typeof api.promiseRelease>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'note')
    mustHaveSpace(unit, state.releases, 200)
    const observedAt = momentFor(unit, at)
    const due = momentOf(unit, given, '/due')
    if (due <= observedAt) unit.refuse('impossible-times', 'It would be due before it was promised.', '/due')
    const options = { expectedVersion: which.version, observedAt }
    return changed(await unit.append(operationRecord, 'disrupt.releasePromised', which.id, { what, to, due }, options))
  })
}

export function keepRelease(
  room: DisruptRoom,
  { release: key, where, at, ...which }: InputOf<typeof api.keepRelease>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'note')
    const release = state.releases.find((one) => one.key === key)
    if (!release) return unit.refuse('no-such-part', `There is no promise ${key}.`, '/release')
    if (release.keptAt !== null) unit.refuse('wrong-state', 'It was kept already.')
    const observedAt = momentFor(unit, at)
    if (observedAt < release.promisedAt) unit.refuse('impossible-times', 'It was promised later than that.', '/at')
    const options = { expectedVersion: which.version, observedAt }
    return changed(
      await unit.append(operationRecord, 'disrupt.releaseKept', which.id, { release: key, where }, options),
    )
  })
}

/** A promise whose time came is written down once, at that time. */
export async function tellReleases(room: Pick<DisruptRoom, 'journal' | 'clock'>): Promise<number> {
  let told = 0
  for (const { id, realm } of await withOpenReleases(room.journal)) {
    const view = { reader: systemReader('disrupt.releases', [realm], room.journal.home), realm, own: true as const }
    const now = room.clock.in(realm).toISOString()
    await room.journal.commit({ view, verb: 'disrupt.tellReleases' }, async (unit) => {
      const held = await unit.read(operationRecord, id)
      for (const { key, due, keptAt, fellDueAt } of held?.state.releases ?? []) {
        if (keptAt !== null || fellDueAt !== null || due >= now) continue
        await unit.append(operationRecord, 'disrupt.releaseFellDue', id, { release: key }, { observedAt: due })
        told += 1
      }
      return done(null)
    })
  }
  return told
}
