// How much stands beside what is shown of a large map: for each part, those that it needs or is needed by and that are not shown.
import type { Network } from '../cascade/compile.ts'

/** `shown`: places of parts. Answers one count for each, in the same order; a part that meets two needs of another counts once. */
export function hiddenBesideEach(network: Network, shown: readonly number[]): number[] {
  const { needStart, optionStart, optionPart, optionNeed, needOwner, usedStart, usedBy, parts } = network
  const isShown = new Uint8Array(parts + 1)
  // What is not seen by this reader is not counted.
  isShown[parts] = 1
  for (const part of shown) isShown[part] = 1
  const countedFor = new Int32Array(parts + 1)
  return shown.map((part, turn) => {
    let hidden = 0
    const count = (other: number) => {
      if (isShown[other] === 1 || countedFor[other] === turn + 1) return
      countedFor[other] = turn + 1
      hidden += 1
    }
    const first = optionStart[needStart[part] as number] as number
    const end = optionStart[needStart[part + 1] as number] as number
    for (let option = first; option < end; option += 1) count(optionPart[option] as number)
    for (let at = usedStart[part] as number; at < (usedStart[part + 1] as number); at += 1)
      count(needOwner[optionNeed[usedBy[at] as number] as number] as number)
    return hidden
  })
}
