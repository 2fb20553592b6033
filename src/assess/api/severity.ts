// What assess offers on severity: one incident on several scales, side by side.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { LevelValue, ScaleId, ScaleShown } from '../model/severity.ts'
import { Reason } from '../model.ts'
import { anId, closed, optional, orNull, reading } from './assessing-parts.ts'

export const incidentSeverity = contract({
  name: 'assess.incidentSeverity',
  does: 'query',
  summary: 'How bad an incident is on each scale, and about where that lies on the scales that nobody judged by',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ note: Type.String(), checkedAsOf: Type.String(), scales: Type.Array(ScaleShown) }, closed),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const rateSeverity = contract({
  name: 'assess.rateSeverity',
  does: 'action',
  summary: 'Say how bad an incident is on a scale beside CG 2018, which stands on the incident; null takes it back',
  input: Type.Object(
    {
      incident: Id,
      scale: ScaleId,
      value: orNull(LevelValue),
      score: optional(Type.Number({ minimum: -1_000_000, maximum: 1_000_000 })),
      reason: Reason,
    },
    closed,
  ),
  output: Type.Object({ incident: Id }, closed),
  refusals: {
    'unknown-value': {
      status: 422,
      title: 'The scale has no such value',
      whatToDo: 'See the detail for the scales and levels that there are.',
    },
    'on-the-incident': {
      status: 422,
      title: 'The colour of CG 2018 stands on the incident',
      whatToDo: 'Change it there: assess.classifyIncident.',
    },
    'nothing-to-change': { status: 422, title: 'That changes nothing', whatToDo: 'It is already so.' },
  },
  policy: { who: ['analyst', 'duty-officer'] },
  arguments: ['incident', 'scale', 'value'],
  example: { incident: anId, scale: 'us-nciss', value: 'high', score: 82, reason: 'Wide disruption of card payments.' },
})
