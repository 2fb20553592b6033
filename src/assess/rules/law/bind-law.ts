// Binds the files of the law into one: shape, what is inherited, order, and then every reference and contradiction.
import type * as is from '../../model/law.ts'
import { verifiedAll, verifiedRegime, verifiedTemplate } from './bind-inheritance.ts'
import {
  type EntityTypesFile,
  type FactsFile,
  kindOf,
  type LawFault,
  type LawFile,
  type LawFiles,
  maxFaults,
  type OverlaysFile,
  type RulesFile,
  shapeFaults,
  tooMuch,
} from './bind-shapes.ts'
import { checkLaw } from './check-law.ts'
import type { Draft, Placed } from './check-places.ts'

export type { LawFault, LawFiles } from './bind-shapes.ts'

export type BoundLaw = { law: is.Law; faults: [] } | { law: null; faults: LawFault[] }

/**
 * The law, or what is wrong with it; never throws. `version` names it; whoever reads the files makes it out of their
 * content.
 */
export function bindLaw(files: LawFiles, version?: string): BoundLaw {
  const excess = tooMuch(files)
  if (excess) return { law: null, faults: [excess] }
  const misshapen = Object.keys(files)
    .sort()
    .flatMap((file) => faultsOfFile(file, files[file]))
  for (const file of ['law.json', 'entity-types.json'])
    if (!Object.hasOwn(files, file)) misshapen.push({ file, field: '/', reason: 'The file is missing.' })
  if (misshapen.length > 0) return { law: null, faults: misshapen.slice(0, maxFaults) }
  const draft = draftOf(files)
  const faults = [...draft.faults, ...checkLaw(draft)]
  if (faults.length > 0) return { law: null, faults: faults.slice(0, maxFaults) }
  return { law: lawOf(draft, version), faults: [] }
}

function faultsOfFile(file: string, content: unknown): LawFault[] {
  const kind = kindOf(file)
  if (kind) return shapeFaults(file, kind, content)
  const reason =
    'A file of the law is law.json, entity-types.json, or stands in facts, rules, regimes, templates or overlays.'
  return [{ file, field: '/', reason }]
}

/** All items with the place where each stands. The shapes are checked before: what is cast here is known. */
function draftOf(files: LawFiles): Draft {
  const faults: LawFault[] = []
  const root = files['law.json'] as LawFile
  const types = files['entity-types.json'] as EntityTypesFile
  const draft: Draft = {
    root,
    faults,
    entityTypes: placed('entity-types.json', '/entityTypes', types.entityTypes),
    facts: [],
    rules: [],
    regimes: [],
    templates: [],
    overlays: [],
  }
  for (const file of Object.keys(files).sort()) {
    const kind = kindOf(file)
    if (kind === 'facts') {
      const { facts, ...own } = files[file] as FactsFile
      draft.facts.push(...placed(file, '/facts', verifiedAll<is.Fact>(facts, own)))
    }
    if (kind === 'rules') {
      const { rules, regime, ...own } = files[file] as RulesFile
      const named = rules.map((rule) => ({ ...rule, regime }))
      draft.rules.push(...placed(file, '/rules', verifiedAll<is.Rule>(named, own)))
    }
    if (kind === 'regimes') draft.regimes.push({ file, field: '', it: verifiedRegime(files[file] as is.Regime) })
    if (kind === 'templates') draft.templates.push({ file, field: '', it: files[file] as is.Template })
    if (kind === 'overlays') {
      const { overlays } = files[file] as OverlaysFile
      draft.overlays.push(...placed(file, '/overlays', overlays))
    }
  }
  return {
    ...draft,
    regimes: draft.regimes.map((one) => withTemplate(one, draft.templates)).sort(byOrder(root.regimes)),
  }
}

function placed<T>(file: string, field: string, items: readonly T[]): Placed<T>[] {
  return items.map((it, at) => ({ file, field: `${field}/${at}`, it }))
}

/** `templates/dora.json` is the form of the regime `dora`. */
function withTemplate(regime: Placed<is.Regime>, templates: readonly Placed<is.Template>[]): Placed<is.Regime> {
  const own = templates.find(({ file }) => file === `templates/${regime.it.id}.json`)
  if (!own) return regime
  return { ...regime, it: { ...regime.it, template: verifiedTemplate(own.it, regime.it) } }
}

/** As law.json lists them; periods of one regime by their beginning. */
function byOrder(order: readonly string[]): (a: Placed<is.Regime>, b: Placed<is.Regime>) => number {
  const place = new Map(order.map((id, at) => [id, at]))
  return (a, b) => {
    const apart = (place.get(a.it.id) ?? order.length) - (place.get(b.it.id) ?? order.length)
    if (apart !== 0) return apart
    return (a.it.appliesFrom ?? '') < (b.it.appliesFrom ?? '') ? -1 : 1
  }
}

function lawOf(draft: Draft, version: string | undefined): is.Law {
  const items = <T>(list: readonly Placed<T>[]) => list.map(({ it }) => it)
  return {
    ...draft.root,
    version: version ?? `${draft.root.checkedAsOf}.unnamed`,
    entityTypes: items(draft.entityTypes),
    facts: items(draft.facts),
    rules: items(draft.rules),
    regimes: items(draft.regimes),
    overlays: items(draft.overlays),
  }
}
