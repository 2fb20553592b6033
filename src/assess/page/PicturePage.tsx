// The common operational picture: what is open, where, how bad, how fresh, what is late, and how it came to be so.
import './picture.css'
import { Link } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useMemo } from 'react'
import type { InputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { SeverityShape } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { span, Time } from '#web/kit/Time.tsx'
import { useGlow } from '#web/live.ts'
import { useChoices, usePlace } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { RecordLink } from '#web/shell/RecordLink.tsx'
import { RequestsInDanger } from '#web/shell/RequestsInDanger.tsx'
import { declareIncident, picture, type pictureReasons, taxonomies } from '../api.ts'
import { type Picture, severityColours, type Taxonomies, unplaced } from '../model.ts'
import { Attributions } from './Attributions.tsx'
import { DependsOnFew } from './DependsOnFew.tsx'
import { heatWords } from './heat.ts'
import { type Heading, Matrix, withUnplaced } from './Matrix.tsx'
import { Reasons } from './Reasons.tsx'
import { TimeSlider } from './TimeSlider.tsx'

const MapOfEurope = lazy(async () => ({ default: (await import('./MapOfEurope.tsx')).MapOfEurope }))

const spans = [
  { hours: 24, label: '24 hours' },
  { hours: 168, label: '7 days' },
  { hours: 720, label: '30 days' },
] as const
const timelineBuckets = 56
const hears = ['assess.', 'watch.']

export function PicturePage(): ReactNode {
  const [choice, choose] = useChoices('hours', 'sector', 'country', 'severity', 'what', 'from', 'to')
  const { asOf } = usePlace()
  const timelineHours = spans.find((it) => String(it.hours) === choice.hours)?.hours ?? 168
  const shown = useAsk(picture, { timelineHours, timelineBuckets }, { keep: true, hears })
  const present = useAsk(picture, { timelineHours, timelineBuckets }, { keep: true, hears, present: true })
  const words = useAsk(taxonomies, {}, { timeless: true })
  const reasons = reasonsOf(choice)

  if (shown.isPending || words.isPending) {
    return (
      <Page title={say('Picture')} wide>
        <Skeleton lines={3} />
        <Skeleton lines={4} tall />
      </Page>
    )
  }
  if (!shown.data || !words.data) {
    return (
      <Page title={say('Picture')} wide>
        <Problem
          error={shown.error ?? words.error}
          onAgain={() => void Promise.all([shown.refetch(), words.refetch()])}
        />
      </Page>
    )
  }
  const open = (next: InputOf<typeof pictureReasons>) => choose({ ...nothingChosen, ...textOf(next) }, 'push')
  return (
    <Page
      title={say('Picture')}
      wide
      lead={say('What is open, as far as you may see it.')}
      actions={
        <span className="desk-only">
          <Button kind="quiet" icon="print" onPress={() => window.print()}>
            {say('Print')}
          </Button>
        </span>
      }
    >
      <Problem error={shown.error} onAgain={() => void shown.refetch()} />
      <Totals picture={shown.data} onOpen={open} />
      {!asOf && shown.data.totals.incidents === 0 && shown.data.totals.signals === 0 ? <Quiet /> : null}
      <section className="card timeline" aria-label={say('Timeline')}>
        <TimeSlider
          buckets={present.data?.timeline ?? shown.data.timeline}
          onBucket={(bucket) => open({ what: 'incidents', from: bucket.start, to: bucket.end })}
        />
        <div className="timeline-side small">
          {/* biome-ignore lint/a11y/useSemanticElements: a set of three buttons, not a part of a form. */}
          <span role="group" aria-label={say('Length of the timeline')} className="segments no-print">
            {spans.map((it) => (
              <button
                key={it.hours}
                type="button"
                aria-pressed={it.hours === timelineHours}
                onClick={() => choose({ hours: String(it.hours) })}
              >
                {say(it.label)}
              </button>
            ))}
          </span>
          <span className="row">
            <span className="legend-bar" data-of="incidents" /> {say('incidents')}
            <span className="legend-bar" data-of="signals" /> {say('signals')}
          </span>
        </div>
      </section>
      <Overview picture={shown.data} words={words.data} chosen={choice} onOpen={open} />
      <RequestsInDanger />
      <DependsOnFew />
      {reasons ? (
        <Reasons title={titleOf(reasons, words.data)} input={reasons} onClose={() => choose(nothingChosen)} />
      ) : null}
    </Page>
  )
}

const nothingChosen = {
  sector: undefined,
  country: undefined,
  severity: undefined,
  what: undefined,
  from: undefined,
  to: undefined,
}

type Choice = Partial<Record<keyof typeof nothingChosen, string | undefined>>
type Wanted = InputOf<typeof pictureReasons>
const whats = ['open', 'incidents', 'signals', 'overdue', 'changed', 'reports'] as const
const severities = [...severityColours, 'unset'] as const

function textOf(input: Wanted): Choice {
  return {
    sector: input.sector,
    country: input.country,
    severity: input.severity,
    what: input.what,
    from: input.from,
    to: input.to,
  }
}

function reasonsOf(choice: Choice): Wanted | undefined {
  const what = whats.find((it) => it === choice.what)
  const severity = severities.find((it) => it === choice.severity)
  if (!what && !severity && !choice.sector && !choice.country) return undefined
  return {
    ...(what ? { what } : {}),
    ...(severity ? { severity } : {}),
    ...(choice.sector ? { sector: choice.sector } : {}),
    ...(choice.country ? { country: choice.country } : {}),
    ...(choice.from && choice.to ? { from: choice.from, to: choice.to } : {}),
  }
}

function Overview({
  picture: it,
  words,
  chosen,
  onOpen,
}: {
  picture: Picture
  words: Taxonomies
  chosen: Choice
  onOpen: (next: Wanted) => void
}): ReactNode {
  const glow = useGlow()
  const glowing = useMemo(() => new Set(glow.keys()), [glow])
  const glowingLands = useMemo(
    () => new Set(it.countries.filter((one) => one.reasons.some((id) => glowing.has(id))).map((one) => one.country)),
    [it.countries, glowing],
  )
  const members = useMemo(() => words.countries.filter((country) => country.memberState), [words])
  const names = useMemo(() => new Map(words.countries.map((country) => [country.value, country.label])), [words])
  const sectors = useMemo(() => sectorHeadings(it, words), [it, words])
  const countries = useMemo(() => countryHeadings(it, words), [it, words])
  const inDrawer = chosen.what === undefined || chosen.what === 'open'
  return (
    <>
      <div className="overview">
        <Card title={say('Map')} className="map-card" aside={<HeatLegend />}>
          <Suspense fallback={<div className="map-wait" aria-hidden="true" />}>
            <MapOfEurope
              countries={it.countries}
              members={members.map((country) => country.value)}
              nameOf={(code) => names.get(code) ?? code}
              lettersOf={(code) => words.countries.find((country) => country.value === code)?.euCode ?? code}
              chosen={inDrawer && !chosen.sector ? chosen.country : undefined}
              glowing={glowingLands}
              onChoose={(country) => onOpen({ country, what: 'open' })}
            />
          </Suspense>
          <p className="small quiet">
            {say(
              'Simplified borders (Natural Earth), for orientation only: they take no position on the status of any territory. Islands far from Europe are counted, not drawn.',
            )}
          </p>
        </Card>
        <div className="stack">
          <Attributions attributions={it.attributions} linked />
          <Overdue picture={it} onAll={() => onOpen({ what: 'overdue' })} />
          <Changed picture={it} glowing={glowing} onAll={() => onOpen({ what: 'changed' })} />
        </div>
      </div>
      <Card
        title={say('Sectors by Member State')}
        className="matrix-card"
        aside={
          <span className="row small quiet">
            <span className="freshness-key" data-freshness="fresh" />{' '}
            {say('changed within {span}', { span: span(it.thresholds.freshMinutes * 60_000) })}
            <span className="freshness-key" data-freshness="ageing" />{' '}
            {say('within {span}', { span: span(it.thresholds.ageingMinutes * 60_000) })}
            <span className="freshness-key" data-freshness="stale" /> {say('stale')}
            <span className="signals">3</span> {say('signals only')}
          </span>
        }
      >
        <Matrix
          picture={it}
          sectors={sectors}
          countries={countries}
          chosen={{ sector: chosen.sector, country: chosen.country }}
          glowing={glowing}
          onChoose={(sector, country) =>
            onOpen({ what: 'open', ...(sector ? { sector } : {}), ...(country ? { country } : {}) })
          }
        />
      </Card>
    </>
  )
}

function Totals({ picture: { totals }, onOpen }: { picture: Picture; onOpen: (next: Wanted) => void }): ReactNode {
  const users = totals.users
  return (
    <ul className="totals" aria-label={say('Totals')}>
      <Total number={totals.open} label={say('open incidents')} strong onPress={() => onOpen({ what: 'open' })}>
        <span className="total-severities">
          {severities
            .filter((severity) => totals.bySeverity[severity] > 0)
            .map((severity) => (
              <button
                key={severity}
                type="button"
                onClick={() => onOpen({ what: 'open', severity })}
                aria-label={say('{n} {severity}, open incidents', {
                  n: totals.bySeverity[severity],
                  severity: severity === 'unset' ? say('not judged') : severity,
                })}
              >
                <SeverityShape value={severity} size={11} />
                {totals.bySeverity[severity]} <span>{severity === 'unset' ? say('not judged') : say(severity)}</span>
              </button>
            ))}
        </span>
      </Total>
      <Total
        number={totals.overdue}
        label={say('overdue')}
        alarm={totals.overdue > 0}
        onPress={() => onOpen({ what: 'overdue' })}
      />
      <Total
        number={totals.changedLastHour}
        label={say('changed in the last hour')}
        onPress={() => onOpen({ what: 'changed' })}
      />
      <Total
        number={totals.signals}
        label={say('signals without an incident')}
        onPress={() => onOpen({ what: 'signals' })}
      />
      <Total number={totals.reports} label={say('reports waiting')} onPress={() => onOpen({ what: 'reports' })} />
      <Total
        number={totals.countries}
        label={say('countries, {n} sectors', { n: totals.sectors })}
        onPress={() => onOpen({ what: 'open' })}
      />
      <Total
        number={users.sum}
        prefix={users.exact || users.sum === 0 ? '' : '≥ '}
        label={
          users.notKnownFor > 0 ? say('users, not known for {n}', { n: users.notKnownFor }) : say('users affected')
        }
        onPress={() => onOpen({ what: 'open' })}
      />
    </ul>
  )
}

const brief = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

interface TotalProps {
  number: number
  label: string
  prefix?: string
  strong?: boolean
  alarm?: boolean
  onPress: () => void
  children?: ReactNode
}

function Total({ number, label, prefix = '', strong, alarm, onPress, children }: TotalProps): ReactNode {
  return (
    <li className="total" data-strong={strong || undefined} data-alarm={alarm || undefined}>
      <button type="button" className="total-button" onClick={onPress}>
        <span className="total-number">
          {prefix}
          {brief.format(number)}
        </span>
        <span className="total-label">{label}</span>
      </button>
      {children}
    </li>
  )
}

function Overdue({ picture: it, onAll }: { picture: Picture; onAll: () => void }): ReactNode {
  return (
    <Card title={say('Overdue')} aside={<More of={it.overdue.length} total={it.totals.overdue} onAll={onAll} />}>
      {it.overdue.length === 0 ? (
        <p className="quiet">{say('Nothing is late.')}</p>
      ) : (
        <ol className="plain-list">
          {it.overdue.slice(0, 6).map((late) => (
            <li key={late.id}>
              <RecordLink to={late} row className="title-link">
                {late.reference ? <span className="reference">{late.reference}</span> : null} {late.title}
              </RecordLink>
              <span className="small">
                <strong className="late">{say('{span} late', { span: span(late.lateSeconds * 1000) })}</strong>{' '}
                <span className="quiet">{late.why === 'task' ? say('task') : say('nobody has looked at it')}</span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}

function Changed({
  picture: it,
  glowing,
  onAll,
}: {
  picture: Picture
  glowing: ReadonlySet<string>
  onAll: () => void
}): ReactNode {
  const groups = useMemo(() => byRecord(it.changedLastHour), [it.changedLastHour])
  return (
    <Card
      title={say('Changed in the last hour')}
      aside={<More of={Math.min(8, it.changedLastHour.length)} total={it.totals.changedLastHour} onAll={onAll} />}
    >
      {it.changedLastHour.length === 0 ? (
        <p className="quiet">{say('Nothing changed in the last hour.')}</p>
      ) : (
        <ol className="plain-list">
          {groups.slice(0, 5).map(({ change, more }) => (
            <li key={change.entry} className={glowing.has(change.id) ? 'glow' : undefined}>
              <RecordLink to={change} row className="title-link">
                {change.reference ? <span className="reference">{change.reference}</span> : null} {change.title}
              </RecordLink>
              <span className="small quiet">
                {change.what} · <Time at={change.when} />
                {more > 0 ? ` · ${sayCount(more, '{n} change before', '{n} changes before')}` : ''}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}

/** The newest change of each incident (or record of its own), and how many came before it. */
function byRecord(changes: Picture['changedLastHour']): { change: Picture['changedLastHour'][number]; more: number }[] {
  const groups = new Map<string, { change: Picture['changedLastHour'][number]; more: number }>()
  for (const change of changes) {
    const key = change.incident ?? change.id
    const group = groups.get(key)
    if (group) group.more++
    else groups.set(key, { change, more: 0 })
  }
  return [...groups.values()]
}

function More({ of, total, onAll }: { of: number; total: number; onAll: () => void }): ReactNode {
  if (total <= of || total === 0) return null
  return (
    <Button kind="quiet" small onPress={onAll}>
      {say('All {n}', { n: total })}
    </Button>
  )
}

function Quiet(): ReactNode {
  const may = useMay()
  return (
    <Card title={say('It is quiet')}>
      <Empty
        icon="check"
        title={say('Nothing is open, and nothing has come in yet')}
        action={
          <>
            <Link to="/watch" search={{ add: 'text' }} className={buttonClass('first')}>
              {say('Paste a text')}
            </Link>
            <Link to="/watch" search={{ tab: 'feeds', add: 'feed' }} className={buttonClass()}>
              {say('Follow a feed')}
            </Link>
            {may(declareIncident) ? (
              <Link to="/incidents" search={{ add: 'incident' }} className={buttonClass()}>
                {say('Open an incident')}
              </Link>
            ) : null}
          </>
        }
      >
        {say(
          'Give watch something to read: a news text, a file or a feed. What it finds can become an incident, and the incident appears here.',
        )}
      </Empty>
    </Card>
  )
}

function HeatLegend(): ReactNode {
  return (
    <span className="row small quiet heat-legend">
      {say('open:')}
      {heatWords.slice(1).map((word, step) => (
        <span key={word} className="heat" data-heat={step + 1}>
          {word}
        </span>
      ))}
      <span className="hatched" /> {say('stale')}
    </span>
  )
}

function sectorHeadings(it: Picture, words: Taxonomies): Heading[] {
  const used = new Set(it.sectors.map((sector) => sector.sector))
  const known = words.sectors.map((sector) => ({
    id: sector.value,
    label: sector.label,
    brief: briefSectors[sector.value] ?? sector.label,
  }))
  return withUnplaced(known, used, say('Sector not known')).map((heading) =>
    heading.id === unplaced ? { ...heading, brief: say('Not known') } : heading,
  )
}

const briefSectors: Record<string, string> = {
  financial_market_infrastructures: 'Financial markets',
  ict_service_management_b2b: 'ICT services (B2B)',
  postal_courier: 'Post and couriers',
  chemicals: 'Chemicals',
  food: 'Food',
}

function countryHeadings(it: Picture, words: Taxonomies): Heading[] {
  const used = new Set(it.countries.map((country) => country.country))
  const members = words.countries.filter((country) => country.memberState)
  const known = new Set(members.map((country) => country.value))
  const others = words.countries.filter((country) => !country.memberState && used.has(country.value))
  const strangers = [...used].filter(
    (code) => code !== unplaced && !known.has(code) && !others.some((country) => country.value === code),
  )
  const headings = [
    ...[...members, ...others].map((country) => ({ id: country.value, label: country.label, brief: country.euCode })),
    ...strangers.map((code) => ({ id: code, label: code, brief: code })),
  ]
  return withUnplaced(headings, used, say('Country not known'))
}

function titleOf(input: Wanted, words: Taxonomies): string {
  const sector =
    words.sectors.find((it) => it.value === input.sector)?.label ??
    (input.sector === unplaced ? say('Sector not known') : input.sector)
  const country =
    words.countries.find((it) => it.value === input.country)?.label ??
    (input.country === unplaced ? say('Country not known') : input.country)
  const whatWords: Record<string, string> = {
    open: say('Open incidents'),
    incidents: say('Incidents'),
    signals: say('Signals without an incident'),
    overdue: say('Overdue'),
    changed: say('Changed in the last hour'),
    reports: say('Reports waiting'),
  }
  const parts = [
    whatWords[input.what ?? 'open'],
    sector,
    country,
    input.severity === 'unset' ? say('not judged') : input.severity,
  ]
  if (input.from)
    parts.push(say('began {moment}', { moment: `${input.from.slice(0, 10)} ${input.from.slice(11, 16)} UTC` }))
  return parts.filter(Boolean).join(' · ')
}
