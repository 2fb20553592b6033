// How a line stands, in a word: what needs somebody is never called on the way.
import { expect, test } from 'vitest'
import { stateOfLine } from './words.ts'

const line = { status: 'trusted', address: 'https://peer.example', waits: [], sealed: 0, fault: null, nextTry: null }
const copies = { stuck: null }
const late = '2025-01-01T00:00:00.000Z'

test.each([
  ['All delivered', {}],
  // An old fault of a line with nothing on it is no news.
  ['All delivered', { fault: 'The host refused the connection.', nextTry: late }],
  ['On the way', { waits: [copies] }],
  ['As fast as agreed', { sealed: 1, nextTry: late }],
  ['Does not go', { sealed: 1, fault: 'The host refused the connection.', nextTry: late }],
  ['Waits to be fetched', { address: null, sealed: 1, fault: 'It names no address.', nextTry: late }],
  ['Does not go', { address: null, status: 'revoked', sealed: 1, fault: 'Nobody trusts its keys.' }],
  ['Part of it cannot go', { waits: [copies, { stuck: 'It is larger than a letter can be.' }] }],
  ['Part of it cannot go', { waits: [{ stuck: 'It is larger than a letter can be.' }] }],
])('%s', (word, more) => {
  expect(stateOfLine({ ...line, ...more }).word).toBe(word)
})
