// Entries of the ladder, of decisions, tasks and notices in words.
import type { Line } from '#assess/rules/narrate.ts'
import type { BodyOf, KindOf } from '#kernel/record.ts'
import type { Instant } from '#kernel/time.ts'
import type { Decision } from '../../model/decision.ts'
import type { Ladder } from '../../model/ladder.ts'
import type { Notice } from '../../model/notice.ts'
import type { Task } from '../../model/task.ts'
import type { Party } from '../../model/words.ts'
import type { decisionRecord } from '../decisions/decision-record.ts'
import type { noticeRecord } from '../duties/notice-record.ts'
import type { ladderRecord } from '../ladder/ladder-record.ts'
import type { taskRecord } from '../tasks/task-record.ts'

/** A kind of entry that has no sentence here is told by its name. */
type Tellers<R, S> = { [K in KindOf<R>]?: (body: BodyOf<R, K>, before: S | undefined) => Line }

const say = (text: string): Line => ({ text, changes: [] })
const quote = (text: string) => `“${text}”`
const because = (reason: string | null | undefined) => (reason ? `: ${reason}` : '')
const plain = (id: string) => id.replaceAll('_', ' ')
const many = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`
const moment = (at: Instant | null) => (at ? `${at.slice(0, 10)} ${at.slice(11, 16)} UTC` : 'no date')

const positions = {
  agrees: 'agrees',
  disagrees: 'disagrees',
  abstains: 'abstains',
  informed: 'was informed',
  'no-answer': 'gave no answer',
}

function asked(party: Party, position: keyof typeof positions, words: string, about: string): Line {
  return say(`asked ${party.name} about ${about}, who ${positions[position]}${words ? `: ${quote(words)}` : ''}`)
}

function stepOf(before: Ladder | undefined, key: string): string {
  const step = before?.steps.find((one) => one.key === key)
  return step ? `the step of ${plain(step.network)} from ${plain(step.from)} to ${plain(step.to)}` : `step ${key}`
}

const ofLadder: Tellers<typeof ladderRecord, Ladder> = {
  'coordinate.ladderOpened': () => say('began to keep the ladder'),
  'coordinate.ladderAnswered': ({ asked: what, value, reason }) =>
    say(`answered ${plain(what)} with ${value === null ? 'not known' : value ? 'yes' : 'no'}: ${reason}`),
  'coordinate.ladderStepProposed': ({ network, from, to, reason }) =>
    say(`proposed the step of ${plain(network)} from ${plain(from)} to ${plain(to)}${because(reason)}`),
  'coordinate.ladderConsulted': ({ step, party, position, words }, before) =>
    asked(party, position, words, stepOf(before, step)),
  'coordinate.ladderStepDecided': ({ step, outcome, decider, reason, despite }, before) =>
    say(
      `wrote down that ${decider.name} ${outcome === 'taken' ? 'takes' : 'refuses'} ${stepOf(before, step)}: ${reason}${
        despite ? ` (although: ${despite})` : ''
      }`,
    ),
  'coordinate.ladderStepWithdrawn': ({ step, reason }, before) => say(`withdrew ${stepOf(before, step)}: ${reason}`),
  'coordinate.ladderHandedOver': ({ step, to, what }, before) =>
    say(`handed ${stepOf(before, step)} over to ${to.name}: ${what}`),
  'coordinate.ladderHandOverReceipted': ({ step, text }, before) =>
    say(`noted the receipt for ${stepOf(before, step)}: ${text}`),
}

function optionOf(before: Decision | undefined, key: string): string {
  return quote(before?.options.find((one) => one.key === key)?.text ?? key)
}

const ofDecision: Tellers<typeof decisionRecord, Decision> = {
  'coordinate.decisionOpened': ({ reference, question, options }) =>
    say(`put ${reference} up for decision: ${question} (${many(options.length, 'option')})`),
  'coordinate.decisionDescribed': (body) => say(`rewrote the ${Object.keys(body).join(' and the ') || 'decision'}`),
  'coordinate.decisionOptionAdded': ({ text }) => say(`added the option ${quote(text)}`),
  'coordinate.decisionOptionDropped': ({ option, reason }, before) =>
    say(`dropped the option ${optionOf(before, option)}: ${reason}`),
  'coordinate.decisionConsulted': ({ party, position, words }, before) =>
    asked(party, position, words, quote(before?.question ?? 'the decision')),
  'coordinate.decisionChosen': ({ option, decider, reasons }, before) =>
    say(`chose ${optionOf(before, option)} in the name of ${decider.name}: ${reasons}`),
  'coordinate.decisionSeconded': ({ words }, before) =>
    say(`agreed as the second person to ${quote(before?.question ?? 'the decision')}${because(words)}`),
  'coordinate.decisionReturned': ({ reason }) => say(`gave the decision back: ${reason}`),
  'coordinate.decisionDissented': ({ party, words }) =>
    say(`${party ? `noted the dissent of ${party.name}` : 'dissented'}: ${words}`),
  'coordinate.decisionTasksLinked': ({ tasks }) => say(`linked ${many(tasks.length, 'task')} that carry it out`),
  'coordinate.decisionSuperseded': ({ reason }) => say(`replaced the decision by another: ${reason}`),
  'coordinate.decisionDropped': ({ reason }) => say(`dropped the decision: ${reason}`),
}

const titleOf = (before: Task | undefined) => quote(before?.title ?? 'a task')

const ofTask: Tellers<typeof taskRecord, Task> = {
  'coordinate.taskAssigned': ({ title, due }) =>
    say(`gave out the task ${quote(title)}${due ? `, due ${moment(due)}` : ''}`),
  'coordinate.taskChanged': (_body, before) => say(`changed the task ${titleOf(before)}`),
  'coordinate.taskAcknowledged': (_body, before) => say(`has the task ${titleOf(before)}`),
  'coordinate.taskEscalated': (_body, before) =>
    say(`passed the task ${titleOf(before)} on to the next of its chain, because nobody acknowledged it in time`),
  'coordinate.taskReassigned': ({ reason }, before) =>
    say(`gave the task ${titleOf(before)} to somebody else${because(reason)}`),
  'coordinate.taskHandedOver': (_body, before) => say(`handed the task ${titleOf(before)} over with the duty`),
  'coordinate.taskDone': ({ outcome }, before) => say(`finished the task ${titleOf(before)}${because(outcome)}`),
  'coordinate.taskCancelled': ({ reason }, before) => say(`cancelled the task ${titleOf(before)}: ${reason}`),
  'coordinate.taskReopened': ({ reason }, before) => say(`reopened the task ${titleOf(before)}: ${reason}`),
}

function toWhom(before: Notice | undefined, key: string): string {
  return before?.recipients.find((one) => one.key === key)?.party.name ?? key
}

const ofNotice: Tellers<typeof noticeRecord, Notice> = {
  'coordinate.noticeOpened': ({ title, recipients, due }) =>
    say(
      `opened the notice ${quote(title)} to ${many(recipients.length, 'recipient')}${due ? `, due ${moment(due)}` : ''}`,
    ),
  'coordinate.noticeChanged': (body) => say(`changed the notice (${Object.keys(body).join(', ') || 'nothing'})`),
  'coordinate.noticeOwnerChanged': () => say('gave the notice to another owner'),
  'coordinate.noticeDueSet': ({ due, reason }) => say(`set the notice due ${moment(due)}: ${reason}`),
  'coordinate.noticeRecipientAdded': ({ party }) => say(`added ${party.name} to those who are to be told`),
  'coordinate.noticeReleaseChecked': ({ recipient, may, reasons }, before) =>
    say(
      `checked that it ${may ? 'may' : 'may not'} go to ${toWhom(before, recipient)}${because(reasons.join('; ') || null)}`,
    ),
  'coordinate.noticeTold': ({ recipient, channel }, before) => say(`told ${toWhom(before, recipient)} by ${channel}`),
  'coordinate.noticeDelivered': ({ recipient, state }, before) =>
    say(`the telling of ${toWhom(before, recipient)} is ${state}`),
  'coordinate.noticeReceipted': ({ recipient, text }, before) =>
    say(`noted the receipt of ${toWhom(before, recipient)}: ${text}`),
  'coordinate.noticeNotTold': ({ recipient, reason }, before) =>
    say(`noted that ${toWhom(before, recipient)} is not told: ${reason}`),
  'coordinate.noticeDropped': ({ reason }) => say(`dropped the notice: ${reason}`),
}

/** By kind of entry. */
export const actTellers: Readonly<Record<string, (body: never, before: never) => Line>> = {
  ...ofLadder,
  ...ofDecision,
  ...ofTask,
  ...ofNotice,
}
