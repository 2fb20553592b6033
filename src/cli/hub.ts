// A node elsewhere that a place reports to, for as long as it runs: a fault is said once, and when it is over.
import type { Problem } from '#kernel/problem.ts'
import { say } from './print-to.ts'
import type { Answer, Reach } from './reach.ts'

export type AskHub = (...ask: Parameters<Reach['call']>) => Promise<Answer>

/** Never throws: a node that does not answer is a fault like another, with status 0. */
export function hubAt(there: Reach): AskHub {
  let fault = ''
  return async (...ask) => {
    const reply = await there.call(...ask).catch((error: unknown): Answer => {
      return { ok: false, problem: { type: 'about:blank', title: String(error), status: 0 } as Problem }
    })
    const now = reply.ok ? '' : (reply.problem.detail ?? reply.problem.title)
    if (now !== fault) say(now === '' ? 'The node hears this place.' : `The node does not hear this place: ${now}`)
    fault = now
    return reply
  }
}
