// Drafts the next edition of a product from the record of a crisis, or a tear-line of one at a lower marking; and drafts it again.
import { createHash } from 'node:crypto'
import type { CrisisFile } from '#coordinate/model/crisis-file.ts'
import { crisisRecord } from '#coordinate/rules/crises/crisis-record.ts'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { lacksJustification, type Marking, type MarkingChoice, markingFrom } from '#kernel/marking.ts'
import { actorOf, personOf } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/products.ts'
import type { Product } from '../../model/product.ts'
import type { ProductContent } from '../../model/product-content.ts'
import type { Template } from '../../model/template.ts'
import type { Given } from '../../rules/drafting/input.ts'
import { differenceAfterEdits } from '../../rules/products/difference.ts'
import { carryEdits, sentencesOf, withEdits } from '../../rules/products/edits.ts'
import { productOriginRecord, productRecord } from '../../rules/products/product-record.ts'
import { editionsOf, isEditionTaken, lastEdition, type ProductRow } from '../../store/products.ts'
import { crisisOf, moved, type ProductRoom, productFor, productOf, writable } from './room.ts'

type Input = InputOf<typeof api.draftProduct>
type Drafted = OutputOf<typeof api.draftProduct>

export async function draftProduct(room: ProductRoom, input: Input, call: Call): Promise<Reply<Drafted>> {
  const template = room.drafting.templates.get(input.template)
  if (!template) return refuse('no-such-template', `There is no template ${input.template}.`, '/template')
  const file = await room.coordinate.crisisFile(call.view, input.crisis)
  if (!file) return refuse('unknown', `No crisis with the id ${input.crisis} that you may read.`, '/crisis')
  for (let attempt = 1; ; attempt++) {
    try {
      return await room.journal.commit(call.writer, (unit) => open(room, unit, input, template, file))
    } catch (error) {
      // Somebody else drafted this edition in the same moment: the next look finds theirs.
      if (!isEditionTaken(error) || attempt >= 5) throw error
    }
  }
}

async function open(
  room: ProductRoom,
  unit: Unit,
  input: Input,
  template: Template,
  file: CrisisFile,
): Promise<Reply<Drafted>> {
  const { view } = unit
  const above = input.tearLineOf === undefined ? null : await aboveOf(room, unit, input, input.tearLineOf)
  const own = view.reader.organisation ?? room.journal.home
  // What is drafted about a crisis of another node belongs to whoever drafts it.
  const theirs = (await unit.read(crisisRecord, input.crisis))?.origin !== undefined
  const owner = writable(room, view, file.crisis.marking) && !theirs ? file.crisis.marking.owner : own
  const choice = input.marking ?? choiceOf((above ?? file.crisis).marking)
  const marking = markingFrom(choice, owner, view.reader.person)
  if (lacksJustification(marking)) unit.refuse('marking-needs-reason', undefined, '/marking')
  if (above) mustBeLower(unit, above.marking, marking)
  const line = lineOf(input, marking, theirs ? own : null)
  const edition = await nextEdition(room, unit, line)
  const previous = await previousOf(room, unit, { crisis: input.crisis, template: template.id, line, marking })
  const given = givenBy(unit, input)
  const drafted = room.drafting.draft({
    ...{ file, template, marking, now: unit.now, language: input.language ?? 'en' },
    ...{ title: given.title, lines: given.lines, variant: input.variant ?? null },
    previous: previous?.state.content ?? null,
  })
  if (!drafted.ok) return unit.refuse(drafted.refusal, drafted.detail, drafted.where)
  const content = drafted.value
  const told = staysWithin(marking, file.crisis.marking)
  const body = {
    ...{ crisis: told ? input.crisis : null, line, edition, content, given, previous: previous?.id ?? null },
    approvalsNeeded: template.approvals,
  }
  const options = { marking: choice, owner, cause: causesOf(content) }
  const { entry, held } = await unit.open(productRecord, 'share.productDrafted', body, options)
  if (!told || above) await keepOrigin(unit, file, above, held, entry)
  return done({ ...moved(held, entry), missing: content.missing.length })
}

/** The product that a tear-line is taken from: of the same crisis and template. */
async function aboveOf({ journal }: ProductRoom, unit: Unit, input: Input, id: Id): Promise<Held<Product>> {
  const above = await productOf(unit, id, '/tearLineOf')
  const crisis = await crisisOf(journal, unit.view, above)
  if (crisis !== input.crisis || above.state.template !== input.template)
    unit.refuse('bad-input', 'That product is of another crisis, or of another template.', '/tearLineOf')
  return above
}

/** The marking of a record as the choice that makes the same one again. */
function choiceOf({ owner: _owner, ...marking }: Marking): MarkingChoice {
  return marking
}

function mustBeLower(unit: Unit, above: Marking, marking: Marking): void {
  if (staysWithin(above, marking) && !staysWithin(marking, above)) return
  unit.refuse('not-lower', 'Not everybody who may read that product may read this one, or no one else may.', '/marking')
}

/** Those who may read it are in the hash, so that an edition tells nothing about products that they may not read. */
function lineOf(
  { crisis, template, variant }: Input,
  { tlp, owner, audience, persons, releasableTo }: Marking,
  drafter: Id | null,
): string {
  const circle = [tlp, tlp === 'CLEAR' || tlp === 'GREEN' ? null : [owner, audience.toSorted(), persons.toSorted()]]
  // The crisis of another node has editions there, too: ours are counted apart.
  const apart = drafter === null ? [] : [drafter]
  const said = JSON.stringify([crisis, template, variant ?? null, circle, releasableTo.toSorted(), ...apart])
  return createHash('sha256').update(said).digest('hex').slice(0, 40)
}

