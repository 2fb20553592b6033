// A node that is killed in the middle of writes, over and over: what it acknowledged is there, and the proof holds.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident, getIncident, listIncidents } from '#assess/api.ts'
import { verify } from '#platform/journal/api.ts'
import { serveNode } from '../setup/process.ts'
import { freshStorage, type Storage } from '../setup/storage.ts'

const rounds = 5
let storage: Storage

beforeAll(async () => {
  storage = await freshStorage()
})
afterAll(() => storage.remove())

test('kill -9 under load loses nothing that was acknowledged, and the node starts by itself', async () => {
  const acknowledged = new Map<string, string>()
  for (let round = 0; round < rounds; round++) {
    const node = await serveNode(storage)
    let killed = false
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let n = 0; !killed; n++) {
        const title = `Round ${round}, writer ${writer}, incident ${n}`
        try {
          const { id } = await node.local.get(declareIncident, { title, summary: 'made to be killed' })
          acknowledged.set(id, title)
        } catch (error) {
          if (!killed) throw error
        }
      }
    })
    await new Promise((resolve) => setTimeout(resolve, 400 + round * 350))
    killed = true
    await node.kill()
    await Promise.all(writers)
  }
  expect(acknowledged.size).toBeGreaterThan(20)

  const node = await serveNode(storage)
  for (const [id, title] of acknowledged) expect((await node.local.get(getIncident, { id })).state.title).toBe(title)
  const verified = await node.local.get(verify, {})
  expect(verified).toMatchObject({ intact: true, findings: [] })
  const { items } = await node.local.get(listIncidents, { limit: 1 })
  expect(items).toHaveLength(1)
  expect(await node.stop()).toBe(0)
}, 300_000)
