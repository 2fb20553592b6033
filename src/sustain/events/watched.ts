// The entries of watched services, of findings about them, and of what a vantage point tells of them.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Judgement, ReachFinding, ReachVerdict, VantageHour } from '../model/reach.ts'
import { WatchedService } from '../model/services.ts'
import { closed } from '../model/words.ts'

export const watchedServiceRecord = recordKind({
  name: 'sustain.watchedService',
  state: WatchedService,
  kinds: {
    'sustain.serviceWatched': opening(
      Type.Omit(WatchedService, ['active'], closed),
      (body): WatchedService => ({ ...body, active: true }),
    ),
    'sustain.watchedServiceChanged': change(
      Type.Partial(WatchedService, closed),
      (state: WatchedService, body): WatchedService => ({ ...state, ...body }),
    ),
  },
  index: ({ name, endpoints, note }) => ({
    title: name,
    words: [...endpoints.map(({ host }) => host), note ?? ''].join('\n'),
  }),
})

const Opened = Type.Pick(ReachFinding, ['service', 'name', 'verdict', 'onset'], closed)
const Judged = Type.Omit(Judgement, ['at'], closed)

export const reachFindingRecord = recordKind({
  name: 'sustain.reachFinding',
  state: ReachFinding,
  kinds: {
    'sustain.reachFindingOpened': opening(
      Opened,
      (body, entry): ReachFinding => ({
        ...body,
        status: 'open',
        openedAt: entry.recordedAt,
        endedAt: null,
        judged: null,
      }),
    ),
    'sustain.reachFindingChanged': change(
      Type.Object({ verdict: ReachVerdict }, closed),
      (state: ReachFinding, { verdict }): ReachFinding => ({ ...state, verdict }),
    ),
    'sustain.reachFindingEnded': change(
      Type.Pick(ReachFinding, ['endedAt'], closed),
      (state: ReachFinding, { endedAt }): ReachFinding => ({ ...state, status: 'ended', endedAt }),
    ),
    'sustain.reachFindingJudged': change(
      Judged,
      (state: ReachFinding, body, entry): ReachFinding => ({ ...state, judged: { ...body, at: entry.recordedAt } }),
    ),
  },
  index: ({ name, verdict }) => ({
    title: `${name}: ${verdict.state}`,
    words: verdict.explanations.flatMap((one) => [one.kind, ...one.for]).join('\n'),
  }),
})

export const vantageHourRecord = recordKind({
  name: 'sustain.vantageHour',
  state: VantageHour,
  kinds: {
    'sustain.vantageTold': opening(VantageHour, (body): VantageHour => body),
    'sustain.vantageToldAgain': change(
      Type.Pick(VantageHour, ['pattern', 'view'], closed),
      (state: VantageHour, body): VantageHour => ({ ...state, ...body }),
    ),
  },
  index: ({ name, view }) => ({ title: `${name} from ${view.vantage}`, words: '' }),
})
