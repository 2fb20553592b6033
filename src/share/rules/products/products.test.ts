// The life of a product, four eyes, and what becomes of the words of persons when it is drafted again.
import { expect, test } from 'vitest'
import { nilId } from '#kernel/id.ts'
import { contentOf, prose, section, sentence } from '../../../../test/setup/products.ts'
import { type Product, productEvents, productStatuses } from '../../model/product.ts'
import type { ProductContent } from '../../model/product-content.ts'
import { differenceAfterEdits, differenceBetween } from './difference.ts'
import { carryEdits, editedBy, withEdits, withoutEdits } from './edits.ts'
import { productLifecycle, whyNot } from './lifecycle.ts'
import { productRecord } from './product-record.ts'

const person = (n: number) => `01980f3c-8a00-7000-8000-00000000000${n}`
const by = (n: number) => `person:${person(n)}`
const who = (n: number | null) => ({ person: n === null ? null : person(n) })
const fingerprint = 'a'.repeat(64)
const moment = (minute: number) => new Date(Date.UTC(2027, 2, 10, 10, minute)).toISOString()

/** A product after these entries, each by a person and a minute after the one before. */
function after(entries: [name: string, n: number, body: object][], needed = 1, content = contentOf()): Product {
  let state: Product | undefined
  for (const [at, [name, n, body]] of [['Drafted', 1, {}] as [string, number, object], ...entries].entries()) {
    const kind = productRecord.kinds[`share.product${name}` as keyof typeof productRecord.kinds]
    const opening = {
      ...{ crisis: null, line: 'x', edition: 1, content, previous: null, approvalsNeeded: needed },
      given: { title: null, lines: [] },
    }
    const header = {
      ...{ id: nilId, realm: 'live', record: productRecord.name, subject: nilId, version: at + 1, kind: name },
      ...{
        verb: '',
        marking: content.marking,
        actor: by(n),
        cause: [],
        observedAt: moment(at),
        recordedAt: moment(at),
      },
    }
    state = kind.reduce(state as Product, (at === 0 ? opening : body) as never, header)
  }
  return state as Product
}

const edit = (id: string, text: string | null) => ({ edits: [{ sentence: id, text }], changes: null })
const put: [string, number, object] = ['PutForward', 1, { fingerprint }]
const yes = (n: number): [string, number, object] => ['Approved', n, { fingerprint }]

test('every status has an answer to every event, and a refusal is a sentence', () => {
  for (const status of productStatuses)
    for (const event of productEvents) {
      const step = productLifecycle[status][event]
      expect('to' in step ? productStatuses.includes(step.to) : step.not.endsWith('.')).toBe(true)
    }
  expect(Object.values(productLifecycle).flatMap(Object.values)).toHaveLength(35)
})

test('whoever drafted it or wrote in it cannot approve it, and a key without a person cannot', () => {
  const waiting = after([['Edited', 2, edit('title', 'Other words')], put])
  expect(whyNot(waiting, 'approve', who(1))?.refusal).toBe('second-person-needed')
  expect(whyNot(waiting, 'approve', who(2))?.refusal).toBe('second-person-needed')
  expect(whyNot(waiting, 'approve', who(null))?.refusal).toBe('person-needed')
  expect(whyNot(waiting, 'approve', who(3))).toBe(null)
})

test('two approvals are by two persons; the last one freezes it with its fingerprint', () => {
  const half = after([put, yes(2)], 2)
  expect([half.status, half.approved]).toEqual(['for-approval', null])
  expect(whyNot(half, 'approve', who(2))?.why).toContain('approved it already')
  const whole = after([put, yes(2), yes(3)], 2)
  expect([whole.status, whole.approved]).toEqual(['approved', { at: moment(3), revision: 1, fingerprint }])
  expect(whyNot(whole, 'approve', who(3))).toMatchObject({ refusal: 'wrong-state', why: 'It is approved already.' })
})

test('words that change after they were put forward begin a revision that is approved anew; only its own authors count', () => {
  const changed = after([
    put,
    yes(2),
    ['Edited', 3, edit('situation/what', 'Cards fail.')],
    ['PutForward', 3, { fingerprint }],
  ])
  expect([changed.status, changed.revision, changed.authors, changed.approvals]).toEqual([
    'for-approval',
    2,
    [by(3)],
    [],
  ])
  expect(whyNot(changed, 'approve', who(1))).toBe(null)
  const unapproved = after([put, ['Edited', 3, edit('situation/what', 'Cards fail.')]])
  expect(unapproved.authors).toEqual([by(1), by(3)])
})

