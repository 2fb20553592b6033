// What an assessment may be proposed facts from, as far as the reader may read it: the incident and all that it rests on.
import type { Marking } from '#kernel/marking.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Instant } from '#kernel/time.ts'
import type { Journal, View } from '#platform/journal/index.ts'
import { attackRecord } from '#sense/events.ts'
import type { FallEstimate, MeantBy } from '#sustain/model/estimate.ts'
import { documentRecord, itemRecord } from '#watch/events.ts'
import type { Assessment } from '../model/assessment.ts'
import type { Incident } from '../model.ts'
import { acceptedIn, type ItemRead } from '../rules/accepted-facts.ts'
import type { AcceptedFigure, Known } from '../rules/assessing/proposals.ts'
import { incident } from '../rules/incident.ts'
import { report } from '../rules/kept.ts'
import { measuredAttack } from '../rules/measured.ts'
import { entityOf } from './assessments.ts'
import { factsOfItems } from './item-facts.ts'

/** What a cascade from these services and organisations would reach; null: nothing to tell. */
export type FallOf = (view: View, meant: MeantBy, within?: Marking) => Promise<FallEstimate | null>

interface Sources {
  memberStates: ReadonlySet<string>
  fallOf: FallOf
}

export async function sourcesFor(
  journal: Journal,
  view: View,
  assessment: Pick<Assessment, 'incident' | 'organisation' | 'facts' | 'services' | 'group' | 'anchors' | 'entity'>,
  { memberStates, fallOf }: Sources,
  now: Instant,
  /** How the assessment is marked, where it is. */
  marking?: Marking,
): Promise<Known> {
  // What not everybody may read who reads the assessment is not proposed: its words would stand there.
  const fits = (one: { marking: Marking }) => !marking || staysWithin(marking, one.marking)
  const held = assessment.incident ? await journal.reads.one(incident, view, assessment.incident) : undefined
  const { observations = [], reports: told = [] } = held?.state ?? {}
  const [attacks, reports, figures, profile, fall] = await Promise.all([
    journal.reads.some(attackRecord, view, observations),
    journal.reads.some(report, view, told),
    figuresOf(journal, view, observations, fits),
    assessment.organisation ? entityOf(journal, view, assessment.organisation) : undefined,
    held && fits(held) && !view.asOf ? fallOf(view, meantBy(held.state), marking) : null,
  ])
  return {
    assessment,
    incident: held && fits(held) ? held : null,
    profile: profile && fits(profile) ? profile : null,
    measured: attacks.filter(fits).map((attack) => measuredAttack(attack, now)),
    figures,
    reports: reports.filter(fits),
    fall,
    memberStates,
    now,
  }
}

function meantBy({ affected }: Incident): MeantBy {
  return { organisations: affected.organisations, names: affected.services.map(({ name }) => name) }
}

async function figuresOf(
  journal: Journal,
  view: View,
  observations: readonly string[],
  fits: (one: { marking: Marking }) => boolean,
): Promise<AcceptedFigure[]> {
  const items = (await journal.reads.some(itemRecord, view, observations)).filter(fits)
  if (items.length === 0) return []
  const named = items.map(({ state }) => state.document)
  const [documents, judged] = await Promise.all([
    journal.reads.some(documentRecord, view, named),
    factsOfItems(
      journal,
      view,
      items.map(({ id }) => id),
    ),
  ])
  const documentOf = new Map(documents.map((document) => [document.state.item, document]))
  const read = items.flatMap((item): ItemRead[] => {
    const document = documentOf.get(item.id)
    return document ? [{ item, document, judgements: judged.get(item.id) ?? [] }] : []
  })
  return acceptedIn(read).figures
}
