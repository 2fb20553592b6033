// A playbook as a record: the newest version that came in.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import * as is from '../../model/playbooks/playbook.ts'

const Brought = Type.Pick(is.Playbook, ['content', 'check', 'file', 'bytes', 'source'])

export const playbookRecord = recordKind({
  name: 'federate.playbook',
  state: is.Playbook,
  file: 'file',
  kinds: {
    'federate.playbookTaken': opening(
      Brought,
      (body, entry): is.Playbook => ({ ...body, takenAt: entry.recordedAt, changedAt: entry.recordedAt }),
    ),
    'federate.playbookRevised': change(
      Brought,
      (before: is.Playbook, body, entry): is.Playbook => ({ ...before, ...body, changedAt: entry.recordedAt }),
    ),
  },
  index: ({ content }) => ({
    title: content.name.slice(0, 500) || content.playbookId,
    words: [content.description ?? '', ...content.labels, ...content.steps.map(({ name }) => name)]
      .join('\n')
      .slice(0, 100_000),
  }),
})
