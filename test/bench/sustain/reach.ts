// How often services in a known state are told for what they are: the confusion matrix over labelled worlds that are made, not measured.
import { readDataset } from '#platform/dataset.ts'
import { anyWorld, drawnTruths } from '#sustain/rules/reach/any-world.ts'
import { matrixOf } from '#sustain/rules/reach/matrix.ts'
import { ReachData } from '#sustain/rules/reach/reach-data.ts'
import { labelledWorlds } from '#sustain/rules/reach/world-list.ts'

const draws = 20

/** mulberry32: the same worlds everywhere. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const drawnEach = 60

function anyWorlds() {
  const random = seeded(42)
  return drawnTruths.flatMap((truth) => Array.from({ length: drawnEach }, () => anyWorld(truth, random)))
}

export function measure() {
  const data = readDataset(ReachData, 'sustain/reach.json')
  const began = performance.now()
  const seeds = Array.from({ length: draws }, (_, at) => seeded(1000 + at))
  const { runs, right, cells, wrong } = matrixOf(labelledWorlds, seeds, data)
  const drawn = anyWorlds()
  const any = matrixOf(drawn, [seeded(7)], data)
  const accusing: string[] = ['throttling', 'blocking']
  const accused = wrong.filter(({ said }) => accusing.includes(said))
  return {
    note: 'Worlds are generated with noise by our own model of each state; real networks are not in it',
    worlds: labelledWorlds.length,
    runs,
    rightShare: right / runs,
    /** Somebody would have been blamed for what is none of their doing. */
    wronglyAccused: accused.length,
    saidUnknown: wrong.filter(({ said }) => said === 'unknown').length,
    confusion: cells,
    wrong: wrong.slice(0, 20),
    /** Worlds that were drawn at random, after thresholds were chosen. */
    drawnAtRandom: {
      runs: any.runs,
      rightShare: any.right / any.runs,
      wronglyAccused: any.wrong.filter((one) => accusing.includes(one.said) && !accusing.includes(one.truth)).length,
      saidUnknown: any.wrong.filter(({ said }) => said === 'unknown').length,
      confusion: any.cells,
    },
    millisecondsEach: (performance.now() - began) / runs,
  }
}
