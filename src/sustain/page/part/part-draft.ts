// A part while it is typed, and as it is sent.
import type { Layer, Part, PartKind } from '../../model/parts.ts'
import { draftOf, type NeedDraft, needOf } from './need-draft.ts'

export interface PartDraft {
  name: string
  kind: PartKind
  layer: Layer
  organisation: string
  behind: string
  country: string
  standsIn: string
  sectors: string[]
  serves: string[]
  users: string
  amount: string
  unit: string
  usableFrom: string
  aliases: string
  note: string
  needs: NeedDraft[]
  active: boolean
}

export function partDraft(part: Part | undefined): PartDraft {
  return {
    name: part?.name ?? '',
    kind: part?.kind ?? 'service',
    layer: part?.layer ?? 'service',
    organisation: part?.behind?.organisation ?? '',
    behind: part?.behind?.name ?? '',
    country: part?.country ?? '',
    standsIn: part?.standsIn ?? '',
    sectors: [...(part?.sectors ?? [])],
    serves: [...(part?.serves ?? [])],
    users: part?.users === null || part === undefined ? '' : String(part.users),
    amount: part?.capacity ? String(part.capacity.amount) : '',
    unit: part?.capacity?.unit ?? '',
    usableFrom: String(Math.round((part?.usableFrom ?? 0) * 1000) / 10),
    aliases: (part?.aliases ?? []).join('\n'),
    note: part?.note ?? '',
    needs: (part?.needs ?? []).map(draftOf),
    active: part?.active ?? true,
  }
}

type Told = Omit<Part, 'active' | 'evidence'>

export function partOf(draft: PartDraft, nameOf: (organisation: string) => string = () => draft.behind): Told {
  const aliases = draft.aliases.split('\n').map((line) => line.trim())
  const unit = draft.unit.trim()
  const amount = Number(draft.amount)
  return {
    name: draft.name.trim(),
    kind: draft.kind,
    layer: draft.layer,
    behind: behindOf(draft, nameOf),
    country: draft.country || null,
    standsIn: draft.standsIn || null,
    sectors: draft.sectors,
    serves: draft.serves,
    users: draft.users.trim() === '' ? null : Math.round(Number(draft.users)),
    capacity: draft.amount.trim() === '' || unit === '' || !Number.isFinite(amount) ? null : { amount, unit },
    usableFrom: Math.min(1, Math.max(0, Number(draft.usableFrom) / 100 || 0)),
    aliases: [...new Set(aliases.filter(Boolean))],
    note: draft.note.trim() || null,
    needs: draft.needs.map(needOf),
  }
}

function behindOf(draft: PartDraft, nameOf: (organisation: string) => string): Part['behind'] {
  if (draft.organisation) return { organisation: draft.organisation, name: nameOf(draft.organisation) }
  return draft.behind.trim() ? { organisation: null, name: draft.behind.trim() } : null
}

/** Only the fields that have another value: what nobody touched stays as somebody else may have changed it. */
export function changedOf(before: Part, told: Partial<Part>): Partial<Part> {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  return Object.fromEntries(Object.entries(told).filter(([name, value]) => !same(before[name as keyof Part], value)))
}
