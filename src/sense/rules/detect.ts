// From a series to waves, dips, surges and scores: the whole file at once. For live series see detect/detector.ts.
import { createDetector } from './detect/detector.ts'
import type { DetectOptions, LevelShift, Point, Surge, Wave } from './detect/shape.ts'

export { createDetector, type Detector, type DetectorState } from './detect/detector.ts'
export { groupWaves, type WaveGroup } from './detect/group.ts'
export * from './detect/shape.ts'

export interface Detection {
  bucketSeconds: number
  waves: Wave[]
  dips: Wave[]
  surges: Surge[]
  levelShifts: LevelShift[]
}

export function detectSeries(points: readonly Point[], options: DetectOptions): Detection {
  const detector = createDetector(options)
  const found: Detection = { bucketSeconds: options.bucketSeconds, waves: [], dips: [], surges: [], levelShifts: [] }
  for (const point of points) {
    for (const event of detector.push(point)) {
      if (event.kind === 'closed')
        for (const wave of event.waves) (wave.direction === 'up' ? found.waves : found.dips).push(wave)
      else if (event.kind === 'level-shift') found.levelShifts.push(event.shift)
    }
  }
  for (const wave of detector.open()) (wave.direction === 'up' ? found.waves : found.dips).push(wave)
  return found
}
