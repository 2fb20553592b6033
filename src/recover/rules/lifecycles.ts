// The lives of what this room keeps: state by event, every cell filled; and who may take which step, with the reason where not.
import { personOf } from '#kernel/reader.ts'
import type { FollowUpState } from '../model/follow-up.ts'
import type { GoalState } from '../model/goal.ts'
import type { LessonState } from '../model/lesson.ts'
import type { MeasureState } from '../model/measure.ts'
import type { ReserveState } from '../model/reserve-use.ts'
import type { ReviewState } from '../model/review.ts'
import type { StandDownState } from '../model/stand-down.ts'

export type Cell<S extends string> = { to: S } | { not: string }
export type Life<S extends string, E extends string> = Readonly<Record<S, Readonly<Record<E, Cell<S>>>>>

export interface No {
  refusal: 'wrong-state' | 'person-needed' | 'second-person-needed'
  why: string
}

/** Null where the step may be taken. */
export function whyNot<S extends string, E extends string>(life: Life<S, E>, state: S, event: E): No | null {
  const cell = life[state][event]
  return 'not' in cell ? { refusal: 'wrong-state', why: cell.not } : null
}

/** Null where this person is none of those before; a token of a person is the person. */
export function notAgain(before: readonly string[], person: string | null, did: string): No | null {
  if (person === null) return { refusal: 'person-needed', why: 'Only a named person can do this.' }
  if (!before.some((one) => personOf(one) === `person:${person}`)) return null
  return { refusal: 'second-person-needed', why: `You ${did}. Somebody else has to agree, also not a token of yours.` }
}

export type StandDownEvent = 'judge' | 'decide' | 'second' | 'return' | 'relapse' | 'withdraw'
const waitsForSecond = { not: 'It waits for a second person. Send it back first.' }
const standsDown = { not: 'The crisis is stood down. Say that it came back, if it did.' }
const refused = { not: 'It was decided to go on. Propose a new stand-down when things changed.' }
const gone = { not: 'It was withdrawn. Propose a new one.' }
export const standDownLife: Life<StandDownState, StandDownEvent> = {
  open: {
    judge: { to: 'open' },
    decide: { to: 'for-second' },
    second: { not: 'Nothing was decided yet.' },
    return: { not: 'Nothing was decided yet that could be sent back.' },
    relapse: { not: 'It is not stood down, so nothing can come back yet.' },
    withdraw: { to: 'withdrawn' },
  },
  'for-second': {
    judge: waitsForSecond,
    decide: waitsForSecond,
    second: { to: 'stood-down' },
    return: { to: 'open' },
    relapse: { not: 'It is not stood down yet. Send it back, with the reason.' },
    withdraw: { to: 'withdrawn' },
  },
  'stood-down': {
    judge: standsDown,
    decide: standsDown,
    second: { not: 'It is decided already.' },
    return: standsDown,
    relapse: { to: 'open' },
    withdraw: standsDown,
  },
  refused: { judge: refused, decide: refused, second: refused, return: refused, relapse: refused, withdraw: refused },
  withdrawn: { judge: gone, decide: gone, second: gone, return: gone, relapse: gone, withdraw: gone },
}

export type MeasureEvent = 'change' | 'roll-back' | 'keep' | 'fail' | 'switch-on' | 'withdraw'
const back = { not: 'It was rolled back. Switch it on again first.' }
const never = { not: 'It was taken off the list. List it again.' }
export const measureLife: Life<MeasureState, MeasureEvent> = {
  'in-force': {
    change: { to: 'in-force' },
    'roll-back': { to: 'rolled-back' },
    keep: { to: 'kept' },
    fail: { to: 'failed' },
    'switch-on': { not: 'It is in force.' },
    withdraw: { to: 'withdrawn' },
  },
  kept: {
    change: { to: 'kept' },
    'roll-back': { to: 'rolled-back' },
    keep: { to: 'kept' },
    fail: { to: 'failed' },
    'switch-on': { not: 'It is in force.' },
    withdraw: { to: 'withdrawn' },
  },
  failed: {
    change: { to: 'failed' },
    'roll-back': { to: 'rolled-back' },
    keep: { to: 'kept' },
    fail: { to: 'failed' },
    'switch-on': { not: 'It is in force: rolling it back failed.' },
    withdraw: { not: 'Rolling it back failed, so it may still be in force. Roll it back or keep it.' },
  },
  'rolled-back': {
    change: back,
    'roll-back': back,
    keep: back,
    fail: back,
    'switch-on': { to: 'in-force' },
    withdraw: back,
  },
  withdrawn: { change: never, 'roll-back': never, keep: never, fail: never, 'switch-on': never, withdraw: never },
}

export type GoalEvent = 'change' | 'meet' | 'give-up' | 'reopen'
const ended = { not: 'The goal has ended. Open it again first.' }
export const goalLife: Life<GoalState, GoalEvent> = {
  open: { change: { to: 'open' }, meet: { to: 'met' }, 'give-up': { to: 'given-up' }, reopen: { not: 'It is open.' } },
  met: { change: ended, meet: ended, 'give-up': ended, reopen: { to: 'open' } },
  'given-up': { change: ended, meet: ended, 'give-up': ended, reopen: { to: 'open' } },
}

