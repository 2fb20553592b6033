// The order of dates: what is said to come too late for an event must come after it.
import type { CheckFact, TimeFact } from '../../model.ts'
import type { Checked } from './context.ts'
import { spansOf } from './context.ts'

const MAX_CUES = 5
const NEAR_CHARS = 60

export function checkOrder(checked: Checked): CheckFact[] {
  const facts: CheckFact[] = []
  if (checked.times.length < 2) return facts
  for (const late of [true, false]) {
    const words = late ? checked.cues.tooLate : checked.cues.inTime
    if (!words.test(checked.text)) continue
    const cue = new RegExp(words.source, 'giu')
    for (let hit = cue.exec(checked.text); hit !== null && facts.length < MAX_CUES; hit = cue.exec(checked.text)) {
      const made = compare(checked, hit.index, hit.index + hit[0].length, late)
      if (made !== null) facts.push(made)
    }
  }
  return facts
}

function compare(checked: Checked, start: number, end: number, late: boolean): CheckFact | null {
  const { text, times, sentences } = checked
  const sentence = sentences.find((span) => span.start <= start && start < span.end)
  if (sentence === undefined) return null
  const named =
    text
      .slice(end, end + NEAR_CHARS)
      .toLowerCase()
      .match(/\p{L}{3,}/gu)
      ?.slice(0, 5) ?? []
  const words = checked.events.find((event) => named.some((word) => event.has(word)))
  if (words === undefined) return null
  const told = times.filter(({ span }) => span.end <= start && span.start >= sentence.start && start - span.end <= 120)
  const own = told.filter((time) => dayOf(time) !== null).pop()
  const event = times.find(
    (time) => time !== own && dayOf(time) !== null && (isAt(text, time, words) || isNext(time, end)),
  )
  if (own === undefined || event === undefined) return null
  const [a, b] = [dayOf(own) ?? '', dayOf(event) ?? '']
  const [left, right] = a.startsWith('XXXX') || b.startsWith('XXXX') ? [a.slice(5), b.slice(5)] : [a, b]
  if (left === right) return null
  const fits = late ? left > right : left < right
  const relation = left > right ? 'after' : 'before'
  return {
    kind: 'date-order',
    result: fits ? 'agrees' : 'check',
    detail: `${own.text} comes ${relation} ${event.text}; the text says "${text.slice(start, end)}"`,
    spans: spansOf([own, event]),
    why: fits
      ? 'the dates stand in the order that the text says'
      : 'the dates do not stand in the order that the text says',
  }
}

function dayOf({ value, shape }: TimeFact): string | null {
  const day = value ?? shape
  return /^(?:\d{4}|XXXX)-\d{2}-\d{2}$/.test(day) ? day : null
}

/** Whether the event is named right beside the date: "the election of 23 February". */
function isAt(text: string, { span }: TimeFact, words: Set<string>): boolean {
  const before =
    text
      .slice(Math.max(0, span.start - 40), span.start)
      .toLowerCase()
      .match(/\p{L}+/gu)
      ?.slice(-4) ?? []
  const after =
    text
      .slice(span.end, span.end + 30)
      .toLowerCase()
      .match(/\p{L}+/gu)
      ?.slice(0, 3) ?? []
  return [...before, ...after].some((word) => words.has(word))
}

/** "too late for the election on 23 February". */
function isNext({ span }: TimeFact, end: number): boolean {
  return span.start >= end && span.start - end <= 40
}
