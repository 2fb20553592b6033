// What `share misp` does: a MISP event from a crisis file, with no node and no database. Loaded only when it runs.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { Compile } from 'typebox/compile'
import { CrisisFile } from '#coordinate/model/crisis-file.ts'
import { type Marking, type Tlp, tlpLabels, tlpRank } from '#kernel/marking.ts'
import { mispEvent } from '#share/rules/translating/misp-event.ts'
import { answer, say } from './print-to.ts'
import { BadUsage } from './program.ts'

export interface MispOptions {
  tlp?: string
  title?: string
  published?: boolean
  out?: string
  json?: boolean
}

const mostBytes = 256_000_000

/** Exit code 0, or 1 where nothing may be told: with the reason. Throws BadUsage where the file is no crisis file. */
export function mispFrom(file: string, { tlp, title, published = false, out, json }: MispOptions): number {
  const crisis = crisisIn(file)
  const marking = markingFor(
    crisis.crisis.marking,
    tlpLabels.find((label) => label === tlp),
  )
  const sha1 = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest()
  const event = mispEvent(crisis, { marking, sha1, title: title ?? null, published })
  if (!event) {
    const detail = `Nothing of the crisis, or no title of it, may be told at TLP:${marking.tlp}.`
    if (json) answer(JSON.stringify({ refusal: 'nothing-to-tell', detail }))
    say(`${detail} Choose a higher marking with --tlp, or give a title with --title.`)
    return 1
  }
  const text = `${JSON.stringify({ Event: event }, null, 1)}\n`
  const path = out ?? `${crisis.realm === 'live' ? '' : 'EXERCISE-'}misp.event.${String(event.uuid)}.json`
  if (path === '-') process.stdout.write(text)
  else writeFileSync(path, text, { mode: 0o600 })
  if (json && path !== '-') answer(JSON.stringify({ file: path, uuid: event.uuid, info: event.info, tlp: marking.tlp }))
  else if (path !== '-') say(`Written to ${path}: “${String(event.info)}”, TLP:${marking.tlp}.`)
  return 0
}

function crisisIn(file: string): CrisisFile {
  const bytes = readFileSync(file === '-' ? 0 : file)
  if (bytes.byteLength > mostBytes) throw new BadUsage(`${file} has more than ${mostBytes} bytes.`)
  const check = Compile(CrisisFile)
  try {
    const given: unknown = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''))
    if (check.Check(given)) return given
    const fault = check.Errors(given)[0]
    throw new BadUsage(`${file} is no crisis file: ${fault?.instancePath || '/'} ${fault?.message ?? ''}.`)
  } catch (error) {
    if (error instanceof BadUsage) throw error
    throw new BadUsage(`${file} holds no JSON.`)
  }
}

/** The circle of the crisis as far as the label has one; TLP:RED keeps its reason. */
function markingFor(
  { owner, audience, persons, releasableTo, pap, reason, reviewOn, tlp: own }: Marking,
  tlp: Tlp = own,
): Marking {
  const circle = tlpRank(tlp) >= tlpRank('AMBER')
  return {
    ...{ tlp, owner, audience: circle ? audience : [], persons: tlp === 'RED' ? persons : [] },
    releasableTo: tlp === 'CLEAR' ? [] : releasableTo,
    ...(pap === undefined ? {} : { pap }),
    ...(tlp === 'RED' && reason !== undefined && reviewOn !== undefined ? { reason, reviewOn } : {}),
  }
}
