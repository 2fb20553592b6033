// The words for a report that the law asks for: where it stands, what is needed, where a value comes from.
import type { Tone } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type {
  Channel,
  DutyReportEvent,
  DutyReportStatus,
  FieldSource,
  FieldValue,
  FormField,
} from '../../../model/duty-report.ts'

export const statusTones: Record<DutyReportStatus, Tone> = {
  draft: 'bronze',
  'for-approval': 'warn',
  approved: 'accent',
  sent: 'good',
  withdrawn: 'quiet',
}

export function statusWord(status: DutyReportStatus): string {
  return {
    draft: say('Draft'),
    'for-approval': say('Waits for approval'),
    approved: say('Approved'),
    sent: say('Sent'),
    withdrawn: say('Put aside'),
  }[status]
}

export function demandWord(field: Pick<FormField, 'demand' | 'word'>): string {
  return {
    needed: say('needed'),
    'if-it-applies': field.word === null ? say('if it applies') : lawWord(field.word),
    'not-needed': say('not needed here'),
    'not-named': '',
  }[field.demand]
}

function lawWord(word: string): string {
  if (word === 'C') return say('needed if its condition holds')
  return word.replaceAll('_', ' ')
}

export function sourceKindWord(kind: FieldSource['kind']): string {
  return {
    fact: say('fact'),
    anchor: say('time'),
    entity: say('organisation'),
    assessment: say('assessment'),
    law: say('law'),
    task: say('task'),
    incident: say('incident'),
    rule: say('rule'),
    item: say('item of watch'),
    attack: say('measured attack'),
    claim: say('claim'),
    person: say('person'),
    'duty-report': say('earlier report'),
  }[kind]
}

export function eventWord(event: DutyReportEvent): string {
  return {
    edit: say('Write in it'),
    ask: say('Ask for approval'),
    approve: say('Approve it'),
    return: say('Give it back'),
    send: say('Send it'),
    receive: say('Record a receipt'),
    withdraw: say('Put it aside'),
  }[event]
}

export function channelWord(channel: Channel): string {
  return {
    download: say('Handed in by a person, through the portal of the authority'),
    email: say('By e-mail from this node'),
    api: say('To an address that takes JSON'),
  }[channel]
}

export function fieldText(value: FieldValue): string {
  if (value === null) return say('empty')
  if (typeof value === 'boolean') return value ? say('Yes') : say('No')
  return Array.isArray(value) ? value.join(', ') : String(value)
}
