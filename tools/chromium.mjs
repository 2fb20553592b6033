// The browser that the browser tests drive: TOCSIN_TEST_CHROMIUM, an installed Chromium, or Debian's package.
import { existsSync } from 'node:fs'
import { aptInstall } from './debian.mjs'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The path of a browser that is here, or undefined. */
export function findChromium(env = process.env) {
  const asked = env.TOCSIN_TEST_CHROMIUM
  return asked ? [asked].find(existsSync) : places.find((place) => existsSync(place))
}

/** `{ path }`, or `{ reason }` when there is none and none can be had. */
export async function ensureChromium() {
  const path = findChromium()
  if (path) return { path }
  if (process.env.TOCSIN_TEST_CHROMIUM) {
    return { reason: `TOCSIN_TEST_CHROMIUM names ${process.env.TOCSIN_TEST_CHROMIUM}, which is not there` }
  }
  const failure = await aptInstall('chromium')
  const installed = findChromium()
  return installed ? { path: installed } : { reason: `no Chromium: ${failure}` }
}
