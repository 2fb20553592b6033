// Lines that are not simply there: a node that nobody can reach, one that never answers, several processes of one node, and a realm
// that is played.
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { fetchHeader } from '#federate/model/post.ts'
import { openPost, type PostNode } from '../setup/post.ts'
import { lineOf, read, settled } from '../setup/post-lines.ts'

let anna: PostNode
let ben: PostNode
let cleo: PostNode

beforeAll(async () => {
  ;[anna, ben, cleo] = await Promise.all([openPost('anna'), openPost('ben'), openPost('cleo')])
  // Cleo stands behind a wall: she reaches the others, nobody reaches her.
  cleo.own.fetches = true
  for (const one of [anna, ben]) for (const other of [anna, ben]) if (one !== other) one.knows(other)
  ben.knows(cleo, { fetches: true })
  cleo.knows(ben)
  for (const one of [anna, ben]) await one.start()
}, 120_000)
afterAll(async () => {
  await Promise.all([anna, ben, cleo].map((one) => one?.close()))
})

test('a node that cannot be reached fetches its letters, each once, and its receipts end the waiting', async () => {
  for (let n = 0; n < 5; n++) await ben.write(`to fetch ${n}`, [cleo])
  await ben.notarise()
  await vi.waitFor(async () => expect((await lineOf(ben, cleo))?.sealed).toBe(1), { timeout: 10_000 })
  expect(cleo.line.brought).toEqual([])
  // The first answer is lost on the way: what was in it comes again.
  ben.line.loseAnswers = 1
  await cleo.start()
  const line = await settled(ben, cleo, { seconds: 25 })
  expect(line.acknowledged).toBe(line.sent)
  expect(await cleo.notes()).toEqual(Array.from({ length: 5 }, (_, n) => `to fetch ${n}`))
  const { items } = await ben.call<{ items: { route: string; tries: number }[] }>('federate.listLetters', {
    peer: cleo.id,
    direction: 'sent',
  })
  expect(items.map((one) => one.route)).toContain('fetched')
  expect(cleo.line.brought).toEqual([])
}, 60_000)

test('what she writes goes over the line, and the answer brings its receipt', async () => {
  await cleo.write('from behind the wall', [ben])
  await settled(cleo, ben)
  expect(await ben.notes()).toContain('from behind the wall')
}, 30_000)

test('a question is answered once, to the node that signed it, and to nobody else', async () => {
  const asked = ben.line.asked.find(Boolean) ?? ''
  const url = `${(await ben.room.trust.ownCard()).content.address}/letters`
  const ask = async (header: string, to = cleo.id) =>
    (await fetch(`${url}?to=${to}`, { headers: { [fetchHeader]: header } })).status
  const other = (more: object) => {
    const { ask: question, signature } = JSON.parse(Buffer.from(asked, 'base64url').toString())
    return Buffer.from(JSON.stringify({ ask: { ...question, ...more }, signature })).toString('base64url')
  }
  expect(asked).not.toBe('')
  // Heard again, by somebody who listened on the line.
  expect(await ask(asked)).toBe(403)
  expect(await ask(other({ nonce: 'AAAAAAAAAAAAAAAAAAAAAA' }), anna.id)).toBe(403)
  expect(await ask(other({ nonce: 'AAAAAAAAAAAAAAAAAAAAAB', at: '2020-01-01T00:00:00.000Z' }))).toBe(403)
  expect(await ask(other({ nonce: 'AAAAAAAAAAAAAAAAAAAAAC', to: anna.id }))).toBe(403)
  expect(await ask('')).toBe(403)
  // The same question with a nonce of its own is a new one.
  expect(await ask(other({ nonce: 'AAAAAAAAAAAAAAAAAAAAAD' }))).toBe(200)
})

test('while one server takes letters and never answers, those of all others go, and the node can be stopped', async () => {
  const mute = await openPost('mute')
  try {
    mute.line.silent = true
    anna.knows(mute)
    await anna.write('into silence', [mute])
    await anna.notarise()
    await vi.waitFor(async () => expect((await lineOf(anna, mute))?.sealed).toBe(1), { timeout: 10_000 })
    const began = Date.now()
    for (let n = 0; n < 3; n++) {
      await anna.write(`past the silent one ${n}`, [ben])
      await settled(anna, ben)
    }
    expect((await ben.notes()).filter((text) => text.startsWith('past the silent one'))).toHaveLength(3)
    expect((await lineOf(anna, mute))?.sealed).toBe(1)
    await anna.again()
    // Far less than the 30 seconds for which an answer is waited for.
    expect(Date.now() - began).toBeLessThan(20_000)
  } finally {
    await mute.close()
  }
}, 60_000)

test('several processes of one node send each letter once', async () => {
  ben.line.brought.length = 0
  const more = [await anna.beside(), await anna.beside()]
  const writers = [anna.journal, ...more.map((one) => one.journal)]
  // Twice, as one letter may hold all that was written before it went.
  for (const round of [1, 2]) {
    await Promise.all(
      writers.map(async (by, at) => {
        for (let n = 0; n < 5; n++) {
          await anna.write(`process ${at} note ${round}.${n}`, [ben], { by })
          if (n % 3 === 0) await anna.notarise()
        }
      }),
    )
    await settled(anna, ben, { seconds: 30 })
  }
  expect((await ben.notes()).filter((text) => text.startsWith('process'))).toHaveLength(30)
  const sequences = ben.line.brought.flat().map((one) => read(one).sequence)
  expect(sequences.length).toBeGreaterThan(1)
  expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b))
  for (const process of more) await process.stop()
}, 90_000)

test('what is played leaves only by an agreement for that exercise, says so on its outside, and stays in it', async () => {
  const realm = 'exercise:storm'
  ben.line.brought.length = 0
  const id = await anna.write('played', [ben], { realm })
  await anna.write('real', [ben])
  await settled(anna, ben)
  expect(await lineOf(anna, ben, realm)).toBeUndefined()
  expect(ben.line.brought.flat().map((one) => read(one).realm)).not.toContain(realm)
  anna.agreed.realms.add(realm)
  await anna.rewrite(id, 'played by agreement', [ben], realm)
  await settled(anna, ben, { realm })
  const played = ben.line.brought.flat().map(read)
  expect(played.filter((letter) => letter.text.includes('played')).map((letter) => letter.realm)).toEqual([realm])
  // Numbers of their own: an exercise never holds up what is real.
  expect(played.find((letter) => letter.realm === realm)?.sequence).toBe(1)
  expect(await ben.notes(realm)).toEqual(['played by agreement'])
  expect(await ben.notes()).not.toContain('played by agreement')
  // Somebody who is not in the exercise neither sees its letters nor carries them away.
  ben.line.down = true
  await anna.rewrite(id, 'played and waiting', [ben], realm)
  await anna.notarise()
  await vi.waitFor(async () => expect((await lineOf(anna, ben, realm))?.sealed).toBe(1), { timeout: 10_000 })
  await expect(anna.call('federate.exportLetters', { to: ben.id })).rejects.toThrow('nothing-waits')
  const { bytes } = await anna.call<{ bytes: Uint8Array }>('federate.exportLetters', { to: ben.id }, undefined, [realm])
  const { letters } = JSON.parse(Buffer.from(bytes).toString()) as { letters: unknown[] }
  expect(letters.map((one) => read(one).realm)).toEqual([realm])
  const mine = await anna.call<{ items: unknown[] }>('federate.listLetters', { peer: ben.id })
  expect(JSON.stringify(mine)).not.toContain('played')
  ben.line.down = false
}, 60_000)