export type FollowUpEvent = 'move' | 'hand' | 'fall due' | 'keep' | 'withdraw' | 'reopen'
const closed = { not: 'It is closed. Open it again first.' }
export const followUpLife: Life<FollowUpState, FollowUpEvent> = {
  open: {
    move: { to: 'open' },
    hand: { to: 'open' },
    'fall due': { to: 'open' },
    keep: { to: 'kept' },
    withdraw: { to: 'withdrawn' },
    reopen: { not: 'It is open.' },
  },
  kept: { move: closed, hand: closed, 'fall due': closed, keep: closed, withdraw: closed, reopen: { to: 'open' } },
  withdrawn: { move: closed, hand: closed, 'fall due': closed, keep: closed, withdraw: closed, reopen: { to: 'open' } },
}

export type LessonEvent = 'change' | 'propose' | 'approve' | 'refuse' | 'carry-out' | 'drop'
const noChange = { not: 'It proposes no change yet.' }
const done = { not: 'It was carried out. Note a new lesson.' }
const dropped = { not: 'It was dropped. Note a new lesson.' }
export const lessonLife: Life<LessonState, LessonEvent> = {
  noted: {
    change: { to: 'noted' },
    propose: { to: 'proposed' },
    approve: noChange,
    refuse: noChange,
    'carry-out': noChange,
    drop: { to: 'dropped' },
  },
  proposed: {
    change: { to: 'proposed' },
    propose: { to: 'proposed' },
    approve: { to: 'approved' },
    refuse: { to: 'refused' },
    'carry-out': { not: 'Somebody else has to approve the change first.' },
    drop: { to: 'dropped' },
  },
  approved: {
    change: { to: 'approved' },
    propose: { not: 'Its change is approved. Carry it out, or drop the lesson.' },
    approve: { not: 'It is approved already.' },
    refuse: { not: 'It is approved already. Drop it, with the reason.' },
    'carry-out': { to: 'carried-out' },
    drop: { to: 'dropped' },
  },
  refused: {
    change: { not: 'It was refused. Propose another change.' },
    propose: { to: 'proposed' },
    approve: { not: 'It was refused. Propose another change.' },
    refuse: { not: 'It was refused already.' },
    'carry-out': { not: 'It was refused. Propose another change.' },
    drop: { to: 'dropped' },
  },
  'carried-out': { change: done, propose: done, approve: done, refuse: done, 'carry-out': done, drop: done },
  dropped: {
    change: dropped,
    propose: dropped,
    approve: dropped,
    refuse: dropped,
    'carry-out': dropped,
    drop: dropped,
  },
}

export type ReserveEvent = 'inform' | 'answer' | 'begin' | 'end' | 'write' | 'approve' | 'send' | 'breach'
const unanswered = { not: 'The request was not answered yet.' }
const turnedDown = { not: 'The request was refused.' }
const notBegun = { not: 'The service has not begun.' }
const stillRuns = { not: 'The service has not ended. Its report is owed two months after that.' }
const over = { not: 'The service has ended.' }
const answered = { not: 'The request was answered already.' }
const told = { not: 'The report was sent.' }
export const reserveLife: Life<ReserveState, ReserveEvent> = {
  requested: {
    inform: { to: 'requested' },
    answer: { to: 'granted' },
    ...{
      begin: unanswered,
      end: unanswered,
      write: unanswered,
      approve: unanswered,
      send: unanswered,
      breach: unanswered,
    },
  },
  granted: {
    inform: { to: 'granted' },
    answer: answered,
    begin: { to: 'running' },
    ...{ end: notBegun, write: notBegun, approve: notBegun, send: notBegun, breach: notBegun },
  },
  refused: {
    inform: { to: 'refused' },
    answer: answered,
    ...{
      begin: turnedDown,
      end: turnedDown,
      write: turnedDown,
      approve: turnedDown,
      send: turnedDown,
      breach: turnedDown,
    },
  },
  running: {
    inform: { to: 'running' },
    answer: answered,
    begin: { not: 'The service runs.' },
    end: { to: 'ended' },
    ...{ write: stillRuns, approve: stillRuns, send: stillRuns, breach: stillRuns },
  },
  ended: {
    inform: { to: 'ended' },
    ...{ answer: answered, begin: over, end: over },
    write: { to: 'ended' },
    approve: { to: 'approved' },
    send: { not: 'Somebody who did not write it has to approve the report first.' },
    breach: { to: 'ended' },
  },
  approved: {
    inform: { to: 'approved' },
    ...{ answer: answered, begin: over, end: over },
    write: { to: 'ended' },
    approve: { not: 'The report is approved already.' },
    send: { to: 'reported' },
    breach: { to: 'approved' },
  },
  reported: {
    inform: { to: 'reported' },
    ...{ answer: answered, begin: over, end: over, write: told, approve: told },
    send: { to: 'reported' },
    breach: told,
  },
}

export type ReviewEvent = 'change' | 'submit' | 'return' | 'approve' | 'withdraw'
const withdrawn = { not: 'It was withdrawn. Draft a new one.' }
export const reviewLife: Life<ReviewState, ReviewEvent> = {
  draft: {
    change: { to: 'draft' },
    submit: { to: 'for-approval' },
    return: { not: 'It was not submitted.' },
    approve: { not: 'Submit it first.' },
    withdraw: { to: 'withdrawn' },
  },
  'for-approval': {
    change: { not: 'It waits for approval. Send it back first.' },
    submit: { not: 'It was submitted already.' },
    return: { to: 'draft' },
    approve: { to: 'approved' },
    withdraw: { to: 'withdrawn' },
  },
  approved: {
    change: { to: 'draft' },
    submit: { not: 'It is approved.' },
    return: { not: 'It is approved. Change it: that makes it a draft again.' },
    approve: { not: 'It is approved already.' },
    withdraw: { to: 'withdrawn' },
  },
  withdrawn: { change: withdrawn, submit: withdrawn, return: withdrawn, approve: withdrawn, withdraw: withdrawn },
}
