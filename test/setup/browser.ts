// A real Chromium for a browser test. `npm test` names it in TOCSIN_TEST_CHROMIUM; by hand, an installed one is found.
import { type Browser, chromium } from 'playwright-core'
import { findChromium } from '../../tools/chromium.mjs'

/** Nothing that would reach for the network by itself, so that a request to another host is the page's own fault. */
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts a headless browser. Close it when done. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('No Chromium here. Install one, or run `npm test`, which tries to.')
  // Chromium's sandbox refuses to work for root, which is who runs tests in containers.
  const args = [...quiet, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  return chromium.launch({ executablePath, args })
}
