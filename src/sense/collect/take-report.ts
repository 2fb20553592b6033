// One report from the form or as JSON: checked, stripped of whose it is, and handed to the counts.
import type { IncomingMessage } from 'node:http'
import type { Answer } from './http-answers.ts'
import type { TakenReport } from './messages.ts'
import { complaintKinds, formPage, refusedPage, thanksPage } from './report-form.ts'
import type { Reporters } from './reporters.ts'

type Fields = { service: string; region: string; kind: string; text: string }

export interface ReportTaker {
  form(): Answer
  take(request: IncomingMessage, body: Uint8Array, address: string): Promise<Answer>
  tooMany(request: IncomingMessage): Answer
}

interface Work {
  services(): readonly string[]
  report(report: TakenReport): Promise<{ status: number; says: string }>
  lost(reason: string): void
  nowMs(): number
}

const longest = { service: 120, region: 6, kind: 20, text: 500 } as const
const kinds = new Set(complaintKinds.map(([kind]) => kind))

export function createReportTaker(reporters: Reporters, work: Work): ReportTaker {
  return {
    form: () => ({ status: 200, html: formPage({ services: work.services(), faults: {}, given: blank() }) }),
    tooMany(request) {
      const why = 'Too many reports came from your network. Wait a minute.'
      const headers = { 'retry-after': '60' }
      return wantsJson(request)
        ? { status: 429, json: { says: why }, headers }
        : { status: 429, html: refusedPage(why), headers }
    },
    async take(request, body, address) {
      const json = wantsJson(request)
      const given = json ? fromJson(body) : fromForm(body)
      if (!given) return refusal(json, 'This is no report.')
      const services = work.services()
      const faults = faultsOf(given, services)
      if (Object.keys(faults).length > 0) {
        work.lost('bad-report')
        if (json) return { status: 422, json: { says: 'Not taken.', faults } }
        return { status: 422, html: formPage({ services, faults, given }) }
      }
      const nowMs = work.nowMs()
      const hashes = reporters.hashes(address, nowMs)
      const { status, says } = await work.report({ ...given, at: Math.floor(nowMs / 1000), ...hashes })
      if (json) return { status, json: { says } }
      return { status, html: status === 202 ? thanksPage() : refusedPage(says) }
    },
  }
}

function refusal(json: boolean, why: string): Answer {
  return json ? { status: 400, json: { says: why } } : { status: 400, html: refusedPage(why) }
}

function wantsJson(request: IncomingMessage): boolean {
  return /^application\/json\b/i.test(request.headers['content-type'] ?? '')
}

const blank = (): Fields => ({ service: '', region: '', kind: 'unreachable', text: '' })

function fromForm(body: Uint8Array): Fields {
  const words = new URLSearchParams(Buffer.from(body).toString('utf8'))
  return fields((name) => words.get(name))
}

function fromJson(body: Uint8Array): Fields | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    if (typeof value !== 'object' || value === null) return null
    return fields((name) => (value as Record<string, unknown>)[name])
  } catch {
    return null
  }
}

/** Control signs become blanks, too long is cut: a report is not refused for its length. */
function fields(of: (name: keyof Fields) => unknown): Fields {
  const text = (name: keyof Fields) => {
    const value = of(name)
    return typeof value === 'string'
      ? value
          .replace(/\p{Cc}+/gu, ' ')
          .trim()
          .slice(0, longest[name])
      : ''
  }
  return {
    service: text('service'),
    region: text('region').toUpperCase(),
    kind: text('kind') || 'other',
    text: text('text'),
  }
}

function faultsOf(
  { service, region, kind }: Fields,
  services: readonly string[],
): Partial<Record<keyof Fields, string>> {
  return {
    ...(service === '' ? { service: 'Say which service.' } : {}),
    ...(service !== '' && services.length > 0 && !services.includes(service)
      ? { service: 'Choose one of the list.' }
      : {}),
    ...(region !== '' && !/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(region)
      ? { region: 'Two letters, such as BE, or BE-VLG.' }
      : {}),
    ...(kinds.has(kind) ? {} : { kind: 'Choose one of the list.' }),
  }
}
