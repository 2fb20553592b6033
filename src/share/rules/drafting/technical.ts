// For those who work on it: classification, waves as measured, the mix of sources with its caveat, what several channels say together.

import { inARow } from '#assess/rules/drafting/say.ts'
import type { Filed } from '#coordinate/model/crisis-file.ts'
import type { Attack, AttackWave } from '#sense/model/attacks.ts'
import type { Block, ContentSource, Sentence } from '../../model/product-content.ts'
import { list, prose, table } from './blocks.ts'
import { beyondLine, countryOf, type Desk, fromIncident, fromTitled, line, named, source, weightiest } from './desk.ts'
import { compare, type FiledIncident, incidentsOf } from './incidents.ts'
import { asWritten, capital, figure, many, moment, percent, quoted, timePoint } from './say.ts'

export function technicalIncidents(desk: Desk): Block[] {
  const { shown, beyond } = weightiest(desk, incidentsOf(desk))
  return [
    ...list(shown.map((incident) => classified(desk, incident))),
    ...prose(beyondLine(desk, beyond.length, beyond.map(fromIncident), ['incident', 'incidents'])),
  ]
}

function classified(desk: Desk, incident: FiledIncident): Sentence[] {
  const { id, state } = incident
  const { reference, title, classification, times, affected } = state
  const said = (key: string, text: string) => line(desk, `${key}:${id}`, text, [fromIncident(incident)])
  const kinds = (classification?.rsit ?? []).map((one) =>
    named(desk.names.incidentTypes, one.type ? `${one.class}/${one.type}` : one.class),
  )
  const cause = classification?.rootCause
  const moments = [
    times.startedAt && `began ${moment(times.startedAt)}`,
    times.detectedAt && `detected ${moment(times.detectedAt)}`,
    times.awarenessAt && `aware ${moment(times.awarenessAt)}`,
    times.endedAt && `ended ${moment(times.endedAt)}`,
  ].filter((one) => typeof one === 'string')
  return [
    said('incident', `${reference}: ${asWritten(title)}`),
    kinds.length > 0
      ? said('class', `Classified as ${inARow(kinds)} (Reference Security Incident Taxonomy).`)
      : { ...said('class', 'Nobody has classified it yet.'), standing: 'unknown' },
    ...(cause ? [said('cause', `Root cause as classified so far: ${named(desk.names.rootCauses, cause)}.`)] : []),
    ...(moments.length > 0 ? [said('times', `${capital(inARow(moments))}.`)] : []),
    ...(affected.services.length > 0
      ? [said('services', `Services: ${inARow(affected.services.map(({ name }) => name))}.`)]
      : []),
  ]
}

const unitOf: Partial<Record<AttackWave['measure'], string>> = {
  bits: 'bit/s',
  packets: 'packets/s',
  flows: 'flows/s',
  requests: 'requests/s',
  complaints: 'complaints/min',
}

export function technicalAttacks(desk: Desk): Block[] {
  const attacks = desk.told.attacks
    .filter(({ state }) => state.judged?.as !== 'false alarm')
    .sort((a, b) => compare(a.state.onset, b.state.onset) || compare(a.id, b.id))
  const { target, measure, onset, peak, end, highest, usual, confidence } = desk.wording.headings
  const waves = attacks.flatMap((attack) => attack.state.waves.map((wave, n) => ({ attack, wave, n })))
  const { shown, beyond } = weightiest(desk, waves)
  return [
    ...table(
      [target, measure, onset, peak, end, highest, usual, confidence],
      shown.map((one) => waveRow(desk, one)),
    ),
    ...prose(
      beyondLine(
        desk,
        beyond.length,
        beyond.map(({ attack }) => fromTitled('sense.attack', attack)),
        ['wave', 'waves'],
      ),
    ),
    ...list(attacks.map((attack) => attackLines(desk, attack))),
  ]
}

function waveRow(desk: Desk, { attack, wave, n }: { attack: Filed<Attack>; wave: AttackWave; n: number }): Sentence[] {
  const unit = unitOf[wave.measure] ?? ''
  const cell = (column: string, text: string) =>
    line(desk, `${column}:${attack.id}:${n + 1}`, text, [fromTitled('sense.attack', attack)])
  return [
    cell('target', `${attack.state.title}, wave ${n + 1}`),
    cell('measure', wave.measure),
    cell('onset', moment(wave.onset)),
    cell('peak', moment(wave.peak)),
    cell('end', wave.end ? moment(wave.end) : 'not over'),
    {
      ...cell('highest', `${figure(wave.peakValue)} ${unit}`.trim()),
      figure: { label: `peak, ${attack.state.title}, wave ${n + 1}`, value: wave.peakValue, unit },
    },
    cell('usual', `${figure(wave.baseline)} ${unit}`.trim()),
    cell('confidence', percent(wave.confidence)),
  ]
}

