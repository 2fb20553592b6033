// The words of tasks, rotas and call-outs on the screen, and the tones of their badges.
import type { Tone } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type { Attempt, CallAnswer } from '../../model/call-out.ts'
import type { RotaFault } from '../../model/rota.ts'
import type { Task, TaskStatus } from '../../model/task.ts'

export function taskStatusWord(status: TaskStatus): string {
  const words: Record<TaskStatus, string> = {
    assigned: say('Not acknowledged'),
    acknowledged: say('Acknowledged'),
    done: say('Done'),
    cancelled: say('Cancelled'),
  }
  return words[status]
}

export const taskStatusTones: Record<TaskStatus, Tone> = {
  assigned: 'warn',
  acknowledged: 'accent',
  done: 'good',
  cancelled: 'quiet',
}

export function handWord(because: Task['hands'][number]['because']): string {
  const words = {
    assigned: say('given'),
    reassigned: say('passed on'),
    'not-acknowledged': say('not acknowledged by the one before'),
    'hand-over': say('came with the duty'),
  }
  return words[because]
}

export function answerWord(answer: CallAnswer): string {
  const words: Record<CallAnswer, string> = { coming: say('Coming'), cannot: say('Cannot'), seen: say('Seen') }
  return words[answer]
}

export const answerTones: Record<CallAnswer, Tone> = { coming: 'good', cannot: 'bad', seen: 'accent' }

export function attemptWord(state: Attempt['state']): string {
  const words: Record<Attempt['state'], string> = {
    waiting: say('on its way'),
    sent: say('sent'),
    failed: say('failed'),
    held: say('held: an exercise'),
  }
  return words[state]
}

export const attemptTones: Record<Attempt['state'], Tone> = {
  waiting: 'plain',
  sent: 'good',
  failed: 'bad',
  held: 'quiet',
}

export function faultWord(fault: RotaFault['fault']): string {
  const words: Record<RotaFault['fault'], string> = {
    hole: say('Nobody is on duty'),
    overlap: say('Two are on duty at once'),
    'no-member': say('Somebody who is not of the rota'),
  }
  return words[fault]
}
