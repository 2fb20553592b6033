// Which operations carry out an inject: everything that happens in an exercise happens by one, as if people had done it.
import type { MarkingChoice } from '#kernel/marking.ts'
import type { Content, Inject, Play } from '../../model/scenario.ts'
import { valueAt } from './pointer.ts'
import { amountIn, minutesOf, split } from './streams.ts'
import { type Filling, Unfilled } from './template.ts'

/** `as`: a member of the cast, `desk:<participant>`, or `direction`. */
export interface Planned {
  contract: string
  input: Record<string, unknown>
  as: string
  file?: string
  /** Frames of traffic, made into bytes by whoever sends them. */
  traffic?: {
    inject: string
    minute: number
    target: string
    startSeconds: number
    rows: [string, number][]
    measure: 'requests' | 'packets'
    protocol: number
  }
  keep?: string
}

export interface Setting extends Filling {
  exercise: string
  /** How something is marked that these participants see (all where it is empty); `more`: what the scenario asks beyond that. */
  marking(visibleTo: readonly string[], tlp?: string): MarkingChoice
  participantName(ref: string): string | undefined
  participantOf(cast: string): string | undefined
}

export const direction = 'direction'
const failing = {
  fails: 'has failed',
  degrades: 'is degraded',
  throttles: 'is throttled',
  withdraws: 'is withdrawn',
  back: 'is back',
}
const health = { silent: 'failing', slow: 'slow', wrong: 'lying', well: 'well' } as const

/** What is to be called when the inject comes. */
export function callsOf(inject: Inject, setting: Setting): (Planned | Play)[] {
  const { content } = inject
  const seenBy = inject.visibleTo ?? []
  const at = new Date(setting.now).toISOString()
  switch (content.channel) {
    case 'news':
      return [
        importText(
          content.headline,
          content.text,
          content.outlet,
          at,
          seenBy.length > 0 ? setting.marking(seenBy) : { tlp: 'CLEAR' },
        ),
      ]
    case 'report':
      return [
        {
          ...importText(
            content.title,
            content.text,
            setting.participantName(content.from) ?? content.from,
            at,
            setting.marking(seenBy, content.tlp),
          ),
          as: `desk:${content.from}`,
        },
      ]
    case 'phone':
      return [
        importText(
          `Phone call: ${inject.title}`,
          content.text,
          `Phone: ${content.caller}`,
          at,
          setting.marking(seenBy.length > 0 ? seenBy : whose(content.to, setting)),
        ),
      ]
    case 'mail':
      return [
        mailOf(
          inject.id,
          content,
          at,
          setting.marking(seenBy.length > 0 ? seenBy : whose(content.to, setting)),
          setting.exercise,
        ),
      ]
    case 'decision':
      return [
        {
          contract: 'coordinate.openDecision',
          as: direction,
          keep: inject.id,
          input: {
            question: content.asks,
            ...(content.text === undefined ? {} : { background: content.text }),
            options: content.options.map((text) => ({ text })),
          },
        },
      ]
    case 'resolver':
      return verdictsOf(content, setting)
    case 'provider':
      return providerCalls(inject, content, setting)
    case 'control':
      return content.play
    case 'complaints':
    case 'traffic':
      return []
  }
}

/** What is to be called when a further minute of it is over. */
export function callsOfMinute(inject: Inject, minute: number, from: number, setting: Setting): (Planned | Play)[] {
  const { content } = inject
  const begins = from + minute * 60_000
  if (content.channel === 'complaints') return complaintsOf(content, amountIn(content.curve, minute), begins, setting)
  if (content.channel === 'traffic') return trafficOf(inject.id, minute, content, begins, setting)
  const over = minute + 1 >= minutesOf(content)
  if (content.channel === 'resolver')
    return over
      ? verdictsOf({ ...content, state: 'well' }, setting)
      : minute % 5 === 4
        ? verdictsOf(content, setting)
        : []
  if (content.channel === 'provider' && over) return providerCalls(inject, { ...content, state: 'back' }, setting)
  return []
}

const whose = (ref: string, setting: Setting) => [setting.participantOf(ref) ?? ref]

function importText(
  title: string,
  text: string,
  sourceName: string,
  publishedAt: string,
  marking: MarkingChoice,
): Planned {
  return {
    contract: 'watch.importText',
    as: direction,
    input: { text: `${title}\n\n${text}`, title, sourceName: sourceName.slice(0, 120), publishedAt, marking },
  }
}

