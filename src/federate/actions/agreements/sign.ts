// Proposing and counter-signing: a named person signs the terms with both algorithms, and the other side is told.
import type { InputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/agreements.ts'
import type { AgreementTerms } from '../../model/agreement.ts'
import { agreementRecord } from '../../rules/agreements/agreement-record.ts'
import { versionAtWork, whyNot, whyNotAlone } from '../../rules/agreements/lifecycle.ts'
import { simulationShown } from '../../store/agreements/simulations.ts'
import {
  actorIn,
  agreementOf,
  type Changed,
  changed,
  ourPerson,
  signedBy,
  soundTerms,
  tell,
  trustedPeer,
} from './desk.ts'
import { type AgreementRoom, digestOf } from './room.ts'

type Input = InputOf<typeof api.proposeAgreement>

export function proposeAgreement(it: AgreementRoom, input: Input, call: Call): Promise<Reply<Changed>> {
  return it.room.journal.commit(call.writer, async (unit) => {
    const { id, version } = input
    const person = ourPerson(unit, it.room, 'propose an agreement')
    const { state, realm } = await agreementOf(unit, id, version)
    const { which } = versionAtWork(state)
    const not = whyNot(state, 'proposed', which)
    if (not) return unit.refuse('wrong-state', not)
    const terms = which === 'next' && state.next ? state.next.terms : state.terms
    const alone = whyNotAlone(terms, state.authors, actorIn(unit))
    if (alone) unit.refuse('second-person-needed', alone)
    const { signature, shown } = await sign(unit, it, terms, state.peer, person, input)
    const kind = which === 'next' ? 'federate.revisionProposed' : 'federate.agreementProposed'
    const made = await unit.append(agreementRecord, kind, id, { signature, shown }, { expectedVersion: version })
    const part = { version: terms.version, act: 'proposed' as const, terms, signatures: [signature] }
    tell(unit, it.room, { id, realm, peer: state.peer }, part)
    return done(changed(made))
  })
}

export function signAgreement(it: AgreementRoom, input: Input, call: Call): Promise<Reply<Changed>> {
  return it.room.journal.commit(call.writer, async (unit) => {
    const { id, version } = input
    const person = ourPerson(unit, it.room, 'sign an agreement')
    const { state, realm } = await agreementOf(unit, id, version)
    const { which } = versionAtWork(state)
    const not = whyNot(state, 'signed', which)
    if (not) return unit.refuse('wrong-state', not)
    const { terms, signatures } = which === 'next' && state.next ? state.next : state
    if (signatures.some(({ node }) => node === it.room.journal.nodeId))
      unit.refuse('wrong-state', 'Your side has signed it. It waits for the signature of the other side.')
    const { signature, shown } = await sign(unit, it, terms, state.peer, person, input)
    const kind = which === 'next' ? 'federate.revisionSigned' : 'federate.agreementSigned'
    const made = await unit.append(agreementRecord, kind, id, { signature, shown }, { expectedVersion: version })
    const part = { version: terms.version, act: 'signed' as const, terms, signatures: [...signatures, signature] }
    tell(unit, it.room, { id, realm, peer: state.peer }, part)
    return done(changed(made))
  })
}

async function sign(unit: Unit, it: AgreementRoom, terms: AgreementTerms, peerId: Id, person: Id, input: Input) {
  const peer = await trustedPeer(unit, it.room, peerId)
  await soundTerms(unit, it, terms, peer)
  const shown = input.shown ?? null
  if (shown !== null) {
    const asked = { digest: shown, realm: unit.view.realm, actor: actorIn(unit), terms: digestOf(terms) }
    if (!(await simulationShown(it.room.journal.sql, asked)))
      unit.refuse(
        'not-shown',
        'No simulation of these words with that digest was shown to you in the last days.',
        '/shown',
      )
  }
  return { signature: await signedBy(unit, it.room, terms, person, input.function), shown }
}
