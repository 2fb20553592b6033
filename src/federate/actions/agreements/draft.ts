// Drafting: the first words of an agreement, changes of them, and a revision beside the version in force.
import type { InputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/agreements.ts'
import type { Agreement, AgreementTerms } from '../../model/agreement.ts'
import type { Peer } from '../../model/peer.ts'
import { agreementRecord } from '../../rules/agreements/agreement-record.ts'
import { dayOf, monthsAfter } from '../../rules/agreements/days.ts'
import { versionAtWork, whyNot } from '../../rules/agreements/lifecycle.ts'
import { wordsOf } from '../../rules/agreements/models.ts'
import { type Between, missingOf, partsSaid, type Said } from '../../rules/agreements/words.ts'
import { agreementOf, type Changed, changed, drafter, peerOf, soundTerms, trustedPeer } from './desk.ts'
import { type AgreementRoom, sameTerms } from './room.ts'

export async function between({ room }: AgreementRoom, peer: Held<Peer>): Promise<Between> {
  const { node, organisation } = (await room.trust.ownCard()).content
  return {
    own: { node, organisation: organisation.id, name: organisation.name },
    peer: { node: peer.id, organisation: peer.state.organisation, name: peer.state.name },
  }
}

export function draftAgreement(
  it: AgreementRoom,
  { peer: peerId, model, marking, ...said }: InputOf<typeof api.draftAgreement>,
  call: Call,
): Promise<Reply<Changed>> {
  return it.room.journal.commit(call.writer, async (unit) => {
    drafter(unit, it.room)
    const peer = await trustedPeer(unit, it.room, peerId)
    const sides = await between(it, peer)
    const id = unit.newId()
    const given = { ...fromModel(unit, it, model, sides), ...partsSaid(said, sides) }
    const terms = wholeTerms(unit, it, id, given, sides, await contactsOf(it, peer))
    await soundTerms(unit, it, terms, peer)
    const options = { subject: id, owner: it.room.journal.home, ...(marking ? { marking } : {}) }
    return done(
      changed(await unit.open(agreementRecord, 'federate.agreementDrafted', { peer: peerId, terms }, options)),
    )
  })
}

function fromModel(
  unit: Unit,
  { models }: AgreementRoom,
  asked: { id: string; side: string } | undefined,
  { own, peer }: Between,
): Partial<AgreementTerms> {
  const today = dayOf(unit.now)
  if (!asked) return { validFrom: today, reviewOn: monthsAfter(today, 12) }
  const model = models.find(({ id }) => id === asked.id)
  if (!model) return unit.refuse('no-such-model', `There is no model ${asked.id}.`, '/model/id')
  const { sides } = model
  if (!sides.some(({ id }) => id === asked.side))
    unit.refuse('no-such-model', `Its sides are ${sides.map(({ id }) => id).join(' and ')}.`, '/model/side')
  return wordsOf(model, { side: asked.side, own: own.node, peer: peer.node }, today)
}

/** Contacts that both cards name: a draft begins with them. */
async function contactsOf({ room }: AgreementRoom, peer: Held<Peer>): Promise<AgreementTerms['contacts']> {
  const cards = [(await room.trust.ownCard()).content, peer.state.card.content]
  return cards
    .flatMap(({ organisation, contacts }) =>
      contacts.map(({ purpose, name, email, phone }) => ({
        ...{ organisation: organisation.id, purpose },
        ...(name === undefined ? {} : { name }),
        ...(email === undefined ? {} : { email }),
        ...(phone === undefined ? {} : { phone }),
      })),
    )
    .slice(0, 40)
}

function wholeTerms(
  unit: Unit,
  _it: AgreementRoom,
  id: Id,
  given: Partial<AgreementTerms>,
  { own, peer }: Between,
  contacts: AgreementTerms['contacts'],
): AgreementTerms {
  const { title, purpose, flows, fallback, validFrom, reviewOn } = given
  if (title === undefined || purpose === undefined || flows === undefined || fallback === undefined)
    return unit.refuse('incomplete-terms', `Say also: ${missingOf(given).join(', ')}. Or begin from a model.`)
  const today = dayOf(unit.now)
  return {
    ...{ v: 1, id, version: 1, title, purpose, parties: [own, peer], realm: unit.view.realm, flows },
    contacts: given.contacts ?? contacts,
    fallback,
    limits: given.limits ?? { lettersPerMinute: 600, kilobytesPerSecond: null },
    basis: given.basis ?? [],
    validFrom: validFrom ?? today,
    reviewOn: reviewOn ?? monthsAfter(today, 12),
    endsOn: given.endsOn ?? null,
  }
}

/** The words of a version with what a person said about them. */
export function reworded(terms: AgreementTerms, said: Said, sides: Between): AgreementTerms {
  return { ...terms, ...partsSaid(said, sides) }
}

export function editAgreement(
  it: AgreementRoom,
  { id, version, ...said }: InputOf<typeof api.editAgreement>,
  call: Call,
): Promise<Reply<Changed>> {
  return it.room.journal.commit(call.writer, async (unit) => {
    drafter(unit, it.room)
    const held = await agreementOf(unit, id, version)
    const { state } = held
    const { which } = versionAtWork(state)
    const not = whyNot(state, 'draft-changed', which)
    if (not) return unit.refuse('wrong-state', not)
    const before = which === 'next' && state.next ? state.next.terms : state.terms
    const terms = await changedTerms(unit, it, held, before, said)
    // Declined words are a version that was told: what comes after has the next number.
    if (state.status === 'declined') terms.version += 1
    const kind = which === 'next' ? 'federate.revisionDrafted' : 'federate.agreementEdited'
    return done(changed(await unit.append(agreementRecord, kind, id, { terms }, { expectedVersion: version })))
  })
}

export function reviseAgreement(
  it: AgreementRoom,
  { id, version, ...said }: InputOf<typeof api.reviseAgreement>,
  call: Call,
): Promise<Reply<Changed>> {
  return it.room.journal.commit(call.writer, async (unit) => {
    drafter(unit, it.room)
    const held = await agreementOf(unit, id, version)
    const { state } = held
    if (state.status !== 'in-force' && state.status !== 'suspended')
      return unit.refuse('wrong-state', 'Only what both sides have signed is revised; a draft is edited.')
    if (state.next)
      return unit.refuse('wrong-state', 'A new version of it waits already: edit it, sign it or decline it.')
    const terms = { ...(await changedTerms(unit, it, held, state.terms, said)), version: state.terms.version + 1 }
    return done(
      changed(
        await unit.append(agreementRecord, 'federate.revisionDrafted', id, { terms }, { expectedVersion: version }),
      ),
    )
  })
}

/** Names of the parties are brought up to date: an organisation may have been renamed since. */
async function changedTerms(
  unit: Unit,
  it: AgreementRoom,
  { state }: Held<Agreement>,
  before: AgreementTerms,
  said: Said,
): Promise<AgreementTerms> {
  const peer = await peerOf(unit, it.room, state.peer)
  if (peer.state.status !== 'trusted') unit.refuse('not-trusted', `${peer.state.name} is ${peer.state.status}.`)
  const sides = await between(it, peer)
  const terms = reworded(before, said, sides)
  if (sameTerms(terms, before)) unit.refuse('nothing-to-change')
  await soundTerms(unit, it, terms, peer)
  return { ...terms }
}