function mailOf(
  id: string,
  content: Extract<Content, { channel: 'mail' }>,
  at: string,
  marking: MarkingChoice,
  exercise: string,
): Planned {
  const line = (text: string) => text.replace(/[\r\n]+/g, ' ')
  const address = /<[^>]+@[^>]+>|^\S+@\S+$/.test(content.from)
    ? line(content.from)
    : `"${line(content.from).replace(/["\\]/g, '')}" <sender@exercise.invalid>`
  const file = [
    `From: ${address}`,
    `To: "${content.to}" <${content.to}@exercise.invalid>`,
    `Subject: EXERCISE ${line(content.subject)}`,
    `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}.${exercise}@exercise.invalid>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    content.text,
    '',
  ].join('\r\n')
  return {
    contract: 'watch.importFile',
    as: direction,
    file,
    input: { name: `${id}.eml`, mediaType: 'message/rfc822', marking },
  }
}

function complaintsOf(
  content: Extract<Content, { channel: 'complaints' }>,
  amount: number,
  begins: number,
  setting: Setting,
): Planned[] {
  const counts = split(amount, content.regions ?? {}, '')
  if (counts.length === 0) return []
  const service = nameOf(content.service, setting)
  const moment = new Date(begins + 20_000).toISOString()
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = counts.map(([region, count]) =>
    [moment, cell(service), region, cell(content.kind ?? 'other'), count].join(','),
  )
  return [
    {
      contract: 'sense.importComplaints',
      as: direction,
      input: { name: 'complaints.csv' },
      file: `timestamp,service,region,kind,count\n${lines.join('\n')}\n`,
    },
  ]
}

const protocols = { tcp: 6, udp: 17, icmp: 1 } as const

function trafficOf(
  inject: string,
  minute: number,
  content: Extract<Content, { channel: 'traffic' }>,
  begins: number,
  setting: Setting,
): Planned[] {
  const rows = split(amountIn(content.curve, minute), content.sources, '??')
  if (rows.length === 0) return []
  const target = idOf(content.target, setting)
  const { measure } = content
  const traffic = {
    inject,
    minute,
    target,
    startSeconds: Math.floor(begins / 60_000) * 60,
    rows,
    measure,
    protocol: protocols[content.protocol ?? 'udp'],
  }
  return [{ contract: 'sense.sendFrame', as: direction, input: {}, traffic }]
}

/** The usual upstreams are as the scenario says; those that names may move to are well. */
function verdictsOf(content: Extract<Content, { channel: 'resolver' }>, setting: Setting): Planned[] {
  const plan = setting.kept[content.resolver]
  const usual = namesIn(valueAt(plan, '/state/usual') ?? valueAt(plan, '/usual'))
  const fallback = namesIn(valueAt(plan, '/state/fallback') ?? valueAt(plan, '/fallback'))
  if (usual.length === 0)
    throw new Unfilled(
      `'${content.resolver}' is no plan of the setting: keep the answer of sustain.addPlan under that name.`,
    )
  const at = new Date(setting.now).toISOString()
  const verdicts = [
    ...usual.map((upstream) => ({ upstream, at, ...saysOf(content.state) })),
    ...fallback.map((upstream) => ({ upstream, at, ...saysOf('well') })),
  ]
  return (content.countries ?? ['EU']).map((country) => ({
    contract: 'sustain.reportVantage',
    // One speaker has one name on a plan, so each vantage point is somebody of its own.
    as: `vantage:${country}`,
    input: { plan: idOf(content.resolver, setting), vantage: `Vantage point ${country}`, verdicts },
  }))
}

/** A verdict whose figures are as the word says, of twenty questions. */
function saysOf(state: keyof typeof health) {
  const all = (is: keyof typeof health) => (state === is ? 1 : 0)
  return {
    health: health[state],
    because: state === 'well' ? [] : [`As the scenario tells it: ${state}.`],
    figures: {
      ...{ samples: 20, failed: all('silent'), servfail: 0, nxdomain: 0 },
      ...{ slow: all('slow'), disagreeing: all('wrong') },
      ...{ medianMilliseconds: null, p95Milliseconds: null, validates: null },
    },
  }
}

function providerCalls(
  inject: Inject,
  content: Extract<Content, { channel: 'provider' }>,
  setting: Setting,
): (Planned | Play)[] {
  const name = nameOf(content.part, setting)
  const told =
    content.state === 'back' ? `${name} works again.` : (content.text ?? `${name} ${failing[content.state]}.`)
  const at = new Date(setting.now).toISOString()
  const notice = importText(
    `${name} ${failing[content.state]}`,
    told,
    name,
    at,
    setting.marking(inject.visibleTo ?? []),
  )
  if (!['fails', 'withdraws', 'back'].includes(content.state)) return [notice]
  const id = idOf(content.part, setting)
  const part = `part-${content.part}`.slice(0, 60)
  const find = [{ query: 'sustain.getPart', with: { id }, take: '/part', keep: part }]
  const set: Play = {
    do: 'sustain.changePart',
    as: direction,
    find,
    with: { id, version: `{{${part}.version}}`, active: content.state === 'back' },
  }
  return [notice, set]
}

function idOf(ref: string, setting: Setting): string {
  const id = valueAt(setting.kept[ref], '/id')
  if (typeof id === 'string') return id
  throw new Unfilled(`Nothing is kept under '${ref}': the setting names what it makes by keep.`)
}

function nameOf(ref: string, setting: Setting): string {
  const kept = setting.kept[ref]
  const name = valueAt(kept, '/state/name') ?? valueAt(kept, '/name')
  if (typeof name === 'string') return name
  throw new Unfilled(`Nothing with a name is kept under '${ref}': the setting names what it makes by keep.`)
}

function namesIn(list: unknown): string[] {
  const names = Array.isArray(list) ? list.map((one) => valueAt(one, '/name')) : []
  return names.filter((name) => typeof name === 'string')
}
