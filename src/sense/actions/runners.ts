// The judges of all series of a realm, kept in memory between turns and taken up again where the table says they stand.
import type { Held } from '#platform/journal/types.ts'
import type { Target } from '../model/targets.ts'
import type { Judge, Told } from '../rules/judge.ts'
import { type Judged, seriesName } from '../rules/measure.ts'
import { judgeFor } from '../rules/target-judge.ts'
import { type DetectorHead, type DetectorRow, detectorRow, type OpenWave } from '../store/detectors.ts'
import type { Looked } from './characterise.ts'
import type { SenseRoom } from './room.ts'

export interface Runner {
  judged: Judged
  judge: Judge
  /** Version of the row that this goes on from; 0: there is none yet. */
  version: number
  /** Version of the target whose thresholds it judges by. */
  targetVersion: number
  /** Start of the first bucket that was not judged yet; null: nothing was ever measured. */
  nextAt: number | null
  judgedBuckets: number
  open: OpenWave | null
  /** When its row was written, seconds since 1970 UTC. */
  savedAt: number
}

/** What a turn found in one series, to be written or forgotten as a whole. */
export interface Found {
  runner: Runner
  told: Told[]
}

export interface Runners {
  /** When each attack was last looked at. */
  looked: Looked
  /** The runner of a series as the table has it: what another process wrote since is taken over. */
  of(realm: string, target: Held<Target>, judged: Judged, head: DetectorHead | undefined): Promise<Runner>
  /** What was judged could not be written: the next turn begins from the table again. */
  forget(realm: string, target: string): void
  keepOnly(realm: string, targets: ReadonlySet<string>): void
}

export function createRunners(room: SenseRoom): Runners {
  const known = new Map<string, Map<string, Runner>>()
  const place = (realm: string, target: string) => `${realm} ${target}`
  return {
    looked: new Map(),
    async of(realm, target, judged, head) {
      const at = place(realm, target.id)
      const own = known.get(at) ?? new Map<string, Runner>()
      known.set(at, own)
      const name = seriesName(judged)
      const runner = own.get(name)
      if (runner && runner.version === (head?.version ?? 0)) {
        if (runner.targetVersion === target.version) return runner
        return remember(own, name, { ...runner, ...judgeNow(room, target, judged, runner.judge.state()) })
      }
      const row = head && (await detectorRow(room.journal.sql, realm, target.id, name))
      return remember(own, name, {
        judged,
        ...judgeNow(room, target, judged, row?.state ?? null),
        version: row?.version ?? 0,
        nextAt: row?.nextAt ?? null,
        judgedBuckets: row?.judged ?? 0,
        open: row?.open ?? null,
        savedAt: 0,
      })
    },
    forget: (realm, target) => void known.delete(place(realm, target)),
    keepOnly(realm, targets) {
      for (const at of known.keys()) {
        const [where = '', target = ''] = at.split(' ')
        if (where === realm && !targets.has(target)) known.delete(at)
      }
    },
  }
}

function remember(own: Map<string, Runner>, name: string, runner: Runner): Runner {
  own.set(name, runner)
  return runner
}

function judgeNow(room: SenseRoom, target: Held<Target>, judged: Judged, state: DetectorRow['state'] | null) {
  const judge = judgeFor(judged, target.state, room.standard, room.holidays, state)
  return { judge, targetVersion: target.version }
}

export function rowOf(realm: string, target: string, runner: Runner, open: OpenWave | null): DetectorRow {
  const { judged, judge, version, nextAt, judgedBuckets } = runner
  return {
    realm,
    target,
    series: seriesName(judged),
    version,
    nextAt: nextAt ?? 0,
    judged: judgedBuckets,
    usual: nextAt === null ? null : judge.usualAt(nextAt),
    open,
    state: judge.state(),
  }
}
