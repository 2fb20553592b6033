// Each item that comes in is held against the requirements of its owner, in the same unit of work: an alert cannot be lost.
import type { Id } from '#kernel/id.ts'
import type { Appended, Held, Journal, Unit } from '#platform/journal/types.ts'
import type { Alert } from '../api/requirements.ts'
import type { NewsItem } from '../api.ts'
import { alertRecord } from '../events/requirement.ts'
import type { Item } from '../model.ts'
import { alertMarking } from '../rules/alert-marking.ts'
import { askedOf, meets, suppliersIn } from '../rules/requirements.ts'
import { activeRequirements, raisedFor } from '../store/alerts.ts'
import type { Context } from './contexts.ts'

/** `read` is what the stages found, `held` the item that it became. A new version raises what the old one did not. */
export async function raiseAlerts(
  journal: Journal,
  unit: Unit,
  taken: readonly { read: Item; held: Held<NewsItem>; isNew: boolean }[],
  owner: Id,
  context: Context,
): Promise<Appended<Alert>[]> {
  const requirements = await activeRequirements(journal, unit.view, owner, unit.now)
  const raised: Appended<Alert>[] = []
  for (const { read, held, isNew } of taken) {
    const suppliers = suppliersIn(read, context.names)
    const asked = askedOf(read)
    const met = requirements.flatMap((requirement) => {
      const why = meets(requirement.state.query, asked)
      return why ? [{ requirement, why }] : []
    })
    if (met.length === 0 && suppliers.length === 0) continue
    const before = isNew ? new Set<Id | null>() : await raisedFor(journal, unit.view, held.id)
    for (const { requirement, why } of met) {
      if (before.has(requirement.id)) continue
      const marking = alertMarking(held.marking, requirement.marking)
      // Persons named for TLP:RED may not all read the question: what it asks for is then left to be joined.
      const told = marking.tlp === 'RED' ? ['meets a requirement'] : why
      raised.push(
        await unit.open(
          alertRecord,
          'watch.alertRaised',
          {
            title: 'Requirement met',
            item: held.id,
            requirement: requirement.id,
            priority: requirement.state.priority,
            why: told,
            concerns: [],
          },
          { owner, marking },
        ),
      )
    }
    if (suppliers.length === 0 || before.has(null)) continue
    const concerns = [...new Set(suppliers.flatMap(({ name }) => name.concerns))].slice(0, 200)
    const names = suppliers.map(({ text }) => text)
    raised.push(
      await unit.open(
        alertRecord,
        'watch.alertRaised',
        {
          title: `Signal on ${names.slice(0, 3).join(', ')}`.slice(0, 300),
          item: held.id,
          requirement: null,
          priority: 1,
          why: names.slice(0, 20).map((text) => `${text} is watched, because somebody depends on it`),
          concerns,
        },
        { owner, marking: alertMarking(held.marking, { ...held.marking, tlp: 'AMBER+STRICT', audience: [] }) },
      ),
    )
  }
  return raised
}
