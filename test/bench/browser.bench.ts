// The live update as a person has it: from the answer to a write (it is committed then) until a real Chromium, signed in
// as somebody else, shows it in its list without reload. Aim: p95 below 150 ms.
import { declareIncident } from '#assess/api.ts'
import { launchBrowser } from '../setup/browser.ts'
import { startTestNode } from '../setup/node.ts'
import { percentile } from './spread.ts'

const runs = 60

/** Runs in the page: the moment at which the text is there, or 0. */
function whenShown(text: string): number {
  const { document } = globalThis as unknown as { document: { body: { textContent: string } } }
  return document.body.textContent.includes(text) ? Date.now() : 0
}

const node = await startTestNode()
const writer = await node.administrator()
const viewer = await node.signedIn({ roles: ['analyst'] })
const browser = await launchBrowser()
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
await context.addCookies([...viewer.cookies].map(([name, value]) => ({ name, value, url: node.url })))
const page = await context.newPage()
await page.goto(`${node.url}/incidents`)
await page.getByText('Live', { exact: true }).first().waitFor()

const all: number[] = []
for (let n = 0; n < runs; n++) {
  const title = `Live update number ${n} of the bench`
  const shown = page.waitForFunction(whenShown, title, { polling: 'raf' })
  await writer.get(declareIncident, { title })
  const committed = Date.now()
  all.push(Math.max(0, Number(await (await shown).jsonValue()) - committed))
  await new Promise((resolve) => setTimeout(resolve, 150))
}
all.sort((a, b) => a - b)
console.log(
  JSON.stringify({
    aim: 'p95 < 150 ms',
    p50Ms: percentile(all, 0.5),
    p95Ms: percentile(all, 0.95),
    maxMs: all.at(-1),
    runs,
  }),
)
await browser.close()
await node.stop()
