// Takes reports by operators, and says no to those that become no incident.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../api.ts'
import type { ReportTold } from '../model.ts'
import { checkCountries, checkMoment } from '../rules/classify.ts'
import { report } from '../rules/kept.ts'
import { referenceOf } from '../rules/reference.ts'
import { listOfReports, nextNumber } from '../store/incidents.ts'
import { type Changed, changed, type Desk, numbered, seen } from './desk.ts'

type Input = InputOf<typeof api.reportIncident>

/** The report is the operator's own; the staff of this node receives it, whatever else is said about its marking. */
export async function reportIncident(
  desk: Desk,
  input: Input,
  call: Call,
): Promise<Reply<OutputOf<typeof api.reportIncident>>> {
  const { organisation } = call.reader
  if (!organisation) return refuse('no-organisation')
  const told = toldBy(input, call.now)
  if (!told.ok) return told
  const { home } = desk.journal
  const choice = input.marking ?? { tlp: 'AMBER+STRICT' as const }
  if (choice.tlp === 'RED')
    return refuse(
      'bad-input',
      'A report goes to a desk, not to named persons: TLP:AMBER+STRICT at most.',
      '/marking/tlp',
    )
  const marking = { ...choice, audience: [...new Set([...(choice.audience ?? []), home])] }
  return numbered(call.view.realm, () =>
    desk.journal.commit(call.writer, async (unit) => {
      const year = Number(unit.now.slice(0, 4))
      const number = await nextNumber(desk.journal, report.name, unit.view, year)
      const reference = referenceOf('RPT', year, number)
      const { entry, held } = await unit.open(
        report,
        'assess.incidentReported',
        { reference, year, number, organisation, told: told.value },
        { marking, owner: organisation, ...(told.value.since ? { observedAt: told.value.since } : {}) },
      )
      return done({ id: held.id, version: held.version, entry, reference })
    }),
  )
}

function toldBy(input: Input, now: Instant): Reply<ReportTold> {
  const countries = checkCountries(input.countries ?? [], '/countries')
  if (!countries.ok) return countries
  const since = input.since === undefined ? done(null) : checkMoment(input.since, '/since')
  if (!since.ok) return since
  if (since.value && Date.parse(since.value) > Date.parse(now) + 60_000) {
    return refuse('impossible-times', `It cannot have begun in the future (${since.value}).`, '/since')
  }
  const { person = null, name = '', email = '', telephone = '' } = input.contact ?? {}
  return done({
    title: input.title,
    whatHappened: input.whatHappened,
    since: since.value,
    ongoing: input.ongoing ?? null,
    services: input.services ?? [],
    countries: countries.value,
    users: input.users ?? null,
    contact: { person, name, email, telephone },
  })
}

export async function listReports(
  desk: Desk,
  input: InputOf<typeof api.listReports>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listReports>>> {
  const { items, next } = await listOfReports(desk.journal, call.view, input)
  return done({
    items: items.map(({ id, version, marking, since, state }) => ({ id, version, marking, since, state })),
    next,
  })
}

export function declineReport(
  desk: Desk,
  input: InputOf<typeof api.declineReport>,
  call: Call,
): Promise<Reply<Changed>> {
  return desk.journal.commit(call.writer, async (unit) => {
    const held = await unit.read(report, input.id)
    if (!held) return refuse('unknown')
    seen(unit, held, input.version)
    if (held.state.status === 'taken')
      return refuse('wrong-state', 'It is part of an incident. A report can be declined while it is received.')
    if (held.state.status === 'declined') return refuse('wrong-state', 'It was declined already.')
    const { reason } = input
    return done(
      changed(
        await unit.append(report, 'assess.reportDeclined', input.id, { reason }, { expectedVersion: input.version }),
      ),
    )
  })
}
