// What browser tests share: a browser at a node, signed in or not, that writes down whatever the page does wrong.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { Client, TestNode } from '../setup/node.ts'

export interface Visit {
  context: BrowserContext
  page: Page
  /** Violations of the content security policy, requests to other hosts, and errors that nobody caught. */
  wrongs: string[]
}

export interface VisitOptions extends BrowserContextOptions {
  as?: Client
  /** Where the node is, when not at `node.url`. */
  url?: string
}

export async function visit(browser: Browser, node: TestNode, options: VisitOptions = {}): Promise<Visit> {
  const { as, url = node.url, ...rest } = options
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1280, height: 860 },
    timezoneId: 'Europe/Brussels',
    reducedMotion: 'reduce',
    ...rest,
  })
  if (as) await context.addCookies([...as.cookies].map(([name, value]) => ({ name, value, url })))
  const page = await context.newPage()
  // Two files run at a time, on a machine with two cores: what is never going to come is found out a little later.
  page.setDefaultTimeout(20_000)
  const wrongs: string[] = []
  page.on('pageerror', (error) => wrongs.push(`uncaught: ${error.message}`))
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) wrongs.push(message.text())
  })
  page.on('request', (request) => {
    const to = request.url()
    if (!to.startsWith(url) && !to.startsWith('data:') && !to.startsWith('blob:')) wrongs.push(`other host: ${to}`)
  })
  return { context, page, wrongs }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Finding {
  id: string
  help: string
  nodes: { target: string[]; html: string; failureSummary?: string }[]
}

/** What axe-core finds wrong by WCAG 2.2 AA, a line for each element. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Through the debugger, as the page's own policy rightly refuses scripts that it did not bring. It stays until the next load.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(`${axe};0`)
  // What react-aria had read aloud stands unseen for some seconds more, also when what it names is gone: it was heard already.
  const found = await page.evaluate(async (spoken) => {
    const { axe } = window as unknown as {
      axe: { run(on: object, options: object): Promise<{ violations: Finding[] }> }
    }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    // No rule of these tags asks for style sheets of its own, and nobody reads what was found right.
    const quick = { preload: { assets: ['media'] }, resultTypes: ['violations'] }
    const { violations } = await axe.run({ exclude: spoken }, { runOnly: { type: 'tag', values: tags }, ...quick })
    return violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map(({ target, html, failureSummary = '' }) => ({
        target: target.map(String),
        html,
        failureSummary,
      })),
    }))
  }, '[data-live-announcer]')
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(
      (node) => `${id} (${help}): ${node.target.join(' ')} ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`,
    ),
  )
}

/** Whether the page is wider than its window, in pixels. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
}
