// Changing the signature keys of this node: announced, switched to, dropped, or given up at once.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/index.ts'
import type { Held } from '#platform/journal/index.ts'
import type * as api from '../../api/directory.ts'
import type { NamedOnCard, OwnCard } from '../../model/own-card.ts'
import { ownCardRecord } from '../../rules/directory/own-card-record.ts'
import { vouchedUntil } from '../../rules/directory/own-content.ts'
import { liveWriter } from './first-contact.ts'
import { contentNow, type Desk, ensureOwnCard, giveUpKeys, heldOwnCard, nowOf, sign, tellPeers } from './own-card.ts'

type Told = OutputOf<typeof api.rollOverKeys>

function told({ version, state }: Held<OwnCard>): Told {
  return { serial: state.card.content.serial, version }
}

export async function rollOverKeys(
  desk: Desk,
  { step, reason }: InputOf<typeof api.rollOverKeys>,
  call: Call,
): Promise<Reply<Told>> {
  const ready = await ensureOwnCard(desk)
  if (!ready.ok) return ready
  if (step === 'announce') return announce(desk, reason, call)
  return step === 'switch' ? switchKeys(desk, call) : drop(desk, call)
}

/** The card of the old keys names the new ones; a new sealing key goes with it, so that whoever uses it has read the announcement. */
async function announce(desk: Desk, reason: string, call: Call): Promise<Reply<Told>> {
  const { room, keys } = desk
  const now = nowOf(room)
  const next = keys.makeSigning(now)
  const key = keys.makeSealing(now)
  const reply = await room.journal.commit(liveWriter(call), async (unit) => {
    const held = await unit.read(ownCardRecord, room.journal.nodeId)
    if (!held) return unit.refuse('not-set-up')
    if (held.state.announced) return unit.refuse('already-announced')
    const { content } = held.state.card
    const said = await contentNow(desk, unit, { signs: content.signs, nextSigns: next.signs })
    const card = sign(desk, said, content.serial + 1, now, [content.signs])
    const body = { card, signs: next.signs, key: key.id, reason }
    const made = await unit.append(ownCardRecord, 'federate.ownKeysAnnounced', held.id, body)
    await tellPeers(room, unit, card)
    return done(told(made.held))
  })
  if (!reply.ok) keys.destroySigning(next.signs)
  return reply
}

/** The old keys sign beside the new ones for a while, for peers that have not read the announcement. */
async function switchKeys(desk: Desk, call: Call): Promise<Reply<Told>> {
  const { room } = desk
  const now = nowOf(room)
  return room.journal.commit(liveWriter(call), async (unit) => {
    const held = await unit.read(ownCardRecord, room.journal.nodeId)
    if (!held?.state.announced) return unit.refuse('nothing-announced')
    const { signs } = held.state.announced
    const old = held.state.card.content
    const said = await contentNow(desk, unit, { signs, nextSigns: null })
    const card = sign(desk, said, old.serial + 1, now, [signs, old.signs])
    const body = { card, vouchUntil: vouchedUntil(now) }
    const made = await unit.append(ownCardRecord, 'federate.ownKeysRolledOver', held.id, body)
    await tellPeers(room, unit, card)
    return done(told(made.held))
  })
}

async function drop(desk: Desk, call: Call): Promise<Reply<Told>> {
  const { room, keys } = desk
  const now = nowOf(room)
  const before = await heldOwnCard(room)
  const reply = await room.journal.commit(liveWriter(call), async (unit) => {
    const held = await unit.read(ownCardRecord, room.journal.nodeId)
    if (!held?.state.announced) return unit.refuse('nothing-announced')
    const { content } = held.state.card
    const said = await contentNow(desk, unit, { signs: content.signs, nextSigns: null })
    const card = sign(desk, said, content.serial + 1, now, [content.signs])
    const made = await unit.append(ownCardRecord, 'federate.ownAnnouncementDropped', held.id, { card })
    await tellPeers(room, unit, card)
    return done(told(made.held))
  })
  const dropped = before?.state.announced
  if (reply.ok && dropped) keys.destroySigning(dropped.signs)
  return reply
}

/** Refusal: no-such-person. The card that says so is issued at once. */
export async function namePersonsOnCard(
  desk: Desk,
  { persons }: InputOf<typeof api.namePersonsOnCard>,
  call: Call,
): Promise<Reply<Told>> {
  const { room } = desk
  const ready = await ensureOwnCard(desk)
  if (!ready.ok) return ready
  const staff = new Map((await room.people.colleaguesOf(room.journal.home)).map((one) => [one.id, one.name]))
  const named: NamedOnCard[] = []
  for (const [at, { person, purpose }] of persons.entries()) {
    const name = staff.get(person)
    if (name === undefined || named.some((one) => one.person === person))
      return refuse('no-such-person', `Nobody here has the id ${person}, or it stands there twice.`, `/persons/${at}`)
    named.push({ person, name, purpose })
  }
  const reply = await room.journal.commit(liveWriter(call), async (unit) => {
    await unit.append(ownCardRecord, 'federate.ownCardNamesPersons', room.journal.nodeId, { named })
    return done(null)
  })
  if (!reply.ok) return reply
  const made = await ensureOwnCard(desk)
  return made.ok ? done(told(made.value)) : made
}

export async function revokeOwnKeys(
  desk: Desk,
  { reason }: InputOf<typeof api.revokeOwnKeys>,
  call: Call,
): Promise<Reply<Told>> {
  const ready = await ensureOwnCard(desk)
  if (!ready.ok) return ready
  const made = await giveUpKeys(desk, liveWriter(call), reason)
  return made.ok ? done(told(made.value)) : refuse(made.refusal, made.detail)
}
