// Marks of classified information: found in many spellings, and not where words only look like them.
import { expect, test } from 'vitest'
import notices from '../../../../data/coordinate/notices.json' with { type: 'json' }
import { busyMs } from '../../../../test/setup/busy.ts'
import type { NoticeKinds } from '../../model/notice-kind.ts'
import { findClassified } from './classified.ts'

const levels = notices.levels as NoticeKinds['levels']
const found = (text: string) => findClassified(text, levels)?.level ?? null

test.each([
  ['RESTREINT UE/EU RESTRICTED', 'r-ue'],
  ['Restreint UE / EU Restricted, of 3 May', 'r-ue'],
  ['A note (R-UE/EU-R) says', 'r-ue'],
  ['CONFIDENTIEL UE', 'c-ue'],
  ['as of the EU CONFIDENTIAL annex', 'c-ue'],
  ['SECRET\u00a0UE/EU\u00a0SECRET', 's-ue'],
  ['S‑UE/EU‑S', 's-ue'],
  ['TRÈS SECRET UE/EU TOP SECRET', 'ts-ue'],
  ['Tre\u0300s secret UE', 'ts-ue'],
  ['SEC\u200bRET UE/EU SECRET', 's-ue'],
  ['a NATO CONFIDENTIAL paper', 'nato'],
])('%s is a mark', (text, level) => {
  expect(found(text)).toBe(level)
})

test.each([
  'EU-CyCLONe and the EU-SOC met.',
  'The EU secret service and a top secret of the trade.',
  'It is confidential, and restricted to us.',
  'NATO is told. A secret of NATO is none of ours.',
  'Der-UE ist kein Wort, C-UEB auch nicht.',
  '',
])('%s is none', (text) => {
  expect(found(text)).toBeNull()
})

test('a long hostile text is read in time', () => {
  const began = busyMs()
  expect(found('S-U'.repeat(7_000))).toBeNull()
  expect(found(`${'/ '.repeat(10_000)}`)).toBeNull()
  expect(found(`${'SECRET '.repeat(3_000)}SECRET UE/EU SECRET`)).toBe('s-ue')
  expect(busyMs() - began).toBeLessThan(500)
})