async function nextEdition({ journal }: ProductRoom, unit: Unit, line: string): Promise<number> {
  const last = await lastEdition(journal, unit.view, line)
  if (!last) return 1
  const open = last.state.status === 'draft' || last.state.status === 'for-approval'
  if (open && (await unit.read(productRecord, last.id))) {
    const { edition, title, status } = last.state
    unit.refuse('edition-open', `Edition ${edition} (“${title}”, ${last.id}) is ${status}.`)
  }
  return last.state.edition + 1
}

interface Wanted {
  crisis: Id
  template: string
  line: string
  marking: Marking
}

/** The newest one that was approved and that all who get this one may read: of the same line, or else of another one. */
async function previousOf(
  { journal }: ProductRoom,
  unit: Unit,
  { crisis, template, line, marking }: Wanted,
): Promise<Held<Product> | undefined> {
  const shown = (await editionsOf(journal, unit.view, crisis, template)).filter(
    (row) => isOut(row) && staysWithin(marking, row.marking),
  )
  const newest = shown.find((row) => row.state.line === line) ?? shown[0]
  return newest && unit.read(productRecord, newest.id)
}

const isOut = ({ state }: ProductRow) => state.status === 'approved' || state.status === 'released'

function givenBy(unit: Unit, { title, lines = [] }: Pick<Input, 'title' | 'lines'>): Product['given'] {
  const by = personOf(actorOf(unit.view.reader))
  return { title: title === undefined ? null : { text: title, by }, lines: lines.map((text) => ({ text, by })) }
}

/** What its sentences rest on, and nothing else: a cause that is above the marking would tell that there is more. */
function causesOf(content: ProductContent): Id[] {
  const entries = new Set<Id>()
  for (const { sentence } of sentencesOf(content)) for (const { entry } of sentence.sources) entries.add(entry)
  return [...entries].slice(0, mostCauses)
}
const mostCauses = 1_000

/** Marked like the crisis, or like the product that it was taken from where that is read by fewer. */
async function keepOrigin(
  unit: Unit,
  file: CrisisFile,
  above: Held<Product> | null,
  { id, state }: Held<Product>,
  cause: Id,
): Promise<void> {
  const { crisis } = file
  const all = [crisis.marking, ...(above ? [above.marking] : [])]
  const closest = all.find((one) => all.every((other) => staysWithin(one, other)))
  const { owner } = closest ?? crisis.marking
  const body = {
    ...{ product: id, crisis: crisis.id, template: state.template },
    tearLineOf: closest && above ? above.id : null,
  }
  const marking = choiceOf(closest ?? crisis.marking)
  await unit.open(productOriginRecord, 'share.productOriginKept', body, { marking, owner, cause: [cause] })
}

export async function redraftProduct(
  room: ProductRoom,
  input: InputOf<typeof api.redraftProduct>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.redraftProduct>>> {
  const seen = await room.journal.reads.one(productRecord, call.view, input.id)
  if (!seen) return refuse('unknown', `No product with the id ${input.id} that you may read.`)
  const template = room.drafting.templates.get(seen.state.template)
  if (!template) return refuse('no-such-template', `The template ${seen.state.template} is not there any more.`)
  const crisis = await crisisOf(room.journal, call.view, seen)
  const file = crisis === null ? undefined : await room.coordinate.crisisFile(call.view, crisis)
  if (!file) return refuse('unknown', 'You may not read the crisis that it is drafted from.')
  return room.journal.commit(call.writer, async (unit) => {
    const held = await productFor(unit, input.id, input.version, 'edit')
    const { state, marking, id } = held
    const given = keptOr(state.given, givenBy(unit, input))
    const shown = state.previous === null ? undefined : await unit.read(productRecord, state.previous)
    // It may have been marked higher since: then it is not compared with any more.
    const previous = shown && staysWithin(marking, shown.marking) ? shown : undefined
    const drafted = room.drafting.draft({
      ...{ file, template, marking, now: unit.now, language: state.content.language },
      ...{ title: given.title, lines: given.lines, variant: state.content.variant },
      previous: previous?.state.content ?? null,
    })
    if (!drafted.ok) return unit.refuse(drafted.refusal, drafted.detail, drafted.where)
    const { kept, lost, drifted } = carryEdits(state.edits, drafted.value)
    const content = withDifference(drafted.value, withEdits(drafted.value, kept), previous?.state.content ?? null)
    const body = {
      ...{ content, edits: kept, lost: [...state.lost, ...lost].slice(-2_000), given },
      ...{ previous: previous?.id ?? null, approvalsNeeded: template.approvals },
    }
    const options = { expectedVersion: input.version, cause: causesOf(content) }
    const { entry, held: after } = await unit.append(productRecord, 'share.productRedrafted', id, body, options)
    return done({ ...moved(after, entry), lost, drifted })
  })
}

/** Words that were given before stand, where no others are given now. */
function keptOr(before: Product['given'], now: { title: Given | null; lines: Given[] }): Product['given'] {
  return { title: now.title ?? before.title, lines: now.lines.length > 0 ? now.lines : before.lines }
}

/** The drafted content with the difference between what was shown last and what will be read now. */
function withDifference(
  drafted: ProductContent,
  read: ProductContent,
  previous: ProductContent | null,
): ProductContent {
  if (!previous || drafted.changes === null) return drafted
  return { ...drafted, changes: differenceAfterEdits(previous, read, drafted.changes) }
}
