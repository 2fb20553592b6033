// How fluid the map is at 2,000 parts and 5,000 needs: frames of a real Chromium while it is dragged and zoomed. Aim: a median
// frame below 33 ms. What is answered is made here; what is measured is the page.
import { launchBrowser } from '../setup/browser.ts'
import { startTestNode } from '../setup/node.ts'
import { percentile } from './spread.ts'

const size = 2000
const needs = 5000
const layers = ['service', 'application', 'platform', 'cloud', 'connectivity', 'energy']
const idOf = (at: number) => `01980f3c-8a00-7000-8000-${String(at).padStart(12, '0')}`

const unknown = { behind: null, country: null, users: null, evidenceDays: 3, hidden: 0 }
const parts = Array.from({ length: size }, (_, at) => {
  const kind = at < 600 ? 'service' : at < 1200 ? 'component' : 'provider'
  return { id: idOf(at), name: `Part number ${at}`, kind, layer: layers[Math.floor((at * 6) / size)], ...unknown }
})
const edges = Array.from({ length: needs }, (_, at) => {
  const from = (at * 7919) % 1700
  const to = Math.min(size - 1, from + 150 + ((at * 104_729) % 400))
  const standby = at % 5 === 0
  const shares = { share: 1, weight: 1, least: 1, options: standby ? 2 : 1 }
  return { from: idOf(from), to: idOf(to), need: `Need ${at}`, standby, ...shares }
})

/** Runs in the page: keeps the time from frame to frame. */
function watchFrames(): void {
  const page = globalThis as unknown as { frames: number[]; requestAnimationFrame(run: (at: number) => void): void }
  let last = performance.now()
  const tick = (at: number) => {
    page.frames.push(at - last)
    last = at
    page.requestAnimationFrame(tick)
  }
  page.frames = []
  page.requestAnimationFrame(tick)
}

/** Runs in the page: hands out what was kept, and begins anew. */
function framesSoFar(): number[] {
  const page = globalThis as unknown as { frames: number[] }
  const all = page.frames
  page.frames = []
  return all
}

const node = await startTestNode()
const analyst = await node.administrator()
const browser = await launchBrowser()
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: node.url })
await context.addCookies([...analyst.cookies].map(([name, value]) => ({ name, value, url: node.url })))
const page = await context.newPage()
await page.route('**/api/sustain/showMap*', (route) => route.fulfill({ json: { parts, edges, total: size } }))
const began = Date.now()
await page.goto('/sustain')
const canvas = page.getByRole('application', { name: /^Map/ })
await canvas.locator('canvas').first().waitFor({ state: 'attached', timeout: 60_000 })
await page.evaluate(watchFrames)
await page.waitForTimeout(1000)
const shownMs = Date.now() - began - 1000
const box = await canvas.boundingBox()
if (!box) throw new Error('The map is not on the page.')
const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]

async function during(move: () => Promise<void>) {
  await page.evaluate(framesSoFar)
  await move()
  const all = (await page.evaluate(framesSoFar)).sort((a, b) => a - b)
  return { frames: all.length, medianMs: percentile(all, 0.5), p95Ms: percentile(all, 0.95), maxMs: all.at(-1) }
}

await canvas.focus()
const dragged = await during(async () => {
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let at = 0; at < 120; at++) await page.mouse.move(x + 150 * Math.sin(at / 9), y + 100 * Math.cos(at / 7))
  await page.mouse.up()
})
const zoomed = await during(async () => {
  for (let at = 0; at < 60; at++) {
    await page.mouse.wheel(0, at < 30 ? -60 : 60)
    await page.waitForTimeout(16)
  }
})
console.log(JSON.stringify({ aim: 'median frame < 33 ms', parts: size, needs, shownMs, dragged, zoomed }))
await browser.close()
await node.stop()
