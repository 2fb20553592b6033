// A need while it is typed, and as it is sent. What cannot be sent is said with the place.
import type { Layer, Need, Option } from '../../model/parts.ts'
import type { Duration } from '../../model/words.ts'
import { minutesOf, spanText } from './spans.ts'

export interface SpanDraft {
  likely: string
  least: string
  most: string
}

export interface OptionDraft {
  key: string
  part: string
  standby: boolean
  switching: SpanDraft
  /** Per cent; empty: all of it. */
  share: string
  agreement: string
  agreedUntil: string
}

export interface NeedDraft {
  key: string
  name: string
  layer: Layer
  least: string
  holds: SpanDraft
  /** Per cent. */
  weight: string
  of: OptionDraft[]
}

let last = 0
const fresh = () => `draft-${++last}`

export function newOption(part = ''): OptionDraft {
  const switching = { likely: '', least: '', most: '' }
  return { key: fresh(), part, standby: false, switching, share: '', agreement: '', agreedUntil: '' }
}

export function newNeed(layer: Layer, part = ''): NeedDraft {
  const holds = { likely: '0', least: '', most: '' }
  return { key: fresh(), name: '', layer, least: '1', holds, weight: '100', of: [newOption(part)] }
}

function spanDraft(span: Duration | null): SpanDraft {
  const text = (minutes: number | undefined) => (minutes === undefined ? '' : spanText(minutes))
  return { likely: text(span?.likely), least: text(span?.least), most: text(span?.most) }
}

export function draftOf(need: Need): NeedDraft {
  const { name, layer, least, holds, weight, of } = need
  return {
    key: fresh(),
    name,
    layer,
    least: String(least),
    holds: spanDraft(holds),
    weight: asPercent(weight),
    of: of.map((option) => ({
      key: fresh(),
      part: option.part,
      standby: option.switching !== null,
      switching: spanDraft(option.switching),
      share: option.share === undefined ? '' : asPercent(option.share),
      agreement: option.agreement ?? '',
      agreedUntil: option.agreedUntil ?? '',
    })),
  }
}

const asPercent = (share: number) => String(Math.round(share * 10_000) / 100)
const share = (text: string) => Math.min(1, Math.max(0, Number(text.replace(',', '.')) / 100))

function spanOf(draft: SpanDraft): Duration {
  const [likely, least, most] = [minutesOf(draft.likely), minutesOf(draft.least), minutesOf(draft.most)]
  return { likely: likely ?? 0, ...(least === undefined ? {} : { least }), ...(most === undefined ? {} : { most }) }
}

function optionOf(draft: OptionDraft): Option {
  return {
    part: draft.part,
    switching: draft.standby ? spanOf(draft.switching) : null,
    ...(draft.share.trim() === '' ? {} : { share: share(draft.share) }),
    ...(draft.agreement.trim() === '' ? {} : { agreement: draft.agreement.trim() }),
    ...(draft.agreedUntil === '' ? {} : { agreedUntil: draft.agreedUntil }),
  }
}

export function needOf(draft: NeedDraft): Need {
  return {
    name: draft.name.trim(),
    layer: draft.layer,
    least: Math.max(1, Math.floor(Number(draft.least)) || 1),
    of: draft.of.filter(({ part }) => part !== '').map(optionOf),
    holds: spanOf(draft.holds),
    weight: share(draft.weight),
  }
}

/** Whether a field of a span holds one; an empty one may stay away. */
export function isSpan(text: string): boolean {
  return text.trim() === '' || minutesOf(text) !== undefined
}
