// How agreements are spoken of on the pages.
import type { OutputOf } from '#kernel/contract.ts'
import type { Tone } from '#web/kit/Badge.tsx'
import type { agreementForms, getAgreement } from '../../api/agreements.ts'
import type { AgreementStatus, Trigger } from '../../model/agreement.ts'

export type AgreementShown = OutputOf<typeof getAgreement>
export type Forms = OutputOf<typeof agreementForms>

export const statusWords: Record<AgreementStatus, { word: string; tone: Tone }> = {
  draft: { word: 'Draft', tone: 'plain' },
  proposed: { word: 'Proposed', tone: 'accent' },
  'in-force': { word: 'In force', tone: 'good' },
  suspended: { word: 'Suspended', tone: 'warn' },
  ended: { word: 'Ended', tone: 'quiet' },
  declined: { word: 'Declined', tone: 'bad' },
  superseded: { word: 'Superseded', tone: 'quiet' },
}

export const triggerWords: Record<Trigger['when'], string> = {
  always: 'Always and at once',
  'severity-from': 'From a severity on',
  'named-in-audience': 'When its marking names the other side',
  'released-by-hand': 'When a named person releases it',
}
