// Words of exercises for people.
import type { Tone } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'

const words: Record<string, string> = {
  ...{ planned: 'planned', running: 'running', paused: 'paused', ended: 'ended' },
  ...{
    waiting: 'to come',
    delivered: 'came',
    'not-taken': 'branch not taken',
    skipped: 'left out',
    refused: 'refused',
  },
  ...{
    due: 'due',
    done: 'done',
    late: 'late',
    missed: 'missed',
    'not-asked': 'not asked',
    kept: 'kept',
    broken: 'broken',
    elsewhere: 'at another node',
  },
  ...{ mismarked: 'marked wrongly', introductory: 'introductory', standard: 'standard', demanding: 'demanding' },
  ...{
    nobody: 'Nobody: people alone play',
    'empty-seats': 'Empty seats act by themselves',
    all: 'Everything acts by itself',
  },
  ...{ news: 'News', complaints: 'Complaints', traffic: 'Traffic', report: 'Report', phone: 'Telephone', mail: 'Mail' },
  ...{ players: 'players', control: 'control', observers: 'observers', evaluators: 'evaluators' },
  ...{ notice: 'Notice', classify: 'Classify', tell: 'Tell', decide: 'Decide', mark: 'Mark', 'keep-up': 'Keep up' },
  ...{
    recover: 'Recover',
    other: 'Something else',
    silent: 'silent',
    slow: 'slow',
    wrong: 'answers wrongly',
    well: 'well',
  },
  ...{ fails: 'fails', degrades: 'gets worse', throttles: 'slows down', withdraws: 'withdraws', back: 'is back' },
  ...{ open: 'not used yet', taken: 'came in', revoked: 'taken back' },
  ...{ requests: 'Requests of the web', packets: 'Packets on the line' },
  ...{ decision: 'Decision', resolver: 'Resolver', provider: 'Provider' },
}

const fields: Record<string, string> = {
  ...{
    outlet: 'Who writes',
    headline: 'Headline',
    text: 'Text',
    language: 'Language (two letters)',
    service: 'Service',
  },
  ...{ curve: 'Curve', regions: 'From where', kind: 'Kind', target: 'Target', measure: 'Measured in' },
  ...{ sources: 'From which countries', distinct: 'Different senders at the peak', protocol: 'Protocol' },
  ...{
    from: 'From whom',
    title: 'Title',
    tlp: 'Marking (TLP)',
    caller: 'Who calls',
    to: 'To whom',
    subject: 'Subject',
  },
  ...{
    by: 'Who is to decide',
    asks: 'What is asked',
    options: 'Options',
    within: 'Within how long',
    resolver: 'Resolver',
  },
  ...{
    state: 'What becomes of it',
    countries: 'Countries',
    lasts: 'For how long',
    part: 'Provider',
    play: 'Operations',
  },
}

export const fieldWord = (of: string): string => say(fields[of] ?? of)

export const word = (of: string): string => say(words[of] ?? of)

const ofNodes: Record<string, string> = {
  ...{ invited: 'invited', here: 'plays along', silent: 'silent', left: 'left', ended: 'at its end' },
}
export const nodeWord = (of: string): string => say(ofNodes[of] ?? of)
const tonesOfNodes: Record<string, Tone> = { here: 'good', silent: 'bad', left: 'warn', ended: 'quiet' }
export const nodeTone = (of: string): Tone => tonesOfNodes[of] ?? 'plain'

const tones: Record<string, Tone> = {
  ...{ running: 'accent', paused: 'warn', ended: 'quiet', delivered: 'quiet', refused: 'bad', due: 'accent' },
  ...{ open: 'accent', taken: 'good', revoked: 'quiet' },
  ...{ done: 'good', kept: 'good', late: 'warn', mismarked: 'warn', missed: 'bad', broken: 'bad' },
}

export const tone = (of: string): Tone => tones[of] ?? 'plain'

/** What the clock does, in words. */
export function speedWord(speed: number): string {
  if (speed === 0) return say('as fast as it goes')
  return speed === 1 ? say('as fast as life') : say('{n} times as fast as life', { n: speed })
}
