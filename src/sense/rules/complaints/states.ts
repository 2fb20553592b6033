// The life of a surge of complaints: every state, every event, nothing left open.

export const complaintStates = ['quiet', 'rising', 'peak', 'declining', 'tail', 'over'] as const
export type ComplaintState = (typeof complaintStates)[number]

export const complaintEvents = [
  'surge', // far more than usual, enough of them, and higher than anything since the last valley
  'level', // as high as it was, and no longer rising
  'fall', // well below the highest
  'faint', // hardly more than usual, or a small part of the highest
  'burst', // more than usual again, and small beside the highest
  'silence', // nothing beyond the usual for longer than any pause so far
  'usual', // what is usual
] as const
export type ComplaintEvent = (typeof complaintEvents)[number]

/**
 * By state and event. `over` is reached from `tail` alone, and only by silence: a tail that comes and goes is no end.
 * A surge that begins in the decline or the tail of another is a surge of its own.
 */
export const complaintTable: Readonly<Record<ComplaintState, Readonly<Record<ComplaintEvent, ComplaintState>>>> = {
  quiet: {
    surge: 'rising',
    level: 'quiet',
    fall: 'quiet',
    faint: 'quiet',
    burst: 'quiet',
    silence: 'quiet',
    usual: 'quiet',
  },
  rising: {
    surge: 'rising',
    level: 'peak',
    fall: 'declining',
    faint: 'tail',
    burst: 'rising',
    silence: 'tail',
    usual: 'tail',
  },
  peak: {
    surge: 'rising',
    level: 'peak',
    fall: 'declining',
    faint: 'tail',
    burst: 'peak',
    silence: 'tail',
    usual: 'tail',
  },
  declining: {
    surge: 'rising',
    level: 'declining',
    fall: 'declining',
    faint: 'tail',
    burst: 'declining',
    silence: 'tail',
    usual: 'tail',
  },
  tail: {
    surge: 'rising',
    level: 'tail',
    fall: 'tail',
    faint: 'tail',
    burst: 'tail',
    silence: 'over',
    usual: 'tail',
  },
  over: {
    surge: 'rising',
    level: 'over',
    fall: 'over',
    faint: 'over',
    burst: 'tail',
    silence: 'quiet',
    usual: 'quiet',
  },
}
