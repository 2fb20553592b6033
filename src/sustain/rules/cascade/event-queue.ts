// What is still to happen, the earliest first; of the same moment, the smallest code first: the order never depends on chance.

export interface EventQueue {
  size: number
  times: Float64Array
  codes: Int32Array
}

export function emptyQueue(capacity = 1024): EventQueue {
  return { size: 0, times: new Float64Array(capacity), codes: new Int32Array(capacity) }
}

export function push(queue: EventQueue, time: number, code: number): void {
  if (queue.size === queue.times.length) grow(queue)
  const { times, codes } = queue
  let at = queue.size
  queue.size += 1
  while (at > 0) {
    const above = (at - 1) >> 1
    if (!before(time, code, times[above] as number, codes[above] as number)) break
    times[at] = times[above] as number
    codes[at] = codes[above] as number
    at = above
  }
  times[at] = time
  codes[at] = code
}

/** Time of the first; Infinity when nothing is to come. */
export function nextTime(queue: EventQueue): number {
  return queue.size === 0 ? Number.POSITIVE_INFINITY : (queue.times[0] as number)
}

/** Takes the first out and answers its code. Call it only when there is one. */
export function pop(queue: EventQueue): number {
  const { times, codes } = queue
  const first = codes[0] as number
  queue.size -= 1
  const size = queue.size
  const time = times[size] as number
  const code = codes[size] as number
  let at = 0
  for (let below = 1; below < size; below = 2 * at + 1) {
    const right = below + 1
    if (
      right < size &&
      before(times[right] as number, codes[right] as number, times[below] as number, codes[below] as number)
    )
      below = right
    if (!before(times[below] as number, codes[below] as number, time, code)) break
    times[at] = times[below] as number
    codes[at] = codes[below] as number
    at = below
  }
  times[at] = time
  codes[at] = code
  return first
}

function before(time: number, code: number, otherTime: number, otherCode: number): boolean {
  return time < otherTime || (time === otherTime && code < otherCode)
}

function grow(queue: EventQueue): void {
  const times = new Float64Array(queue.times.length * 2)
  const codes = new Int32Array(times.length)
  times.set(queue.times)
  codes.set(queue.codes)
  queue.times = times
  queue.codes = codes
}