test('what is on its way does not change, and what was released stays', () => {
  const release = {
    ...{ id: nilId, at: moment(5), by: by(2), channel: 'email', to: 'a@b.example', format: 'pdf', fingerprint },
    ...{ state: 'waiting', error: null, sentAt: null, receipt: null },
  }
  const sending = after([put, yes(2), ['Released', 2, { release }]])
  expect([sending.status, whyNot(sending, 'edit', who(1))?.why]).toEqual([
    'approved',
    expect.stringContaining('on its way'),
  ])
  const outcome = { release: nilId, state: 'held', sentAt: moment(6), error: 'Held' }
  const left = after([put, yes(2), ['Released', 2, { release }], ['Delivered', 2, outcome]])
  expect([left.status, whyNot(left, 'edit', who(1))?.refusal]).toEqual(['released', 'wrong-state'])
  const failed = after([put, yes(2), ['Released', 2, { release }], ['Delivered', 2, { ...outcome, state: 'failed' }]])
  expect([failed.status, whyNot(failed, 'edit', who(1))]).toEqual(['approved', null])
  const over = after([
    put,
    yes(2),
    ['Released', 2, { release: { ...release, state: 'sent' } }],
    ['Superseded', 2, { by: nilId }],
  ])
  expect(whyNot(over, 'release', who(2))?.why).toContain('newer edition')
  expect(whyNot(over, 'withdraw', who(2))).toBe(null)
})

test('an edit stands under the name of its writer and keeps the sources; taken back, the drafted sentence is there again', () => {
  const edited = after([['Edited', 2, edit('situation/users', 'Many users cannot pay.')]])
  const block = edited.content.sections[0]?.blocks[0]
  const now = block?.kind === 'prose' ? block.sentences[1] : undefined
  expect(now).toMatchObject({ text: 'Many users cannot pay.', by: by(2), sources: [{ label: 'INC-2027-0007' }] })
  expect(now?.figure).toBeUndefined()
  expect(edited.edits[0]?.was.text).toBe('About 40,000 users cannot pay (operator).')
  const back = after([
    ['Edited', 2, edit('situation/users', 'Many.')],
    ['Edited', 2, edit('situation/users', null)],
  ])
  expect([back.content, back.edits]).toEqual([contentOf(), []])
})

const draft = (users: string | null): ProductContent =>
  contentOf({
    sections: [
      section('situation', 'Situation', [
        prose(
          sentence('situation/what', 'Card payments fail.'),
          ...(users ? [sentence('situation/users', users)] : []),
        ),
      ]),
    ],
  })

test('drafted again, words of persons stay where their sentence is there; the rest is named and kept', () => {
  const edits = editedBy([], draft('100 users'), [{ sentence: 'situation/users', text: 'A hundred' }], by(2), moment(1))
  const same = carryEdits(edits, draft('100 users'))
  expect([same.kept.length, same.drifted.length, same.lost.length]).toEqual([1, 0, 0])
  const drifted = carryEdits(edits, draft('900 users'))
  expect([drifted.kept[0]?.was.text, drifted.drifted.length]).toEqual(['900 users', 1])
  const gone = carryEdits(edits, draft(null))
  expect([gone.kept, gone.lost.map(({ text }) => text)]).toEqual([[], ['A hundred']])
  const body = { given: { title: null, lines: [] }, previous: null, approvalsNeeded: 1 }
  const again = after([
    ['Edited', 2, edit('situation/users', 'A hundred')],
    ['Redrafted', 3, { ...body, content: draft('900 users'), edits: drifted.kept, lost: [] }],
  ])
  expect(withoutEdits(again.content, again.edits)).toEqual(draft('900 users'))
  expect(JSON.stringify(again.content)).toContain('A hundred')
  expect(again.authors).toEqual([by(1), by(2), by(3)])
})

test('the difference follows what persons wrote, and repeats nothing that was not to be repeated', () => {
  const [before, now] = [draft('100 users'), draft('900 users')]
  const drafted = differenceBetween(before, now, new Set(['situation/users']))
  expect(drafted.changed).toEqual([{ section: 'situation', id: 'situation/users', from: null, to: '900 users' }])
  const edits = editedBy(
    [],
    now,
    [
      { sentence: 'situation/users', text: 'Nine hundred' },
      { sentence: 'situation/what', text: 'Cards fail.' },
    ],
    by(2),
    moment(1),
  )
  expect(differenceAfterEdits(before, withEdits(now, edits), drafted).changed).toEqual([
    { section: 'situation', id: 'situation/what', from: 'Card payments fail.', to: 'Cards fail.' },
    { section: 'situation', id: 'situation/users', from: null, to: 'Nine hundred' },
  ])
})