function attackLines(desk: Desk, attack: Filed<Attack>): Sentence[] {
  const { title, vectors, mix, judged, doubts, crowd } = attack.state
  const said = (key: string, text: string) =>
    line(desk, `${key}:${attack.id}`, text, [fromTitled('sense.attack', attack)])
  const lines: Sentence[] = []
  const verdict = judged
    ? `A person judged it: ${judged.as}, because: ${asWritten(judged.reason)}`
    : `Nobody has judged it yet; by the counters: ${crowd.verdict} (${percent(crowd.confidence)} sure).`
  lines.push(said('judged', `${quoted(title)}: ${verdict}`))
  if (vectors.length > 0) {
    lines.push(
      said(
        'vectors',
        `Kinds of traffic: ${inARow(vectors.map(({ label, share }) => `${label} (${percent(share)})`))}.`,
      ),
    )
  }
  if (mix && mix.countries.length > 0) {
    const shares = inARow(
      mix.countries.slice(0, 8).map(({ key, name, share }) => `${name || countryOf(desk, key)} ${percent(share)}`),
    )
    // The shares and their caveat are one sentence: nobody can quote the one without the other.
    lines.push(said('mix', `Where the addresses are placed: ${shares}. ${asWritten(mix.caveat)}`))
  }
  if (doubts.length > 0) {
    const which = inARow(doubts.map(({ mark, buckets }) => `${mark} (${many(buckets, 'interval')})`))
    lines.push(said('doubts', `What makes these numbers doubtful: ${which}.`))
  }
  return lines
}

export function technicalObservations(desk: Desk): Block[] {
  const { told } = desk
  const found = [...told.observations].sort(
    (a, b) => compare(a.state.onset.at, b.state.onset.at) || compare(a.id, b.id),
  )
  const { shown, beyond } = weightiest(desk, found)
  const from = (one: (typeof found)[number]) => fromTitled('sense.observation', one)
  // What channels say, and what they say together, is that of the attacks and items behind them, too.
  const behind = new Map([
    ...told.attacks.map((one) => [one.id, fromTitled('sense.attack', one)] as const),
    ...told.items.map((one) => [one.id, fromTitled('watch.item', one)] as const),
  ])
  const lines = shown.map((one) => {
    const { title, onset, confidence, parts, silent } = one.state
    const all = parts.flatMap(({ ref }) => behind.get(ref) ?? [])
    const said = (key: string, text: string, sources: ContentSource[]) =>
      line(desk, `${key}:${one.id}`, text, [from(one), ...sources])
    return [
      said('observation', `${quoted(title)}: began about ${moment(onset.at)}, ${percent(confidence)} sure.`, all),
      ...parts.map(({ kind, says, ref }, n) =>
        said(`part:${n + 1}`, `${capital(kind)}: ${asWritten(says)}`, [behind.get(ref) ?? []].flat()),
      ),
      ...silent.map(({ kind, says }) => said(`silent:${kind}`, `${capital(kind)} is silent: ${asWritten(says)}`, all)),
    ]
  })
  return [...list(lines), ...prose(beyondLine(desk, beyond.length, beyond.map(from), ['observation', 'observations']))]
}

/** What was read: by title, publisher and day, never its text. */
export function sources(desk: Desk): Block[] {
  const found = desk.told.items
    .filter(({ state }) => state.status !== 'rejected')
    .sort((a, b) => compare(a.state.publishedAt ?? '9', b.state.publishedAt ?? '9') || compare(a.id, b.id))
  const { shown, beyond } = weightiest(desk, found)
  const from = (item: (typeof found)[number]) => source('watch.item', item, item.state.title)
  const lines = shown.map((item) => {
    const { title, sourceName, url, publishedAt } = item.state
    const whence = [sourceName, publishedAt && timePoint(publishedAt), url].filter(Boolean).join(', ')
    return [line(desk, `item:${item.id}`, `${asWritten(title)}${whence ? ` ${whence}` : ''}`, [from(item)])]
  })
  return [...list(lines), ...prose(beyondLine(desk, beyond.length, beyond.map(from), ['source', 'sources']))]
}
