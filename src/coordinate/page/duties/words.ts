// The words of duties on screens: statuses, stages, how well something is sourced, by which way somebody is told.
import type { Static } from 'typebox'
import type { OutputOf } from '#kernel/contract.ts'
import type { Tone } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type { getNotice } from '../../api/duties.ts'
import type { ChecklistRow } from '../../api/obligations.ts'
import type { NoticeChannel } from '../../model/notice.ts'
import type { DutyStatus, Stage } from '../../model/obligation.ts'
import type { Verification } from '../../model/words.ts'

export type NoticeShown = OutputOf<typeof getNotice>
export type RecipientShown = NoticeShown['state']['recipients'][number]
export type RowShown = Static<typeof ChecklistRow>

export const statusWords: Record<DutyStatus, { word: string; tone: Tone }> = {
  overdue: { word: say('Overdue'), tone: 'bad' },
  due: { word: say('Due'), tone: 'warn' },
  'not-dated': { word: say('No date'), tone: 'plain' },
  done: { word: say('Done'), tone: 'good' },
  'not-ours': { word: say('Not ours'), tone: 'quiet' },
}

export const timingWords: Record<NoticeShown['timing']['state'], { word: string; tone: Tone }> = {
  open: { word: say('To be told'), tone: 'warn' },
  overdue: { word: say('Overdue'), tone: 'bad' },
  done: { word: say('Told'), tone: 'good' },
  'done-late': { word: say('Told, late'), tone: 'bronze' },
  dropped: { word: say('Dropped'), tone: 'quiet' },
}

export const stageWords: Record<Stage, string> = {
  prepare: say('Prepare'),
  watch: say('Watch'),
  assess: say('Assess'),
  coordinate: say('Coordinate'),
  share: say('Share'),
  recover: say('Recover'),
  exercise: say('Exercise'),
}

export const channelWords: Record<NoticeChannel, string> = {
  email: say('Mail, sent by this node'),
  webhook: say('Call of their system, by this node'),
  platform: say('A platform of the network'),
  call: say('Telephone'),
  meeting: say('Meeting'),
  document: say('Document, handed over'),
}

/** What stands beside every statement on the framework: who has read what. */
export const verificationWords: Record<Verification, { word: string; tone: Tone }> = {
  primary: { word: say('read in the act'), tone: 'plain' },
  agency: { word: say('by a body of the Union'), tone: 'plain' },
  seed: { word: say('not read in the act: from a digest'), tone: 'bronze' },
  secondary: { word: say('not read in the act: from the press'), tone: 'bronze' },
  unverified: { word: say('unverified'), tone: 'bronze' },
}
