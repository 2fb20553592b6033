// Claims and attributions are told as what they are, with what always stands beside them.
import { describe, expect, test } from 'vitest'
import { standingNote } from '#watch/rules/hypotheses/attribution.ts'
import { drafted, sentencesIn, textOf } from '../../testdata/draft-with.ts'
import { filedAs, idOf, marked, person, questionOf, withCrisis } from '../../testdata/filed.ts'
import { knockedOver } from '../../testdata/knocked-over.ts'

const at = '2025-03-10T12:00:00.000Z'

describe('a claim', () => {
  const text = textOf(drafted(knockedOver(), 'sitrep', 'GREEN'), 'claims')
  test('stands with who says so, on which evidence, and who disputes it', () => {
    expect(text).toContain(
      'Elon Musk says: “The attack came from the area of Ukraine” (to Fox Business, 10 March 2025).',
    )
    expect(text).toContain('No evidence was offered.')
    expect(text).toContain('Disputed: an unnamed source says: “Most of the rogue traffic')
    expect(text).toContain('Rated C2 on the Admiralty scale by 1 person.')
  })
  test('is never said as if it were known', () => {
    const said = sentencesIn(drafted(knockedOver(), 'sitrep', 'GREEN')).filter(({ text: one }) =>
      one.includes('Ukraine”'),
    )
    expect(said.length).toBeGreaterThan(0)
    for (const { standing } of said) expect(standing).toMatch(/^(claimed|disputed)$/)
  })
  test('that was taken back is told as taken back, and disputes nothing any more', () => {
    const [musk, source] = knockedOver().claims
    if (!musk || !source) throw new Error('The story has two claims')
    const back = { ...source, state: { ...source.state, status: 'retracted' as const, statusBecause: 'wrong figures' } }
    const told = textOf(drafted({ ...knockedOver(), claims: [musk, back] }, 'sitrep', 'GREEN'), 'claims')
    expect(told).toMatch(/Taken back: an unnamed source had said “Most of the rogue traffic.*: wrong figures\./)
    expect(told).not.toContain('Disputed:')
  })
})

describe('an attribution', () => {
  const acceptance = (n: number) => ({ person: person(n), name: `Analyst ${n}`, at, because: null })
  const asked = (acceptances: ReturnType<typeof acceptance>[], standing: boolean) => {
    const question = questionOf('Who did it?', {
      attribution: {
        proposal: idOf(9),
        hypothesis: 'h1',
        statement: 'Group Q did it',
        proposedBy: person(1),
        proposedAt: at,
        acceptances,
        standing,
        standingSince: standing ? at : null,
        note: '',
      },
    })
    const names = {
      persons: Object.fromEntries(
        [1, 2].map((n) => [person(n), { name: `Analyst ${n}`, country: null, marking: marked('GREEN') }]),
      ),
      organisations: {},
    }
    return textOf(
      drafted(withCrisis('GREEN', { questions: [filedAs(0x60, question, 'GREEN')], names }), 'sitrep', 'GREEN'),
    )
  }
  test('that two analysts accept is told as theirs, with what always stands beside one', () => {
    const text = asked([acceptance(1), acceptance(2)], true)
    expect(text).toContain('“Group Q did it”: this is the judgement of Analyst 1 and Analyst 2')
    expect(text).toContain(standingNote)
  })
  test('that only one accepts is not told, even if the record says that it stands', () => {
    for (const text of [
      asked([acceptance(1)], false),
      asked([acceptance(1)], true),
      asked([acceptance(1), acceptance(1)], true),
    ]) {
      expect(text).not.toContain('Group Q')
      expect(text).toContain(
        'Nothing is attributed to anybody: a proposal is on record, accepted by 1 analyst of the 2 that are needed.',
      )
    }
  })
})

test('the mix of sources is never told without its caveat', () => {
  const found = sentencesIn(drafted(knockedOver(), 'technical-annex', 'GREEN')).filter(({ text }) =>
    text.includes('Vietnam 19 %'),
  )
  expect(found.map(({ text }) => text)).toEqual([expect.stringMatching(/not who sent them/)])
})
