// What a guideline is taken for: the values of a plan, and files.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { isExercise } from '#kernel/realm.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { organisationRecord } from '#people/index.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type * as api from '../../api/guidelines.ts'
import { dnsUseRecord } from '../../events/resolvers.ts'
import { planFrom as makePlan, usualOf } from '../../rules/guideline/plan-from.ts'
import type { ResolverArea } from './area.ts'
import { guidelineFile } from './guideline-file.ts'
import { findGuideline } from './guidelines.ts'

const notThere = (which: string) =>
  refuse('no-such-guideline', `There is no guideline ${which} that you may read.`, '/guideline')

export async function planFrom(
  area: ResolverArea,
  input: InputOf<typeof api.planFrom>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.planFrom>>> {
  const found = await findGuideline(area, input.guideline, call)
  if (!found) return notThere(input.guideline)
  const text = found.own?.state.inForce?.text ?? found.text
  const variant = text.variants.find(({ id }) => id === input.variant)
  if (!variant)
    return refuse('no-such-variant', `Its variants are ${text.variants.map(({ id }) => id).join(', ')}.`, '/variant')
  const use = input.use ? await area.room.journal.reads.one(dnsUseRecord, call.view, input.use) : undefined
  if (input.use && !use) return refuse('unknown', `There is no network ${input.use} that you may read.`, '/use')
  const internal = (use?.state.internalZones ?? []).map(({ name }) => name)
  const asked = {
    name: input.name ?? `${text.title}: ${input.control}`.slice(0, 200),
    organisation: input.organisation ?? use?.state.organisation ?? call.reader.organisation ?? area.room.journal.home,
    ...{ control: input.control, controlKind: input.controlKind ?? null, variant, group: input.group ?? null },
    usual: input.usual ?? usualOf(use?.state.resolvers ?? [], area.data.known),
    ...{ zones: [...internal, ...(input.zones ?? [])], families: input.families ?? ('both' as const) },
  }
  const { plan, notes } = makePlan(text, asked, area.data.known)
  const unapproved = found.own && !found.own.state.inForce ? ['This guideline is not approved.'] : []
  return done({ plan, notes: [...unapproved, ...notes] })
}

export async function exportGuideline(
  area: ResolverArea,
  { guideline, form = 'pdf', variant, inForce = false }: InputOf<typeof api.exportGuideline>,
  call: Call,
): Promise<Reply<Download>> {
  const found = await findGuideline(area, guideline, call)
  if (!found) return notThere(guideline)
  const { own } = found
  if (inForce && own && !own.state.inForce)
    return refuse('no-such-guideline', 'No edition of it was ever approved.', '/inForce')
  const text = inForce ? (own?.state.inForce?.text ?? found.text) : found.text
  const organisation = own ? await nameOf(area, own.state.organisation, call) : null
  const stands = own ? (inForce ? 'approved' : own.state.state) : 'as it came with this version'
  const filed = {
    ...{ text, form, variant, standing: `Version ${text.version}, ${stands}`, exercise: isExercise(call.view.realm) },
    ...{ tlp: own?.marking.tlp ?? ('CLEAR' as const), at: own?.since ?? `${text.checkedOn}T00:00:00.000Z` },
    by: own ? { id: own.state.organisation, name: organisation ?? own.state.organisation } : null,
  }
  return guidelineFile(filed, area.data.known)
}

async function nameOf({ room }: ResolverArea, id: string, { view }: Call): Promise<string | null> {
  const found = await room.journal.reads.one(organisationRecord, { ...view, realm: 'live' }, id)
  return found?.state.name ?? null
}
