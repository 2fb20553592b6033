// When there is no product, and why.
import { describe, expect, test } from 'vitest'
import { drafted, inputFor } from '../../testdata/draft-with.ts'
import { by, filedAs, fileOf, incidentOf, marked, withCrisis } from '../../testdata/filed.ts'
import { draftProduct } from './draft.ts'

function refusalOf(...of: Parameters<typeof inputFor>): string {
  const reply = draftProduct(inputFor(...of))
  return reply.ok ? 'drafted' : reply.refusal
}

describe('there is no product', () => {
  test('of a crisis with nothing in it', () => {
    expect(refusalOf(fileOf(), 'sitrep', 'GREEN')).toBe('nothing-to-report')
    const reply = draftProduct(inputFor(fileOf(), 'sitrep', 'GREEN'))
    expect(!reply.ok && reply.detail).toMatch(/holds no incident.*TLP:GREEN/)
  })
  test('where all that is in the crisis is above the marking', () => {
    const file = fileOf({ incidents: [filedAs(0x20, incidentOf(1), 'AMBER')] })
    expect(refusalOf(file, 'sitrep', 'GREEN')).toBe('nothing-to-report')
    expect(refusalOf(file, 'sitrep', 'AMBER')).toBe('drafted')
  })
  test('without a title where the crisis itself is above the marking; a person may give one', () => {
    const file = withCrisis('AMBER')
    expect(refusalOf(file, 'sitrep', 'GREEN')).toBe('title-needed')
    const content = drafted(file, 'sitrep', 'GREEN', { title: { text: 'Disturbances in the north', by: by(3) } })
    expect(content.title).toMatchObject({ text: 'Disturbances in the north: Situation report', by: by(3), sources: [] })
    expect(content.crisisReference).toBeNull()
    expect(JSON.stringify(content)).not.toContain('The title of the crisis')
  })
  test('for the public above TLP:CLEAR', () => {
    expect(refusalOf(withCrisis('GREEN'), 'public-statement', 'GREEN')).toBe('marking-too-high')
  })
  test('without names where its contents need them', () => {
    expect(refusalOf(withCrisis('GREEN'), 'sitrep', 'GREEN', { variant: 'anonymised' })).toBe('not-anonymised')
  })
  test('compared with a last one that is marked higher, or is of something else', () => {
    const file = withCrisis('GREEN')
    const last = drafted(file, 'sitrep', 'GREEN')
    expect(refusalOf(file, 'sitrep', 'GREEN', { previous: last })).toBe('drafted')
    expect(refusalOf(file, 'sitrep', 'GREEN', { previous: { ...last, marking: marked('AMBER') } })).toBe(
      'previous-above',
    )
    expect(refusalOf(file, 'sitrep', 'GREEN', { previous: { ...last, template: 'isaa-input' } })).toBe('previous-other')
    expect(refusalOf(file, 'sitrep', 'GREEN', { previous: { ...last, realm: 'exercise:one' } })).toBe('previous-other')
    expect(refusalOf(file, 'sitrep', 'GREEN', { previous: { ...last, crisisReference: 'CRI-2025-0009' } })).toBe(
      'previous-other',
    )
  })
})
