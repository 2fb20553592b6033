// What a peer says about agreements: its proposals, signatures and other acts, each verified, each refused by name where it does not fit.
import type { Id } from '#kernel/id.ts'
import { type Refused, refuse } from '#kernel/reply.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type { Agreement, AgreementSignature, AgreementTerms } from '../../model/agreement.ts'
import type { AgreementPart } from '../../model/letter.ts'
import type { Peer } from '../../model/peer.ts'
import type { Letter } from '../../model/wire.ts'
import { agreementRecord } from '../../rules/agreements/agreement-record.ts'
import { whyNot } from '../../rules/agreements/lifecycle.ts'
import { type Received, receiveProposal, receiveSignature } from '../../rules/agreements/receive.ts'
import { idTaken } from '../../store/agreements/agreements.ts'
import type { TakePart } from '../parts.ts'
import { faultsOf, whyNotSignedBy } from './desk.ts'
import { type AgreementRoom, sameTerms } from './room.ts'

export function takeAgreementPart(it: AgreementRoom): TakePart<'agreement'> {
  return async (unit, from, part, letter) => {
    if (from.state.status !== 'trusted') return refuse('not-trusted', 'Agreements are made with trusted peers only.')
    const held = await unit.read(agreementRecord, part.id)
    if (held && held.state.peer !== from.id)
      // As if it were not there: whose agreement it is, is nobody else's business.
      return refuse('unknown-agreement', 'No agreement of that id is between us.')
    if (!held && part.act === 'proposed' && (await tooManyOpen(it, from.id, part.id, letter)))
      return refuse('too-many', `${mostOpen} proposals of yours are open here. Take some back first.`)
    if (part.act === 'proposed' || part.act === 'signed')
      return takeTerms(it, unit, from, part, letter.head.realm, held)
    return takeWord(unit, part, held)
  }
}

/** A peer that floods with proposals is stopped early: nobody reads more than these. */
const mostOpen = 20
/** What one letter opened is in no list yet; a letter that is taken again counts once. */
const openedBy = new WeakMap<Letter, Set<Id>>()

async function tooManyOpen({ standing }: AgreementRoom, peer: Id, id: Id, letter: Letter): Promise<boolean> {
  const opened = openedBy.get(letter) ?? new Set()
  openedBy.set(letter, opened.add(id))
  const all = await standing.agreements(letter.head.realm)
  const open = all.filter(({ state }) => state.peer === peer && state.status === 'proposed')
  return open.length + opened.size > mostOpen
}

async function takeTerms(
  it: AgreementRoom,
  unit: Unit,
  from: Held<Peer>,
  part: AgreementPart,
  realm: string,
  held: Held<Agreement> | undefined,
): Promise<Refused | undefined> {
  const { terms } = part
  if (!terms) return refuse('bad-terms', 'The part brings no terms.')
  if (terms.id !== part.id || terms.version !== part.version)
    return refuse('bad-terms', 'The terms are of another id or version than the part says.')
  if (terms.realm !== realm)
    return refuse('wrong-realm', `The terms are for ${terms.realm}, the letter is of ${realm}.`)
  const signature = part.signatures.find(({ node }) => node === from.id)
  if (!signature) return refuse('not-signed', 'The sender has not signed these terms.')
  const [fault] = await faultsOf(it, terms, from)
  if (fault) return refuse(fault.where === '/parties' ? 'wrong-parties' : 'bad-terms', `${fault.where}: ${fault.what}`)
  const forged = whyNotSignedBy(it.room, from, terms, signature)
  if (forged) return refuse('forged-signature', forged)
  const arrival = { terms, same: sameTerms, own: it.room.journal.nodeId, from: from.id }
  const judge = part.act === 'proposed' ? receiveProposal : receiveSignature
  return carryOut(it, unit, { part, terms, signature, from: from.id }, judge(held?.state, arrival))
}

interface Come {
  part: AgreementPart
  terms: AgreementTerms
  signature: AgreementSignature
  from: Id
}

async function carryOut(
  it: AgreementRoom,
  unit: Unit,
  { part, terms, signature, from }: Come,
  received: Received,
): Promise<Refused | undefined> {
  if ('refusal' in received) return refuse(received.refusal, received.why)
  const { id } = part
  switch (received.do) {
    case 'nothing':
      return undefined
    case 'open': {
      if (await idTaken(it.room.journal.sql, id))
        return refuse('id-taken', 'That id is in use here for something else.')
      const options = { subject: id, owner: it.room.journal.home }
      await unit.open(agreementRecord, 'federate.agreementReceived', { peer: from, terms, signature }, options)
      return undefined
    }
    case 'anew':
      await unit.append(agreementRecord, 'federate.agreementProposedAnew', id, { terms, signature })
      return undefined
    case 'revision':
      await unit.append(agreementRecord, 'federate.revisionReceived', id, { terms, signature })
      return undefined
    case 'sign':
      await unit.append(agreementRecord, 'federate.agreementSigned', id, { signature, shown: null })
      return undefined
    case 'sign-revision':
      await unit.append(agreementRecord, 'federate.revisionSigned', id, { signature, shown: null })
      return undefined
  }
}

/** Declined, suspended, resumed, ended: the letter that brings it is signed, so the word needs no signature of its own. */
async function takeWord(
  unit: Unit,
  { id, version, act, reason = '' }: AgreementPart,
  held: Held<Agreement> | undefined,
): Promise<Refused | undefined> {
  if (!held) return refuse('unknown-agreement', 'No agreement of that id is between us.')
  const { state } = held
  const said = { side: 'theirs' as const, reason: reason.length < 3 ? 'No reason was given.' : reason }
  switch (act) {
    case 'declined': {
      if (state.next?.terms.version === version && state.next.signatures.length > 0) {
        await unit.append(agreementRecord, 'federate.revisionDropped', id, said)
        return undefined
      }
      if (state.status === 'declined' || state.terms.version !== version) return undefined
      const proposed = state.signatures[0]?.node === state.peer
      if (proposed && (state.status === 'in-force' || state.status === 'suspended')) {
        await unit.append(agreementRecord, 'federate.revisionUndone', id, { reason: said.reason })
        return undefined
      }
      const not = whyNot(state, 'declined')
      if (not) return refuse('wrong-state', not)
      await unit.append(agreementRecord, 'federate.agreementDeclined', id, said)
      return undefined
    }
    case 'suspended': {
      if (state.suspendedByPeer) return undefined
      const not = whyNot(state, 'suspended')
      if (not) return refuse('wrong-state', not)
      await unit.append(agreementRecord, 'federate.agreementSuspended', id, said)
      return undefined
    }
    case 'resumed':
      if (!state.suspendedByPeer) return undefined
      if (state.status === 'suspended')
        await unit.append(agreementRecord, 'federate.agreementResumed', id, { side: 'theirs' as const })
      return undefined
    case 'ended': {
      if (state.status === 'ended') return undefined
      const not = whyNot(state, 'ended')
      if (not) return refuse('wrong-state', not)
      await unit.append(agreementRecord, 'federate.agreementEnded', id, said)
      return undefined
    }
    default:
      return refuse('bad-terms', `An agreement cannot be ${act}.`)
  }
}
