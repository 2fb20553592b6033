// What one vantage point's view looks like, before others are asked.
import type { Id } from '#kernel/id.ts'
import type { Pattern, ReachOutcome, Tally, VantageView } from '../../model/reach.ts'
import { percent, rate, worstIn } from './outcome-words.ts'
import type { ReachData } from './reach-data.ts'

/** Nobody but somebody on the way, or who answers in place of others, does this. */
export const strongSigns: readonly ReachOutcome[] = ['dns-forged', 'block-page', 'tls-reset', 'wrong-certificate']
/** Somebody on the way may do this; so may a service that is broken. */
export const weakSigns: readonly ReachOutcome[] = ['nxdomain', 'reset']
export const silences: readonly ReachOutcome[] = ['connect-timeout', 'unreachable', 'dns-timeout']

/** What was measured here, or what a peer told. */
export interface Heard extends VantageView {
  /** Whose word it is: the node of the peer. */
  peer?: Id
}

export interface Witness {
  view: Heard
  pattern: Pattern
  says: string
  /** Shares of all tries. */
  strong: number
  weak: number
  page: boolean
}

export function shareOf({ tries, outcomes }: Tally, which: readonly ReachOutcome[]): number {
  if (tries === 0) return 0
  return which.reduce((sum, one) => sum + (outcomes[one] ?? 0), 0) / tries
}

export function failedShare({ tries, ok }: Tally): number {
  return tries === 0 ? 0 : (tries - ok) / tries
}

export function witnessOf(view: Heard, data: ReachData): Witness {
  const { service } = view
  const strong = shareOf(service, strongSigns)
  const weak = shareOf(service, weakSigns)
  const page = (service.outcomes['block-page'] ?? 0) > 0
  const [pattern, says] = patternOf(view, strong, weak, data)
  return { view, pattern, says, strong, weak, page }
}

function patternOf(view: VantageView, strong: number, weak: number, data: ReachData): [Pattern, string] {
  const { service, control } = view
  const failed = failedShare(service)
  if (service.tries < data.leastTries)
    return ['too-little', `${service.tries} probes; at least ${data.leastTries} are needed.`]
  const lost = failedShare(control)
  if (failed > 0 && control.tries >= 2 && lost >= Math.max(data.blindShare, failed / 2))
    return ['blind', `${percent(lost)} of the controls fail as well: the fault may be here.`]
  if (strong + weak >= data.interferedShare && strong + weak > 0)
    return ['interfered', `${worstIn(service, [...strongSigns, ...weakSigns])}.`]
  if (failed >= data.failingShare) {
    const silent = shareOf(service, silences)
    return silent >= failed / 2 ? ['cut-off', `${worstIn(service, silences)}.`] : ['failing', `${worstIn(service)}.`]
  }
  return stillAnswers(view, data)
}

function stillAnswers(view: VantageView, data: ReachData): [Pattern, string] {
  const { service, control, plateau, usual } = view
  const late = lateness(view, data)
  if (plateau && plateau.share >= data.flat.leastShare && !late?.startsWith('Answers begin')) {
    const other = control.bytesPerSecond ?? usual?.bytesPerSecond ?? null
    if (other !== null && other >= plateau.bytesPerSecond * data.controlTimes) {
      const than = control.bytesPerSecond === null ? 'is usual at this hour' : 'the control has at the same moment'
      return ['capped', `It stays at ${rate(plateau.bytesPerSecond)}, where ${rate(other)} ${than}.`]
    }
  }
  if (surelyFailed(service) >= data.strainedShare)
    return ['strained', `${percent(failedShare(service))} of the probes fail: ${worstIn(service)}.`]
  if (late) return ['strained', late]
  return ['well', `${service.ok} of ${service.tries} probes are answered as they should be.`]
}

/** The lower end of Wilson's interval (99 % one-sided): what chance alone loses of a few probes strains nothing. */
export function surelyFailed({ tries, ok }: Tally): number {
  if (tries === 0) return 0
  const [z, share] = [2.33, (tries - ok) / tries]
  const middle = share + (z * z) / (2 * tries)
  const half = z * Math.sqrt((share * (1 - share)) / tries + (z * z) / (4 * tries * tries))
  return (middle - half) / (1 + (z * z) / tries)
}

/** A sentence where answers begin late, or come slowly and unevenly, against what is usual or against the control. */
export function lateness({ service, control, usual }: VantageView, data: ReachData): string | null {
  const first = service.firstByteMilliseconds
  const like = usual?.firstByteMilliseconds ?? control.firstByteMilliseconds
  if (first !== null && like !== null && first >= Math.max(data.leastSlowMilliseconds, like * data.slowTimes))
    return `Answers begin after ${Math.round(first)} ms, ${usual?.firstByteMilliseconds == null ? 'the control' : 'usually'} after ${Math.round(like)} ms.`
  const pace = service.bytesPerSecond
  const paceLike = control.bytesPerSecond ?? usual?.bytesPerSecond ?? null
  if (pace !== null && paceLike !== null && pace * data.controlTimes <= paceLike)
    return `Large answers come at ${rate(pace)}, ${control.bytesPerSecond === null ? 'usually' : 'those of the control'} at ${rate(paceLike)}.`
  return null
}
