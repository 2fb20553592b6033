// An intake as a record: who brought objects by which standard, how many were new, and what was refused for which reason.
import { opening, recordKind } from '#kernel/record.ts'
import { Intake } from '../../model/objects.ts'

export const intakeRecord = recordKind({
  name: 'federate.intake',
  state: Intake,
  kinds: { 'federate.intakeTaken': opening(Intake, (body): Intake => body) },
  index: ({ source, added }) => ({ title: `${source.name}: ${added} new`, words: source.standard }),
})
