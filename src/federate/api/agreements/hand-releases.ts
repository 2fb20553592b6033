// Contracts: releases by hand, where an agreement asks for them.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { HandRelease } from '../../model/hand-release.ts'
import { anId, another, Changed, closed, governing, held, may, optional, Reason, reading, Version } from './parts.ts'

export const releaseByHand = contract({
  name: 'federate.releaseByHand',
  does: 'action',
  summary: 'Let one record flow to one peer, where an agreement asks for a release by hand; its marking still decides',
  input: Type.Object({ peer: Id, record: HandRelease.properties.record, id: Id, reason: Reason }, closed),
  output: Changed,
  refusals: may('unknown-peer', 'no-such-record', 'already-released', 'person-needed'),
  policy: governing,
  arguments: ['peer', 'record', 'id'],
  example: { peer: anId, record: 'share.product', id: another, reason: 'Agreed with the lead this morning.' },
})

export const takeBackRelease = contract({
  name: 'federate.takeBackRelease',
  does: 'action',
  summary: 'Take a release by hand back: from then on the record does not flow by it',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: may('person-needed'),
  policy: governing,
  arguments: ['id'],
  example: { id: anId, version: 1, reason: 'It was the wrong edition.' },
})

export const listHandReleases = contract({
  name: 'federate.listHandReleases',
  does: 'query',
  summary: 'Releases by hand that stand, of one record or to one peer, as far as you may read them',
  input: Type.Object({ record: optional(Id), peer: optional(Id) }, closed),
  output: Type.Object({ items: Type.Array(held(HandRelease)) }, closed),
  refusals: {},
  policy: reading,
  example: {},
})
